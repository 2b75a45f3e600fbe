"""What editors look up: every key of every file as Markdown tables, made from the model itself.

content/README.md holds these tables between two markers; a test keeps them in step. What a value may be is read off
its type, what a key means off its docstring. Only the standard that a key follows is written down here.
"""

from collections.abc import Iterator
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel, StringConstraints

from generator.model import fields
from generator.model.briefing import Attribution, Correction, Metadata, Quote, Voice
from generator.model.entities import Actor, Event, Place, Question, Role, SameAs, Source, Theme
from generator.model.kinds import USAGE
from generator.model.site import Policies, Site

TABLES: dict[type[BaseModel], str] = {
    Metadata: "Briefing: `briefings/<id>/metadata.yml`",
    Attribution: "An entry of `attributions`",
    Voice: "An unnamed voice under `by`",
    Quote: "A `quote` of several keys",
    Correction: "An entry of `corrections`",
    Actor: "Actor: `actors/<id>.yml`",
    Role: "An entry of `roles`",
    Theme: "Theme: `themes/<id>.yml`",
    Source: "Source: `sources/<id>.yml`",
    Question: "Question: `questions/<id>.yml`",
    Event: "Event: `events/<id>.yml`",
    Place: "Place: `places/<id>.yml`",
    SameAs: "Keys of `same_as`",
    Site: "The site: `site.yml`",
    Policies: "Keys of `policies`",
}
"""Each type that has keys, with the heading of its table."""

STANDARDS: dict[type[BaseModel], dict[str, str]] = {
    Metadata: {
        "title": "schema.org `headline`",
        "type": "schema.org, kinds of `NewsArticle`",
        "published": "schema.org `datePublished`",
        "updated": "schema.org `dateModified`",
        "summary": "schema.org `abstract`",
        "tags": "schema.org `about`",
        "language": "BCP 47; schema.org `inLanguage`",
        "authors": "schema.org `author`",
        "based_on": "schema.org `isBasedOn`",
        "keywords": "schema.org `keywords`",
        "corrections": "schema.org `correction`",
    },
    Attribution: {
        "says": "schema.org `Claim`",
        "quote": "W3C `TextQuoteSelector`",
        "disputes": "CiTO `disputes`",
        "source": "schema.org `firstAppearance`",
    },
    Quote: dict.fromkeys(("exact", "prefix", "suffix"), "W3C `TextQuoteSelector`"),
    Correction: {"text": "schema.org `CorrectionComment`"},
    Actor: {"type": "FollowTheMoney", "aliases": "SKOS `altLabel`", "same_as": "schema.org `sameAs`"},
    Theme: {
        "name": "SKOS `prefLabel`",
        "aliases": "SKOS `altLabel`",
        "description": "SKOS `scopeNote`",
        "broader": "SKOS `broader`",
        "related": "SKOS `related`",
    },
    Source: {
        "type": "CSL-JSON `type`",
        "title": "CSL-JSON `title`",
        "authors": "CSL-JSON `author`",
        "publisher": "CSL-JSON `publisher`",
        "issued": "CSL-JSON `issued`",
        "url": "CSL-JSON `URL`",
        "archived": "CSL-JSON `archive_location`",
        "accessed": "CSL-JSON `accessed`",
        "language": "BCP 47; CSL-JSON `language`",
    },
    Event: {"status": "schema.org `eventStatus`", "place": "schema.org `location`"},
}
"""Where a key follows a standard, by type and key."""

_FORMS: dict[str, str] = {
    "Date": "date",
    "Id": "id",
    "Language": "language tag",
    "Url": "web address",
    "Contact": "e-mail or web address",
    "Wikidata": "item such as `Q42`",
    "Flag": "`true` or `false`",
}
"""Types of `generator.model.fields` that are not told by their length or by what they refer to."""


def fields_reference() -> str:
    """The tables of all types of file, and of what is nested in them."""
    return "\n\n".join(f"### {title}\n\n{_table(model)}" for model, title in TABLES.items())


def kinds_reference() -> str:
    """The table of the kinds of attribution."""
    rows = (f"| `{kind}` | {usage.verb} | {usage.means} |" for kind, usage in USAGE.items())
    return "\n".join(["| kind | verb | means |", "|---|---|---|", *rows])


def filled(text: str) -> str:
    """`text` with each reference between its markers, whatever stood there before. Raises ValueError without them."""
    for name, table in (("kinds", kinds_reference()), ("fields", fields_reference())):
        before, begin, rest = text.partition(f"<!-- {name} -->")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        if not end:
            raise ValueError(f"there is no `<!-- {name} -->` with its end")
        text = f"{before}{begin}\n\n{table}\n\n{end}{after}"
    return text


def keys(model: type[BaseModel]) -> dict[str, str]:
    """The keys that an editor may write in a mapping of this type, and the names of their fields; `formerly` last."""
    written = {field.alias or name: name for name, field in model.model_fields.items()}
    if model is Voice:
        del written["actor"]
    return dict(sorted(written.items(), key=lambda item: item[0] == "formerly"))


def _table(model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    standards = STANDARDS.get(model, {})
    rows = []
    for key, name in keys(model).items():
        field = model.model_fields[name]
        star = "*" if field.is_required() or (model, key) == (Voice, "unnamed") else ""
        cells = (f"`{key}`{star}", _form(hints[name]), field.description or "", standards.get(key, ""))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(["| key | value | meaning | follows |", "|---|---|---|---|", *rows])


def _form(hint: Any) -> str:
    """What a value may be, in words."""
    origin, parts = get_origin(hint), [part for part in get_args(hint) if part is not NoneType]
    if origin is Annotated:
        return _annotated(hint)
    if origin in {Union, UnionType}:
        return _form(parts[0])
    if origin in {tuple, dict}:
        return f"list: {_form(parts[0])}" if origin is tuple else f"for each {_form(parts[0])}: {_form(parts[1])}"
    if origin is Literal or issubclass(hint, StrEnum):
        return _either([f"`{word}`" for word in parts or [member.value for member in hint]])
    return "keys of its own"


def _annotated(hint: Any) -> str:
    for name, form in _FORMS.items():
        if hint == getattr(fields, name):
            return form
    inner, *marks = get_args(hint)
    for mark in marks:
        if isinstance(mark, fields.RefTo):
            return f"id of {_either([kind.phrase for kind in mark.kinds])}"
    limits = [mark.max_length for mark in marks if isinstance(mark, StringConstraints | MaxLen)]
    if limits:
        return f"text, at most {limits[0]:,} characters"
    shaped = [mark.words for mark in marks if isinstance(mark, fields.Shaped)]
    if shaped:
        return shaped[0]
    return _form(inner) + (", at least one" if any(isinstance(mark, MinLen) for mark in _limits(marks)) else "")


def _limits(marks: list[Any]) -> Iterator[Any]:
    """The single limits within pydantic's `Field(min_length=…)`."""
    for mark in marks:
        yield from getattr(mark, "metadata", (mark,))


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
