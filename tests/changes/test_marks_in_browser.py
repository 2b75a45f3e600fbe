"""The marks of new changes in Chromium: they are kept in the browser alone, and nothing moves."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from changes_desk import add_briefing, correct
from laid_project import lay_project
from laying import BASE
from playwright.sync_api import Browser, BrowserContext, expect
from serving import serve_site
from visitor import Visitor, visiting

from generator.build.pipeline import build
from generator.site import rebuild

FIRST = "What is new is marked from your next visit on; only this browser knows."
BLOCKED = """for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""
"""Makes the browser store nothing, as with cookies turned off."""
ROWS = 60


def publish(root: Path) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rebuild, "update_index", lambda *_, **__: {})
        result = build(root)
    assert result.published, result.diagnostics


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with more changes than a page shows."""
    root = lay_project(tmp_path_factory.mktemp("changes") / "desk", BASE / "content")
    for number in range(ROWS):
        add_briefing(root, f"number-{number}", f"2020-{1 + number // 28:02}-{1 + number % 28:02}")
    publish(root)
    return root


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of a copy of this desk, and its address."""
    root = tmp_path / "desk"
    shutil.copytree(built, root, symlinks=True)
    with serve_site(root / "site", caching=False) as address:
        yield root, address


@pytest.fixture
def reader(browser: Browser, desk: tuple[Path, str]) -> Iterator[Visitor]:
    with visiting(browser, desk[1], viewport={"width": 390, "height": 800}) as reader:
        yield reader


def open_tab(reader: Visitor) -> Visitor:
    """Return a new tab of the same browser, which is a new visit."""
    context: BrowserContext = reader.page.context
    return Visitor(context.new_page(), reader.address)


def count_marks(reader: Visitor) -> int:
    return reader.page.locator(".new-mark").count()


def expect_status(reader: Visitor, text: str) -> None:
    expect(reader.page.locator(".changes-tool [role=status]")).to_have_text(text)


def add_changes(root: Path) -> None:
    """Publish a new briefing, and a correction of an old one."""
    add_briefing(root, "newest", "2020-12-01")
    corrections = correct("correction", "2020-11-30", "It is 4.")
    add_briefing(root, "number-3", "2020-01-04", extra=f"updated: 2020-11-30\ncorrections:\n{corrections}")
    publish(root)


def test_the_first_visit_marks_nothing(reader: Visitor) -> None:
    reader.visit("changes/")

    expect_status(reader, FIRST)
    assert count_marks(reader) == 0
    assert reader.seen() == []


def test_a_later_visit_marks_new_changes_and_nothing_else(reader: Visitor, desk: tuple[Path, str]) -> None:
    reader.visit("changes/")
    expect_status(reader, FIRST)
    add_changes(desk[0])
    later = open_tab(reader)
    later.visit("changes/")

    expect_status(later, "2 changes new since your last visit")
    rows = later.page.locator(".rows-change li", has=later.page.locator(".new-mark"))
    assert rows.locator("a").first.inner_text() == "The title of newest"
    assert rows.locator("small").all_inner_texts() == [
        "1 December 2020 · published · new",
        "30 November 2020 · correction · new",
    ]
    later.page.reload()
    expect_status(later, "2 changes new since your last visit")
    again = open_tab(reader)
    again.visit("changes/")
    expect_status(again, "Nothing new since your last visit")
    assert count_marks(again) == 0
    assert later.seen() + again.seen() == []


def test_further_pages_mark_nothing_that_was_there(reader: Visitor, desk: tuple[Path, str]) -> None:
    reader.visit("changes/")
    expect_status(reader, FIRST)
    add_changes(desk[0])
    later = open_tab(reader)
    later.visit("changes/all/1/", until="networkidle")

    assert later.page.locator("[data-change]").count() > 5
    assert count_marks(later) == 0
    later.visit("changes/")
    expect_status(later, "2 changes new since your last visit")


def test_visits_can_be_forgotten(reader: Visitor, desk: tuple[Path, str]) -> None:
    reader.visit("changes/")
    expect_status(reader, FIRST)
    add_changes(desk[0])
    later = open_tab(reader)
    later.visit("changes/")
    expect_status(later, "2 changes new since your last visit")
    later.page.get_by_role("button", name="Forget my visits").click()

    assert count_marks(later) == 0
    assert later.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    later.visit("changes/")
    expect_status(later, FIRST)


def test_a_browser_that_stores_nothing_shows_the_list(reader: Visitor) -> None:
    reader.page.add_init_script(BLOCKED)
    reader.visit("about/")
    faults = reader.seen()  # Material's own script reads the color scheme, and fails on every page
    reader.visit("changes/")

    expect_status(reader, "This browser stores nothing, so that what is new cannot be marked.")
    expect(reader.page.get_by_role("button", name="Forget my visits")).to_be_hidden()
    assert reader.page.locator("[data-change]").count() == 50
    assert count_marks(reader) == 0
    assert reader.seen() == faults


@pytest.mark.parametrize("value", ["{", '{"names":7,"since":""}', "null"])
def test_damaged_values_count_as_a_first_visit(reader: Visitor, value: str) -> None:
    reader.visit("changes/")
    expect_status(reader, FIRST)
    reader.page.evaluate("value => { for (const key of Object.keys(localStorage)) localStorage[key] = value }", value)
    later = open_tab(reader)
    later.visit("changes/")

    expect_status(later, FIRST)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_and_nothing_is_wider_than_the_screen(
    browser: Browser, desk: tuple[Path, str], width: int
) -> None:
    with visiting(browser, desk[1], viewport={"width": width, "height": 800}) as reader:
        reader.visit("changes/")
        expect_status(reader, FIRST)
        assert reader.page.evaluate("window.shifted") == 0
        add_changes(desk[0])
        later = open_tab(reader)
        later.widen(width)
        later.visit("changes/")
        expect_status(later, "2 changes new since your last visit")
        assert count_marks(later) == 2
        assert later.page.evaluate("window.shifted") == 0
        assert later.overflow() == []
        assert later.barriers() == []
        assert later.seen() == []


def test_nothing_is_sent(reader: Visitor) -> None:
    requests: list[str] = []
    reader.page.on("request", lambda request: requests.append(f"{request.method} {request.url}"))
    reader.visit("changes/", until="networkidle")
    expect_status(reader, FIRST)

    assert requests
    assert [request for request in requests if not request.startswith("GET ") or "?" in request] == []
