"""Facets go as data from the front matter of a page to the file that a browser reads."""

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from search_page import parse_facet

from generator.pages.facets import FacetEntry, format_search_data
from generator.site.search_index.facet_files import collect_facets, list_rows, merge_facets, render_facet
from generator.site.search_index.search_bundle import index_site, update_index
from generator.site.search_index.search_data import SearchData, read_search_data

READER = Path(__file__).parents[1] / "theme/search_bundle.js"

ODD_VALUES = [
    ("quay-2", "Quay: 2, or “3”"),
    ("é-小麦-قمح", 'A "quoted" \\ name, {x: 1}, [y], # z'),
    ("it's", "<b>&amp;</b> --> --- ..."),
    ("~", "null"),
    ("no", "2019-05-04"),
    ("a b", "🜚 \u202e'"),
]
"""Ids and labels that YAML, HTML or JSON could take for something else."""


def write_page(facets: list[tuple[str, str]], title: str = "Title") -> bytes:
    """Return a page of docs/ with these values of one facet."""
    data = format_search_data(title, [FacetEntry("actor", *value) for value in facets], day="2019-05-04")
    return f'---\ntitle: "T"\nsearch_data: {data}\n---\n\n# T\n\nsearch_data: {{}}\n'.encode()


def test_front_matter_is_read_back_with_odd_characters() -> None:
    page = write_page(ODD_VALUES, title='“T” \\ "x": {')
    data = read_search_data(page)
    assert data == SearchData(title='“T” \\ "x": {', day="2019-05-04", facets={"actor": sorted(ODD_VALUES)})


def test_front_matter_is_the_same_for_yaml() -> None:
    """Engines read the front matter as YAML."""
    [front_matter, *_] = yaml.safe_load_all(write_page(ODD_VALUES))
    values = [list(value) for value in sorted(ODD_VALUES)]
    assert front_matter["search_data"] == {"title": "Title", "day": "2019-05-04", "facets": {"actor": values}}


def test_line_ends_in_labels_are_replaced_by_spaces() -> None:
    label = "a\nb\r\n---\nsearch_data: {}\u2028c\x85d"
    assert read_search_data(write_page([("x", label)])).facets == {
        "actor": [("x", "a b --- search_data: {} c d")],
    }


def test_front_matter_does_not_depend_on_the_order_of_facets() -> None:
    assert write_page(ODD_VALUES) == write_page([*ODD_VALUES[::-1], ODD_VALUES[0]])


@pytest.mark.parametrize(
    "page",
    [
        "# No front matter\n\nsearch_data: {}\n",
        "---\ntitle: Search\nsearch:\n  boost: 2\n---\n",
        "---\ntitle: T\n---\nsearch_data: {}\n",
        "---\nsearch_data: {\n---\n",
        "---\nsearch_data: [1]\n---\n",
        "---\nsearch_data: yes\n---\n",
        '---\nsearch_data: {"title": 3}\n---\n',
        '---\nsearch_data: {"facets": {"kind": ["page"]}}\n---\n',
        '---\nsearch_data: {"facets": {"kind": [["\\ud800", "x"]]}}\n---\n',
        f"---\nsearch_data: {'[' * 100_000}\n---\n",
        "---\nsearch_data: {}\n",
        "",
    ],
)
def test_a_page_without_valid_search_data_has_none(page: str) -> None:
    assert read_search_data(page.encode()) == SearchData()


def test_a_page_with_windows_line_ends_is_read() -> None:
    page = write_page(ODD_VALUES).replace(b"\n", b"\r\n")
    assert read_search_data(page).facets == {"actor": sorted(ODD_VALUES)}


def test_a_facet_file_has_the_documented_format() -> None:
    file = render_facet({("quay-workers", "Quay Workers"): [290], ("port-office", "Port Office"): [70, 3]})
    assert json.loads(gzip.decompress(file)) == {
        "values": [["port-office", "Port Office", 2], ["quay-workers", "Quay Workers", 1]],
        "steps": ["014", "33R"],
    }


TEXT = st.text(st.characters(codec="utf-8"))
NUMBERS = st.lists(st.integers(0, 1 << 20), min_size=1, unique=True)
VALUES = st.dictionaries(st.tuples(TEXT, TEXT), NUMBERS)


@given(values=VALUES)
def test_facet_files_are_read_back_with_any_values_and_pages(values: dict[tuple[str, str], list[int]]) -> None:
    expected = {value: sorted(pages) for value, pages in values.items()}
    assert parse_facet(render_facet(values)) == expected
    assert render_facet(values) == render_facet(dict(reversed(values.items())))


def test_facets_of_shards_are_merged_by_page_number() -> None:
    tolls, labor = ("tolls", "Tolls"), ("labor", "Labor")
    shards = [
        [SearchData(facets={"theme": [tolls]}), SearchData(facets={"theme": [tolls, labor]})],
        [SearchData(), SearchData(facets={"theme": [labor], "year": [("2019", "2019")]})],
    ]
    rows = [list_rows(collect_facets(pages)) for pages in shards]
    # The pages of both shards in time: the first and third of all are those of the second shard.
    assert merge_facets([1, 0, 1, 0], rows) == {
        "theme": {tolls: [1, 3], labor: [3, 2]},
        "year": {("2019", "2019"): [2]},
    }


HTML = '<!doctype html><html lang="en"><title>T</title><article data-pagefind-body><h1>T</h1><p>Words</p></article>'


def test_the_browser_reads_odd_values_as_they_were_written(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        assert os.environ.get("CI") != "true", "install Node"
        pytest.skip("no Node")
    page = tmp_path / "actors/é 小麦 100%/index.html"
    page.parent.mkdir(parents=True)
    page.write_text(HTML)
    values = sorted(ODD_VALUES)
    index_site(tmp_path, lambda _: SearchData(title="T", facets={"kind": values}))

    done = subprocess.run([node, READER, tmp_path, "words"], check=True, capture_output=True, text=True)

    assert json.loads(done.stdout)["kinds"] == [[id_, label, 1] for id_, label in values]


def test_a_removed_facet_value_leaves_no_trace_in_any_file(tmp_path: Path) -> None:
    hidden = "zorvelkian"
    data = {"a.html": SearchData(facets={"actor": [(hidden, hidden.upper())]}), "b.html": SearchData()}
    html = {path: HTML.encode() for path in data}
    update_index(tmp_path, html, (), data.__getitem__)
    assert find_word(tmp_path, hidden)
    data["a.html"] = SearchData()

    update_index(tmp_path, {"a.html": HTML.encode()}, (), data.__getitem__)

    assert find_word(tmp_path, hidden) == []


def find_word(folder: Path, word: str) -> list[str]:
    """Return the names of the files that have a word, compressed or not."""
    names = []
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        if data.startswith(b"\x1f\x8b"):
            data = gzip.decompress(data)
        if word.encode() in data.lower():
            names.append(file.name)
    return names
