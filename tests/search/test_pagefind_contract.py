"""The format of Pagefind's files is the one that we read: three pages are indexed and read back.

Another version of Pagefind may add or change a field. Then these tests fail first, and show which.
"""

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2
import pytest
from pagefind_bin import get_executable

from generator.site.search_index.search_bundle import index_site
from generator.site.search_index.search_data import SearchData

READER = Path(__file__).parents[1] / "theme/search_bundle.js"
SIGNATURE = b"pagefind_dcd"
PAGES = {
    "canal": ("The canal", ("briefing", "Briefing"), "The old-fashioned canals were closed in winter."),
    "harbor": ("The harbor", ("briefing", "Briefing"), "A closed harbor has one canal."),
    "nadia": ("Nadia Haddad", ("actor", "Actor"), "Director of the Port Office."),
}


def read_data(path: str) -> SearchData:
    """The search data of a page, as docs/ has it."""
    title, kind, _ = PAGES[path.partition("/")[0]]
    return SearchData(title, day="2019-05-04", facets={"kind": [kind]})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages, as Pagefind gets them."""
    root = tmp_path_factory.mktemp("site")
    for name, (title, _, text) in PAGES.items():
        path = root / name / "index.html"
        path.parent.mkdir()
        path.write_text(
            f'<!doctype html><html lang="en"><head><title>{title}</title>'
            f'<meta data-pagefind-meta="title[content]" content="{title}"></head>'
            f'<body><article data-pagefind-body><h1 id="t">{title}</h1><p id="p1">{text}</p></article></body></html>',
            encoding="utf-8",
        )
    return root


@pytest.fixture(scope="module")
def pagefind_bundle(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as Pagefind writes it."""
    folder = tmp_path_factory.mktemp("pagefind_bundle") / "pagefind"
    command = [get_executable(), "--site", site, "--output-path", folder, "--quiet"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def read(file: Path) -> bytes:
    data = gzip.decompress(file.read_bytes())
    assert data.startswith(SIGNATURE)
    return data.removeprefix(SIGNATURE)


def read_values(folder: Path, pattern: str) -> Iterator[Any]:
    for file in sorted(folder.glob(pattern)):
        yield cbor2.loads(read(file))


def test_the_entry_file_names_the_page_list_and_the_wasm_file(pagefind_bundle: Path) -> None:
    entry = json.loads((pagefind_bundle / "pagefind-entry.json").read_bytes())
    assert entry.keys() == {"version", "languages", "include_characters"}
    assert entry["version"].startswith("1.5.")
    [(language, index)] = entry["languages"].items()
    assert (language, index["page_count"]) == ("en", 3)
    assert index.keys() == {"hash", "wasm", "page_count"}
    assert (pagefind_bundle / f"pagefind.{index['hash']}.pf_meta").is_file()
    assert read(pagefind_bundle / f"wasm.{index['wasm']}.pagefind").startswith(b"\0asm")


def test_the_page_list_has_six_fields(pagefind_bundle: Path) -> None:
    [fields] = read_values(pagefind_bundle, "*.pf_meta")
    version, pages, chunks, _filters, _sorts, meta = fields
    assert version.startswith("1.5.")
    assert [len(page) for page in pages] == [2, 2, 2]
    assert all((pagefind_bundle / f"fragment/{name}.pf_fragment").is_file() for name, _ in pages)
    assert [len(chunk) for chunk in chunks] == [3] * len(chunks)
    assert meta == ["title"]


def test_a_fragment_has_text_fields_and_anchors(pagefind_bundle: Path) -> None:
    fragments = {page["url"]: page for page in (json.loads(read(file)) for file in pagefind_bundle.glob("fragment/*"))}
    page = fragments["/canal/"]
    expected = {"url", "content", "word_count", "filters", "meta", "anchors"}
    assert page.keys() == expected
    assert page["content"] == "The canal. The old-fashioned canals were closed in winter."
    assert page["meta"] == {"title": "The canal"}
    assert page["anchors"] == [
        {"element": "h1", "id": "t", "text": "The canal", "location": 0},
        {"element": "p", "id": "p1", "text": "The old-fashioned canals were closed in winter.", "location": 2},
    ]


def test_postings_are_arrays_of_known_shape(pagefind_bundle: Path) -> None:
    words = [word for [chunk] in read_values(pagefind_bundle, "index/*") for word in chunk]
    assert {len(word) for word in words} == {3}
    stems = {stem: (pages, variants) for stem, pages, variants in words}
    pages, variants = stems["canal"]
    assert {len(page) for page in pages} == {3}
    # The number of the page, or the step to it; its locations, after a negative number those of another weight; fields.
    assert len(pages) == 2
    assert all(isinstance(number, int) for number, _, _ in pages)
    assert all(isinstance(location, int) for _, *lists in pages for locations in lists for location in locations)
    assert variants == []


def test_the_browser_reads_back_the_index(site: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        assert os.environ.get("CI") != "true", "install Node"
        pytest.skip("no Node")
    root = shutil.copytree(site, tmp_path / "site")
    index_site(root, read_data)

    def search(words: str) -> dict[str, Any]:
        process = subprocess.run([node, READER, root, words], check=True, capture_output=True, text=True)
        result: dict[str, Any] = json.loads(process.stdout)
        return result

    # By stem, in the order of merit: the page with the word in its title first.
    result = search("canal")
    assert result["urls"] == ["/canal/", "/harbor/"]
    assert result["titles"] == ["The canal", "The harbor"]
    assert result["contents"][1] == "The harbor. A closed harbor has one canal."
    assert result["matches"] == [["canal.", "canals"], ["canal."]]
    assert result["kinds"] == [["actor", "Actor", 1], ["briefing", "Briefing", 2]]
    assert result["pageCount"] == 3
    assert search("“closed harbor”")["urls"] == ["/harbor/"]
    assert search("oldfashioned")["urls"] == ["/canal/"]
    assert search("director -canal")["urls"] == ["/nadia/"]
    assert search("nowhere")["urls"] == []
