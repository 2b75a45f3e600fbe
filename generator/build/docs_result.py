"""The result of the docs stage, for a process that has not loaded the code of the stage."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic
from generator.site.output.docs_tree import WriteSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsResult:
    """The result of the docs stage: all diagnostics, and a summary of the written pages if none of them stops a build.

    `last_changed` is when the content was last changed by its own account, in seconds since 1970. `next_change` is when
    the result changes without an edit. `hides` is true if something is no longer published, so that its data in .cache/
    has to be removed after the publication.
    """

    diagnostics: Sequence[Diagnostic]
    pages: WriteSummary | None = None
    briefings: int = 0
    last_changed: int = 0
    next_change: dt.datetime | None = None
    hides: bool = False
