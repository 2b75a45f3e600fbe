"""The two files of an imported briefing as text: facts become keys, proposals become comments, the rest is a stub."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostic import SourceFile
from generator.importing.inline_text import get_text, make_prose
from generator.importing.result import ImportedArticle
from generator.model.kinds import Kind
from generator.model.schema import format_schema_line
from generator.source.yaml_loader import parse_yaml

TITLE_LIMIT, NAME_LIMIT = 110, 120
"""Characters of a title, and of the name of an author or a keyword, at most."""
LIST_LIMIT = 50
"""Authors, or keywords, at most: a page has thousands only by error."""
_DESCRIPTION_LIMIT = 300

_DUPLICATE_KEYS_NOTE = "## If you accept a key below that is also above, delete the one above."

_NO_AUTHORS = "authors: []\n# author_note: who wrote it; the file names no author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The texts of an imported briefing's files.

    `stated` are the facts that the imported file states itself: the lines of each by its key.
    """

    title: str
    article: str
    metadata: str
    stated: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def render_draft(
    article: ImportedArticle,
    title: str,
    today: dt.date,
    *,
    comments: Sequence[str] = (),
    images: Sequence[str] = (),
) -> Draft:
    """Return the files of a new briefing; `comments` are lines for the end of its metadata.yml.

    `images` are the files of the images that the article shows.
    """
    short_title = shorten_title(title)
    authors, keywords = _clean_names(article.authors), _clean_names(article.keywords)
    remarks = []
    if short_title != title:
        remarks.append(f"the title was shortened to {TITLE_LIMIT} characters; the full title is “{title}”")
    if len(authors) + len(keywords) < len(article.authors) + len(article.keywords):
        remarks.append(
            f"some authors or keywords were left out: each list has at most {LIST_LIMIT} different ones, "
            f"of at most {NAME_LIMIT} characters"
        )
    stated = _render_facts(article, short_title, authors, keywords)
    return Draft(
        title=short_title,
        article=article.markdown,
        metadata="\n".join(_iter_metadata_lines(article, stated, today, comments, images)) + "\n",
        stated=stated,
        remarks=tuple(remarks),
    )


def _render_facts(
    article: ImportedArticle, title: str, authors: Sequence[str], keywords: Sequence[str]
) -> dict[str, str]:
    """Return the lines of the keys whose values the file states itself."""
    facts = {
        "title": _quote(title),
        "published": article.published,
        "language": None if article.language_is_detected else article.language,
        "authors": _render_list(authors),
        "keywords": _render_list(keywords),
    }
    return {key: f"{key}: {value}" for key, value in facts.items() if value}


def _iter_metadata_lines(
    article: ImportedArticle,
    stated: Mapping[str, str],
    today: dt.date,
    comments: Sequence[str],
    images: Sequence[str],
) -> Iterator[str]:
    yield format_schema_line(Kind.BRIEFING, 2).rstrip()
    yield from _iter_origin_lines(article)
    yield stated["title"]
    yield "type: report # or analysis, background, opinion"
    # `authoring.registry` knows this comment: the day of the import is not the date of the words.
    no_date = f"published: {today.isoformat()} # the file gives no date; this is the day of the import"
    yield stated.get("published", no_date)
    if article.language:
        yield f"language: {article.language}{' # detected' if article.language_is_detected else ''}"
    yield 'summary: "" # summarize the article in two sentences'
    yield "tags: [] # themes, at least one"
    yield "actors: []"
    yield stated.get("authors", _NO_AUTHORS)
    if "keywords" in stated:
        yield stated["keywords"]
    yield "status: draft # delete this line to publish"
    yield from _iter_figure_lines(images)
    # A key can be there only once: one that is accepted by uncommenting it must not exist already.
    if "# attributions:" not in comments:
        yield "attributions: []"
    if comments:
        yield from ("", _DUPLICATE_KEYS_NOTE, *comments)


def _iter_figure_lines(images: Sequence[str]) -> Iterator[str]:
    if images:
        yield "figures:"
    for name in images:
        yield f"  - file: {_quote(name)}"
        yield '    credit: "" # who made it, or permits its publication'


def shorten_title(title: str) -> str:
    """Return a title on one line, cut at a word if it is longer than a title may be."""
    title = " ".join(title.split())
    if len(title) <= TITLE_LIMIT:
        return title
    head, space, _ = title[:TITLE_LIMIT].rpartition(" ")
    return f"{(head if space else title[: TITLE_LIMIT - 1]).rstrip(' ,;:–—-')}…"


def update_facts(metadata: str, stated: Mapping[str, str]) -> str:
    """Return a metadata.yml with the facts that a file states if they differ; everything else is unchanged."""
    current = parse_yaml(SourceFile("metadata.yml", metadata)).data or {}
    for key, text in stated.items():
        new = parse_yaml(SourceFile("metadata.yml", text)).data
        if new and _normalize(new[key]) != _normalize(current.get(key)):
            metadata = _replace_key(metadata, key, text)
    return metadata


def _replace_key(metadata: str, key: str, text: str) -> str:
    """Return a metadata.yml with other lines for a key, or with these lines at its end if it lacks the key."""
    lines_of_key = re.compile(rf"^{key}:(?!\S).*(?:\n[ \t-].*)*", re.MULTILINE)
    metadata, number = lines_of_key.subn(lambda _: text, metadata, count=1)
    if number:
        return metadata
    if metadata and not metadata.endswith("\n"):
        metadata += "\n"
    return f"{metadata}{text}\n"


def _normalize(value: object) -> object:
    """Return a value for comparison: all scalars as text with single spaces."""
    if isinstance(value, list):
        return [_normalize(item) for item in value]
    return " ".join(str(value).split()) if value is not None else None


def _iter_origin_lines(article: ImportedArticle) -> Iterator[str]:
    """Yield comments on the origin of the text, for the record of its source."""
    if article.publisher:
        yield f"# Published by: {_to_one_line(article.publisher)}"
    if article.url:
        yield f"# URL: {_to_one_line(article.url)}"
    if article.description:
        yield f"# Description by its publisher: {_to_one_line(article.description)[:_DESCRIPTION_LIMIT]}"


def _clean_names(names: Sequence[str]) -> list[str]:
    """Return the different names on one line each, without those that are too long."""
    clean = dict.fromkeys(map(_to_one_line, names))
    return [name for name in clean if name and len(name) <= NAME_LIMIT][:LIST_LIMIT]


def _render_list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_quote, names))}]" if names else ""


def _quote(text: str) -> str:
    return json.dumps(_to_one_line(text), ensure_ascii=False)


def _to_one_line(text: str) -> str:
    """Return text without line ends and without characters that content may not hold."""
    return get_text(make_prose(text)).replace("\n", " ")
