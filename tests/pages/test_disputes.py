"""Disputes on the page of a question, and on the home page, which lists disputed questions first."""

import re
import shutil
from pathlib import Path

from generator import pages
from generator.build import checking

FULL = Path(__file__).parents[1] / "golden/full/content"
METADATA = "content/briefings/quay-tolls/metadata.yml"
PEERS = "    quote: Fewer ships will come next year\n"


def render(root: Path) -> dict[str, str]:
    _, index = checking.check(root)
    assert index
    return {page.path: page.text for page in pages.render(index)}


def lay_with_dispute(root: Path) -> None:
    """Lay the content, in which the Tide Gazette now disputes the account of unnamed speakers."""
    shutil.copytree(FULL, root / "content")
    text = (root / METADATA).read_text(encoding="utf-8")
    assert PEERS in text
    (root / METADATA).write_text(text.replace(PEERS, f"{PEERS}    disputes: [c06]\n"), encoding="utf-8")


def test_a_question_shows_who_disputes_whom_as_figure_and_table(tmp_path: Path) -> None:
    lay_with_dispute(tmp_path)
    texts = render(tmp_path)
    page = texts["questions/toll-effect.md"]
    row = (
        "| **[Tide Gazette](../actors/tide-gazette.md)** assessed: "
        "[“Traffic will fall”](../briefings/quay-tolls.md#c07) "
        "| disputes | **The text**, naming no speaker, raised the possibility: [“Ships could call at other ports”]"
        "(../briefings/quay-tolls.md#c06) |"
    )
    assert row in page
    assert re.findall(r'class="disputes-relations"[^>]*>([^<]+)<', page) == ["disputes 2"]
    assert 'href="../../briefings/quay-tolls/#c06"' in page
    assert re.findall(r'class="disputes-relations"[^>]*>([^<]+)<', texts["questions/toll-cause.md"]) == ["denies 2"]


def test_the_home_page_lists_disputed_questions_first(tmp_path: Path) -> None:
    answered = "content/briefings/quay-tolls-answered/metadata.yml"
    shutil.copytree(FULL, tmp_path / "before/content")
    lay_with_dispute(tmp_path / "after")
    undisputed = (tmp_path / "after" / answered).read_text(encoding="utf-8").replace("answers: toll-cause", "")
    (tmp_path / "after" / answered).write_text(undisputed, encoding="utf-8")
    before, after = render(tmp_path / "before")["index.md"], render(tmp_path / "after")["index.md"]
    assert before.index("questions/toll-cause.md)") < before.index("questions/toll-effect.md)")
    assert after.index("questions/toll-effect.md)") < after.index("questions/toll-cause.md)")
    assert ", 1 disputing others:" in before
