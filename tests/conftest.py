"""What all tests share: switches, no deadlines, a browser, an nginx.

`--update-golden` writes expectations anew; `--moments` says how often builds are killed.
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import nginx
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
    """A Chromium. Without one the tests are skipped, or fail."""
    import chromium  # noqa: PLC0415  # most tests need no Playwright

    with chromium.launched(_there(chromium.find(), f"no Chromium; one can be named with {chromium.NAMED_BY}")) as one:
        yield one


@pytest.fixture(scope="session")
def nginx_program() -> str:
    """The path of an nginx. Without one the tests are skipped, or fail."""
    return _there(nginx.find(), f"no nginx; one can be named with {nginx.NAMED_BY}")


def _there(path: str | None, reason: str) -> str:
    """The path of a program. In CI its absence is a failure, as nobody reads there what was skipped."""
    if path is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(reason)
    return path
