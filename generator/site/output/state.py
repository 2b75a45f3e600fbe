"""The state of the last build of the site, in `.cache/`.

All of it can be lost at any time; the price is one full build. `site.db` records the inputs of the published site. It
is valid only while the fingerprint, the inputs of all pages, is the same (`fingerprint`). `html.db` holds the pages as
MkDocs wrote them, by digest, for builds that post-process or index all pages again.
"""

import contextlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

from generator.infra.file_digests import FileDigest
from generator.infra.files import OutputError, wrap_os_error
from generator.infra.mappings import map_values, select_keys
from generator.infra.progress import SILENT, Progress
from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError, Store, remove_store
from generator.site.engine_choice import MKDOCS
from generator.site.postprocess.css_bundle import CssBundle
from generator.site.postprocess.pages import PageTraits

CACHE = Path(".cache")
"""The folder below the root; it is on the file system of the published site."""

SITE, HTML = CACHE / "site.db", CACHE / "html.db"

_SPACE = "site"
_PAGES = "html"
_REFUSED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
"""Errors that the disk causes; all other errors of SQLite mean that the file is damaged."""


class Project(NamedTuple):
    """The parameters of a build: the folder, the date in seconds, the number of processes, the engine, the progress."""

    root: Path
    epoch: int
    jobs: int
    engine: str = MKDOCS
    progress: Progress = SILENT


class PageRecord(NamedTuple):
    """A page of docs/, as it was built."""

    digest: str
    """The digest of its Markdown."""
    dest: str
    """Its file below the site, even if its template rendered no text."""
    modified: str | None
    external_targets: tuple[str, ...]
    """The paths of docs/ that it links to, except generated pages."""


PublishedStamp = tuple[int, int, int]
"""The stamp of a published file: size, time of writing, and inode number, which is 0 if the file is not regular."""


class PublishedFile(NamedTuple):
    """A file of the published site: an identifier of its source, and its stamp at that time."""

    origin: str
    stamp: PublishedStamp


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The inputs and outputs of the build that published the site."""

    epoch: int = 0
    navigation: str = ""
    docs_digests: Mapping[str, str] = field(default_factory=dict)
    """The files of docs/: path → digest."""
    handwritten: Mapping[str, FileDigest] = field(default_factory=dict)
    """The files of docs/ that were not generated, with their stamps."""
    excluded: tuple[str, ...] = ()
    """The files of docs/ that are not published."""
    theme: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """The files of the theme: path in the site → number of the theme's folder, digest."""
    pages: Mapping[str, PageRecord] = field(default_factory=dict)
    html: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path in the site → digest of the page as MkDocs wrote it, digest of its traits."""
    traits: Mapping[str, PageTraits] = field(default_factory=dict)
    theme_output: tuple[str, Mapping[str, str]] = ("", {})
    """The digest of the inputs of the theme's own files (404.html, the sitemap), and their digests by path."""
    anchors: Mapping[str, tuple[str, list[str]]] = field(default_factory=dict)
    """The pages that have links to their anchors: path → digest of the Markdown, anchors."""
    bundle: tuple[str, CssBundle] | None = None
    """The style sheet, and the digest of its inputs."""
    published: Mapping[str, PublishedFile] = field(default_factory=dict)


_CODECS: Mapping[str, Codec[Any]] = map_values(Codec, get_type_hints(State))
"""The codec of each field."""


def read_state(store: Store) -> State:
    """Read the state from the store. Raise `DamagedStoreError` if the store is damaged."""
    values: dict[str, Any] = {}
    for name, codec in _CODECS.items():
        data = store.get(_SPACE, name)
        if data is not None:
            values[name] = codec.decode(data)
    return State(**values)


def save_state(store: Store, state: State, previous: State) -> None:
    """Store the fields that differ from the previous state, and commit."""
    changed: dict[str, bytes | None] = {}
    for name, codec in _CODECS.items():
        value = getattr(state, name)
        if value != getattr(previous, name):
            changed[name] = codec.encode(value)
    store.put(_SPACE, changed)
    store.commit()


class StoredPages(Mapping[str, bytes]):
    """Pages as MkDocs wrote them: path in the site → HTML, which is read from the store on access."""

    def __init__(self, html: Store, digests: Mapping[str, str]) -> None:
        self._html = html
        self.digests = digests
        """Path in the site → digest of the page."""

    def select(self, paths: Iterable[str]) -> "StoredPages":
        """Return the pages at those of the paths that have one."""
        return StoredPages(self._html, select_keys(self.digests, paths))

    def get_compressed(self, path: str) -> bytes:
        """Return the compressed page. Raise `DamagedStoreError` if the store is damaged."""
        data = self._html.get(_PAGES, self.digests[path])
        if data is None:
            raise DamagedStoreError
        return data

    def __getitem__(self, path: str) -> bytes:
        return decompress_page(self.get_compressed(path))

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)


def compress_page(html: bytes) -> bytes:
    """Return a page in its form in the store."""
    return zlib.compress(html, 1)


def decompress_page(data: bytes) -> bytes:
    """Return the page that `compress_page` got."""
    return zlib.decompress(data)


def store_pages(html: Store, pages: Mapping[str, bytes]) -> None:
    """Store compressed pages by their digests."""
    html.put(_PAGES, dict(pages))


def list_used_digests(state: State) -> set[str]:
    """Return the digests of the stored pages that a published site is made of."""
    return set(map(itemgetter(0), state.html.values())) | set(state.theme_output[1].values())


def delete_unused_pages(html: Store, used: set[str]) -> None:
    """Delete all pages except those with a digest in `used`. Raise `DamagedStoreError` if one of these is missing."""
    stored = set(html.keys(_PAGES))
    if not used <= stored:
        raise DamagedStoreError
    html.put(_PAGES, dict.fromkeys(stored - used))


@contextlib.contextmanager
def open_store(root: Path, name: Path, version: str) -> Iterator[Store]:
    """Open the store of that name, empty if it is damaged.

    Raise `OutputError` if a file cannot be read or written, and `DamagedStoreError` if the store is damaged.
    """
    try:
        with _open_file(root / name, version) as store:
            yield store
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in _REFUSED:
            raise OutputError(f"cannot write `{(root / name).as_posix()}`: {error}") from error
        raise DamagedStoreError(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedStoreError(str(error)) from error


def describe_damage(file: Path, error: DamagedStoreError) -> OutputError:
    """Return the error for a store that is damaged although it is new: the disk does not keep the data."""
    reason = str(error) or "the data that was read differs from the data that was written"
    return OutputError(f"cannot keep `{file.as_posix()}`: {reason}")


def _open_file(file: Path, version: str) -> Store:
    try:
        return Store.open(file, version)
    except OSError as error:
        raise OutputError(f"cannot write `{file.as_posix()}`: {(error.strerror or str(error)).lower()}") from error


def remove_stores(root: Path) -> None:
    """Delete both stores. Raise `OutputError` if a file cannot be deleted."""
    for name in (SITE, HTML):
        try:
            remove_store(root / name)
        except OSError as error:
            raise wrap_os_error("remove", root / name, error) from error
