"""Synthetic content of any size, for the benchmark and for tests that need many valid files.

`write_content` writes content without errors or warnings: briefings of 10 paragraphs of 60 words, with 8 actors, 3 tags
and 6 attributions each, and a fifth as many actors as briefings. All names and texts are invented, and the content
depends only on the arguments.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import NamedTuple

PARAGRAPHS, ACTORS, TAGS, ATTRIBUTIONS = 10, 8, 3, 6
"""The numbers for each briefing; a paragraph is five sentences of 12 words."""

THEMES = 40

_GIVEN = [
    f"{a}{b}" for a, b in product(("Al", "Bel", "Cor", "Dal", "El", "Fen", "Jor", "Mar"), ("an", "eth", "ia", "o"))
]
_STARTS = re.findall(r"\w+", "Ba Bo De Do Fi Ga Go Ha Ka Ke La Li Mo Nu Pe Ra So Tu Ve Zi")
_MIDDLES = re.findall(r"\w+", "dra lmo mbe nto rgu rsi ska sto tra velu vri zko")
_ENDS = re.findall(r"\w+", "bor dan gil kel lin mar nov rad sen tov vak zar")
_SURNAMES = [f"{a}{b}{c}" for c, b, a in product(_ENDS, _MIDDLES, _STARTS)]
_BODIES = ("Board", "Council", "Guild", "Union")

_THEME_WORDS = product(
    ("bridge", "canal", "ferry", "forest", "harbour", "market", "quarry", "river"),
    ("dues", "leases", "safety", "tariffs", "upkeep"),
)
_THEME_NAMES = [f"{first.capitalize()} {second}" for first, second in _THEME_WORDS]

_WORKS = ("drainage", "dredging", "fencing", "lighting", "paving", "planting", "roofing", "signalling")
_PARTS = ("eastern", "inner", "lower", "northern", "outer", "southern", "upper", "western")
_SITES = ("basin", "depot", "embankment", "landing", "pier", "slope", "terrace", "yard")
_SEASONS = ("autumn", "spring", "summer", "winter")
_GOODS = ("barley", "cement", "copper", "gravel", "linen", "paper", "salt", "timber")
_AMOUNTS = ("eleven", "fifteen", "fourteen", "nineteen", "seventeen", "sixteen", "thirteen", "twenty")

_PLAIN = (
    "The {part} {site} held {amount} carts of {goods} through most of {season}.",
    "Along the {part} {site} the old rails were lifted before the {season}.",
    "Crews moved {amount} loads of {goods} from the {site} to higher ground.",
    "No {works} took place at the {part} {site} for {amount} whole weeks.",
    "By {season} the {site} was dry and the {goods} lay under canvas.",
    "Prices for {goods} rose by {amount} points and fell again in {season}.",
    "The road past the {part} {site} stayed narrow, steep and badly lit.",
    "A second {site} opened in {season} with room for {amount} barges abreast.",
    "Stocks of {goods} near {place} were low, and the {site} stood empty.",
    "Between {place} and the {part} {site} runs a line of {amount} poles.",
)
_NAMED = (
    "{full} walked the {part} {site} with {amount} engineers in late {season}.",
    "The plan of {full} leaves the {site} and its {goods} alone.",
    "In {season} {full} opened the {part} {site} to carts and boats.",
)
_AGAIN = (
    "{short} keeps an office near the {part} {site}, two streets from {place}.",
    "A budget for {short} covers {works}, {goods} and {amount} days of survey.",
    "The map that {short} drew has the {part} {site} in red ink.",
)
_SPOKEN = (
    "{full} said {works} at the {part} {site} would cost {amount} crowns.",
    "According to {full}, {works} at the {site} takes about {amount} weeks.",
)
"""Sentences of 12 words: a full name is two of them, every other field one."""


class Actor(NamedTuple):
    """A person or organization with a name of two words, of which one is its alias."""

    id: str
    name: str
    alias: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class World:
    """The numbers of records of all kinds except briefings."""

    actors: tuple[Actor, ...]
    themes: int
    sources: int
    questions: int
    events: int
    places: tuple[str, ...]


def write_content(
    root: Path, briefings: int, *, seed: int = 1, actors: int | None = None, themes: int = THEMES
) -> None:
    """Write `root`/content with this many briefings; the same `seed` gives the same bytes.

    There are a fifth as many actors unless `actors` has another number, which is at least 8, and at most `themes`.

    Raises ValueError if there are too few invented names for so many briefings.
    """
    random = Random(seed)
    world = _create_world(briefings, random, actors, themes)
    content = root / "content"
    for kind in ("actors", "themes", "sources", "questions", "events", "places"):
        (content / kind).mkdir(parents=True, exist_ok=True)
    (content / "site.yml").write_text(_SITE, encoding="utf-8")
    for file, text in _list_records(world):
        (content / file).write_text(text, encoding="utf-8")
    for number in range(briefings):
        _write_briefing(content, number, *_create_briefing(world, number, random))


def add_briefing(root: Path, briefings: int, number: int, published: str) -> None:
    """Write briefing `number`, with its own date, after `write_content` wrote `briefings` with its default seed."""
    article, metadata = _create_briefing(_create_world(briefings, Random(1)), number, Random(number))
    metadata = re.sub(r"(?m)^published: .*$", f"published: {published}", metadata)
    _write_briefing(root / "content", number, article, metadata)


def _write_briefing(content: Path, number: int, article: str, metadata: str) -> None:
    folder = content / "briefings" / f"briefing-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "article.md").write_text(article, encoding="utf-8")
    (folder / "metadata.yml").write_text(metadata, encoding="utf-8")


_SITE = """\
name: Synthetic briefings
publisher: Synthetic desk
contact: corrections@quayside.test
language: en
description: Invented briefings about invented places
policies:
  corrections: Errors are corrected on the page and listed there.
  sourcing: Every name on this site is invented.
"""


def _create_world(briefings: int, random: Random, actors: int | None = None, themes: int = THEMES) -> World:
    count = actors or max(ACTORS, -(-briefings // 5))
    places = max(1, briefings // 50)
    if count + places > len(_SURNAMES):
        raise ValueError(f"there are names for {5 * (len(_SURNAMES) * 10 // 11)} briefings")
    names = random.sample(_SURNAMES, count + places)
    return World(
        actors=tuple(_create_actor(number, name) for number, name in enumerate(names[:count])),
        themes=min(themes, max(TAGS, TAGS * briefings)),
        sources=max(1, briefings // 5),
        questions=max(1, briefings // 10),
        events=max(1, briefings // 10),
        places=tuple(f"{name}ia" for name in names[count:]),
    )


def _create_actor(number: int, surname: str) -> Actor:
    is_person = number % 4 != 3
    given_name = _GIVEN[number * 7 % len(_GIVEN)]
    name = f"{given_name} {surname}" if is_person else f"{surname} {_BODIES[number // 4 % len(_BODIES)]}"
    return Actor(f"actor-{number}", name, surname, is_person)


def _list_records(world: World) -> Iterator[tuple[str, str]]:
    """Yield the name and text of the files of all kinds except briefings."""
    for number, actor in enumerate(world.actors):
        kind, work = "person" if actor.is_person else "organization", _WORKS[number % len(_WORKS)]
        text = f"type: {kind}\nname: {actor.name}\naliases: [{actor.alias}]\ndescription: Field of {work}\n"
        yield f"actors/{actor.id}.yml", text
    for number in range(world.themes):
        broader = f"broader: theme-{number % 8}\n" if number >= 8 else ""
        yield f"themes/theme-{number}.yml", f"name: {_THEME_NAMES[number]}\n{broader}"
    for number in range(world.sources):
        publisher = f"publisher: actor-{number % len(world.actors)}\n"
        address = f"url: https://example.org/papers/{number}\nissued: 2020-01\n"
        yield f"sources/source-{number}.yml", f"type: report\ntitle: Paper {number}\n{publisher}{address}"
    for number in range(world.questions):
        about = f"about: [event-{number % world.events}]\n"
        yield f"questions/question-{number}.yml", f"name: What comes of plan {number}?\n{about}"
    for number in range(world.events):
        place = f"place: place-{number % len(world.places)}\nactors: [actor-{number % len(world.actors)}]\n"
        # Half of the events have a theme, which the statements about them bear.
        tags = "" if number % 2 else f"tags: [theme-{number // 2 % world.themes}]\n"
        yield (
            f"events/event-{number}.yml",
            f"name: Assembly number {number}\ndate: {_make_date(number)}\n{place}{tags}status: occurred\n",
        )
    for number, name in enumerate(world.places):
        yield f"places/place-{number}.yml", f"name: {name}\n"


def _make_date(number: int) -> str:
    return f"{2000 + number // 336 % 25}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def _create_briefing(world: World, number: int, random: Random) -> tuple[str, str]:
    """Return article.md and metadata.yml of one briefing."""
    actors = _choose_actors(world, number, random)
    subjects = random.sample(_WORKS, ATTRIBUTIONS)
    spoken = [_create_quoted_sentence(*each, actors, random) for each in enumerate(subjects)]
    quotes = [_select_quote(works, sentence) for works, sentence in zip(subjects, spoken, strict=True)]
    return _write_article(world, actors, spoken, random), _write_metadata(world, number, actors, quotes)


def _choose_actors(world: World, number: int, random: Random) -> list[Actor]:
    """Return the actors of a briefing: the first in turn, so that every actor has a briefing, the others at random."""
    first = world.actors[number % len(world.actors)]
    others = random.sample(world.actors, ACTORS)
    return [first, *(actor for actor in others if actor != first)][:ACTORS]


def _create_quoted_sentence(position: int, works: str, actors: Sequence[Actor], random: Random) -> str:
    """Return a sentence that reports speech."""
    return _SPOKEN[position % len(_SPOKEN)].format(
        full=actors[position].name,
        works=works,
        part=random.choice(_PARTS),
        site=random.choice(_SITES),
        amount=random.choice(_AMOUNTS),
    )


def _select_quote(works: str, sentence: str) -> str:
    """Return six words of the sentence that the article has only once: no other sentence has `works` and a cost."""
    words = sentence.split()
    start = words.index(works)
    return " ".join(words[start : start + 6])


def _write_article(world: World, actors: Sequence[Actor], spoken: Sequence[str], random: Random) -> str:
    """Return the article, in which each actor is named in full and by alias, with the `spoken` sentences."""
    named = [random.choice(_NAMED).replace("{full}", actor.name) for actor in actors]
    again = [random.choice(_AGAIN).replace("{short}", actor.alias) for actor in actors]
    forms = [random.choice(_PLAIN) for _ in range(PARAGRAPHS * 5 - len(spoken) - 2 * len(actors))]
    filled = [_fill(form, world, random) for form in forms]
    later = [_fill(form, world, random) for form in again]
    first = [_fill(form, world, random) for form in named]
    sentences = _spread([*spoken, *first, *later], filled)
    paragraphs = [" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5)]
    paragraphs.insert(7, "## Outlook")
    paragraphs.insert(3, "## Background")
    return "\n\n".join(paragraphs) + "\n"


def _spread(special: Sequence[str], plain: Sequence[str]) -> list[str]:
    """Return all sentences, the special ones at equal distances in their order."""
    count = len(special) + len(plain)
    places = {position * count // len(special): sentence for position, sentence in enumerate(special)}
    rest = iter(plain)
    return [places.get(position) or next(rest) for position in range(count)]


def _fill(form: str, world: World, random: Random) -> str:
    """Return the sentence with words chosen by the bits of one number: single choices take three times as long."""
    bits = random.getrandbits(64)
    return form.format(
        part=_PARTS[bits & 7],
        site=_SITES[bits >> 3 & 7],
        amount=_AMOUNTS[bits >> 6 & 7],
        goods=_GOODS[bits >> 9 & 7],
        works=_WORKS[bits >> 12 & 7],
        season=_SEASONS[bits >> 15 & 3],
        place=world.places[(bits >> 17) % len(world.places)],
    )


_KINDS = ("statement", "report", "assessment", "allegation", "motive", "denial")


def _write_metadata(world: World, number: int, actors: Sequence[Actor], quotes: Sequence[str]) -> str:
    tags = ", ".join(f"theme-{(TAGS * number + turn) % world.themes}" for turn in range(TAGS))
    head = f"""\
title: Works and stores, part {number + 1}
type: {("analysis", "report", "background")[number % 3]}
published: {_make_date(number)}
summary: Part {number + 1} of a series on stores, roads and water.
tags: [{tags}]
actors: [{", ".join(actor.id for actor in actors)}]
authors: [Jo Example]
based_on: source-{number % world.sources}
attributions:
"""
    return head + "".join(_write_attribution(world, number, actors, *each) for each in enumerate(quotes))


def _write_attribution(world: World, number: int, actors: Sequence[Actor], position: int, quote: str) -> str:
    """Return an attribution of its own kind; the first two answer the briefing's question."""
    kind = _KINDS[position]
    things = f"event-{number % world.events}, place-{number % len(world.places)}"
    lines = [
        f"- id: c{position + 1}",
        f"  kind: {kind}",
        *_write_speaker(kind, actors[position]),
        f"  says: Money and time for {quote.partition(' ')[0]} are set out in point {position + 1}.",
        f"  quote: {quote}",
        f"  about: [{actors[position + 1].id}, {things}]",
        *([f"  answers: question-{number % world.questions}"] if position < 2 else []),
        *(["  disputes: [c1]"] if kind == "denial" else []),
    ]
    return "\n".join(lines) + "\n"


def _write_speaker(kind: str, actor: Actor) -> list[str]:
    if kind == "report":
        return ["  by:", "    unnamed: people close to the works", f"    within: {actor.id}"]
    return ["  by: author"] if kind == "motive" else [f"  by: {actor.id}"]
