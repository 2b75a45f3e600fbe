"""Plain text: the boilerplate of a saved page is removed; its facts and every paragraph of the text are kept."""

import os
from pathlib import Path

import documents
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import SourceFile
from generator.importing import boilerplate
from generator.importing.reader import read_bytes, read_file
from generator.importing.result import ImportedArticle
from generator.importing.text_reader import read_plain_text
from generator.text.article import parse_article

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".md")
SEED = os.environ.get("BRIEFINGS_SEED", "")


def list_passages(markdown: str) -> list[str]:
    article = parse_article(SourceFile("article.md", markdown))
    assert article.diagnostics == ()
    return [passage.text for passage in article.passages]


def list_headings(markdown: str) -> list[str]:
    return [section.title for section in parse_article(SourceFile("article.md", markdown)).sections]


def test_a_saved_page_gives_its_article_and_nothing_of_its_frame() -> None:
    article = read_bytes(documents.TEXT.encode(), ".txt")

    assert isinstance(article, ImportedArticle)
    assert list_passages(article.markdown) == list(documents.PARAGRAPHS)
    assert list_headings(article.markdown) == [documents.HEADING]
    assert article.title == documents.TITLE
    assert article.keywords == ("Harbours", "Trade unions")
    assert article.publisher == "Lowmoor Institute of Ports"
    assert (article.language, article.language_is_detected, article.published) == ("en", True, None)
    assert [text for _, text in article.omissions] == documents.TEXT.splitlines()[:4]


@pytest.mark.skipif(not SEED, reason="BRIEFINGS_SEED names no folder with the article that the project began with")
def test_the_article_that_the_project_began_with() -> None:
    file = Path(SEED) / "article.txt"
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]

    article = read_file(file)

    assert isinstance(article, ImportedArticle)
    assert article.title == "Israeli-Palestinian Coordination Against Hamas"
    assert article.keywords == ("Hamas", "Israeli Security", "Palestinians")
    assert list_headings(article.markdown) == ["Hamas Anger and Frustration", "The Secret War"]
    texts = list_passages(article.markdown)
    assert len(texts) == 29
    assert texts == [line for line in lines[7:] if line not in list_headings(article.markdown)]


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_golden_cases(case: Path, *, update_golden: bool) -> None:
    article = read_bytes(case.read_bytes(), case.suffix)
    assert isinstance(article, ImportedArticle)
    facts = {
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "authors": list(article.authors),
        "keywords": list(article.keywords),
        "publisher": article.publisher,
        "left_out": [f"{omission.kind}: {omission.text}" for omission in article.omissions],
    }
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=120)
    text = f"{head}---\n{article.markdown}"
    expected = case.with_suffix(".md")
    if update_golden:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize(("number", "is_paragraph"), [(24, False), (25, True), (34, True)])
def test_25_words_are_a_paragraph_even_without_the_end_of_a_sentence(number: int, is_paragraph: bool) -> None:  # noqa: FBT001
    """Below boilerplate, a paragraph belongs to the text; a line with fewer words is a part of the footer."""
    line = " ".join(["ships"] * number)
    paragraphs = "The talks will go on until next week.\n\nThe union had asked for another day or two."

    article = read_plain_text(f"A title of its own\n\n{paragraphs}\n\nShare\n\n{line}\n")

    assert boilerplate.is_prose(line) == is_paragraph
    assert (line in list_passages(article.markdown)) == is_paragraph
    assert (("footer", line) in article.omissions) != is_paragraph


# Laws

WORD = st.sampled_from(
    [
        "harbour",
        "union",
        "talks",
        "pay",
        "board",
        "week",
        "ship",
        "dock",
        "sea",
        "night",
        "Ann",
        "Lee’s",
        "2019",
        "*bold*",
        "_so_",
        "[1]",
        "a<b",
        "R&D",
    ]
)
SENTENCE = st.lists(WORD, min_size=8, max_size=30).map(lambda words: f"The {' '.join(words)} ends.")
OPENING = st.sampled_from(
    ["", "- ", "1. ", "# ", "> ", "* ", "+ ", "12) ", "“", "<b>x</b> ", "&amp; ", "| a | ", "[x]: "]
)
PARAGRAPH = st.builds(str.__add__, OPENING, SENTENCE)
LINE = st.sampled_from(["What comes next", "A Second Part of It", "Ships & Docks"])


@given(st.lists(PARAGRAPH, min_size=1, max_size=8, unique=True))
def test_no_paragraph_loses_a_word(paragraphs: list[str]) -> None:
    """A paragraph is read back as it was, with any marks in it; two in a row may be items of a list."""
    article = read_plain_text("A title of its own\n\n" + "\n\n".join(paragraphs))

    assert article.title == "A title of its own"
    assert article.omissions == ()
    texts = list_passages(article.markdown)
    assert len(texts) == len(paragraphs)
    for text, paragraph in zip(texts, paragraphs, strict=True):
        assert paragraph.endswith(text)
        assert paragraph.removesuffix(text) in {"", "- ", "* ", "+ ", "1. ", "12) "}


@given(st.lists(st.tuples(LINE, PARAGRAPH), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_frames_do_not_touch_the_text(parts: list[tuple[str, str]], head: bool, tail: bool) -> None:  # noqa: FBT001
    body = "\n\n".join(f"{line}\n\nSo it is, and so it stays for all of them. {paragraph}" for line, paragraph in parts)
    before = "Skip to content\nThe Coast Post\nMenu\n\n" if head else ""
    after = "\n\nShare\nTweet\n\n© 2024 The Coast Post. All rights reserved.\n" if tail else ""

    bare, framed = (
        read_plain_text(f"The title of it\n\n{body}"),
        read_plain_text(f"{before}The title of it\n\n{body}{after}"),
    )

    assert framed.markdown == bare.markdown
    assert framed.title == "The title of it"
    assert list_headings(framed.markdown) == [line for line, _ in parts]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_each_word_is_in_the_article_a_fact_or_an_omission(text: str) -> None:
    """Each word of a text is in the article, in a fact, or in an omission."""
    article = read_plain_text(text)

    texts = " ".join([*list_passages(article.markdown), *list_headings(article.markdown)])
    facts = " ".join([article.title, article.published or "", *article.authors, *article.keywords])
    everything = {
        *list_words(texts),
        *list_words(facts),
        *list_words(" ".join(omission.text for omission in article.omissions)),
    }
    stated = bool(article.published or article.authors or article.keywords)
    assert stated or everything >= set(list_words(text)) - {"x"}


def list_words(text: str) -> list[str]:
    from generator.importing.inline_text import get_text, make_prose  # noqa: PLC0415

    return [
        word for word in get_text(make_prose(text.replace("\f", "\n"))).split() if word.isalpha() and word.isascii()
    ]
