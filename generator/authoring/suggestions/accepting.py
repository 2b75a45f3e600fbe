"""Accepting: chosen suggestions are written into the files of content/, all of them or none."""

import codecs
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.authoring.suggestions import comments
from generator.authoring.suggestions.choosing import Choice, ChoiceError, choose
from generator.authoring.suggestions.editing import EditError, File, about_others, add_entry, add_item, add_key
from generator.authoring.suggestions.finding import Found
from generator.authoring.suggestions.saving import SaveError, save
from generator.authoring.suggestions.suggestion import Change, Entry, Fact, Item, Key, NewRecord, Suggestion
from generator.authoring.suggestions.yaml_lines import record
from generator.model.kinds import AttributionKind
from generator.paths import RESERVED_FRAGMENTS
from generator.proposals.proposal import ProposedAttribution
from generator.source.inserting import Lines

REFUSALS = (ChoiceError, EditError, SaveError)
"""What `accept` raises; then nothing was written."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was done: the suggestions, and the files that are new or changed.

    `unsaid` are the attributions with an empty `says`, `lacking` those that lack another key which their kind asks for.
    """

    suggestions: tuple[Suggestion, ...]
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unsaid: tuple[str, ...]
    lacking: tuple[tuple[str, str], ...] = ()


def accept(root: Path, found: Found, typed: Iterable[str]) -> Accepted:
    """Writes what was chosen. Raises one of `REFUSALS`."""
    choice = choose(found.suggestions, typed)
    edits = _Edits(root, found, choice)
    for one in choice.suggestions:
        for change in one.changes:
            edits.make(one.id, change)
    return edits.save()


class _Edits:
    """The files that are being changed, read when they are first asked for."""

    def __init__(self, root: Path, found: Found, choice: Choice) -> None:
        self.root, self.found, self.choice = root, found, choice
        self.old: dict[str, bytes] = {}
        self.files: dict[str, File] = {}
        self.new: dict[str, str] = {}
        self.unsaid: list[str] = []
        self.lacking: list[tuple[str, str]] = []

    def make(self, suggested: str, change: Change) -> None:
        match change:
            case NewRecord():
                self._refuse_taken(change)
                self.new[change.path] = "".join(f"{line}\n" for line in record(change.keys))
            case Item():
                value = self.choice.instead.get(change.value, change.value)
                add_item(self._file(change.path), change._replace(value=value))
            case Key():
                add_key(self._file(change.path), change)
            case Entry():
                meant = change._replace(attribution=about_others(change.attribution, self.choice.instead))
                also = {fact.key: fact.value for fact in self._facts(suggested)}
                taken = RESERVED_FRAGMENTS | self.found.analysis.fragments
                id_ = add_entry(self._file(change.path), suggested, meant, also, taken)
                self.unsaid.append(id_)
                self.lacking += [(id_, key) for key in _lacking(meant.attribution)]
            case Fact():
                pass  # it is written with its attribution

    def save(self) -> Accepted:
        """Writes all of it."""
        files: dict[str, tuple[bytes | None, bytes]] = {path: (None, text.encode()) for path, text in self.new.items()}
        metadata = self._file(self.found.piece.metadata.source.path)
        metadata.lines = comments.without(metadata.lines, set(self._decided()))
        for path, file in self.files.items():
            mark = codecs.BOM_UTF8 if self.old[path].startswith(codecs.BOM_UTF8) else b""
            if (new := mark + file.lines.text.encode()) != self.old[path]:
                files[path] = self.old[path], new
        save(self.root, files)
        changed = tuple(path for path, (old, _) in files.items() if old is not None)
        return Accepted(self.choice.suggestions, tuple(self.new), changed, tuple(self.unsaid), tuple(self.lacking))

    def _refuse_taken(self, change: NewRecord) -> None:
        """No id names two things, and none is used again."""
        written = self.found.written
        former = {old: ref for ref, record in written.entities.items() for old in record.value.formerly}
        named = {ref.id: ref for ref in (*written.pieces, *written.entities)}
        if ref := (former | named).get(change.ref.id):
            kind = ref.kind.phrase
            raise EditError(f"`{change.ref.id}` names {kind} already: write {change.ref.kind.phrase} of another id")

    def _decided(self) -> Iterator[str]:
        """What was accepted, and what is ruled out by it: a record for an actor that is a known one, or the reverse."""
        ids = {one.id for one in self.choice.suggestions}
        yield from ids
        for one in self.found.suggestions:
            if one.instead and (one.id in ids or f"actor:{one.instead[0]}" in ids):
                yield from (one.id, f"actor:{one.instead[0]}")

    def _file(self, path: str) -> File:
        if path not in self.files:
            try:
                data = (self.root / path).read_bytes()
                text = data.removeprefix(codecs.BOM_UTF8).decode()
            except (OSError, UnicodeDecodeError) as error:
                raise EditError(f"{path} cannot be read; `check` says why") from error
            self.old[path], self.files[path] = data, File(path, Lines.of(text))
        return self.files[path]

    def _facts(self, suggested: str) -> Sequence[Fact]:
        changes = (change for one in self.choice.suggestions for change in one.changes)
        return [change for change in changes if isinstance(change, Fact) and change.said == suggested]


def _lacking(one: ProposedAttribution) -> Iterator[str]:
    """The keys that its kind asks for and nothing was proposed of."""
    if one.kind in {AttributionKind.ALLEGATION, AttributionKind.MOTIVE} and not one.about:
        yield "about"
    if one.kind is AttributionKind.DENIAL:
        yield "disputes"
