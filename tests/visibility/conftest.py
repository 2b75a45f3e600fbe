"""A project that is built again and again, at one moment and another."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import lay_project
from laying import BASE


@pytest.fixture(scope="module")
def _desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_project(tmp_path_factory.mktemp("visibility") / "desk", BASE / "content")


@pytest.fixture
def root(_desk: Path, tmp_path: Path) -> Iterator[Path]:
    """The project, with the builds of the tests before it and without the content that they added."""
    content = shutil.copytree(_desk / "content", tmp_path / "content before the test")
    yield _desk
    shutil.rmtree(_desk / "content")
    shutil.move(content, _desk / "content")
