"""A built site that is served below a path, and a browser window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BASE_PATH
from laid_project import lay_project
from plain_index import check_plainly
from playwright.sync_api import Page
from search_page import ACTORS, BRIEFINGS, THEMES
from serving import serve_site
from shared_sites import SharedSites
from synthetic import write_content
from windows import Windows

from generator.index.model import Index


@pytest.fixture(scope="package")
def root(sites: SharedSites) -> Path:
    """Return the folder in which the full golden case was built."""
    return sites.case("full")


@pytest.fixture(scope="package")
def crowded(sites: SharedSites) -> Path:
    """Return a site in which a word has many results."""
    return sites.build("crowded", _lay_crowded) / "site"


def _lay_crowded(root: Path) -> None:
    lay_project(root, root / "no-content")
    write_content(root, BRIEFINGS, actors=ACTORS, themes=THEMES)


@pytest.fixture(scope="package")
def everything(root: Path) -> Index:
    """Return the index of its content."""
    _, index = check_plainly(root)
    assert index
    return index


@pytest.fixture(scope="package")
def address(root: Path) -> Iterator[str]:
    """Serve the site below a path, as many desks do, and return its address."""
    with serve_site(root / "site", BASE_PATH) as address:
        yield address


@pytest.fixture
def page(windows: Windows, address: str) -> Iterator[Page]:
    """Lend a tab; a fault in it, or a request to another site, fails the test."""
    with windows.visiting(address) as reader:
        yield reader.page
    assert reader.faults == []
