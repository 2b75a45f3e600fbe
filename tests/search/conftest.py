"""A built site, served below a sub-path, and the browser that the machine has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BELOW
from laid_project import lay_project
from playwright.sync_api import Browser, Page, expect
from serving import served
from visitor import WAIT, visiting

from generator import build
from generator.index.used import Index

CONTENT = Path(__file__).parents[1] / "golden/full/content"

# A machine that runs other tests beside these may take its time; what is right comes much sooner.
expect.set_options(timeout=WAIT)


@pytest.fixture(scope="package")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the full golden case was built."""
    folder = lay_project(tmp_path_factory.mktemp("search"), CONTENT)
    assert build.build(folder).published
    return folder


@pytest.fixture(scope="package")
def everything(root: Path) -> Index:
    """What its content says."""
    _, index = build.check(root)
    assert index
    return index


@pytest.fixture(scope="package")
def address(root: Path) -> Iterator[str]:
    """Where the site is served, as many desks do: not at the root of a host."""
    with served(root / "site", BELOW) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """An empty tab; what goes wrong in it, and what it asks of other hosts, fails the test."""
    with visiting(browser, address) as reader:
        yield reader.page
    assert reader.faults == []
