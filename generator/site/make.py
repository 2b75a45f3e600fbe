"""From docs/ to the published site: whether anything is to be done, and that it is done whole.

Here is what a build does that finds nothing to do, and it costs little: the engine is not even imported. What is made
otherwise, and of what, is in `remake`.
"""

import errno
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import seen
from generator.seen import Sight
from generator.site import fingerprint, memory, tree
from generator.site.engines import MKDOCS
from generator.site.files import OutputError, refusal
from generator.site.memory import SITE, Project, State
from generator.store import DamagedError


def make(root: Path, epoch: int, *, full: bool, jobs: int, engine: str = MKDOCS) -> bool:
    """Publishes the site of the pages in docs/; says whether it did, as the one that stands may be current.

    `epoch` is the date of the build, in seconds. With `full`, nothing that is remembered is believed. Raises
    `OutputError`, `EngineError` and `InlineError`; the published site is then what it was.
    """
    try:
        return _make(Project(root, epoch, jobs, engine), full=full)
    except DamagedError:
        memory.forget(root)
        return _make(Project(root, epoch, jobs, engine), full=True)
    except OSError as error:
        # What was there a moment ago has gone while the site was made of it.
        raise refusal("read", Path(error.filename or root), error) from error


def _make(project: Project, *, full: bool) -> bool:
    root, epoch, _, engine = project
    frame = fingerprint.frame(root, epoch, engine)
    with memory.opened(root, SITE, frame) as store:
        if full:
            store.empty()
        before = State() if store.fresh else memory.read(store)
        sights = _look(root, before.sights)
        if _is_current(root, epoch, before, sights):
            if sights != before.sights:
                # Files were touched, and were read for it: once is enough.
                memory.keep(store, replace(before, sights=sights), before)
            return False
        # It imports the engine, which takes longer than all of the above.
        from generator.site.remake import remake  # noqa: PLC0415

        if store.fresh:
            shutil.rmtree(root / memory.CACHE / "search", ignore_errors=True)
        remake(project, frame, store, before, sights)
    return True


def _is_current(root: Path, epoch: int, before: State, sights: Mapping[str, Sight]) -> bool:
    """Whether docs/ and site/ are as they were when the site was published."""
    return (
        before.epoch == epoch
        and bool(before.placed)
        and _digests(before.sights) == _digests(sights)
        and {path: one[1:] for path, one in before.placed.items() if not _hidden(path)} == tree.listing(root / "site")
    )


def _hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _digests(sights: Mapping[str, Sight]) -> dict[str, str]:
    return {path: sight.digest for path, sight in sights.items()}


def _look(root: Path, before: Mapping[str, Sight]) -> dict[str, Sight]:
    """The files of docs/. Raises `OutputError` where one cannot be read."""
    docs = root / "docs"
    paths = fingerprint.listing(docs)
    found = seen.look(paths, docs, before)
    if len(found) < len(paths):
        raise _unreadable(docs, (path for path in paths if path not in found))
    return found


def _unreadable(docs: Path, paths: Iterable[str]) -> OutputError:
    path = docs / next(iter(paths))
    try:
        if not path.stat() or not path.is_file():
            return refusal("read", path, OSError(errno.EINVAL, "no ordinary file"))
        path.read_bytes()
    except OSError as error:
        return refusal("read", path, error)
    return refusal("read", path, OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)))
