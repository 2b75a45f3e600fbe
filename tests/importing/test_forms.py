"""HTML, Markdown and .docx: each gives the same article, and parts that it cannot have are listed."""

from pathlib import Path

import documents
import pytest

from generator.diagnostics.diagnostic import SourceFile
from generator.importing.reader import read_bytes
from generator.importing.result import ImportedArticle, Refusal
from generator.text.article import parse_article


def import_data(data: str | bytes, suffix: str) -> ImportedArticle:
    article = read_bytes(data.encode() if isinstance(data, str) else data, suffix)
    assert isinstance(article, ImportedArticle), article
    # Markup of other programs stays as it is, and the editor decides.
    assert {
        diagnostic.rule for diagnostic in parse_article(SourceFile("article.md", article.markdown)).diagnostics
    } <= {"foreign-markup"}
    return article


def refuse_data(data: str | bytes, suffix: str) -> Refusal:
    article = read_bytes(data.encode() if isinstance(data, str) else data, suffix)
    assert isinstance(article, Refusal), article
    return article


def build_page(body: str) -> str:
    first, last = documents.PARAGRAPHS[0], documents.PARAGRAPHS[4]
    return f"<html><body><article><h1>A title</h1><p>{first}</p>{body}<p>{last}</p></article></body></html>"


# HTML


def test_a_page_gives_its_article_and_its_facts() -> None:
    article = import_data(documents.PAGE, ".html")

    assert article.markdown == (
        f"{documents.PARAGRAPHS[0]}\n\n"
        "It called that “*a good sign*”, and named neither a place nor an hour; the union’s head was more careful.\n\n"
        f"## {documents.HEADING}\n\n"
        "The union asks for higher pay, shorter hours and [a seat](https://lowmoor.example/board?a=1&b=2) on the board,"
        " and has done so since the autumn.\n\n"
        "- higher pay for all who work at night\n- shorter [hours](https://coast.example/hours)\n\n"
        f"> {documents.PARAGRAPHS[3]}\n\n"
        f"{documents.PARAGRAPHS[4]}\n"
    )
    assert (article.title, article.published, article.authors) == (documents.TITLE, "2024-03-05", ("Jane Doe",))
    assert (article.language, article.language_is_detected) == ("en", False)
    assert article.keywords == ("Harbours", "Trade unions")
    assert (article.publisher, article.url) == ("The Coast Post", "https://coast.example/harbour-talks")
    assert article.omissions == (("image", "Ships in the harbour"), ("embed", "https://film.example/7"))


@pytest.mark.parametrize(
    ("body", "markdown"),
    [
        ("<p>He said: <b>never</b>, and he said it <i>twice</i> to them.</p>", "**never**, and he said it *twice* to"),
        ("<p>It costs 5 * 3, or _so_, as [some] of them say.</p>", "5 \\* 3, or \\_so\\_, as \\[some\\] of"),
        ("<p>1. is no list, and &lt;b&gt; is no mark.</p>", "1\\. is no list, and `<b>` is no mark."),
        ("<p>First line of it<br>second line of it</p>", "First line of it\\\nsecond line of it"),
        ("<h3>Numbers</h3><table><tr><th>Year</th><th>Ships</th></tr><tr><td>2023</td><td>9|0</td></tr></table>",
         "## Numbers\n\n| Year | Ships |\n| --- | --- |\n| 2023 | 9\\|0 |"),
        ('<p>See <a href="javascript:alert(1)">this one</a> of all.</p>', "See this one of all."),
        ("<ul><li>one thing<ul><li>inner thing</li></ul></li><li>two things</li></ul>",
         "- one thing\n  - inner thing\n- two things"),
    ],
)  # fmt: skip
def test_html_elements_become_markdown(body: str, markdown: str) -> None:
    assert markdown in import_data(build_page(body), ".html").markdown


def test_a_page_is_known_by_its_beginning() -> None:
    assert import_data(documents.PAGE, ".txt").markdown == import_data(documents.PAGE, ".html").markdown


@pytest.mark.parametrize("body", ["", "<p>Hello</p>", "<nav><a href='/'>Home</a></nav>", "<script>let a = 1</script>"])
def test_a_page_without_an_article_is_refused(body: str) -> None:
    assert refuse_data(f"<html><body>{body}</body></html>", ".html").message == "no article was found on the page"


def test_a_page_in_a_declared_encoding() -> None:
    text = build_page("<p>Smørrebrød costs 5 zł.</p>").replace("<html>", '<html><meta charset="iso-8859-2">')
    article = import_data(text.replace("ø", "ö").replace("’", "'").encode("iso-8859-2"), ".html")

    assert "Smörrebröd costs 5 zł." in article.markdown
    assert article.remarks == ("the text was read as iso8859-2, which the file declares",)


# Markdown

BODY = "A paragraph with *emphasis* and [a link](https://a.example/x).\n\n## Part\n\n- one\n- two\n"

FORMS = {
    "hugo": """\
+++
title = "The Talks"
date = 2024-03-05T08:00:00Z
tags = ["ports", "trade unions"]
authors = ["Ann Lee"]
+++
""",
    "hugo-yaml": "---\ntitle: The Talks\ndate: 2024-03-05\ntags: [ports, trade unions]\nauthor: Ann Lee\n---\n",
    "hugo-json": """\
{
"title": "The Talks", "date": "2024-03-05", "tags": ["ports", "trade unions"], "author": "Ann Lee"
}
""",
    "jekyll": """\
---
layout: post
title: The Talks
date: 2024-03-05 10:00:00 +0100
tags: ports trade-unions
author: Ann Lee
---
""",
    "mkdocs": "title: The Talks\ndate: March 5, 2024\ntags: ports, trade unions\nauthors: Ann Lee\n\n",
    "material": """\
---
title: The Talks
date:
  created: 2024-03-05
tags:
  - ports
  - trade unions
authors:
  - name: Ann Lee
---
""",
}


@pytest.mark.parametrize("form", FORMS)
def test_front_matter_of_each_style(form: str) -> None:
    article = import_data(f"{FORMS[form]}\n{BODY}", ".md")

    assert article.markdown == BODY
    assert (article.title, article.published, article.authors) == ("The Talks", "2024-03-05", ("Ann Lee",))
    assert article.keywords == (("ports", "trade-unions") if form == "jekyll" else ("ports", "trade unions"))


def test_a_text_that_an_article_may_carry_stays_to_the_letter() -> None:
    text = f"Wrapped\nlines, *so* and _so_, {{{{ a }}}}.[^1]\n\n[Lee](actor:ann-lee)\n\n{BODY}\n[^1]: A note.\n"

    assert import_data(text, ".md").markdown == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4", "| a | b |\n|---|---|\n| 1 | 2 \\| 3 \\| 4\n"),
        ("| a | b |\n|---|---|\n| `x|y` | 2 |", "| a | b |\n|---|---|\n| `x\\|y` | 2 |\n"),
        ("Words.\n\n[^a]: A note.", "Words.\n\nA note.\n"),
        ("Words.[^a]\n\n[^a]: A note.\n\n[^a]: Another.", "Words.[^a]\n\n[^a]: A note.\n\nAnother.\n"),
        ("Words.[^a]", "Words.\\[^a\\]\n"),
    ],
)
def test_words_that_an_article_would_lack_are_kept(text: str, markdown: str) -> None:
    article = import_data(text, ".md").markdown

    assert article == markdown


OWN = sorted((Path(__file__).parents[2] / "content").glob("briefings/*/article.md"))


@pytest.mark.parametrize("path", OWN, ids=[path.parent.name for path in OWN])
def test_our_own_articles_stay_to_the_letter(path: Path) -> None:
    assert import_data(path.read_bytes(), ".md").markdown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "left", "what"),
    [
        ("{{< figure src='x.jpg' >}}\n\nWords <b>and</b> words.", "Words **and** words.\n", ["tag"]),
        ("{% include ad.html %}\n\nSee `{{ x }}`.{: .note }", "See `{{ x }}`.\n", ["tag"]),
        ("![a ship](https://s.example/ship.jpg)\n\nWords.", "Words.\n", ["image"]),
        ("Words <iframe src='https://f.example/'></iframe> here.", "Words here.\n", ["embed"]),
        ('!!! note "Mind"\n    The gap.\n\nWords.', "**Mind**\n\nThe gap.\n\nWords.\n", ["tag"]),
        ("[TOC]\n\n## Part {#part}\n\nWords, [there](#part).", "## Part\n\nWords, [there](#part).\n", ["tag"]),
        ("<hr>\n\nWords, [there](#nowhere) and [here](/x).", "Words, there and here.\n", ["link", "link"]),
        ("<div>\n\nWords &amp; **more**.\n\n</div>", "Words & **more**.\n", []),
        ("Words.[^a]\n\n<hr>\n\n[^a]: A *note*.", "Words.[^1]\n\n[^1]: A *note*.\n", []),
    ],
)  # fmt: skip
def test_unsupported_markup_is_left_out_and_listed_as_an_omission(text: str, left: str, what: list[str]) -> None:
    article = import_data(f"---\ntitle: A\n---\n{text}\n", ".md")

    assert article.markdown == left
    assert [omission.kind for omission in article.omissions] == what


def test_a_title_is_removed_from_the_start_of_the_text() -> None:
    assert import_data("# The *Talks*\n\nWords.\n", ".md").title == "The Talks"
    assert import_data("The Talks\n=====\n\nWords.\n", ".md").markdown == "Words.\n"
    assert import_data("---\ntitle: The talks\n---\n# The Talks\n\nWords.\n", ".md").markdown == "Words.\n"
    assert import_data("---\ntitle: Other\n---\n# The Talks\n\nWords.\n", ".md").markdown == "# The Talks\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: a\nb: [c\n---\nWords.", 4, "the front matter is not valid YAML: "),
        ("---\na: &x 1\nb: *x\n---\nWords.", 3, "the front matter is not valid YAML: aliases are not allowed"),
        ("+++\ntitle = a\n+++\nWords.", 2, "the front matter is not valid TOML: invalid value"),
        ('{\n"title": a\n}\nWords.', 2, "the front matter is not valid JSON: expecting value"),
        ("---\n- a\n---\nWords.", 1, "the front matter has no keys"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_with_its_place(text: str, line: int, message: str) -> None:
    article = refuse_data(text, ".md")
    assert article.message.startswith(message)
    assert article.line == line


def test_a_date_that_cannot_be_read_is_remarked() -> None:
    article = import_data("---\ntitle: A\ndate: 03/04/2017\n---\nWords.\n", ".md")
    assert (article.published, article.remarks) == (None, ("the date “03/04/2017” could not be read",))


# .docx

CORE = (
    "<dc:title>Microsoft Word - x</dc:title><dc:creator>Jane Doe; Ann Lee</dc:creator><dc:language>en-GB</dc:language>"
    "<dcterms:created>2024-03-05T08:00:00Z</dcterms:created><cp:keywords>ports, ships</cp:keywords>"
)


def test_a_docx_gives_its_article_and_its_properties() -> None:
    article = import_data(documents.build_docx(core=CORE), ".docx")

    assert article.markdown == (
        f"{documents.PARAGRAPHS[0]}[^1]\n\nIt was [a good sign](https://lowmoor.example/sign)\n\n"
        f"## {documents.HEADING}\n\n{documents.PARAGRAPHS[2]}\n\n"
        "- higher pay\n  - at night\n- shorter hours\n\n1) first\n2) second\n\n"
        f"{documents.PARAGRAPHS[4]}\n\n[^1]: So the notice on its door.\n"
    )
    assert (article.title, article.published, article.language) == (documents.TITLE, "2024-03-05", "en-GB")
    assert (article.authors, article.keywords) == (("Jane Doe", "Ann Lee"), ("ports", "ships"))
    assert article.remarks == ("the date is that of the document’s creation",)


def test_the_title_of_a_docx_is_read_from_its_properties() -> None:
    body = documents.build_paragraph(documents.PARAGRAPHS[0])
    assert import_data(documents.build_docx(body, core="<dc:title>The Talks</dc:title>"), ".docx").title == "The Talks"
    assert import_data(documents.build_docx(body, core="<dc:title>Untitled</dc:title>"), ".docx").title == ""
