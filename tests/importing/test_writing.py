"""Whatever runs and blocks are written, they are read back with the same words, and without a diagnostic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Source
from generator.importing.blocks import Block, Body, Heading, Items, Paragraph, Quotation, Table, markdown_of
from generator.importing.commonmark import written
from generator.importing.prose import Prose, Run, plain, text_of, tidied
from generator.text.article import Article, parse

MARKS = st.sampled_from([*"*_`[]()<>#&\\!|~-+=1.:\"'^$ ", "a", "word ", "<b>", "&amp;", "1. ", "- ", "**", "\n"])
LINE = st.lists(MARKS | st.characters(codec="utf-8"), max_size=15).map("".join)
RUN = st.builds(
    Run,
    text=LINE | st.just("\n"),
    strong=st.booleans(),
    em=st.booleans(),
    code=st.booleans(),
    href=st.sampled_from(["", "", "https://a.example/c_d(e)?f=1&g=*2*", "mailto:a@b.example"]),
)
PROSE = st.lists(RUN, max_size=5).map(tidied).filter(bool)
WORDS = st.lists(LINE.map(plain).filter(bool), min_size=1, max_size=4)


def article(*blocks: Block) -> Article:
    found = parse(Source("article.md", markdown_of(Body(blocks=blocks))))
    assert found.diagnostics == ()
    return found


def words(prose: Prose) -> str:
    return text_of(prose).replace("\n", " ")


@given(st.lists(PROSE, max_size=4))
def test_paragraphs_keep_every_character(prose: list[Prose]) -> None:
    assert [passage.text for passage in article(*map(Paragraph, prose)).passages] == list(map(text_of, prose))


@given(WORDS)
def test_so_do_items_cells_and_quotations(prose: list[Prose]) -> None:
    items = tuple((Paragraph(one),) for one in prose)
    nested = tuple((Paragraph(one), Items(None, ((Paragraph(one),),))) for one in prose)
    blocks = (Items(None, items), Items(3, items), Items(7, nested), Table((tuple(prose),) * 2))

    found = article(*blocks, Quotation(tuple(map(Paragraph, prose))))

    lines, cells = list(map(text_of, prose)), list(map(words, prose))
    twice = [line for line in lines for _ in range(2)]
    assert [passage.text for passage in found.passages] == [*lines, *lines, *twice, *cells, *cells, *lines]


@given(WORDS)
def test_so_do_headings(prose: list[Prose]) -> None:
    found = article(*(Heading(3, one) for one in prose))

    assert [section.title for section in found.sections] == [words(one).strip() for one in prose]
    assert found.passages == ()


@pytest.mark.parametrize(
    ("runs", "markdown"),
    [
        ([Run(text="so "), Run(text="it ", em=True), Run(text="is")], "so *it* is"),
        ([Run(text="a", strong=True), Run(text="b", strong=True, em=True)], "**a*b***"),
        ([Run(text="(so,", strong=True), Run(text="it is")], "(so,it is"),
        ([Run(text="see!"), Run(text="x", href="https://a.example/")], "see\\![x](https://a.example/)"),
        ([Run(text="3 * 4 snake_case _x_ 1.")], "3 \\* 4 snake_case \\_x\\_ 1."),
        ([Run(text="1. one")], "1\\. one"),
        ([Run(text="<b>bold</b> R&D &amp; <3")], "`<b>`bold\\</b> R&D \\&amp; <3"),
        ([Run(text="a\nb")], "a\\\nb"),
        ([Run(text="a\u00ad\u200bb\u202ec")], "abc"),
    ],
)
def test_as_much_markup_as_the_words_allow(runs: list[Run], markdown: str) -> None:
    assert written(tidied(runs)) == markdown
