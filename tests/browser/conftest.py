"""Two sites that are built once and served: the real content, and one that has all kinds of pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from laid_project import PROJECT, lay_project
from serving import served

from generator import build

CASES = PROJECT / "tests/golden"
BELOW = "/desk/"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real content, at the root of a host."""
    root = lay_project(tmp_path_factory.mktemp("real"))
    assert build.build(root).published
    with served(root / "site") as address:
        yield address


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site below a path, which has former addresses and lists that go on over further pages."""
    root = lay_project(tmp_path_factory.mktemp("sample"), CASES / "full/content")
    for kind in ("actors", "briefings", "themes"):
        shutil.copytree(CASES / "further/content" / kind, root / "content" / kind, dirs_exist_ok=True)
    _move_below(root / "mkdocs.yml")
    assert build.build(root).published
    with served(root / "site", BELOW) as address:
        yield address


def _move_below(configuration: Path) -> None:
    text = configuration.read_text(encoding="utf-8")
    moved = text.replace("site_url: https://briefings.example/", f"site_url: https://briefings.example{BELOW}")
    assert moved != text
    configuration.write_text(moved, encoding="utf-8")
