"""Images in a browser: the text keeps its place while they load, and a phone fetches the small size."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, expect
from serving import serve_site
from shared_sites import SharedSites
from visitor import Visitor
from windows import Windows

BRIEFING = "briefings/quay-tolls/"

_PLACES = """() => [...document.querySelectorAll(".article > *")].map(one => one.getBoundingClientRect().top)"""
"""The position of each block of the article."""


@pytest.fixture(scope="module")
def address(sites: SharedSites) -> Iterator[str]:
    """Serve a golden case that has an image."""
    with serve_site(sites.case("full") / "site") as address:
        yield address


@pytest.fixture(params=[(390, 800), (1280, 800)], ids=["phone", "desktop"])
def visitor(request: pytest.FixtureRequest, windows: Windows, address: str) -> Iterator[Visitor]:
    """Lend a window of a phone or of a desktop."""
    width, height = request.param
    with windows.visiting(address, viewport={"width": width, "height": height}) as visitor:
        yield visitor


def test_text_keeps_its_place_while_an_image_loads(visitor: Visitor, address: str) -> None:
    page = visitor.page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.avif", hold)
    page.goto(address + BRIEFING, wait_until="domcontentloaded")
    image = page.locator("figure.photo img")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=False)
    box = image.bounding_box()
    places = page.evaluate(_PLACES)
    while not held:
        page.wait_for_timeout(10)

    for route in held:
        route.continue_()

    image.evaluate("image => image.decode()")
    # The height of a smaller size is rounded to a pixel.
    assert page.evaluate(_PLACES) == pytest.approx(places, abs=1)
    assert box is not None
    column = page.locator(".article > p").first.bounding_box()
    assert column is not None
    assert (box["x"], box["width"]) == (column["x"], column["width"])
    assert abs(box["width"] / box["height"] - 1.5) < 0.02
    assert image.evaluate("image => image.currentSrc").endswith("-640.avif")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
