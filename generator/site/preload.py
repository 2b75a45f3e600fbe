"""The inputs of a build of the site, most of which can be read while docs/ is still being written.

These are the state of the last build, the files of docs/ and the engine; and, if there is time, the files of the
published site and of the staging tree.
"""

import contextlib
import errno
import os
from collections.abc import Callable, Collection, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from generator.infra import file_digests
from generator.infra.file_digests import FileDigest
from generator.infra.files import EngineError, OutputError, wrap_os_error
from generator.infra.mappings import map_values, remove_keys
from generator.infra.store import DamagedStoreError
from generator.site.engine_choice import MKDOCS
from generator.site.output import fingerprint, staging, state
from generator.site.output.fingerprint import SiteFingerprint
from generator.site.output.staging import FolderWalk
from generator.site.output.state import CACHE, SITE, PublishedStamp, State

STAGING = CACHE / "site"
"""The folder in which the new site is built; after its publication, it holds the previous site."""


class Preload(NamedTuple):
    """The inputs of a build; a build looks up the fields that are None."""

    fingerprint: SiteFingerprint
    previous: State
    docs_digests: Mapping[str, FileDigest]
    """The files of docs/."""
    engine: Any = None
    """An `Engine`: importing its type would load all of MkDocs."""
    site_files: Mapping[str, PublishedStamp] | None = None
    """The files of the published site."""
    staging_walk: FolderWalk | None = None
    """A walk through the staging tree, which may be unfinished."""


def load_inputs(root: Path, engine: str, has_time: Callable[[], bool], *, is_unchanged: bool = False) -> Preload | None:
    """Return the inputs of a build that exist before docs/ is written; more of them if `has_time`.

    With `is_unchanged`, docs/ and the site are as the last build left them, and are not scanned. Return None after any
    error: the build itself will report it.
    """
    with contextlib.suppress(DamagedStoreError, EngineError, OutputError, OSError):
        ready = read_inputs(root, engine, with_engine=engine == MKDOCS, is_unchanged=is_unchanged)
        # A build needs the first if nothing changed, which is known soon; and the second if something did.
        if ready.site_files is None and has_time():
            ready = ready._replace(site_files=staging.list_files(root / "site", hidden=True))
        if has_time():
            walk = staging.walk_staging(root / STAGING)
            walk.walk_while(has_time)
            ready = ready._replace(staging_walk=walk)
        return ready
    return None


def refresh_preload(root: Path, ready: Preload | None, touched: Collection[str]) -> Preload | None:
    """Return the result of `load_inputs` after the files of docs/ at the paths `touched` changed, came or went."""
    if ready is None or not touched:
        return ready
    docs = root / "docs"
    digests = remove_keys(ready.docs_digests, touched)
    existing = [path for path in touched if os.path.lexists(docs / path)]
    digests |= _scan_docs(docs, existing, ready.docs_digests)
    return ready._replace(docs_digests=dict(sorted(digests.items())))


def read_inputs(root: Path, engine: str, *, with_engine: bool = False, is_unchanged: bool = False) -> Preload:
    """Return the inputs that every build needs; `with_engine`, the engine too.

    With `is_unchanged`, docs/ and the site are as the last build left them. Raise `OutputError` if a file cannot be
    read or written, and `DamagedStoreError` if the store is damaged.
    """
    site_fingerprint = fingerprint.compute_fingerprint(root, engine)
    with state.open_store(root, SITE, site_fingerprint.digest) as store:
        previous = State() if store.is_fresh else state.read_state(store)
        docs = root / "docs"
        if is_unchanged and previous.published:
            digests = _scan_docs(docs, previous.docs_digests.keys(), previous.docs_digests, changed=frozenset())
            site_files = map_values(attrgetter("stamp"), previous.published)
        else:
            digests = _scan_docs(docs, fingerprint.list_visible_files(docs), previous.docs_digests)
            site_files = None
        ready = Preload(site_fingerprint, previous, digests, site_files=site_files)
        if not with_engine:
            return ready
        # These imports take longer than all of the above, and a build that changes nothing does without them.
        import generator.site.rebuild  # noqa: F401, PLC0415
        from generator.site.engine import Engine  # noqa: PLC0415

        return ready._replace(engine=Engine.load(root))


def _scan_docs(
    docs: Path, paths: Collection[str], previous: Mapping[str, FileDigest], changed: AbstractSet[str] | None = None
) -> dict[str, FileDigest]:
    """Return the digests of files of docs/. Raise `OutputError` if one cannot be read."""
    digests = file_digests.scan_files(paths, docs, previous, changed)
    for path in paths:
        if path not in digests:
            raise _describe_unreadable(docs / path)
    return digests


def _describe_unreadable(path: Path) -> OutputError:
    try:
        path.stat()
        if not path.is_file():
            return wrap_os_error("read", path, OSError(errno.EINVAL, "not a regular file"))
        path.read_bytes()
    except OSError as error:
        return wrap_os_error("read", path, error)
    return wrap_os_error("read", path, OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)))
