"""From docs/ to the published site: whether anything is to be done, and that it is done whole.

Here is what a build does that finds nothing to do. What is made otherwise, and of what, is in `remake`.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.seen import Sight
from generator.site import memory, tree
from generator.site.files import refusal
from generator.site.memory import SITE, Placed, Project, Signature, State
from generator.site.ready import Ready, read
from generator.store import DamagedError


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
        return read(project.root, project.engine)


def _make(project: Project, ready: Ready, *, full: bool) -> bool:
    root, epoch = project.root, project.epoch
    with memory.opened(root, SITE, ready.frame.digest) as store:
        before, sights = ready.before, ready.sights
        if full or store.fresh or (ready.frame.is_dated and before.epoch != epoch):
            store.empty()
            before = State()
        if _is_current(project, before, ready):
            if sights != before.sights:
                # Files were touched, and were read for it: once is enough.
                memory.keep(store, replace(before, sights=sights), before)
            return False
        # It imports the engine, which takes longer than all of the above.
        from generator.site.remake import remake  # noqa: PLC0415

        if store.fresh:
            shutil.rmtree(root / memory.CACHE / "search", ignore_errors=True)
        remake(project, store, ready._replace(before=before))
    return True


def _is_current(project: Project, before: State, ready: Ready) -> bool:
    """Whether docs/ and site/ are as they were when the site was published."""
    return (
        before.epoch == project.epoch
        and bool(before.placed)
        and _digests(before.sights) == _digests(ready.sights)
        and _stands(tree.listing(project.root / "site") if ready.standing is None else ready.standing, before.placed)
    )


def _stands(found: Mapping[str, Signature], placed: Mapping[str, Placed]) -> bool:
    """Whether those that were placed are found, and no others; dotfiles are left to the desk."""
    asked = [path for path in placed if not _hidden(path)]
    return len(found) == len(asked) and all(found.get(path) == placed[path].signature for path in asked)


def _hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _digests(sights: Mapping[str, Sight]) -> dict[str, str]:
    return {path: sight.digest for path, sight in sights.items()}
