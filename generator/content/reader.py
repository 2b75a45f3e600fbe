"""The first stage: files of content/ become records, as editors wrote them.

`read_content` returns a value for every file, whatever is in it: errors are in `Content.diagnostics`, and an example
replaces each invalid value, so that the checks of the next stages see the rest. Nothing here compares one record with
another, except ids, which are unique in all of the content.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, filterfalse
from operator import attrgetter, methodcaller
from pathlib import Path
from typing import Generic, TypeVar

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, make_id_cause
from generator.images.inspection import IMAGE_SUFFIXES, ImageFacts, ImageProblem, inspect_image
from generator.infra.mappings import map_values, select_keys
from generator.infra.progress import SILENT, Progress, count_items
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES, Entity
from generator.model.fields import DEVICE_NAMES, ID_FORM, ID_HELP, check_new_id
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.model.lenient import ContentModel, create_placeholder, overlaps, validate_partial
from generator.model.messages import KeyPath, find_nearest
from generator.model.site import Site
from generator.model.slug import make_slug
from generator.source.files import ContentFile, ContentListing, list_files, read_source
from generator.source.yaml_loader import locate, parse_yaml

_SITE_CAUSE = "site.yml"
"""The cause of all diagnostics about content/site.yml, if it is missing or has another name."""

_UNREAD = frozenset({"bad-id", "lone-file", "stray-file"})
"""Rules for files that exist and are not read."""

_INCOMPLETE = frozenset({"missing-key", "placeholder", "empty-article", "bad-image", "unknown-figure"})
"""Rules for what a briefing lacks, such as the file or the entry of an image; a draft may break them."""

_KNOWN_FOLDERS = ("briefings", *(kind.folder for kind in ENTITIES))
_ENTITY_HELP = "an entity is a file `<folder>/<id>.yml`"
_BRIEFING_HELP = "a briefing is `briefings/<id>/article.md` and `metadata.yml` in the same folder"

W_co = TypeVar("W_co", bound=ContentModel, covariant=True)
W = TypeVar("W", bound=ContentModel)


@dataclass(frozen=True, slots=True)
class Record(Generic[W_co]):
    """One YAML file as written: its source, its value, and the paths at which an example replaces an invalid value."""

    source: SourceFile
    value: W_co
    invalid_paths: frozenset[KeyPath] = frozenset()

    def is_invalid(self, path: KeyPath) -> bool:
        """Check whether an example replaces the value at `path`, or a value that contains it."""
        return any(path[: len(invalid_path)] == invalid_path for invalid_path in self.invalid_paths)

    def has_invalid_part(self, path: KeyPath) -> bool:
        """Check whether an example replaces the value at `path`, a value that contains it, or a part of it."""
        return overlaps(path, self.invalid_paths)

    def diagnose(  # noqa: PLR0913  # the parts of a diagnostic
        self,
        rule: str,
        path: KeyPath,
        message: str,
        advice: str = "",
        *,
        at_key: bool = False,
        cause: str = "",
        depends_on: tuple[KeyPath, ...] = (),
    ) -> Iterator[Diagnostic]:
        """Yield a diagnostic of `rule` for the value at `path`.

        Yield nothing if that value, or one of those at `depends_on` with which it was compared, is an example.
        """
        if not any(map(self.is_invalid, (path, *depends_on))):
            span = locate(self.source, path, key=at_key)
            yield self.source.diagnose(rule, span, message, advice=advice, cause=cause)


@dataclass(frozen=True, slots=True)
class BriefingSource:
    """A briefing as written: metadata.yml and article.md.

    A file that is missing or cannot be read is replaced by metadata that is invalid as a whole, or by an empty article.
    """

    ref: Ref
    metadata: Record[Metadata]
    article: SourceFile
    has_article: bool = True
    missing: str = ""
    """The name of the file that does not exist, if one of the two does not."""
    images: Mapping[str, ImageFacts | ImageProblem | None] = field(default_factory=dict)
    """The images in its folder by the name of the file; those that are not among its `figures` are not read: None."""


@dataclass(frozen=True, slots=True)
class Content:
    """All records by reference, and all diagnostics about single files."""

    site: Record[Site]
    entities: Mapping[Ref, Record[Entity]]
    briefings: Mapping[Ref, BriefingSource]
    diagnostics: tuple[Diagnostic, ...] = ()
    settings: SourceFile | None = None
    """mkdocs.yml, of which only the address of the site is used; None if it cannot be read."""
    is_partial: bool = False
    """See `ContentLayout`."""


@dataclass(frozen=True, slots=True)
class ContentLayout:
    """The files of content/ by kind, and the diagnostics about their paths.

    A briefing has its article, its metadata or both.
    """

    site: ContentFile | None
    entities: Mapping[Ref, ContentFile]
    articles: Mapping[Ref, ContentFile]
    metadata: Mapping[Ref, ContentFile]
    diagnostics: tuple[Diagnostic, ...]
    settings: ContentFile | None = None
    """mkdocs.yml, beside content/."""
    images: Mapping[Ref, Mapping[str, ContentFile]] = field(default_factory=dict)
    """The images in the folders of briefings, by the name of the file."""

    @property
    def is_partial(self) -> bool:
        """True if some files are not read, so that their references are not known."""
        return any(diagnostic.rule in _UNREAD for diagnostic in self.diagnostics)

    @property
    def image_files(self) -> list[ContentFile]:
        """The images of all briefings."""
        return list(chain.from_iterable(map(methodcaller("values"), self.images.values())))

    @property
    def briefings(self) -> list[Ref]:
        """All briefings that have a file, sorted."""
        return sorted(self.articles.keys() | self.metadata.keys())


def read_content(root: Path) -> Content:
    """Read everything in `root`/content; never raise an error because of the content of a file."""
    return read_layout(scan_content(root))


def read_layout(layout: ContentLayout, progress: Progress = SILENT) -> Content:
    """Read all files of a layout, in whatever folder they are."""
    site, diagnostics = read_site(layout)
    diagnostics = [*layout.diagnostics, *diagnostics]
    entities: dict[Ref, Record[Entity]] = {}
    briefings: dict[Ref, BriefingSource] = {}
    with progress.stage("reading", len(layout.entities) + len(layout.briefings)) as stage:
        for ref, file in count_items(stage, layout.entities.items()):
            entities[ref], entity_diagnostics = read_entity(ref, file)
            diagnostics += entity_diagnostics
        for ref in count_items(stage, layout.briefings):
            briefings[ref], briefing_diagnostics = read_briefing(ref, layout)
            diagnostics += briefing_diagnostics
    diagnostics += find_repeated_ids(entities, layout.metadata)
    return Content(site, entities, briefings, tuple(diagnostics), read_settings(layout), layout.is_partial)


def scan_content(root: Path) -> ContentLayout:
    """List the files of `root`/content and mkdocs.yml, without reading them."""
    return _add_settings(sort_files(list_files(root / "content")), root)


def _add_settings(layout: ContentLayout, root: Path) -> ContentLayout:
    settings = root / "mkdocs.yml"
    if not settings.is_file():
        return layout
    return replace(layout, settings=ContentFile(os.fspath(settings), settings.name))


def arrange_known_files(root: Path, paths: Iterable[str]) -> ContentLayout:
    """Return the layout of files at known paths below `root`/content, site.yml included, and mkdocs.yml.

    No folder is read: the result is that of `scan_content` only if these are all files of content/.
    """
    content = root / "content"
    files = tuple(ContentFile(f"{content}/{path}", path) for path in sorted(paths))
    return _add_settings(sort_files(ContentListing(files, ())), root)


def sort_files(listing: ContentListing) -> ContentLayout:
    """Sort the listed files by kind."""
    diagnostics = list(listing.diagnostics)
    site: ContentFile | None = None
    articles: dict[Ref, ContentFile] = {}
    metadata: dict[Ref, ContentFile] = {}
    entities: dict[Ref, ContentFile] = {}
    images = _sort_images(listing.files)
    image_files = set(chain.from_iterable(map(dict.values, images.values())))
    for file in filterfalse(image_files.__contains__, listing.files):
        match file.relative_path.split("/"):
            case ["site.yml"]:
                site = file
            case ["briefings", folder, "article.md" | "metadata.yml"] if not ID_FORM.match(folder):
                diagnostics.append(_refuse_id(f"content/briefings/{folder}", folder))
            case ["briefings", folder, "article.md"]:
                articles[Ref(Kind.BRIEFING, folder)] = file
            case ["briefings", folder, "metadata.yml"]:
                metadata[Ref(Kind.BRIEFING, folder)] = file
            case [folder, leaf] if FOLDERS.get(folder) in ENTITIES and leaf.endswith(".yml"):
                ref = Ref(FOLDERS[folder], leaf.removesuffix(".yml"))
                if ID_FORM.match(ref.id):
                    entities[ref] = file
                else:
                    diagnostics.append(_refuse_id(f"content/{file.relative_path}", ref.id))
            case steps:
                diagnostics.append(_refuse_stray(f"content/{file.relative_path}", steps))
    diagnostics += _check_pairs(articles, metadata)
    diagnostics += _check_device_names({**articles, **metadata, **entities})
    return ContentLayout(site, entities, articles, metadata, tuple(diagnostics), images=images)


def _sort_images(files: Iterable[ContentFile]) -> dict[Ref, dict[str, ContentFile]]:
    """Return the images in the folders of briefings, by the name of the file."""
    images: dict[Ref, dict[str, ContentFile]] = {}
    briefings: set[Ref] = set()
    for file in files:
        match file.relative_path.split("/"):
            case ["briefings", folder, "article.md" | "metadata.yml"]:
                briefings.add(Ref(Kind.BRIEFING, folder))
            case ["briefings", folder, leaf] if leaf.lower().endswith(IMAGE_SUFFIXES):
                images.setdefault(Ref(Kind.BRIEFING, folder), {})[leaf] = file
    return select_keys(images, briefings)


def read_site(layout: ContentLayout) -> tuple[Record[Site], list[Diagnostic]]:
    """Read content/site.yml; return the record and its diagnostics."""
    if layout.site:
        return _read_record(Site, layout.site)
    diagnostic = Diagnostic(
        rule="missing-file",
        path="content/site.yml",
        message="`content/site.yml` is missing",
        help="create it with `name: …`, `publisher: …` and `contact: …`",
        cause=_SITE_CAUSE,
    )
    return _make_placeholder(Site, "content/site.yml"), [diagnostic]


def read_settings(layout: ContentLayout) -> SourceFile | None:
    """Return the text of mkdocs.yml, or None if it cannot be read; MkDocs itself reports its errors."""
    source = read_source(layout.settings.path, layout.settings.relative_path) if layout.settings else None
    return source if isinstance(source, SourceFile) else None


def read_entity(ref: Ref, file: ContentFile) -> tuple[Record[Entity], list[Diagnostic]]:
    """Read the record of an entity; return it and its diagnostics."""
    return _read_record(ENTITIES[ref.kind], file)


def read_briefing(ref: Ref, layout: ContentLayout) -> tuple[BriefingSource, list[Diagnostic]]:
    """Read the two files of a briefing and its images; return them and the diagnostics of its files."""
    diagnostics: list[Diagnostic] = []
    article: SourceFile | None = None
    metadata: Record[Metadata] | None = None
    missing = ""
    article_file, metadata_file = layout.articles.get(ref), layout.metadata.get(ref)
    if article_file:
        source = read_source(article_file.path, f"content/{article_file.relative_path}")
        if isinstance(source, SourceFile):
            article = source
        else:
            diagnostics += source
    else:
        missing = "article.md"
    if metadata_file:
        metadata, metadata_diagnostics = _read_record(Metadata, metadata_file)
        diagnostics += relax_for_draft(metadata, metadata_diagnostics)
    else:
        missing = "metadata.yml"
    metadata = metadata or _make_placeholder(Metadata, _get_path(ref, "metadata.yml"))
    briefing = BriefingSource(
        ref,
        metadata,
        article or SourceFile(_get_path(ref, "article.md"), ""),
        has_article=article is not None,
        missing=missing,
        images=_inspect_images(layout.images.get(ref, {}), metadata.value),
    )
    return briefing, diagnostics


def _inspect_images(
    files: Mapping[str, ContentFile], metadata: Metadata
) -> dict[str, ImageFacts | ImageProblem | None]:
    figure_files = select_keys(files, map(attrgetter("file"), metadata.figures))
    return {**dict.fromkeys(files), **map_values(_inspect, figure_files)}


def _inspect(file: ContentFile) -> ImageFacts | ImageProblem:
    return inspect_image(file.path)


def parse_record(model: type[W], source: SourceFile) -> tuple[Record[W], list[Diagnostic]]:
    """Parse one YAML file; return the record and its diagnostics."""
    parsed = parse_yaml(source)
    reading = create_placeholder(model) if parsed.data is None else validate_partial(model, parsed.data)
    diagnostics = list(parsed.diagnostics)
    for problem in reading.problems:
        span = locate(source, problem.path, key=problem.at_key)
        diagnostics.append(source.diagnose(problem.rule, span, problem.message, advice=problem.help))
    return Record(source, reading.value, reading.invalid_paths), diagnostics


def relax_for_draft(metadata: Record[Metadata], diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics of a briefing; if it is a draft, those about missing values as rule `unfinished`.

    So a draft that is not finished does not stop the build of other briefings. Its other errors stop the build.
    """
    if not metadata.value.is_in_hand:
        yield from diagnostics
        return
    for diagnostic in diagnostics:
        rule = "unfinished" if diagnostic.rule in _INCOMPLETE else diagnostic.rule
        yield replace(diagnostic, rule=rule, in_draft=True)


def find_repeated_ids(
    entities: Mapping[Ref, Record[Entity]], metadata: Mapping[Ref, ContentFile]
) -> Iterator[Diagnostic]:
    """Find ids, present and former, that more than one record has; `metadata` has the files of briefings."""
    holders: dict[str, Ref] = {}
    paths = {ref: record.source.path for ref, record in entities.items()}
    paths |= {ref: f"content/{file.relative_path}" for ref, file in metadata.items()}
    for ref in sorted(paths):
        if holder := holders.get(ref.id):
            message = f"`{ref.id}` is already the id of {holder.kind.phrase}"
            advice = f"rename this one or `{paths[holder]}`"
            yield Diagnostic(rule="duplicate-id", path=paths[ref], message=message, help=advice)
        holders.setdefault(ref.id, ref)
    for ref in sorted(entities):
        for position, former_id in enumerate(entities[ref].value.formerly):
            if holder := holders.get(former_id):
                role = "the id" if holder.id == former_id else "a former id"
                message = f"`{former_id}` is already {role} of {holder.kind.phrase}: `{paths[holder]}`"
                advice = "delete it in one of the two; an id is never used again"
                yield from entities[ref].diagnose("duplicate-id", ("formerly", position), message, advice)
            holders.setdefault(former_id, ref)


def _make_placeholder(model: type[W], name: str) -> Record[W]:
    """Return a record for a file that does not exist, or is not text."""
    reading = create_placeholder(model)
    return Record(SourceFile(name, ""), reading.value, reading.invalid_paths)


def _read_record(model: type[W], file: ContentFile) -> tuple[Record[W], list[Diagnostic]]:
    name = f"content/{file.relative_path}"
    source = read_source(file.path, name)
    if isinstance(source, SourceFile):
        return parse_record(model, source)
    return _make_placeholder(model, name), list(source)


def _get_path(ref: Ref, leaf: str) -> str:
    return f"content/{ref.stem}/{leaf}"


# Files that are not read, or cannot be stored


def _refuse_id(name: str, word: str) -> Diagnostic:
    """Return the diagnostic for a file or folder whose name is not a valid id."""
    suggested_id = make_slug(word)
    if suggested_id == "index":
        advice = "rename it; `index` is the page that lists all of them"
    elif check_new_id(suggested_id):
        advice = ID_HELP
    else:
        advice = f"rename it to `{suggested_id}`; {ID_HELP}"
    message = f"`{word}` is not a valid id; the file is not read"
    cause = make_id_cause(suggested_id or word)
    return Diagnostic(rule="bad-id", path=name, message=message, help=advice, cause=cause)


def _check_device_names(files: Mapping[Ref, ContentFile]) -> Iterator[Diagnostic]:
    for ref, file in files.items():
        if ref.id in DEVICE_NAMES:
            message = f"`{ref.id}` is the name of a device on Windows, which cannot store this {ref.kind}"
            advice = f"change its id: `make rename KIND={ref.kind} OLD={ref.id} NEW=…`"
            yield Diagnostic(rule="unstorable-id", path=f"content/{file.relative_path}", message=message, help=advice)


def _refuse_stray(name: str, steps: list[str]) -> Diagnostic:
    """Return the diagnostic for a file that is not read; its help names the path at which it would be read."""
    stem = steps[-1].partition(".")[0]
    advice, cause, common_cause = _ENTITY_HELP, make_id_cause(make_slug(stem)), ""
    if len(steps) == 1:
        cause = ""
        if make_slug(stem) == "site":
            advice, cause = "rename it to `site.yml`", _SITE_CAUSE
    elif steps[0] not in _KNOWN_FOLDERS:
        near = find_nearest(steps[0], _KNOWN_FOLDERS)
        advice = f"did you mean the folder `{near}`?" if near else f"use one of the folders {', '.join(_KNOWN_FOLDERS)}"
        common_cause = f"folder {steps[0]}"
    elif steps[0] == "briefings":
        advice, cause = _BRIEFING_HELP, ""
        leaf = {"article": "article.md", "metadata": "metadata.yml"}.get(make_slug(stem))
        if leaf and len(steps) == 3:
            advice, cause = f"rename it to `{leaf}`", make_id_cause(make_slug(steps[1]))
    elif len(steps) == 2 and steps[1].lower().endswith((".yaml", ".yml", ".yml.txt", ".yaml.txt")):
        advice = f"rename it to `{stem}.yml`"
    message = "the file is not read"
    return Diagnostic(
        rule="stray-file", path=name, message=message, help=advice, cause=cause, common_cause=common_cause
    )


def _check_pairs(articles: Mapping[Ref, ContentFile], metadata: Mapping[Ref, ContentFile]) -> Iterator[Diagnostic]:
    """Report briefings of which one file is missing."""
    for ref in articles.keys() ^ metadata.keys():
        existing, missing = ("article.md", "metadata.yml") if ref in articles else ("metadata.yml", "article.md")
        message = f"`{existing}` exists without `{missing}`"
        advice = f"add `{missing}` in the same folder"
        cause = make_id_cause(ref.id)
        yield Diagnostic(rule="lone-file", path=_get_path(ref, existing), message=message, help=advice, cause=cause)
