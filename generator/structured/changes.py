"""When each page was last changed: the newest date of the briefings that it shows.

A page that shows none, an index or the home page, has the newest date of all. The dates are the desk's own, never those
of files or of the build, so that the same content gives the same dates everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.index.used import Briefing, Index
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref


@dataclass(frozen=True, slots=True)
class Changes:
    """`by_ref` has briefings and what they concern; `newest` is the latest of all, None without a briefing."""

    by_ref: Mapping[Ref, EdtfDate]
    newest: EdtfDate | None

    def day(self, ref: Ref | None) -> str:
        """When the page of `ref`, or one of none, was last changed, in ISO 8601; empty where nothing tells."""
        date = self.by_ref.get(ref, self.newest) if ref else self.newest
        moment = (date.end or date.start) if date else None
        return moment.iso if moment else ""


def changes(index: Index) -> Changes:
    """The dates of all pages."""
    dated = [(_last(briefing), briefing) for briefing in index.briefings.values()]
    dated.sort(key=lambda pair: pair[0].sort_key)
    by_ref: dict[Ref, EdtfDate] = {}
    for date, briefing in dated:  # the newest last, so that its date is the one that stays
        by_ref |= dict.fromkeys((briefing.ref, *_shown_on(briefing)), date)
    return Changes(by_ref, dated[-1][0] if dated else None)


def _shown_on(briefing: Briefing) -> Iterator[Ref]:
    yield from briefing.concerns
    if briefing.metadata.based_on:
        yield Ref(Kind.SOURCE, briefing.metadata.based_on)


def _last(briefing: Briefing) -> EdtfDate:
    metadata = briefing.metadata
    dates = [metadata.published, metadata.updated, *(one.date for one in metadata.corrections)]
    return max((date for date in dates if date), key=lambda date: date.sort_key)
