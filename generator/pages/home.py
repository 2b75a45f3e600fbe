"""The home page: what is new, who speaks, what is disputed."""

from collections.abc import Iterator
from itertools import islice

from generator.figures.timeline import draw
from generator.index.used import Index
from generator.markdown import Markdown
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render as render_template
from generator.pages.timeline import drawn
from generator.pages.wording import count

LATEST, SPEAKERS, QUESTIONS, THEMES, EVENTS = 10, 12, 10, 30, 8
"""How many of each the home page shows."""
CHIPS = 6
"""Actors, and themes, that it shows of a briefing."""


def render(site: Standpoints) -> Iterator[Page]:
    """The home page."""
    index, here = site.index, site.at("index.md")
    values = {
        "description": index.site.description or f"Attributed briefings, published by {index.site.publisher}.",
        "counts": _counts(index),
        "latest": [
            (one, one.of_kind(Kind.THEME)[:CHIPS], one.of_kind(Kind.ACTOR)[:CHIPS])
            for one in islice(index.briefings.values(), LATEST)
        ],
        "speakers": _speakers(index),
        "questions": _questions(index),
        "themes": _themes(index),
        "strip": Markdown(draw(drawn(here, index.of_kind(Kind.EVENT)), limit=EVENTS, legend=False)),
    }
    yield Page(here.path, render_template("home", here=here, **values))


def _counts(index: Index) -> list[str]:
    kinds = [(len(index.of_kind(kind)), kind.value) for kind in (Kind.ACTOR, Kind.THEME, Kind.SOURCE, Kind.QUESTION)]
    counted = [(len(index.briefings), "briefing"), (len(index.statements), "attribution"), *kinds]
    return [count(number, noun) for number, noun in counted]


def _speakers(index: Index) -> list[tuple[Ref, int, int]]:
    """The actors that say, and are spoken of, most."""
    weighed = [
        (ref, len(index.said.get(ref, ())), len(index.said_of.get(ref, ())))
        for ref in index.entities
        if ref.kind is Kind.ACTOR
    ]
    spoken = [row for row in weighed if row[1] or row[2]]
    return sorted(spoken, key=lambda row: (-(row[1] + row[2]), row[0]))[:SPEAKERS]


def _questions(index: Index) -> list[tuple[Ref, int, int]]:
    """The questions with most accounts: how many, and by how many voices."""
    counted = [
        (ref, len(accounts), len({voice for one in accounts for voice in one.voices}))
        for ref, accounts in index.accounts.items()
    ]
    return sorted(counted, key=lambda row: (-row[1], row[0]))[:QUESTIONS]


def _themes(index: Index) -> list[Ref]:
    themes = [ref for ref in index.entities if ref.kind is Kind.THEME]
    return sorted(themes, key=lambda ref: (-len(index.concerning.get(ref, ())), ref))[:THEMES]
