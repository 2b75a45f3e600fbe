"""The part of schema.org that the site uses, as schema.org defines it, and a check against it.

`TYPES` has the parent of each type. `PROPERTIES` has for each property the types that have it, and the kinds of value
that it takes: the name of a type for a node, or a data type. A word that is not in the tables is an error, so that a
word that schema.org does not have cannot slip in; look a new word up at schema.org, and add it here. The check never
uses the network.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

TYPES = {
    "Thing": "",
    "CreativeWork": "Thing",
    "Article": "CreativeWork",
    "NewsArticle": "Article",
    "AnalysisNewsArticle": "NewsArticle",
    "BackgroundNewsArticle": "NewsArticle",
    "OpinionNewsArticle": "NewsArticle",
    "ReportageNewsArticle": "NewsArticle",
    "ScholarlyArticle": "Article",
    "Report": "Article",
    "SocialMediaPosting": "Article",
    "Claim": "CreativeWork",
    "Comment": "CreativeWork",
    "CorrectionComment": "Comment",
    "Question": "Comment",
    "DefinedTermSet": "CreativeWork",
    "Message": "CreativeWork",
    "MediaObject": "CreativeWork",
    "ImageObject": "MediaObject",
    "WebPage": "CreativeWork",
    "WebSite": "CreativeWork",
    "Event": "Thing",
    "Organization": "Thing",
    "GovernmentOrganization": "Organization",
    "NewsMediaOrganization": "Organization",
    "Person": "Thing",
    "Place": "Thing",
    "Country": "Place",
    "Intangible": "Thing",
    "DefinedTerm": "Intangible",
    "ItemList": "Intangible",
    "BreadcrumbList": "ItemList",
    "ListItem": "Intangible",
    "Role": "Intangible",
    "OrganizationRole": "Role",
}

_WORK = ("CreativeWork",)
_ACTOR = ("Person", "Organization")
PROPERTIES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "name": (("Thing",), ("Text",)),
    "alternateName": (("Thing",), ("Text",)),
    "description": (("Thing",), ("Text",)),
    "sameAs": (("Thing",), ("URL",)),
    "url": (("Thing",), ("URL",)),
    "about": (("CreativeWork", "Event"), ("Thing",)),
    "abstract": (_WORK, ("Text",)),
    "archivedAt": (_WORK, ("URL", "WebPage")),
    "author": (_WORK, _ACTOR),
    "correction": (_WORK, ("CorrectionComment", "Text", "URL")),
    "creativeWorkStatus": (_WORK, ("DefinedTerm", "Text")),
    "caption": (("ImageObject",), ("Text",)),
    "contentUrl": (("MediaObject",), ("URL",)),
    "creditText": (_WORK, ("Text",)),
    "dateCreated": (_WORK, ("Date",)),
    "dateModified": (_WORK, ("Date",)),
    "datePublished": (_WORK, ("Date",)),
    "genre": (_WORK, ("Text", "URL")),
    "headline": (_WORK, ("Text",)),
    "inLanguage": (("CreativeWork", "Event"), ("Language",)),
    "expires": (_WORK, ("Date",)),
    "image": (("Thing",), ("ImageObject", "URL")),
    "license": (_WORK, ("CreativeWork", "URL")),
    "isBasedOn": (_WORK, ("CreativeWork", "URL")),
    "keywords": (_WORK, ("Text", "DefinedTerm", "URL")),
    "publisher": (_WORK, _ACTOR),
    "text": (_WORK, ("Text",)),
    "wordCount": (("Article",), ("Integer",)),
    "appearance": (("Claim",), _WORK),
    "firstAppearance": (("Claim",), _WORK),
    "inDefinedTermSet": (("DefinedTerm",), ("DefinedTermSet", "URL")),
    "deathDate": (("Person",), ("Date",)),
    "memberOf": (_ACTOR, ("Organization",)),
    "parentOrganization": (("Organization",), ("Organization",)),
    "roleName": (("Role",), ("Text", "URL")),
    "startDate": (("Event", "Role"), ("Date",)),
    "endDate": (("Event", "Role"), ("Date",)),
    "eventStatus": (("Event",), ("EventStatusType",)),
    "location": (("Event", "Organization"), ("Place", "Text")),
    "containedInPlace": (("Place",), ("Place",)),
    "itemListElement": (("ItemList",), ("ListItem", "Text", "Thing")),
    "position": (("ListItem", "CreativeWork"), ("Integer", "Text")),
    "item": (("ListItem",), ("URL",)),
}
EVENT_STATUS = {f"https://schema.org/Event{word}" for word in ("Scheduled", "Cancelled", "Postponed", "Rescheduled")}

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def list_types(node: Mapping[str, Any]) -> set[str]:
    """Return the types of a node and all their ancestors."""
    stack, types = as_list(node["@type"])[:], set()
    while stack:
        if name := stack.pop():
            types.add(name)
            stack.append(TYPES[name])
    return types


def as_list(value: Any) -> list[Any]:
    """Return a value as a list; in JSON-LD, a value and a list of one value are the same."""
    return value if isinstance(value, list) else [value]


def list_errors(graph: list[dict[str, Any]]) -> list[str]:
    """Return the errors in a graph, in words; a reference is checked by the node that it refers to."""
    nodes = {node["@id"]: node for node in graph if "@id" in node}
    return [error for node in graph for error in _check_node(node, nodes)]


def _check_node(node: Mapping[str, Any], nodes: Mapping[str, Any], parent_property: str = "") -> Iterator[str]:
    """Check a node within `parent_property`. A role is between its two ends, and repeats that property."""
    unknown = [type_ for type_ in as_list(node["@type"]) if type_ not in TYPES]
    if unknown:
        yield f"`TYPES` in tests/jsonld/vocabulary.py has no {unknown}"
        return
    for name, values in node.items():
        if name in {"@type", "@id"}:
            continue
        if name not in PROPERTIES:
            yield f"`PROPERTIES` in tests/jsonld/vocabulary.py has no {name} (of {node['@type']})"
            continue
        domain, ranges = PROPERTIES[name]
        if not list_types(node) & set(domain) and not (name == parent_property and "Role" in list_types(node)):
            yield f"{name} is no property of {node['@type']}"
        for value in as_list(values):
            yield from _check_value(name, value, ranges, nodes)


def _check_value(name: str, value: Any, ranges: tuple[str, ...], nodes: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, dict) and "@value" not in value:
        target = nodes.get(value["@id"]) if set(value) == {"@id"} else value
        if target is None:
            yield f"{name} refers to {value['@id']}, which the page does not describe"
        elif not list_types(target) & {*ranges, "Role"}:
            yield f"{name} takes {ranges}, not {target['@type']}"
        if target is value:
            yield from _check_node(value, nodes, name)
    elif not any(_is_of_type(value, kind) for kind in ranges):
        yield f"{name} takes {ranges}, not {value!r}"


def _is_of_type(value: Any, kind: str) -> bool:
    if kind == "Integer":
        return type(value) is int and value >= 0
    words = value.get("@value") if kind == "Text" and isinstance(value, dict) else value
    return isinstance(words, str) and kind in _DATA and _DATA[kind](words)


def is_date(text: str) -> bool:
    """Check whether a text is a day, month or year in ISO 8601."""
    if not _ISO.fullmatch(text):
        return False
    year, month, day = (*text.split("-"), "01", "01")[:3]
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


_DATA: dict[str, Callable[[str], bool]] = {
    "Text": lambda text: bool(text.strip()),
    "Date": is_date,
    "Language": lambda text: bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text)),
    "URL": lambda text: urlsplit(text).scheme in {"", "http", "https"} and " " not in text,
    "EventStatusType": EVENT_STATUS.__contains__,
}
