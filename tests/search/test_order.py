"""The order of results: first entities with the name, then briefings by relevance; or the newest first."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BASE_PATH
from laid_project import lay_project
from plain_index import check_plainly
from playwright.sync_api import Browser, Page, expect
from search_page import list_results, open_search, open_search_for
from serving import serve_site
from shared_sites import SharedSites
from visitor import visiting
from windows import Windows

from generator.build import pipeline
from generator.index.model import Index
from generator.model.kinds import Kind

WORDS = Path(__file__).parent / "words"


@pytest.fixture(scope="module")
def real(sites: SharedSites) -> Path:
    return sites.real()


@pytest.fixture(scope="module")
def everything(real: Path) -> Index:
    _, index = check_plainly(real)
    assert index
    return index


@pytest.fixture(scope="module")
def address(real: Path) -> Iterator[str]:
    with serve_site(real / "site", BASE_PATH) as address:
        yield address


@pytest.fixture
def page(windows: Windows, address: str) -> Iterator[Page]:
    with windows.visiting_well(address) as reader:
        yield reader.page


def test_every_actor_and_theme_is_first_for_all_its_names(page: Page, address: str, everything: Index) -> None:
    named = [(ref, entity) for ref, entity in everything.entities.items() if ref.kind in (Kind.ACTOR, Kind.THEME)]
    assert len(named) >= 28
    page.goto(f"{address}search/")
    for ref, entity in named:
        for name in {entity.label, *entity.forms}:
            page.locator("input[name=q]").fill(name)
            expect(page.locator(".search-status")).to_contain_text(f"“{name}”")
            expect(page.locator(".search-title a").first).to_have_attribute("href", f"{BASE_PATH}{ref.stem}/")


@pytest.mark.parametrize("words", ["hamas", "israel", "HAMAS", "חמאס"])
def test_briefings_follow_the_actor(page: Page, address: str, words: str) -> None:
    open_search_for(page, address, words)
    kinds = [path.split("/")[0] for path in list_results(page)]
    briefings = kinds.count("briefings")
    assert kinds[: 1 + briefings] == ["actors", *["briefings"] * briefings]


@pytest.mark.parametrize("words", ["sinwar", "sinw", "yahya sinw"])
def test_a_part_of_a_name_ranks_the_actor_first(page: Page, address: str, words: str) -> None:
    """However often a briefing repeats it."""
    open_search_for(page, address, words)
    assert list_results(page)[0] == "actors/yahya-sinwar/"


def test_equally_relevant_results_are_sorted_newest_first(browser: Browser, tmp_path: Path) -> None:
    """Without an order of their own, two briefings with the same words would come in that of their ids."""
    root = lay_project(tmp_path / "desk", WORDS)
    briefings = root / "content/briefings"
    for id_, published in (("a-older", "2026-01-07"), ("b-newest", "2026-01-09"), ("c-between", "2026-01-08")):
        shutil.copytree(briefings / "plain", briefings / id_)
        (briefings / id_ / "article.md").write_text("Sameword is the only word here.\n", encoding="utf-8")
        metadata = briefings / id_ / "metadata.yml"
        text = metadata.read_text(encoding="utf-8")
        metadata.write_text(re.sub("published: .*", f"published: {published}", text), encoding="utf-8")
    assert pipeline.build(root).published
    with serve_site(root / "site", BASE_PATH) as address, visiting(browser, address) as reader:
        open_search_for(reader.page, address, "sameword")
        assert list_results(reader.page) == [f"briefings/{id_}/" for id_ in ("b-newest", "c-between", "a-older")]


def test_results_can_be_sorted_newest_first(page: Page, address: str) -> None:
    open_search(page, address, "q=hamas")
    by_relevance = list_results(page)
    page.get_by_role("combobox", name="Order").select_option("newest first")
    expect(page.locator(".search-title a").first).not_to_have_text("Hamas")
    assert page.url == f"{address}search/?q=hamas&sort=date"
    newest = list_results(page)
    assert set(newest) == set(by_relevance)
    assert newest[0].startswith("briefings/")

    page.reload()
    expect(page.get_by_role("combobox", name="Order")).to_have_value("date")
    assert list_results(page) == newest
    page.go_back()
    expect(page.locator(".search-title a").first).to_have_text("Hamas")
    assert list_results(page) == by_relevance
