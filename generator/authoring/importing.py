"""Import a file as a draft: two new files, written together or not at all, or a comparison with an existing briefing.

A briefing exists already if it has the id, or if its article has the same words in the same order. Nothing of it is
changed: a diff shows the differences of the file, which an editor may apply.
"""

import datetime as dt
import difflib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.authoring.drafts import Draft, render_draft, shorten_title, update_facts
from generator.authoring.registry import build_registry
from generator.authoring.suggestions.comments import render_comments
from generator.checks.registry import Registry
from generator.content import reader
from generator.content.reader import BriefingSource, Content
from generator.diagnostics.diagnostic import SourceFile
from generator.diagnostics.phrases import add_prefix
from generator.images.inspection import ImageFacts, inspect_image
from generator.importing.inline_text import get_text, make_prose
from generator.importing.reader import read_file
from generator.importing.result import ImportedArticle, Omission, Refusal
from generator.model.dates import DateError, parse_date
from generator.model.fields import DEVICE_NAMES, ID_HELP, check_new_id
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.model.slug import make_slug
from generator.proposals import propose
from generator.proposals.inputs import ArticleInput
from generator.proposals.proposal import Proposals
from generator.source.files import SIZE_LIMIT
from generator.text.article import parse_article

_WORD = re.compile(r"\w+")
_ID_OPTION_HELP = f"set another with --id (make: ID=…), and {ID_HELP}"


class ImportRefusedError(Exception):
    """Nothing was written; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """The facts that an editor states about the article; they take precedence over those in the file."""

    id: str = ""
    date: str = ""
    """EDTF."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The result of an import: `written` are the new files; `diff` shows the differences from an existing briefing."""

    id: str
    written: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    omissions: tuple[Omission, ...] = ()
    missing: tuple[tuple[Ref, str], ...] = ()
    """Entities to create, with their names."""
    has_theme: bool = True


class _Title(NamedTuple):
    """The title of an article, and remarks on how it was chosen."""

    text: str
    remarks: tuple[str, ...] = ()


def import_file(root: Path, file: Path, options: ImportOptions, today: dt.date) -> ImportResult:
    """Write the article in `file` as a new draft of `root`, or compare it with the briefing that has it already.

    Raise `ImportRefusedError` if the file has no article, no id can be made for it, or the disk fails.
    """
    article = _read_article(file, options, today)
    title = _choose_title(article, file)
    content = reader.read_content(root)
    result = ImportResult(id="", remarks=(*article.remarks, *title.remarks), omissions=article.omissions)
    ref = Ref(Kind.BRIEFING, options.id or make_slug(title.text))
    if existing := _find_existing(ref, article, options, content):
        draft = render_draft(article, title.text, today)
        diff = _diff_files(existing, draft)
        return replace(result, id=existing.ref.id, diff=diff, remarks=(*result.remarks, *draft.remarks))
    _require_new_id(ref, title.text, content)
    text = _build_text(article, title.text, content)
    registry = build_registry(content, ref.id)
    proposals = propose(text, registry)
    comments = render_comments(text, registry, proposals, ref.id)
    shown = list(dict.fromkeys(image.block.file for image in text.article.images))
    images, image_remarks = _read_images(file.parent, shown)
    draft = render_draft(article, title.text, today, comments=comments, images=shown)
    return replace(
        result,
        id=ref.id,
        written=_write_briefing(root, ref, draft, images),
        remarks=(*result.remarks, *draft.remarks, *image_remarks),
        missing=_list_missing_entities(proposals),
        has_theme=any(entity.kind is Kind.THEME for entity in content.entities),
    )


def _list_missing_entities(proposals: Proposals) -> tuple[tuple[Ref, str], ...]:
    """Return the proposed entities that have no record, with their names."""
    actors = [(Ref(Kind.ACTOR, actor.id), actor.name) for actor in proposals.actors if not actor.known]
    events = [(Ref(Kind.EVENT, event.id), event.name) for event in proposals.events if not event.known]
    places = [(Ref(Kind.PLACE, place.id), place.name) for place in proposals.places]
    return (*actors, *events, *places)


# The article


def _read_article(file: Path, options: ImportOptions, today: dt.date) -> ImportedArticle:
    article = read_file(file, options.language or None)
    if isinstance(article, Refusal):
        raise ImportRefusedError(article)
    if options.date:
        return replace(article, published=options.date)
    return _drop_future_date(article, today)


def _drop_future_date(article: ImportedArticle, today: dt.date) -> ImportedArticle:
    """Return the article without a date of publication in the future: it is wrong, or that of something else."""
    try:
        earliest = parse_date(article.published).earliest if article.published else None
    except DateError:
        return article  # `check` reports it at its line
    # In some time zones it is tomorrow already.
    if earliest is None or earliest <= today + dt.timedelta(days=1):
        return article
    remark = f"{article.published} was not used as the date of publication: it is in the future"
    return replace(article, published=None, remarks=(*article.remarks, remark))


def _choose_title(article: ImportedArticle, file: Path) -> _Title:
    """Return the title of the article, or one made from the name of the file."""
    title = get_text(make_prose(article.title)).replace("\n", " ")
    if title:
        return _Title(title)
    name = get_text(make_prose(re.sub(r"[-_\s]+", " ", file.stem))) or "Untitled"
    return _Title(name[:1].upper() + name[1:], ("no title was found in the file; its name is used instead",))


def _find_existing(
    ref: Ref, article: ImportedArticle, options: ImportOptions, content: Content
) -> BriefingSource | None:
    """Return the briefing that has the id; unless an editor asked for another id, also one with the same words."""
    existing = content.briefings.get(ref)
    if existing or options.id:
        return existing
    words = _WORD.findall(article.markdown)
    for briefing in content.briefings.values():
        if _WORD.findall(briefing.article.text) == words:
            return briefing
    return None


def _require_new_id(ref: Ref, title: str, content: Content) -> None:
    """Raise `ImportRefusedError` if the id of a new briefing is not valid, or is or was that of another record."""
    if refusal := check_new_id(ref.id):
        is_device = ref.id in DEVICE_NAMES
        message = refusal if is_device else f"no id can be made from the title “{shorten_title(title)}”"
        raise ImportRefusedError(Refusal(message=message, help=_ID_OPTION_HELP))
    registry = Registry.from_content(content)
    if holder := registry.get_holder(ref.id):
        message = f"`{ref.id}` is already the id of {holder.kind.phrase}: content/{holder.stem}"
        raise ImportRefusedError(Refusal(message=message, help=_ID_OPTION_HELP))
    if former := registry.former.get(ref.id):
        message = f"`{ref.id}` is a former id of {former.kind.phrase} and cannot be used again: content/{former.record}"
        raise ImportRefusedError(Refusal(message=message, help=_ID_OPTION_HELP))


def _build_text(article: ImportedArticle, title: str, content: Content) -> ArticleInput:
    return ArticleInput(
        article=parse_article(SourceFile("article.md", article.markdown), RESERVED_FRAGMENTS),
        language=article.language or content.site.value.language,
        title=title,
        published=article.published,
        keywords=article.keywords,
        publisher=article.publisher,
    )


def _read_images(folder: Path, names: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the images of these names in a folder, and a remark on each that is missing or cannot be published."""
    images: dict[str, bytes] = {}
    remarks: list[str] = []
    for name in names:
        file = folder / name
        image = inspect_image(file)
        if isinstance(image, ImageFacts):
            images[name] = file.read_bytes()
        elif file.exists():
            remarks.append(f"the image {name} was not copied: it {image.message}; {image.advice}")
        else:
            remarks.append(f"the image {name} is not beside the file; copy it")
    return images, remarks


# Comparing


def _diff_files(briefing: BriefingSource, draft: Draft) -> tuple[str, ...]:
    """Return the changes to the briefing's files as lines of a unified diff; none if they are equal."""
    folder = f"content/{briefing.ref.stem}"
    metadata = briefing.metadata.source.text
    return (
        *_diff_text(f"{folder}/article.md", briefing.article.text, draft.article),
        *_diff_text(f"{folder}/metadata.yml", metadata, update_facts(metadata, draft.stated)),
    )


def _diff_text(path: str, before: str, after: str) -> Sequence[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="")
    return tuple(lines)


# Writing


def _write_briefing(root: Path, ref: Ref, draft: Draft, images: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write the folder of a briefing with its images; return its files, relative to `root`."""
    texts = {"article.md": draft.article, "metadata.yml": draft.metadata}
    for name, text in texts.items():
        if len(text.encode()) > SIZE_LIMIT:
            message = f"{name} would be larger than {SIZE_LIMIT >> 20} MiB"
            raise ImportRefusedError(Refusal(message=message, help="import the article in parts"))
    try:
        data = {name: text.encode() for name, text in texts.items()}
        _write_folder(root / "content" / ref.stem, {**images, **data})
    except OSError as error:
        reason = (error.strerror or "the write failed").lower()
        message = f"content/{ref.stem} cannot be written: {reason}"
        raise ImportRefusedError(Refusal(message=message, help="nothing was written")) from error
    return tuple(add_prefix(f"content/{ref.stem}/", [*images, *texts]))


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder under another name, then rename it: so it is never there by half."""
    staged = folder.with_name(f".{folder.name}.tmp")
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(staged, ignore_errors=True)
    try:
        staged.mkdir()
        for name, data in files.items():
            with (staged / name).open("xb") as stream:
                stream.write(data)
        # This fails if the folder exists and is not empty.
        staged.rename(folder)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
