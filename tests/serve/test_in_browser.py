"""Who writes, and looks at the site meanwhile: the program as it is started, and a browser beside it."""

import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import PROJECT, lay_project
from playwright.sync_api import Browser, expect
from visitor import WAIT, Visitor, visiting

ACTOR = "content/actors/hamas.yml"
PAGE = "actors/hamas/"

expect.set_options(timeout=WAIT)


class Desk:
    """The program, running on a project; what it says is kept."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: queue.Queue[str] = queue.Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "generator", "--root", str(root), "serve", "--port", "0"],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = self.until("serving ").removeprefix("serving ").partition(",")[0]

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.said.put(line.rstrip("\n"))

    def until(self, begin: str) -> str:
        """The next line that begins so."""
        while True:
            line = self.said.get(timeout=WAIT / 1000)
            if line.startswith(begin):
                return line

    def built(self) -> None:
        self.until("1 briefing, ")

    def end(self) -> int:
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=30)

    def replace(self, old: str, new: str) -> None:
        """Saves the actor's file as many editors do: under another name, then in its place."""
        file = self.root / ACTOR
        growing = file.with_name(".hamas.yml.swp")
        text = file.read_text(encoding="utf-8")
        assert old in text
        growing.write_text(text.replace(old, new), encoding="utf-8")
        growing.rename(file)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(lay_project(tmp_path))
    desk.built()
    yield desk
    assert desk.end() == 0
    assert desk.until("ended")


@pytest.fixture
def reader(browser: Browser, desk: Desk) -> Iterator[Visitor]:
    with visiting(browser, desk.address, viewport={"width": 390, "height": 800}) as reader:
        reader.visit(PAGE, until="networkidle")
        yield reader
        assert faults(reader) == []


def faults(reader: Visitor) -> list[str]:
    """A page that is left hangs up, and Playwright tells of that as of a failure."""
    return [fault for fault in reader.seen() if not fault.startswith(f"failed: {reader.address}.briefings/")]


def test_a_save_is_seen_and_a_mistake_is_told(desk: Desk, reader: Visitor) -> None:
    page = reader.page
    heading = page.locator("article h1")
    overlay = page.get_by_role("dialog", name="1 mistake keeps the site from being built")
    expect(heading).to_contain_text("Hamas")

    desk.replace("name: Hamas\n", "name: Hamas of Gaza\n")
    expect(heading).to_contain_text("Hamas of Gaza")

    desk.replace("type: ", "typ: ")
    expect(overlay).to_be_visible()
    expect(overlay).to_contain_text(f"{ACTOR}:")
    expect(heading).to_contain_text("Hamas of Gaza")
    assert page.evaluate("document.activeElement === document.body")
    assert reader.overflow() == []
    assert faults(reader) == []
    assert reader.barriers() == []
    reader.faults.clear()  # axe-core styles the page, and the policy does not let it

    page.keyboard.press("Escape")
    expect(overlay).to_have_count(0)
    page.reload()
    expect(overlay).to_be_visible()

    desk.replace("typ: ", "type: ")
    expect(overlay).to_have_count(0)
    desk.replace("name: Hamas of Gaza\n", "name: Hamas\n")
    expect(heading).not_to_contain_text("of Gaza")


def test_what_a_mistake_quotes_is_text(desk: Desk, reader: Visitor) -> None:
    desk.replace("type: ", "<img src=x onerror=alert(1)>: ")
    overlay = reader.page.get_by_role("dialog")
    expect(overlay).to_contain_text("<img src=x onerror=alert(1)>")
    expect(overlay.locator("img")).to_have_count(0)


def test_the_place_in_the_page_stays(desk: Desk, reader: Visitor) -> None:
    reader.page.evaluate("scrollTo(0, 600)")
    desk.replace("name: Hamas\n", "name: Hamas of Gaza\n")
    expect(reader.page.locator("article h1")).to_contain_text("Hamas of Gaza")
    reader.page.wait_for_function("Math.abs(scrollY - 600) < 120")


def test_a_burst_is_built_once_or_twice(desk: Desk) -> None:
    while not desk.said.empty():
        desk.said.get()
    for number in range(50):
        path = desk.root / f"content/places/place-{number}.yml"
        path.write_text(f"name: Place {number}\n", encoding="utf-8")
    desk.built()
    desk.replace("name: Hamas\n", "name: Hamas of Gaza\n")
    desk.until("changed: content/actors/hamas.yml")
    desk.built()
    for path in (desk.root / "content/places").glob("place-*.yml"):
        path.unlink()
    desk.built()


def test_before_the_first_site_its_mistakes_are_shown(tmp_path: Path, browser: Browser) -> None:
    root = lay_project(tmp_path)
    good = (root / ACTOR).read_text(encoding="utf-8")
    (root / ACTOR).write_text("nam: Hamas\n", encoding="utf-8")
    desk = Desk(root)
    with visiting(browser, desk.address) as reader:
        reader.page.goto(desk.address)
        expect(reader.page.get_by_role("heading", name="No site yet")).to_be_visible()
        expect(reader.page.get_by_role("dialog")).to_contain_text(f"{ACTOR}:1:1")
        (root / ACTOR).write_text(good, encoding="utf-8")
        expect(reader.page.locator(".md-header")).to_be_visible()
        expect(reader.page.get_by_role("dialog")).to_have_count(0)
    assert desk.end() == 0


def test_templates_theme_and_configuration_are_read_anew(desk: Desk, reader: Visitor) -> None:
    reader.page.goto("about:blank")
    configuration = desk.root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(
        text.replace("site_name: Briefings", "site_name: Gaza desk").replace("briefings.example/", "b.example/desk/"),
        encoding="utf-8",
    )
    desk.built()
    reader.visit(f"desk/{PAGE}")
    expect(reader.page).to_have_title("Hamas - Gaza desk")
    main = desk.root / "generator/theme/main.html"
    main.write_text(main.read_text(encoding="utf-8") + "{% block footer %}<p>Our own foot</p>{% endblock %}")
    expect(reader.page.get_by_text("Our own foot")).to_be_visible()


def test_a_port_in_use_ends_it(desk: Desk) -> None:
    port = desk.address.rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "generator", "--root", str(desk.root), "serve", "--port", port]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"error: port {port} is in use: end what uses it, or name another with `--port`\n"


def test_templates_are_read_anew(tmp_path: Path) -> None:
    """The generator's own: in a copy of the package, as it is there that a site's owner changes them."""
    root = lay_project(tmp_path)
    shutil.rmtree(root / "generator")
    shutil.copytree(PROJECT / "generator", root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        lines = iter(process.stdout or ())
        next(line for line in lines if line.startswith("1 briefing"))
        template = root / "generator/templates/home.md.j2"
        template.write_text(template.read_text(encoding="utf-8") + "\nOur own foot\n", encoding="utf-8")
        next(line for line in lines if line.startswith("1 briefing"))
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode == 0
    assert "Our own foot" in (root / "site/index.html").read_text(encoding="utf-8")
