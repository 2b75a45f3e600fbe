"""An editor who looks at the site while writing: the command `serve`, and a browser.

Tests that change only an actor share one running program, and end with the actor as it was.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from laid_project import lay_project
from playwright.sync_api import Browser, expect
from running import ACTOR, ServeProcess, replace_in_actor, run_serve, wait_for_build
from shared_sites import SharedSites
from visitor import Visitor, visiting
from waiting import wait_until

PAGE = "actors/hamas/"


@pytest.fixture(scope="module")
def desk(sites: SharedSites, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeProcess]:
    """The command, running on a copy of the project, after its first build."""
    with running_on(shutil.copytree(sites.real(), tmp_path_factory.mktemp("desk") / "root", symlinks=True)) as desk:
        yield desk


@contextmanager
def running_on(root: Path) -> Iterator[ServeProcess]:
    with run_serve(root) as desk:
        wait_for_build(desk)
        yield desk
        assert desk.end() == 0
        assert desk.rest()[-1] == "stopped"


@pytest.fixture
def reader(browser: Browser, desk: ServeProcess) -> Iterator[Visitor]:
    with reading(browser, desk) as reader:
        yield reader


@contextmanager
def reading(browser: Browser, desk: ServeProcess) -> Iterator[Visitor]:
    """Open the page of the actor on a phone; there may be no fault."""
    with visiting(browser, desk.address, viewport={"width": 390, "height": 800}) as reader:
        reader.visit(PAGE, until="networkidle")
        yield reader
        assert list_faults(reader) == []


def list_faults(reader: Visitor) -> list[str]:
    """Return the failures except those of the event stream, which ends when the browser leaves a page."""
    return [fault for fault in reader.seen() if not fault.startswith(f"failed: {reader.address}.briefings/")]


def test_a_save_reloads_the_page_where_it_was_and_an_error_opens_the_overlay(
    desk: ServeProcess, reader: Visitor
) -> None:
    page = reader.page
    heading = page.locator("article h1")
    overlay = page.get_by_role("dialog", name="1 error: the site was not rebuilt")
    expect(heading).to_contain_text("Hamas")

    page.evaluate("scrollTo(0, 600)")
    replace_in_actor(desk, "name: Hamas\n", "name: Hamas of Gaza\n")
    expect(heading).to_contain_text("Hamas of Gaza")
    wait_until(lambda: page.evaluate("Math.abs(scrollY - 600) < 120"))

    replace_in_actor(desk, "type: ", "typ: ")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"{ACTOR}:")
    expect(heading).to_contain_text("Hamas of Gaza")
    assert page.evaluate("document.activeElement === document.body")
    assert reader.overflow() == []
    assert list_faults(reader) == []
    assert reader.barriers() == []
    reader.faults.clear()  # axe-core styles the page, and the policy does not let it

    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    page.reload()
    expect(overlay).to_be_visible()

    replace_in_actor(desk, "typ: ", "type: ")
    expect(overlay).to_have_count(0)
    replace_in_actor(desk, "name: Hamas of Gaza\n", "name: Hamas\n")
    expect(heading).not_to_contain_text("of Gaza")


def test_markup_in_errors_is_shown_as_text(desk: ServeProcess, reader: Visitor) -> None:
    replace_in_actor(desk, "type: ", "<img src=x onerror=alert(1)>: ")
    overlay = reader.page.get_by_role("dialog")
    expect(overlay).to_contain_text("<img src=x onerror=alert(1)>")
    expect(overlay.locator("img")).to_have_count(0)
    replace_in_actor(desk, "<img src=x onerror=alert(1)>: ", "type: ")
    expect(overlay).to_have_count(0)


def test_errors_are_shown_before_the_first_successful_build(tmp_path: Path, browser: Browser) -> None:
    root = lay_project(tmp_path)
    good = (root / ACTOR).read_text(encoding="utf-8")
    (root / ACTOR).write_text("nam: Hamas\n", encoding="utf-8")
    with run_serve(root) as desk, visiting(browser, desk.address) as reader:
        reader.page.goto(desk.address)
        expect(reader.page.get_by_role("heading", name="No site yet")).to_be_visible()
        expect(reader.page.get_by_role("dialog")).to_contain_text(f"{ACTOR}:1:1")
        (root / ACTOR).write_text(good, encoding="utf-8")
        expect(reader.page.locator(".md-header")).to_be_visible()
        expect(reader.page.get_by_role("dialog")).to_have_count(0)
        assert desk.end() == 0


def test_changed_configuration_and_theme_are_read_again(built: Path, browser: Browser) -> None:
    with running_on(built) as desk, reading(browser, desk) as reader:
        reader.page.goto("about:blank")
        configuration = desk.root / "mkdocs.yml"
        text = configuration.read_text(encoding="utf-8")
        configuration.write_text(
            text.replace("site_name: Briefings", "site_name: Gaza desk").replace("briefings.test/", "b.example/desk/"),
            encoding="utf-8",
        )
        wait_for_build(desk)
        reader.visit(f"desk/{PAGE}")
        expect(reader.page).to_have_title("Hamas - Gaza desk")
        main = desk.root / "generator/theme/main.html"
        main.write_text(main.read_text(encoding="utf-8") + "{% block footer %}<p>Our own foot</p>{% endblock %}")
        expect(reader.page.get_by_text("Our own foot")).to_be_visible()
