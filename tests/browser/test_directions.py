"""Articles from right to left in a frame from left to right: each block mirrors the same block in English."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from visitor import Visitor, visiting

WIDTHS = (320, 390, 1280)

_BLOCKS = """() => {
    const article = document.querySelector(".article");
    const { left, right } = article.getBoundingClientRect();
    const isRight = getComputedStyle(article).direction === "rtl";
    return [...article.querySelectorAll("li, blockquote, table, pre, h2 .headerlink")].map(block => {
        const box = block.getBoundingClientRect();
        const style = getComputedStyle(block);
        return {
            name: block.tagName,
            inset: Math.round(isRight ? right - box.right : box.left - left),
            margins: [style.marginInlineStart, style.marginInlineEnd],
            bars: isRight ? [style.borderRightWidth, style.borderLeftWidth]
                : [style.borderLeftWidth, style.borderRightWidth],
        };
    });
}"""

_CELLS = "() => [...document.querySelectorAll('.article :is(th, td)')].map(one => getComputedStyle(one).textAlign)"

_MARKER = 16
"""The least pixels that a bullet or a number needs beside its item."""


@pytest.fixture(scope="module")
def reader(browser: Browser, sample: str) -> Iterator[Visitor]:
    with visiting(browser, sample) as reader:
        yield reader


def blocks(reader: Visitor, language: str) -> list[dict[str, Any]]:
    reader.visit(f"briefings/blocks-{language}/")
    found: list[dict[str, Any]] = reader.page.evaluate(_BLOCKS)
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_blocks_from_right_to_left_mirror_those_from_left_to_right(reader: Visitor, width: int) -> None:
    reader.widen(width)
    arabic, english = blocks(reader, "arabic"), blocks(reader, "english")
    assert {block["name"] for block in arabic} == {"LI", "BLOCKQUOTE", "TABLE", "PRE", "A"}
    # The width of a heading's words depends on the language.
    assert [block | {"inset": 0} if block["name"] == "A" else block for block in arabic] == [
        block | {"inset": 0} if block["name"] == "A" else block for block in english
    ]


@pytest.mark.parametrize("language", ["arabic", "english"])
@pytest.mark.parametrize("width", WIDTHS)
def test_bars_and_bullets_are_at_the_start_of_the_text(reader: Visitor, language: str, width: int) -> None:
    reader.widen(width)
    found = blocks(reader, language)
    assert reader.overflow() == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") == width
    assert {tuple(block["bars"]) for block in found if block["name"] == "BLOCKQUOTE"} == {("3px", "0px")}
    assert min(block["inset"] for block in found if block["name"] == "LI") >= _MARKER
    assert set(reader.page.evaluate(_CELLS)) == {"start"}
    assert reader.page.locator(".article pre").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_no_barriers_in_either_direction(browser: Browser, sample: str) -> None:
    with visiting(browser, sample) as reader:
        reader.widen(320)
        reader.visit("briefings/blocks-arabic/")
        assert reader.barriers_in_both_schemes() == []
