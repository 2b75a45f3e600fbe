"""The golden case that has something of every kind, with more actors than a page shows."""

import shutil
from pathlib import Path

import pytest
from in_chromium import browser, desk, reader

__all__ = ["browser", "desk", "reader"]

CLERKS = 120


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its content, and clerks whom no briefing names."""
    folder = tmp_path_factory.mktemp("many") / "content"
    shutil.copytree(Path(__file__).parents[1] / "golden/full/content", folder)
    for number in range(CLERKS):
        letters = chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
        (folder / f"actors/clerk-{letters}.yml").write_text(f"type: person\nname: Clerk Z{letters}\n", encoding="utf-8")
    return folder
