"""One sheet of styles: what it leaves out, what it keeps, and what links to it."""

from pathlib import Path

import pytest

from generator.site import styles

LINKS = '<link rel="stylesheet" href="{0}a.css">\n  <link rel="stylesheet" href="{0}assets/b.css">\n'


def joined(tree: Path, *sheets: str, names: str = "p em on data-md-toggle=on", scripts: str = "") -> str:
    """The one sheet of a site with these."""
    paths = [f"assets/{number}.css" for number, _ in enumerate(sheets)]
    (tree / "assets").mkdir()
    for path, text in zip(paths, sheets, strict=True):
        (tree / path).write_text(text)
    (tree / "assets/one.js").write_text(scripts)
    (tree / "index.html").write_text("".join(f'<link rel="stylesheet" href="{path}">' for path in paths))
    sheet = styles.join(tree, names.split())
    assert sheet
    assert sheet.parts == tuple(paths)
    return (tree / sheet.path).read_text()


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
def test_what_applies_to_nothing_is_left_out(tmp_path: Path, rule: str) -> None:
    assert joined(tmp_path, rule) == ""


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
def test_what_may_apply_is_kept_as_it_is(tmp_path: Path, rule: str) -> None:
    assert joined(tmp_path, rule) == rule


def test_of_a_list_of_selectors_those_are_kept_that_apply(tmp_path: Path) -> None:
    assert joined(tmp_path, "p, .off , em.on { x : y ; /* why */ z: 1 }") == "p,em.on{x:y;z:1}"


def test_what_scripts_name_is_kept(tmp_path: Path) -> None:
    assert joined(tmp_path, ".made{x:y}dialog{x:y}", scripts='element("dialog", "made")') == ".made{x:y}dialog{x:y}"


def test_sheets_keep_their_order(tmp_path: Path) -> None:
    assert joined(tmp_path, "p{x:1}", "p{x:2}", "em{x:3}") == "p{x:1}p{x:2}em{x:3}"


@pytest.mark.parametrize("way", ["", "../", "../../../", "/desk/", "/"])
def test_pages_link_to_it_from_where_they_are(way: str) -> None:
    sheet = styles.Sheet("assets/site.css", ("a.css", "assets/b.css"))
    page = f'<head>\n  {LINKS.format(way)}  <link rel="canonical" href="a.css"></head>'.encode()
    assert styles.linked(page, sheet).decode().split() == (
        f'<head> <link rel="stylesheet" href="{way}assets/site.css"> <link rel="canonical" href="a.css"></head>'.split()
    )


def test_other_sheets_stay_linked() -> None:
    page = b'<link rel="stylesheet" href="c.css">'
    assert styles.linked(page, styles.Sheet("assets/site.css", ("a.css",))) == page


def test_a_site_without_sheets_has_none(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>")
    assert styles.join(tmp_path, ()) is None
    assert styles.linked(b"<p>", None) == b"<p>"


def test_names_on_a_page() -> None:
    assert styles.names(b'<P class="one two"><em id="x" class="two three">a < b</em>') == {
        "p",
        "em",
        "one",
        "two",
        "three",
    }
