"""Where a link of an article may lead: judged by a short list of what is allowed, never by what is forbidden."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

KINDS = ("actor", "theme", "place", "event", "source", "question", "briefing")
"""What `[text](kind:id)` can lead to."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+", re.IGNORECASE)
# Also numbers and, without their brackets, those of IPv6; letters of other scripts come as punycode.
_HOST = re.compile(r"[\w.:-]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class External:
    """An address outside the site."""

    url: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A heading or paragraph of the same article, which may turn out not to exist."""

    id: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something in content/, which may turn out not to exist."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that no link gets, with what to tell its writer."""

    message: str
    advice: str


Address = External | Fragment | Entity | Refused


def _has_host(url: str) -> bool:
    try:
        return bool(_HOST.fullmatch(urlsplit(url).hostname or ""))
    except ValueError:
        return False


def judge(href: str) -> Address:
    """What `href` is, as CommonMark reads it (references decoded, other characters percent-encoded)."""
    if href.startswith("#") and len(href) > 1:
        return Fragment(unquote(href[1:]))
    found = _SCHEME.match(href)
    scheme = found[1] if found else ""
    if scheme in KINDS:
        return Entity(scheme, unquote(href[len(scheme) + 1 :]))
    if scheme.lower() in {"http", "https"}:
        if href[len(scheme) :].startswith("://") and _has_host(href):
            return External(href)
        return Refused(f"`{shorten(href)}` names no host", "write the address in full: https://example.org/page")
    if _MAIL.match(href):
        return External(href)
    return _refusal(href, scheme)


def _refusal(href: str, scheme: str) -> Refused:
    kinds = ", ".join(f"`{kind}:`" for kind in KINDS)
    near = get_close_matches(scheme.lower(), KINDS, n=1, cutoff=0.7)
    if near:
        return Refused(
            f"`{scheme}` is no kind of thing to link to, did you mean `{near[0]}`?", f"the kinds are {kinds}"
        )
    return Refused(
        f"a link cannot lead to `{shorten(href)}`" if href else "a link leads nowhere",
        f"links lead to https://, http:// or mailto:, to `#` and a heading's id, or to an entity: {kinds}",
    )


def shorten(href: str) -> str:
    """`href` as a message shows it."""
    shown = unquote(href).replace("`", "'")
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in shown[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
