"""Questions to which an attribution may be a further account.

An account of a question says something about the same things in like words as the accounts that are there. Both are
held against all questions: what is common to many of them tells nothing. Of the questions that come near, the nearest
alone is named, and only where it is clearly nearer than the next.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import NamedTuple

from generator.content import Content
from generator.model.entities import Question
from generator.model.kinds import Kind

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
"""Letters by which words are compared: enough to tell them apart, and the same for most forms of one."""
_NEAR, _CLEAR = 0.2, 2.5
"""How alike an account is to its question at least; and how many times more than to the next."""


class Statement(NamedTuple):
    """What is held against questions: its words, and the ids that it is about."""

    words: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """Each question by id: its name, and what it and its accounts say."""

    accounts: Mapping[str, tuple[Statement, ...]]

    @classmethod
    def of(cls, written: Content) -> "Questions":
        """The questions of all content."""
        found: dict[str, list[Statement]] = {}
        for ref, record in written.entities.items():
            value = record.value
            if ref.kind is Kind.QUESTION and isinstance(value, Question) and not record.broken:
                found[ref.id] = [Statement(f"{value.name} {value.description or ''}", value.about)]
        for piece in written.pieces.values():
            for one in piece.metadata.value.attributions:
                if one.answers in found:
                    found[one.answers].append(Statement(f"{one.says} {one.quote.exact}", one.about))
        return cls({id_: tuple(statements) for id_, statements in found.items()})

    def nearest(self, statement: Statement) -> tuple[str, tuple[str, ...]] | None:
        """The question that a statement is likely an account of, and the things that both are about."""
        mine = self._weighed(_features(statement))
        scores = sorted(((_cosine(mine, theirs), id_) for id_, theirs in self._weights.items()), reverse=True)
        if not scores or scores[0][0] < _NEAR or (len(scores) > 1 and scores[0][0] < _CLEAR * scores[1][0]):
            return None
        id_ = scores[0][1]
        shared = tuple(thing for thing in statement.about if f"@{thing}" in self._features[id_])
        return (id_, shared) if any(self._tells(thing) for thing in shared) else None

    def _tells(self, thing: str) -> bool:
        """Whether few enough questions have to do with a thing for it to tell them apart."""
        return 2 * sum(f"@{thing}" in features for features in self._features.values()) <= max(2, len(self.accounts))

    @cached_property
    def _features(self) -> dict[str, Counter[str]]:
        return {id_: sum(map(_features, accounts), Counter()) for id_, accounts in self.accounts.items()}

    @cached_property
    def _rarity(self) -> dict[str, float]:
        spread = Counter(feature for features in self._features.values() for feature in features)
        return {feature: log(1 + len(self.accounts) / count) for feature, count in spread.items()}

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        return {id_: self._weighed(features) for id_, features in self._features.items()}

    def _weighed(self, features: Counter[str]) -> dict[str, float]:
        return {one: (1 + log(count)) * self._rarity[one] for one, count in features.items() if one in self._rarity}


def _features(statement: Statement) -> Counter[str]:
    """Words by their beginning, and ids with their mark."""
    words: Iterable[str] = (word[:_STEM] for word in _WORD.findall(statement.words.casefold()))
    return Counter([*words, *(f"@{id_}" for id_ in statement.about)])


def _cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    shared = sum(weight * second[one] for one, weight in first.items() if one in second)
    return shared / (_length(first) * _length(second)) if shared else 0.0


def _length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
