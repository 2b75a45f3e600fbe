"""Sentences in prose, and the cues in them that someone else is speaking.

Sentences are cut by the rules that the sentencex library has for each language. Cues are words such as "according
to": what they are in a language stands in cues/<language>.yml, and a language without such a file has none.
Whether a sentence with a cue lacks an attribution is decided elsewhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from sentencex import segment

from generator.text.characters import with_plain_spaces

Range = tuple[int, int]
"""A half-open range of characters."""

_WINDOW = 5_000
"""Characters given to sentencex at once, whose time grows with the square where many marks are opened."""
_GAP = 6
"""Words between a voice and its verb."""

_PRIMARY_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


class Cue(NamedTuple):
    """Words at `start` to `end` that show reported speech."""

    start: int
    end: int
    text: str


def sentence_ranges(text: str, language: str) -> list[Range]:
    """The sentences of a passage in a BCP 47 language, in order, without the space around them.

    Every character but space is in one of them. Languages without rules of their own are cut like English.
    """
    ranges = []
    for start, end in _pieces(with_plain_spaces(text), primary_language(language) or "en"):
        piece = text[start:end]
        if words := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            ranges.append((first, first + len(words)))
    return ranges


def cues(text: str, language: str) -> list[Cue]:
    """The cues of reported speech in `text`, in order; none in a language without a list of them. Linear."""
    pattern = _cue_pattern(primary_language(language))
    if pattern is None:
        return []
    # The one letter that is not as long when it is small.
    small = text.replace("İ", "I").lower()
    found = (match.span("cue") for match in pattern.finditer(small) if match["cue"])
    return [Cue(start, end, text[start:end]) for start, end in found]


def primary_language(language: str) -> str:
    """The language of a BCP 47 tag without script and region; empty for what is no language tag."""
    found = _PRIMARY_LANGUAGE.match(language.lower())
    return found[0] if found else ""


def _pieces(text: str, language: str) -> Iterator[Range]:
    """The ranges of all sentences with the space behind them.

    `text` has no space but U+0020: at others sentencex stops in the middle of a character, and fails.
    """
    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW]
        pieces = segment(language, window)
        if start + len(window) < len(text):
            # The last sentence may go on behind the window. If it is the only one, it is cut at a space.
            pieces = pieces[:-1] or [window[: window.rfind(" ") + 1] or window]
        for piece in pieces:
            yield start, start + len(piece)
            start += len(piece)


@cache
def _cue_pattern(language: str) -> re.Pattern[str] | None:
    """What finds the cues of a language in small letters: matches without the group `cue` are none."""
    file = files("generator.text").joinpath("cues", f"{language}.yml")
    if not language or not file.is_file():
        return None
    words: Mapping[str, Sequence[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    barred = rf"{_any(words['not_after'])}\s+"
    verbs, before_that = _any(words["verbs"]), _any(words["before_that"])
    introduced = rf"(?=,?\s+{_any(words['introduced_by'])}(?!\w)|[,:]?\s+[“„«\"‘「])"
    # Atomic, so that a barred verb is not taken for a word and the verb behind it.
    gap = rf"(?:\s+(?>(?:{barred})?[\w’'-]+)){{0,{_GAP}}}?"
    voice = rf"{_any(words['voices'])}{gap}\s+{_any(words['voice_verbs'])}"
    cue = rf"{_any(words['phrases'])}|{verbs}|{before_that}{introduced}|{voice}"
    never = rf"{_any(words['never'])}|{barred}(?:{verbs}|{before_that})"
    return re.compile(rf"(?<![\w-])(?:(?:{never})|(?P<cue>{cue}))(?![\w-])")


def _any(phrases: Sequence[str]) -> str:
    """A pattern for any of these, grouped by their first letter: one look tells that a word is none of them."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_letter.setdefault(phrase[0], []).append(r"\s+".join(map(re.escape, phrase[1:].split(" "))))
    branches = (f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return f"(?:{'|'.join(branches)})"
