"""What all tests share: switches, no deadlines, a browser.

`--update-golden` writes expectations anew; `--moments` says how often builds are killed.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says how busy the machine is, not whether a law holds.
settings.register_profile("no deadlines", deadline=None)
settings.load_profile("no deadlines")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is found as what is expected")
    moments = int(os.environ.get("BRIEFINGS_SOAK", "10"))
    parser.addoption("--moments", type=int, default=moments, help="at how many moments a build is killed")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are written rather than compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A Chromium. Where there is none the tests are skipped, or fail where nobody reads why: in CI."""
    import chromium  # noqa: PLC0415  # most tests need no Playwright

    path = chromium.find()
    if path is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(f"no Chromium; one can be named with {chromium.NAMED_BY}")
    with chromium.launched(path) as one:
        yield one
