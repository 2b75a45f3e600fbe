"""A small root: the real configuration and theme, and a page for each entry of the navigation."""

import shutil
from pathlib import Path

import pytest
from small_site import update_index

from generator.site import rebuild

REPOSITORY = Path(__file__).parents[2]

PAGES = {
    "index.md": "# Briefings\n\n[Hamas](actors/hamas.md#says)\n",
    "briefings/index.md": "# Briefings\n",
    "statements/index.md": "# Statements\n",
    "compare/index.md": "# Compare two actors\n",
    "actors/index.md": "# Actors\n",
    "actors/hamas.md": "# Hamas\n\n## Says\n\nWords.[^c01]\n\n[^c01]: A note.\n",
    "actors/old-name/index.html": "<!doctype html>\n<title>Moved</title>\n",
    "themes/index.md": "# Themes\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n",
    "questions/index.md": "# Questions\n",
    "sources/index.md": "# Sources\n",
    "places/index.md": "# Places\n",
    "changes.md": "# What changed\n",
    "timeline.md": "# Timeline\n",
    "network.md": "# Network\n",
    "methodology.md": "# Methodology\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root of a small site, not yet built."""
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    shutil.copytree(REPOSITORY / "generator/theme", tmp_path / "generator/theme")
    for path, text in PAGES.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text)
    shutil.copy(REPOSITORY / "docs/about.md", tmp_path / "docs")
    return tmp_path


@pytest.fixture
def _light_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace Pagefind, which takes most of the time of a small build."""
    monkeypatch.setattr(rebuild, "update_index", update_index)
