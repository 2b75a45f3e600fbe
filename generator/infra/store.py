"""A store for the state of the last build: bytes by key, in one file that is either whole or discarded.

All of its data can be computed again, so that every damage has the same remedy: the file is deleted, and a new one
begins empty. SQLite's transactions keep the half-written data of a killed process from counting. Each entry has a
digest, and each space the sum of its entries' digests: bytes that a disk changed, or entries that it lost, are detected
before they are used.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

FORM = "2"
"""The version of the file format; a store in another version is treated as empty."""

_DIGEST_SIZE = 5
"""The bytes of an entry's digest: a sum of many digests stays below SQLite's 64 bits."""

_TABLES = """
CREATE TABLE IF NOT EXISTS entry (space TEXT, key TEXT, digest INTEGER, number INTEGER, PRIMARY KEY (space, key))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS data (number INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS total (space TEXT PRIMARY KEY, number INTEGER, digests INTEGER);
CREATE TABLE IF NOT EXISTS head (name TEXT PRIMARY KEY, value TEXT);
"""
_ENTRIES = "SELECT key, digest, value FROM entry LEFT JOIN data USING (number) WHERE space = ?"
_TOTALS = "SELECT * FROM total ORDER BY space"
_SUMS = "SELECT space, count(*), sum(digest) FROM entry GROUP BY space ORDER BY space"


class DamagedStoreError(Exception):
    """Data that differs from the data that was written; the store must be deleted, and everything computed again.

    The message, if there is one, is SQLite's.
    """


class Store:
    """Entries in named spaces; changes are visible at once and permanent after `commit`.

    Use it in a `with` block: leaving it closes the file and discards uncommitted changes.
    """

    def __init__(self, connection: sqlite3.Connection, *, is_fresh: bool) -> None:
        self._connection = connection
        self.is_fresh = is_fresh
        """True if the store holds nothing of an earlier build."""

    @classmethod
    def open(cls, file: Path, version: str) -> Self:
        """Open the store in `file`; it is empty if the file is missing, damaged or of another `version`.

        Raise `OSError` or `sqlite3.OperationalError` if the disk refuses.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(DamagedStoreError, sqlite3.DatabaseError, UnicodeDecodeError):
            return cls._connect(file, version)
        remove_store(file)
        return cls._connect(file, version)

    @classmethod
    def open_read_only(cls, file: Path) -> Self:
        """Open the last committed state of `file`, while another connection holds it open without committing.

        There is no transaction: it would keep the other connection from committing.
        """
        uri = f"{file.absolute().as_uri()}?mode=ro"
        return cls(sqlite3.connect(uri, uri=True, isolation_level=None), is_fresh=False)

    @classmethod
    def in_memory(cls) -> Self:
        """Open an empty store without a file."""
        return cls._initialize(sqlite3.connect(":memory:"), "")

    @classmethod
    def copy_to_memory(cls, file: Path, version: str) -> Self:
        """Open a copy of the store in `file` without a file; it is empty if the file cannot be read or used.

        `file` and what is beside it remain as they are.
        """
        connection = sqlite3.connect(":memory:")
        with contextlib.suppress(DamagedStoreError, sqlite3.Error, UnicodeDecodeError):
            with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
                source.backup(connection)
            return cls._initialize(connection, f"{FORM} {version}")
        connection.close()
        return cls.in_memory()

    @classmethod
    def _connect(cls, file: Path, version: str) -> Self:
        connection = sqlite3.connect(file, isolation_level=None)
        try:
            return cls._initialize(connection, f"{FORM} {version}")
        except BaseException:
            connection.close()
            raise

    @classmethod
    def _initialize(cls, connection: sqlite3.Connection, version: str) -> Self:
        connection.isolation_level = None
        # Waiting for the disk would take most of the time of a small change, and damage by a power failure is detected.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        connection.execute("BEGIN IMMEDIATE")
        store = cls(connection, is_fresh=False)
        if store._read_version() != version:
            store.clear()
            connection.execute("INSERT OR REPLACE INTO head VALUES ('version', ?)", (version,))
            store.is_fresh = True
        elif connection.execute(_SUMS).fetchall() != connection.execute(_TOTALS).fetchall():
            raise DamagedStoreError
        return store

    def _read_version(self) -> str | None:
        row = self._connection.execute("SELECT value FROM head WHERE name = 'version'").fetchone()
        return row[0] if row else None

    def clear(self) -> None:
        """Delete all entries. Raise `DamagedStoreError` if the store is damaged."""
        with _detect_damage():
            self._connection.execute("DELETE FROM entry")
            self._connection.execute("DELETE FROM data")
            self._connection.execute("DELETE FROM total")
        self.is_fresh = True

    def get(self, space: str, key: str) -> bytes | None:
        """Return the bytes at a key, or None. Raise `DamagedStoreError` if the store is damaged."""
        with _detect_damage():
            row = self._connection.execute(f"{_ENTRIES} AND key = ?", (space, key)).fetchone()
        return _verify(space, *row) if row else None

    def items(self, space: str) -> Iterator[tuple[str, bytes]]:
        """Yield all entries of a space, sorted by key. Raise `DamagedStoreError` if the store is damaged."""
        with _detect_damage():
            for key, digest, value in self._connection.execute(f"{_ENTRIES} ORDER BY key", (space,)):
                yield key, _verify(space, key, digest, value)

    def keys(self, space: str) -> list[str]:
        """Return the sorted keys of a space; their entries are not verified.

        Raise `DamagedStoreError` if the store is damaged.
        """
        with _detect_damage():
            rows = self._connection.execute("SELECT key FROM entry WHERE space = ? ORDER BY key", (space,)).fetchall()
        return [key for (key,) in rows]

    def put(self, space: str, entries: Mapping[str, bytes | None]) -> None:
        """Store the bytes at their keys; None deletes an entry. Raise `DamagedStoreError` if the store is damaged."""
        keys = [(space, key) for key in entries]
        values = [(key, value) for key, value in entries.items() if value is not None]
        with _detect_damage():
            self._connection.executemany(
                "DELETE FROM data WHERE number = (SELECT number FROM entry WHERE space = ? AND key = ?)", keys
            )
            self._connection.executemany("DELETE FROM entry WHERE space = ? AND key = ?", keys)
            ((highest,),) = self._connection.execute("SELECT coalesce(max(number), 0) FROM data")
            numbered = list(enumerate(values, start=highest + 1))
            self._connection.executemany(
                "INSERT INTO data VALUES (?, ?)", ((number, value) for number, (_, value) in numbered)
            )
            rows = ((space, key, _compute_digest(space, key, value), number) for number, (key, value) in numbered)
            self._connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)

    def commit(self) -> None:
        """Make all changes since the last commit permanent, either all of them or none.

        Raise `DamagedStoreError` if the store is damaged.
        """
        with _detect_damage():
            self._connection.execute("DELETE FROM total")
            self._connection.execute(f"INSERT INTO total {_SUMS}")
            self._connection.execute("COMMIT")
            self.is_fresh = False
            self._connection.execute("BEGIN IMMEDIATE")

    def compact(self) -> None:
        """Commit, and rewrite the file without deleted data, which SQLite keeps in free pages.

        Raise `DamagedStoreError` if the store is damaged, or `sqlite3.OperationalError` if the disk refuses.
        """
        self.commit()
        with _detect_damage():
            self._connection.execute("COMMIT")
            self._connection.execute("VACUUM")
            self._connection.execute("BEGIN IMMEDIATE")

    def roll_back(self) -> None:
        """Discard all changes since the last commit."""
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN IMMEDIATE")
        self.is_fresh = self._connection.execute("SELECT count(*) FROM total").fetchone()[0] == 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


def remove_store(file: Path) -> None:
    """Delete a store with the files that SQLite keeps beside it. Raise `OSError` if a file cannot be removed."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path = file.with_name(file.name + suffix)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _detect_damage() -> Iterator[None]:
    """Turn SQLite's error for an invalid file into damage; a refusal by the disk passes as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and not _is_caused_by_damage(error):
            raise
        raise DamagedStoreError(str(error)) from error


def _is_caused_by_damage(error: sqlite3.OperationalError) -> bool:
    """Check for text that is not UTF-8, which has no error code, and for a header that forbids writing."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return code is None or code == sqlite3.SQLITE_READONLY


def _compute_digest(space: str, key: str, value: bytes) -> int:
    state = blake2b(f"{space}\0{key}\0".encode(), digest_size=_DIGEST_SIZE)
    state.update(value)
    return int.from_bytes(state.digest(), "big")


def _verify(space: str, key: str, digest: int, value: bytes) -> bytes:
    if not isinstance(value, bytes) or _compute_digest(space, key, value) != digest:
        raise DamagedStoreError
    return value
