"""The first stage: files of content/ become records, as editors wrote them.

`read` gives a value for every file, whatever is in it: what is wrong is told in `Content.diagnostics`, and an example
stands in for it, so that the checks of the next stages see the rest. Nothing here looks from one record to another,
save for ids, which name one thing in all of the content.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from generator.diagnostics import Diagnostic, Source
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES, Entity
from generator.model.fields import ID_FORM, ID_HELP
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.model.site import Site
from generator.model.wording import Path as WrittenPath
from generator.model.wording import nearest
from generator.model.written import Written, read_as, stand_in
from generator.source.files import list_files, read_source
from generator.source.tree import locate, parse

W_co = TypeVar("W_co", bound=Written, covariant=True)
W = TypeVar("W", bound=Written)


@dataclass(frozen=True, slots=True)
class Record(Generic[W_co]):
    """One YAML file as written: its source, its value, and the paths where an example stands in for a mistake."""

    source: Source
    value: W_co
    broken: frozenset[WrittenPath] = frozenset()

    def diagnostic(
        self, rule: str, path: WrittenPath, message: str, advice: str = "", *, at_key: bool = False
    ) -> Iterator[Diagnostic]:
        """The breach of `rule` by what stands at `path`; none where that is a stand-in."""
        if not any(path[: len(part)] == part for part in self.broken):
            span = locate(self.source, path, key=at_key)
            yield self.source.diagnostic(rule, span, message, advice=advice)


@dataclass(frozen=True, slots=True)
class Piece:
    """A briefing as written: metadata.yml and article.md.

    Of a half that is missing or no text, a stand-in is here: metadata that is broken as a whole, an empty article.
    """

    ref: Ref
    metadata: Record[Metadata]
    article: Source
    has_article: bool = True
    missing: str = ""
    """Which of the two files is not there."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read, by what names it, and all that was wrong with single files."""

    site: Record[Site]
    entities: Mapping[Ref, Record[Entity]]
    pieces: Mapping[Ref, Piece]
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads files one by one, and keeps what is wrong with them."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def source(self, name: str, file: Path) -> Source | None:
        found = read_source(file, name)
        if isinstance(found, Source):
            return found
        self.diagnostics += found
        return None

    def record(self, model: type[W], name: str, file: Path) -> Record[W]:
        source = self.source(name, file)
        if source is None:
            return _absent(model, name)
        record, diagnostics = as_record(model, source)
        self.diagnostics += diagnostics
        return record


def _absent(model: type[W], name: str) -> Record[W]:
    """A stand-in for a file that is not there, or is no text."""
    reading = stand_in(model)
    return Record(Source(name, ""), reading.value, reading.broken)


def as_record(model: type[W], source: Source) -> tuple[Record[W], list[Diagnostic]]:
    """One YAML file as a record, and what is wrong with it."""
    parsed = parse(source)
    reading = stand_in(model) if parsed.data is None else read_as(model, parsed.data)
    diagnostics = list(parsed.diagnostics)
    for problem in reading.problems:
        span = locate(source, problem.path, key=problem.at_key)
        diagnostics.append(source.diagnostic(problem.rule, span, problem.message, advice=problem.help))
    return Record(source, reading.value, reading.broken), diagnostics


def read(root: Path) -> Content:
    """Everything in `root`/content; never raises for what stands there."""
    reader = _Reader()
    listing = list_files(root / "content")
    reader.diagnostics += listing.diagnostics
    files = {file.relative: file.path for file in listing.files}
    site = _site(reader, files.pop("site.yml", None))
    articles: dict[Ref, Source | None] = {}
    metadata: dict[Ref, Record[Metadata]] = {}
    entities: dict[Ref, Record[Entity]] = {}
    for relative, file in files.items():
        name = f"content/{relative}"
        match relative.split("/"):
            case ["briefings", folder, "article.md" | "metadata.yml"] if not ID_FORM.match(folder):
                reader.diagnostics.append(_bad_id(f"content/briefings/{folder}", folder))
            case ["briefings", folder, "article.md"]:
                articles[Ref(Kind.BRIEFING, folder)] = reader.source(name, file)
            case ["briefings", folder, "metadata.yml"]:
                metadata[Ref(Kind.BRIEFING, folder)] = reader.record(Metadata, name, file)
            case [folder, leaf] if FOLDERS.get(folder) in ENTITIES and leaf.endswith(".yml"):
                ref = Ref(FOLDERS[folder], leaf.removesuffix(".yml"))
                if ID_FORM.match(ref.id):
                    entities[ref] = reader.record(ENTITIES[ref.kind], name, file)
                else:
                    reader.diagnostics.append(_bad_id(name, ref.id))
            case parts:
                reader.diagnostics.append(_stray(name, parts))
    pieces = {ref: _piece(ref, articles, metadata) for ref in articles.keys() | metadata.keys()}
    reader.diagnostics += _lone(pieces.values())
    reader.diagnostics += _repeated_ids(entities, metadata)
    return Content(site, entities, pieces, tuple(reader.diagnostics))


def _site(reader: _Reader, file: Path | None) -> Record[Site]:
    if file:
        return reader.record(Site, "content/site.yml", file)
    message = "`content/site.yml` is missing"
    advice = "write it with `name: …`, `publisher: …` and `contact: …`"
    reader.diagnostics.append(Diagnostic(rule="missing-file", path="content/site.yml", message=message, help=advice))
    return _absent(Site, "content/site.yml")


def _piece(ref: Ref, articles: Mapping[Ref, Source | None], metadata: Mapping[Ref, Record[Metadata]]) -> Piece:
    article, record = articles.get(ref), metadata.get(ref)
    return Piece(
        ref,
        record or _absent(Metadata, _file_of(ref, "metadata.yml")),
        article or Source(_file_of(ref, "article.md"), ""),
        has_article=article is not None,
        missing="article.md" if ref not in articles else "" if record else "metadata.yml",
    )


def _bad_id(name: str, word: str) -> Diagnostic:
    near = re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
    advice = f"rename it to `{near}`; {ID_HELP}" if ID_FORM.match(near) else ID_HELP
    if near == "index":
        advice = "`index` is the page that lists all of them; rename it"
    message = f"`{word}` is no valid id, and what stands there is not read"
    return Diagnostic(rule="bad-id", path=name, message=message, help=advice)


def _stray(name: str, parts: list[str]) -> Diagnostic:
    known = ("briefings", *(kind.folder for kind in ENTITIES))
    if parts[0] not in known and len(parts) > 1:
        near = nearest(parts[0], known)
        advice = f"did you mean the folder `{near}`?" if near else f"folders that are read: {', '.join(known)}"
    elif parts[0] == "briefings":
        advice = "a briefing is `briefings/<id>/article.md` and `metadata.yml` beside it"
    elif len(parts) == 2 and parts[1].endswith(".yaml"):
        advice = f"rename it to `{parts[1].removesuffix('.yaml')}.yml`"
    else:
        advice = "entities are files `<folder>/<id>.yml`"
    return Diagnostic(rule="stray-file", path=name, message="the file is not read", help=advice)


def _file_of(ref: Ref, leaf: str) -> str:
    return f"content/{ref.stem}/{leaf}"


def _lone(pieces: Iterable[Piece]) -> Iterator[Diagnostic]:
    for piece in pieces:
        if piece.missing:
            here = "metadata.yml" if piece.missing == "article.md" else "article.md"
            message = f"`{here}` stands there without `{piece.missing}`"
            advice = f"write `{piece.missing}` beside it"
            yield Diagnostic(rule="lone-file", path=_file_of(piece.ref, here), message=message, help=advice)


def _repeated_ids(
    entities: Mapping[Ref, Record[Entity]], metadata: Mapping[Ref, Record[Metadata]]
) -> Iterator[Diagnostic]:
    """Ids, present and former, that name more than one thing."""
    holders: dict[str, Ref] = {}
    records: dict[Ref, Record[Entity] | Record[Metadata]] = {**entities, **metadata}
    for ref in sorted(records):
        record = records[ref]
        if other := holders.get(ref.id):
            message = f"the id `{ref.id}` names {other.kind.phrase} already"
            advice = f"rename this or `{records[other].source.path}`"
            yield Diagnostic(rule="duplicate-id", path=record.source.path, message=message, help=advice)
        holders.setdefault(ref.id, ref)
    for ref in sorted(entities):
        for position, old in enumerate(entities[ref].value.formerly):
            if other := holders.get(old):
                sort = "the id" if other.id == old else "a former id"
                message = f"`{old}` is {sort} of {other.kind.phrase} already: `{records[other].source.path}`"
                advice = "delete it in one of the two; an id is never used again"
                yield from entities[ref].diagnostic("duplicate-id", ("formerly", position), message, advice)
            holders.setdefault(old, ref)
