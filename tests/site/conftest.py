"""Small sites, not yet built or published, as fixtures."""

from pathlib import Path

import pytest
from small_site import lay_published, lay_root, publish_with_light_search, update_index

from generator.site import rebuild


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a small site, not yet built."""
    return lay_root(tmp_path)


@pytest.fixture(scope="session")
def _published_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose site was published; tests get copies."""
    return publish_with_light_search(lay_root(tmp_path_factory.mktemp("published")))


@pytest.fixture
def published_root(_published_original: Path, tmp_path: Path) -> Path:
    """The root of a small site that was published, with a light search."""
    lay_published(_published_original, tmp_path)
    return tmp_path


@pytest.fixture
def _light_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace Pagefind, which takes most of the time of a small build."""
    monkeypatch.setattr(rebuild, "update_index", update_index)
