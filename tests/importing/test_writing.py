"""Whatever runs and blocks are written, they are read back with the same words, and without a diagnostic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import SourceFile
from generator.importing.blocks import (
    Block,
    Body,
    ImportedHeading,
    ImportedList,
    ImportedParagraph,
    ImportedQuotation,
    ImportedTable,
    render_markdown,
)
from generator.importing.commonmark import render_prose
from generator.importing.inline_text import Prose, TextRun, get_text, make_prose, normalize_runs
from generator.text.article import Article, parse_article

MARKS = st.sampled_from([*"*_`[]()<>#&\\!|~-+=1.:\"'^$ ", "a", "word ", "<b>", "&amp;", "1. ", "- ", "**", "\n"])
LINE = st.lists(MARKS | st.characters(codec="utf-8"), max_size=15).map("".join)
RUN = st.builds(
    TextRun,
    text=LINE | st.just("\n"),
    strong=st.booleans(),
    em=st.booleans(),
    code=st.booleans(),
    href=st.sampled_from(["", "", "https://a.example/c_d(e)?f=1&g=*2*", "mailto:a@b.example"]),
)
PROSE = st.lists(RUN, max_size=5).map(normalize_runs).filter(bool)
WORDS = st.lists(LINE.map(make_prose).filter(bool), min_size=1, max_size=4)


def parse_blocks(*blocks: Block) -> Article:
    article = parse_article(SourceFile("article.md", render_markdown(Body(blocks=blocks))))
    assert article.diagnostics == ()
    return article


def get_words(prose: Prose) -> str:
    return get_text(prose).replace("\n", " ")


@given(st.lists(PROSE, max_size=4))
def test_paragraphs_keep_every_character(prose: list[Prose]) -> None:
    assert [passage.text for passage in parse_blocks(*map(ImportedParagraph, prose)).passages] == list(
        map(get_text, prose)
    )


@given(WORDS)
def test_so_do_items_cells_and_quotations(prose: list[Prose]) -> None:
    items = tuple((ImportedParagraph(runs),) for runs in prose)
    nested = tuple((ImportedParagraph(runs), ImportedList(None, ((ImportedParagraph(runs),),))) for runs in prose)
    blocks = (
        ImportedList(None, items),
        ImportedList(3, items),
        ImportedList(7, nested),
        ImportedTable((tuple(prose),) * 2),
    )

    article = parse_blocks(*blocks, ImportedQuotation(tuple(map(ImportedParagraph, prose))))

    lines, cells = list(map(get_text, prose)), list(map(get_words, prose))
    twice = [line for line in lines for _ in range(2)]
    assert [passage.text for passage in article.passages] == [*lines, *lines, *twice, *cells, *cells, *lines]


@given(WORDS)
def test_so_do_headings(prose: list[Prose]) -> None:
    article = parse_blocks(*(ImportedHeading(3, runs) for runs in prose))

    assert [section.title for section in article.sections] == [get_words(runs).strip() for runs in prose]
    assert article.passages == ()


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        ([TextRun(text="so "), TextRun(text="it ", em=True), TextRun(text="is")], "so *it* is"),
        ([TextRun(text="a", strong=True), TextRun(text="b", strong=True, em=True)], "**a*b***"),
        ([TextRun(text="(so,", strong=True), TextRun(text="it is")], "(so,it is"),
        ([TextRun(text="see!"), TextRun(text="x", href="https://a.example/")], "see\\![x](https://a.example/)"),
        ([TextRun(text="3 * 4 snake_case _x_ 1.")], "3 \\* 4 snake_case \\_x\\_ 1."),
        ([TextRun(text="1. one")], "1\\. one"),
        ([TextRun(text="<b>bold</b> R&D &amp; <3")], "`<b>`bold\\</b> R&D \\&amp; <3"),
        ([TextRun(text="a\nb")], "a\\\nb"),
        ([TextRun(text="a\u00ad\u200bb\u202ec")], "abc"),
    ],
)
def test_as_much_markup_as_the_words_allow(runs: list[TextRun], markdown: str) -> None:
    assert render_prose(normalize_runs(runs)) == markdown
