"""The corpus is complete and labeled, and the helpers that judge pages fail for every live vector in raw HTML."""

import html
import re
import unicodedata
from collections import Counter

import pytest
from corpus import Context, Vector, publishable, refused, vectors
from inert import assert_inert, assert_same_shape, fingerprint, scheme, visible_text
from markdown import Markdown

HOSTS: dict[Context, tuple[str, ...]] = {
    "html": ("<p>{}</p>", "<p>{}</p><p title='x'>it's</p>"),
    "attribute": ('<p title="{}">x</p>', "<p title='{}'>x</p>", "<p title={}>x</p>"),
    "breakout": (
        "<title>{}</title>",
        '<script type="application/ld+json">{{"name": "{}"}}</script>',
        "<style>/* {} */</style>",
        "<textarea>{}</textarea>",
        "<!-- {} -->",
        "<svg><![CDATA[{}]]></svg>",
        "<noscript>{}</noscript>",
        "<template>{}</template>",
        "<iframe>{}</iframe>",
        "<script>/* {}",
    ),
}
MARKDOWN = ["extra", "toc", "admonition", "attr_list", "md_in_html", "pymdownx.details", "pymdownx.tabbed"]


def select_vectors(context: str) -> list[Vector]:
    """Return the vectors of a context; there is at least one, so that a test over them can fail."""
    selected = [vector for vector in vectors() if vector.context == context]
    assert selected, context
    return selected


def page(body: str) -> str:
    head = "<head><title>Harmless</title></head>"
    return f'<!doctype html><html lang="en">{head}<body><main>{body}</main></body></html>'


def is_rejected(document: str, baseline: frozenset[str] = frozenset()) -> bool:
    try:
        assert_inert(document, "page", baseline=baseline)
    except AssertionError:
        return True
    return False


def test_corpus_has_enough_vectors_and_no_duplicates() -> None:
    assert len(publishable()) >= 160
    assert [key for key, count in Counter(vector.payload for vector in vectors()).items() if count > 1] == []
    assert [key for key, count in Counter(vector.label for vector in vectors()).items() if count > 1] == []


def test_corpus_uses_the_known_collections() -> None:
    origins = Counter(vector.origin.split(" ")[0] for vector in vectors())

    assert {"OWASP", "HTML5", "PortSwigger", "mXSS", "Markdown", "Python-Markdown"} <= origins.keys()


def test_every_vector_is_labeled() -> None:
    wrong = [vector for vector in vectors() if not re.fullmatch(r"[a-z0-9-]+", vector.label) or not vector.origin]
    assert wrong == []


def is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    directional = character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return directional or (category == "Cc" and character not in "\t\n")


def test_refused_vectors_are_those_with_hidden_characters() -> None:
    hidden = [vector for vector in vectors() if any(map(is_hidden, vector.payload))]
    assert hidden
    assert hidden == refused()


def is_rejected_in_raw_html(vector: Vector) -> bool:
    hosts = HOSTS[vector.context]
    harmless = frozenset(feature for host in hosts for feature in fingerprint(page(host.format("word"))))
    documents = [vector.payload, *(page(host.format(vector.payload)) for host in hosts)]
    return any(is_rejected(document, harmless) for document in documents)


@pytest.mark.parametrize("context", HOSTS)
def test_live_vectors_in_raw_html_are_rejected(context: Context) -> None:
    assert [vector.label for vector in select_vectors(context) if not is_rejected_in_raw_html(vector)] == []


def test_url_vectors_in_a_link_are_rejected() -> None:
    links = {vector.label: page(f'<a href="{html.escape(vector.payload)}">x</a>') for vector in select_vectors("url")}

    assert [label for label, link in links.items() if not is_rejected(link)] == []


def test_markdown_vectors_are_live_in_python_markdown() -> None:
    engine = Markdown(extensions=MARKDOWN)
    harmless = frozenset(fingerprint(page(engine.convert("word[^1]\n\n[^1]: a note\n\n![x](y)"))))
    pages = {vector.label: page(engine.reset().convert(vector.payload)) for vector in select_vectors("markdown")}

    assert [label for label, document in pages.items() if not is_rejected(document, harmless)] == []


def test_escaped_vectors_pass_and_their_text_is_visible() -> None:
    harmless = page('<p title="x">before word after</p>')
    for vector in vectors():
        escaped = html.escape(vector.payload)
        document = page(f'<p title="{escaped}">before {escaped} after</p>')

        assert_inert(document, vector.label)
        if vector.context != "refused":
            assert_same_shape(document, harmless, vector.label)
            assert vector.line in visible_text(document), vector.label


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<script src="x.js"></script>',
        "<p onclick=x>a</p>",
        "<svg><a xlink:href='java\tscript:x'>a</a></svg>",
        "<a href=' JavaScript:x'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<a href='https://example.org' ping='https://example.org'>a</a>",
        "<form action='vbscript:x'></form>",
        "<button formaction='javascript:x'>a</button>",
        "<iframe srcdoc='x'></iframe>",
        "<object data=x></object>",
        "<embed src=x>",
        "<base href='https://example.org'>",
        "<meta http-equiv=refresh content='0'>",
        "<meta charset=utf-7>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
        "<link rel=canonical href='javascript:x'>",
        "<link rel='canonical stylesheet' href='x.css'>",
        "<video poster=x></video>",
        "<table background=x></table>",
        "<p style='color:red'>a</p>",
        "<style>p{}</style>",
        "<img src=x>",
        "<unknown-name>a</unknown-name>",
        "<p title=''onmouseover''>a</p>",
        "<div><template shadowrootmode=open><template><b onclick=x>a</b></template></template></div>",
    ],
)
def test_each_class_of_activity_is_rejected(body: str) -> None:
    assert is_rejected(page(body))
    assert not is_rejected(page(body), frozenset(fingerprint(page(body))))


def test_baseline_does_not_excuse_another_script() -> None:
    baseline = frozenset(fingerprint(page('<script>start()</script><script src="../a.js"></script>')))

    assert_inert(page('<script src="../../a.js"></script><script>start()</script>'), "deeper", baseline=baseline)
    assert is_rejected(page("<script>alert(1)</script>"), baseline)
    assert is_rejected(page("<script src='b.js'></script>"), baseline)


def test_content_of_templates_is_rejected() -> None:
    page_of = "<template><p>{}<template>{}</template></p></template>".format
    baseline = frozenset(fingerprint(page_of("a", "b")))

    assert is_rejected(page_of("<b onclick=x>a</b>", "b"), baseline)
    assert is_rejected(page_of("a", "<b onclick=x>b</b>"), baseline)


def test_message_names_the_page_and_the_live_elements() -> None:
    with pytest.raises(AssertionError) as caught:
        assert_inert(page("<b onclick=x>a</b><iframe></iframe>"), "actors/x/index.html")

    assert str(caught.value).startswith("actors/x/index.html has come to life: attribute onclick of b; element iframe")


def test_shape_includes_markup_that_does_nothing() -> None:
    harmless = page("<p>word</p>")

    assert_same_shape(page("<p>&lt;b&gt;</p>"), harmless, "page")
    for body in ("<p><b>word</b></p>", "<p class=x>word</p>", "<p>word<!-- x --></p>", ""):
        with pytest.raises(AssertionError):
            assert_same_shape(page(body), harmless, "page")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("javascript:x", "javascript"),
        ("\x01\x1f JAVA\n\tSCRIPT\r:x", "javascript"),
        ("https://example.org", "https"),
        ("../a:b/", ""),
        ("#a:b", ""),
        ("//example.org", ""),
    ],
)
def test_scheme_is_read_as_by_browsers(address: str, expected: str) -> None:
    assert scheme(address) == expected
