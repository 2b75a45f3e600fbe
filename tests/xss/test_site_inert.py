"""A site built from content in which every text is a vector has nothing active on any page.

What the pages of a harmless twin have (scripts of the theme, links to other pages) is the baseline; whatever else is
active in the parsed tree fails. That the vectors did arrive, as text, is asserted too.
"""

import json
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from random import Random

import pytest
import yaml
from build_content import hostile_content
from corpus import Vector, publishable
from inert import DATA, assert_inert, fingerprint, shape, visible_text
from selectolax.lexbor import LexborHTMLParser

from generator.build.pipeline import build
from generator.checks.placeholders import is_placeholder
from generator.pages import indexes, pagination
from generator.pages import rows as pages_rows
from generator.pages.pagination import ROWS_PER_PAGE
from generator.site import rebuild

ROOT = Path(__file__).parents[2]

VECTORS = Random(0).sample(publishable(), len(publishable()))
"""The corpus in an order that does not put vectors of one kind side by side."""

RECORDS, HARMLESS, ROWS = 60, 12, 5
"""Records of each kind, each text of which is a vector, and those in the harmless twin; and rows on a page of a list
there: lists go on over further pages. Each vector is in some fields, and each field has 60 vectors."""


def make_site(root: Path, vectors: list[Vector], records: int | None = None) -> Path:
    hostile_content(root, vectors, records=records)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "generator" / "theme", root / "generator" / "theme")
    (root / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "about.md", root / "docs")
    outcome = build(root)
    assert outcome.published, outcome.diagnostics[:5]
    return root / "site"


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    for page in sorted(site.rglob("*.html")):
        yield page.relative_to(site).as_posix(), page.read_text(encoding="utf-8")


def data_blocks(html: str) -> Iterator[str]:
    """Yield the data blocks of a page, as JSON without escapes."""
    for node in LexborHTMLParser(html).css(f'script[type="{DATA}"]'):
        yield json.dumps(json.loads(node.text()), ensure_ascii=False)


def make_pages(root: Path, vectors: list[Vector], records: int, rows: int = ROWS_PER_PAGE) -> Path:
    """Build a site without the search index, which has no pages; lists have at most `rows` rows on a page."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rebuild, "update_index", lambda *_, **__: {})
        for module in (indexes, pagination, pages_rows):
            patched.setattr(module, "ROWS_PER_PAGE", rows)
        return make_site(root, vectors, records)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_pages(tmp_path_factory.mktemp("hostile"), VECTORS, RECORDS)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = [Vector(label=f"word {n}", origin="own", context="inert", payload=f"word{n}") for n in range(HARMLESS)]
    return make_pages(tmp_path_factory.mktemp("harmless"), words, HARMLESS, ROWS)


def test_nothing_lives_on_any_page(hostile: Path, harmless: Path) -> None:
    # The digest of the style sheet depends on the classes of the pages: only the twin has weak ties in its network.
    [sheet], [twin_sheet] = ((site / "assets").glob("site.*.css") for site in (hostile, harmless))
    features = {feature for _, html in pages_of(harmless) for feature in fingerprint(html)}
    baseline = frozenset(feature.replace(twin_sheet.name, sheet.name) for feature in features)

    checked = 0
    for path, html in pages_of(hostile):
        assert_inert(html, path, baseline=baseline)
        checked += 1
    assert checked > 400


def test_no_element_or_attribute_is_there_that_a_harmless_site_has_not(hostile: Path, harmless: Path) -> None:
    known = frozenset(outline for _, html in pages_of(harmless) for outline in shape(html))
    for path, html in pages_of(hostile):
        assert shape(html).keys() <= known, path


def list_written(site: Path, folder: str, *keys: str) -> list[str]:
    """Return the vectors that the records in a folder of content/ have at these keys."""
    files = (site.parent / "content" / folder).glob("*.yml")
    records = [yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader) for file in files]
    assert len(records) == RECORDS
    return [record[key] for record in records for key in keys]


def test_vectors_arrive_as_text(hostile: Path) -> None:
    shown = " ".join(visible_text(html) for path, html in pages_of(hostile) if path.startswith("themes/"))
    for text in list_written(hostile, "themes", "name", "description"):
        assert text in shown or unescape(text) in shown, text


def test_vectors_arrive_in_the_data_for_machines(hostile: Path) -> None:
    """They are inert there, and nothing was taken from them."""
    data = " ".join(block for _, html in pages_of(hostile) for block in data_blocks(html))
    for text in list_written(hostile, "actors", "name", "description"):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in data, text


def test_each_vector_is_in_the_content(hostile: Path) -> None:
    content = "".join(file.read_text(encoding="utf-8") for file in (hostile.parent / "content").rglob("*.*"))
    for vector in VECTORS:
        if not is_placeholder(vector.line):
            written = yaml.dump(vector.line, Dumper=yaml.CSafeDumper, default_style='"', width=10_000)
            assert written.rpartition('"')[0][1:] in content or vector.payload in content, vector.label
