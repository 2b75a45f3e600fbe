"""The staging tree: the new site, built beside the published one before it replaces it.

It is made from the previous staging tree, which is the site that was published before the current one. Most of its
files are the published files under a second name (hard links, which take no space), so that only changes are touched: a
changed file is removed, and then linked or written again. A published file is never written into. Whatever the staging
tree contains, a file in it is kept only if it is one of the published files: the same size, time of writing and inode
number mean the same bytes.
"""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.infra.file_digests import compute_digest
from generator.infra.files import PUBLIC_FILE, PUBLIC_FOLDER, wrap_os_error
from generator.infra.mappings import map_values, remove_keys
from generator.infra.process_pool import map_ordered, split_into_chunks
from generator.infra.progress import Progress, count_items
from generator.site.output.state import PublishedFile, PublishedStamp, StoredPages, decompress_page
from generator.site.postprocess.pages import SharedHead, finish_page
from generator.site.postprocess.script_comments import strip_comments

CHUNK_SIZE = 200
"""The most pages in a worker's task."""
FEW = 40
"""The number of pages up to which workers do not pay off."""
_STEPS = 64
"""The number of folders between two checks of the time."""


class SiteFile(NamedTuple):
    """A file that the site will have: its bytes, or the file that holds them, or neither if it is a page."""

    origin: str
    """An identifier of the bytes: other bytes have another one."""
    source: str | bytes | None
    is_script: bool = False
    """True if the site has the script in `source` without its comments."""

    def read(self) -> bytes:
        """Return the bytes of a file that is not a page."""
        data = Path(self.source).read_bytes() if isinstance(self.source, str) else self.source or b""
        return strip_comments(data) if self.is_script else data


class PageWriting(NamedTuple):
    """The inputs for pages that must be written because they cannot be linked."""

    pages: StoredPages
    head: SharedHead
    jobs: int
    progress: Progress


def copy_file(digest: str, source: str | bytes) -> SiteFile:
    """Return the site's copy of a file, or of bytes, with this digest."""
    return SiteFile(f"copy {digest}", source)


def publish_script(script: SiteFile) -> SiteFile:
    """Return the published form of a script."""
    return SiteFile(f"script {script.origin}", script.source, is_script=True)


def copy_data(data: bytes) -> SiteFile:
    """Return a file of the site with these bytes."""
    return copy_file(compute_digest(data), data)


def list_page_files(digests: Mapping[str, str], head: SharedHead) -> dict[str, SiteFile]:
    """Return the site's files for pages: path → digest of the page as MkDocs wrote it, with the head of all pages."""
    head_digest = head.digest
    return map_values(lambda digest: SiteFile(f"page {digest} {head_digest}", None), digests)


class FolderListing(NamedTuple):
    """The files and folders below a folder."""

    folder: str
    files: dict[str, PublishedStamp]
    folders: list[str]
    """Each folder comes after its parent."""


class FolderWalk:
    """A walk through the files below a folder; it can pause, and go on later.

    With `hidden`, it includes names that begin with a dot.
    """

    def __init__(self, folder: str, *, hidden: bool, exists: bool = True) -> None:
        self._listing = FolderListing(folder, {}, [])
        self._hidden = hidden
        self._pending = [""] if exists and os.path.isdir(folder) else []  # noqa: PTH112  # all paths here are texts

    def finish(self) -> FolderListing:
        """Walk to the end, and return the listing. Raise `OutputError` if a folder cannot be read."""
        self.walk_while(lambda: True)
        return self._listing

    def walk_while(self, has_time: Callable[[], bool]) -> None:
        """Go on as long as there is time, which is checked now and then.

        Raise `OutputError` if a folder cannot be read.
        """
        try:
            while self._pending and has_time():
                for _ in range(min(_STEPS, len(self._pending))):
                    self._enter(self._pending.pop())
        except OSError as error:
            raise wrap_os_error("read", Path(error.filename or self._listing.folder), error) from error

    def _enter(self, parent: str) -> None:
        with os.scandir(f"{self._listing.folder}/{parent}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] == "." and not self._hidden:
                    continue
                path = f"{parent}/{name}" if parent else name
                if entry.is_dir(follow_symlinks=False):
                    self._listing.folders.append(path)
                    self._pending.append(path)
                else:
                    self._listing.files[path] = get_stamp(entry.stat(follow_symlinks=False))


def list_files(folder: Path, *, hidden: bool = False) -> dict[str, PublishedStamp]:
    """Return the stamp of each file below `folder` by its path; with `hidden`, dotfiles too.

    Raise `OutputError` if a folder cannot be read.
    """
    return FolderWalk(os.fspath(folder), hidden=hidden).finish().files


def get_stamp(status: os.stat_result) -> PublishedStamp:
    """Return the stamp that identifies a published file, without its ctime: each new link to the file changes that."""
    return status.st_size, status.st_mtime_ns, status.st_ino if stat.S_ISREG(status.st_mode) else 0


def walk_staging(staging: Path) -> FolderWalk:
    """Return a walk, not yet begun, through a staging tree; it finds nothing if there is none, or a link instead."""
    return FolderWalk(os.fspath(staging), hidden=True, exists=not staging.is_symlink())


def compose_tree(
    staging: FolderListing,
    site: Path,
    wanted: Mapping[str, SiteFile],
    published: Mapping[str, PublishedFile],
    writing: PageWriting,
) -> dict[str, PublishedFile]:
    """Turn a staging tree into the tree of the `wanted` files, by path; return its files with their stamps.

    `published` has the files of `site` at the time of its publication. Raise `OutputError` if a file cannot be read or
    written; then there is no tree.
    """
    root = Path(staging.folder)
    current = {path: file for path, file in published.items() if path in wanted and wanted[path].origin == file.origin}
    try:
        with writing.progress.stage("finishing", len(wanted)) as stage:
            files = _remove_outdated(staging, wanted, current)
            files |= _link_files(root, site, remove_keys(current, files))
            pages = []
            for path, file in remove_keys(wanted, files).items():
                if file.source is None:
                    pages.append(path)
                else:
                    files[path] = PublishedFile(file.origin, _write(f"{root}/{path}", _read_source(file)))
            stage.advance(len(files))
            for path, stamp in count_items(stage, _write_pages(root, pages, writing)):
                files[path] = PublishedFile(wanted[path].origin, stamp)
            return files
    except OSError as error:
        shutil.rmtree(root, ignore_errors=True)
        raise wrap_os_error("write", Path(error.filename or root), error) from error


def create_staging(staging: Path, site: Path, published: Mapping[str, PublishedFile]) -> None:
    """Create a missing staging tree from links to the files of `site`, as far as the disk allows."""
    with contextlib.suppress(OSError):
        if not staging.exists():
            _remove_outdated(walk_staging(staging).finish(), published, {})
            _link_files(staging, site, published)


def strip_staging(staging: Path, published: Mapping[str, PublishedFile]) -> None:
    """Remove the files of a staging tree that the published site does not have.

    Raise `OutputError` if a file cannot be read or written.
    """
    try:
        if staging.exists():
            _remove_outdated(walk_staging(staging).finish(), published, published)
    except OSError as error:
        raise wrap_os_error("clear away", staging, error) from error


def _remove_outdated(
    listing: FolderListing, wanted: Collection[str], current: Mapping[str, PublishedFile]
) -> dict[str, PublishedFile]:
    """Remove all files of a listed tree that are not `current`, and make the folders of the `wanted` paths.

    Return the files that remain.
    """
    folder, root = listing.folder, Path(listing.folder)
    if root.is_symlink() or not root.is_dir():
        root.unlink(missing_ok=True)
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(PUBLIC_FOLDER)
    remaining = {path: file for path, file in current.items() if listing.files.get(path) == file.stamp}
    for path in listing.files.keys() - remaining.keys():
        os.unlink(f"{folder}/{path}")  # noqa: PTH108  # a Path for each of many files takes as long as the call itself
    needed = _list_folders(wanted)
    for path in reversed(listing.folders):
        if path not in needed:
            os.rmdir(f"{folder}/{path}")  # noqa: PTH106  # as above
    for path in sorted(needed.difference(listing.folders)):
        os.mkdir(f"{folder}/{path}")  # noqa: PTH102  # as above
        os.chmod(f"{folder}/{path}", PUBLIC_FOLDER)  # noqa: PTH101  # as above
    return remaining


def _list_folders(paths: Iterable[str]) -> set[str]:
    """Return all folders above the paths."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _link_files(root: Path, site: Path, files: Mapping[str, PublishedFile]) -> dict[str, PublishedFile]:
    """Link the files of `site` that are unchanged since their publication; return them."""
    source, target = os.fspath(site), os.fspath(root)
    linked = {}
    for path, file in files.items():
        # A file that cannot be read or linked, as on a disk without links, is written again.
        with contextlib.suppress(OSError):
            if get_stamp(os.lstat(f"{source}/{path}")) == file.stamp:
                os.link(f"{source}/{path}", f"{target}/{path}", follow_symlinks=False)
                linked[path] = file
    return linked


def _read_source(file: SiteFile) -> bytes:
    try:
        return file.read()
    except OSError as error:
        raise wrap_os_error("read", Path(str(file.source)), error) from error


def _write(path: str, data: bytes) -> PublishedStamp:
    with open(path, "xb") as file:  # noqa: PTH123  # a Path for each of many files takes as long as the call itself
        os.fchmod(file.fileno(), PUBLIC_FILE)
        file.write(data)
        file.flush()
        return get_stamp(os.fstat(file.fileno()))


def _write_pages(root: Path, paths: list[str], writing: PageWriting) -> Iterator[tuple[str, PublishedStamp]]:
    """Write pages in their published form; yield the path and the stamp of each."""
    pages, head = writing.pages, writing.head

    def write_chunk(chunk: list[tuple[str, bytes]]) -> list[tuple[str, PublishedStamp]]:
        stamps = []
        for path, compressed in chunk:
            stamps.append((path, _write(f"{root}/{path}", finish_page(decompress_page(compressed), head))))
        return stamps

    def read_chunks() -> Iterator[list[tuple[str, bytes]]]:
        for chunk in split_into_chunks(paths, workers, CHUNK_SIZE):
            yield [(path, pages.get_compressed(path)) for path in chunk]

    workers = writing.jobs if len(paths) > FEW else 1
    for stamps in map_ordered(write_chunk, read_chunks(), workers):
        yield from stamps
