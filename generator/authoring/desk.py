"""The content as a change of ids finds it: what was read, and the text of each file as it lies on the disk.

Nothing is written here; what stands in the way of a change is a `RefusedError`, raised before anything is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import content
from generator.content import Content, Layout
from generator.diagnostics import Source
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import Kind, Ref
from generator.model.wording import nearest
from generator.model.written import Written
from generator.progress import SILENT, Progress
from generator.source.files import File, as_source, list_files
from generator.source.tree import parse


class RefusedError(Exception):
    """Nothing was changed; the message says why, and `lines` show it."""

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file of keys: what it is the record of, its type, and its text as it lies on the disk, None for no text."""

    ref: Ref
    model: type[Written]
    file: File
    text: str | None

    @property
    def path(self) -> str:
        """Its path in messages."""
        return f"content/{self.file.relative}"

    @property
    def data(self) -> dict[str, Any] | None:
        """What stands in it; None where that cannot be read as a whole."""
        return None if self.text is None else data_of(self.text)


@dataclass(frozen=True, slots=True)
class Desk:
    """All of the content of `root`."""

    root: Path
    layout: Layout
    content: Content

    @classmethod
    def at(cls, root: Path, progress: Progress = SILENT) -> "Desk":
        """The content as it is now."""
        layout = content.laid_out(list_files(root / "content"))
        return cls(root, layout, content.read_layout(layout, progress))

    @property
    def files(self) -> Iterator[File]:
        """All files that are read."""
        if self.layout.site:
            yield self.layout.site
        yield from self.layout.entities.values()
        yield from self.layout.articles.values()
        yield from self.layout.metadata.values()

    def leaf(self, ref: Ref) -> Leaf:
        """The record of a thing that is there."""
        briefing = ref.kind is Kind.BRIEFING
        file = (self.layout.metadata if briefing else self.layout.entities)[ref]
        return Leaf(ref, Metadata if briefing else ENTITIES[ref.kind], file, text_of(file))

    def leaves(self) -> Iterator[Leaf]:
        """The records of all things."""
        for ref in (*self.layout.entities, *self.layout.metadata):
            yield self.leaf(ref)

    def holds(self, ref: Ref) -> bool:
        """Whether a file of it is there."""
        return any(ref in known for known in (self.layout.entities, self.layout.metadata, self.layout.articles))

    def named(self, id_: str) -> tuple[Ref, ...]:
        """What an id names: one thing, unless there is a mistake."""
        return tuple(ref for ref in (Ref(kind, id_) for kind in Kind) if self.holds(ref))

    def formerly(self, ref: Ref) -> tuple[str, ...]:
        """The ids that a thing had before."""
        if ref.kind is Kind.BRIEFING:
            return self.content.pieces[ref].metadata.value.formerly
        return self.content.entities[ref].value.formerly

    def former(self, id_: str) -> Ref | None:
        """What had the id before."""
        return next((ref for ref in (*self.content.entities, *self.content.pieces) if id_ in self.formerly(ref)), None)

    def missing(self, ref: Ref) -> str:
        """That there is no such thing, and what is likely meant."""
        others = [one for one in self.named(ref.id) if one.kind is not ref.kind]
        if others:
            return f"`{ref.id}` is {others[0].kind.phrase}, not {ref.kind.phrase}"
        known = [one.id for one in (*self.content.entities, *self.content.pieces) if one.kind is ref.kind]
        now, near = self.former(ref.id), nearest(ref.id, known)
        hint = f"; it is `{now.id}` now" if now else f"; did you mean `{near}`?" if near else ""
        return f"there is no {ref.kind} `{ref.id}`{hint}"


def text_of(file: File) -> str | None:
    """The text of a file, with its own line ends; None where it is no text."""
    try:
        return file.path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def data_of(text: str) -> dict[str, Any] | None:
    """What stands in a text of keys and values."""
    source = as_source(text.encode(), "content/x.yml")
    return parse(source).data if isinstance(source, Source) else None
