"""Helpers for the tests of figures: parsing as XML, hostile names, and a check for active content."""

from xml.etree import ElementTree as ET

import markdown

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><a href='javascript:alert(1)'>x</a>",
    "</text></svg></figure><b>",
    "a\n\n# heading\n\n<b>b</b>",
    "a\r\u2028\u0085b\x0b\x0cc",
    "*not* _emphasis_ [link](x) `code` &amp; &lt;",
    "]]>--><!--",
    "nul\x00 and \ufffe and \x1b",
    "{braces} {0} %s",
    "",
]
ELEMENTS = {
    *("figure", "figcaption", "div", "ul", "li", "svg", "title", "desc", "g", "line", "circle", "path", "rect"),
    *("text", "tspan", "a", "pattern", "label", "input"),
}


def parse_figures(figures: str) -> ET.Element:
    """Parse one or several figures, and return a root element that contains them."""
    return ET.fromstring(f"<figures>{figures}</figures>")  # noqa: S314 - our own markup


def list_links(figure: str) -> list[tuple[str | None, str | None]]:
    """Return the address and title of each link, in order."""
    return [(link.get("href"), link.findtext(f"{SVG}title")) for link in parse_figures(figure).iter(f"{SVG}a")]


def assert_inert(figure: str) -> None:
    """Check that a figure is one raw block of Markdown with known elements, unique ids and no active content."""
    assert all(line.startswith("<") for line in figure.splitlines())
    elements = list(parse_figures(figure).iter())[1:]
    for element in elements:
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert element.tag != "input" or element.attrib == {"type": "checkbox", "autocomplete": "off"}
        assert not [attribute for attribute in element.attrib if attribute == "style" or attribute.startswith("on")]
    ids = [element.get("id") for element in elements if element.get("id")]
    assert len(ids) == len(set(ids))
    referenced = {
        id_ for element in elements for key in ("aria-labelledby", "aria-describedby") if (id_ := element.get(key))
    }
    assert referenced <= set(ids)


def assert_unchanged_by_markdown(figure: str) -> None:
    """Check that Markdown does not change a figure."""
    extensions = ["attr_list", "md_in_html", "footnotes", "tables"]
    html = markdown.markdown(f"# Title\n\n{figure}\nText *after*.\n", extensions=extensions)
    assert figure.strip() in html
    assert html.endswith("<p>Text <em>after</em>.</p>")
