"""Briefings in Arabic, Hebrew and Chinese, found in their own language by words inside of their sentences."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ask_words, found
from desks import desk_of
from playwright.sync_api import Browser, Page
from visitor import visiting

CONTENT = Path(__file__).parents[1] / "golden/languages/content"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with desk_of(CONTENT, tmp_path_factory.mktemp("languages")) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visiting(browser, address) as reader:
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
        ("בוקר", "ship-hebrew", "בבוקר."),
    ],
)
def test_words_inside_of_sentences_are_found_and_marked(
    page: Page, address: str, words: str, stem: str, marked: str
) -> None:
    ask_words(page, address, words)
    assert found(page)[0] == f"briefings/{stem}/"
    assert marked in page.locator(".search-results > li").first.locator("mark").all_inner_texts()


def test_a_passage_reads_as_it_stands_in_the_text(page: Page, address: str) -> None:
    ask_words(page, address, "没有小麦")
    assert page.locator(".search-passage a").first.inner_text() == "莉拉说，船上没有小麦。"
    ask_words(page, address, "القمح")
    assert "`" not in page.locator(".search-results").inner_text()


def test_what_stands_nowhere_is_not_found(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=大象")
    page.get_by_text("0 pages found").wait_for()


@pytest.mark.parametrize("name", ["Port Council", "مجلس الميناء", "מועצת הנמל", "港口委员会"])
def test_an_actor_comes_first_by_its_name_in_any_script(page: Page, address: str, name: str) -> None:
    ask_words(page, address, name)
    pages = found(page)
    assert pages[0] == "actors/port-council/"
    assert pages[1].startswith("briefings/")
