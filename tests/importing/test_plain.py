"""Plain text: the frame of a saved page goes, its facts and every paragraph of the text stay."""

import os
from pathlib import Path

import documents
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Source
from generator.importing.imported import Imported
from generator.importing.plain import read_plain
from generator.importing.reading import read_bytes, read_file
from generator.text.article import parse

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".md")
SEED = os.environ.get("BRIEFINGS_SEED", "")


def passages(markdown: str) -> list[str]:
    article = parse(Source("article.md", markdown))
    assert article.diagnostics == ()
    return [passage.text for passage in article.passages]


def headings(markdown: str) -> list[str]:
    return [section.title for section in parse(Source("article.md", markdown)).sections]


def test_a_saved_page_gives_its_article_and_nothing_of_its_frame() -> None:
    found = read_bytes(documents.TEXT.encode(), ".txt")

    assert isinstance(found, Imported)
    assert passages(found.markdown) == list(documents.PARAGRAPHS)
    assert headings(found.markdown) == [documents.HEADING]
    assert found.title == documents.TITLE
    assert found.keywords == ("Harbours", "Trade unions")
    assert found.publisher == "Lowmoor Institute of Ports"
    assert (found.language, found.language_is_detected, found.published) == ("en", True, None)
    assert [text for _, text in found.left_out] == documents.TEXT.splitlines()[:4]


@pytest.mark.skipif(not SEED, reason="BRIEFINGS_SEED names no folder with the article that the project began with")
def test_the_article_that_the_project_began_with() -> None:
    file = Path(SEED) / "article.txt"
    lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]

    found = read_file(file)

    assert isinstance(found, Imported)
    assert found.title == "Israeli-Palestinian Coordination Against Hamas"
    assert found.keywords == ("Hamas", "Israeli Security", "Palestinians")
    assert headings(found.markdown) == ["Hamas Anger and Frustration", "The Secret War"]
    kept = passages(found.markdown)
    assert len(kept) == 29
    assert kept == [line for line in lines[7:] if line not in headings(found.markdown)]


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_golden_cases(case: Path, *, update_golden: bool) -> None:
    found = read_bytes(case.read_bytes(), case.suffix)
    assert isinstance(found, Imported)
    facts = {
        "title": found.title,
        "published": found.published,
        "language": found.language,
        "authors": list(found.authors),
        "keywords": list(found.keywords),
        "publisher": found.publisher,
        "left_out": [f"{one.what}: {one.text}" for one in found.left_out],
    }
    head = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=120)
    text = f"{head}---\n{found.markdown}"
    expected = case.with_suffix(".md")
    if update_golden:
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


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
    """Whatever marks stand in it, a paragraph is read back as it was; two in a row may be items of a list."""
    found = read_plain("A title of its own\n\n" + "\n\n".join(paragraphs))

    assert found.title == "A title of its own"
    assert found.left_out == ()
    kept = passages(found.markdown)
    assert len(kept) == len(paragraphs)
    for text, paragraph in zip(kept, paragraphs, strict=True):
        assert paragraph.endswith(text)
        assert paragraph.removesuffix(text) in {"", "- ", "* ", "+ ", "1. ", "12) "}


@given(st.lists(st.tuples(LINE, PARAGRAPH), min_size=1, max_size=5), st.booleans(), st.booleans())
def test_frames_do_not_touch_the_text(parts: list[tuple[str, str]], head: bool, tail: bool) -> None:  # noqa: FBT001
    body = "\n\n".join(f"{line}\n\nSo it is, and so it stays for all of them. {paragraph}" for line, paragraph in parts)
    before = "Skip to content\nThe Coast Post\nMenu\n\n" if head else ""
    after = "\n\nShare\nTweet\n\n© 2024 The Coast Post. All rights reserved.\n" if tail else ""

    bare, framed = read_plain(f"The title of it\n\n{body}"), read_plain(f"{before}The title of it\n\n{body}{after}")

    assert framed.markdown == bare.markdown
    assert framed.title == "The title of it"
    assert headings(framed.markdown) == [line for line, _ in parts]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_whatever_is_not_in_the_text_is_named(text: str) -> None:
    """Each word of a text is in the article, in a fact, or among what was left out."""
    found = read_plain(text)

    kept = " ".join([*passages(found.markdown), *headings(found.markdown)])
    facts = " ".join([found.title, found.published or "", *found.authors, *found.keywords])
    everything = {*words(kept), *words(facts), *words(" ".join(one.text for one in found.left_out))}
    stated = bool(found.published or found.authors or found.keywords)
    assert stated or everything >= set(words(text)) - {"x"}


def words(text: str) -> list[str]:
    from generator.importing.prose import plain, text_of  # noqa: PLC0415

    return [word for word in text_of(plain(text.replace("\f", "\n"))).split() if word.isalpha() and word.isascii()]
