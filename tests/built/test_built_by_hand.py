"""The written docs/ are plain MkDocs: the engine, run by hand, and its successor build the same pages."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from site_tree import SiteTree, ids, words

ENGINES = [
    "mkdocs",
    pytest.param(
        "properdocs",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("properdocs") is None, reason="properdocs is not installed: a second engine"
        ),
    ),
]


@pytest.fixture(scope="module", params=ENGINES)
def by_hand(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> SiteTree:
    """The site as an engine builds it on the command line; it is not asked to be quiet, as that hides warnings."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    command = [sys.executable, "-m", request.param, "build", "-f", "mkdocs.yml", "--strict", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = (done.stdout + done.stderr).splitlines()
    assert [line for line in lines if line.startswith(("WARNING", "ERROR"))] == []
    return SiteTree(folder)


def test_the_same_pages(by_hand: SiteTree, tree: SiteTree) -> None:
    assert by_hand.pages.keys() == tree.pages.keys()


def test_the_same_words_links_and_fragments(by_hand: SiteTree, tree: SiteTree) -> None:
    for address, page in tree.pages.items():
        other = by_hand.pages[address]
        assert [words(node) for node in other.css("article")] == [words(node) for node in page.css("article")], address
        assert ids(other) == ids(page), address
        links = [[link.attributes["href"] for link in one.css("article a")] for one in (page, other)]
        assert links[0] == links[1], address
