"""HTML, Markdown and .docx: the same article comes of each, and what an article cannot carry is named."""

from pathlib import Path

import documents
import pytest

from generator.diagnostics import Source
from generator.importing.imported import Imported, Refused
from generator.importing.reading import read_bytes
from generator.text.article import parse


def imported(data: str | bytes, suffix: str) -> Imported:
    found = read_bytes(data.encode() if isinstance(data, str) else data, suffix)
    assert isinstance(found, Imported), found
    assert parse(Source("article.md", found.markdown)).diagnostics == ()
    return found


def refused(data: str | bytes, suffix: str) -> Refused:
    found = read_bytes(data.encode() if isinstance(data, str) else data, suffix)
    assert isinstance(found, Refused), found
    return found


def page(body: str) -> str:
    first, last = documents.PARAGRAPHS[0], documents.PARAGRAPHS[4]
    return f"<html><body><article><h1>A title</h1><p>{first}</p>{body}<p>{last}</p></article></body></html>"


# HTML


def test_a_page_gives_its_article_and_its_facts() -> None:
    found = imported(documents.PAGE, ".html")

    assert found.markdown == (
        f"{documents.PARAGRAPHS[0]}\n\n"
        "It called that “*a good sign*”, and named neither a place nor an hour; the union’s head was more careful.\n\n"
        f"## {documents.HEADING}\n\n"
        "The union asks for higher pay, shorter hours and [a seat](https://lowmoor.example/board?a=1&b=2) on the board,"
        " and has done so since the autumn.\n\n"
        "- higher pay for all who work at night\n- shorter [hours](https://coast.example/hours)\n\n"
        f"> {documents.PARAGRAPHS[3]}\n\n"
        f"{documents.PARAGRAPHS[4]}\n"
    )
    assert (found.title, found.published, found.authors) == (documents.TITLE, "2024-03-05", ("Jane Doe",))
    assert (found.language, found.language_is_detected) == ("en", False)
    assert found.keywords == ("Harbours", "Trade unions")
    assert (found.publisher, found.url) == ("The Coast Post", "https://coast.example/harbour-talks")
    assert found.left_out == (("image", "Ships in the harbour"), ("embed", "https://film.example/7"))


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
def test_what_a_page_has_becomes_markdown(body: str, markdown: str) -> None:
    assert markdown in imported(page(body), ".html").markdown


def test_a_page_is_known_by_its_beginning() -> None:
    assert imported(documents.PAGE, ".txt").markdown == imported(documents.PAGE, ".html").markdown


@pytest.mark.parametrize("body", ["", "<p>Hello</p>", "<nav><a href='/'>Home</a></nav>", "<script>let a = 1</script>"])
def test_a_page_without_an_article_is_refused(body: str) -> None:
    assert refused(f"<html><body>{body}</body></html>", ".html").message == "no article is found on the page"


def test_a_page_in_a_declared_encoding() -> None:
    text = page("<p>Smørrebrød costs 5 zł.</p>").replace("<html>", '<html><meta charset="iso-8859-2">')
    found = imported(text.replace("ø", "ö").replace("’", "'").encode("iso-8859-2"), ".html")

    assert "Smörrebröd costs 5 zł." in found.markdown
    assert found.remarks == ("the text was read as iso8859-2, which the file declares",)


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
    found = imported(f"{FORMS[form]}\n{BODY}", ".md")

    assert found.markdown == BODY
    assert (found.title, found.published, found.authors) == ("The Talks", "2024-03-05", ("Ann Lee",))
    assert found.keywords == (("ports", "trade-unions") if form == "jekyll" else ("ports", "trade unions"))


def test_a_text_that_an_article_may_carry_stays_to_the_letter() -> None:
    text = f"Wrapped\nlines, *so* and _so_, {{{{ a }}}}.[^1]\n\n[Lee](actor:ann-lee)\n\n{BODY}\n[^1]: A note.\n"

    assert imported(text, ".md").markdown == text


OWN = sorted((Path(__file__).parents[2] / "content").glob("briefings/*/article.md"))


@pytest.mark.parametrize("path", OWN, ids=[path.parent.name for path in OWN])
def test_our_own_articles_stay_to_the_letter(path: Path) -> None:
    assert imported(path.read_bytes(), ".md").markdown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "left", "what"),
    [
        ("{{< figure src='x.jpg' >}}\n\nWords <b>and</b> words.", "Words **and** words.\n", ["tag"]),
        ("{% include ad.html %}\n\nSee `{{ x }}`.{: .note }", "See `{{ x }}`.\n", ["tag"]),
        ("![a ship](ship.jpg)\n\nWords.", "Words.\n", ["image"]),
        ("Words <iframe src='https://f.example/'></iframe> here.", "Words here.\n", ["embed"]),
        ('!!! note "Mind"\n    The gap.\n\nWords.', "**Mind**\n\nThe gap.\n\nWords.\n", ["tag"]),
        ("[TOC]\n\n## Part {#part}\n\nWords, [there](#part).", "## Part\n\nWords, [there](#part).\n", ["tag"]),
        ("<hr>\n\nWords, [there](#nowhere) and [here](/x).", "Words, there and here.\n", ["link", "link"]),
        ("<div>\n\nWords &amp; **more**.\n\n</div>", "Words & **more**.\n", []),
        ("Words.[^a]\n\n<hr>\n\n[^a]: A *note*.", "Words.[^1]\n\n[^1]: A *note*.\n", []),
    ],
)  # fmt: skip
def test_what_an_article_cannot_carry_is_left_out_and_named(text: str, left: str, what: list[str]) -> None:
    found = imported(f"---\ntitle: A\n---\n{text}\n", ".md")

    assert found.markdown == left
    assert [one.what for one in found.left_out] == what


def test_a_title_that_stands_in_the_text_too_goes_from_there() -> None:
    assert imported("# The *Talks*\n\nWords.\n", ".md").title == "The Talks"
    assert imported("The Talks\n=====\n\nWords.\n", ".md").markdown == "Words.\n"
    assert imported("---\ntitle: The talks\n---\n# The Talks\n\nWords.\n", ".md").markdown == "Words.\n"
    assert imported("---\ntitle: Other\n---\n# The Talks\n\nWords.\n", ".md").markdown == "# The Talks\n\nWords.\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\ntitle: a\nb: [c\n---\nWords.", 4, "the front matter is no YAML: "),
        ("---\na: &x 1\nb: *x\n---\nWords.", 3, "the front matter is no YAML: aliases are not read"),
        ("+++\ntitle = a\n+++\nWords.", 2, "the front matter is no TOML: invalid value"),
        ('{\n"title": a\n}\nWords.', 2, "the front matter is no JSON: expecting value"),
        ("---\n- a\n---\nWords.", 1, "the front matter has no keys"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_with_its_place(text: str, line: int, message: str) -> None:
    found = refused(text, ".md")
    assert found.message.startswith(message)
    assert found.line == line


def test_a_date_that_cannot_be_read_is_remarked() -> None:
    found = imported("---\ntitle: A\ndate: 03/04/2017\n---\nWords.\n", ".md")
    assert (found.published, found.remarks) == (None, ("the date “03/04/2017” could not be read",))


# .docx

CORE = (
    "<dc:title>Microsoft Word - x</dc:title><dc:creator>Jane Doe; Ann Lee</dc:creator><dc:language>en-GB</dc:language>"
    "<dcterms:created>2024-03-05T08:00:00Z</dcterms:created><cp:keywords>ports, ships</cp:keywords>"
)


def test_a_docx_gives_its_article_and_its_properties() -> None:
    found = imported(documents.word(core=CORE), ".docx")

    assert found.markdown == (
        f"{documents.PARAGRAPHS[0]}[^1]\n\nIt was [a good sign](https://lowmoor.example/sign)\n\n"
        f"## {documents.HEADING}\n\n{documents.PARAGRAPHS[2]}\n\n"
        "- higher pay\n  - at night\n- shorter hours\n\n1) first\n2) second\n\n"
        f"{documents.PARAGRAPHS[4]}\n\n[^1]: So the notice on its door.\n"
    )
    assert (found.title, found.published, found.language) == (documents.TITLE, "2024-03-05", "en-GB")
    assert (found.authors, found.keywords) == (("Jane Doe", "Ann Lee"), ("ports", "ships"))
    assert found.remarks == ("the date is that of the document’s creation",)


def test_the_title_of_a_docx_may_stand_in_its_properties() -> None:
    body = documents.paragraph(documents.PARAGRAPHS[0])
    assert imported(documents.word(body, core="<dc:title>The Talks</dc:title>"), ".docx").title == "The Talks"
    assert imported(documents.word(body, core="<dc:title>Untitled</dc:title>"), ".docx").title == ""
