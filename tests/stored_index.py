"""The index as builds have it: over a store that updates bring up to date with a project."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build.clock import read_now
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors
from generator.incremental.briefing_work import BriefingResult, WorkContext, process_briefing
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.update import UpdateResult, update_store
from generator.index.model import Index
from generator.infra.store import Store
from generator.model.kinds import Ref


@dataclass(frozen=True)
class StoredIndex:
    """The result of an update, and the index over the store after it; None if there are errors."""

    result: UpdateResult
    index: Index | None

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return self.result.diagnostics


def process_briefings(refs: Sequence[Ref], context: WorkContext) -> list[BriefingResult]:
    """Process briefings in this process."""
    return [process_briefing(ref, context) for ref in refs]


def update_index(root: Path, store: Store, now: dt.datetime | None = None) -> StoredIndex:
    """Bring the store up to date with `root`/content, and return the index over it."""
    result = update_store(root, store, process_briefings, View(now or read_now()))
    if has_errors(result.diagnostics):
        store.roll_back()
        return StoredIndex(result, None)
    store.commit()
    return StoredIndex(result, build_index(DependencyTracker(store), result.site))
