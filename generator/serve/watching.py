"""Tells that something was saved that a site is built from.

What the build itself writes does not count, nor what editors put beside a file while they save it. One save is several
changes, and a change of branches thousands: they are taken together until nothing has changed for a moment.
"""

import contextlib
import logging
import os
import queue
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path, PurePosixPath

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

from generator.site import manifest
from generator.site.files import OutputError, refusal

FOLDERS = ("content", "docs", "generator/theme", "generator/templates")
"""What a site is built from, below the root, beside `mkdocs.yml`."""

ABOVE = (".", "generator")
"""Where it is seen that one of these has gone or come. Further down they are not watched."""

QUIET = 0.05
"""Seconds without a change after which a save is over."""

LIMIT = 1.0
"""Seconds after which a build begins though things still change."""

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
"""Not that something was opened or read, which a build does with all there is."""

_PASSING_NAMES = {"4913"}
"""Vim tries with it whether it may write."""
_GUIDE = "content/README.md"
"""For the desk; no part of the site."""
_PASSING_ENDS = ("~", "#", ".tmp", ".swp", ".swx", ".part", "___jb_tmp___", "___jb_old___")

_ADVICE = "; have it ask again and again with `--poll`, or raise the system's limit (`fs.inotify.max_user_watches`)"


def concerns(path: PurePosixPath) -> bool:
    """Whether a site may be another for a change of `path`, which is below the root."""
    if str(path) in {"mkdocs.yml", *ABOVE, *FOLDERS}:
        return True
    inside = any(path.is_relative_to(folder) for folder in FOLDERS)
    return inside and str(path) != _GUIDE and not any(_is_passing(part) for part in path.parts)


def _is_passing(name: str) -> bool:
    """Hidden files, backups, and what is there only until a save is complete."""
    return name[0] == "." or name in _PASSING_NAMES or name.endswith(_PASSING_ENDS)


class Generated:
    """Which pages of docs/ are the generator's own.

    A page that a build has removed is no longer in its manifest when the system tells of it: what was known before
    still counts.
    """

    def __init__(self, docs: Path) -> None:
        self._docs = docs
        self._before: frozenset[str] = frozenset()
        self._now: frozenset[str] = frozenset()
        self._stamp: tuple[int, int] | None = None

    def __contains__(self, path: PurePosixPath) -> bool:
        self._look()
        return str(path) in self._now or str(path) in self._before

    def _look(self) -> None:
        try:
            status = (self._docs / manifest.MANIFEST).stat()
            stamp = status.st_mtime_ns, status.st_ino
            if stamp == self._stamp:
                return
            pages = [PurePosixPath("docs", path) for path in manifest.read(self._docs)]
        except (OSError, OutputError):
            return
        self._stamp, self._before = stamp, self._now
        self._now = frozenset(str(one) for page in pages for one in (page, *page.parents[:-2]))


class Watcher(FileSystemEventHandler):
    """Waits for changes below `root`. To be closed when it is no longer needed."""

    def __init__(self, root: Path, *, polling: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._root = Path(os.path.realpath(root))
        self._clock = clock
        self._changes: queue.SimpleQueue[PurePosixPath] = queue.SimpleQueue()
        self._generated = Generated(self._root / "docs")
        self._observer: BaseObserver = PollingObserver(timeout=0.5) if polling else Observer()
        self._watches: dict[str, ObservedWatch] = {}

    def start(self) -> None:
        """Begins to watch. Raises `OutputError` where the system refuses."""
        # It would write to the terminal that it has been stopped.
        logging.getLogger("watchdog").addHandler(logging.NullHandler())
        self._observer.start()
        self.aim()

    def close(self) -> None:
        """Watches no longer."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def aim(self, changed: Collection[PurePosixPath] = ()) -> None:
        """Sees to it that the folders that are there now are watched: one of those `changed` may have come anew."""
        for folder in (*ABOVE, *FOLDERS):
            if folder not in self._watches or PurePosixPath(folder) in changed:
                self._watch(folder, recursive=folder not in ABOVE)

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
            raise OutputError(f"{refusal('watch', path, error)}{_ADVICE}") from error
        self._watches[folder] = watch

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Notes a change that counts; of a file that was renamed, where it was and where it is."""
        for name in (event.src_path, event.dest_path):
            if name:
                self.note(Path(os.fsdecode(name)), is_folder=event.is_directory)

    def note(self, changed: Path, *, is_folder: bool = False) -> None:
        """Notes that a file or folder has changed, if that counts."""
        if not changed.is_relative_to(self._root):
            return
        path = PurePosixPath(changed.relative_to(self._root).as_posix())
        # A folder below docs/ comes to count with the first page in it: until then, a build may have made it.
        in_docs = path.is_relative_to("docs") and str(path) != "docs"
        if concerns(path) and not (in_docs and (is_folder or path in self._generated)):
            self._changes.put(path)

    def wait(self) -> set[PurePosixPath]:
        """Waits until something has changed, and then until that is over; what has changed."""
        return settled(self._changes, self._clock)


def settled(
    changes: "queue.SimpleQueue[PurePosixPath]", clock: Callable[[], float] = time.monotonic
) -> set[PurePosixPath]:
    """The next change, and all that come until there is none for `QUIET`, or for `LIMIT` at most."""
    found = {changes.get()}
    deadline = clock() + LIMIT
    while (left := deadline - clock()) > 0:
        try:
            found.add(changes.get(timeout=min(QUIET, left)))
        except queue.Empty:
            break
    return found


def named(paths: Iterable[PurePosixPath]) -> str:
    """What has changed, in a few words."""
    first, *more = sorted(map(str, paths))
    return f"{first} and {len(more):,} more" if more else first
