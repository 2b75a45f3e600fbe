"""The writer of the generated pages in `docs/`, beside the hand-written ones, and never over them.

Everything is checked before anything is written: if one file is in the way, nothing changes. The manifest
(`generator.site.output.manifest`) identifies the generated files. A run may be interrupted at any moment; the next
one completes it without asking. The site itself is built by `generator.site.engine`.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.diagnostics.diagnostic import Diagnostic, sort_diagnostics
from generator.infra.file_digests import compute_digest
from generator.infra.files import PUBLIC_DISK, Disk, wrap_os_error
from generator.infra.mappings import map_values, select_keys
from generator.site.output.manifest import MANIFEST, Manifest, is_page_path, read_manifest, render_manifest

UNREADABLE_LINKS = {errno.ELOOP, errno.EMLINK}
"""The errors of systems that open a symbolic link with O_NOFOLLOW."""

_IS_LINK = "is a symbolic link, and the generator does not write through symbolic links"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSummary:
    """The changes of a run, as sorted paths below `docs/`."""

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    digests: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The digest of each generated page, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSummary:
    """The results of `remove_pages`: pages that were removed, and pages that stay because they were changed by hand."""

    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A `path` below `docs/` that cannot hold a page, or pages; `reason` completes a sentence after the path."""

    path: str
    reason: str


class _FileStatus(Enum):
    """The relation of a file at the path of a page to the generator."""

    ABSENT = auto()
    SAME = auto()  # it has the bytes of the page, though perhaps by another program
    GENERATED = auto()
    EDITED = auto()
    FOREIGN = auto()


WRITABLE = frozenset({_FileStatus.ABSENT, _FileStatus.GENERATED})
"""The statuses that allow to write or to remove a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The digests of the wanted pages by path; and the status of these, and of all paths in the manifest."""

    wanted: Mapping[str, str]
    statuses: Mapping[str, _FileStatus | Obstacle]

    @property
    def changed(self) -> list[str]:
        """The pages to be written."""
        return list(filter(self._is_writable, self.wanted))

    @property
    def stale(self) -> list[str]:
        """The pages to be removed."""
        return list(filter(self._is_writable, self.statuses.keys() - self.wanted.keys()))

    def _is_writable(self, path: str) -> bool:
        return self.statuses[path] in WRITABLE

    def list_paths(self, status: _FileStatus) -> list[str]:
        """Return the paths with a status."""
        return [path for path, path_status in self.statuses.items() if path_status is status]


def write_pages(
    docs: Path,
    files: Mapping[str, str | bytes],
    unchanged: Mapping[str, str] = MappingProxyType({}),
    *,
    disk: Disk = PUBLIC_DISK,
) -> WriteSummary | tuple[Diagnostic, ...]:
    """Make `files` (path below `docs`, with forward slashes → text or bytes) the generated part of `docs`.

    `unchanged` are further pages with their digests, which the caller has verified. Return the changes; or, if files
    that the generator did not write are in the way, a diagnostic for each, and then nothing has changed. Raise
    `OutputError` if the disk refuses, `ValueError` for a path that no page may have.
    """
    if invalid := sorted(path for path in files if not is_page_path(path)):
        raise ValueError(f"not the path of a page: {invalid[0]!r}")
    known = read_manifest(docs)
    plan = _create_plan(docs, files, known, unchanged)
    if obstacles := _report_obstacles(docs.name, plan):
        return obstacles
    _apply_plan(docs, files, known, plan, disk)
    return WriteSummary(
        written=tuple(sorted(plan.changed)),
        removed=tuple(sorted(plan.stale)),
        unchanged=len(plan.list_paths(_FileStatus.SAME)),
        digests=plan.wanted,
    )


def find_obstacles(docs: Path, paths: Iterable[str], get_text: Callable[[str], str | None]) -> tuple[Diagnostic, ...]:
    """Return diagnostics for files that are in the way of pages at `paths`, and for pages that were changed by hand.

    `get_text` returns the text of the page at a path, or None if there will be none. Nothing is written. Raise
    `OutputError` if a file cannot be read or written.
    """
    known = read_manifest(docs)
    tree = _Tree(docs)
    edited = {path: digests for path, digests in known.items() if _get_status(tree.read(path), digests) not in WRITABLE}
    files = {path: text for path in {*paths, *edited} if (text := get_text(path)) is not None}
    return _report_obstacles(docs.name, _create_plan(docs, files, edited, {}))


def remove_pages(docs: Path, *, disk: Disk = PUBLIC_DISK) -> CleanSummary:
    """Remove the pages that `write_pages` wrote, except those changed by hand since, which stay in the manifest."""
    known = read_manifest(docs)
    plan = _create_plan(docs, {}, known, {})
    stale, edited = sorted(plan.stale), sorted(plan.list_paths(_FileStatus.EDITED))
    _remove_files(docs, stale, disk)
    if edited:
        _write_manifest(docs, select_keys(known, edited), disk)
    else:
        disk.remove(docs / MANIFEST)
    return CleanSummary(removed=tuple(stale), edited=tuple(edited))


def _create_plan(docs: Path, files: Mapping[str, str | bytes], known: Manifest, unchanged: Mapping[str, str]) -> _Plan:
    wanted: dict[str, str] = dict(unchanged)
    statuses: dict[str, _FileStatus | Obstacle] = dict.fromkeys(unchanged, _FileStatus.SAME)
    tree = _Tree(docs)
    for path, content in files.items():
        data = _encode(content)
        wanted[path] = compute_digest(data)
        existing = tree.read(path)
        statuses[path] = _FileStatus.SAME if existing == data else _get_status(existing, known.get(path))
    for path in known.keys() - files.keys() - unchanged.keys():
        statuses[path] = _get_status(tree.read(path), known[path])
    return _Plan(wanted=wanted, statuses=statuses)


def _encode(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _get_status(content: bytes | Obstacle | None, digests: frozenset[str] | None) -> _FileStatus | Obstacle:
    if isinstance(content, Obstacle):
        return content
    if content is None:
        return _FileStatus.ABSENT
    if digests is None:
        return _FileStatus.FOREIGN
    # A power failure leaves empty files, which have nothing to lose.
    if not content or compute_digest(content) in digests:
        return _FileStatus.GENERATED
    return _FileStatus.EDITED


class _Tree:
    """The files below `docs/`, never read through a symbolic link."""

    def __init__(self, docs: Path) -> None:
        self._root = os.fspath(docs)
        self._folders: dict[str, Obstacle | bool] = {"": docs.is_dir()}

    def read(self, path: str) -> bytes | Obstacle | None:
        """Return the bytes at `path`, None if there is no file, or the obstacle if there can be no page."""
        folder = self._check_folder(path.rpartition("/")[0])
        if folder is not True:
            return folder or None
        try:
            return _read_page(f"{self._root}/{path}", path)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno in UNREADABLE_LINKS:
                return Obstacle(path, _IS_LINK)
            raise wrap_os_error("read", Path(self._root, path), error) from error

    def _check_folder(self, path: str) -> Obstacle | bool:
        """Return whether the folder exists, or the obstacle at its path or above it."""
        if path not in self._folders:
            parent = self._check_folder(path.rpartition("/")[0])
            self._folders[path] = self._inspect(path) if parent is True else parent
        return self._folders[path]

    def _inspect(self, path: str) -> Obstacle | bool:
        try:
            mode = os.lstat(f"{self._root}/{path}").st_mode
        except FileNotFoundError:
            return False
        except OSError as error:
            raise wrap_os_error("read", Path(self._root, path), error) from error
        if stat.S_ISLNK(mode):
            return Obstacle(path, _IS_LINK)
        return stat.S_ISDIR(mode) or Obstacle(path, "is a file where a folder of pages belongs")


def _read_page(file_path: str, path: str) -> bytes | Obstacle:
    # Without O_NONBLOCK, a named pipe would keep the build waiting forever.
    descriptor = os.open(file_path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            return Obstacle(path, "is a folder where a page belongs")
        if not stat.S_ISREG(status.st_mode):
            return Obstacle(path, "is not a regular file")
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def _report_obstacles(name: str, plan: _Plan) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each file that keeps the plan from being applied; `name` is that of docs/."""
    diagnostics: list[Diagnostic] = []
    for path, status in plan.statuses.items():
        if status is _FileStatus.FOREIGN:
            diagnostics.append(_report_foreign(f"{name}/{path}"))
        elif status is _FileStatus.EDITED:
            diagnostics.append(_report_edited(f"{name}/{path}", is_wanted=path in plan.wanted))
        elif isinstance(status, Obstacle) and path in plan.wanted:
            # One folder may be in the way of many pages: sorting removes the repetitions.
            diagnostics.append(_report(f"{name}/{status.path}", status.reason, "move or rename it"))
    return tuple(sort_diagnostics(diagnostics))


def _report_foreign(path: str) -> Diagnostic:
    return _report(
        path,
        "was not written by the generator, which needs this path for a page",
        "move or rename the file; delete it if it is a leftover of an earlier build",
    )


def _report_edited(path: str, *, is_wanted: bool) -> Diagnostic:
    result = "the next build writes it again" if is_wanted else "the page is no longer generated"
    return _report(
        path,
        "was changed by hand since the generator wrote it",
        f"move your text into `content/` or a page of your own, then delete the file: {result}",
    )


def _report(path: str, reason: str, advice: str) -> Diagnostic:
    return Diagnostic(rule="page-in-the-way", path=path, message=f"`{path}` {reason}", help=advice)


def _apply_plan(docs: Path, files: Mapping[str, str | bytes], known: Manifest, plan: _Plan, disk: Disk) -> None:
    """Write and remove pages.

    A manifest with the old and the new digests is written first, and the final one last, so that both versions of a
    page are recognized after an interruption.
    """
    disk.remove_scratch(docs / MANIFEST)
    final = map_values(lambda digest: frozenset({digest}), plan.wanted)
    if changed := plan.changed:
        transitional = {path: known.get(path, frozenset()) | final.get(path, frozenset()) for path in (*known, *final)}
        if transitional != known:
            _write_manifest(docs, transitional, disk)
    _remove_files(docs, plan.stale, disk)
    for path in changed:
        disk.put(docs / path, _encode(files[path]))
    for path, digests in known.items():
        if len(digests) > 1 and plan.statuses[path] is _FileStatus.SAME:
            disk.remove_scratch(docs / path)
    if final != known:
        _write_manifest(docs, final, disk)


def _write_manifest(docs: Path, manifest: Manifest, disk: Disk) -> None:
    disk.put(docs / MANIFEST, render_manifest(manifest).encode(), durable=True)


def _remove_files(docs: Path, paths: Iterable[str], disk: Disk) -> None:
    """Remove pages, and the folders that become empty."""
    folders: set[PurePosixPath] = set()
    for path in paths:
        disk.remove(docs / path)
        folders.update(PurePosixPath(path).parents[:-1])
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        disk.remove_empty(docs / folder)
