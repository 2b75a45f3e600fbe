"""The policy: its directives, its position in pages, and hashes for the theme's own scripts alone."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from page_tree import finish

from generator.site.postprocess.csp import InlineError, render_policy

START = '__md_scope=new URL("{}",location),__md_get=1'
HEAD = '<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">'
PAGE = HEAD + "<title>x</title><script>" + START + "</script></head><body>{}</body></html>"


def quote_hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def parse_policy(rule: str) -> dict[str, list[str]]:
    """Return the directives and their sources; none may occur twice, because browsers ignore the second."""
    parts = [part.split() for part in rule.split("; ")]
    directives = {name: sources for name, *sources in parts}
    assert len(directives) == len(parts)
    return directives


def read_policy(page: Path) -> str:
    return page.read_text().partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A site with pages at three depths, as Material renders them."""
    for path, scope in {
        "404.html": "/",
        "index.html": ".",
        "actors/index.html": "..",
        "a/b/index.html": "../..",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(PAGE.format(scope, "Words"))
    return tmp_path


def test_rendered_policy_has_all_directives() -> None:
    assert render_policy(
        [("script", "sha256-b="), ("style", "sha256-c="), ("script", "sha256-a="), ("script", "sha256-a=")]
    ) == (
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-a=' 'sha256-b='; "
        "style-src 'self' 'sha256-c='; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types briefings-search"
    )


def test_each_depth_has_a_hash_and_each_page_the_same_policy(tree: Path) -> None:
    finish(tree)

    rules = {read_policy(page) for page in tree.rglob("*.html")}
    assert len(rules) == 1
    allowed = parse_policy(rules.pop())["script-src"]
    assert {quote_hash(START.format(scope)) for scope in ("/", ".", "..", "../..")} < set(allowed)
    assert len(allowed) == 2 + 4
    assert not [
        source
        for source in allowed
        if "unsafe-inline" in source or "unsafe-eval" in source.replace("wasm-unsafe-eval", "")
    ]


def test_policy_comes_right_after_the_charset(tree: Path) -> None:
    finish(tree)

    text = (tree / "index.html").read_text()
    assert text.startswith(f'{HEAD}<meta http-equiv="Content-Security-Policy" content="default-src \'none\';')
    assert '"><meta name="referrer" content="same-origin"><title>' in text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<html><head>", "<title>x</title>"),
        ('<HTML><HEAD lang="en">', "<title>x</title>"),
        ("<!doctype html>", "\n<header>Words</header>"),
        ("", "Words"),
        ("<head><meta CHARSET=utf-8>", ""),
    ],
)
def test_handwritten_pages_have_the_policy_as_early_as_possible(tree: Path, before: str, after: str) -> None:
    (tree / "handwritten.html").write_text(before + after)

    finish(tree)

    text = (tree / "handwritten.html").read_text()
    assert text.startswith(f'{before}<meta http-equiv="Content-Security-Policy"')
    assert text.endswith(f'content="same-origin">{after}')


@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("<script>alert(1)</script>", "script"),
        ('<script type="module">alert(1)</script>', "script"),
        ('<script type="importmap">{}</script>', "script"),
        (f"<script>{START.format('.')};alert(1)</script>", "script"),
        (f'<script>{START.format("..")}"+alert(1)+"</script>', "script"),
        ("<style>p { color: red }</style>", "style"),
    ],
)
def test_inline_code_outside_the_theme_is_an_error(tree: Path, code: str, element: str) -> None:
    page = tree / "actors/index.html"
    page.write_text(PAGE.format("..", code))
    before = page.read_bytes()

    with pytest.raises(InlineError) as caught:
        finish(tree)

    (line,) = caught.value.lines
    assert line == (
        f"`actors/index.html` has an inline {element}, which browsers block: put it into a file below `docs/assets/`"
    )
    assert page.read_bytes() == before


def test_inline_styles_of_the_theme_have_a_hash(tree: Path) -> None:
    for path, scope in {"404.html": "/", "index.html": "."}.items():
        (tree / path).write_text(PAGE.format(scope, "<style>p { color: red }</style>"))

    finish(tree)

    assert parse_policy(read_policy(tree / "index.html"))["style-src"] == ["'self'", quote_hash("p { color: red }")]


@pytest.mark.parametrize(
    "harmless",
    [
        '<script src="../a.js"></script>',
        '<script id="x" type="application/json">{"a": "<b>"}</script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    ],
)
def test_files_and_data_need_no_hash(tree: Path, harmless: str) -> None:
    (tree / "actors/index.html").write_text(PAGE.format("..", harmless))

    finish(tree)

    assert len(parse_policy(read_policy(tree / "index.html"))["script-src"]) == 2 + 4


def test_line_ends_are_normalized_before_hashing(tree: Path) -> None:
    script = "start()\ngo()"
    for page in tree.rglob("*.html"):
        page.write_bytes(page.read_bytes() + f"<script>{script}</script>".replace("\n", "\r\n").encode())

    finish(tree)

    assert quote_hash(script) in parse_policy(read_policy(tree / "index.html"))["script-src"]


def test_same_tree_gives_the_same_bytes(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    files = sorted(path for path in tree.rglob("*") if path.is_file())
    for path in reversed(files):
        (other / path.relative_to(tree)).parent.mkdir(parents=True, exist_ok=True)
        (other / path.relative_to(tree)).write_bytes(path.read_bytes())

    finish(tree)
    finish(other)

    for path in [*files, tree / "_headers", tree / "headers.nginx.conf"]:
        assert path.read_bytes() == (other / path.relative_to(tree)).read_bytes()
