"""A reader whose system enforces its colors sees everything that color shows to others."""

from collections.abc import Iterator

import pytest
from visitor import Visitor
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"

COLOR = "(element, [pseudo, property]) => getComputedStyle(element, pseudo)[property]"


@pytest.fixture
def reader(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting(real, forced_colors="active", color_scheme="dark") as visitor:
        yield visitor


def test_bars_of_kinds_are_drawn(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    kind = reader.page.locator(".footnote em.kind").first
    text = reader.page.locator("body").evaluate(COLOR, [None, "color"])
    assert kind.evaluate(COLOR, ["::before", "backgroundColor"]) == text
    assert kind.evaluate(COLOR, ["::before", "width"]) == "3px"


def test_the_target_of_an_address_has_an_outline(reader: Visitor) -> None:
    reader.visit(f"{BRIEFING}#c03")
    assert reader.page.locator("#c03").evaluate(COLOR, [None, "outlineStyle"]) == "solid"


def test_names_in_pictures_have_the_color_of_text(reader: Visitor) -> None:
    reader.visit("network/")
    text = reader.page.locator("body").evaluate(COLOR, [None, "color"])
    ground = reader.page.locator("body").evaluate(COLOR, [None, "backgroundColor"])
    assert text != ground
    name = reader.page.locator(".network-name").first
    assert [name.evaluate(COLOR, [None, one]) for one in ("fill", "stroke")] == [text, ground]


@pytest.mark.parametrize("path", ["", BRIEFING, "actors/hamas/", "network/", "search/?q=hamas"])
def test_no_page_has_a_barrier(reader: Visitor, path: str) -> None:
    reader.visit(path, until="networkidle")
    assert reader.barriers() == []
