"""What a build begins with, much of which can be read while docs/ is brought up to content/.

What is remembered, docs/ as it is, the engine; and, where there is time, what stands in the folders of the site.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from generator import seen
from generator.seen import Sight
from generator.site import fingerprint, memory, tree
from generator.site.engines import MKDOCS
from generator.site.files import EngineError, OutputError, refusal
from generator.site.fingerprint import Frame
from generator.site.memory import CACHE, SITE, Signature, State
from generator.site.tree import Walk
from generator.store import DamagedError

SPARE = CACHE / "site"
"""Where the new site is made; afterwards, the one that was published before it."""


class Ready(NamedTuple):
    """What is there when a build begins; what is None is to be looked up."""

    frame: Frame
    before: State
    sights: Mapping[str, Sight]
    """The files of docs/ as they are."""
    engine: Any = None
    """An `Engine`: its type would bring all of MkDocs with it."""
    standing: Mapping[str, Signature] | None = None
    """The files of the published site."""
    spare: Walk | None = None
    """What is in the spare tree, as far as it is found."""


def prepare(root: Path, engine: str, is_time: Callable[[], bool]) -> Ready | None:
    """What a build needs that is there before docs/ is as it is to be; the more of it, the longer there `is_time`.

    Nothing where anything is wrong, of which the build itself will tell.
    """
    with contextlib.suppress(DamagedError, EngineError, OutputError, OSError):
        ready = read(root, engine, loading=engine == MKDOCS)
        # The first is needed where nothing has changed, which is known soon; the second where something has.
        if is_time():
            ready = ready._replace(standing=tree.listing(root / "site"))
        if is_time():
            spare = tree.look(root / SPARE)
            spare.go_on(is_time)
            ready = ready._replace(spare=spare)
        return ready
    return None


def renewed(root: Path, ready: Ready | None, touched: Collection[str]) -> Ready | None:
    """What `prepare` gave, where files of docs/ have changed since, came or went, but none save those `touched`."""
    if ready is None or not touched:
        return ready
    docs = root / "docs"
    kept = {path: sight for path, sight in ready.sights.items() if path not in touched}
    there = [path for path in touched if os.path.lexists(docs / path)]
    return ready._replace(sights=dict(sorted((kept | _look(docs, there, ready.sights)).items())))


def read(root: Path, engine: str, *, loading: bool = False) -> Ready:
    """What no build can do without; with `loading`, the engine too. Raises `OutputError` and `DamagedError`."""
    frame = fingerprint.frame(root, engine)
    with memory.opened(root, SITE, frame.digest) as store:
        before = State() if store.fresh else memory.read(store)
        docs = root / "docs"
        sights = _look(docs, fingerprint.listing(docs), before.sights)
        if not loading:
            return Ready(frame, before, sights)
        # It imports the engine, which takes longer than all of the above.
        from generator.site.engine import Engine  # noqa: PLC0415

        return Ready(frame, before, sights, Engine.load(root, dict(store.items("templates"))))


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
