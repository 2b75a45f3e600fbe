"""Sentences in prose, and cues of reported speech in them.

Sentences are split by the sentencex library's rules for each language. Cues are words such as "according to". The file
cues/<language>.yml lists those of a language; a language without such a file has no cues. This module does not decide
whether a sentence with a cue lacks an attribution.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from sentencex import segment

from generator.text.folding import normalize_spaces

Range = tuple[int, int]
"""A half-open range of characters."""

_WINDOW = 5_000
"""The number of characters for one call of sentencex, whose time is quadratic if many marks are opened."""
_GAP = 6
"""The maximal number of words between a speaker and the verb."""

_PRIMARY_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


class Cue(NamedTuple):
    """A cue of reported speech, from `start` to `end`."""

    start: int
    end: int
    text: str


def find_sentences(text: str, language: str) -> list[Range]:
    """Return the ranges of sentences of a passage in a BCP 47 language, in order, without the space around them.

    Every character except space is in one of them. Languages without rules of their own are split like English.
    """
    ranges = []
    for start, end in _split_sentences(normalize_spaces(text), get_primary_language(language) or "en"):
        sentence = text[start:end]
        if words := sentence.strip():
            words_start = start + len(sentence) - len(sentence.lstrip())
            ranges.append((words_start, words_start + len(words)))
    return ranges


def find_cues(text: str, language: str) -> list[Cue]:
    """Return the cues of reported speech in `text`, in order, in linear time; none in a language without a list."""
    pattern = _build_cue_pattern(get_primary_language(language))
    if pattern is None:
        return []
    # This letter is the only one whose lower case has another length.
    lower_case = text.replace("İ", "I").lower()
    cues: list[Cue] = []
    for match in pattern.finditer(lower_case):
        if match["cue"]:
            start, end = match.span("cue")
            cues.append(Cue(start, end, text[start:end]))
    return cues


def get_primary_language(language: str) -> str:
    """Return the language of a BCP 47 tag without script and region; empty if it is not a language tag."""
    match = _PRIMARY_LANGUAGE.match(language.lower())
    return match[0] if match else ""


def _split_sentences(text: str, language: str) -> Iterator[Range]:
    """Yield the ranges of all sentences with the space after them.

    `text` has no space except U+0020: at other spaces, sentencex stops in the middle of a character and fails.
    """
    start = 0
    while start < len(text):
        window = text[start : start + _WINDOW]
        sentences = segment(language, window)
        if start + len(window) < len(text):
            # The last sentence may continue after the window. If it is the only one, it is cut at a space.
            sentences = sentences[:-1] or [window[: window.rfind(" ") + 1] or window]
        for sentence in sentences:
            yield start, start + len(sentence)
            start += len(sentence)


@cache
def _build_cue_pattern(language: str) -> re.Pattern[str] | None:
    """Build the pattern of the cues of a language in lower case; matches without the group `cue` are not cues."""
    file = files("generator.text").joinpath("cues", f"{language}.yml")
    if not language or not file.is_file():
        return None
    words: Mapping[str, Sequence[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    barred = rf"{_match_any(words['not_after'])}\s+"
    verbs, before_that = _match_any(words["verbs"]), _match_any(words["before_that"])
    introduced = rf"(?=,?\s+{_match_any(words['introduced_by'])}(?!\w)|[,:]?\s+[“„«\"‘「])"
    # Atomic, so that a barred verb is not taken for a word and the verb after it.
    gap = rf"(?:\s+(?>(?:{barred})?[\w’'-]+)){{0,{_GAP}}}?"
    voice = rf"{_match_any(words['voices'])}{gap}\s+{_match_any(words['voice_verbs'])}"
    cue = rf"{_match_any(words['phrases'])}|{verbs}|{before_that}{introduced}|{voice}"
    never = rf"{_match_any(words['never'])}|{barred}(?:{verbs}|{before_that})"
    return re.compile(rf"(?<![\w-])(?:(?:{never})|(?P<cue>{cue}))(?![\w-])")


def _match_any(phrases: Sequence[str]) -> str:
    """Return a pattern for any of these, grouped by their first letter, so that other words fail at once."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_letter.setdefault(phrase[0], []).append(r"\s+".join(map(re.escape, phrase[1:].split(" "))))
    branches = (f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return f"(?:{'|'.join(branches)})"
