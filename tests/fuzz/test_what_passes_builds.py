"""Content without errors is published: without a warning of the engine, and with the words of the article.

Hundreds of briefings are drawn and built in one site by the whole program. A soak run draws until two thousand have no
errors.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from drawn_desk import Drawn, draw_briefings, expected_text, lay_desk, parsed
from selectolax.lexbor import LexborHTMLParser

from generator.build import checking, pipeline
from generator.diagnostics.rule import Severity
from generator.infra.files import EngineError
from generator.pages import render
from generator.site.engine import Engine
from generator.site.output import docs_tree

IN_SOAK = "BRIEFINGS_SOAK" in os.environ
PASSING = 2_000 if IN_SOAK else 60
NOT_TEXT = "sup[id^='fnref'], a.footnote-backref, a.headerlink"


def _refused(root: Path) -> set[int]:
    """The numbers of the briefings that an error is in, or in a record of theirs."""
    diagnostics, _ = checking.check(root)
    stems = {one.path.split("/")[1:3][-1] for one in diagnostics if one.severity is Severity.ERROR}
    return {int(stem.removesuffix(".yml").rpartition("-")[2]) for stem in stems}


def _passing(folder: Path, drawn: list[Drawn]) -> tuple[Path, dict[int, Drawn]]:
    """A desk with those of the drawn briefings that pass the check, and these by number."""
    left = dict(enumerate(drawn))
    for turn in range(20):
        root = lay_desk(folder / str(turn), left)
        refused = _refused(root)
        if not refused:
            return root, left
        # Without a record, those that use it fail as well.
        left = {number: one for number, one in left.items() if number not in refused}
        keepers = {number - number % 10 for number in left}
        left |= {number: Drawn("Words.", ("x",) * 12) for number in keepers if number not in left}
    pytest.fail("the check finds errors again and again")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[int, Drawn]]:
    """A desk that passes the check, of the size that is asked for."""
    first_seed = Random().randrange(2**32) if IN_SOAK else 0
    # About one in five is refused.
    for share in (4, 5, 6):
        root, left = _passing(tmp_path_factory.mktemp("desk"), draw_briefings(PASSING * share // 3, first_seed))
        if len(left) >= PASSING:
            return root, left
    pytest.fail("the check refuses half of the briefings")


@pytest.fixture(scope="module")
def pages(desk: tuple[Path, dict[int, Drawn]]) -> dict[int, LexborHTMLParser]:
    """The built pages of that desk's briefings; a warning of the engine fails."""
    root, left = desk
    try:
        html = _published(root) if IN_SOAK else _converted(root)
    except EngineError as error:
        named = [number for number in left if any(f"briefing-{number}." in line for line in error.lines)]
        pytest.fail("\n".join([*error.lines, *(repr(left[number]) for number in named)]))
    found = {number: LexborHTMLParser(html(f"briefings/briefing-{number}")) for number in left}
    for page in found.values():
        for node in page.css(NOT_TEXT):
            node.decompose()
    return found


def _published(root: Path) -> Callable[[str], str]:
    """Pages of the site as the command builds it, by their addresses."""
    pipeline.build(root)
    return lambda address: (root / f"site/{address}/index.html").read_text(encoding="utf-8")


def _converted(root: Path) -> Callable[[str], str]:
    """Pages as the engine makes them, by their addresses, without a search and all else that a site has."""
    _, index = checking.check(root)
    assert index
    docs_tree.write_pages(root / "docs", {page.path: page.text for page in render(index)})
    known = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*") if path.is_file()}
    engine = Engine.load(root)
    lines = list(engine.navigate(known, (), 0))
    html: dict[str, str] = {}
    for made in engine.build_pages(sorted(path for path in known if path.endswith(".md")), linking=()):
        lines += made.warnings
        html[made.path.removesuffix(".md")] = made.html.decode()
    if lines:
        raise EngineError(tuple(lines))
    return html.__getitem__


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_text_on_each_page_is_that_of_the_article(
    desk: tuple[Path, dict[int, Drawn]], pages: dict[int, LexborHTMLParser]
) -> None:
    root, left = desk
    for number, page in pages.items():
        article = parsed(root, number)
        (shown,) = page.css("div.article")
        assert _squeezed(shown.text()) == _squeezed(expected_text(article.body.blocks)), left[number]
        for note in article.body.footnotes:
            (item,) = page.css(f'li[id="fn:{note.label}"]')
            assert _squeezed(item.text()) == _squeezed(expected_text(note.blocks)), left[number]


def test_each_page_has_the_texts_of_its_record(
    desk: tuple[Path, dict[int, Drawn]], pages: dict[int, LexborHTMLParser]
) -> None:
    _, left = desk
    for number, page in pages.items():
        shown = _squeezed(page.css("article")[0].text())
        texts = left[number].texts
        for text in (*texts[:5], *texts[6:8]):
            assert _squeezed(text) in shown, (text, left[number])


def test_no_id_is_twice_on_a_page(desk: tuple[Path, dict[int, Drawn]], pages: dict[int, LexborHTMLParser]) -> None:
    _, left = desk
    for number, page in pages.items():
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids)), left[number]
