"""Rules for placeholders: texts that would be published outside drafts although they say nothing yet.

A placeholder is recognized by its whole text, never by a part: a sentence may well say that something is to be
decided. Addresses at `example.org` and the like are placeholders too, which only a strict build refuses.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from generator.analysis.analyzer import Analysis
from generator.content.reader import BriefingSource, Record
from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.diagnostics.phrases import shorten_text
from generator.model.entities import Entity
from generator.model.messages import KeyPath
from generator.model.site import Site
from generator.source.yaml_positions import locate

_PLACEHOLDER = re.compile(
    r"""
    (?:not|nobody) \s (?:named|dated|written|titled|decided|set) \s yet
    | (?:no|without) \s (?:title|summary|name) \s yet
    | not \s named \s in \s the \s file
    | (?:the|your|a|an)? \s? [\w-]+ (?: \s text)? \s (?:goes|comes|belongs) \s here
    | (?:insert|write|add|put|type) \s (?: [\w’'-]+ \s ){0,4} here
    | your \s (?:own \s)? (?:text|title|name|summary|address) (?: \s here)?
    | to \s (?:be \s)? (?:do|done|written|added|filled \s in|determined|announced|confirmed|completed|follow)
    | (?:text|title|summary|details|more) \s (?:to \s follow|coming \s soon|tbd|tba)
    | coming \s soon | to-?do | tbd | tba | tbc | fixme | x{2,} | \?{2,} | \.{2,} | … | -{2,} | [–—]
    | placeholder (?: \s text)? | untitled | example \s (?:name|event|text|title|desk|theme)
    | lorem \s ipsum .*
    | what \s is \s said, \s in \s the \s desk’s \s own \s words | what \s the \s briefing \s is \s about
    | words \s copied \s from \s the \s article | what \s was \s changed
    """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_ARTICLES = re.compile(r"\b(?:here|yet|lorem|to-?do|fixme|placeholder|follow|example|article)\b", re.IGNORECASE)
"""The words of placeholders that do not occur in finished articles: a cell may well be `—` or “to be announced”."""
_MAX_QUOTED = 60
"""The number of characters of a text that a message quotes."""
_SURROUNDING = " \t\n[](){}<>*_:;!\"'“”„«»"
"""Characters around a text that do not matter."""

_EXAMPLE_HELP = "use your own address before the site goes public; those at `example` are for documentation"
_SITE_URL = re.compile(r"^site_url:[ \t]*\S", re.MULTILINE)


def is_placeholder(text: str) -> bool:
    """Check whether a text only announces a text."""
    plain = " ".join(text.split()).strip(_SURROUNDING).replace("'", "’")
    return bool(_PLACEHOLDER.fullmatch(plain) or _PLACEHOLDER.fullmatch(plain.rstrip(".…")))


def check_entity(record: Record[Entity]) -> Iterator[Diagnostic]:
    """Check rule `placeholder` in the record of an entity."""
    yield from _check_texts(record, record.value, ())


def check_briefing(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    """Check rules `placeholder` and `empty-article` in a briefing."""
    record, metadata = briefing.metadata, briefing.metadata.value
    yield from _check_texts(record, metadata, ())
    if _normalize(metadata.summary) == _normalize(metadata.title):
        message, advice = "`summary` is the same as `title`", "summarize the briefing in two sentences"
        yield from record.diagnose("placeholder", ("summary",), message, advice, depends_on=(("title",),))
    for index, passage in enumerate(analysis.passages):
        if is_placeholder(passage.text) and _IN_ARTICLES.search(passage.text):
            message = f"`{_shorten(passage.text)}` is a placeholder, not text of the article"
            span = analysis.article.locate(index, 0, len(passage.text))
            yield briefing.article.diagnose("placeholder", span, message, advice="replace it with the article")
    if briefing.has_article and not analysis.passages and metadata.status != "withdrawn":
        advice = "add the text to `article.md`"
        yield briefing.article.diagnose("empty-article", Span(), "the article is empty", advice=advice)


def check_site(site: Record[Site], settings: SourceFile | None) -> Iterator[Diagnostic]:
    """Check rules `placeholder` and `example-address` in site.yml; the second also in mkdocs.yml, the `settings`."""
    yield from _check_texts(site, site.value, ())
    if _is_example_host(_get_host(site.value.contact)):
        message = f"`{site.value.contact}` is not an address at which readers can reach you"
        yield from site.diagnose("example-address", ("contact",), message, _EXAMPLE_HELP)
    if settings and _SITE_URL.search(settings.text):
        span = locate(settings, ("site_url",))
        start = span.column - 1
        url = settings.lines[span.line - 1][start : start + span.width].strip("\"'")
        if _is_example_host(_get_host(url)):
            message = f"`{_shorten(url)}` is not the address of your site"
            yield settings.diagnose("example-address", span, message, advice=_EXAMPLE_HELP)


def _check_texts(record: Record[Any], value: BaseModel, path: KeyPath) -> Iterator[Diagnostic]:
    """Report each placeholder among the texts of a record, at every depth."""
    for name, field in type(value).model_fields.items():
        field_value = getattr(value, name)
        field_path = (*path, field.alias or name)
        if not isinstance(field_value, tuple):
            yield from _check_text(record, field_value, field_path)
            continue
        for position, item in enumerate(field_value):
            yield from _check_text(record, item, (*field_path, position))


def _check_text(record: Record[Any], value: object, path: KeyPath) -> Iterator[Diagnostic]:
    if isinstance(value, BaseModel):
        yield from _check_texts(record, value, path)
    elif isinstance(value, str) and is_placeholder(value):
        message = f"`{_shorten(value)}` is a placeholder, not a value"
        advice = "replace it with the final text, or delete the key if it is optional"
        yield from record.diagnose("placeholder", path, message, advice)


def _normalize(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!…")


def _shorten(text: str) -> str:
    return shorten_text(" ".join(text.split()), _MAX_QUOTED)


def _get_host(address: str) -> str:
    """Return the host of an email address or URL; empty if it has none."""
    if "://" not in address:
        return address.rpartition("@")[2]
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_example_host(host: str) -> bool:
    """Check whether a host is reserved for documentation (RFC 2606), or has a similar name: `example.*`."""
    labels = host.lower().rstrip(".").split(".")
    return "example" in labels[-3:]
