"""The home page: what is new, who speaks, what is disputed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from itertools import islice

from generator.figures.timeline import draw
from generator.index.used import Index, Statement, VoiceSort
from generator.markdown import Markdown
from generator.model.briefing import Voice
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page
from generator.pages.rows import VOICE_GROUPS
from generator.pages.standpoint import Standpoint, Standpoints
from generator.pages.templating import render as render_template
from generator.pages.timeline import drawn
from generator.pages.wording import count

LATEST, VOICES, QUESTIONS, THEMES, EVENTS = 10, 8, 10, 30, 8
"""How many of each the home page shows."""
CHIPS = 6
"""Actors, and themes, that it shows of a briefing."""


def render(site: Standpoints) -> Iterator[Page]:
    """The home page."""
    index, here = site.index, site.at("index.md")
    values = {
        "description": index.site.description or f"Attributed briefings, published by {index.site.publisher}.",
        "counts": _counts(here),
        "latest": [
            (one, one.of_kind(Kind.THEME)[:CHIPS], one.of_kind(Kind.ACTOR)[:CHIPS])
            for one in map(index.cards.__getitem__, islice(index.cards, LATEST))
        ],
        "speaking": _speaking(here),
        "spoken_of": _spoken_of(here),
        "questions": _questions(index),
        "themes": _themes(index),
        "strip": Markdown(draw(drawn(here, index.of_kind(Kind.EVENT)), limit=EVENTS, legend=False)),
    }
    yield Page(here.path, render_template("home", here=here, **values))


def _counts(here: Standpoint) -> Markdown:
    """How much there is of each, with the way to its list."""
    index = here.index
    kinds = [(kind, len(index.of_kind(kind))) for kind in (Kind.ACTOR, Kind.THEME, Kind.SOURCE, Kind.QUESTION)]
    listed = [here.titled(count(number, kind.value), f"{kind.folder}/index.md") for kind, number in kinds]
    briefings = here.titled(count(len(index.cards), "briefing"), f"{Kind.BRIEFING.folder}/index.md")
    return Markdown(" · ".join([briefings, count(sum(index.voices.values()), "attribution"), *listed]))


def _speaking(here: Standpoint) -> list[tuple[Markdown, int]]:
    """The voices behind most statements: named actors each by itself, the others by sort."""
    said, voices = here.index.said.numbers(), here.index.voices
    ranked = [(here.link(ref), said[ref]) for ref in _most(said, VOICES)]
    sorts = [(name, voices.get(sort, 0)) for sort, name in VOICE_GROUPS.items() if sort is not VoiceSort.NAMED]
    ranked += [(Markdown(f"<small>{name.lower()}</small>"), number) for name, number in sorts if number]
    return sorted(ranked, key=lambda row: -row[1])


def _spoken_of(here: Standpoint) -> list[tuple[Markdown, int]]:
    """The actors that most statements are about."""
    said_of = {ref: number for ref, number in here.index.said_of.numbers().items() if ref.kind is Kind.ACTOR}
    return [(here.link(ref), said_of[ref]) for ref in _most(said_of, VOICES)]


def _most(numbers: Mapping[Ref, int], most: int) -> list[Ref]:
    return nsmallest(most, numbers, key=lambda ref: (-numbers[ref], ref))


def _questions(index: Index) -> list[tuple[Ref, int, Counter[Voice]]]:
    """The questions with most accounts: how many, and whose."""
    accounts = index.accounts.numbers()
    return [(ref, accounts[ref], _voices(index.accounts[ref])) for ref in _most(accounts, QUESTIONS)]


def _voices(accounts: Iterable[Statement]) -> Counter[Voice]:
    """The voices, each with how many it may be: an author or an unnamed voice is another in each text."""
    told = {(voice, None if voice.named else one.key.briefing): voice for one in accounts for voice in one.voices}
    return Counter(told.values())


def _themes(index: Index) -> list[Ref]:
    return _most({ref: index.concerning.number(ref) for ref in index.entities if ref.kind is Kind.THEME}, THEMES)
