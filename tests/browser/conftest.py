"""Two sites that are built once and served: the real content, and one that has all kinds of pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BASE_PATH
from serving import serve_site
from shared_sites import SharedSites, lay_sample


@pytest.fixture(scope="session")
def real(sites: SharedSites) -> Iterator[str]:
    """Serve the real content at the root of a host, and return its address."""
    with serve_site(sites.real() / "site") as address:
        yield address


@pytest.fixture(scope="session")
def sample(sites: SharedSites) -> Iterator[str]:
    """Serve a site below a path, and return its address.

    It has former addresses, lists that go on over further pages, and articles with all blocks in both directions.
    """
    with serve_site(sites.build("below", _lay_below) / "site", BASE_PATH) as address:
        yield address


def _lay_below(root: Path) -> None:
    lay_sample(root)
    shutil.copytree(Path(__file__).parent / "blocks", root / "content", dirs_exist_ok=True)
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    moved = text.replace("site_url: https://briefings.test/", f"site_url: https://briefings.test{BASE_PATH}")
    assert moved != text
    configuration.write_text(moved, encoding="utf-8")
