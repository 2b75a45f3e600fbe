"""Accepted suggestions as edits: what each file holds afterwards. Nothing is written here.

Each edit is read back: a file is changed only if it then says what it said, and what was accepted. Where the way in
which it is written does not allow that, the editor is told so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.authoring.reference import keys
from generator.authoring.suggestions import comments
from generator.authoring.suggestions.suggestion import Entry, Item, Key
from generator.authoring.suggestions.yaml_lines import ORDER, Style, attribution
from generator.diagnostics import Source
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import FOLDERS
from generator.proposals.proposal import ProposedAttribution
from generator.source.inserting import InsertError, Lines, node_at, with_item, with_key
from generator.source.scalars import scalar
from generator.source.tree import parse

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")
"""An id that ends in a number."""


class EditError(Exception):
    """A file could not be edited; the message says which and why."""


@dataclass(slots=True)
class File:
    """A file on its way."""

    path: str
    lines: Lines

    @property
    def data(self) -> dict[str, Any]:
        """What it says. Raises EditError where that cannot be read."""
        data = _said(self.path, self.lines)
        if data is None:
            raise EditError(f"{self.path} cannot be read; `check` says why")
        return data

    def become(self, make: Callable[[Lines], Lines], told: Callable[[dict[str, Any]], Any]) -> None:
        """Changes its lines, and makes sure that it says what is `told` of what it said before."""
        wanted = self.data
        told(wanted)
        try:
            lines = make(self.lines)
        except InsertError as error:
            raise EditError(f"{self.path} was not changed: {error}; write it by hand") from error
        if _said(self.path, lines) != wanted:
            raise EditError(f"{self.path} was not changed: how it is written leaves no place; write it by hand")
        self.lines = lines


def _said(path: str, lines: Lines) -> dict[str, Any] | None:
    return parse(Source(path, "\n".join(lines.texts))).data


def add_item(file: File, change: Item) -> None:
    """One more text in a list, unless it is there."""
    if change.value in (file.data.get(change.key) or []):
        return
    before = _before(_keys_of(change.path), change.key)
    file.lines = comments.with_key_uncommented(file.lines, change.key)
    file.become(
        lambda lines: with_item(lines, change.key, change.value, before),
        lambda data: _append(data, change.key, change.value),
    )


def add_key(file: File, change: Key) -> None:
    """One more key, of the file or of one of its attributions."""
    ids = [one.get("id") for one in file.data["attributions"]] if change.attribution else []
    place = ("attributions", ids.index(change.attribution)) if ids else ()
    before = _before(ORDER if ids else _keys_of(change.path), change.key)

    def told(data: dict[str, Any]) -> None:
        (data["attributions"][place[1]] if place else data)[change.key] = change.value

    file.become(lambda lines: with_key(lines, place, change.key, [scalar(change.value)], before), told)


def add_entry(file: File, suggested: str, change: Entry, also: Mapping[str, str], taken: frozenset[str]) -> str:
    """One more attribution; returns its id."""
    file.lines = comments.with_key_uncommented(file.lines, "attributions")
    id_ = _free_id(file, comments.id_in_comment(file.lines, suggested), taken)
    entry = attribution(change.attribution, id_, change.sentence, style_of(file.lines), also)
    said = parse(Source(file.path, "\n".join(entry))).data
    before = _before(_keys_of(change.path), "attributions")
    file.become(
        lambda lines: with_item(lines, "attributions", entry, before),
        lambda data: _append(data, "attributions", said),
    )
    return id_


def about_others(one: ProposedAttribution, instead: Mapping[str, str]) -> ProposedAttribution:
    """The attribution, with the ids of known actors for those that were proposed in their place."""

    def meant(id_: str | None) -> str | None:
        return instead.get(id_, id_) if id_ else id_

    voices = tuple(voice._replace(actor=meant(voice.actor), within=meant(voice.within)) for voice in one.by)
    return replace(one, by=voices, about=tuple(dict.fromkeys(instead.get(id_, id_) for id_ in one.about)))


def style_of(lines: Lines) -> Style:
    """How the attributions of a file are written, as far as there are any."""
    node = node_at(lines, ("attributions",))
    entries = [one for one in node.value if isinstance(one, MappingNode)] if isinstance(node, SequenceNode) else []
    if not entries:
        return Style()
    longest = max(entries, key=lambda one: len(one.value))
    quotes = [one for one in _values(entries, "quote") if isinstance(one, ScalarNode)]
    about = [one for one in _values(entries, "about") if isinstance(one, SequenceNode)]
    lists = [value for entry in entries for _, value in entry.value if isinstance(value, SequenceNode)]
    indents = [one.start_mark.column - entries[0].start_mark.column for one in lists if not one.flow_style]
    return Style(
        order=tuple(key.value for key, _ in longest.value),
        in_quotes=not quotes or sum(bool(one.style) for one in quotes) * 2 >= len(quotes),
        in_brackets=not about or any(one.flow_style for one in about),
        list_indent=max(0, indents[0]) if indents else 2,
    )


def _values(entries: Sequence[MappingNode], key: str) -> list[Node]:
    return [value for entry in entries for name, value in entry.value if name.value == key]


def _free_id(file: File, wanted: str | None, taken: frozenset[str]) -> str:
    """The id that was proposed for it, else the next after those that the file has, in their pattern."""
    data = file.data
    used = [str(one.get("id")) for one in data.get("attributions") or [] if isinstance(one, dict)]
    corrections = [one for one in data.get("corrections") or [] if isinstance(one, dict)]
    gone = [str(id_) for one in corrections for id_ in one.get("attributions") or []]
    barred = {*used, *gone, *taken}
    if wanted and wanted not in barred:
        return wanted
    patterns = [found for id_ in used if (found := _NUMBERED.fullmatch(id_))]
    begin, width = (patterns[-1][1], len(patterns[-1][2])) if patterns else ("c", 2)
    barred |= set(comments.ids_in_comments(file.lines))
    numbers = [int(found[2]) for id_ in barred if (found := _NUMBERED.fullmatch(id_)) and found[1] == begin]
    number = max(numbers, default=0) + 1
    while f"{begin}{number:0{width}}" in barred:
        number += 1
    return f"{begin}{number:0{width}}"


def _keys_of(path: str) -> tuple[str, ...]:
    """The keys of a file, in the order of the model."""
    folder = path.split("/")[1]
    return tuple(keys(Metadata if folder == "briefings" else ENTITIES[FOLDERS[folder]]))


def _before(order: Sequence[str], key: str) -> Sequence[str]:
    return order[: order.index(key)]


def _append(data: dict[str, Any], key: str, value: Any) -> None:
    data[key] = [*(data.get(key) or []), value]
