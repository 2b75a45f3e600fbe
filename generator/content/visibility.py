"""The visibility of briefings at a moment: the only module that reads statuses, embargoes and expiry.

`decide` needs the metadata of one briefing and the moment; it runs before analysis and reads no article. Which records
are visible depends on the records that visible briefings name, which analysis finds; `find_visible_records` then
follows the references. Every output uses these results, and none reads a status again.

Pure functions; the moment is an argument. A result is valid for a half-open range of time, so that the caller knows
when to decide again, and an incremental build knows which briefings to process again.
"""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import chain, groupby, pairwise
from math import inf
from typing import NamedTuple, TypeVar

from generator.model.briefing import Metadata, Withdrawal
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref
from generator.model.messages import KeyPath

T = TypeVar("T")

Destinations = Mapping[Ref, Ref | None]
"""The targets of links to briefings that do not lead to the briefing's own page; None if a link leads nowhere."""

_DAY = 86_400
_EPOCH = dt.date(1970, 1, 1).toordinal()


class PublicationState(StrEnum):
    """The publication state of a briefing, by its status and the time."""

    PUBLISHED = "published"
    DRAFT = "draft"
    REVIEW = "review"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    """Replaced by a notice."""
    WITHDRAWN_SHOWN = "withdrawn, shown"
    """The text remains published, below a banner."""
    REDIRECTED = "redirected"

    @property
    def is_full(self) -> bool:
        """True if the text is published. Only then does the briefing link to records, and do records link to it."""
        return self in {PublicationState.PUBLISHED, PublicationState.WITHDRAWN_SHOWN}

    @property
    def is_hidden(self) -> bool:
        """True if nothing is published at its address."""
        return self in {PublicationState.DRAFT, PublicationState.REVIEW, PublicationState.EMBARGOED}


_WITHDRAWALS: Mapping[Withdrawal | None, PublicationState] = {
    None: PublicationState.WITHDRAWN,
    "notice": PublicationState.WITHDRAWN,
    "shown": PublicationState.WITHDRAWN_SHOWN,
    "redirect": PublicationState.REDIRECTED,
}
"""The states of withdrawn briefings, by what replaces them."""


class Decision(NamedTuple):
    """The state of a briefing from `since` to before `until`, in seconds since 1970.

    `last_day` is the latest day that feeds and search engines are given as the last change. It is today while a date of
    the briefing is after today, as an embargo may end on a day that has not begun in the time zone of the build. Any
    other date after today is an error, and `has_future_date` is true. `hidden_by` is the state that hides the briefing
    outside a preview.
    """

    state: PublicationState
    last_day: dt.date | None
    has_future_date: bool
    since: float
    until: float
    hidden_by: PublicationState | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The view of the content that is published: at the moment `now`; with `preview`, hidden briefings are shown."""

    now: dt.datetime
    preview: bool = False


def resolve_destination(ref: Ref, metadata: Metadata, state: PublicationState) -> Ref | None:
    """Return the target of a link to a briefing: its own page, that of the briefing it redirects to, or None."""
    if state is PublicationState.REDIRECTED and metadata.redirect_to:
        return Ref(Kind.BRIEFING, metadata.redirect_to)
    return None if state.is_hidden else ref


def convert_to_moment(seconds: float) -> dt.datetime | None:
    """Convert seconds since 1970 to a moment in UTC; infinity, which means never, to None."""
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except OverflowError:
        return None  # or a moment after the last of the calendar


def decide(metadata: Metadata, view: View) -> Decision:
    """Decide the visibility of a briefing, and for how long the decision is valid.

    A preview publishes briefings that are hidden at that moment.
    """
    decision = _Schedule.read(metadata, view.now).decide_at(view.now.timestamp())
    if view.preview and decision.state.is_hidden:
        return decision._replace(state=PublicationState.PUBLISHED, hidden_by=decision.state)
    return decision


def get_utc_offset(moment: dt.datetime) -> float:
    """Return the offset of a moment's own time zone from UTC, in seconds."""
    offset = moment.utcoffset()
    return offset.total_seconds() if offset else 0.0


def find_future_dates(metadata: Metadata, now: dt.datetime) -> Iterator[tuple[KeyPath, EdtfDate]]:
    """Yield the dates of a briefing that are after today and after the day of its embargo, with their paths."""
    limit = _Schedule.read(metadata, now).get_last_possible_day(now.timestamp())
    for path, date in _list_dates(metadata):
        if _get_day_number(date) > limit:
            yield path, date


def find_visible_records(roots: Iterable[T], references: Callable[[T], Iterable[T]]) -> set[T]:
    """Return the visible records: the `roots`, and all records that visible records refer to.

    Roots are the records that a visible briefing refers to or names, and those with `listed: true`.
    """
    visible: set[T] = set()
    queue = deque(roots)
    while queue:
        record = queue.popleft()
        if record not in visible:
            visible.add(record)
            queue.extend(references(record))
    return visible


@dataclass(frozen=True, slots=True)
class _Schedule:
    """The parts of a briefing's metadata that depend on time, in seconds since 1970 and numbers of days.

    `offset` is the offset of the build's time zone from UTC, in seconds: it determines when a day begins.
    """

    metadata: Metadata
    offset: float
    embargo: float
    expires: float
    newest: int
    """The latest of its dates."""
    embargo_day: int
    """The day of its embargo in the editor's time zone; 0 without an embargo."""

    @classmethod
    def read(cls, metadata: Metadata, moment: dt.datetime) -> "_Schedule":
        """Read the schedule of a briefing, for a build in the time zone of `moment`."""
        embargo, expires = metadata.embargo, metadata.expires
        return cls(
            metadata,
            get_utc_offset(moment),
            embargo.seconds if embargo else -inf,
            expires.seconds if expires else inf,
            max(_get_day_number(date) for _, date in _list_dates(metadata)),
            embargo.day.toordinal() if embargo else 0,
        )

    def get_state(self, seconds: float) -> PublicationState:
        """Return the state of the briefing at a moment."""
        if self.metadata.is_in_hand:
            return PublicationState(self.metadata.status)
        if seconds < self.embargo:
            return PublicationState.EMBARGOED
        state = PublicationState.PUBLISHED
        if self.metadata.status == "withdrawn":
            state = _WITHDRAWALS[self.metadata.withdrawal]
        return PublicationState.EXPIRED if state.is_full and seconds >= self.expires else state

    def get_last_possible_day(self, seconds: float) -> float:
        """Return the latest day that its dates may have: today, or the day of its embargo if that is later."""
        if self.metadata.is_in_hand:
            return inf
        return max(self.get_day(seconds), self.embargo_day)

    def get_day(self, seconds: float) -> int:
        """Return the number of the day in the time zone of the build."""
        return int((seconds + self.offset) // _DAY) + _EPOCH

    def decide_at(self, seconds: float) -> Decision:
        """Return the decision at a moment, with the longest range of time in which it is the same."""
        return next(decision for decision in self._list_decisions(seconds) if seconds < decision.until)

    def _list_decisions(self, seconds: float) -> Iterator[Decision]:
        """Yield all decisions in the order of time; ranges with the same outcome are one."""
        ranges = pairwise([-inf, *self._list_turning_points(), inf])
        for outcome, same in groupby(ranges, partial(self._decide_range, seconds)):
            bounds = list(chain.from_iterable(same))
            yield Decision(*outcome, since=bounds[0], until=bounds[-1])

    def _list_turning_points(self) -> list[float]:
        """Return all moments at which the decision may change, in order."""
        newest_day_begins = (self.newest - _EPOCH) * _DAY - self.offset
        moments = {self.embargo, self.expires, newest_day_begins}
        return sorted(moments - {-inf, inf})

    def _decide_range(self, seconds: float, bounds: tuple[float, float]) -> "_Outcome":
        """Return the outcome within a range in which it does not change; `seconds` is used if the range is endless."""
        start, end = bounds
        if start > -inf:
            return self._evaluate(start)
        return self._evaluate(end - 1 if end < inf else seconds)

    def _evaluate(self, seconds: float) -> "_Outcome":
        state = self.get_state(seconds)
        today, last_possible_day = self.get_day(seconds), self.get_last_possible_day(seconds)
        is_limited = today < self.newest <= last_possible_day and not state.is_hidden
        last_day = dt.date.fromordinal(max(1, today)) if is_limited else None
        return _Outcome(state, last_day, has_future_date=self.newest > last_possible_day)


class _Outcome(NamedTuple):
    """A decision without its range of time."""

    state: PublicationState
    last_day: dt.date | None
    has_future_date: bool


def _list_dates(metadata: Metadata) -> Iterator[tuple[KeyPath, EdtfDate]]:
    """Yield the dates on which the desk published or changed the briefing, with their paths."""
    yield ("published",), metadata.published
    if metadata.updated:
        yield ("updated",), metadata.updated
    for position, correction in enumerate(metadata.corrections):
        yield ("corrections", position, "date"), correction.date


def _get_day_number(date: EdtfDate) -> int:
    """Return the number of the first day on which a date, or the end of an interval, can have been reached."""
    return date.final.earliest.toordinal()
