"""The reported changes of a briefing: each is a row on the page of changes, and an entry of feeds.

Dates are the desk's own, never those of files or of the build.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.content.visibility import Decision
from generator.index.model import Card, Change, ChangeKind, Notice, Reason, Statement
from generator.infra.mappings import group_by
from generator.model.briefing import Metadata
from generator.model.dates import EdtfDate
from generator.model.entity_kinds import FEED_KINDS
from generator.model.instants import Instant
from generator.model.kinds import Kind, Ref

_DAYS_BEGIN_LAST = dt.timezone(dt.timedelta(hours=-12))
"""The time zone in which each day begins last."""


def get_latest_local_day(moment: dt.datetime) -> dt.date:
    """Return the day of a moment in the time zone in which days begin last, so that it is nowhere later than today."""
    return moment.astimezone(_DAYS_BEGIN_LAST).date()


def limit_date(date: EdtfDate, decision: Decision) -> EdtfDate:
    """Return a date of a briefing, or today if it is later: an embargo may end before its day begins everywhere."""
    limit = decision.last_day
    return EdtfDate.of_day(limit) if limit and date.final.earliest > limit else date


def list_changes(
    metadata: Metadata, card: Card, statements: Sequence[Statement], decision: Decision
) -> tuple[Change, ...]:
    """Return the changes of a published briefing, with a change for each question that it answers.

    Of these, only the ones that an earlier briefing already answered are shown, which depends on other briefings.
    """
    published = limit_date(_find_publication_date(metadata.published, metadata.embargo), decision)
    publication = Change(
        briefing=card.ref,
        origin=_get_origin(card.ref, metadata.formerly),
        slug="",
        kind=ChangeKind.PUBLICATION,
        date=published,
        concerns=_select_with_feeds(card.concerns),
    )
    later: list[Change] = []
    if metadata.updated and _is_unexplained(metadata.updated, metadata):
        later.append(replace(publication, kind=ChangeKind.UPDATE, date=limit_date(metadata.updated, decision)))
    for correction in metadata.corrections:
        date = limit_date(correction.date, decision)
        later.append(replace(publication, kind=ChangeKind(correction.kind), date=date, text=correction.text))
    return (publication, *_add_slugs(later), *_list_accounts(publication, card, statements))


def list_notice_changes(notice: Notice) -> tuple[Change, ...]:
    """Return the withdrawals of a briefing that a notice replaces, with the text of the notice and nothing else.

    A briefing that expired or redirects has no reason, and so none. They concern no entity, as that would reveal whom
    the text named.
    """
    return tuple(_add_slugs(_build_withdrawal(notice, reason) for reason in notice.reasons))


def _build_withdrawal(notice: Notice, reason: Reason) -> Change:
    return Change(
        briefing=notice.ref,
        origin=_get_origin(notice.ref, notice.formerly),
        slug="",
        kind=ChangeKind.WITHDRAWAL,
        date=reason.date,
        text=reason.text,
    )


def _get_origin(ref: Ref, former_ids: Sequence[str]) -> str:
    return former_ids[0] if former_ids else ref.id


def _find_publication_date(published: EdtfDate, embargo: Instant | None) -> EdtfDate:
    """Return the date of publication, or the day on which the embargo ended if that is later."""
    if embargo is None:
        return published
    day = get_latest_local_day(embargo.moment)
    return EdtfDate.of_day(day) if day > published.final.earliest else published


def _is_unexplained(updated: EdtfDate, metadata: Metadata) -> bool:
    """Check whether neither the publication nor a correction has the date of the update."""
    return updated not in {metadata.published, *(correction.date for correction in metadata.corrections)}


def _add_slugs(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield changes with their slugs: the kind and the day, and a number from the second of that kind and day on."""
    numbers: Counter[str] = Counter()
    for change in changes:
        slug = f"{change.kind}-{change.date.final.earliest.isoformat()}"
        numbers[slug] += 1
        yield replace(change, slug=slug if numbers[slug] == 1 else f"{slug}-{numbers[slug]}")


def _list_accounts(publication: Change, card: Card, statements: Iterable[Statement]) -> Iterator[Change]:
    """Yield a change for each question that a briefing answers."""
    themes = card.select_kind(Kind.THEME)
    for question, accounts in group_by(_get_question, statements).items():
        if question is None:
            continue
        concerned: list[Ref] = [question, *themes]
        for statement in accounts:
            concerned += [*statement.speakers, *statement.affiliations, *statement.about]
        yield replace(
            publication,
            slug=f"q_{question.id}",
            kind=ChangeKind.ACCOUNTS,
            question=question,
            statements=tuple(statement.key.id for statement in accounts),
            concerns=_select_with_feeds(concerned),
        )


def _get_question(statement: Statement) -> Ref | None:
    return statement.answers


def _select_with_feeds(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for ref in refs if ref.kind in FEED_KINDS))
