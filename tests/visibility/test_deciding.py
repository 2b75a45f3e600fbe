"""The visibility of one briefing at a moment, and for how long a decision is valid."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.visibility import (
    PublicationState,
    View,
    convert_to_moment,
    decide,
    find_future_dates,
    find_visible_records,
    resolve_destination,
)
from generator.model.briefing import Metadata
from generator.model.instants import InstantError, format_utc, parse_instant, parse_now
from generator.model.kinds import Kind, Ref

NOW = dt.datetime(2026, 11, 28, 15, 30, tzinfo=dt.UTC)
REF = Ref(Kind.BRIEFING, "truce")


def metadata(**keys: Any) -> Metadata:
    base = {"title": "T", "type": "report", "published": "2026-11-01", "summary": "S", "tags": ["truce"], "actors": []}
    return Metadata.model_validate(base | keys)


@pytest.mark.parametrize(
    ("keys", "state", "until"),
    [
        ({}, PublicationState.PUBLISHED, None),
        ({"status": "draft"}, PublicationState.DRAFT, None),
        ({"status": "review"}, PublicationState.REVIEW, None),
        ({"status": "review", "embargo": "2026-12-01T06:00+01:00"}, PublicationState.REVIEW, None),
        ({"embargo": "2026-12-01T06:00+01:00"}, PublicationState.EMBARGOED, "2026-12-01T05:00:00Z"),
        ({"embargo": "2026-11-28T16:30+01:00"}, PublicationState.PUBLISHED, None),
        ({"embargo": "2026-11-28T16:30:01+01:00"}, PublicationState.EMBARGOED, "2026-11-28T15:30:01Z"),
        ({"expires": "2026-11-28T15:30:01Z"}, PublicationState.PUBLISHED, "2026-11-28T15:30:01Z"),
        ({"expires": "2026-11-28T15:30Z"}, PublicationState.EXPIRED, None),
        ({"status": "withdrawn"}, PublicationState.WITHDRAWN, None),
        (
            {"status": "withdrawn", "withdrawal": "notice", "expires": "2026-11-20T00:00Z"},
            PublicationState.WITHDRAWN,
            None,
        ),
        ({"status": "withdrawn", "withdrawal": "shown"}, PublicationState.WITHDRAWN_SHOWN, None),
        (
            {"status": "withdrawn", "withdrawal": "shown", "expires": "2026-11-20T00:00Z"},
            PublicationState.EXPIRED,
            None,
        ),
        ({"status": "withdrawn", "withdrawal": "redirect", "redirect_to": "other"}, PublicationState.REDIRECTED, None),
        ({"status": "withdrawn", "embargo": "2026-12-01T00:00Z"}, PublicationState.EMBARGOED, "2026-12-01T00:00:00Z"),
    ],
)
def test_the_state_and_its_next_change(keys: dict[str, Any], state: PublicationState, until: str | None) -> None:
    decision = decide(metadata(**keys), View(NOW))

    moment = convert_to_moment(decision.until)
    assert decision.state is state
    assert (format_utc(moment) if moment else None) == until


def test_an_embargo_and_an_expiry_are_two_changes() -> None:
    timed = metadata(published="2026-12-01", embargo="2026-12-01T06:00+01:00", expires="2026-12-05T06:00+01:00")
    moments = []
    decision = decide(timed, View(NOW))
    while moment := convert_to_moment(decision.until):
        decision = decide(timed, View(moment))
        moments.append((format_utc(moment), decision.state))

    assert moments == [
        ("2026-12-01T05:00:00Z", PublicationState.PUBLISHED),
        ("2026-12-05T05:00:00Z", PublicationState.EXPIRED),
    ]


def test_links_lead_to_the_page_to_another_or_nowhere() -> None:
    other = Ref(Kind.BRIEFING, "other")
    redirected = metadata(status="withdrawn", withdrawal="redirect", redirect_to="other")

    assert resolve_destination(REF, redirected, PublicationState.REDIRECTED) == other
    for state in PublicationState:
        if state is not PublicationState.REDIRECTED:
            assert resolve_destination(REF, metadata(), state) == (None if state.is_hidden else REF)


@pytest.mark.parametrize(
    ("keys", "ahead"),
    [
        ({"published": "2026-11-28"}, []),
        ({"published": "2026-11-29"}, ["published"]),
        ({"published": "2026-11"}, []),
        ({"published": "2026"}, []),
        ({"published": "2026-12~"}, ["published"]),
        ({"published": "2026-11-01/2031-05-05"}, ["published"]),
        ({"published": "2026-11-01/.."}, []),
        ({"published": "../2031-05-05"}, ["published"]),
        ({"updated": "2027"}, ["updated"]),
        ({"corrections": [{"date": "2027", "kind": "update", "text": "X"}]}, ["corrections", 0, "date"]),
        ({"published": "2031-05-05", "status": "draft"}, []),
        ({"published": "2031-05-05", "status": "review"}, []),
        ({"published": "2031-05-05", "status": "withdrawn"}, ["published"]),
        ({"published": "2031-05-05", "embargo": "2031-05-05T06:00+01:00"}, []),
        ({"published": "2031-05-06", "embargo": "2031-05-05T06:00+01:00"}, ["published"]),
    ],
)
def test_dates_after_today(keys: dict[str, Any], ahead: list[str | int]) -> None:
    found = list(find_future_dates(metadata(**keys), NOW))

    assert [path for path, _ in found] == ([tuple(ahead)] if ahead else [])
    assert decide(metadata(**keys), View(NOW)).has_future_date is bool(ahead)


def test_today_is_that_of_the_moments_own_time_zone() -> None:
    tomorrow = metadata(published="2026-11-29")
    east = NOW.astimezone(dt.timezone(dt.timedelta(hours=10)))

    assert not decide(tomorrow, View(east)).has_future_date
    assert decide(tomorrow, View(NOW)).has_future_date


def test_last_day_is_limited_to_today_for_an_embargo_in_a_later_timezone() -> None:
    early = metadata(published="2026-11-29", embargo="2026-11-29T00:30+14:00")
    decision = decide(early, View(NOW))

    assert (decision.state, decision.last_day) == (PublicationState.PUBLISHED, dt.date(2026, 11, 28))
    assert decide(early, View(NOW + dt.timedelta(days=1))).last_day is None


STATUSES = st.sampled_from(["published", "draft", "review", "withdrawn"])
DAYS = st.dates(dt.date(2026, 11, 20), dt.date(2026, 12, 10)).map(dt.date.isoformat)
MOMENTS = st.datetimes(
    dt.datetime(2026, 11, 15),  # noqa: DTZ001  # hypothesis adds the zone
    dt.datetime(2026, 12, 15),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=14)), dt.timezone(dt.timedelta(hours=-11))]),
)
WRITTEN = MOMENTS.map(lambda moment: moment.isoformat(timespec="milliseconds"))
KEYS = st.fixed_dictionaries(
    {"published": DAYS, "status": STATUSES},
    optional={
        "updated": DAYS,
        "embargo": WRITTEN,
        "expires": WRITTEN,
        "withdrawal": st.sampled_from(["notice", "shown", "redirect"]),
    },
)


@given(KEYS, MOMENTS, st.floats(0, 1, exclude_max=True))
def test_a_decision_holds_for_all_of_its_range_and_not_beyond(
    keys: dict[str, str], now: dt.datetime, at: float
) -> None:
    briefing = metadata(**keys)
    decision = decide(briefing, View(now))
    low, high = max(decision.since, now.timestamp() - 1e6), min(decision.until, now.timestamp() + 1e6)
    within = dt.datetime.fromtimestamp(min(low + (high - low) * at, high - 0.001), now.tzinfo)

    assert decision.since <= now.timestamp() < decision.until
    assert decide(briefing, View(within)) == decision
    for edge in (decision.since - 0.001, decision.until):
        if abs(edge) < 1e12:
            assert decide(briefing, View(dt.datetime.fromtimestamp(edge, now.tzinfo)))[:3] != decision[:3]


@given(st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9))), st.lists(st.integers(0, 9)))
def test_records_are_visible_that_can_be_reached(references: dict[int, list[int]], roots: list[int]) -> None:
    visible = find_visible_records(roots, lambda one: references.get(one, []))

    assert visible >= set(roots)
    assert all(visible.issuperset(references.get(one, [])) for one in visible)
    for one in visible - set(roots):
        assert any(one in references.get(other, []) for other in visible - {one})


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2026-12-01T06:00", "time-form"),
        ("2026-12-01", "time-form"),
        ("2026-12-01T06:00+0100", "time-form"),
        ("tomorrow", "time-form"),
        ("2026-12-01T6:00+01:00", "time-form"),
        ("2026-02-30T06:00Z", "impossible-date"),
        ("2026-12-01T25:00Z", "impossible-date"),
        ("2026-12-01T06:00+25:00", "impossible-date"),
        ("0001-01-01T00:00+01:00", "impossible-date"),
        ("9999-12-31T23:59-01:00", "impossible-date"),
        ("٢٠٢٦-12-01T06:00Z", "time-form"),
    ],
)
def test_invalid_instants_are_refused(text: str, rule: str) -> None:
    with pytest.raises(InstantError) as caught:
        parse_instant(text)
    assert caught.value.rule == rule


def test_moments_as_they_may_be_written() -> None:
    texts = ("2026-12-01T06:00+01:00", "2026-12-01t05:00:00z", "2026-12-01 05:00:00.000Z", "2026-11-30T20:00-09:00")

    assert {format_utc(parse_instant(text).moment) for text in texts} == {"2026-12-01T05:00:00Z"}
    assert parse_instant("2026-11-30T20:00-09:00").day == dt.date(2026, 11, 30)
    assert format_utc(parse_now("2026-12-01")) == "2026-12-01T00:00:00Z"
