"""Rules for publication: dates, embargoes, expiry, and the keys of withdrawn briefings.

`check_keys` needs one briefing alone. `check_briefing` also needs the moment of the build, and the targets of links to
other briefings at that moment.
"""

import datetime as dt
from collections.abc import Iterator

from generator.content.reader import BriefingSource, Record
from generator.content.visibility import Destinations, find_future_dates
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.briefing import Metadata
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref
from generator.model.messages import KeyPath


def check_keys(record: Record[Metadata]) -> Iterator[Diagnostic]:
    """Check rules `expiry-order` and `withdrawal-keys`, and the target of a redirect."""
    yield from _check_expiry(record)
    yield from _check_withdrawal(record)


def check_briefing(briefing: BriefingSource, now: dt.datetime, destinations: Destinations) -> Iterator[Diagnostic]:
    """Check rules `future-date` and `redirect-target`, which depend on the moment."""
    future_dates = dict(find_future_dates(briefing.metadata.value, now))
    # A briefing that is published in the future may well be updated after that: the cause is the same.
    reported = [("published",)] if ("published",) in future_dates else list(future_dates)
    for path in reported:
        yield from _report_future_date(briefing.metadata, path, future_dates[path])
    yield from _check_redirect(briefing, destinations)


def _report_future_date(record: Record[Metadata], path: KeyPath, date: EdtfDate) -> Iterator[Diagnostic]:
    """Report a date after today; the help has the line that allows it."""
    earliest = date.final.earliest
    embargo = record.value.embargo
    if embargo:
        message = f"`{date.text}` is after the day of the embargo, which ends on {embargo.day.isoformat()}"
        advice = "use a date up to the day of the embargo, or a later embargo"
    else:
        message = f"`{date.text}` is after today, but the briefing would be public at once"
        line = f"embargo: {earliest.isoformat()}T06:00+00:00"
        advice = f"to hide the briefing until then, add `{line}`, with your own time and UTC offset"
        if path != ("published",):
            advice = f"use the day on which it was done; {advice}"
    yield from record.diagnose("future-date", path, message, advice)


def _check_expiry(record: Record[Metadata]) -> Iterator[Diagnostic]:
    metadata = record.value
    expires, embargo = metadata.expires, metadata.embargo
    if not expires or ("published",) in record.invalid_paths:
        return
    if embargo and expires.moment <= embargo.moment:
        message = "the briefing expires before its embargo ends, so it would never be published"
        yield from record.diagnose("expiry-order", ("expires",), message, "use a time after `embargo`")
    elif expires.day < metadata.published.anchor.earliest:
        message = f"the briefing expires before it is published on `{metadata.published.text}`"
        yield from record.diagnose("expiry-order", ("expires",), message, "use a time after `published`")


def _check_withdrawal(record: Record[Metadata]) -> Iterator[Diagnostic]:
    metadata = record.value
    if metadata.withdrawal and metadata.status != "withdrawn":
        message = f"`withdrawal` is only for withdrawn briefings, and the status of this one is `{metadata.status}`"
        yield from _report_misplaced(record, "withdrawal", message, "add `status: withdrawn`, or delete the key")
    elif metadata.redirect_to and metadata.withdrawal != "redirect":
        message = "`redirect_to` is only for withdrawn briefings that redirect, and this one does not"
        advice = "add `status: withdrawn` and `withdrawal: redirect`, or delete the key"
        yield from _report_misplaced(record, "redirect_to", message, advice)
    elif metadata.withdrawal == "redirect" and not metadata.redirect_to:
        message, advice = "`redirect_to` is missing", "add the briefing that replaces this one as `redirect_to: <id>`"
        depends_on = (("status",), ("redirect_to",))
        yield from record.diagnose("missing-key", ("withdrawal",), message, advice, depends_on=depends_on)


def _report_misplaced(record: Record[Metadata], key: str, message: str, advice: str) -> Iterator[Diagnostic]:
    depends_on = (("status",), ("withdrawal",))
    yield from record.diagnose("withdrawal-keys", (key,), message, advice, at_key=True, depends_on=depends_on)


def _check_redirect(briefing: BriefingSource, destinations: Destinations) -> Iterator[Diagnostic]:
    """Check that a redirect leads to the page of another briefing; `references` checks whether that exists."""
    metadata = briefing.metadata.value
    if metadata.withdrawal != "redirect" or not metadata.redirect_to:
        return
    target = Ref(Kind.BRIEFING, metadata.redirect_to)
    destination = destinations.get(target, target)
    if target == briefing.ref:
        message, advice = "the briefing redirects to itself", "use the id of the briefing that replaces it"
    elif destination is None:
        message = f"`{target.id}` is hidden at the moment, so the redirect would lead nowhere"
        advice = "publish it first, or use `withdrawal: notice`"
    elif destination != target:
        message = f"`{target.id}` itself redirects to `{destination.id}`"
        advice = (
            f"use `redirect_to: {destination.id}`" if destination != briefing.ref else "remove one of the redirects"
        )
    else:
        return
    yield from briefing.metadata.diagnose("redirect-target", ("redirect_to",), message, advice)
