"""Accept suggestions: the selected ones are written into the files of content/, all of them or none."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from generator.authoring.suggestions import comments
from generator.authoring.suggestions.editing import (
    EditedFile,
    EditError,
    add_entry,
    add_item,
    add_key,
    substitute_actors,
)
from generator.authoring.suggestions.file_writes import FileWrite, FileWriteError, write_files
from generator.authoring.suggestions.finding import BriefingSuggestions
from generator.authoring.suggestions.selection import Selection, SelectionError, select_suggestions
from generator.authoring.suggestions.suggestion import (
    Change,
    NewAttribution,
    NewAttributionKey,
    NewItem,
    NewKey,
    NewRecord,
    Suggestion,
)
from generator.authoring.suggestions.yaml_lines import render_record
from generator.checks.registry import Registry
from generator.infra.mappings import remove_keys
from generator.model.kinds import AttributionKind
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.model.schema import format_schema_line
from generator.proposals.proposal import ProposedAttribution
from generator.source.yaml_insertion import FileLines, InsertionError

ACCEPT_ERRORS = (SelectionError, EditError, FileWriteError)
"""The errors that `accept` raises; then nothing was written."""


@dataclass(frozen=True, slots=True)
class AcceptedSuggestions:
    """The accepted suggestions, and the files that are new or changed.

    `without_says` are the ids of attributions with an empty `says`; `without_key` are the ids of those that lack
    another key that their kind requires, with the key.
    """

    suggestions: tuple[Suggestion, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    without_says: tuple[str, ...]
    without_key: tuple[tuple[str, str], ...] = ()


def accept(root: Path, suggested: BriefingSuggestions, typed: Iterable[str]) -> AcceptedSuggestions:
    """Write the suggestions that an editor selected by typing their ids. Raise one of `ACCEPT_ERRORS`."""
    selection = select_suggestions(suggested.suggestions, typed)
    edits = _Edits(root, suggested, selection)
    for suggestion in selection.suggestions:
        for change in suggestion.changes:
            try:
                edits.apply(suggestion.id, change)
            except InsertionError as error:
                raise EditError(f"{change.path} was not changed: {error}; write it by hand") from error
    return edits.write()


class _Edits:
    """The files that are being changed; each is read when it is needed first."""

    def __init__(self, root: Path, suggested: BriefingSuggestions, selection: Selection) -> None:
        self.root, self.suggested, self.selection = root, suggested, selection
        self.original: dict[str, bytes] = {}
        self.files: dict[str, EditedFile] = {}
        self.new: dict[str, str] = {}
        self.without_says: list[str] = []
        self.without_key: list[tuple[str, str]] = []

    def apply(self, suggestion_id: str, change: Change) -> None:
        """Make a change of a suggestion. Raise `EditError` or `InsertionError` if it is refused."""
        match change:
            case NewRecord():
                self._add_record(change)
            case NewItem():
                value = self.selection.instead.get(change.value, change.value)
                add_item(self._get_file(change.path), change._replace(value=value))
            case NewKey():
                add_key(self._get_file(change.path), change)
            case NewAttribution():
                self._add_attribution(suggestion_id, change)
            case NewAttributionKey():
                pass  # it is written together with its attribution

    def _add_record(self, change: NewRecord) -> None:
        self._refuse_taken_id(change)
        record = "\n".join(render_record(change.keys))
        self.new[change.path] = f"{format_schema_line(change.ref.kind, 1)}{record}\n"

    def _add_attribution(self, suggestion_id: str, change: NewAttribution) -> None:
        attribution = substitute_actors(change.attribution, self.selection.instead)
        id_ = add_entry(
            self._get_file(change.path),
            suggestion_id,
            change._replace(attribution=attribution),
            self._collect_extra_keys(suggestion_id),
            RESERVED_FRAGMENTS | self.suggested.analysis.article.anchors,
        )
        self.without_says.append(id_)
        self.without_key += zip(repeat(id_), _list_missing_keys(attribution))

    def _collect_extra_keys(self, suggestion_id: str) -> dict[str, str]:
        """Return the keys that other accepted suggestions add to a suggested attribution."""
        keys = {}
        for suggestion in self.selection.suggestions:
            for change in suggestion.changes:
                if isinstance(change, NewAttributionKey) and change.suggestion_id == suggestion_id:
                    keys[change.key] = change.value
        return keys

    def write(self) -> AcceptedSuggestions:
        """Write all files."""
        writes = {path: FileWrite(None, text.encode()) for path, text in self.new.items()}
        metadata = self._get_file(self.suggested.briefing.metadata.source.path)
        metadata.lines = comments.remove_accepted(metadata.lines, set(self._iter_decided_ids()))
        for path, file in self.files.items():
            original = self.original[path]
            mark = codecs.BOM_UTF8 if original.startswith(codecs.BOM_UTF8) else b""
            new = mark + file.lines.text.encode()
            if new != original:
                writes[path] = FileWrite(original, new)
        write_files(self.root, writes)
        return AcceptedSuggestions(
            suggestions=self.selection.suggestions,
            new=tuple(self.new),
            changed=tuple(remove_keys(writes, self.new)),
            without_says=tuple(self.without_says),
            without_key=tuple(self.without_key),
        )

    def _refuse_taken_id(self, change: NewRecord) -> None:
        """Raise `EditError` if the id of a new record is or was that of another: no id is used twice."""
        registry = Registry.from_content(self.suggested.content)
        id_, advice = change.ref.id, f"create {change.ref.kind.phrase} with another id"
        holder = registry.get_holder(id_)
        if holder:
            raise EditError(f"`{id_}` is already the id of {holder.kind.phrase}; {advice}")
        former = registry.former.get(id_)
        if former:
            raise EditError(f"`{id_}` is a former id of {former.kind.phrase}; {advice}")

    def _iter_decided_ids(self) -> Iterator[str]:
        """Yield accepted ids, and those that they rule out: a record for a known actor, or an alias for a new one."""
        ids = self.selection.ids
        yield from ids
        for suggestion in self.suggested.suggestions:
            if suggestion.instead:
                alternatives = {suggestion.id, f"actor:{suggestion.instead[0]}"}
                if not ids.isdisjoint(alternatives):
                    yield from alternatives

    def _get_file(self, path: str) -> EditedFile:
        if path not in self.files:
            try:
                data = (self.root / path).read_bytes()
                text = data.removeprefix(codecs.BOM_UTF8).decode()
            except (OSError, UnicodeDecodeError) as error:
                raise EditError(f"{path} cannot be read; run `check` to see why") from error
            self.original[path] = data
            self.files[path] = EditedFile(path, FileLines.split(text))
        return self.files[path]


def _list_missing_keys(attribution: ProposedAttribution) -> Iterator[str]:
    """Yield the keys that the kind of an attribution requires and that were not proposed."""
    if attribution.kind in {AttributionKind.ALLEGATION, AttributionKind.MOTIVE} and not attribution.about:
        yield "about"
    if attribution.kind is AttributionKind.DENIAL:
        yield "denies"
