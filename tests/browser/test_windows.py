"""A window that tests share: each test finds it as if it were new, and gets another one if it could not be restored."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route
from visitor import Visitor
from waiting import wait_until
from windows import Windows

STORED = """async () => [
    localStorage.length, sessionStorage.length, document.cookie, window.name, (await indexedDB.databases()).length,
    (await caches.keys()).length, scrollY, document.querySelectorAll("article a:hover").length,
    document.activeElement.tagName, innerWidth, history.state, getSelection().toString(), typeof axe,
]"""

MEDIA = "['print', '(prefers-color-scheme: dark)'].map(media => matchMedia(media).matches)"

LEAVE = """() => {
    const store = () => {
        for (const storage of [localStorage, sessionStorage]) storage.setItem("a", "b");
        document.cookie = "a=b; path=/";
    };
    store();
    addEventListener("pagehide", store);
    window.name = "a";
    window.axe = {};
    history.pushState("a", "");
    getSelection().selectAllChildren(document.querySelector("h1"));
    return Promise.all([
        caches.open("a"),
        new Promise(resolve => { indexedDB.open("a").onsuccess = resolve; }),
    ]).then(() => true);
}"""


def visit(windows: Windows, address: str, leave: Callable[[Page], object]) -> Page:
    """Visit a page as a test does, let `leave` change something, and return the page of the window."""
    with windows.visiting(address) as reader:
        reader.visit("about/")
        leave(reader.page)
        return reader.page


def test_a_test_leaves_nothing_for_the_next_one(windows: Windows, sample: str) -> None:
    def leave(reader: Visitor) -> None:
        assert reader.page.evaluate(LEAVE)
        reader.widen(390)
        reader.page.locator("article a").first.focus()
        reader.page.locator("article a").last.hover()
        reader.page.mouse.wheel(0, 20)
        reader.page.evaluate("scrollTo(0, 500); console.error('a')")
        assert reader.faults == ["console: a"]

    with windows.visiting(sample) as reader:
        reader.visit("about/")
        before = reader.page.evaluate(STORED)
        leave(reader)
        assert [new for new, old in zip(reader.page.evaluate(STORED), before, strict=True) if new == old] == []
        used = reader.page
    with windows.visiting(sample) as reader:
        assert reader.page is used
        assert reader.faults == []
        reader.page.goto(f"{sample}about/")
        assert reader.page.evaluate(STORED) == before
        assert reader.seen() == []


CHANGES: dict[str, Callable[[Page], object]] = {
    "script": lambda page: page.add_init_script("window.a = 1"),
    "function": lambda page: page.expose_function("a", lambda: None),
    "headers": lambda page: page.set_extra_http_headers({"a": "b"}),
    "patience": lambda page: page.set_default_timeout(1),
    "mouse button": lambda page: page.mouse.down(),
    "key": lambda page: page.keyboard.down("Shift"),
    "permissions": lambda page: page.context.grant_permissions(["clipboard-read"]),
    "connection": lambda page: page.context.set_offline(offline=True),
    "other tab": lambda page: page.locator("article").evaluate("() => { open('about:blank'); }"),
    "closed": lambda page: page.close(),
}


def test_listeners_routes_and_media_of_a_test_end_with_it(windows: Windows, sample: str) -> None:
    """A listener that the test removed, and a request that it held, do not matter."""
    heard: list[str] = []
    held: list[Route] = []

    def note(request: Request) -> None:
        heard.append(request.url)

    def hold(route: Route) -> None:
        held.append(route)

    def leave(page: Page) -> None:
        page.on("request", note)
        page.remove_listener("request", note)
        page.on("request", note)
        page.on("response", lambda response: heard.append(response.url))
        page.route("**/*.js", lambda route: route.abort())
        page.route(re.compile("about/$"), hold)
        page.evaluate("() => { fetch('').catch(() => {}); }")
        wait_until(lambda: page.evaluate("true") and held, "the request")
        page.emulate_media(media="print", color_scheme="light")
        assert page.evaluate(MEDIA) == [True, False]

    with windows.visiting(sample, color_scheme="dark") as reader:
        reader.visit("about/")
        assert reader.page.evaluate(MEDIA) == [False, True]
        leave(reader.page)
        used = reader.page
    heard.clear()
    with windows.visiting(sample, color_scheme="dark") as reader:
        assert reader.page is used
        reader.visit("about/", until="networkidle")
        assert reader.page.evaluate(MEDIA) == [False, True]
        assert reader.seen() == []
    assert heard == []


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_window_is_not_used_again(windows: Windows, sample: str, change: str) -> None:
    used = visit(windows, sample, CHANGES[change])
    assert visit(windows, sample, lambda _: None) is not used


def test_a_window_is_not_used_again_after_an_error(windows: Windows, sample: str) -> None:
    def fail(page: Page) -> None:
        pages.append(page)
        raise ValueError("a")

    pages: list[Page] = []
    with pytest.raises(ValueError, match="a"):
        visit(windows, sample, fail)
    assert visit(windows, sample, lambda _: None) is not pages[0]


def test_other_options_have_another_window(windows: Windows, sample: str) -> None:
    with windows.visiting(sample, color_scheme="dark") as dark, windows.visiting(sample) as light:
        schemes = [one.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") for one in (dark, light)]
    assert schemes == [True, False]


def test_a_window_in_use_is_not_lent_again(windows: Windows, sample: str) -> None:
    with windows.visiting(sample) as first, windows.visiting(sample) as second:
        assert first.page is not second.page
