"""Quotations, works and notes inside of a sentence come over as a reader saw them."""

import pytest

from generator.importing.reader import read_bytes
from generator.importing.result import ImportedArticle

LEAD = "The head of the mill said on Monday that the whole house will stay as it is for some years to come."
END = "and again to all who had come to the old yard."


def import_body(body: str, language: str = "en") -> str:
    """Return the Markdown after the first paragraph."""
    page = (
        f'<!doctype html><html lang="{language}"><head><title>The mill</title></head><body><article><h1>The mill</h1>'
    )
    article = read_bytes(f"{page}<p>{LEAD}</p>{body}</article></body></html>".encode(), ".html")
    assert isinstance(article, ImportedArticle)
    assert article.markdown.startswith(f"{LEAD}\n\n")
    return article.markdown.removeprefix(f"{LEAD}\n\n").removesuffix("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("He said: <q>We are not going.</q> <em>Really</em>? He did", "He said: “We are not going.” *Really*? He did"),
        ("He said <q>I heard <q>no</q> from them</q>", "He said “I heard ‘no’ from them”"),
        ('He called it <q lang="de">unser <q>Haus</q></q>', "He called it „unser ‚Haus‘“"),
        ('He called it <span lang="fr-CH"><q>la maison</q></span>', "He called it «la maison»"),
        ('He called it <q lang="xx">haus</q>', "He called it “haus”"),
        ("He said <q>“We stay.”</q>", "He said “We stay.”"),
        ("He said <q> we <em>all</em> stay </q>", "He said “we *all* stay”"),
        ('He said <q><a href="https://example.org/">this</a></q>', "He said “[this](https://example.org/)”"),
        ("He had read <cite>The Mill Post</cite>", "He had read *The Mill Post*"),
    ],
)  # fmt: skip
def test_marks_are_in_the_sentence(html: str, markdown: str) -> None:
    assert import_body(f"<p>{html} {END}</p>") == f"{markdown} {END}"


def test_the_language_of_the_page_counts() -> None:
    article = import_body(
        '<p>Il a dit <q>nous restons</q> et puis <q lang="en">we stay</q> devant la maison du moulin.</p>', "fr"
    )
    assert article == "Il a dit «nous restons» et puis “we stay” devant la maison du moulin."


def test_the_source_of_a_block_quote_is_not_italicized() -> None:
    article = import_body(f"<blockquote><p>We stay, {END}</p><cite>A man of the mill</cite></blockquote>")
    assert article == f"> We stay, {END}\n>\n> A man of the mill"


def test_a_quotation_inside_a_block_quote_gets_quotation_marks() -> None:
    article = import_body(f"<blockquote><p>He told us: <q>We stay.</q> Then all left, {END}</p></blockquote>")
    assert article == f"> He told us: “We stay.” Then all left, {END}"


BY_ROLE = '<a role="doc-noteref" href="#n1">1</a>'
ASIDE = '<aside id="n1" role="doc-footnote">'
ONE = '<sup><a href="#n1">1</a></sup>'


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (ONE, '<p id="n1">1. In the yard.</p>'),
        (ONE, '<p id="n1"><sup>1</sup> In the yard.</p>'),
        (ONE, '<div class="notes"><div id="n1">[1] In the yard.</div></div>'),
        (ONE, '<ol><li id="n1">In the yard.</li></ol>'),
        ('<a href="#n1"><sup>*</sup></a>', '<p><a name="n1"></a>* In the yard.</p>'),
        (BY_ROLE, '<section role="doc-endnotes"><ol><li id="n1">In the yard.</li></ol></section>'),
        (BY_ROLE.replace("1<", "<sup>1</sup><"), f"{ASIDE}<p>In the yard.</p></aside>"),
        (
            '<sup><a id="r1" href="#n1">[1]</a></sup>',
            f'{ASIDE}<p><a href="#r1" role="doc-backlink">1</a>. In the yard.</p></aside>',
        ),
        (BY_ROLE, f'{ASIDE}<p>In the yard. <a href="#elsewhere" role="doc-backlink">back</a></p></aside>'),
    ],
)
def test_notes_are_notes(reference: str, note: str) -> None:
    assert (
        import_body(f"<p>He said it twice{reference} {END}</p>{note}")
        == f"He said it twice[^1] {END}\n\n[^1]: In the yard."
    )


def test_a_note_that_is_named_twice_is_one() -> None:
    second = '<sup><a href="#n2">2</a></sup>'
    notes = '<p id="n1">1. In the yard.</p><p id="n2">2. In the house.</p>'
    article = import_body(f"<p>He said it{ONE} twice{second} and once more{ONE} {END}</p>{notes}")
    assert article == (f"He said it[^1] twice[^2] and once more[^1] {END}\n\n[^1]: In the yard.\n\n[^2]: In the house.")


@pytest.mark.parametrize(
    "later",
    [
        '<p id="n1">The second part of the text begins here, and goes on for a while.</p>',
        '<p id="n1">1900 was the year of the second part of the text, which goes on.</p>',
    ],
)
def test_a_paragraph_of_the_text_is_not_a_note(later: str) -> None:
    article = import_body(f"<p>He said it twice{ONE} {END}</p>{later}")
    assert article.endswith(later.partition(">")[2].removesuffix("</p>"))
    assert "[^" not in article
