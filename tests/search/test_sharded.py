"""A site whose index has several shards is searched as one whose index has one: the same pages, order and counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from asking import ask, ask_words, found, offered
from desks import BELOW, desk_of
from laid_project import lay_project
from playwright.sync_api import Browser, Page
from serving import served
from synthetic import write_content
from visitor import visiting

from generator import build
from generator.site import shards

BRIEFINGS = 40
SHARDS = 8
LANGUAGES = Path(__file__).parents[1] / "golden/languages/content"

ASKED = [
    "q=gravel",
    "q=carts of gravel",
    "q=coun",
    "q=gravelly",
    "q=low carts unheard-of",
    "q=Report",
    "q=gravel&sort=date",
    "q=carts&kind=Briefing&attribution=Denial",
    "q=carts&theme=Bridge dues&sort=date",
]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_content(folder, BRIEFINGS)
    return folder / "content"


@pytest.fixture(scope="module")
def whole(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with desk_of(content, tmp_path_factory.mktemp("whole")) as address:
        yield address


@pytest.fixture(scope="module")
def sharded(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with in_shards(content, tmp_path_factory.mktemp("sharded")) as address:
        yield address


@contextmanager
def in_shards(content: Path, folder: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "number_of", lambda _: SHARDS)
        root = lay_project(folder, content)
        assert build.build(root).published
    assert len(list((root / ".cache/search/shards").glob("*.words.*"))) > SHARDS / 2
    with served(root / "site", BELOW) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("query", ASKED)
def test_results_order_and_counts_are_those_of_one_shard(page: Page, whole: str, sharded: str, query: str) -> None:
    answers = [answer(page, address, query) for address in (whole, sharded)]

    assert answers[0] == answers[1]
    assert answers[0][0]


def answer(page: Page, address: str, query: str) -> tuple[list[str], dict[str, dict[str, int]]]:
    page.goto(f"{address}search/?{query}")
    paths = found(page)
    ask(page, address, query)
    return paths, {title: offered(page, title) for title in ("Kind of page", "Theme", "Year", "Attribution")}


def test_all_actors_come_first_by_their_names(browser: Browser, sharded: str) -> None:
    with visiting(browser, sharded) as reader:
        reader.page.goto(f"{sharded}actors/")
        names = reader.page.locator("article .rows a, article li a").all_inner_texts()[:8]
        for name in names:
            ask(reader.page, sharded, f"q={name}")
            assert reader.page.locator(".search-title a").first.inner_text() == name
    assert reader.faults == []


def test_words_of_all_scripts_are_found_in_shards(browser: Browser, tmp_path: Path) -> None:
    sought = {"小麦": "ship-chinese", "قمح": "ship-arabic", "חיטה": "ship-hebrew"}
    with in_shards(LANGUAGES, tmp_path) as address, visiting(browser, address) as reader:
        for words, stem in sought.items():
            ask_words(reader.page, address, words)
            assert found(reader.page)[0] == f"briefings/{stem}/"
        ask_words(reader.page, address, "港口委员会")
        assert found(reader.page)[0] == "actors/port-council/"
    assert reader.faults == []
