"""A paragraph or heading on its way into article.md: runs of text with the same format.

They are runs rather than a tree, as in a word processor: formats of files that nest in different ways become the same
runs.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from generator.source.characters import HIDDEN, normalize_nfc

BREAK = "\n"
"""A line end within the text of a run that the author wanted."""

_SPACES = re.compile(r"[ \t\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_AROUND_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Text with the same format from end to end. `note` is the label of a footnote; such a run has no text."""

    text: str = ""
    strong: bool = False
    em: bool = False
    code: bool = False
    href: str = ""
    note: str = ""

    @property
    def has_format(self) -> bool:
        """True if the text is more than plain text."""
        return replace(self, text="", note="") != _PLAIN

    def is_shown(self) -> bool:
        """Check whether the run has text, or is a reference to a footnote."""
        return bool(self.text or self.note)

    def remove_strong(self) -> "TextRun":
        """Return the run without strong emphasis."""
        return replace(self, strong=False)

    def remove_emphasis(self) -> "TextRun":
        """Return the run without emphasis of either kind."""
        return replace(self, strong=False, em=False)

    def remove_breaks(self) -> "TextRun":
        """Return the run on a single line."""
        return replace(self, text=self.text.replace(BREAK, " "))


_PLAIN = TextRun()
_STRIPPED_AFTER: Mapping[str, str | None] = {BREAK: None, " ": " "}
"""Characters that are stripped from the beginning of a text, by the character before it; None is all white space."""

Prose = tuple[TextRun, ...]


def make_prose(text: str) -> Prose:
    """Return text without any markup as prose."""
    return normalize_runs([TextRun(text=text)])


def get_text(prose: Iterable[TextRun]) -> str:
    """Return the visible text."""
    return "".join(run.text for run in prose)


def normalize_runs(runs: Iterable[TextRun]) -> Prose:
    """Return runs with single spaces, none at the ends or next to a break, and with equal neighbors joined."""
    normalized: list[TextRun] = []
    last_character = BREAK
    for run in _separate_spaces(runs):
        text = run.text.lstrip(_STRIPPED_AFTER.get(last_character, ""))
        if text.startswith(BREAK) and normalized:
            _strip_end(normalized)
        if text or run.note:
            normalized.append(replace(run, text=text))
            last_character = text[-1:] or last_character
    _strip_end(normalized)
    return tuple(join_runs(normalized))


def _separate_spaces(runs: Iterable[TextRun]) -> Iterable[TextRun]:
    """Yield runs of clean text; spaces at the ends of emphasis and links become runs outside of them."""
    for run in runs:
        text = _AROUND_BREAK.sub(BREAK, _SPACES.sub(" ", _remove_invisible(run.text)))
        core = text.strip()
        if run.note:
            yield replace(run, text=text)
        elif not core:
            yield TextRun(text=text)
        elif not run.has_format:
            yield replace(run, text=text)
        else:
            before, _, after = text.partition(core)
            yield from (TextRun(text=before), replace(run, text=core), TextRun(text=after))


def _remove_invisible(text: str) -> str:
    """Return text in NFC, without invisible characters (soft hyphens, zero-width spaces) and those that are forbidden.

    Control characters separate words, so each becomes a space.
    """
    text = _INVISIBLE.sub("", text)
    if HIDDEN.search(text):
        text = HIDDEN.sub(lambda match: " " if match[0] < "\u2000" else "", text)
    return normalize_nfc(text)


def _strip_end(runs: list[TextRun]) -> None:
    """Remove spaces at the end of the last runs, up to a footnote."""
    while runs and not runs[-1].note:
        text = runs[-1].text.rstrip()
        if text:
            runs[-1] = replace(runs[-1], text=text)
            return
        runs.pop()


def join_runs(runs: Iterable[TextRun]) -> Iterable[TextRun]:
    """Yield runs with neighbors of the same format joined, and without empty ones."""
    for style, group in groupby(runs, key=lambda run: replace(run, text="")):
        members = list(group)
        if style.note:
            yield from members
        elif text := get_text(members):
            yield replace(style, text=text)
