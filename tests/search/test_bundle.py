"""The search bundle of a built site: it is there, holds what it should and no more, and its failure stops a build."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any, NoReturn

import cbor2
import pytest

from generator import build
from generator.site import remake, shards
from generator.site.files import EngineError
from generator.site.search import index_site


@pytest.fixture(scope="module")
def by_id(root: Path) -> dict[str, Any]:
    """What the bundle holds of each page, by its id there."""
    files = (root / "site/pagefind/fragment").iterdir()
    return {file.stem: json.loads(unpacked(file)) for file in files}


@pytest.fixture(scope="module")
def fragments(by_id: dict[str, Any]) -> dict[str, Any]:
    """The same by the page's address."""
    return {one["url"]: one for one in by_id.values()}


def unpacked(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")


def test_briefings_things_and_methodology_are_searched(root: Path, fragments: dict[str, Any]) -> None:
    _, index = build.check(root)
    assert index
    assert fragments.keys() == {f"/{ref.stem}/" for ref in (*index.briefings, *index.entities)} | {"/methodology/"}


def test_only_the_text_is_searched(fragments: dict[str, Any]) -> None:
    text = fragments["/briefings/quay-tolls/"]["content"]
    assert "will not stand another winter" in text
    assert "How to cite" in text
    for other in ("¶", "↩", "Made with", "Methodology"):
        assert other not in text


def test_of_a_thing_the_head_alone_is_searched(fragments: dict[str, Any]) -> None:
    text = fragments["/actors/nadia-haddad/"]["content"]
    assert "director of the Port Office" in text
    assert "ناديا حداد" in text
    assert "What Nadia Haddad says" not in text
    assert "will not stand another winter" not in text


def test_results_know_title_and_date(fragments: dict[str, Any]) -> None:
    assert fragments["/briefings/quay-tolls/"]["meta"] == {
        "title": "The toll of the East Quay",
        "date": "4 May 2019",
    }


def test_the_same_pages_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    bundles = []
    for number in range(2):
        tree = tmp_path / str(number)
        shutil.copytree(root / "site", tree, ignore=shutil.ignore_patterns("pagefind"))
        index_site(tree)
        files = [file for file in (tree / "pagefind").rglob("*") if file.is_file()]
        bundles.append({file.relative_to(tree).as_posix(): file.read_bytes() for file in files})
    assert bundles[0] == bundles[1]


def test_facets_are_what_pages_have(root: Path, by_id: dict[str, Any]) -> None:
    bundle = root / "site/pagefind"
    [listed] = bundle.glob("*.pf_meta")
    contents: Any = cbor2.loads(unpacked(listed))
    found: dict[str, dict[str, list[str]]] = {id_: {} for id_ in by_id}
    for name, file in contents[3]:
        if name == "date":
            continue
        facet: Any = cbor2.loads(unpacked(bundle / f"filter/{file}.pf_filter"))
        for value, numbers in facet[1]:
            for number in numbers:
                found[contents[1][number][0]].setdefault(name, []).append(value)
    assert found == {id_: one["filters"] for id_, one in by_id.items()}


def test_surfaces_that_no_page_loads_are_left_out(root: Path) -> None:
    assert not [file.name for file in (root / "site/pagefind").iterdir() if "ui" in file.name or "light" in file.name]
    assert not (root / "site/search/search_index.json").exists()


def test_what_pagefind_says_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'Error: the disk is full.' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(shards, "get_executable", lambda: program)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<!doctype html><main data-pagefind-body>Words</main>")

    with pytest.raises(EngineError) as caught:
        index_site(tmp_path / "site")

    assert caught.value.lines[:2] == ("the search index could not be made", "Error: the disk is full.")


def test_a_bundle_that_cannot_be_made_leaves_the_published_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise EngineError(("no",))

    monkeypatch.setattr(remake, "update_index", fail)
    before = sorted(path for path in (root / "site").rglob("*"))
    with pytest.raises(EngineError):
        build.build(root, full=True)
    assert sorted(path for path in (root / "site").rglob("*")) == before
