"""What the maker of the site remembers from build to build, in `.cache/`.

All of it can be lost at any time, and costs one build of everything. `site.db` says what the published site is made of,
and is kept only while the frame is the same: what all pages depend on (`fingerprint`). `html.db` holds the pages as
MkDocs wrote them, by digest, for when all are to be finished or searched anew.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from generator import seen
from generator.packing import pack_plain, unpack_plain
from generator.progress import SILENT, Progress
from generator.seen import Sight
from generator.site.engines import MKDOCS
from generator.site.files import OutputError
from generator.site.finish import Traits
from generator.site.styles import Sheet
from generator.store import DamagedError, Store, remove

CACHE = Path(".cache")
"""Below the root, and on the file system of the published site."""

SITE, HTML = CACHE / "site.db", CACHE / "html.db"

_SPACE = "site"
_REFUSED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
"""What the disk answers; whatever else SQLite complains of lies in the file, and goes with it."""


class Project(NamedTuple):
    """What is to be made: the folder, the date of the build in seconds, by how many processes, by which engine.

    And who is told how far that is.
    """

    root: Path
    epoch: int
    jobs: int
    engine: str = MKDOCS
    progress: Progress = SILENT


class Known(NamedTuple):
    """A page of docs/ as it was built."""

    digest: str
    """Of its Markdown."""
    dest: str
    """Its file below the site, unless its template gave nothing."""
    modified: str | None
    asked: tuple[str, ...]
    """Paths of docs/ that are not the generator's, and to which it links."""


Signature = tuple[int, int, int]
"""Of a published file: its size, when it was written, and its number on the disk, 0 where it is no ordinary file."""


class Placed(NamedTuple):
    """A file of the published site: what it was made from, and what the system said of it then."""

    origin: str
    signature: Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the published site was made from, and how."""

    epoch: int = 0
    navigation: str = ""
    sights: Mapping[str, Sight] = field(default_factory=dict)
    """The files of docs/."""
    excluded: tuple[str, ...] = ()
    """Those of them that are not published."""
    theme: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Files of the theme: path in the site → number of the theme's folder, digest."""
    pages: Mapping[str, Known] = field(default_factory=dict)
    html: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path in the site → digest of the page as MkDocs wrote it, digest of its traits."""
    traits: Mapping[str, Traits] = field(default_factory=dict)
    made: tuple[str, Mapping[str, str]] = ("", {})
    """What the theme's own files (404.html, the sitemap) were made from, and their digests by path."""
    anchors: Mapping[str, tuple[str, list[str]]] = field(default_factory=dict)
    """Of pages that others link into: the digest of their Markdown, and what anchors they have."""
    sheet: tuple[str, Sheet] | None = None
    """The style sheet, and the digest of what it was made from."""
    placed: Mapping[str, Placed] = field(default_factory=dict)


_NAMES = tuple(one.name for one in fields(State))


def read(store: Store) -> State:
    """What was kept. Raises `DamagedError`."""
    try:
        kept = {name: store.get(_SPACE, name) for name in _NAMES}
        return State(**{name: _read(name, data) for name, data in kept.items() if data})
    except (ValueError, TypeError, AttributeError, EOFError) as error:
        raise DamagedError from error


def keep(store: Store, state: State, before: State) -> None:
    """Puts what is not as `before`, and commits it."""
    changed = [name for name in _NAMES if getattr(state, name) != getattr(before, name)]
    store.put(_SPACE, {name: _written(name, getattr(state, name)) for name in changed})
    store.commit()


def _read(name: str, data: bytes) -> Any:
    if name == "sights":
        return seen.read(data)
    value = unpack_plain(data)
    return _FORMED[name](value) if name in _FORMED else value


def _written(name: str, value: Any) -> bytes:
    if name == "sights":
        return seen.written(value)
    return pack_plain(_PLAIN[name](value) if name in _PLAIN else value)


_PLAIN: Mapping[str, Any] = {
    "pages": lambda pages: {path: tuple(one) for path, one in pages.items()},
    "made": lambda made: (made[0], dict(made[1])),
    "traits": lambda traits: {key: tuple(one) for key, one in traits.items()},
    "sheet": lambda made: made and (made[0], tuple(made[1])),
    "placed": lambda placed: {path: tuple(one) for path, one in placed.items()},
}
"""How values are made of the plainest types, by what they belong to."""
_FORMED: Mapping[str, Any] = {
    "pages": lambda kept: {path: Known(*one) for path, one in kept.items()},
    "traits": lambda kept: {key: Traits(*one) for key, one in kept.items()},
    "sheet": lambda kept: kept and (kept[0], Sheet(*kept[1])),
    "placed": lambda kept: {path: Placed(*one) for path, one in kept.items()},
}
"""And back."""


class Pages(Mapping[str, bytes]):
    """Pages as MkDocs wrote them: path in the site → HTML, read from the store when it is asked for."""

    def __init__(self, html: Store, digests: Mapping[str, str]) -> None:
        self._html = html
        self.digests = digests
        """Path in the site → digest of the page."""

    def only(self, paths: Iterable[str]) -> "Pages":
        """Those of the paths that are here."""
        return Pages(self._html, {path: self.digests[path] for path in paths if path in self.digests})

    def packed(self, path: str) -> bytes:
        """The page as it is kept. Raises `DamagedError`."""
        found = self._html.get("html", self.digests[path])
        if found is None:
            raise DamagedError
        return found

    def __getitem__(self, path: str) -> bytes:
        return unpack(self.packed(path))

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


def pack(html: bytes) -> bytes:
    """A page as it is kept."""
    return zlib.compress(html, 1)


def unpack(packed: bytes) -> bytes:
    """What `pack` was given."""
    return zlib.decompress(packed)


def put(html: Store, packed: Mapping[str, bytes]) -> None:
    """Keeps pages by their digest."""
    html.put("html", dict(packed))


def sweep(html: Store, used: set[str]) -> None:
    """Forgets all pages but those of the digests that are `used`. Raises `DamagedError` if one of these is not kept."""
    kept = set(html.keys("html"))
    if not used <= kept:
        raise DamagedError
    html.put("html", dict.fromkeys(kept - used))


@contextlib.contextmanager
def opened(root: Path, name: Path, version: str) -> Iterator[Store]:
    """The store of that name; an empty one where it is damaged. Raises `OutputError` and `DamagedError`."""
    try:
        with _first(root / name, version) as store:
            yield store
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _REFUSED:
            raise OutputError(f"cannot write `{(root / name).as_posix()}`: {error}") from error
        raise DamagedError from error
    except sqlite3.DatabaseError as error:
        raise DamagedError from error


def _first(file: Path, version: str) -> Store:
    try:
        return Store.open(file, version)
    except OSError as error:
        raise OutputError(f"cannot write `{file.as_posix()}`: {(error.strerror or str(error)).lower()}") from error


def forget(root: Path) -> None:
    """Removes both stores. Raises `OutputError`."""
    for name in (SITE, HTML):
        try:
            remove(root / name)
        except OSError as error:
            raise OutputError(
                f"cannot remove `{(root / name).as_posix()}`: {(error.strerror or '').lower()}"
            ) from error
