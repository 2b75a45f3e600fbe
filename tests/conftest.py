"""The one switch of the tests: expectations that are files are written anew with `--update-golden`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is found as what is expected")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are written rather than compared."""
    return bool(request.config.getoption("--update-golden"))
