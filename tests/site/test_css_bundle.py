"""The style sheet of the site: the rules that it drops and keeps, and the links to it."""

import pytest

from generator.site.postprocess import css_bundle, css_purge

LINKS = '<link rel="stylesheet" href="{0}a.css">\n  <link rel="stylesheet" href="{0}assets/b.css">\n'


IMPORT = '<style>@import url("{0}m.css") layer(material);</style>\n'


def join_sheets(*sheet_texts: str, names: str = "p em on data-md-toggle=on dir=ltr", scripts: str = "") -> str:
    """Return the style sheet for these sheets, names and scripts."""
    texts = {f"assets/{number}.css": text for number, text in enumerate(sheet_texts)}
    sheet = css_purge.join_css(texts, [scripts], names.split(), {})
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
        "[dir=rtl] p{x:y}",
        '[role="columnheader"]{x:y}',
        ":root{--unasked:1}",
        ":root{--first:var(--second);--second:1}",
    ],
)
def test_unused_rules_are_removed(rule: str) -> None:
    assert join_sheets(rule) == ""


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
        "[dir=ltr] p{x:y}",
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
def test_rules_that_may_apply_are_kept_unchanged(rule: str) -> None:
    assert join_sheets(rule) == rule


def test_unused_selectors_are_removed_from_selector_lists() -> None:
    assert join_sheets("p, .off , em.on { x : y ; /* why */ z: 1 }") == "p,em.on{x:y;z:1}"


def test_rules_for_names_in_scripts_are_kept() -> None:
    rules = '.made{x:y}dialog{x:y}[role="status"]{x:y}'
    assert join_sheets(rules, scripts='element("dialog", "made", { role: "status" })') == rules


def test_style_sheets_keep_their_order() -> None:
    assert join_sheets("p{x:1}", "p{x:2}", "em{x:3}") == "p{x:1}p{x:2}em{x:3}"


@pytest.mark.parametrize("prefix", ["", "../", "../../../", "/desk/", "/"])
def test_links_to_style_sheets_are_replaced_by_one_to_the_bundle(prefix: str) -> None:
    sheet = css_bundle.CssBundle("assets/site.css", ("a.css", "assets/b.css"), "")
    page = f'<head>\n  {LINKS.format(prefix)}  <link rel="canonical" href="a.css"></head>'.encode()
    expected = (
        f'<head> <link rel="stylesheet" href="{prefix}assets/site.css"> <link rel="canonical" href="a.css"></head>'
    )
    assert css_bundle.link_bundle(page, sheet).decode().split() == expected.split()


def test_style_sheets_outside_the_bundle_stay_linked() -> None:
    page = b'<link rel="stylesheet" href="c.css">'
    assert css_bundle.link_bundle(page, css_bundle.CssBundle("assets/site.css", ("a.css",), "")) == page


def test_a_site_without_style_sheets_has_no_bundle() -> None:
    assert css_bundle.find_stylesheets(b"<p>") == {}
    assert css_purge.join_css({}, ["made"], (), {}) is None
    assert css_bundle.link_bundle(b"<p>", None) == b"<p>"


def test_css_names_on_a_page_are_found() -> None:
    assert css_bundle.find_css_names(b'<P class="one two" dir="rtl"><em id="x" class="two three">a < b</em>') == {
        "p",
        "dir=rtl",
        "em",
        "one",
        "two",
        "three",
    }


def test_style_sheets_and_their_layers_are_read_from_the_home_page() -> None:
    assert css_bundle.find_stylesheets(f"{IMPORT.format('./')}{LINKS.format('')}".encode()) == {
        "m.css": "material",
        "a.css": "",
        "assets/b.css": "",
    }


def test_an_imported_style_sheet_is_put_into_its_layer() -> None:
    sheets = {"m.css": '@charset "UTF-8";.md p{x:1}.off{x:y}', "a.css": "p{x:2}"}
    bundle = css_purge.join_css(sheets, [], ["p", "md"], {"m.css": "material", "a.css": ""})
    assert bundle
    assert bundle.text == "@layer material{.md p{x:1}}p{x:2}"


@pytest.mark.parametrize("prefix", ["", "../", "/"])
def test_the_link_to_the_bundle_replaces_imports(prefix: str) -> None:
    sheet = css_bundle.CssBundle("assets/site.css", ("m.css", "a.css", "assets/b.css"), "")
    page = f"<head>\n  {IMPORT.format(prefix)}  {LINKS.format(prefix)}</head>".encode()
    assert css_bundle.link_bundle(page, sheet).decode().split() == (
        f'<head> <link rel="stylesheet" href="{prefix}assets/site.css"> </head>'.split()
    )


@pytest.mark.parametrize(
    ("style", "is_import"),
    [
        ('@import url("m.css") layer(material);', True),
        ('@import url("m.css") layer(material);p{x:y}', False),
        ('@import url("m.css");', False),
    ],
)
def test_only_imports_into_the_layer_need_no_hash(style: str, *, is_import: bool) -> None:
    assert css_bundle.is_import(style.encode()) is is_import


@pytest.mark.parametrize(
    ("path", "is_scanned"),
    [
        ("assets/a.js", True),
        ("assets/search/a.js", True),
        ("assets/network/a.js", True),
        ("assets/ui/a.js", True),
        ("assets/of/any/other/folder/a.js", True),
        ("assets/javascripts/bundle.js", False),
        ("assets/a.css", False),
        ("a.js", False),
    ],
)
def test_only_scripts_that_pages_load_are_scanned_for_names(path: str, *, is_scanned: bool) -> None:
    assert css_bundle.is_script(path) is is_scanned
