"""Related briefings: the nearest neighbors in time that share an entity, those with the rarest entities first."""

from pathlib import Path

import pytest
from laying import lay

from generator.build.checking import check
from generator.index.related import NEIGHBOR_LIMIT, measure_frequency, rank_related
from generator.model.kinds import Kind, Ref

TOLLS, FARES = Ref(Kind.THEME, "tolls"), Ref(Kind.THEME, "fares")
IDS = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"]
"""Briefings of the same day, in their order in lists."""
METADATA = """\
title: What happened
type: report
published: 2020-01-01
summary: On the harbor.
tags: [{tag}]
actors: []
authors: [Jo Example]
attributions: []
"""


def list_related_ids(root: Path, tags: dict[str, str], id_: str) -> list[str]:
    """Return the ids of the briefings that are related to one; `tags` has the theme of each briefing by id."""
    lay(root, {"content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\n"})
    for theme in ("tolls", "fares"):
        lay(root, {f"content/themes/{theme}.yml": f"name: {theme.title()}\n"})
    for briefing, theme in tags.items():
        folder = f"content/briefings/{briefing}"
        lay(root, {f"{folder}/metadata.yml": METADATA.format(tag=theme), f"{folder}/article.md": "All was quiet.\n"})
    diagnostics, index = check(root)
    assert index, diagnostics
    return [related.briefing.id for related in index.related[Ref(Kind.BRIEFING, id_)]]


@pytest.mark.parametrize(
    ("id_", "neighbors"),
    [
        ("aa", ["bb", "cc", "dd"]),
        ("bb", ["aa", "cc", "dd", "ee"]),
        ("hh", ["ee", "ff", "gg", "ii"]),
        ("ii", ["ff", "gg", "hh"]),
    ],
)
def test_a_briefing_is_related_to_three_neighbors_on_each_side(tmp_path: Path, id_: str, neighbors: list[str]) -> None:
    assert NEIGHBOR_LIMIT == 3
    assert list_related_ids(tmp_path, dict.fromkeys(IDS, "tolls"), id_) == neighbors


def test_neighbors_are_counted_among_the_briefings_that_share_the_entity(tmp_path: Path) -> None:
    tags = {id_: "tolls" if id_ in {"aa", "dd", "gg", "ii"} else "fares" for id_ in IDS}
    assert list_related_ids(tmp_path, tags, "aa") == ["dd", "gg", "ii"]


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
