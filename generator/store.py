"""What a build remembers for the next one: bytes by key, in one file that is whole or is not believed.

Everything kept here can be made anew, so whatever is wrong with the file is answered alike: it is put away, and a new
one begins empty. SQLite keeps a killed writer's half from counting. Each entry has a digest, and each space the sum of
those of its entries: bytes that a disk changed, or entries that it lost, are seen before anything is made of them.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

FORM = "2"
"""The form of the file; a store in another one is as none."""

_DIGEST = 5
"""Bytes of an entry's digest: a sum of many of them stays below SQLite's 64 bits."""

_TABLES = """
CREATE TABLE IF NOT EXISTS entry (space TEXT, key TEXT, digest INTEGER, number INTEGER, PRIMARY KEY (space, key))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS data (number INTEGER PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS total (space TEXT PRIMARY KEY, number INTEGER, digests INTEGER);
CREATE TABLE IF NOT EXISTS head (name TEXT PRIMARY KEY, value TEXT);
"""
_JOINED = "SELECT key, digest, value FROM entry LEFT JOIN data USING (number) WHERE space = ?"
_TOTALS = "SELECT * FROM total ORDER BY space"
_SUMS = "SELECT space, count(*), sum(digest) FROM entry GROUP BY space ORDER BY space"


class DamagedError(Exception):
    """What was read is not what was written; the store is to be emptied, and everything made anew."""


class Store:
    """Entries in named spaces, each changed in memory of the transaction until `commit`.

    Use it in a `with` block: leaving it closes the file, and what was not committed is forgotten.
    """

    def __init__(self, connection: sqlite3.Connection, *, fresh: bool) -> None:
        self._connection = connection
        self.fresh = fresh
        """Whether nothing of an earlier build is here."""

    @classmethod
    def open(cls, file: Path, version: str) -> Self:
        """The store in `file`; an empty one where there is none, or one of another `version`, or a damaged one.

        Raises OSError or `sqlite3.OperationalError` if the disk refuses.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(DamagedError, sqlite3.DatabaseError):
            return cls._opened(file, version)
        remove(file)
        return cls._opened(file, version)

    @classmethod
    def reading(cls, file: Path) -> Self:
        """The store in `file` as it was committed last, to be read while another has it open and commits nothing.

        Without a transaction of its own: what is only held, and not read, keeps nobody from committing.
        """
        uri = f"{file.absolute().as_uri()}?mode=ro"
        return cls(sqlite3.connect(uri, uri=True, isolation_level=None), fresh=False)

    @classmethod
    def in_memory(cls) -> Self:
        """A store that nothing is left of."""
        return cls._begun(sqlite3.connect(":memory:"), "")

    @classmethod
    def _opened(cls, file: Path, version: str) -> Self:
        connection = sqlite3.connect(file, isolation_level=None)
        try:
            return cls._begun(connection, f"{FORM} {version}")
        except BaseException:
            connection.close()
            raise

    @classmethod
    def _begun(cls, connection: sqlite3.Connection, version: str) -> Self:
        connection.isolation_level = None
        # Waiting for the disk would be most of the time of a small change, and what a power failure spoils is seen.
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        connection.execute("BEGIN IMMEDIATE")
        store = cls(connection, fresh=False)
        if store._version() != version:
            store.empty()
            connection.execute("INSERT OR REPLACE INTO head VALUES ('version', ?)", (version,))
            store.fresh = True
        elif connection.execute(_SUMS).fetchall() != connection.execute(_TOTALS).fetchall():
            raise DamagedError
        return store

    def _version(self) -> str | None:
        row = self._connection.execute("SELECT value FROM head WHERE name = 'version'").fetchone()
        return row[0] if row else None

    def empty(self) -> None:
        """Forgets everything."""
        self._connection.execute("DELETE FROM entry")
        self._connection.execute("DELETE FROM data")
        self._connection.execute("DELETE FROM total")
        self.fresh = True

    def get(self, space: str, key: str) -> bytes | None:
        """The bytes at a key. Raises `DamagedError`."""
        with _believed():
            row = self._connection.execute(f"{_JOINED} AND key = ?", (space, key)).fetchone()
        return _sound(space, *row) if row else None

    def items(self, space: str) -> Iterator[tuple[str, bytes]]:
        """All entries of a space, by key. Raises `DamagedError`."""
        with _believed():
            for key, digest, value in self._connection.execute(f"{_JOINED} ORDER BY key", (space,)):
                yield key, _sound(space, key, digest, value)

    def keys(self, space: str) -> list[str]:
        """The keys of a space, in order; their entries are not looked at. Raises `DamagedError`."""
        with _believed():
            rows = self._connection.execute("SELECT key FROM entry WHERE space = ? ORDER BY key", (space,)).fetchall()
        return [key for (key,) in rows]

    def put(self, space: str, entries: Mapping[str, bytes | None]) -> None:
        """Keeps these bytes at their keys; None: nothing any more."""
        keys = [(space, key) for key in entries]
        self._connection.executemany(
            "DELETE FROM data WHERE number = (SELECT number FROM entry WHERE space = ? AND key = ?)", keys
        )
        self._connection.executemany("DELETE FROM entry WHERE space = ? AND key = ?", keys)
        ((last,),) = self._connection.execute("SELECT coalesce(max(number), 0) FROM data")
        kept = [(key, value) for key, value in entries.items() if value is not None]
        numbered = list(enumerate(kept, start=last + 1))
        self._connection.executemany(
            "INSERT INTO data VALUES (?, ?)", ((number, value) for number, (_, value) in numbered)
        )
        rows = ((space, key, _digest(space, key, value), number) for number, (key, value) in numbered)
        self._connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?)", rows)

    def commit(self) -> None:
        """Makes what was put since the last time last, all of it or nothing."""
        self._connection.execute("DELETE FROM total")
        self._connection.execute(f"INSERT INTO total {_SUMS}")
        self._connection.execute("COMMIT")
        self.fresh = False
        self._connection.execute("BEGIN IMMEDIATE")

    def forget(self) -> None:
        """Forgets what was put since the last `commit`."""
        self._connection.execute("ROLLBACK")
        self._connection.execute("BEGIN IMMEDIATE")
        self.fresh = self._connection.execute("SELECT count(*) FROM total").fetchone()[0] == 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()


def remove(file: Path) -> None:
    """Deletes a store, with what SQLite keeps beside it. Raises OSError."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@contextlib.contextmanager
def _believed() -> Iterator[None]:
    """A file that is no sound database any more is damaged; a disk that refuses is not."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise DamagedError from error


def _digest(space: str, key: str, value: bytes) -> int:
    state = blake2b(f"{space}\0{key}\0".encode(), digest_size=_DIGEST)
    state.update(value)
    return int.from_bytes(state.digest(), "big")


def _sound(space: str, key: str, digest: int, value: bytes) -> bytes:
    if not isinstance(value, bytes) or _digest(space, key, value) != digest:
        raise DamagedError
    return value
