"""The first stage: files of content/ become records, as editors wrote them.

`read` gives a value for every file, whatever is in it: what is wrong is told in `Content.diagnostics`, and an example
stands in for it, so that the checks of the next stages see the rest. Nothing here looks from one record to another,
save for ids, which name one thing in all of the content.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from generator.progress import SILENT, Progress, counted
from generator.source.files import File, Listing, list_files, read_source
from generator.source.tree import locate, parse

W_co = TypeVar("W_co", bound=Written, covariant=True)
W = TypeVar("W", bound=Written)
T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Layout:
    """Which file is what, by its path below content/; and what is wrong with paths.

    A briefing has its article, its metadata or both.
    """

    site: File | None
    entities: Mapping[Ref, File]
    articles: Mapping[Ref, File]
    metadata: Mapping[Ref, File]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def briefings(self) -> list[Ref]:
        """All briefings of which a file is there."""
        return sorted(self.articles.keys() | self.metadata.keys())


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


def read(root: Path, progress: Progress = SILENT) -> Content:
    """Everything in `root`/content; never raises for what stands there."""
    return read_layout(lay_out(root), progress)


def read_layout(layout: Layout, progress: Progress = SILENT) -> Content:
    """Everything in the files of a layout, wherever they lie."""
    diagnostics = list(layout.diagnostics)

    def kept(read: tuple[T, list[Diagnostic]]) -> T:
        diagnostics.extend(read[1])
        return read[0]

    site = kept(read_site(layout))
    with progress.stage("reading", len(layout.entities) + len(layout.briefings)) as stage:
        entities = {ref: kept(read_entity(ref, file)) for ref, file in counted(stage, layout.entities.items())}
        pieces = {ref: kept(read_piece(ref, layout)) for ref in counted(stage, layout.briefings)}
    diagnostics += repeated_ids(entities, layout.metadata)
    return Content(site, entities, pieces, tuple(diagnostics))


def lay_out(root: Path) -> Layout:
    """The files of `root`/content, none of which is read."""
    return laid_out(list_files(root / "content"))


def laid_out(listing: Listing) -> Layout:
    """What the files listed are for."""
    diagnostics = list(listing.diagnostics)
    site: File | None = None
    articles: dict[Ref, File] = {}
    metadata: dict[Ref, File] = {}
    entities: dict[Ref, File] = {}
    for file in listing.files:
        match file.relative.split("/"):
            case ["site.yml"]:
                site = file
            case ["briefings", folder, "article.md" | "metadata.yml"] if not ID_FORM.match(folder):
                diagnostics.append(_bad_id(f"content/briefings/{folder}", folder))
            case ["briefings", folder, "article.md"]:
                articles[Ref(Kind.BRIEFING, folder)] = file
            case ["briefings", folder, "metadata.yml"]:
                metadata[Ref(Kind.BRIEFING, folder)] = file
            case [folder, leaf] if FOLDERS.get(folder) in ENTITIES and leaf.endswith(".yml"):
                ref = Ref(FOLDERS[folder], leaf.removesuffix(".yml"))
                if ID_FORM.match(ref.id):
                    entities[ref] = file
                else:
                    diagnostics.append(_bad_id(f"content/{file.relative}", ref.id))
            case parts:
                diagnostics.append(_stray(f"content/{file.relative}", parts))
    diagnostics += _lone(articles, metadata)
    return Layout(site, entities, articles, metadata, tuple(diagnostics))


def read_site(layout: Layout) -> tuple[Record[Site], list[Diagnostic]]:
    """What content/site.yml holds, and what is wrong with it."""
    if layout.site:
        return _record(Site, layout.site)
    message = "`content/site.yml` is missing"
    advice = "write it with `name: …`, `publisher: …` and `contact: …`"
    missing = Diagnostic(rule="missing-file", path="content/site.yml", message=message, help=advice)
    return _absent(Site, "content/site.yml"), [missing]


def read_entity(ref: Ref, file: File) -> tuple[Record[Entity], list[Diagnostic]]:
    """The record of an entity, and what is wrong with it."""
    return _record(ENTITIES[ref.kind], file)


def read_piece(ref: Ref, layout: Layout) -> tuple[Piece, list[Diagnostic]]:
    """The two files of a briefing, and what is wrong with them."""
    diagnostics: list[Diagnostic] = []
    article, metadata = layout.articles.get(ref), layout.metadata.get(ref)
    source, record = None, None
    if article:
        found = read_source(article.path, f"content/{article.relative}")
        if isinstance(found, Source):
            source = found
        else:
            diagnostics += found
    if metadata:
        record, wrong = _record(Metadata, metadata)
        diagnostics += allowing_drafts(record, wrong)
    piece = Piece(
        ref,
        record or _absent(Metadata, _file_of(ref, "metadata.yml")),
        source or Source(_file_of(ref, "article.md"), ""),
        has_article=source is not None,
        missing="metadata.yml" if not metadata else "" if article else "article.md",
    )
    return piece, diagnostics


def allowing_drafts(metadata: Record[Metadata], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What is wrong with a briefing, where of a draft what is missing stops no build, as it is not done yet."""
    is_draft = metadata.value.status == "draft"
    for one in found:
        yield replace(one, rule="unfinished") if is_draft and one.rule == "missing-key" else one


def _record(model: type[W], file: File) -> tuple[Record[W], list[Diagnostic]]:
    name = f"content/{file.relative}"
    source = read_source(file.path, name)
    return as_record(model, source) if isinstance(source, Source) else (_absent(model, name), list(source))


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


def _lone(articles: Mapping[Ref, File], metadata: Mapping[Ref, File]) -> Iterator[Diagnostic]:
    for ref in articles.keys() ^ metadata.keys():
        here, missing = ("article.md", "metadata.yml") if ref in articles else ("metadata.yml", "article.md")
        message = f"`{here}` stands there without `{missing}`"
        advice = f"write `{missing}` beside it"
        yield Diagnostic(rule="lone-file", path=_file_of(ref, here), message=message, help=advice)


def repeated_ids(entities: Mapping[Ref, Record[Entity]], metadata: Mapping[Ref, File]) -> Iterator[Diagnostic]:
    """Ids, present and former, that name more than one thing; of briefings, their files of metadata."""
    holders: dict[str, Ref] = {}
    paths = {ref: record.source.path for ref, record in entities.items()}
    paths |= {ref: f"content/{file.relative}" for ref, file in metadata.items()}
    for ref in sorted(paths):
        if other := holders.get(ref.id):
            message = f"the id `{ref.id}` names {other.kind.phrase} already"
            advice = f"rename this or `{paths[other]}`"
            yield Diagnostic(rule="duplicate-id", path=paths[ref], message=message, help=advice)
        holders.setdefault(ref.id, ref)
    for ref in sorted(entities):
        for position, old in enumerate(entities[ref].value.formerly):
            if other := holders.get(old):
                sort = "the id" if other.id == old else "a former id"
                message = f"`{old}` is {sort} of {other.kind.phrase} already: `{paths[other]}`"
                advice = "delete it in one of the two; an id is never used again"
                yield from entities[ref].diagnostic("duplicate-id", ("formerly", position), message, advice)
            holders.setdefault(old, ref)
