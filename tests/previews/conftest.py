"""The golden case that has something of every kind."""

from pathlib import Path

import pytest
from in_chromium import browser, desk, reader

__all__ = ["browser", "desk", "reader"]


@pytest.fixture(scope="module")
def content() -> Path:
    """Its content."""
    return Path(__file__).parents[1] / "golden/full/content"
