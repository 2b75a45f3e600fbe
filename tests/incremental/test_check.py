"""`check` processes what changed since the last build, without a change to the store of the build."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
from laying import lay, lay_base
from plain_index import check_plainly

from generator import pages
from generator.build.checking import check
from generator.build.clock import read_now
from generator.build.docs_stage import STATE, write_docs
from generator.content.visibility import View
from generator.incremental import briefing_work
from generator.incremental.briefing_state import SIGNATURES
from generator.incremental.briefing_work import process_briefing
from generator.incremental.dependency_tracker import GENERAL
from generator.incremental.version import compute_versions
from generator.index.model import Index
from generator.infra.store import Store

METADATA = "content/briefings/ferry-fare/metadata.yml"
ARTICLE = "content/briefings/ferry-fare/article.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that was built."""
    lay_base(tmp_path)
    assert write_docs(tmp_path, View(read_now()), strict=False, full=False, jobs=1).pages
    return tmp_path


def render(index: Index | None) -> dict[str, str]:
    assert index
    return {page.path: page.text for page in pages.render(index)}


def compare(root: Path) -> None:
    """Check that the diagnostics, and the pages if there are no errors, are those of all content at once."""
    diagnostics, index = check(root)
    expected_diagnostics, expected_index = check_plainly(root)
    assert diagnostics == expected_diagnostics
    assert (index is None) == (expected_index is None)
    if index:
        assert render(index) == render(expected_index)


def list_processed(root: Path) -> list[str]:
    """Return the ids of the briefings that a check processes."""
    with patch.object(briefing_work, "process_briefing", side_effect=process_briefing) as process:
        check(root)
    return [call.args[0].id for call in process.call_args_list]


def test_only_changed_briefings_are_processed(root: Path) -> None:
    assert list_processed(root) == []
    lay(root, {ARTICLE: {"append": "\nIt rained for a week.\n"}})
    assert list_processed(root) == ["ferry-fare"]


def test_results_are_those_of_all_content(root: Path) -> None:
    compare(root)
    lay(root, {ARTICLE: {"append": "\nIt rained for a week.\n"}})
    compare(root)
    lay(root, {METADATA: {"append": "nonsense: 1\n"}})
    compare(root)


def test_nothing_is_written(root: Path) -> None:
    def read_cache() -> dict[str, tuple[bytes, int]]:
        files = sorted((root / ".cache").rglob("*"))
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files if path.is_file()}

    before = read_cache()
    lay(root, {ARTICLE: {"append": "\nIt rained for a week.\n"}})
    check(root)
    assert read_cache() == before


def damage_bits(store: Path) -> None:
    data, random = bytearray(store.read_bytes()), Random(7)
    for _ in range(200):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    store.write_bytes(data)


def truncate(store: Path) -> None:
    os.truncate(store, store.stat().st_size // 2)


def replace_by_folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


def replace_value(store: Path) -> None:
    """Replace a value that every update reads by bytes that are no value of its type, with the right digest."""
    with Store.open(store, compute_versions().states) as opened:
        opened.put(GENERAL, {SIGNATURES: b"no signatures"})
        opened.commit()


@pytest.mark.parametrize("damage", [damage_bits, truncate, replace_by_folder, replace_value, Path.unlink])
def test_a_damaged_store_makes_no_difference(root: Path, damage: Callable[[Path], None]) -> None:
    damage(root / STATE)
    compare(root)


def test_a_build_at_the_same_time_does_not_stop_a_check(root: Path) -> None:
    connection = sqlite3.connect(root / STATE, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    compare(root)
    connection.execute("ROLLBACK")
    connection.close()
