"""Rename: change the id of an entity or briefing and every reference to it; the old id is kept as a former id.

If the record has its new id already, the references that still have the old one are changed: so the same command
completes an interrupted rename.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.authoring.reference_rewrite import ReferenceRewrite, rewrite_record, rewrite_references, verify_text
from generator.authoring.snapshot import ContentSnapshot, RecordFile, RefusedError
from generator.authoring.transaction import ContentChange, apply_change, ensure_no_new_errors
from generator.diagnostics.phrases import format_count
from generator.infra.files import DISK, Disk
from generator.infra.lock import lock_project
from generator.model.fields import check_new_id
from generator.model.kinds import Kind, Ref
from generator.source.yaml_edits import UnwritableError, YamlText, format_block


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """A summary of the changes, and the tasks that remain to be done by hand, a line each."""

    summary: str
    remaining: tuple[str, ...] = ()


def rename(  # noqa: PLR0913  # what the editor says, how to wait, and where to write
    root: Path,
    kind: Kind,
    old: str,
    new: str,
    *,
    waiting: Callable[[], None] = lambda: None,
    disk: Disk = DISK,
) -> ChangeReport:
    """Change the id of an entity or briefing.

    Raise `RefusedError` if the change is refused: then nothing was changed; or `OutputError` if the disk fails midway.
    """
    with lock_project(root, waiting):
        snapshot = ContentSnapshot.read(root)
        old_ref, new_ref = Ref(kind, old), Ref(kind, new)
        if snapshot.is_renamed(old_ref, new_ref):
            rewrite = rewrite_references(snapshot, old_ref, new)
            change = ContentChange(texts=rewrite.texts)
        else:
            _refuse_if_invalid(snapshot, old_ref, new_ref)
            rewrite = rewrite_references(snapshot, old_ref, new)
            change = _build_change(snapshot, old_ref, new_ref, rewrite)
        if not change.texts:
            return ChangeReport(f"{kind} `{old}` is `{new}` already", rewrite.remaining)
        ensure_no_new_errors(snapshot, change)
        apply_change(snapshot, change, disk)
        return ChangeReport(f"renamed {kind} `{old}` to `{new}`: {describe_counts(rewrite)}", rewrite.remaining)


def describe_counts(rewrite: ReferenceRewrite) -> str:
    """Return how many references and files were changed, in words."""
    if not rewrite.references:
        return "nothing refers to it"
    return f"changed {format_count(rewrite.references, 'reference')} in {format_count(len(rewrite.texts), 'file')}"


def set_former_ids(text: str, record: RecordFile, data: dict[str, Any], former_ids: list[str]) -> str:
    """Return the text of a record with these former ids: changed in place or added to those that it has.

    `data` are the current keys and values of the record. Raise `RefusedError` if its `formerly` cannot be changed.
    """
    current = data.get("formerly", [])
    yaml = YamlText(text)
    try:
        for position, (old_id, new_id) in enumerate(zip(current, former_ids, strict=False)):
            if old_id != new_id:
                yaml = yaml.replace_id(("formerly", position), old_id, new_id)
        if "formerly" not in data:
            yaml = yaml.append_block(format_block("formerly", former_ids))
        else:
            for id_ in former_ids[len(current) :]:
                yaml = yaml.append_item("formerly", id_)
    except UnwritableError:
        raise RefusedError(f"{record.path}: write `formerly` as a list; nothing was changed") from None
    return yaml.text


def get_former_ids(record: RecordFile, data: dict[str, Any]) -> list[str]:
    """Return the former ids in the data of a record. Raise `RefusedError` if they are not a list of ids."""
    former_ids = data.get("formerly", [])
    if not isinstance(former_ids, list) or not all(isinstance(id_, str) for id_ in former_ids):
        raise RefusedError(f"{record.path}: `formerly` is not a list of ids; fix it first")
    return former_ids


def _refuse_if_invalid(snapshot: ContentSnapshot, old: Ref, new: Ref) -> None:
    """Raise `RefusedError` with all errors of the request, if there are any."""
    problems = []
    if not snapshot.has(old):
        problems.append(snapshot.explain_missing(old))
    elif old not in snapshot.layout.metadata and old.kind is Kind.BRIEFING:
        problems.append(f"`{old.id}` has no metadata.yml")
    elif len(snapshot.find_by_id(old.id)) > 1:
        problems.append(f"`{old.id}` is the id of two records; run `check` to see which")
    if new_id_problem := _find_new_id_problem(snapshot, old, new):
        problems.append(new_id_problem)
    RefusedError.raise_for(problems)


def _find_new_id_problem(snapshot: ContentSnapshot, old: Ref, new: Ref) -> str:
    """Return why the new id cannot be used; empty if it can."""
    if refusal := check_new_id(new.id):
        return refusal
    if holders := snapshot.find_by_id(new.id):
        holder = holders[0]
        message = f"`{new.id}` is already the id of {holder.kind.phrase}: content/{holder.record}"
        can_merge = holder.kind is new.kind and holder != old
        return f"{message}; `merge {old.kind} {old.id} {new.id}` merges the two" if can_merge else message
    former_holder = snapshot.find_by_former_id(new.id)
    if former_holder and former_holder != old:
        return f"`{new.id}` is a former id of {former_holder.kind.phrase}: content/{former_holder.record}"
    return ""


def _build_change(snapshot: ContentSnapshot, old: Ref, new: Ref, rewrite: ReferenceRewrite) -> ContentChange:
    record = snapshot.get_record(old)
    data = record.data
    if not data:
        raise RefusedError(f"{record.path} cannot be read; fix it first")
    text = rewrite_record(record, old, new.id).text
    new_data = copy.deepcopy(replace(record, text=text).data)
    # A record that gets a former id back gives up the one that it has now.
    former_ids = [old.id if id_ == new.id else id_ for id_ in get_former_ids(record, data)]
    new_data["formerly"] = former_ids if old.id in former_ids else [*former_ids, old.id]
    text = set_former_ids(text, record, data, new_data["formerly"])
    text = verify_text(record, text, new_data)
    move = (old.stem, new.stem) if old.kind is Kind.BRIEFING else (old.record, new.record)
    return ContentChange(record=old.record, texts={**rewrite.texts, old.record: text}, move=move)
