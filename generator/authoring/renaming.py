"""Renaming: another id for a thing, wherever content names it; the old one stays with it as a former id.

Where the thing has its new id already, what still refers to the old one is brought up: so an interrupted renaming is
completed by the same command.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.authoring.change import Change, carry_out, demand_no_new_errors
from generator.authoring.desk import Desk, Leaf, RefusedError
from generator.authoring.swapping import Swapped, in_record, swapped, verified
from generator.model.fields import ID_FORM, ID_HELP
from generator.model.kinds import Kind, Ref
from generator.report import plural
from generator.site.alone import alone
from generator.site.files import DISK, Disk
from generator.source.rewriting import UnwritableError, YamlText, as_block


@dataclass(frozen=True, slots=True)
class Done:
    """What was changed, in words; and what is left to be done by hand, a line each."""

    summary: str
    left: tuple[str, ...] = ()


def rename(  # noqa: PLR0913  # what the editor says, how to wait, and where to write
    root: Path,
    kind: Kind,
    old: str,
    new: str,
    *,
    waiting: Callable[[], None] = lambda: None,
    disk: Disk = DISK,
) -> Done:
    """Gives a thing another id.

    Raises RefusedError, and then nothing was changed; or OutputError where the disk refuses midway.
    """
    with alone(root, waiting):
        desk = Desk.at(root)
        here, there = Ref(kind, old), Ref(kind, new)
        is_renamed = not desk.holds(here) and desk.holds(there) and old in desk.formerly(there)
        if not is_renamed:
            _demand(desk, here, there)
        found = swapped(desk, here, new)
        if is_renamed and not found.texts:
            return Done(f"{kind} `{old}` is `{new}` already", found.left)
        change = Change(record="", texts=found.texts) if is_renamed else _change(desk, here, there, found)
        demand_no_new_errors(desk, change)
        carry_out(desk, change, disk)
        return Done(f"renamed {kind} `{old}` to `{new}`: {counted(found)}", found.left)


def counted(found: Swapped) -> str:
    """How much was changed, in words."""
    if not found.places:
        return "nothing refers to it"
    return f"changed {plural(found.places, 'reference')} in {plural(len(found.texts), 'file')}"


def with_former(text: str, leaf: Leaf, data: dict[str, Any], wanted: list[str]) -> str:
    """The text of a record with these former ids, added to those it has, or one of them in the place of another."""
    known = data.get("formerly", [])
    yaml = YamlText(text)
    try:
        for position, (before, after) in enumerate(zip(known, wanted, strict=False)):
            if before != after:
                yaml = yaml.replaced(("formerly", position), before, after)
        if "formerly" not in data:
            yaml = yaml.with_block(as_block("formerly", wanted))
        else:
            for id_ in wanted[len(known) :]:
                yaml = yaml.with_item("formerly", id_)
    except UnwritableError:
        raise RefusedError(f"{leaf.path}: write `formerly` as a list; nothing was changed") from None
    return yaml.text


def former_ids(leaf: Leaf, data: dict[str, Any]) -> list[str]:
    """The ids that a record had before."""
    known = data.get("formerly", [])
    if not isinstance(known, list) or not all(isinstance(one, str) for one in known):
        raise RefusedError(f"{leaf.path}: `formerly` is no list of ids; mend it first")
    return known


def _demand(desk: Desk, here: Ref, there: Ref) -> None:
    """Tells everything that is wrong with what was asked for."""
    wrong = []
    if not desk.holds(here):
        wrong.append(desk.missing(here))
    elif here not in desk.layout.metadata and here.kind is Kind.BRIEFING:
        wrong.append(f"`{here.id}` has no metadata.yml")
    elif len(desk.named(here.id)) > 1:
        wrong.append(f"`{here.id}` names two things; `check` says which")
    wrong += _unfit(desk, here, there)
    if wrong:
        raise RefusedError(wrong[-1], wrong[:-1])


def _unfit(desk: Desk, here: Ref, there: Ref) -> list[str]:
    """Why the new id cannot be taken."""
    if not ID_FORM.match(there.id):
        return [f"`{there.id}` is no valid id: {ID_HELP}"]
    if taken := desk.named(there.id):
        same = taken[0].kind is there.kind and taken[0] != here
        hint = f"; `merge {here.kind} {here.id} {there.id}` makes one of the two" if same else ""
        return [f"`{there.id}` names {taken[0].kind.phrase} already: content/{taken[0].record}{hint}"]
    former = desk.former(there.id)
    if former and former != here:
        return [f"`{there.id}` is a former id of {former.kind.phrase}: content/{former.record}"]
    return []


def _change(desk: Desk, here: Ref, there: Ref, found: Swapped) -> Change:
    leaf = desk.leaf(here)
    data, text = leaf.data, leaf.text
    if data is None or text is None:
        raise RefusedError(f"{leaf.path} cannot be read; mend it first")
    text, _ = in_record(leaf, here, there.id)
    renamed = Leaf(leaf.ref, leaf.model, leaf.file, text)
    wanted = copy.deepcopy(renamed.data or {})
    known = former_ids(leaf, data)
    former = [here.id if one == there.id else one for one in known]
    wanted["formerly"] = former if here.id in former else [*former, here.id]
    text = verified(leaf, with_former(text, leaf, data, wanted["formerly"]), wanted)
    move = (here.stem, there.stem) if here.kind is Kind.BRIEFING else (here.record, there.record)
    return Change(record=here.record, texts={**found.texts, here.record: text}, move=move)
