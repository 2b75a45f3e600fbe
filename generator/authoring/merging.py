"""Merge two records of the same entity: one remains, with the names of both, and every reference leads to it.

Facts that only the merged record has are added to the file of the remaining one, in the style of that file. If the two
contradict each other, nothing is changed until the editor decides. The same command completes an interrupted merge.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.authoring.record_merge import MergedRecord, ValueConflict, combine_former_ids, merge_records
from generator.authoring.reference_rewrite import (
    ReferenceRewrite,
    get_value,
    rewrite_record,
    rewrite_references,
    verify_text,
)
from generator.authoring.renaming import ChangeReport, describe_counts, set_former_ids
from generator.authoring.snapshot import ContentSnapshot, RecordFile, RefusedError, find_text_diagnostics
from generator.authoring.transaction import ContentChange, apply_change, ensure_no_new_errors
from generator.diagnostics.diagnostic import has_errors
from generator.diagnostics.phrases import format_count
from generator.infra.files import DISK, Disk
from generator.infra.lock import lock_project
from generator.infra.mappings import remove_keys
from generator.model.kinds import Kind, Ref
from generator.model.references import find_raw_references
from generator.source.yaml_edits import KeyPath, UnwritableError, YamlText, format_block, quote_if_needed

_COMMENT = re.compile(r"(?:^|(?<=\s))#(?! yaml-language-server:)[^\r\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _PlannedMerge:
    """The change, its additions to the remaining record in words, and the losses of the other, a line each."""

    change: ContentChange
    additions: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()


def merge(  # noqa: PLR0913  # what the editor says, and how to wait
    root: Path,
    kind: Kind,
    from_: str,
    into: str,
    *,
    keep: bool = False,
    waiting: Callable[[], None] = lambda: None,
    disk: Disk = DISK,
) -> ChangeReport:
    """Merge the record `from_` into the record `into`; its id becomes a former id of the one that remains.

    With `keep`, the values of `into` are kept if the two differ. Raise `RefusedError` if the change is refused: then
    nothing was changed; or `OutputError` if the disk fails midway.
    """
    with lock_project(root, waiting):
        snapshot = ContentSnapshot.read(root)
        merged, remaining = Ref(kind, from_), Ref(kind, into)
        if snapshot.is_renamed(merged, remaining):
            rewrite = rewrite_references(snapshot, merged, into, merge_items=True)
            plan = _PlannedMerge(ContentChange(texts=rewrite.texts))
        else:
            _refuse_if_invalid(snapshot, merged, remaining)
            rewrite = rewrite_references(snapshot, merged, into, merge_items=True)
            plan = _plan_merge(snapshot, merged, remaining, rewrite, keep=keep)
        if not plan.change.texts:
            return ChangeReport(f"{kind} `{from_}` is `{into}` already", rewrite.remaining)
        ensure_no_new_errors(snapshot, plan.change)
        apply_change(snapshot, plan.change, disk)
        summary = f"merged {kind} `{from_}` into `{into}`: {describe_counts(rewrite)}"
        if plan.additions:
            summary = f"{summary}; added {', '.join(plan.additions)}"
        return ChangeReport(summary, (*plan.losses, *rewrite.remaining))


def _refuse_if_invalid(snapshot: ContentSnapshot, merged: Ref, remaining: Ref) -> None:
    """Raise `RefusedError` with all errors of the request, if there are any."""
    problems = [snapshot.explain_missing(ref) for ref in (merged, remaining) if not snapshot.has(ref)]
    if merged.kind is Kind.BRIEFING:
        problems = ["two briefings cannot be merged, as each is a text of its own; withdraw one of them"]
    elif merged == remaining:
        problems.append(f"`{merged.id}` cannot be merged with itself")
    if not problems:
        problems = [*_find_record_problems(snapshot, merged), *_find_record_problems(snapshot, remaining)]
    RefusedError.raise_for(problems)


def _find_record_problems(snapshot: ContentSnapshot, ref: Ref) -> Iterator[str]:
    record = snapshot.get_record(ref)
    if len(snapshot.find_by_id(ref.id)) > 1:
        yield f"`{ref.id}` is the id of two records; run `check` to see which"
    elif has_errors(find_text_diagnostics(record.model, record.text, record.path)):
        yield f"{record.path} has errors; fix them first (`check` lists them)"


def _plan_merge(
    snapshot: ContentSnapshot, merged: Ref, remaining: Ref, rewrite: ReferenceRewrite, *, keep: bool
) -> _PlannedMerge:
    text, result = _merge_texts(snapshot, merged, remaining)
    if result.conflicts and not keep:
        raise _build_conflict_error(snapshot, merged, remaining, result.conflicts)
    texts = remove_keys({**rewrite.texts, remaining.record: text}, {merged.record})
    change = ContentChange(record=remaining.record, texts=texts, remove=merged.record)
    losses = (*_iter_lost_values(merged, result.conflicts), *_iter_lost_comments(snapshot.get_record(merged), text))
    return _PlannedMerge(change, result.additions, losses)


# The text of the record that remains


def _merge_texts(snapshot: ContentSnapshot, merged: Ref, remaining: Ref) -> tuple[str, MergedRecord]:
    """Return the new text of the remaining record, and the merged data that it says."""
    try:
        remaining_file = _remove_self_references(snapshot.get_record(remaining), merged, remaining)
        merged_file = _remove_self_references(snapshot.get_record(merged), merged, remaining)
        merged_data, data = merged_file.data, remaining_file.data
        former_ids = combine_former_ids(merged.id, merged_data, data, remaining.id)
        result = merge_records(remaining_file.model, merged_data, data, former_ids)
        text = _add_values(remaining_file, result.data, merged_file)
    except UnwritableError:
        message = f"content/{remaining.record} is written in a way that could not be changed safely"
        raise RefusedError(f"{message}; nothing was changed") from None
    text = set_former_ids(text, remaining_file, data, former_ids)
    return verify_text(remaining_file, text, result.data), result


def _remove_self_references(record: RecordFile, merged: Ref, remaining: Ref) -> RecordFile:
    """Return a record in which the two ids are one, without the references that so become references to itself."""
    text = rewrite_record(record, merged, remaining.id, merge_items=True).text
    record = replace(record, text=text)
    while path := next(_find_self_references(record, remaining), None):
        yaml = YamlText(text)
        is_only_value = len(path) == 1 or len(get_value(record.data, path[:-1])) == 1
        text = (yaml.remove_key(str(path[0])) if is_only_value else yaml.remove_item(path)).text
        record = replace(record, text=text)
    return record


def _find_self_references(record: RecordFile, remaining: Ref) -> Iterator[KeyPath]:
    for reference in find_raw_references(record.model, record.data):
        path = reference.path
        is_top_level = len(path) == 1 or (len(path) == 2 and isinstance(path[1], int))
        if is_top_level and remaining in reference.refs:
            yield path


def _add_values(remaining: RecordFile, new_data: dict[str, Any], merged: RecordFile) -> str:
    """Return the text of the remaining record with the added values; whole keys are copied as the other has them."""
    text, merged_text = YamlText(remaining.text), YamlText(merged.text)
    data, merged_data = remaining.data, merged.data
    for key, value in new_data.items():
        current = data.get(key)
        if key == "formerly" or value == current:
            continue
        if not current:
            text = text.remove_key(key) if key in data else text
            block = merged_text.get_block(key) if merged_data.get(key) == value else format_block(key, value)
            text = text.append_block(block)
        elif isinstance(value, dict):
            for name in value.keys() - current.keys():
                text = text.append_lines(key, f"{name}: {quote_if_needed(value[name])}")
        else:
            for item in value[len(current) :]:
                if isinstance(item, str):
                    text = text.append_item(key, item)
                else:
                    # A mapping is copied as the other record has it.
                    lines = merged_text.get_item_lines(key, merged_data[key].index(item))
                    text = text.append_lines(key, lines)
    return text.text


# What the editor has to look at


def _build_conflict_error(
    snapshot: ContentSnapshot, merged: Ref, remaining: Ref, conflicts: Sequence[ValueConflict]
) -> RefusedError:
    merged_text = YamlText(snapshot.get_record(merged).text)
    remaining_text = YamlText(snapshot.get_record(remaining).text)
    lines = []
    for conflict in conflicts:
        key = ".".join(conflict.path)
        position = f"content/{merged.record}:{merged_text.find_line(conflict.path)}"
        other = f"`{conflict.remaining_value}` in `{remaining.id}`{_describe_line(remaining_text, conflict.path)}"
        lines.append(f"{position}: `{key}` is `{conflict.merged_value}`, but {other}")
    message = (
        f"the two records differ in {format_count(len(conflicts), 'value')}; make them agree, "
        f"or keep those of `{remaining.id}` with --keep (make: KEEP=1)"
    )
    return RefusedError(message, lines)


def _describe_line(text: YamlText, path: tuple[str, ...]) -> str:
    try:
        return f" (line {text.find_line(path)})"
    except UnwritableError:
        return ""


def _iter_lost_values(merged: Ref, conflicts: Sequence[ValueConflict]) -> Iterator[str]:
    for conflict in conflicts:
        key = ".".join(conflict.path)
        yield f"content/{merged.record}: `{key}: {conflict.merged_value}` was not copied"


def _iter_lost_comments(merged: RecordFile, text: str) -> Iterator[str]:
    """Yield a line for each comment of the merged record that the new text does not have."""
    for match in _COMMENT.finditer(merged.text):
        comment = match[0].strip()
        if comment not in text:
            yield f"{merged.path}: the comment `{comment}` was not copied"
