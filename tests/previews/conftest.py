"""The golden case that has something of every kind."""

from collections.abc import Iterator

import pytest
from desks import BASE_PATH
from playwright.sync_api import Page
from serving import serve_site
from shared_sites import SharedSites
from windows import Windows


@pytest.fixture(scope="module")
def desk(sites: SharedSites) -> Iterator[str]:
    """The address of its site."""
    with serve_site(sites.case("full") / "site", BASE_PATH) as address:
        yield address


@pytest.fixture
def reader(windows: Windows, desk: str) -> Iterator[Page]:
    """A page on a wide screen, with a mouse."""
    with windows.visiting_well(desk, viewport={"width": 1280, "height": 900}) as visitor:
        yield visitor.page
