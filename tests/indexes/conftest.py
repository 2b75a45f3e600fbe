"""The golden case that has something of every kind, with more actors than a page shows."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import desk_of
from playwright.sync_api import Browser, Page
from visitor import visiting_well

CLERKS = 120


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its content, and clerks whom no briefing names."""
    folder = tmp_path_factory.mktemp("many") / "content"
    shutil.copytree(Path(__file__).parents[1] / "golden/full/content", folder)
    for number in range(CLERKS):
        letters = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
        (folder / f"actors/clerk-{letters}.yml").write_text(f"type: person\nname: Clerk Z{letters}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of its site."""
    with desk_of(content, tmp_path_factory.mktemp("desk")) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, desk: str) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with visiting_well(browser, desk, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.page
