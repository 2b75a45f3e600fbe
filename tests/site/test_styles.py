"""One sheet of styles: what it leaves out, what it keeps, and what links to it."""

import pytest

from generator.site import sheets, styles

LINKS = '<link rel="stylesheet" href="{0}a.css">\n  <link rel="stylesheet" href="{0}assets/b.css">\n'


def joined(*written: str, names: str = "p em on data-md-toggle=on", scripts: str = "") -> str:
    """The one sheet of a site with these."""
    texts = {f"assets/{number}.css": text for number, text in enumerate(written)}
    sheet = sheets.join(texts, [scripts], names.split())
    assert sheet
    assert sheet.parts == tuple(texts)
    return sheet.text


@pytest.mark.parametrize(
    "rule",
    [
        ".off{x:y}",
        "kbd{x:y}",
        "p .off{x:y}",
        "p.on>.off:hover{x:y}",
        "@media print{.off{x:y}}",
        "@supports (x:y){@media print{.off{x:y}}}",
        "[data-md-toggle=off]:checked~p{x:y}",
        ":root{--unasked:1}",
        ":root{--first:var(--second);--second:1}",
    ],
)
def test_what_applies_to_nothing_is_left_out(rule: str) -> None:
    assert joined(rule) == ""


@pytest.mark.parametrize(
    "rule",
    [
        ".on{x:y}",
        'p>em::before{content:"a , b"}',
        "html body.on{x:y!important}",
        "*{x:y}",
        "#any{x:y}",
        "[data-any=x]{x:y}",
        "[data-md-toggle=on]:checked~p{x:y}",
        "[data-md-toggle]{x:y}",
        "p:not(.off){x:y}",
        "p:is(.off,.on){x:y}",
        ":root{x:y}",
        "@media screen and (min-width:10em){p{x:y}}",
        "@keyframes off{from{x:y}to{x:z}}",
        "@font-face{font-family:x}",
        ":root{--first:var(--second);--second:1}p{x:var(--first,2)}",
        "p{background:url(\"data:image/svg+xml,<svg fill='%23000'/>\")}",
    ],
)
def test_what_may_apply_is_kept_as_it_is(rule: str) -> None:
    assert joined(rule) == rule


def test_of_a_list_of_selectors_those_are_kept_that_apply() -> None:
    assert joined("p, .off , em.on { x : y ; /* why */ z: 1 }") == "p,em.on{x:y;z:1}"


def test_what_scripts_name_is_kept() -> None:
    assert joined(".made{x:y}dialog{x:y}", scripts='element("dialog", "made")') == ".made{x:y}dialog{x:y}"


def test_sheets_keep_their_order() -> None:
    assert joined("p{x:1}", "p{x:2}", "em{x:3}") == "p{x:1}p{x:2}em{x:3}"


@pytest.mark.parametrize("way", ["", "../", "../../../", "/desk/", "/"])
def test_pages_link_to_it_from_where_they_are(way: str) -> None:
    sheet = styles.Sheet("assets/site.css", ("a.css", "assets/b.css"), "")
    page = f'<head>\n  {LINKS.format(way)}  <link rel="canonical" href="a.css"></head>'.encode()
    assert styles.linked(page, sheet).decode().split() == (
        f'<head> <link rel="stylesheet" href="{way}assets/site.css"> <link rel="canonical" href="a.css"></head>'.split()
    )


def test_other_sheets_stay_linked() -> None:
    page = b'<link rel="stylesheet" href="c.css">'
    assert styles.linked(page, styles.Sheet("assets/site.css", ("a.css",), "")) == page


def test_a_site_without_sheets_has_none() -> None:
    assert styles.parts(b"<p>") == ()
    assert sheets.join({}, ["made"], ()) is None
    assert styles.linked(b"<p>", None) == b"<p>"


def test_names_on_a_page() -> None:
    assert styles.names(b'<P class="one two"><em id="x" class="two three">a < b</em>') == {
        "p",
        "em",
        "one",
        "two",
        "three",
    }


def test_sheets_are_those_of_the_home_page() -> None:
    assert styles.parts(LINKS.format("").encode()) == ("a.css", "assets/b.css")


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("assets/a.js", True),
        ("assets/search/a.js", True),
        ("assets/network/a.js", True),
        ("assets/javascripts/bundle.js", False),
        ("assets/a.css", False),
        ("a.js", False),
    ],
)
def test_scripts_that_pages_load_count(path: str, *, counts: bool) -> None:
    assert styles.is_script(path) is counts
