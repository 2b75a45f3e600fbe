"""The built site of the real content."""

from pathlib import Path

import pytest
from plain_index import check_plainly
from shared_sites import SharedSites
from site_tree import SiteTree

from generator.index.model import Index


@pytest.fixture(scope="package")
def root(sites: SharedSites) -> Path:
    """The root in which the real content was built."""
    return sites.real()


@pytest.fixture(scope="package")
def tree(root: Path) -> SiteTree:
    """The site of the real content."""
    return SiteTree(root / "site")


@pytest.fixture(scope="package")
def everything(root: Path) -> Index:
    """The index of the real content, which has no errors or warnings."""
    diagnostics, index = check_plainly(root)
    assert diagnostics == []
    assert index
    return index
