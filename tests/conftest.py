"""What all tests share: the switch `--update-golden`, which writes files of expectations anew, and no deadlines."""

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is, not whether a law holds.
settings.register_profile("no deadlines", deadline=None)
settings.load_profile("no deadlines")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is found as what is expected")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are written rather than compared."""
    return bool(request.config.getoption("--update-golden"))
