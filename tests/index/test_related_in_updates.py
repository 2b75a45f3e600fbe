"""Related briefings in the store: after each update, they are those of the index in memory."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from laying import lay
from plain_index import check_plainly
from stored_index import update_index

from generator.infra.store import Store

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
METADATA = """\
title: Tolls in year {year}
type: report
published: {year}
summary: On the tolls.
tags: [tolls]
actors: []
authors: [Jo Example]
attributions: []
"""
YEARS = range(2000, 2018, 2)
"""Nine briefings: adding or removing one does not cross a power of two, which would relate all of them again."""


def lay_briefing(root: Path, year: int) -> None:
    folder = f"content/briefings/tolls-{year}"
    lay(root, {f"{folder}/metadata.yml": METADATA.format(year=year), f"{folder}/article.md": "The tolls rose.\n"})


def compare_related(root: Path, store: Store) -> None:
    """Update the store, and check that it has the same related briefings as the index in memory."""
    stored = update_index(root, store, NOW).index
    assert stored
    _, index = check_plainly(root, now=NOW)
    assert index
    for ref in index.cards:
        assert list(stored.related.get(ref, ())) == list(index.related.get(ref, ())), ref


@pytest.fixture
def root(tmp_path: Path) -> Path:
    lay(tmp_path, {"content/site.yml": "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\n"})
    lay(tmp_path, {"content/themes/tolls.yml": "name: Tolls\n"})
    for year in YEARS:
        lay_briefing(tmp_path, year)
    return tmp_path


@pytest.fixture
def store(root: Path) -> Iterator[Store]:
    with Store.open(root / "state", "1") as store:
        yield store


@pytest.mark.parametrize("year", [1999, 2003, 2009, 2013, 2017])
def test_a_briefing_that_comes_and_goes_changes_all_its_neighbors(root: Path, store: Store, year: int) -> None:
    compare_related(root, store)
    lay_briefing(root, year)
    compare_related(root, store)
    shutil.rmtree(root / f"content/briefings/tolls-{year}")
    compare_related(root, store)
