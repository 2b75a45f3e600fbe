"""A desk of one briefing, with the program running on it: a copy of a site that was built already."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ServeProcess, run_serve, wait_for_build
from shared_sites import SharedSites


@pytest.fixture
def built(tmp_path: Path, sites: SharedSites) -> Path:
    """A copy of the project with its site."""
    return Path(shutil.copytree(sites.real(), tmp_path, dirs_exist_ok=True, symlinks=True))


@pytest.fixture
def desk(built: Path) -> Iterator[ServeProcess]:
    """The running command after its first build; it ends without an error."""
    with run_serve(built) as desk:
        wait_for_build(desk)
        yield desk
        assert desk.end() == 0
        assert desk.rest()[-1] == "stopped"
