"""In which order results come: what is named first, then briefings by relevance; or the newest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ask, ask_words, found
from desks import BELOW
from laid_project import lay_project
from playwright.sync_api import Browser, Page, expect
from serving import served
from visitor import visiting_well

from generator import build
from generator.index.used import Index
from generator.model.kinds import Kind


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_project(tmp_path_factory.mktemp("real"))
    assert build.build(root).published
    return root


@pytest.fixture(scope="module")
def everything(real: Path) -> Index:
    _, index = build.check(real)
    assert index
    return index


@pytest.fixture(scope="module")
def address(real: Path) -> Iterator[str]:
    with served(real / "site", BELOW) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visiting_well(browser, address) as reader:
        yield reader.page


def test_every_actor_and_theme_comes_first_by_all_its_names(page: Page, address: str, everything: Index) -> None:
    named = [(ref, entity) for ref, entity in everything.entities.items() if ref.kind in (Kind.ACTOR, Kind.THEME)]
    assert len(named) >= 28
    page.goto(f"{address}search/")
    for ref, entity in named:
        for name in {entity.label, *entity.forms}:
            page.locator("input[name=q]").fill(name)
            expect(page.locator(".search-status")).to_contain_text(f"“{name}”")
            expect(page.locator(".search-title a").first).to_have_attribute("href", f"{BELOW}{ref.stem}/")


@pytest.mark.parametrize("words", ["hamas", "israel", "HAMAS", "חמאס"])
def test_briefings_come_next(page: Page, address: str, words: str) -> None:
    ask_words(page, address, words)
    kinds = [path.split("/")[0] for path in found(page)]
    briefings = kinds.count("briefings")
    assert kinds[: 1 + briefings] == ["actors", *["briefings"] * briefings]


def test_a_part_of_a_name_leads_to_what_has_it(page: Page, address: str) -> None:
    ask(page, address, "q=sinwar")
    assert found(page)[0] == "actors/yahya-sinwar/"


def test_the_newest_come_first_where_that_is_asked(page: Page, address: str) -> None:
    ask(page, address, "q=hamas")
    by_relevance = found(page)
    page.get_by_role("combobox", name="Order").select_option("newest first")
    expect(page.locator(".search-title a").first).not_to_have_text("Hamas")
    assert page.url == f"{address}search/?q=hamas&sort=date"
    newest = found(page)
    assert set(newest) == set(by_relevance)
    assert newest[0].startswith("briefings/")

    page.reload()
    expect(page.get_by_role("combobox", name="Order")).to_have_value("date")
    assert found(page) == newest
    page.go_back()
    expect(page.locator(".search-title a").first).to_have_text("Hamas")
    assert found(page) == by_relevance
