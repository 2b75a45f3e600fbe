"""Accepted suggestions as edits of the files' texts. Nothing is written here.

Each edit is read back: a file changes only if it then has its old data and the accepted additions. If the style of
the file does not allow that, InsertionError says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, dropwhile
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.authoring.reference import list_keys
from generator.authoring.reference_rewrite import set_value
from generator.authoring.suggestions import comments
from generator.authoring.suggestions.suggestion import NewAttribution, NewItem, NewKey
from generator.authoring.suggestions.yaml_lines import DEFAULT_ORDER, AttributionStyle, render_attribution
from generator.diagnostics.diagnostic import SourceFile
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import FOLDERS
from generator.proposals.proposal import ProposedAttribution
from generator.source.yaml_insertion import FileLines, InsertionError, find_node, insert_item, insert_key
from generator.source.yaml_loader import parse_yaml
from generator.source.yaml_scalars import format_scalar

_NUMBERED_ID = re.compile(r"(.*?)([0-9]{1,9})")
"""An id that ends in a number."""
_DEFAULT_PREFIX, _DEFAULT_WIDTH = "c", 2
"""The pattern of ids where a file has none: `c01`."""


class EditError(Exception):
    """A file could not be edited; the message says which and why."""


@dataclass(slots=True)
class EditedFile:
    """A file while it is edited."""

    path: str
    lines: FileLines

    @property
    def data(self) -> dict[str, Any]:
        """The keys and values of the file. Raise `EditError` if they cannot be read."""
        data = _parse_lines(self.path, self.lines)
        if data is None:
            raise EditError(f"{self.path} cannot be read; run `check` to see why")
        return data

    def edit(
        self, change_lines: Callable[[FileLines], FileLines], change_data: Callable[[dict[str, Any]], Any]
    ) -> None:
        """Change the lines, and verify that they then say the data as `change_data` changes it in place.

        Raise `InsertionError` if they do not.
        """
        data = self.data
        change_data(data)
        lines = change_lines(self.lines)
        if _parse_lines(self.path, lines) != data:
            raise InsertionError("its layout leaves no place for the addition")
        self.lines = lines


def _parse_lines(path: str, lines: FileLines) -> dict[str, Any] | None:
    return parse_yaml(SourceFile(path, "\n".join(lines.texts))).data


# Edits


def add_item(file: EditedFile, change: NewItem) -> None:
    """Add a text to a list, unless the list has it."""
    if change.value in _get_list(file.data, change.key):
        return
    preceding_keys = _list_keys_before(_list_file_keys(change.path), change.key)
    file.lines = comments.uncomment_key(file.lines, change.key)
    file.edit(
        lambda lines: insert_item(lines, change.key, change.value, preceding_keys),
        lambda data: _append(data, change.key, change.value),
    )


def add_key(file: EditedFile, change: NewKey) -> None:
    """Add a key to the file or to one of its attributions."""
    if not change.attribution:
        _insert_key(file, change, (), _list_file_keys(change.path))
        return
    ids = [entry.get("id") for entry in file.data["attributions"]]
    _insert_key(file, change, ("attributions", ids.index(change.attribution)), DEFAULT_ORDER)


def _insert_key(file: EditedFile, change: NewKey, path: tuple[str | int, ...], order: Sequence[str]) -> None:
    preceding_keys = _list_keys_before(order, change.key)
    file.edit(
        lambda lines: insert_key(lines, path, change.key, [format_scalar(change.value)], preceding_keys),
        lambda data: set_value(data, (*path, change.key), change.value),
    )


def add_entry(
    file: EditedFile,
    suggestion_id: str,
    change: NewAttribution,
    extra_keys: Mapping[str, str],
    taken_ids: frozenset[str],
) -> str:
    """Add an attribution; return its id."""
    file.lines = comments.uncomment_key(file.lines, "attributions")
    id_ = _choose_id(file, comments.find_id_in_comment(file.lines, suggestion_id), taken_ids)
    entry = render_attribution(change.attribution, id_, change.sentence, detect_style(file.lines), extra_keys)
    entry_data = parse_yaml(SourceFile(file.path, "\n".join(entry))).data
    preceding_keys = _list_keys_before(_list_file_keys(change.path), "attributions")
    file.edit(
        lambda lines: insert_item(lines, "attributions", entry, preceding_keys),
        lambda data: _append(data, "attributions", entry_data),
    )
    return id_


def substitute_actors(attribution: ProposedAttribution, instead: Mapping[str, str]) -> ProposedAttribution:
    """Return the attribution with the ids of known actors in place of those that were proposed."""

    def substitute(id_: str | None) -> str | None:
        return instead.get(id_, id_) if id_ else id_

    voices = [
        voice._replace(actor=substitute(voice.actor), within=substitute(voice.within)) for voice in attribution.by
    ]
    about = dict.fromkeys(instead.get(id_, id_) for id_ in attribution.about)
    return replace(attribution, by=tuple(voices), about=tuple(about))


# The style of a file


def detect_style(lines: FileLines) -> AttributionStyle:
    """Return the style of the attributions of a file; the default if it has none."""
    node = find_node(lines, ("attributions",))
    items = node.value if isinstance(node, SequenceNode) else []
    entries = [entry for entry in items if isinstance(entry, MappingNode)]
    if not entries:
        return AttributionStyle()
    quotes_are_marked: list[bool] = []
    lists_are_in_brackets: list[bool] = []
    for key, value in _iter_pairs(entries):
        if key.value == "quote" and isinstance(value, ScalarNode):
            quotes_are_marked.append(bool(value.style))
        elif key.value == "about" and isinstance(value, SequenceNode):
            lists_are_in_brackets.append(bool(value.flow_style))
    longest = max(entries, key=lambda entry: len(entry.value))
    return AttributionStyle(
        order=tuple(key.value for key, _ in longest.value),
        in_quotes=quotes_are_marked.count(True) >= quotes_are_marked.count(False),
        in_brackets=True in lists_are_in_brackets or not lists_are_in_brackets,
        list_indent=_detect_list_indent(entries),
    )


def _detect_list_indent(entries: Sequence[MappingNode]) -> int:
    """Return the indentation of the first block list in an entry, 2 if there is none."""
    for _, value in _iter_pairs(entries):
        if isinstance(value, SequenceNode) and not value.flow_style:
            return max(0, value.start_mark.column - entries[0].start_mark.column)
    return 2


def _iter_pairs(entries: Iterable[MappingNode]) -> Iterator[tuple[Node, Node]]:
    """Yield the keys of all entries with their values."""
    for entry in entries:
        yield from entry.value


# Ids of attributions


def _choose_id(file: EditedFile, proposed: str | None, taken: frozenset[str]) -> str:
    """Return the id that was proposed for an attribution, or the next one in the pattern of the file."""
    used = _list_attribution_ids(file.data)
    unavailable = {*used, *_list_corrected_ids(file.data), *taken}
    if proposed and proposed not in unavailable:
        return proposed
    unavailable |= set(comments.list_ids_in_comments(file.lines.texts))
    prefix, width = _DEFAULT_PREFIX, _DEFAULT_WIDTH
    for match in _match_numbered_ids(used):
        prefix, width = match[1], len(match[2])
    highest = 0
    for match in _match_numbered_ids(unavailable):
        if match[1] == prefix:
            highest = max(highest, int(match[2]))
    candidates = (f"{prefix}{number:0{width}}" for number in count(highest + 1))
    return next(dropwhile(unavailable.__contains__, candidates))


def _match_numbered_ids(ids: Iterable[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(_NUMBERED_ID.fullmatch, ids))


def _list_attribution_ids(data: Mapping[str, Any]) -> list[str]:
    return [str(entry.get("id")) for entry in _list_mappings(data, "attributions")]


def _list_corrected_ids(data: Mapping[str, Any]) -> list[str]:
    """Return the ids that corrections name: those of attributions that were removed are never used again."""
    ids: list[str] = []
    for correction in _list_mappings(data, "corrections"):
        ids += map(str, _get_list(correction, "attributions"))
    return ids


def _list_mappings(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the mappings in the list under a key of a file."""
    return [entry for entry in _get_list(data, key) if isinstance(entry, dict)]


def _get_list(data: Mapping[str, Any], key: str) -> list[Any]:
    """Return the list under a key; empty if the key is missing or has no value."""
    return data.get(key) or []


def _list_file_keys(path: str) -> tuple[str, ...]:
    """Return the keys of a file in the order of the model."""
    folder = path.split("/")[1]
    return tuple(list_keys(Metadata if folder == "briefings" else ENTITIES[FOLDERS[folder]]))


def _list_keys_before(order: Sequence[str], key: str) -> Sequence[str]:
    return order[: order.index(key)]


def _append(data: dict[str, Any], key: str, value: Any) -> None:
    data[key] = [*_get_list(data, key), value]
