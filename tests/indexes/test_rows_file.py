"""The data file of an index page: every row once, in the order of the page, and small enough to download."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plain_index import InMemoryLookup

from generator import pages
from generator.build import checking
from generator.index.model import Index
from generator.model.entities import Actor
from generator.model.kinds import Kind, Ref
from generator.pages.index_rows import build_rows_file

CASE = Path(__file__).parents[1] / "golden/full"
INDEXED = [Kind.BRIEFING, Kind.ACTOR, Kind.THEME, Kind.QUESTION, Kind.SOURCE, Kind.PLACE]


@pytest.fixture(scope="module")
def index() -> Index:
    checked_index = checking.check(CASE)[1]
    assert checked_index
    return checked_index


@pytest.fixture(scope="module")
def rendered(index: Index) -> dict[str, str]:
    return {page.path: page.text for page in pages.render(index)}


def read_rows(text: str) -> list[list[Any]]:
    return list(json.loads(text)["rows"])


@pytest.mark.parametrize("kind", INDEXED)
def test_every_record_of_a_kind_has_one_row(index: Index, rendered: dict[str, str], kind: Kind) -> None:
    refs = index.briefings if kind is Kind.BRIEFING else index.select_kind(kind)
    index_rows = read_rows(rendered[f"{kind.folder}/index.json"])
    assert sorted((row[0], row[1]) for row in index_rows) == sorted((index.label(ref), ref.id) for ref in refs)


@pytest.mark.parametrize("kind", INDEXED)
def test_rows_are_in_the_order_of_the_page(rendered: dict[str, str], kind: Kind) -> None:
    page = rendered[f"{kind.folder}/index.md"]
    positions = [page.index(f"/{row[1]}.md)") for row in read_rows(rendered[f"{kind.folder}/index.json"])]
    assert positions == sorted(positions)


def test_a_row_has_type_names_aliases_date_and_count(rendered: dict[str, str]) -> None:
    haddad = next(row for row in read_rows(rendered["actors/index.json"]) if row[1] == "nadia-haddad")
    assert haddad[:5] == ["Nadia Haddad", "nadia-haddad", "person", {"ar": "ناديا حداد"}, ["Haddad"]]
    assert haddad[5:] == ["about 10 May 2019", "2019-05-10", 2]
    tolls = read_rows(rendered["briefings/index.json"])[-1]
    assert tolls == ["The toll of the East Quay", "quay-tolls", "report", {}, [], "4 May 2019", "2019-05-04", 8]


def test_withdrawn_briefings_are_not_in_the_rows_file(rendered: dict[str, str]) -> None:
    assert "market-census" not in rendered["briefings/index.json"]
    assert "## Withdrawn" in rendered["briefings/index.md"]


def test_a_kind_without_records_has_no_file() -> None:
    index = checking.check(CASE.parent / "empty")[1]
    assert index
    assert not [page.path for page in pages.render(index) if page.path.endswith(".json")]


def test_two_thousand_actors_are_less_than_100_kilobytes(index: Index) -> None:
    actors = {
        Ref(Kind.ACTOR, f"person-{n:x}-{n * 7919 % 9973}"): Actor.model_validate(
            {
                "type": "person",
                "name": f"Person {n:x} of {n * 7919 % 9973}",
                "names": {"ar": f"{n * 104729 % 99991} شخص"},
                "aliases": [f"P. {n * 6151 % 9973}"],
            }
        )
        for n in range(2000)
    }
    labels = InMemoryLookup({ref: actor.label for ref, actor in actors.items()})
    page = build_rows_file(replace(index, entities=actors, labels=labels), Kind.ACTOR, actors)
    assert len(read_rows(page.text)) == 2000
    assert len(gzip.compress(page.text.encode(), mtime=0)) < 100_000
