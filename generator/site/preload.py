"""The inputs of a build of the site, most of which can be read while docs/ is still being written.

These are the state of the last build, the files of docs/ and the engine; and, if there is time, the files of the
published site and of the staging tree.
"""

import contextlib
from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from generator.infra.files import EngineError, OutputError
from generator.infra.mappings import map_values
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
    docs_paths: Collection[str]
    """The paths of all files of docs/; some of them may be pages that are no longer generated."""
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


def read_inputs(root: Path, engine: str, *, with_engine: bool = False, is_unchanged: bool = False) -> Preload:
    """Return the inputs that every build needs; `with_engine`, the engine too.

    With `is_unchanged`, docs/ and the site are as the last build left them. Raise `OutputError` if a file cannot be
    read or written, and `DamagedStoreError` if the store is damaged.
    """
    site_fingerprint = fingerprint.compute_fingerprint(root, engine)
    with state.open_store(root, SITE, site_fingerprint.digest) as store:
        previous = State() if store.is_fresh else state.read_state(store)
        if is_unchanged and previous.published:
            docs_paths: Collection[str] = previous.docs_digests.keys()
            site_files = map_values(attrgetter("stamp"), previous.published)
        else:
            docs_paths = fingerprint.list_visible_files(root / "docs")
            site_files = None
        ready = Preload(site_fingerprint, previous, docs_paths, site_files=site_files)
        if not with_engine:
            return ready
        # These imports take longer than all of the above, and a build that changes nothing does without them.
        import generator.site.rebuild  # noqa: F401, PLC0415
        from generator.site.engine import Engine  # noqa: PLC0415

        return ready._replace(engine=Engine.load(root))
