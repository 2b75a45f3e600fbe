"""Made-up files of the imported formats: the same article as text, as HTML, as Markdown and as .docx."""

import io
import zipfile
from collections.abc import Mapping

TITLE = "Harbour talks resume after a pause"
PARAGRAPHS = (
    "The port authority of Lowmoor said on Monday that the talks with the dockers’ union would resume next week.",
    "It called that “a good sign”, and named neither a place nor an hour; the union’s head was more careful.",
    "The union asks for higher pay, shorter hours and a seat on the board, and has done so since the autumn.",
    "“We stay until they listen,” said Ann Lee, who has led the union since 2019 and stands for another term.",
    "Nobody knows what comes of it, and the ships that wait outside of the harbour are forty by now.",
)
HEADING = "What is at stake"

TEXT = f"""\
Skip to content
Lowmoor Institute of Ports
Shipping, Trade, and the Sea between Them
Menu

{TITLE}

\u00a0
Filed under: Harbours, Trade unions

{TITLE}

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

{HEADING}

{PARAGRAPHS[2]}

{PARAGRAPHS[3]}

{PARAGRAPHS[4]}  """

PAGE = f"""\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Coast Post</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Coast Post">
<meta name="author" content="Jane Doe"><meta property="article:published_time" content="2024-03-05T08:00:00+00:00">
<meta property="article:tag" content="Harbours"><meta property="article:tag" content="Trade unions">
<link rel="canonical" href="https://coast.example/harbour-talks"></head>
<body><a href="#main">Skip to content</a>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>
<main id="main"><article><h1>{TITLE}</h1><p class="byline">By Jane Doe | March 5, 2024</p>
<p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1].replace("a good sign", "<em>a good sign</em>")}</p>
<figure><img src="harbour.jpg" alt="Ships in the harbour"></figure>
<h2>{HEADING}</h2>
<p>{PARAGRAPHS[2].replace("a seat", '<a href="https://lowmoor.example/board?a=1&amp;b=2">a seat</a>')}</p>
<ul><li>higher pay for all who work at night</li><li>shorter <a href="/hours">hours</a></li></ul>
<blockquote><p>{PARAGRAPHS[3]}</p></blockquote>
<iframe src="https://film.example/7"></iframe>
<p>{PARAGRAPHS[4]}</p></article>
<aside><h2>Related articles</h2><ul><li><a href="/o">Ships wait for a third day</a></li></ul></aside></main>
<footer><p>© 2024 The Coast Post. All rights reserved.</p></footer></body></html>
"""

_WORDS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build_paragraph(text: str, style: str = "", before: str = "", inside: str = "") -> str:
    """Return a paragraph of a .docx: `before` are other properties, `inside` is other content."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{styled}{before}</w:pPr>{run}{inside}</w:p>"


def build_item(text: str, level: int = 0, number: int = 1) -> str:
    """Return a list item of a .docx; the list with the number 2 is a numbered one."""
    return build_paragraph(text, before=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def build_footnote_reference(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def build_link(text: str) -> str:
    return f'<w:hyperlink r:id="rLink"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'


BODY = "".join(
    [
        build_paragraph(TITLE, "Title"),
        build_paragraph(PARAGRAPHS[0], inside=build_footnote_reference(2)),
        build_paragraph("It was ", inside=build_link("a good sign")),
        build_paragraph(HEADING, "Heading1"),
        build_paragraph(PARAGRAPHS[2]),
        build_item("higher pay"),
        build_item("at night", level=1),
        build_item("shorter hours"),
        build_item("first", number=2),
        build_item("second", number=2),
        build_paragraph(PARAGRAPHS[4]),
    ]
)


def build_relations(type_: str, target: str) -> str:
    """Return a part of relationships with a single target."""
    return _join_relations(("r1", type_, target, ""))


def build_docx(body: str = BODY, extra: Mapping[str, bytes] | None = None, *, core: str = "") -> bytes:
    """Return a .docx with this body; `extra` are other parts, or replace these."""
    names = f'xmlns:w="{_WORDS["w"]}" xmlns:r="{_RELATED}"'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "heading 1", "Quote")
    ).replace('styleId="heading1"', 'styleId="Heading1"')
    levels = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{{form}}"/></w:lvl>' for level in (0, 1))
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels.format(form=form)}</w:abstractNum>'
        for number, form in ((1, "bullet"), (2, "decimal"))
    ) + "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2))
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{_TYPES}.document.main+xml'/></Types>",
        "_rels/.rels": _join_relations(("r1", "officeDocument", "word/document.xml", "")),
        "word/_rels/document.xml.rels": _join_relations(
            ("r2", "styles", "styles.xml", ""),
            ("r3", "numbering", "numbering.xml", ""),
            ("r4", "footnotes", "footnotes.xml", ""),
            ("rLink", "hyperlink", "https://lowmoor.example/sign", ' TargetMode="External"'),
        ),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {names}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {names}><w:footnote w:id='2'>"
        f"{build_paragraph('So the notice on its door.')}</w:footnote></w:footnotes>",
        "docProps/core.xml": "<cp:coreProperties"
        " xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:dcterms='http://purl.org/dc/terms/'>"
        f"{core}</cp:coreProperties>",
    }
    data = {name: text.encode() for name, text in parts.items()} | dict(extra or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in data.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _join_relations(*relations: tuple[str, str, str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{_RELATED}/{kind}" Target="{target}"{mode}/>'
        for name, kind, target, mode in relations
    )
    return (
        f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inside}</Relationships>"
    )
