"""The home page: voices are counted as what they are, one for each text where nobody says that they are the same."""

import shutil
from pathlib import Path

from generator import build
from generator.pages import home
from generator.pages.standpoint import Standpoints

FULL = Path(__file__).parents[1] / "golden/full/content"


def home_of(root: Path) -> str:
    _, index = build.check(root)
    assert index
    (page,) = home.render(Standpoints(index))
    return page.text


def test_unnamed_voices_of_two_texts_are_two(tmp_path: Path) -> None:
    shutil.copytree(FULL, tmp_path / "content")
    once = home_of(tmp_path)
    briefings = tmp_path / "content/briefings"
    shutil.copytree(briefings / "quay-tolls", briefings / "quay-tolls-again")
    twice = home_of(tmp_path)

    assert "by 3 voices: [Nadia Haddad](actors/nadia-haddad.md)" in once
    assert "workers who gave no names</small>" in once
    assert "by 4 voices: [Nadia Haddad](actors/nadia-haddad.md)" in twice
    assert "workers who gave no names in 2 texts</small>" in twice
    assert "[Nadia Haddad](actors/nadia-haddad.md) in" not in twice
