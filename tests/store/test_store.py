"""The store is either intact or discarded."""

from pathlib import Path
from random import Random

import pytest

from generator.infra.store import DamagedStoreError, Store

ENTRIES: dict[str, bytes | None] = {f"key {number}": bytes([number]) * 500 for number in range(200)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with entries in it."""
    file = tmp_path / "cache" / "state"
    with Store.open(file, "one") as store:
        assert store.is_fresh
        store.put("pages", ENTRIES)
        store.commit()
    return file


def test_entries_are_read_back(file: Path) -> None:
    with Store.open(file, "one") as store:
        assert not store.is_fresh
        assert dict(store.items("pages")) == ENTRIES
        assert store.get("pages", "key 7") == ENTRIES["key 7"]
        assert store.get("pages", "key 700") is None
        assert store.get("others", "key 7") is None


def test_entry_without_value_is_deleted(file: Path) -> None:
    with Store.open(file, "one") as store:
        store.put("pages", {"key 7": None})
        store.commit()
    with Store.open(file, "one") as store:
        assert not store.is_fresh
        assert store.get("pages", "key 7") is None


def test_uncommitted_changes_are_lost(file: Path) -> None:
    with Store.open(file, "one") as store:
        store.put("pages", {"key 7": b"other"})
    with Store.open(file, "one") as store:
        assert not store.is_fresh
        assert store.get("pages", "key 7") == ENTRIES["key 7"]


def test_a_store_of_another_version_is_emptied(file: Path) -> None:
    with Store.open(file, "two") as store:
        assert store.is_fresh
        assert not list(store.items("pages"))


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_not_a_store_is_replaced(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "state"
    file.write_bytes(data)

    with Store.open(file, "one") as store:
        assert store.is_fresh


def test_flipped_bits_are_seen(file: Path) -> None:
    """Each change either affects no data that is read, or is detected."""
    whole, random, seen = file.read_bytes(), Random(3), 0
    for _ in range(150):
        damaged = bytearray(whole)
        damaged[random.randrange(len(whole))] ^= 1 << random.randrange(8)
        file.write_bytes(damaged)
        try:
            with Store.open(file, "one") as store:
                entries = dict(store.items("pages"))
                assert store.is_fresh or entries == ENTRIES
                seen += store.is_fresh
        except DamagedStoreError:
            seen += 1
    assert seen > 50


def test_damage_that_only_writing_meets_is_seen(file: Path) -> None:
    """Free pages and the header are not read with the entries: SQLite finds that they are invalid when it writes."""
    with Store.open(file, "one") as store:
        store.put("pages", dict.fromkeys(list(ENTRIES)[::2]))
        store.commit()
    whole, random, seen = file.read_bytes(), Random(3), 0
    for _ in range(100):
        damaged = bytearray(whole)
        for _ in range(2):
            damaged[random.randrange(16, 100)] ^= 1 << random.randrange(8)
        file.write_bytes(damaged)
        try:
            with Store.open(file, "one") as store:
                store.put("pages", {f"new {key}": value for key, value in ENTRIES.items()})
                store.commit()
        except DamagedStoreError:
            seen += 1
    assert seen > 5


@pytest.mark.parametrize("size", [1000, 40_000, 100_000])
def test_cut_file_is_seen(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])

    try:
        with Store.open(file, "one") as store:
            assert store.is_fresh or dict(store.items("pages")) == ENTRIES
    except DamagedStoreError:
        pass
