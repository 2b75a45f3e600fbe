"""The frame around a page: its color scheme at the first paint, the current section, the button to the top, size."""

import gzip
from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Response, expect
from visitor import HEIGHT, Visitor, visiting
from waiting import wait_until
from windows import Windows

BRIEFING = "briefings/israeli-palestinian-coordination-against-hamas/"
SCHEME = "data-md-color-scheme"
SWITCH = "label[for^='__palette']:visible"
LIMIT = 45_000
"""Bytes of a briefing's first view, compressed."""


@pytest.fixture
def reader(windows: Windows, real: str) -> Iterator[Visitor]:
    with windows.visiting(real, color_scheme="dark", viewport={"width": 1280, "height": HEIGHT}) as reader:
        yield reader


def test_first_view_is_light(browser: Browser, real: str) -> None:
    responses: list[Response] = []

    def record_response(response: Response) -> None:
        responses.append(response)

    with visiting(browser, real, color_scheme="dark", viewport={"width": 1280, "height": HEIGHT}) as reader:
        reader.page.on("response", record_response)
        reader.visit(BRIEFING, until="networkidle")
        sizes = {response.url: len(gzip.compress(response.body())) for response in responses}
        assert len(sizes) > 5
        assert sum(url.endswith(".css") for url in sizes) == 1
        assert sum(sizes.values()) < LIMIT, sizes
        assert reader.page.evaluate("window.shifted") == 0


def test_the_scheme_is_set_before_the_text(reader: Visitor) -> None:
    """No page flashes in the other scheme: it is set while the header is parsed, before any script has loaded."""
    reader.page.route("**/*.js", lambda route: route.abort())
    reader.visit(BRIEFING)
    expect(reader.page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(reader.page.locator("html")).to_have_class("js")


def test_the_switch_leads_from_the_system_to_light_to_dark_and_back(reader: Visitor) -> None:
    """Its name says what a press does. The choice is kept, and nothing moves when it is restored."""
    reader.visit(BRIEFING)
    body = reader.page.locator("body")
    for name, scheme in (
        ("Switch to light colors", "default"),
        ("Switch to dark colors", "slate"),
        ("Follow the colors of the system", "slate"),
    ):
        switch = reader.page.locator(SWITCH)
        expect(switch).to_have_count(1)
        expect(switch).to_have_attribute("title", name)
        expect(reader.page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        switch.click()
        expect(body).to_have_attribute(SCHEME, scheme)
        reader.visit(BRIEFING)
        expect(body).to_have_attribute(SCHEME, scheme)
        assert reader.page.evaluate("window.shifted") == 0
    expect(reader.page.locator(SWITCH)).to_have_attribute("title", "Switch to light colors")


def test_the_current_section_is_marked(reader: Visitor) -> None:
    reader.visit(f"{BRIEFING}#who-says-what")
    active = reader.page.locator(".md-nav__link--active")
    expect(active).to_have_text("Who says what")
    expect(active).to_have_attribute("aria-current", "location")
    expect(reader.page.locator("[data-md-component='header-title']")).to_have_class(
        "md-header__title md-header__title--active"
    )
    reader.visit(BRIEFING)
    expect(active).to_have_count(0)


def test_the_button_to_the_top_appears_when_scrolling_up(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    up = reader.page.get_by_role("button", name="Back to top")
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")
    reader.page.mouse.move(500, 400)
    reader.page.mouse.wheel(0, 6000)
    wait_until(lambda: reader.page.evaluate("scrollY > 5000"))
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")
    reader.page.mouse.wheel(0, -300)
    expect(up).to_be_visible()
    up.click()
    wait_until(lambda: reader.page.evaluate("scrollY === 0"))
    expect(reader.page.locator(".md-top")).to_have_attribute("hidden", "")


def test_escape_closes_the_drawer(reader: Visitor) -> None:
    reader.widen(390)
    reader.visit()
    reader.page.locator("label[for='__drawer'].md-header__button").click()
    about = reader.page.locator(".md-sidebar--primary").get_by_role("link", name="About")
    expect(about).to_be_in_viewport()
    reader.page.keyboard.press("Escape")
    expect(about).not_to_be_in_viewport()


def test_an_open_page_follows_the_system(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    body = reader.page.locator("body")
    switch = reader.page.locator(SWITCH)
    for system, scheme in (("light", "default"), ("dark", "slate"), ("light", "default")):
        reader.page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
        expect(body).to_have_attribute(SCHEME, scheme)
        expect(switch).to_have_count(1)
    reader.page.emulate_media(color_scheme="dark")


def test_a_choice_remains_if_the_system_changes(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    body = reader.page.locator("body")
    reader.page.locator(SWITCH).click()
    expect(body).to_have_attribute(SCHEME, "default")
    for system in ("light", "dark"):
        reader.page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
        asked = f"matchMedia('(prefers-color-scheme: {system})').matches"
        wait_until(partial(reader.page.evaluate, asked))
        expect(body).to_have_attribute(SCHEME, "default")
    reader.page.locator(SWITCH).click()
    expect(body).to_have_attribute(SCHEME, "slate")
    reader.page.locator(SWITCH).click()
    reader.page.emulate_media(color_scheme="light")
    expect(body).to_have_attribute(SCHEME, "default")
    reader.page.emulate_media(color_scheme="dark")


def test_a_choice_applies_in_all_tabs(reader: Visitor) -> None:
    reader.visit(BRIEFING)
    other = reader.page.context.new_page()
    other.emulate_media(color_scheme="dark")
    other.goto(f"{reader.address}actors/")
    for scheme, name in (
        ("default", "Switch to dark colors"),
        ("slate", "Follow the colors of the system"),
        ("slate", "Switch to light colors"),
    ):
        reader.page.locator(SWITCH).click()
        expect(other.locator("body")).to_have_attribute(SCHEME, scheme)
        expect(other.locator(SWITCH)).to_have_attribute("title", name)


@pytest.mark.parametrize(
    "storage",
    [
        "Storage.prototype.setItem = () => { throw new Error('full'); };",
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }});",
    ],
)
def test_the_scheme_can_be_switched_without_storage(reader: Visitor, storage: str) -> None:
    reader.page.add_init_script(storage)
    reader.visit(BRIEFING)
    expect(reader.page.locator("body")).to_have_attribute(SCHEME, "slate")
    reader.page.locator(SWITCH).click()
    expect(reader.page.locator("body")).to_have_attribute(SCHEME, "default")
    assert reader.seen() == []


@pytest.mark.parametrize("fragment", ["#50%", "#%", "#%E0%A4%A", "#fn:c03%", "#a\"b'c]"])
def test_a_bad_fragment_breaks_nothing(reader: Visitor, fragment: str) -> None:
    """The current section is marked, notes are beside the text, and previews and the button to the top exist."""
    reader.visit(BRIEFING + fragment, until="networkidle")
    expect(reader.page.locator(".sidenote").first).to_be_visible()
    # A page can have such a link, too.
    reader.page.evaluate(
        """fragment => {
            const link = document.createElement("a");
            link.className = "footnote-ref";
            link.href = fragment;
            link.textContent = "a bad note";
            document.querySelector("article").prepend(link);
        }""",
        fragment,
    )
    reader.page.get_by_role("link", name="a bad note").hover()
    reader.page.locator(".md-content a[href$='actors/hamas/']").first.hover()
    expect(reader.page.get_by_role("tooltip")).to_contain_text("Hamas")
    reader.page.locator("h2#who-says-what").evaluate("heading => heading.scrollIntoView()")
    expect(reader.page.locator(".md-nav__link--active")).to_have_text("Who says what")
    assert reader.seen() == []


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("", [("Home", "page")]),
        (BRIEFING, [("Briefings", "true")]),
        ("actors/", [("Actors", "page")]),
        ("actors/hamas/", [("Actors", "true")]),
        ("statements/?by=hamas", [("Statements", "page")]),
        ("timeline/", [("Explore", "true"), ("Timeline", "page")]),
        ("places/gaza-strip/", [("Explore", "true"), ("Places", "true")]),
        ("search/", []),
    ],
)
def test_the_tab_of_the_section_is_marked(reader: Visitor, path: str, marked: list[tuple[str, str]]) -> None:
    reader.visit(path)
    tabs = reader.page.locator(".md-tabs__link[aria-current]")
    found = [(tab.inner_text(), tab.get_attribute("aria-current")) for tab in tabs.all()]
    assert found == marked
    assert reader.page.locator(".md-tabs__list").first.locator("li").count() <= 7


def test_the_search_is_a_field_that_shows_its_key(reader: Visitor) -> None:
    reader.visit("actors/hamas/")
    field = reader.page.get_by_role("link", name="Search", exact=True)
    assert field.inner_text().split() == ["Search", "/"]
    reader.widen(390)
    assert field.inner_text() == ""
    field.click()
    expect(reader.page.locator("dialog input[name=q]")).to_be_focused()
