"""Briefings in Arabic, Hebrew and Chinese, found in their own language by words inside of their sentences."""

from collections.abc import Iterator

import pytest
from desks import BASE_PATH
from playwright.sync_api import Page
from search_page import list_results, open_search_for
from serving import serve_site
from shared_sites import SharedSites
from windows import Windows


@pytest.fixture(scope="module")
def address(sites: SharedSites) -> Iterator[str]:
    with serve_site(sites.case("languages") / "site", BASE_PATH) as address:
        yield address


@pytest.fixture
def page(windows: Windows, address: str) -> Iterator[Page]:
    with windows.visiting(address) as reader:
        yield reader.page
    assert reader.faults == []


@pytest.mark.parametrize(
    ("words", "stem", "marked"),
    [
        ("小麦", "ship-chinese", "小麦"),
        ("早上到了", "ship-chinese", "早上到了"),
        ("船上没有小麦", "ship-chinese", "船上没有小麦"),
        ("3月", "ship-chinese", "月"),
        ("السفينة", "ship-arabic", "السفينة"),
        ("القمح", "ship-arabic", "القمح"),
        ("قمح", "ship-arabic", "القمح"),
        ("الصباح", "ship-arabic", "الصباح"),
        ("חיטה", "ship-hebrew", "חיטה"),
        ("האונייה", "ship-hebrew", "האונייה"),
        ("בוקר", "ship-hebrew", "בבוקר"),
    ],
)
def test_words_inside_sentences_are_found_and_marked(
    page: Page, address: str, words: str, stem: str, marked: str
) -> None:
    open_search_for(page, address, words)
    assert list_results(page)[0] == f"briefings/{stem}/"
    assert marked in page.locator(".search-results > li").first.locator("mark").all_inner_texts()


def test_passages_have_no_word_boundary_marks(page: Page, address: str) -> None:
    open_search_for(page, address, "没有小麦")
    assert page.locator(".search-passage a").first.inner_text() == "莉拉说，船上没有小麦。"
    open_search_for(page, address, "القمح")
    assert "`" not in page.locator(".search-results").inner_text()


def test_a_missing_word_has_no_results(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=大象")
    page.get_by_text("0 pages found").wait_for()


@pytest.mark.parametrize("name", ["Port Council", "مجلس الميناء", "מועצת הנמל", "港口委员会"])
def test_an_actor_comes_first_by_its_name_in_any_script(page: Page, address: str, name: str) -> None:
    open_search_for(page, address, name)
    pages = list_results(page)
    assert pages[0] == "actors/port-council/"
    assert pages[1].startswith("briefings/")
