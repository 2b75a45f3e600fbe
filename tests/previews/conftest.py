"""The golden case that has something of every kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import desk_of
from playwright.sync_api import Browser, Page
from visitor import visiting_well


@pytest.fixture(scope="module")
def content() -> Path:
    """Its content."""
    return Path(__file__).parents[1] / "golden/full/content"


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
