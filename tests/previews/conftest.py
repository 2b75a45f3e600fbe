"""The golden case that has something of every kind."""

from collections.abc import Iterator

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, Page
from serving import serve_site
from shared_sites import SharedSites
from visitor import visiting_well


@pytest.fixture(scope="module")
def desk(sites: SharedSites) -> Iterator[str]:
    """The address of its site."""
    with serve_site(sites.case("full") / "site", BASE_PATH) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, desk: str) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with visiting_well(browser, desk, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.page
