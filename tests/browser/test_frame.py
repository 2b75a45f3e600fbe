"""The frame around a page: its scheme before anything is painted, the section that is read, the way back, weight."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Response, expect
from visitor import HEIGHT, Visitor, visiting

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
LIMIT = 85_000
"""Bytes of a briefing's first view, compressed."""


@pytest.fixture
def reader(browser: Browser, real: str) -> Iterator[Visitor]:
    with visiting(browser, real, color_scheme="dark", viewport={"width": 1280, "height": HEIGHT}) as reader:
        yield reader


def test_first_view_is_light(reader: Visitor) -> None:
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        sizes[response.url] = len(gzip.compress(response.body()))

    reader.page.on("response", weigh)
    reader.visit(BRIEFING, until="networkidle")
    assert len(sizes) > 5
    assert sum(url.endswith(".css") for url in sizes) == 1
    assert sum(sizes.values()) < LIMIT, sizes
    assert reader.page.evaluate("window.shifted") == 0


def test_the_scheme_is_there_before_the_text(reader: Visitor) -> None:
    """No page flashes in the other one: it is set while the header is read, before any file of scripts has come."""
    reader.page.route("**/*.js", lambda route: route.abort())
    reader.visit(BRIEFING)
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(reader.page.locator("html")).to_have_class("js")


def test_one_switch_is_shown_and_its_choice_outlives_the_systems(reader: Visitor) -> None:
    reader.visit()
    switch = reader.page.locator("label[for^='__palette']:visible")
    expect(switch).to_have_count(1)
    switch.click()
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    expect(switch).to_have_count(1)
    reader.visit(BRIEFING)
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_the_section_that_is_read_is_marked(reader: Visitor) -> None:
    reader.visit(f"{BRIEFING}#who-says-what")
    active = reader.page.locator(".md-nav__link--active")
    expect(active).to_have_text("Who says what")
    expect(active).to_have_attribute("aria-current", "location")
    expect(reader.page.locator("[data-md-component='header-title']")).to_have_class(
        "md-header__title md-header__title--active"
    )
    reader.visit(BRIEFING)
    expect(active).to_have_count(0)


def test_the_way_back_is_offered_to_those_who_turn_round(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    up = reader.page.get_by_role("button", name="Back to top")
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")
    reader.page.mouse.move(500, 400)
    reader.page.mouse.wheel(0, 6000)
    reader.page.wait_for_function("scrollY > 5000")
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")
    reader.page.mouse.wheel(0, -300)
    expect(up).to_be_visible()
    up.click()
    reader.page.wait_for_function("scrollY === 0")
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")


def test_escape_closes_the_drawer(reader: Visitor) -> None:
    reader.widen(390)
    reader.visit()
    reader.page.locator("label[for='__drawer'].md-header__button").click()
    about = reader.page.locator(".md-sidebar--primary").get_by_role("link", name="About")
    expect(about).to_be_in_viewport()
    reader.page.keyboard.press("Escape")
    expect(about).not_to_be_in_viewport()
