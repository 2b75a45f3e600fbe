"""The golden case that has something of every kind, with more actors than a page shows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import serve_content
from playwright.sync_api import Page
from windows import Windows

CLERKS = 120


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its content, and clerks whom no briefing names, but who are listed."""
    folder = tmp_path_factory.mktemp("many") / "content"
    shutil.copytree(Path(__file__).parents[1] / "golden/full/content", folder)
    for number in range(CLERKS):
        letters = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
        text = f"type: person\nname: Clerk Z{letters}\nlisted: true\n"
        (folder / f"actors/clerk-{letters}.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of this content."""
    with serve_content(content, tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def reader(windows: Windows, desk: str) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.page
