"""The golden case that has something of every kind."""

from collections.abc import Iterator

import pytest
from desks import BASE_PATH
from playwright.sync_api import Browser, BrowserContext, Page
from serving import serve_site
from shared_sites import SharedSites
from visitor import open_profile, visiting_again


@pytest.fixture(scope="module")
def desk(sites: SharedSites) -> Iterator[str]:
    """The address of its site."""
    with serve_site(sites.case("full") / "site", BASE_PATH) as address:
        yield address


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """A wide screen, with a mouse."""
    with open_profile(browser, viewport={"width": 1280, "height": 900}) as profile:
        yield profile


@pytest.fixture
def reader(profile: BrowserContext, desk: str) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with visiting_again(profile, desk) as visitor:
        yield visitor.page
