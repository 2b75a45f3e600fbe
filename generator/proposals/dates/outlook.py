"""Decides whether a date in a sentence is before or after the day of publication, by the verb nearest to it.

A verb in the past tense wins over a word such as "by" or "due": an action of somebody has already happened. If the
words are those of a future in the past ("would"), either may be meant.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from generator.proposals.dates.patterns import TenseWords

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSE_MARK = re.compile(r"[;:–—()]")
_CLAUSE_DISTANCE = 1_000
"""The distance in characters that a mark between two clauses adds."""
_MAX_PARTICIPLE_DISTANCE = 3
"""Words after an auxiliary that may contain its participle: "will soon be released"."""


class Outlook(Enum):
    """The direction of a date without a year, seen from the day of publication."""

    PAST = "past"
    AHEAD = "ahead"
    EITHER = "either"
    UNKNOWN = "unknown"


class _TensedVerb(NamedTuple):
    start: int
    end: int
    outlook: Outlook


def infer_outlook(text: str, start: int, end: int, tenses: TenseWords) -> Outlook:
    """Return the outlook of the phrase from `start` to `end` of a sentence."""
    verbs_outside = (verb for verb in _find_verbs(text, tenses) if verb.end <= start or verb.start >= end)
    nearest = min(verbs_outside, key=lambda verb: _measure_distance(text, verb, start, end), default=None)
    if nearest:
        return nearest.outlook
    word_before = text[:start].lower().split()[-1:]
    opening_word = text[start:end].lower().split()[:1]
    has_deadline = bool(tenses.deadline & {*word_before, *opening_word})
    return Outlook.AHEAD if has_deadline else Outlook.UNKNOWN


def _measure_distance(text: str, verb: _TensedVerb, start: int, end: int) -> int:
    between = text[verb.end : start] if verb.end <= start else text[end : verb.start]
    return len(between) + _CLAUSE_DISTANCE * len(_CLAUSE_MARK.findall(between))


def _find_verbs(text: str, tenses: TenseWords) -> Iterator[_TensedVerb]:
    """Find the words that show a time. A participle shows none if its auxiliary precedes it."""
    auxiliary_outlook = Outlook.UNKNOWN
    words_to_participle = 0
    previous_word = ""
    for match in _WORD.finditer(text):
        word = _strip_elision(match[0].replace("’", "'").lower(), tenses)
        outlook = _get_outlook(match[0], word, previous_word, tenses)
        is_participle = words_to_participle > 0 and (
            outlook is Outlook.PAST or (outlook is Outlook.AHEAD and auxiliary_outlook is Outlook.PAST)
        )
        if outlook is not Outlook.UNKNOWN and not is_participle:
            yield _TensedVerb(match.start(), match.end(), outlook)
        words_to_participle -= 1
        if word in tenses.auxiliaries and not is_participle:
            auxiliary_outlook = outlook
            words_to_participle = _MAX_PARTICIPLE_DISTANCE
        previous_word = word


def _strip_elision(word: str, tenses: TenseWords) -> str:
    """Return the verb of `s'était`; keep a contraction that is listed, such as `won't`."""
    return word if word in tenses.auxiliaries else word.rpartition("'")[2] or word


def _get_outlook(text: str, word: str, previous_word: str, tenses: TenseWords) -> Outlook:
    """Return the outlook of a single word; `text` is the word with its capitals."""
    is_lowercase = text[:1].islower()
    if word in tenses.either:
        return Outlook.EITHER
    if word in tenses.ahead or (is_lowercase and word.endswith(tenses.ahead_endings)):
        return Outlook.AHEAD
    if word in tenses.past:
        return Outlook.UNKNOWN if previous_word in tenses.not_past_behind else Outlook.PAST
    has_past_ending = is_lowercase and word not in tenses.not_past and word.endswith(tenses.past_endings)
    return Outlook.PAST if has_past_ending else Outlook.UNKNOWN
