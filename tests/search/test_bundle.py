"""The search bundle of a built site: it is there, holds what it should and no more, and its failure stops a build."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.site.engine import EngineError
from generator.site.search import index_site


@pytest.fixture(scope="module")
def fragments(root: Path) -> dict[str, Any]:
    """What the bundle holds of each page, by its address."""
    files = (root / "site/pagefind/fragment").iterdir()
    found = (json.loads(gzip.decompress(file.read_bytes()).decode().removeprefix("pagefind_dcd")) for file in files)
    return {one["url"]: one for one in found}


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


def test_surfaces_that_no_page_loads_are_left_out(root: Path) -> None:
    assert not [file.name for file in (root / "site/pagefind").iterdir() if "ui" in file.name or "light" in file.name]
    assert not (root / "site/search/search_index.json").exists()


def test_what_pagefind_says_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        index_site(tmp_path)
    assert caught.value.lines[:2] == (
        "the search index could not be made",
        "Error: Pagefind was not able to build an index.",
    )


def test_a_bundle_that_cannot_be_made_leaves_the_published_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> None:
        raise EngineError(("no",))

    monkeypatch.setattr(build, "index_site", fail)
    before = sorted(path for path in (root / "site").rglob("*"))
    with pytest.raises(EngineError):
        build.build(root, full=True)
    assert sorted(path for path in (root / "site").rglob("*")) == before
