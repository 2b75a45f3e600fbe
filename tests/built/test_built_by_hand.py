"""The written docs/ are plain MkDocs: the engine on the command line, and its successor, build the same pages."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from site_tree import SiteTree, get_text, list_ids

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
def engine_tree(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> SiteTree:
    """Return the site that an engine builds on the command line, without `--quiet`, which hides warnings."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    command = [sys.executable, "-m", request.param, "build", "-f", "mkdocs.yml", "--strict", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    lines = (result.stdout + result.stderr).splitlines()
    assert [line for line in lines if line.startswith(("WARNING", "ERROR"))] == []
    return SiteTree(folder)


def test_command_line_builds_have_the_same_pages(engine_tree: SiteTree, tree: SiteTree) -> None:
    assert engine_tree.pages.keys() == tree.pages.keys()


def test_styles_of_material_are_in_a_css_layer(engine_tree: SiteTree, tree: SiteTree) -> None:
    for page in engine_tree.pages.values():
        if page.css_first("meta[http-equiv=refresh]"):
            continue
        linked = [link.attributes["href"] or "" for link in page.css("link[rel=stylesheet]")]
        imports = [style.text() for style in page.css("head style")]
        assert not [href for href in linked if "assets/stylesheets/" in href]
        assert len(imports) == 2
        assert all(
            re.fullmatch(r'@import url\("\S*assets/stylesheets/\S+"\) layer\(material\);', text) for text in imports
        )
    (sheet,) = (tree.folder / "assets").glob("site.*.css")
    assert sheet.read_text().startswith("@layer material{")


def test_command_line_builds_have_the_same_text_links_and_ids(engine_tree: SiteTree, tree: SiteTree) -> None:
    for address, page in tree.pages.items():
        engine_page = engine_tree.pages[address]
        assert [get_text(node) for node in engine_page.css("article")] == [
            get_text(node) for node in page.css("article")
        ], address
        assert list_ids(engine_page) == list_ids(page), address
        links = [
            [link.attributes["href"] for link in parsed_page.css("article a")] for parsed_page in (page, engine_page)
        ]
        assert links[0] == links[1], address
