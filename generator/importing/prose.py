"""One paragraph or heading on its way into article.md: runs of text that look alike.

Runs rather than a tree, as in a word processor: what forms of files nest in their own ways comes to the same runs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from generator.source.characters import HIDDEN, composed

BREAK = "\n"
"""In the text of a run, a line end that the writer asked for."""

_SPACES = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_AROUND_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that looks alike from end to end. `note` is a footnote's label; such a run has no text."""

    text: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str = ""
    note: str = ""


Prose = tuple[Run, ...]


def plain(text: str) -> Prose:
    """Text without any markup."""
    return tidied([Run(text=text)])


def text_of(prose: Iterable[Run]) -> str:
    """The visible text."""
    return "".join(run.text for run in prose)


def tidied(runs: Iterable[Run]) -> Prose:
    """Runs with single spaces, no space at either end or beside a break, and neighbours that look alike made one."""
    parts: list[Run] = []
    last = BREAK
    for run in _set_apart(runs):
        text = run.text
        if last in {" ", BREAK}:
            text = text.lstrip(" ") if last == " " else text.lstrip()
        if text.startswith(BREAK) and parts:
            _strip_end(parts)
        if text or run.note:
            parts.append(replace(run, text=text))
            last = text[-1:] or last
    _strip_end(parts)
    return tuple(joined(parts))


def _set_apart(runs: Iterable[Run]) -> Iterable[Run]:
    """Clean text, with spaces at the ends of emphasis and links put outside of them."""
    for run in runs:
        text = _AROUND_BREAK.sub(BREAK, _SPACES.sub(" ", _clean(run.text)))
        core = text.strip()
        if run.note or not core or not (run.strong or run.em or run.href or run.code):
            yield replace(run, text=text) if core or run.note else Run(text=text)
            continue
        before, _, after = text.partition(core)
        yield from (Run(text=before), replace(run, text=core), Run(text=after))


def _clean(text: str) -> str:
    """Composed, and without characters that content may not hold or that nobody sees: soft hyphens, zero-width spaces.

    Control characters part words, so a space stands in for them.
    """
    text = _INVISIBLE.sub("", text)
    if HIDDEN.search(text):
        text = HIDDEN.sub(lambda found: " " if found[0] < "\u2000" else "", text)
    return composed(text)


def _strip_end(parts: list[Run]) -> None:
    while parts and not parts[-1].note and not (text := parts[-1].text.rstrip()):
        parts.pop()
    if parts and not parts[-1].note:
        parts[-1] = replace(parts[-1], text=text)


def joined(parts: Iterable[Run]) -> Iterable[Run]:
    """Runs with neighbours that look alike made one, and without empty ones."""
    for look, group in groupby(parts, key=lambda run: replace(run, text="")):
        runs = list(group)
        if look.note:
            yield from runs
        elif text := text_of(runs):
            yield replace(look, text=text)
