"""The watcher: waits for changes of the files that a site is built from.

Files that the build itself writes do not count, nor temporary files of editors. One save is several changes, and a
switch of branches thousands; they are collected until nothing changes for a moment.
"""

import contextlib
import datetime as dt
import logging
import os
import queue
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from generator.infra.files import OutputError, wrap_os_error
from generator.site.output import manifest

FOLDERS = ("content", "docs", "generator/theme", "generator/templates")
"""The folders below the root that a site is built from, beside `mkdocs.yml`."""

PARENTS = (".", "generator")
"""Folders in which one of these may appear or disappear; their other subfolders are not watched."""

QUIET = 0.05
"""Seconds without a change after which a save is complete."""

LIMIT = 1.0
"""Seconds after which a build begins although files still change."""

_MAX_WAIT = 30.0
"""Seconds after which the clock is read again, as the machine may have slept, or its clock may have been set."""

_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""The events that count; files are also opened and read, as by every build."""

_TEMPORARY_NAMES = {"4913"}
"""A file that Vim creates to test whether it may write."""
_GUIDE = "content/README.md"
"""For the desk, not for the site."""
_TEMPORARY_ENDINGS = ("~", "#", ".tmp", ".swp", ".swx", ".part", "___jb_tmp___", "___jb_old___")

_ADVICE = "; use `--poll`, or raise the limit of the system (`fs.inotify.max_user_watches`)"


def affects_site(path: PurePosixPath) -> bool:
    """Check whether a change of `path`, relative to the root, may change the site."""
    if str(path) in {"mkdocs.yml", *PARENTS, *FOLDERS}:
        return True
    is_inside = any(map(path.is_relative_to, FOLDERS))
    return is_inside and str(path) != _GUIDE and not any(map(_is_temporary, path.parts))


def _is_temporary(name: str) -> bool:
    """Check whether a name is that of a hidden file, a backup, or a temporary file of an editor."""
    return name[0] == "." or name in _TEMPORARY_NAMES or name.endswith(_TEMPORARY_ENDINGS)


class GeneratedDocs:
    """The generated pages of docs/, by the manifest.

    When the system reports a page that a build removed, it is no longer in the manifest, so the pages of the previous
    manifest count too.
    """

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._previous: frozenset[str] = frozenset()
        self._current: frozenset[str] = frozenset()
        self._stamp: tuple[int, int] | None = None
        # The first build may remove pages of an earlier run before the system reports that.
        self._read_manifest()

    def __contains__(self, path: PurePosixPath) -> bool:
        self._read_manifest()
        return str(path) in self._current or str(path) in self._previous

    def _read_manifest(self) -> None:
        try:
            status = (self._docs / manifest.MANIFEST).stat()
            stamp = status.st_mtime_ns, status.st_ino
            if stamp == self._stamp:
                return
            pages = [PurePosixPath("docs", path) for path in manifest.read_manifest(self._docs)]
        except (OSError, OutputError):
            return
        self._stamp, self._previous = stamp, self._current
        self._current = frozenset(str(path) for page in pages for path in (page, *page.parents[:-2]))


class Watcher(FileSystemEventHandler):
    """Waits for changes below `root`. Close it when it is no longer needed."""

    def __init__(self, root: Path, *, polling: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._root = Path(os.path.realpath(root))
        self._clock = clock
        self._changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
        self._generated = GeneratedDocs(self._root / "docs")
        self._observer: BaseObserver = PollingObserver(timeout=0.5) if polling else Observer()
        self._watches: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        """Begin to watch. Raise `OutputError` if the system does not allow it."""
        # Without a handler, it would log to the terminal that it was stopped.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer.start()
        self.watch_folders()

    def close(self) -> None:
        """Stop watching."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def watch_folders(self, changed: Collection[PurePosixPath] = ()) -> None:
        """Watch the folders that exist now; those in `changed` may have been replaced, so watch them again."""
        for folder in (*PARENTS, *FOLDERS):
            if folder not in self._watches or PurePosixPath(folder) in changed:
                self._watch(folder, recursive=folder not in PARENTS)

    def _watch(self, folder: str, *, recursive: bool) -> None:
        path = self._root / folder
        if watch := self._watches.pop(folder, None):
            with contextlib.suppress(KeyError, OSError):
                self._observer.unschedule(watch)
        if not path.is_dir():
            return
        try:
            watch = self._observer.schedule(self, str(path), recursive=recursive, event_filter=_CHANGES)
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(f"{wrap_os_error('watch', path, error)}{_ADVICE}") from error
        self._watches[folder] = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record a change that counts; for a renamed file, both paths."""
        for name in (event.src_path, event.dest_path):
            if name:
                self.record(Path(os.fsdecode(name)), is_folder=event.is_directory)

    def record(self, changed: Path, *, is_folder: bool = False) -> None:
        """Record the change of a file or folder, if it counts."""
        if not changed.is_relative_to(self._root):
            return
        path = PurePosixPath(changed.relative_to(self._root).as_posix())
        # A folder below docs/ counts only when it contains a hand-written page, as a build may have created it.
        in_docs = path.is_relative_to("docs") and str(path) != "docs"
        if affects_site(path) and not (in_docs and (is_folder or path in self._generated)):
            self._changes.put(path)

    def wait(self, until: dt.datetime | None = None) -> set[PurePosixPath]:
        """Wait until a change is complete; return the changed paths, or nothing if the moment `until` comes first."""
        return collect_changes(self._changes, self._clock, until)


class ChangeQueue(Protocol):
    """A queue of paths, such as `queue.SimpleQueue`."""

    def get(self, *, timeout: float | None = None) -> PurePosixPath:
        """Wait for the next path; raise `queue.Empty` after `timeout` seconds without one."""


def _read_clock() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def wait_for_change(
    changes: ChangeQueue,
    until: dt.datetime | None = None,
    now: Callable[[], dt.datetime] = _read_clock,
) -> PurePosixPath | None:
    """Wait for the next change and return it, or None if the moment `until` comes first."""
    while until is None or (remaining := (until - now()).total_seconds()) > 0:
        with contextlib.suppress(queue.Empty):
            return changes.get(timeout=None if until is None else min(remaining, _MAX_WAIT))
    return None


def collect_changes(
    changes: ChangeQueue, clock: Callable[[], float] = time.monotonic, until: dt.datetime | None = None
) -> set[PurePosixPath]:
    """Return the next change and all changes after it until there is none for `QUIET`, but for `LIMIT` at most.

    If the moment `until` comes before any change, return an empty set.
    """
    path = wait_for_change(changes, until)
    if path is None:
        return set()
    paths = {path}
    deadline = clock() + LIMIT
    while (remaining := deadline - clock()) > 0:
        try:
            paths.add(changes.get(timeout=min(QUIET, remaining)))
        except queue.Empty:
            break
    return paths


def format_paths(paths: Iterable[PurePosixPath]) -> str:
    """Return a short text for changed paths: the smallest, and the number of the others."""
    names = sorted(map(str, paths))
    return f"{names[0]} and {len(names) - 1:,} more" if len(names) > 1 else names[0]
