"""The home page: the latest briefings, the most frequent speakers, and the questions in dispute."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from itertools import islice
from typing import NamedTuple, Self

from generator.figures.timeline import draw
from generator.index.model import Card, Index, Statement, VoiceSort
from generator.infra.mappings import remove_keys, select_keys
from generator.model.briefing import Voice
from generator.model.entity_kinds import ENTITY_KINDS, get_index_path
from generator.model.kinds import Kind, Ref, select_kind
from generator.pages.page import Page
from generator.pages.page_context import PageContext, SiteContext
from generator.pages.rows import VOICE_GROUPS
from generator.pages.templating import render_template
from generator.pages.timeline import prepare_events
from generator.pages.wording import count
from generator.text.escaping import Markdown

BRIEFING_LIMIT, RANK_LIMIT, QUESTION_LIMIT, THEME_LIMIT, EVENT_LIMIT = 10, 8, 10, 30, 8
"""Numbers of items that the home page shows."""
CHIP_LIMIT = 6
"""Actors, and themes, that it shows with a briefing."""


class _Rank(NamedTuple):
    """A name with its number of statements, which leads to them."""

    name: Markdown
    number: int
    link: Markdown


class _DisputedQuestion(NamedTuple):
    """A question with its number of accounts, those of them that dispute others, and the voices (speakers) of all."""

    ref: Ref
    account_count: int
    contradiction_count: int
    voices: Counter[Voice]


class _LatestBriefing(NamedTuple):
    """A briefing with the first of its themes and actors."""

    card: Card
    themes: tuple[Ref, ...]
    actors: tuple[Ref, ...]

    @classmethod
    def from_card(cls, card: Card) -> Self:
        """Return the briefing of a card."""
        return cls(card, card.select_kind(Kind.THEME)[:CHIP_LIMIT], card.select_kind(Kind.ACTOR)[:CHIP_LIMIT])


def render(site: SiteContext) -> Iterator[Page]:
    """Yield the home page."""
    index, context = site.index, site.get_context("index.md")
    events = prepare_events(context, index.select_kind(Kind.EVENT))
    values = {
        "description": index.site.description or f"Attributed briefings, published by {index.site.publisher}.",
        "counts": _format_counts(context),
        "latest": _list_latest(index),
        "speakers": _rank_speakers(context),
        "subjects": _rank_subjects(context),
        "questions": _list_questions(index),
        "themes": _list_themes(index),
        "timeline": Markdown(draw(events, limit=EVENT_LIMIT, legend=False)),
    }
    yield Page(context.path, render_template("home", context=context, **values))


def _list_latest(index: Index) -> list[_LatestBriefing]:
    cards = [index.cards[ref] for ref in islice(index.cards, BRIEFING_LIMIT)]
    return list(map(_LatestBriefing.from_card, cards))


def _format_counts(context: PageContext) -> Markdown:
    """Return the number of records of each kind, linked to their indexes, and of attributions."""
    index = context.index

    def link_count(kind: Kind, number: int) -> str:
        return context.link_text(count(number, kind.value, kind.folder), get_index_path(kind))

    briefings = link_count(Kind.BRIEFING, len(index.cards))
    attributions = context.link_statements(count(sum(index.voice_counts.values()), "attribution"))
    entities = []
    for kind, entity_kind in ENTITY_KINDS.items():
        if entity_kind.is_counted_at_home:
            entities.append(link_count(kind, len(index.select_kind(kind))))
    return Markdown(" · ".join([briefings, attributions, *entities]))


def _rank_speakers(context: PageContext) -> list[_Rank]:
    """Return the voices (speakers) of most statements: each named actor by itself, the others by sort."""
    index = context.index
    ranks = _rank_actors(context, index.statements_by.count_all(), "by")
    for sort, name in remove_keys(VOICE_GROUPS, {VoiceSort.NAMED}).items():
        if number := index.voice_counts.get(sort, 0):
            link = context.link_statements(f"{number:,}", voice=sort.name.lower())
            ranks.append(_Rank(Markdown(f"<small>{name.lower()}</small>"), number, link))
    return sorted(ranks, key=lambda rank: -rank.number)


def _rank_subjects(context: PageContext) -> list[_Rank]:
    """Return the actors that most statements are about."""
    counts = context.index.statements_about.count_all()
    return _rank_actors(context, select_keys(counts, select_kind(counts, Kind.ACTOR)), "about")


def _rank_actors(context: PageContext, counts: Mapping[Ref, int], column: str) -> list[_Rank]:
    """Return the actors with the most statements, which the list of all statements has under a column."""
    ranks = []
    for ref in _take_most(counts, RANK_LIMIT):
        link = context.link_statements(f"{counts[ref]:,}", **{column: ref.id})
        ranks.append(_Rank(context.link(ref), counts[ref], link))
    return ranks


def _take_most(counts: Mapping[Ref, int], limit: int) -> list[Ref]:
    return nsmallest(limit, counts, key=lambda ref: (-counts[ref], ref))


def _list_questions(index: Index) -> list[_DisputedQuestion]:
    """Return the questions with most accounts, first those of which accounts dispute or deny others."""
    counts, contradictions = index.accounts.count_all(), index.contradictions.count_all()
    most = nsmallest(QUESTION_LIMIT, counts, key=lambda ref: (ref not in contradictions, -counts[ref], ref))
    questions = []
    for ref in most:
        voices = _count_voices(index.accounts[ref])
        questions.append(_DisputedQuestion(ref, counts[ref], contradictions.get(ref, 0), voices))
    return questions


def _count_voices(accounts: Iterable[Statement]) -> Counter[Voice]:
    """Return the voices of accounts, each with the number of speakers that it may be.

    An author or an unnamed voice may be a different speaker in each text.
    """
    voices: dict[tuple[Voice, Ref | None], Voice] = {}
    for statement in accounts:
        for voice in statement.voices:
            voices[voice, None if voice.named else statement.key.briefing] = voice
    return Counter(voices.values())


def _list_themes(index: Index) -> list[Ref]:
    """Return the themes of most briefings."""
    counts = {ref: index.concerning.count(ref) for ref in select_kind(index.entities, Kind.THEME)}
    return _take_most(counts, THEME_LIMIT)
