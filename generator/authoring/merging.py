"""Merging: of two records of one thing one remains, with the names of both, and everything refers to it.

What the other said and this one does not is written into its file, in the manner of that file; where the two
contradict each other, nothing is done until the editor says so. An interrupted merge is completed by the same command.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.authoring.change import Change, carry_out, demand_no_new_errors
from generator.authoring.desk import Desk, Leaf, RefusedError
from generator.authoring.joining import Conflict, Joined, former_ids, joined
from generator.authoring.renaming import Done, counted, with_former
from generator.authoring.swapping import KeyPath, Swapped, at, in_record, swapped, verified
from generator.content import as_record
from generator.diagnostics import Source, has_errors
from generator.model.kinds import Kind, Ref
from generator.model.references import written_references
from generator.report import plural
from generator.site.alone import alone
from generator.site.files import DISK, Disk
from generator.source.files import as_source
from generator.source.rewriting import UnwritableError, YamlText, as_block, as_scalar

_COMMENT = re.compile(r"(?:^|(?<=\s))#(?! yaml-language-server:)[^\r\n]*", re.MULTILINE)


def merge(  # noqa: PLR0913  # what the editor says, and how to wait
    root: Path,
    kind: Kind,
    from_: str,
    into: str,
    *,
    keep: bool = False,
    waiting: Callable[[], None] = lambda: None,
    disk: Disk = DISK,
) -> Done:
    """Makes one thing of two: `into` remains, and `from_` becomes a former id of it.

    With `keep`, values of `into` stand where the two differ. Raises RefusedError, and then nothing was changed; or
    OutputError where the disk refuses midway.
    """
    with alone(root, waiting):
        desk = Desk.at(root)
        gone, remaining = Ref(kind, from_), Ref(kind, into)
        is_merged = not desk.holds(gone) and desk.holds(remaining) and from_ in desk.formerly(remaining)
        if not is_merged:
            _demand(desk, gone, remaining)
        found = swapped(desk, gone, into, once=True)
        if is_merged and not found.texts:
            return Done(f"{kind} `{from_}` is `{into}` already", found.left)
        if is_merged:
            change, taken, lost = Change(record="", texts=found.texts), "", tuple[str, ...]()
        else:
            change, taken, lost = _change(desk, gone, remaining, found, keep=keep)
        demand_no_new_errors(desk, change)
        carry_out(desk, change, disk)
        return Done(f"merged {kind} `{from_}` into `{into}`: {counted(found)}{taken}", (*lost, *found.left))


def _demand(desk: Desk, gone: Ref, remaining: Ref) -> None:
    """Tells everything that is wrong with what was asked for."""
    wrong = [desk.missing(ref) for ref in (gone, remaining) if not desk.holds(ref)]
    if gone.kind is Kind.BRIEFING:
        wrong = ["two briefings are two texts and cannot be merged; withdraw one of them"]
    elif gone == remaining:
        wrong.append(f"`{gone.id}` cannot be merged with itself")
    for ref in () if wrong else (gone, remaining):
        leaf = desk.leaf(ref)
        source = as_source((leaf.text or "").encode(), leaf.path)
        if len(desk.named(ref.id)) > 1:
            wrong.append(f"`{ref.id}` names two things; `check` says which")
        elif not isinstance(source, Source) or has_errors(as_record(leaf.model, source)[1]):
            wrong.append(f"{leaf.path} has mistakes; `check` says which, mend them first")
    if wrong:
        raise RefusedError(wrong[-1], wrong[:-1])


def _change(
    desk: Desk, gone: Ref, remaining: Ref, found: Swapped, *, keep: bool
) -> tuple[Change, str, tuple[str, ...]]:
    """The change, what the one takes over in words, and what is lost of the other, a line each."""
    text, done = _joined_text(desk, gone, remaining)
    if done.conflicts and not keep:
        raise _contradiction(desk, gone, remaining, done.conflicts)
    texts = {path: one for path, one in found.texts.items() if path != gone.record}
    change = Change(record=remaining.record, texts={**texts, remaining.record: text}, remove=gone.record)
    taken = f"; it took over {', '.join(done.taken)}" if done.taken else ""
    return change, taken, (*_dropped(gone, done.conflicts), *_comments(desk.leaf(gone), text))


def _joined_text(desk: Desk, gone: Ref, remaining: Ref) -> tuple[str, Joined]:
    """The text of the record that remains."""
    try:
        ours, theirs = (_without_itself(desk.leaf(ref), gone, remaining) for ref in (remaining, gone))
        into, from_ = ours.data or {}, theirs.data or {}
        former = former_ids(gone.id, from_, into, remaining.id)
        done = joined(ours.model, from_, into, former)
        text = _written(YamlText(ours.text or ""), into, done.data, YamlText(theirs.text or ""), from_)
    except UnwritableError:
        message = f"content/{remaining.record} is written in a way that could not be changed safely"
        raise RefusedError(f"{message}; nothing was changed") from None
    text = with_former(text, ours, into, former)
    return verified(ours, text, done.data), done


def _without_itself(leaf: Leaf, gone: Ref, remaining: Ref) -> Leaf:
    """A record in which the two are one; what so becomes a reference to itself is left out."""
    text, _ = in_record(leaf, gone, remaining.id, once=True)
    while path := next(_to_itself(Leaf(leaf.ref, leaf.model, leaf.file, text), remaining), None):
        yaml = YamlText(text)
        alone_there = len(path) == 1 or len(at(Leaf(leaf.ref, leaf.model, leaf.file, text).data, path[:-1])) == 1
        text = (yaml.without_key(str(path[0])) if alone_there else yaml.without_item(path)).text
    return Leaf(leaf.ref, leaf.model, leaf.file, text)


def _to_itself(leaf: Leaf, remaining: Ref) -> Iterator[KeyPath]:
    for reference in written_references(leaf.model, leaf.data or {}):
        top = len(reference.path) == 1 or isinstance(reference.path[1], int)
        if top and len(reference.path) <= 2 and reference.id == remaining.id and remaining.kind in reference.kinds:
            yield reference.path


def _written(
    text: YamlText, into: dict[str, Any], wanted: dict[str, Any], donor: YamlText, given: dict[str, Any]
) -> str:
    """The text of the record that remains, with what it takes over; whole keys as the other wrote them."""
    for key, value in wanted.items():
        held = into.get(key)
        if key == "formerly" or value == held:
            continue
        if not held:
            text = text.without_key(key) if key in into else text
            text = text.with_block(donor.block(key) if given.get(key) == value else as_block(key, value))
        elif isinstance(value, dict):
            for name in value.keys() - held.keys():
                text = text.with_lines(key, f"{name}: {as_scalar(value[name])}")
        else:
            for item in value[len(held) :]:
                lines = None if isinstance(item, str) else donor.item_lines(key, given[key].index(item))
                text = text.with_lines(key, lines) if lines else text.with_item(key, item)
    return text.text


def _contradiction(desk: Desk, gone: Ref, remaining: Ref, conflicts: Sequence[Conflict]) -> RefusedError:
    theirs, ours = (YamlText(desk.leaf(ref).text or "") for ref in (gone, remaining))
    lines = []
    for one in conflicts:
        key = ".".join(one.path)
        where = f"content/{gone.record}:{theirs.line_of(one.path)}: `{key}` is `{one.given}`"
        lines.append(f"{where}; of `{remaining.id}` it is `{one.kept}`{_line(ours, one.path)}")
    message = (
        f"the two differ in {plural(len(conflicts), 'value')}; mend them, or keep those of `{remaining.id}` with --keep"
    )
    return RefusedError(f"{message} (make: KEEP=1)", lines)


def _line(text: YamlText, path: tuple[str, ...]) -> str:
    try:
        return f" (line {text.line_of(path)})"
    except UnwritableError:
        return ""


def _dropped(gone: Ref, conflicts: Sequence[Conflict]) -> list[str]:
    return [f"content/{gone.record}: `{'.'.join(one.path)}: {one.given}` was not taken over" for one in conflicts]


def _comments(leaf: Leaf, text: str) -> list[str]:
    """Comments of the record that is gone which stand nowhere now."""
    found = [one.strip() for one in _COMMENT.findall(leaf.text or "")]
    return [f"{leaf.path}: the comment `{one}` was not taken over" for one in found if one not in text]
