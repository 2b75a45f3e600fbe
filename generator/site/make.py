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
from types import MappingProxyType

from generator import seen
from generator.seen import Sight
from generator.site import fingerprint, memory, tree
from generator.site.files import OutputError, refusal
from generator.site.memory import SITE, Placed, Project, State
from generator.store import DamagedError


def make(
    root: Path, epoch: int, *, full: bool, jobs: int, seen_before: Mapping[str, Sight] = MappingProxyType({})
) -> bool:
    """Publishes the site of the pages in docs/; says whether it did, as the one that stands may be current.

    `epoch` is the date of the build, in seconds. With `full`, nothing that is remembered is believed. Files of docs/
    that were `seen_before`, a moment ago, are not looked at again. Raises `OutputError`, `EngineError` and
    `InlineError`; the published site is then what it was.
    """
    try:
        try:
            return _make(root, epoch, seen_before, full=full, jobs=jobs)
        except DamagedError:
            memory.forget(root)
            return _make(root, epoch, seen_before, full=True, jobs=jobs)
    except OSError as error:
        # What was there a moment ago has gone while the site was made of it.
        raise refusal("read", Path(error.filename or root), error) from error


def _make(root: Path, epoch: int, seen_before: Mapping[str, Sight], *, full: bool, jobs: int) -> bool:
    frame = fingerprint.frame(root, epoch)
    with memory.opened(root, SITE, frame) as store:
        if full:
            store.empty()
        before = State() if store.fresh else memory.read(store)
        sights = _look(root, before.sights, seen_before)
        if _is_current(root, epoch, before, sights):
            if sights != before.sights:
                # Files were touched, and were read for it: once is enough.
                memory.keep(store, replace(before, sights=sights), before)
            return False
        # It imports the engine, which takes longer than all of the above.
        from generator.site.remake import remake  # noqa: PLC0415

        if store.fresh:
            shutil.rmtree(root / memory.CACHE / "search", ignore_errors=True)
        remake(Project(root, epoch, jobs), frame, store, before, sights)
    return True


def _is_current(root: Path, epoch: int, before: State, sights: Mapping[str, Sight]) -> bool:
    """Whether docs/ and site/ are as they were when the site was published."""
    return (
        before.epoch == epoch
        and bool(before.placed)
        and _digests(before.sights) == _digests(sights)
        and _stands(root / "site", before.placed)
    )


def _stands(site: Path, placed: Mapping[str, Placed]) -> bool:
    """Whether a folder holds the files that were put there, and no others; dotfiles are left to the desk."""
    found = tree.listing(site)
    asked = [path for path in placed if not _hidden(path)]
    return len(found) == len(asked) and all(found.get(path) == placed[path].signature for path in asked)


def _hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _digests(sights: Mapping[str, Sight]) -> dict[str, str]:
    return {path: sight.digest for path, sight in sights.items()}


def _look(root: Path, before: Mapping[str, Sight], seen_before: Mapping[str, Sight]) -> dict[str, Sight]:
    """The files of docs/. Raises `OutputError` where one cannot be read."""
    docs = root / "docs"
    paths = fingerprint.listing(docs)
    looked = seen.look([path for path in paths if path not in seen_before], docs, before)
    found = {path: one for path in paths if (one := seen_before.get(path) or looked.get(path))}
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
