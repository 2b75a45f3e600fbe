"""From docs/ to the published site: whether anything is to be done, and that it is done whole.

Here is what a build does that finds nothing to do. What is made otherwise, and of what, is in `remake`.
"""

import contextlib
import errno
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator import seen
from generator.seen import Sight
from generator.site import fingerprint, memory, tree
from generator.site.engines import MKDOCS
from generator.site.files import EngineError, OutputError, refusal
from generator.site.memory import SITE, Placed, Project, Ready, State
from generator.store import DamagedError


def prepare(root: Path, engine: str) -> Ready | None:
    """What a build needs that is there before docs/ is as it is to be: to be read while that is brought about.

    Nothing where anything is wrong, of which the build itself will tell.
    """
    with contextlib.suppress(DamagedError, EngineError, OutputError, OSError):
        return _read(root, engine, loading=True)
    return None


def renewed(root: Path, ready: Ready | None, touched: Collection[str]) -> Ready | None:
    """What `prepare` gave, where files of docs/ have changed since, came or went, but none save those `touched`."""
    if ready is None or not touched:
        return ready
    docs = root / "docs"
    kept = {path: sight for path, sight in ready.sights.items() if path not in touched}
    there = [path for path in touched if os.path.lexists(docs / path)]
    return ready._replace(sights=dict(sorted((kept | _look(docs, there, ready.sights)).items())))


def make(project: Project, *, full: bool, ready: Ready | None = None) -> bool:
    """Publishes the site of the pages in docs/; says whether it did, as the one that stands may be current.

    With `full`, nothing that is remembered is believed. `ready` is what `prepare` gave, if it was called. Raises
    `OutputError`, `EngineError` and `InlineError`; the published site is then what it was.
    """
    try:
        try:
            return _make(project, ready or _looked(project), full=full)
        except DamagedError:
            memory.forget(project.root)
            return _make(project, _looked(project), full=True)
    except OSError as error:
        # What was there a moment ago has gone while the site was made of it.
        raise refusal("read", Path(error.filename or project.root), error) from error


def _looked(project: Project) -> Ready:
    with project.progress.stage("reading docs/"):
        return _read(project.root, project.engine)


def _read(root: Path, engine: str, *, loading: bool = False) -> Ready:
    frame = fingerprint.frame(root, engine)
    with memory.opened(root, SITE, frame.digest) as store:
        before = State() if store.fresh else memory.read(store)
        docs = root / "docs"
        sights = _look(docs, fingerprint.listing(docs), before.sights)
        if not loading or engine != MKDOCS:
            return Ready(frame, before, sights)
        # It imports the engine, which takes longer than all of the above.
        from generator.site.engine import Engine  # noqa: PLC0415

        templates = dict(store.items("templates"))
        return Ready(frame, before, sights, Engine.load(root, templates))


def _make(project: Project, ready: Ready, *, full: bool) -> bool:
    root, epoch = project.root, project.epoch
    with memory.opened(root, SITE, ready.frame.digest) as store:
        before, sights = ready.before, ready.sights
        if full or store.fresh or (ready.frame.is_dated and before.epoch != epoch):
            store.empty()
            before = State()
        if _is_current(root, epoch, before, sights):
            if sights != before.sights:
                # Files were touched, and were read for it: once is enough.
                memory.keep(store, replace(before, sights=sights), before)
            return False
        from generator.site.remake import remake  # noqa: PLC0415  # as above

        if store.fresh:
            shutil.rmtree(root / memory.CACHE / "search", ignore_errors=True)
        remake(project, store, ready._replace(before=before))
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


def _look(docs: Path, paths: Collection[str], before: Mapping[str, Sight]) -> dict[str, Sight]:
    """Files of docs/. Raises `OutputError` where one cannot be read."""
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
