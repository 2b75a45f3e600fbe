"""The reference for editors: every key of every file as Markdown tables, generated from the model.

content/README.md holds these tables between markers, and a test keeps them current. The type of a field gives the
values that a key takes, and its docstring the meaning. Only the standard that a key follows is written down here.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel, StringConstraints

from generator.diagnostics.phrases import add_backticks, join_words
from generator.diagnostics.rules import RULES
from generator.model import fields
from generator.model.briefing import Attribution, Correction, Figure, Metadata, Quote, Voice
from generator.model.entities import ENTITIES, Actor, Event, Role, SameAs, Source, Theme
from generator.model.kinds import USAGE
from generator.model.site import Policies, Site
from generator.source.files import SIZE_LIMIT
from generator.text.commonmark import MAX_NESTING
from generator.text.limits import MAX_BLOCKS, MAX_FOOTNOTES, MAX_MARKUP, MAX_REFERENCES

_TABLES_OF_ENTRIES: dict[type[BaseModel], dict[type[BaseModel], str]] = {Actor: {Role: "An entry of `roles`"}}
"""The headings of tables that come after the table of an entity."""


def _list_entity_tables() -> dict[type[BaseModel], str]:
    """Return the headings of the tables of all kinds of entity."""
    tables: dict[type[BaseModel], str] = {}
    for kind, model in ENTITIES.items():
        tables[model] = f"{kind.capitalize()}: `{kind.folder}/<id>.yml`"
        tables |= _TABLES_OF_ENTRIES.get(model, {})
    return tables


TABLES: dict[type[BaseModel], str] = {
    Metadata: "Briefing: `briefings/<id>/metadata.yml`",
    Attribution: "An entry of `attributions`",
    Voice: "An unnamed speaker under `by`",
    Quote: "A `quote` of several keys",
    Figure: "An entry of `figures`",
    Correction: "An entry of `corrections`",
    **_list_entity_tables(),
    SameAs: "Keys of `same_as`",
    Site: "The site: `site.yml`",
    Policies: "Keys of `policies`",
}
"""The heading of the table of each model with keys."""

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
        "denies": "CiTO `refutes`",
        "source": "schema.org `firstAppearance`",
    },
    Quote: dict.fromkeys(("exact", "prefix", "suffix"), "W3C `TextQuoteSelector`"),
    Figure: {
        "file": "schema.org `ImageObject`",
        "caption": "schema.org `caption`",
        "credit": "schema.org `creditText`",
        "license": "schema.org `license`",
    },
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
"""The standards that keys follow, by model and key."""

_FORMS: dict[Any, str] = {
    fields.Date: "date",
    fields.Moment: "moment with its offset from UTC",
    fields.Id: "id",
    fields.Language: "language tag",
    fields.Url: "URL",
    fields.Contact: "email address or URL",
    fields.Wikidata: "item such as `Q42`",
    fields.Flag: "`true` or `false`",
    fields.FileName: "name of an image file",
}
"""The types whose values neither a length nor a reference describes."""

_LAST = {"listed": 1, "formerly": 2}
"""Keys at the end of their table, in this order."""


def render_fields_tables() -> str:
    """Return the tables of all types of file, and of the mappings nested in them."""
    return "\n\n".join(f"### {title}\n\n{_render_model_table(model)}" for model, title in TABLES.items())


def render_limits_table() -> str:
    """Return the table of the limits of an article."""
    limits = [
        ("Size of the file", f"{SIZE_LIMIT >> 20} MiB"),
        ("Paragraphs, headings, list items, cells and other blocks", f"{MAX_BLOCKS:,}"),
        ("Emphasis, links, code, line ends and escaped characters in a paragraph", f"{MAX_MARKUP:,}"),
        ("Footnotes", f"{MAX_FOOTNOTES:,}"),
        ("References to one footnote", f"{MAX_REFERENCES:,}"),
        ("Levels of nested quotations and lists (a list counts twice)", f"{MAX_NESTING:,}"),
    ]
    return _render_table(("in an article", "at most"), limits)


def render_kinds_table() -> str:
    """Return the table of the kinds of attribution."""
    rows = [(f"`{kind}`", usage.verb, usage.meaning) for kind, usage in USAGE.items()]
    return _render_table(("kind", "verb", "means"), rows)


def render_rules_table() -> str:
    """Return the table of the rules: the requirement and the reason of each."""
    rows = [(f"`{rule.id}`", rule.severity.value, rule.requirement, rule.reason) for rule in RULES.values()]
    return _render_table(("rule", "severity", "asks", "why"), rows)


def fill_references(text: str) -> str:
    """Return `text` with the current tables between their markers.

    Raise `ValueError` if markers are missing.
    """
    for name, render in _REFERENCES.items():
        before, begin, rest = text.partition(f"<!-- {name} -->")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        if not end:
            raise ValueError(f"the markers `<!-- {name} -->` and `<!-- /{name} -->` are missing")
        text = f"{before}{begin}\n\n{render()}\n\n{end}{after}"
    return text


_REFERENCES = {
    "limits": render_limits_table,
    "kinds": render_kinds_table,
    "rules": render_rules_table,
    "fields": render_fields_tables,
}
"""The functions that render the text between two markers of the guide, by the name of the markers."""


def list_keys(model: type[BaseModel]) -> dict[str, str]:
    """Return the keys that an editor may write in a mapping of this model, and the names of their fields."""
    keys = {field.alias or name: name for name, field in model.model_fields.items()}
    if model is Voice:
        del keys["actor"]  # a known actor is written as its id alone
    return dict(sorted(keys.items(), key=lambda item: _LAST.get(item[0], 0)))


def _render_model_table(model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    standards = STANDARDS.get(model, {})
    rows = []
    for key, name in list_keys(model).items():
        field = model.model_fields[name]
        is_required = field.is_required() or (model, key) == (Voice, "unnamed")
        label = f"`{key}`{'*' if is_required else ''}"
        rows.append((label, _describe_value(hints[name]), field.description or "", standards.get(key, "")))
    return _render_table(("key", "value", "meaning", "follows"), rows)


def _render_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def _describe_value(hint: Any) -> str:
    """Return the values that a type hint allows, in words."""
    origin = get_origin(hint)
    arguments = get_args(hint)
    if origin is Annotated:
        return _describe_annotated(hint)
    if origin in {Union, UnionType}:
        return _describe_value(arguments[0])
    if origin is tuple:
        return f"list: {_describe_value(arguments[0])}"
    if origin is dict:
        return f"for each {_describe_value(arguments[0])}: {_describe_value(arguments[1])}"
    if origin is not Literal and not issubclass(hint, StrEnum):
        return "keys of its own"
    return join_words(add_backticks(arguments or hint), "or")


def _describe_annotated(hint: Any) -> str:
    if form := _FORMS.get(hint):
        return form
    inner, *marks = get_args(hint)
    if reference := _find_mark(marks, fields.RefTo):
        return f"id of {join_words([kind.phrase for kind in reference.kinds], 'or')}"
    if limit := _find_mark(marks, StringConstraints, MaxLen):
        return f"text, at most {limit.max_length:,} characters"
    if hint := _find_mark(marks, fields.SchemaHint):
        return str(hint.description)
    minimum = _find_mark(_iter_limits(marks), MinLen)
    return _describe_value(inner) + (", at least one" if minimum else "")


def _find_mark(marks: Iterable[Any], *types: type[Any]) -> Any:
    """Return the first mark of one of these types, None if there is none."""
    return next((mark for mark in marks if isinstance(mark, types)), None)


def _iter_limits(marks: list[Any]) -> Iterator[Any]:
    """Yield the single limits within pydantic's `Field(min_length=…)`."""
    for mark in marks:
        yield from getattr(mark, "metadata", (mark,))
