"""The search bundle of a built site: its content is complete, nothing is superfluous, and an error stops a build."""

import gzip
import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import pytest
import yaml
from laid_project import PROJECT
from plain_index import check_plainly
from search_page import read_bundle

from generator.build import pipeline
from generator.infra.files import EngineError
from generator.pages.facets import ENTITY_NAMES
from generator.site import rebuild
from generator.site.search_index import facet_files, shard_cache, shard_merge, shards
from generator.site.search_index.search_bundle import index_site
from generator.site.search_index.search_data import SearchData, read_search_data


@pytest.fixture(scope="module")
def by_id(root: Path) -> dict[str, Any]:
    """The fragment of each page, by its id in the bundle."""
    files = (root / "site/pagefind/fragment").iterdir()
    return {file.stem: json.loads(unpack(file)) for file in files}


@pytest.fixture(scope="module")
def fragments(by_id: dict[str, Any]) -> dict[str, Any]:
    """The fragment of each page, by the address of the page."""
    return {fragment["url"]: fragment for fragment in by_id.values()}


def read_data(root: Path, path: str) -> SearchData:
    """Return the search data of a page of the site from its file in docs/."""
    file = root / "docs" / f"{path.removesuffix('/index.html')}.md"
    return read_search_data(file.read_bytes()) if file.exists() else SearchData()


def unpack(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")


def test_briefings_entities_and_methodology_are_indexed(root: Path, fragments: dict[str, Any]) -> None:
    _, index = check_plainly(root)
    assert index
    assert fragments.keys() == {f"/{ref.stem}/" for ref in (*index.briefings, *index.entities)} | {"/methodology/"}


def test_only_the_text_of_an_article_is_indexed(fragments: dict[str, Any]) -> None:
    text = fragments["/briefings/quay-tolls/"]["content"]
    assert "will not stand another winter" in text
    assert "How to cite" in text
    for other in ("¶", "↩", "Made with", "Methodology"):
        assert other not in text


def test_only_the_head_of_an_entity_page_is_indexed(fragments: dict[str, Any]) -> None:
    text = fragments["/actors/nadia-haddad/"]["content"]
    assert "director of the Port Office" in text
    assert "ناديا حداد" in text
    assert "What Nadia Haddad says" not in text
    assert "will not stand another winter" not in text


def test_indexed_pages_have_title_date_and_kind(fragments: dict[str, Any]) -> None:
    assert fragments["/briefings/quay-tolls/"]["meta"] == {
        "title": "The toll of the East Quay",
        "date": "4 May 2019",
        "name": "20190504ǁ",
        "kind": "Briefing",
    }


def test_the_same_pages_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    bundles = []
    for number in range(2):
        tree = tmp_path / str(number)
        shutil.copytree(root / "site", tree, ignore=shutil.ignore_patterns("pagefind"))
        index_site(tree, partial(read_data, root))
        files = [file for file in (tree / "pagefind").rglob("*") if file.is_file()]
        bundles.append({file.relative_to(tree).as_posix(): file.read_bytes() for file in files})
    assert bundles[0] == bundles[1]


def test_facets_equal_the_front_matter_of_docs(root: Path, by_id: dict[str, Any]) -> None:
    bundle = read_bundle(root / "site")
    facets: dict[str, dict[str, list[list[str]]]] = {fragment["url"]: {} for fragment in by_id.values()}
    for name in bundle.facet_files:
        for value, numbers in sorted(bundle.values(name).items()):
            for number in numbers:
                url = by_id[bundle.pages[number]]["url"]
                facets[url].setdefault(name, []).append(list(value))
    assert facets == {url: read_front_matter(root, url)["search_data"]["facets"] for url in facets}


def read_front_matter(root: Path, url: str) -> dict[str, Any]:
    """Return the front matter of a page in docs/ as YAML has it."""
    text = (root / f"docs{url.rstrip('/')}.md").read_text(encoding="utf-8")
    front_matter: dict[str, Any] = yaml.safe_load(text.split("\n---\n")[0])
    return front_matter


def test_facets_are_not_in_html_or_fragments(root: Path, by_id: dict[str, Any]) -> None:
    """Neither the pages nor Pagefind's files have them: they go from docs/ to the files of facets as JSON."""
    for page in (root / "site").rglob("*.html"):
        assert b"<meta data-pagefind" not in page.read_bytes(), page
    assert all(fragment["filters"] == {} for fragment in by_id.values())
    assert not (root / "site/pagefind/filter").exists()


def test_page_names_are_split_into_files_of_limited_size(root: Path, by_id: dict[str, Any]) -> None:
    bundle = read_bundle(root / "site")
    assert sorted(bundle.pages) == sorted(by_id)
    sizes = [file.stat().st_size for file in (bundle.folder / "pages").iterdir()]
    assert sum(sizes) == len(by_id) * shard_cache.DIGITS / 2
    assert max(sizes) <= shard_merge.PAGES_IN_FILE * shard_cache.DIGITS / 2


def test_scripts_have_the_same_constants_as_the_generator() -> None:
    """The sizes and the name that the scripts repeat are those of the generator."""
    scripts = PROJECT / "generator/theme/assets/search"
    reader = (scripts / "bundle_files.js").read_text(encoding="utf-8")
    assert f"const PAGES_IN_FILE = {shard_merge.PAGES_IN_FILE};" in reader
    assert f"const BASE = {facet_files.BASE};" in reader
    assert f'const ZERO = "{facet_files.ZERO}"' in reader
    assert f"const NAME_LENGTH = {shard_cache.DIGITS // 2};" in reader
    assert f'const ENTITY_NAMES = "{ENTITY_NAMES}";' in (scripts / "facets.js").read_text(encoding="utf-8")


def test_pages_are_numbered_by_date(root: Path, by_id: dict[str, Any]) -> None:
    """The oldest first: those without a date before all others."""
    pages = [by_id[name] for name in read_bundle(root / "site").pages]
    days = [page["meta"]["name"] for page in pages if page["url"].startswith("/briefings/")]
    assert days == sorted(days)
    assert len(set(days)) > 1
    are_dated = ["date" in page["meta"] for page in pages]
    assert are_dated == sorted(are_dated)
    undated = [page["url"] for page in pages if "date" not in page["meta"]]
    assert undated == sorted(undated, reverse=True)


def test_unused_search_interfaces_are_not_published(root: Path) -> None:
    assert not [file.name for file in (root / "site/pagefind").iterdir() if "ui" in file.name or "light" in file.name]
    assert not (root / "site/search/search_index.json").exists()


def test_errors_of_pagefind_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho 'Error: the disk is full.' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(shards, "get_executable", lambda: program)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("<!doctype html><main data-pagefind-body>Words</main>")

    with pytest.raises(EngineError) as caught:
        index_site(tmp_path / "site", lambda _: SearchData())

    assert caught.value.lines[:2] == ("the search index could not be built", "Error: the disk is full.")


def test_a_failed_search_bundle_leaves_the_published_site_unchanged(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = shutil.copytree(root, tmp_path / "root")

    def fail(*_: Any, **__: Any) -> NoReturn:
        raise EngineError(("no",))

    monkeypatch.setattr(rebuild, "update_index", fail)
    before = sorted(path for path in (root / "site").rglob("*"))
    with pytest.raises(EngineError):
        pipeline.build(root, full=True)
    assert sorted(path for path in (root / "site").rglob("*")) == before
