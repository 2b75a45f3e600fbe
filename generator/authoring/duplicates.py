"""Ids and names that exist already, or names so similar that they may be another spelling of the same name."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from rapidfuzz import fuzz

from generator.content.reader import Content
from generator.model.entity_kinds import NAMED_KINDS
from generator.model.kinds import Kind, Ref
from generator.model.slug import make_slug
from generator.text.folding import fold

_MIN_SIMILARITY = 85
"""The least similarity of two names in per cent: one letter in ten may differ, or the order of the words."""


class SimilarName(NamedTuple):
    """An entity or briefing, and the form of its name that is the same or similar."""

    ref: Ref
    form: str
    is_same: bool


def find_similar_name(content: Content, kind: Kind, name: str) -> SimilarName | None:
    """Return the record with the name `name`, or else with the most similar name of the same kind.

    The same name also counts if it belongs to another kind that articles name.
    """
    best: SimilarName | None = None
    best_score = float(_MIN_SIMILARITY)
    normalized, simplified, numbers = _normalize_name(name), _simplify(name), _list_numbers(name)
    for ref, form in _iter_forms(content):
        shares_names = kind is ref.kind or {kind, ref.kind}.issubset(NAMED_KINDS)
        if shares_names and _normalize_name(form) == normalized:
            return SimilarName(ref, form, is_same=True)
        # Other kinds have titles, which are often similar and mean different texts.
        if ref.kind is not kind or kind not in NAMED_KINDS or _list_numbers(form) != numbers:
            continue
        score = fuzz.token_sort_ratio(simplified, _simplify(form), score_cutoff=best_score)
        if score >= best_score:
            best, best_score = SimilarName(ref, form, is_same=False), score
    return best


def _iter_forms(content: Content) -> Iterator[tuple[Ref, str]]:
    for ref, record in content.entities.items():
        if not record.is_invalid(("name",)):
            for form in record.value.forms or (record.value.label,):
                yield ref, form
    for ref, briefing in content.briefings.items():
        if not briefing.metadata.is_invalid(("title",)):
            yield ref, briefing.metadata.value.title


def _normalize_name(name: str) -> str:
    return fold(normalize("NFC", name)).text.strip().casefold()


def _simplify(name: str) -> str:
    return make_slug(name).replace("-", " ")


def _list_numbers(name: str) -> list[str]:
    """Return the numbers in a name: “round 1” and “round 2” are similar, but not the same."""
    return re.findall(r"\d+", name)
