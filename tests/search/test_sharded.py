"""An index of several shards gives the same pages, order and counts as an index of one shard."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desks import BASE_PATH
from laid_project import lay_project
from playwright.sync_api import Browser, Page
from search_page import go_to_search, list_results, open_search, read_facet_counts, type_words
from serving import serve_site
from synthetic import write_content
from visitor import visiting

from generator.build import pipeline
from generator.site.search_index import shards

BRIEFINGS = 24
SHARDS = 8
LANGUAGES = Path(__file__).parents[1] / "golden/languages/content"

QUERIES = [
    "q=gravel",
    "q=carts of gravel",
    "q=coun",
    'q="carts of gravel"',
    "q=carts -gravel",
    "q=low carts",
    "kind=briefing&theme=theme-0",
    "q=Report",
    "q=gravel&sort=date",
    "q=carts&kind=briefing&attribution=denial",
    "q=carts&theme=Bridge dues&sort=date",
]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    write_content(folder, BRIEFINGS)
    return folder / "content"


@pytest.fixture(scope="module")
def root(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_project(tmp_path_factory.mktemp("whole"), content)
    assert pipeline.build(root).published
    return root


@pytest.fixture(scope="module")
def one_shard(root: Path) -> Iterator[str]:
    with serve_site(root / "site", BASE_PATH) as address:
        yield address


@pytest.fixture(scope="module")
def sharded(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same pages, but with an index that is built in shards from the beginning."""
    copy = tmp_path_factory.mktemp("sharded") / "desk"
    shutil.copytree(root, copy)
    for built in ("site", ".cache/site", ".cache/search"):
        shutil.rmtree(copy / built)
    with serve_in_shards(copy) as address:
        yield address


@contextmanager
def serve_in_shards(root: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "count_shards", lambda _: SHARDS)
        assert pipeline.build(root).published
    assert len(list((root / ".cache/search/shards").glob("*.words.*"))) > SHARDS / 2
    with serve_site(root / "site", BASE_PATH) as address:
        yield address


@pytest.fixture(scope="module")
def tabs(browser: Browser, one_shard: str, sharded: str) -> Iterator[list[Page]]:
    """Return the search pages of both sites; a query is like a step in the history of each."""
    with browser.new_context() as context:
        tabs = [context.new_page(), context.new_page()]
        for tab, address in zip(tabs, (one_shard, sharded), strict=True):
            open_search(tab, address, "q=carts")
        yield tabs


@pytest.mark.parametrize("query", QUERIES)
def test_results_order_and_counts_equal_those_of_one_shard(tabs: list[Page], query: str) -> None:
    answers = [read_answer(tab, query) for tab in tabs]

    assert answers[0] == answers[1]
    assert answers[0][0]


def read_answer(page: Page, query: str) -> tuple[list[str], dict[str, dict[str, int]]]:
    go_to_search(page, query)
    counts = {title: read_facet_counts(page, title) for title in ("Kind of page", "Theme", "Year", "Attribution")}
    return list_results(page), counts


def test_actors_are_first_for_their_names_in_shards(browser: Browser, sharded: str) -> None:
    with visiting(browser, sharded) as reader:
        reader.page.goto(f"{sharded}actors/")
        names = reader.page.locator("article .rows a, article li a").all_inner_texts()[:8]
        for name in names:
            type_words(reader.page, sharded, name)
            assert reader.page.locator(".search-title a").first.inner_text() == name
    assert reader.faults == []


def test_words_of_all_scripts_are_found_in_shards(browser: Browser, tmp_path: Path) -> None:
    queries = {"小麦": "ship-chinese", "قمح": "ship-arabic", "חיטה": "ship-hebrew"}
    root = lay_project(tmp_path, LANGUAGES)
    with serve_in_shards(root) as address, visiting(browser, address) as reader:
        for words, stem in queries.items():
            type_words(reader.page, address, words)
            assert list_results(reader.page)[0] == f"briefings/{stem}/"
        type_words(reader.page, address, "港口委员会")
        assert list_results(reader.page)[0] == "actors/port-council/"
    assert reader.faults == []
