"""Targets of the links in articles, checked against a short list of what is allowed."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from generator.diagnostics.phrases import shorten_text
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.fields import FILE_FORM
from generator.model.kinds import Kind

KINDS = (*ENTITY_KINDS, Kind.BRIEFING)
"""The kinds of record that `[text](kind:id)` can link to."""

NO_NAME = "none"
"""The target of `[text](none)`, which marks words that are not a name."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+", re.IGNORECASE)
# Also IP addresses, IPv6 without its brackets. Hosts in other scripts arrive as punycode.
_HOST = re.compile(r"[\w.:-]+")
_MAX_QUOTED = 60


@dataclass(frozen=True, slots=True)
class ExternalAddress:
    """A URL outside the site."""

    url: str


@dataclass(frozen=True, slots=True)
class FragmentAddress:
    """A heading or paragraph of the same article, which may not exist."""

    id: str


@dataclass(frozen=True, slots=True)
class EntityAddress:
    """An entity of content/, which may not exist."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class NoNameAddress:
    """No target: the words are plain text without names."""


@dataclass(frozen=True, slots=True)
class RefusedAddress:
    """A target that is not allowed, with a message and a help line."""

    message: str
    advice: str


Address = ExternalAddress | FragmentAddress | EntityAddress | NoNameAddress | RefusedAddress


def _has_host(url: str) -> bool:
    try:
        return bool(_HOST.fullmatch(urlsplit(url).hostname or ""))
    except ValueError:
        return False


def classify_address(href: str) -> Address:
    """Classify the target `href` as CommonMark reads it (references decoded, other characters percent-encoded)."""
    if href.startswith("#") and len(href) > 1:
        return FragmentAddress(unquote(href[1:]))
    match = _SCHEME.match(href)
    scheme = match[1] if match else ""
    if scheme in KINDS:
        return EntityAddress(scheme, unquote(href[len(scheme) + 1 :]))
    if scheme.lower() in {"http", "https"}:
        if href[len(scheme) :].startswith("://") and _has_host(href):
            return ExternalAddress(href)
        return RefusedAddress(f"`{shorten_href(href)}` has no host", "write the full address: https://example.org/page")
    if _MAIL.match(href):
        return ExternalAddress(href)
    return NoNameAddress() if href == NO_NAME else _refuse(href, scheme)


def parse_image_file(href: str) -> str | None:
    """Return the name of the file that the target of an image names; None if it is not one in the same folder."""
    name = unquote(href)
    return name if FILE_FORM.match(name) else None


def refuse_image(href: str) -> RefusedAddress:
    """Return why an image with this target cannot be shown where it is."""
    target = shorten_href(href)
    if parse_image_file(href):
        message = f"the image `{target}` is not in a paragraph of its own, with plain words as its description"
        return RefusedAddress(message, "write it between two empty lines: `![what it shows](harbor.jpg)`")
    if _SCHEME.match(href) or href.startswith("//"):
        message = f"the image `{target}` is on another site, which would learn who reads"
        return RefusedAddress(
            message, "save it beside article.md if you may publish it, or link to its page: delete `!`"
        )
    message = f"the image `{target}` is not a file in the briefing's folder"
    return RefusedAddress(message, "copy it beside article.md and write its name alone: `![what it shows](harbor.jpg)`")


def _refuse(href: str, scheme: str) -> RefusedAddress:
    kinds = ", ".join(f"`{kind}:`" for kind in KINDS)
    nearest = get_close_matches(scheme.lower(), KINDS, n=1, cutoff=0.7)
    if nearest:
        message = f"`{scheme}` is not a kind of entity, did you mean `{nearest[0]}`?"
        return RefusedAddress(message, f"use one of {kinds}")
    return RefusedAddress(
        f"a link cannot point to `{shorten_href(href)}`" if href else "the link has no target",
        f"link to https://, http:// or mailto:, to `#` and the id of a heading, or to an entity: {kinds}",
    )


def shorten_href(href: str) -> str:
    """Return `href` in the form in which a message quotes it."""
    text = unquote(href).replace("`", "'")[: _MAX_QUOTED + 1]
    printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return shorten_text(printable, _MAX_QUOTED)
