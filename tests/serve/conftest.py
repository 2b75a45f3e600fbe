"""A desk of one briefing, with the program running on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import lay_project
from running import Running, built


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Running]:
    """After the first build; it ends well."""
    desk = Running(lay_project(tmp_path))
    built(desk)
    yield desk
    assert desk.end() == 0
    assert desk.until("ended")
