"""The two files of an imported briefing, as text: facts are keys, proposals are comments, the rest is a stub's."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics import Source
from generator.importing.imported import Imported
from generator.importing.prose import plain, text_of
from generator.model.kinds import Kind
from generator.model.schema import schema_line
from generator.source.tree import parse

TITLE_LIMIT, NAME_LIMIT = 110, 120
LISTED = 50
"""Authors, or keywords, at most; a page has thousands only by mistake."""

_STAND_IN = "## Where you accept a key below that stands above as well, delete it above."

_TOP_KEY = re.compile(r"[A-Za-z_]+(?=:(?:\s|\Z))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is written of an imported file; `stated` are the facts that it states itself, each as its lines."""

    title: str
    article: str
    metadata: str
    stated: Mapping[str, str]
    remarks: tuple[str, ...] = ()


def draft(found: Imported, title: str, today: dt.date, *, theme: str = "", comments: Sequence[str] = ()) -> Draft:
    """The files of a new briefing, which has `theme` as its tag until an editor says better; there may be none."""
    short = shortened(title)
    remarks = [f"the title was cut to {TITLE_LIMIT} characters; in full it is “{title}”"] if short != title else []
    authors, keywords = _listed(found.authors), _listed(found.keywords)
    if len(authors) + len(keywords) < len(found.authors) + len(found.keywords):
        remarks.append(f"authors and keywords are listed up to {LISTED}, each of at most {NAME_LIMIT} characters")
    published = _published(found, today)
    language = f"language: {found.language}" if found.language else ""
    stated = {
        "title": f"title: {_quoted(short)}",
        "published": published if found.published else "",
        "language": "" if found.language_is_detected else language,
        "authors": _list("authors", authors) if authors else "",
        "keywords": _list("keywords", keywords) if keywords else "",
    }
    lines = [
        schema_line(Kind.BRIEFING, 2).rstrip(),
        *_origin(found),
        stated["title"],
        "type: report # or analysis, background, opinion",
        published,
        *([f"{language} # detected" if found.language_is_detected else language] if language else []),
        f"summary: {_quoted(short)} # say here what it says, in two sentences",
        f"tags: [{theme}] # the first theme there is; put yours in its place" if theme else "tags: [] # no theme yet",
        "actors: []",
        _list("authors", authors),
        *([] if authors else ["author_note: not named in the file"]),
        *([stated["keywords"]] if keywords else []),
        "status: draft # delete this line to publish",
        # A key stands once: one that is accepted by deleting the mark before it must not be there already.
        *([] if "# attributions:" in comments else ["attributions: []"]),
        *(["", _STAND_IN, *comments] if comments else []),
    ]
    kept = {key: text for key, text in stated.items() if text}
    return Draft(
        title=short, article=found.markdown, metadata="\n".join(lines) + "\n", stated=kept, remarks=tuple(remarks)
    )


def shortened(title: str) -> str:
    """The title as long as a title may be, cut at a word."""
    title = " ".join(title.split())
    if len(title) <= TITLE_LIMIT:
        return title
    head, space, _ = title[:TITLE_LIMIT].rpartition(" ")
    return f"{(head if space else title[: TITLE_LIMIT - 1]).rstrip(' ,;:–—-')}…"


def with_facts(metadata: str, stated: Mapping[str, str]) -> str:
    """A metadata.yml as it stands, with the facts that a file states where they differ; all else as it is."""
    data = parse(Source("metadata.yml", metadata)).data
    known = data if isinstance(data, dict) else {}
    lines = metadata.split("\n")
    for key, text in stated.items():
        new = parse(Source("metadata.yml", text)).data
        if isinstance(new, dict) and _plain(new[key]) != _plain(known.get(key)):
            lines = _replaced(lines, key, text)
    return "\n".join(lines)


def _replaced(lines: list[str], key: str, text: str) -> list[str]:
    start = next((number for number, line in enumerate(lines) if _key(line) == key), None)
    if start is None:
        end = len(lines) - 1 if lines and not lines[-1] else len(lines)
        return [*lines[:end], text, *lines[end:]]
    end = start + 1
    while end < len(lines) and lines[end][:1] in {" ", "\t", "-"}:
        end += 1
    return [*lines[:start], text, *lines[end:]]


def _key(line: str) -> str:
    found = _TOP_KEY.match(line)
    return found[0] if found else ""


def _plain(value: object) -> object:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return " ".join(str(value).split()) if value is not None else None


def _origin(found: Imported) -> Iterator[str]:
    """Where the text is from, for the record of its source."""
    if found.publisher:
        yield f"# Published by: {_one_line(found.publisher)}"
    if found.url:
        yield f"# Its address: {_one_line(found.url)}"
    if found.description:
        yield f"# Its publisher says of it: {_one_line(found.description)[:300]}"


def _published(found: Imported, today: dt.date) -> str:
    if found.published:
        return f"published: {found.published}"
    return f"published: {today.isoformat()} # the file gives no date; this is that of the import"


def _listed(names: Sequence[str]) -> list[str]:
    tidy = dict.fromkeys(_one_line(name) for name in names)
    return [name for name in tidy if name and len(name) <= NAME_LIMIT][:LISTED]


def _list(key: str, names: Sequence[str]) -> str:
    return f"{key}: [{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)


def _one_line(text: str) -> str:
    """Text without line ends and without what content may not hold."""
    return text_of(plain(text)).replace("\n", " ")
