"""The part of schema.org that the site speaks, as its pages define it, and a judge that knows no more.

`TYPES` gives each type the types above it; `PROPERTIES` each property the types that have it and the kinds of value it
takes: a type's name for a node, else one of the data types. What is not in the tables is a fault, so that a word that
schema.org does not know cannot slip in; the judge never asks the network.
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
    "creditText": (_WORK, ("Text",)),
    "dateCreated": (_WORK, ("Date",)),
    "dateModified": (_WORK, ("Date",)),
    "datePublished": (_WORK, ("Date",)),
    "genre": (_WORK, ("Text", "URL")),
    "headline": (_WORK, ("Text",)),
    "inLanguage": (("CreativeWork", "Event"), ("Language",)),
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


def families(node: Mapping[str, Any]) -> set[str]:
    """Its types and all above them."""
    waiting, found = listed(node["@type"])[:], set()
    while waiting:
        if name := waiting.pop():
            found.add(name)
            waiting.append(TYPES[name])
    return found


def listed(value: Any) -> list[Any]:
    """JSON-LD makes no difference between a value and a list of one."""
    return value if isinstance(value, list) else [value]


def faults(graph: list[dict[str, Any]]) -> list[str]:
    """What the vocabulary does not allow, in words; values that are references are judged by the node they name."""
    named = {node["@id"]: node for node in graph if "@id" in node}
    return [fault for node in graph for fault in _faults(node, named)]


def _faults(node: Mapping[str, Any], named: Mapping[str, Any], under: str = "") -> Iterator[str]:
    """`under` is the property that led to a node; a role stands between its two ends, and repeats it."""
    unknown = [one for one in listed(node["@type"]) if one not in TYPES]
    if unknown:
        yield f"no such type: {unknown}"
        return
    for name, values in node.items():
        if name in {"@type", "@id"}:
            continue
        domain, ranges = PROPERTIES.get(name, ((), ()))
        if not families(node) & set(domain) and not (name == under and "Role" in families(node)):
            yield f"{name} is no property of {node['@type']}"
        for value in listed(values):
            yield from _faults_of_value(name, value, ranges, named)


def _faults_of_value(name: str, value: Any, ranges: tuple[str, ...], named: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, dict) and "@value" not in value:
        meant = named.get(value["@id"]) if set(value) == {"@id"} else value
        if meant is None:
            yield f"{name} refers to {value['@id']}, which the page does not describe"
        elif not families(meant) & {*ranges, "Role"}:
            yield f"{name} takes {ranges}, not {meant['@type']}"
        if meant is value:
            yield from _faults(value, named, name)
    elif not any(_is(value, kind) for kind in ranges):
        yield f"{name} takes {ranges}, not {value!r}"


def _is(value: Any, kind: str) -> bool:
    if kind == "Integer":
        return type(value) is int and value >= 0
    words = value.get("@value") if kind == "Text" and isinstance(value, dict) else value
    return isinstance(words, str) and kind in _DATA and _DATA[kind](words)


def is_date(text: str) -> bool:
    """Whether it is a day, month or year of ISO 8601."""
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
