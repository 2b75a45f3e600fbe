"""The content as a change of ids finds it: the records that were read, and the text of each file on the disk.

Nothing is written here. Whatever prevents a change is a `RefusedError`, raised before anything is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content import reader
from generator.content.reader import Content, ContentLayout, parse_record
from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.infra.progress import SILENT, Progress
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.kinds import Kind, Ref
from generator.model.lenient import ContentModel
from generator.model.messages import add_nearest
from generator.source.files import ContentFile, decode_source, list_files
from generator.source.yaml_loader import ParsedYaml, parse_yaml


class RefusedError(Exception):
    """Nothing was changed; the message says why, and `lines` give details."""

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)

    @classmethod
    def raise_for(cls, problems: Sequence[str]) -> None:
        """Raise the error if a request has problems: the last one becomes the message, the others its lines."""
        if problems:
            raise cls(problems[-1], problems[:-1])


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A YAML file of content/: the entity or briefing that it describes, its model, and its text on the disk.

    `text` is empty if the file is not UTF-8 or cannot be read.
    """

    ref: Ref
    model: type[ContentModel]
    file: ContentFile
    text: str

    @property
    def path(self) -> str:
        """The path as messages show it."""
        return f"content/{self.file.relative_path}"

    @property
    def data(self) -> dict[str, Any]:
        """The keys and values of the file; empty if it cannot be read as a whole."""
        return parse_data(self.text)


@dataclass(frozen=True, slots=True)
class ContentSnapshot:
    """All of the content of the project in `root`, as it was when it was read."""

    root: Path
    layout: ContentLayout
    record_files: Mapping[Ref, ContentFile]
    """The YAML files of all entities and briefings."""
    content: Content

    @classmethod
    def read(cls, root: Path, progress: Progress = SILENT) -> "ContentSnapshot":
        """Read the content as it is now."""
        layout = reader.sort_files(list_files(root / "content"))
        record_files = {**layout.entities, **layout.metadata}
        return cls(root, layout, record_files, reader.read_layout(layout, progress))

    @property
    def files(self) -> Iterator[ContentFile]:
        """All files that are read."""
        if self.layout.site:
            yield self.layout.site
        yield from self.record_files.values()
        yield from self.layout.articles.values()
        yield from self.layout.image_files

    @property
    def refs(self) -> tuple[Ref, ...]:
        """All entities and briefings."""
        return (*self.content.entities, *self.content.briefings)

    def get_record(self, ref: Ref) -> RecordFile:
        """Return the YAML file of an entity or briefing that exists."""
        file = self.record_files[ref]
        return RecordFile(ref, ENTITIES.get(ref.kind, Metadata), file, read_text(file.path))

    def iter_records(self) -> Iterator[RecordFile]:
        """Yield the YAML files of all entities and briefings."""
        for ref in self.record_files:
            yield self.get_record(ref)

    def has(self, ref: Ref) -> bool:
        """Check whether a file of this entity or briefing exists."""
        return ref in self.record_files or ref in self.layout.articles

    def find_by_id(self, id_: str) -> tuple[Ref, ...]:
        """Return all that have this id: more than one only if the content has an error."""
        return tuple(filter(self.has, (Ref(kind, id_) for kind in Kind)))

    def get_former_ids(self, ref: Ref) -> tuple[str, ...]:
        """Return the ids that an entity or briefing had before."""
        if ref.kind is Kind.BRIEFING:
            return self.content.briefings[ref].metadata.value.formerly
        return self.content.entities[ref].value.formerly

    def find_by_former_id(self, id_: str) -> Ref | None:
        """Return the entity or briefing that had this id before."""
        return next((ref for ref in self.refs if id_ in self.get_former_ids(ref)), None)

    def is_renamed(self, old: Ref, new: Ref) -> bool:
        """Check whether a record has its new id already, and the old one as a former id."""
        return not self.has(old) and self.has(new) and old.id in self.get_former_ids(new)

    def explain_missing(self, ref: Ref) -> str:
        """Return a message that `ref` does not exist, with a likely alternative."""
        for same_id in self.find_by_id(ref.id):
            if same_id.kind is not ref.kind:
                return f"`{ref.id}` is {same_id.kind.phrase}, not {ref.kind.phrase}"
        message = f"there is no {ref.kind} `{ref.id}`"
        if current := self.find_by_former_id(ref.id):
            return f"{message}; its id is now `{current.id}`"
        return add_nearest(message, ref.id, (other.id for other in self.refs if other.kind is ref.kind))


def read_text(path: Path) -> str:
    """Return the text of a file with its own line ends; empty if it is not text."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def parse_text(text: str) -> ParsedYaml:
    """Parse a YAML text; without data and with errors if it has characters that no file may have."""
    source = decode_source(text.encode(), "content/x.yml")
    return parse_yaml(source) if isinstance(source, SourceFile) else ParsedYaml(None, source)


def parse_data(text: str) -> dict[str, Any]:
    """Return the keys and values of a YAML text; empty if it is not a mapping or cannot be read."""
    return parse_text(text).data or {}


def find_text_diagnostics(model: type[ContentModel], text: str, path: str) -> Sequence[Diagnostic]:
    """Return the diagnostics of the text of a record, alone and without regard to other records."""
    source = decode_source(text.encode(), path)
    return parse_record(model, source)[1] if isinstance(source, SourceFile) else source
