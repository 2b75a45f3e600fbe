"""Questions that an attribution may be another account of.

An account of a question is about the same entities as the existing accounts, in similar words. Words and entities count
the more, the fewer questions have them (TF-IDF). Of the questions that are similar enough, only the most similar one is
suggested, and only if it is clearly more similar than the next.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from math import log, sqrt
from typing import NamedTuple

from generator.content.reader import Content
from generator.diagnostics.phrases import add_prefix
from generator.infra.mappings import map_values
from generator.model.entities import Question

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
"""Letters by which words are compared: enough to distinguish words, and the same in most forms of one word."""
_MIN_SIMILARITY, _MIN_LEAD = 0.2, 2.5
"""The least cosine similarity of an account to its question, and how many times that of the next question it is."""


class AccountText(NamedTuple):
    """The words of an account, and the ids of the entities that it is about."""

    words: str
    about: tuple[str, ...]


class NearestQuestion(NamedTuple):
    """The id of a question, and the ids of the entities that both it and an account are about."""

    id: str
    shared: tuple[str, ...]


@dataclass(frozen=True)
class QuestionAccounts:
    """The name and the accounts of each question, by its id."""

    accounts: Mapping[str, tuple[AccountText, ...]]

    @classmethod
    def collect(cls, content: Content) -> "QuestionAccounts":
        """Return the questions of all content."""
        accounts: dict[str, list[AccountText]] = {}
        for ref, record in content.entities.items():
            value = record.value
            if isinstance(value, Question) and not record.invalid_paths:
                accounts[ref.id] = [AccountText(f"{value.name} {value.description or ''}", value.about)]
        for briefing in content.briefings.values():
            for attribution in briefing.metadata.value.attributions:
                if attribution.answers in accounts:
                    words = f"{attribution.says} {attribution.quote.exact}"
                    accounts[attribution.answers].append(AccountText(words, attribution.about))
        return cls(map_values(tuple, accounts))

    def find_nearest(self, account: AccountText) -> NearestQuestion | None:
        """Return the question that `account` probably answers."""
        weights = self._weigh(_count_features(account))
        similarity = map_values(partial(_compute_cosine, weights), self._weights)
        highest, next_highest, *_ = [*sorted(similarity.values(), reverse=True), 0.0, 0.0]
        if highest < max(_MIN_SIMILARITY, _MIN_LEAD * next_highest):
            return None
        nearest = max(similarity, key=lambda id_: (similarity[id_], id_))
        shared = tuple(entity for entity in account.about if f"@{entity}" in self._features[nearest])
        return NearestQuestion(nearest, shared) if any(map(self._is_distinctive, shared)) else None

    def _is_distinctive(self, entity: str) -> bool:
        """Check whether an entity is in so few questions that it distinguishes them."""
        questions = sum(f"@{entity}" in features for features in self._features.values())
        return 2 * questions <= max(2, len(self.accounts))

    @cached_property
    def _features(self) -> dict[str, Counter[str]]:
        return map_values(lambda accounts: sum(map(_count_features, accounts), Counter()), self.accounts)

    @cached_property
    def _rarity(self) -> dict[str, float]:
        questions: Counter[str] = Counter()
        for features in self._features.values():
            questions.update(features.keys())
        return map_values(lambda count: log(1 + len(self.accounts) / count), questions)

    @cached_property
    def _weights(self) -> dict[str, dict[str, float]]:
        return map_values(self._weigh, self._features)

    def _weigh(self, features: Counter[str]) -> dict[str, float]:
        """Return the weights of the features that any question has."""
        weights: dict[str, float] = {}
        for feature, count in features.items():
            if feature in self._rarity:
                weights[feature] = (1 + log(count)) * self._rarity[feature]
        return weights


def _count_features(account: AccountText) -> Counter[str]:
    """Return the counts of word beginnings, and of ids with an `@` before them."""
    words = [word[:_STEM] for word in _WORD.findall(account.words.casefold())]
    return Counter([*words, *add_prefix("@", account.about)])


def _compute_cosine(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    product = sum(weight * second[feature] for feature, weight in first.items() if feature in second)
    return product / (_compute_length(first) * _compute_length(second)) if product else 0.0


def _compute_length(weights: Mapping[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
