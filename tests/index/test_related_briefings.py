"""Related briefings: the nearest neighbors in time that share an entity, those with the rarest entities first."""

import datetime as dt

import pytest

from generator.index.model import Card
from generator.index.related import NEIGHBOR_LIMIT, find_related_briefings, measure_frequency, rank_related
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref

TOLLS, FARES = Ref(Kind.THEME, "tolls"), Ref(Kind.THEME, "fares")


def build_card(id_: str, *themes: Ref) -> Card:
    published = EdtfDate.of_day(dt.date(2020, 1, 1))
    return Card(
        ref=Ref(Kind.BRIEFING, id_),
        title=id_,
        summary=id_,
        type="report",
        published=published,
        changed=published,
        withdrawn=False,
        language="en",
        tags=tuple(theme.id for theme in themes),
        statement_count=0,
        concerns=themes,
        named_themes=(),
        questions=(),
        based_on=None,
    )


def list_related_ids(cards: list[Card], id_: str) -> list[str]:
    return [related.briefing.id for related in find_related_briefings(cards)[Ref(Kind.BRIEFING, id_)]]


@pytest.mark.parametrize(
    ("id_", "neighbors"),
    [
        ("a", ["b", "c", "d"]),
        ("b", ["a", "c", "d", "e"]),
        ("h", ["e", "f", "g", "i"]),
        ("i", ["f", "g", "h"]),
    ],
)
def test_a_briefing_is_related_to_three_neighbors_on_each_side(id_: str, neighbors: list[str]) -> None:
    cards = [build_card(letter, TOLLS) for letter in "abcdefghi"]
    assert NEIGHBOR_LIMIT == 3
    assert list_related_ids(cards, id_) == neighbors


def test_neighbors_are_counted_among_the_briefings_that_share_the_entity() -> None:
    cards = [build_card(letter, TOLLS if letter in "adgi" else FARES) for letter in "abcdefghi"]
    assert list_related_ids(cards, "a") == ["d", "g", "i"]


@pytest.mark.parametrize(("count", "frequency"), [(1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (1000, 10)])
def test_a_frequency_is_a_power_of_two(count: int, frequency: int) -> None:
    assert measure_frequency(count) == frequency


def test_entities_of_about_the_same_frequency_count_the_same() -> None:
    """With plain counts, one more briefing on tolls would change the order of all others."""
    early, late = Ref(Kind.BRIEFING, "a"), Ref(Kind.BRIEFING, "b")
    candidates = {late: [TOLLS], early: [FARES]}
    assert [related.briefing for related in rank_related(candidates, {TOLLS: 2, FARES: 3})] == [early, late]
    assert [related.briefing for related in rank_related(candidates, {TOLLS: 2, FARES: 4})] == [late, early]


def test_shared_entities_are_listed_rarest_first() -> None:
    (related,) = rank_related({Ref(Kind.BRIEFING, "a"): [TOLLS, FARES]}, {TOLLS: 100, FARES: 2})
    assert related.shared == (FARES, TOLLS)
