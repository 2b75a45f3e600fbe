"""The home page: unnamed voices of two texts count as two, because nothing says that they are the same."""

import shutil
from pathlib import Path

from generator.build import checking
from generator.pages import home
from generator.pages.page_context import SiteContext

FULL = Path(__file__).parents[1] / "golden/full/content"


def render_home(root: Path) -> str:
    _, index = checking.check(root)
    assert index
    (page,) = home.render(SiteContext(index))
    return page.text


def test_unnamed_voices_of_two_texts_are_two(tmp_path: Path) -> None:
    shutil.copytree(FULL, tmp_path / "content")
    single = render_home(tmp_path)
    briefings = tmp_path / "content/briefings"
    shutil.copytree(briefings / "quay-tolls", briefings / "quay-tolls-again")
    double = render_home(tmp_path)

    assert "by 3 speakers, 1 disputing others: [Nadia Haddad](actors/nadia-haddad.md)" in single
    assert "workers who gave no names</small>" in single
    assert "by 4 speakers, 1 disputing others: [Nadia Haddad](actors/nadia-haddad.md)" in double
    assert "workers who gave no names in 2 texts</small>" in double
    assert "[Nadia Haddad](actors/nadia-haddad.md) in" not in double
