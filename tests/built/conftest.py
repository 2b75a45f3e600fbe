"""The real content, built once for each file of tests."""

from pathlib import Path

import pytest
from laid_project import lay_project
from site_tree import SiteTree

from generator import build
from generator.index.used import Index


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the real content was built."""
    folder = lay_project(tmp_path_factory.mktemp("real"))
    outcome = build.build(folder, strict=True)
    assert outcome.diagnostics == []
    assert outcome.published
    return folder


@pytest.fixture(scope="module")
def tree(root: Path) -> SiteTree:
    """The site of the real content."""
    return SiteTree(root / "site")


@pytest.fixture(scope="module")
def everything(root: Path) -> Index:
    """The index of the real content."""
    _, index = build.check(root)
    assert index
    return index
