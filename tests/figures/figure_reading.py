"""What the tests of figures share: reading a figure as XML, hostile names, and that nothing in a figure is active."""

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
    *("text", "tspan", "a", "pattern"),
}


def tree(figures: str) -> ET.Element:
    """One figure or several, in a root of their own."""
    return ET.fromstring(f"<figures>{figures}</figures>")  # noqa: S314 - our own markup


def links(figure: str) -> list[tuple[str | None, str | None]]:
    """The address and title of each link, in order."""
    return [(link.get("href"), link.findtext(f"{SVG}title")) for link in tree(figure).iter(f"{SVG}a")]


def assert_inert(figure: str) -> None:
    """It is one raw block of Markdown, of known elements, with unique ids and nothing active."""
    assert all(line.startswith("<") for line in figure.splitlines())
    found = list(tree(figure).iter())[1:]
    for one in found:
        assert one.tag.removeprefix(SVG) in ELEMENTS
        assert not [attribute for attribute in one.attrib if attribute == "style" or attribute.startswith("on")]
    ids = [one.get("id") for one in found if one.get("id")]
    assert len(ids) == len(set(ids))
    named = {id_ for one in found for key in ("aria-labelledby", "aria-describedby") if (id_ := one.get(key))}
    assert named <= set(ids)


def assert_left_alone(figure: str) -> None:
    """Markdown takes it as it is."""
    extensions = ["attr_list", "md_in_html", "footnotes", "tables"]
    html = markdown.markdown(f"# Title\n\n{figure}\nText *after*.\n", extensions=extensions)
    assert figure.strip() in html
    assert html.endswith("<p>Text <em>after</em>.</p>")
