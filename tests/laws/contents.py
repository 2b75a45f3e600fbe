"""Random content without errors: small, and with every kind of reference that a record can have.

`trees()` draws files of content/, by path. Names are in several scripts and full of characters that Markdown uses;
articles name them by chance, between words that are all different, so that every quote from them occurs there
once. The tests themselves check the pages.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

Tree = dict[str, str]
"""Path below the root → text."""

Draw = st.DrawFn

NAMES = (
    "Ana Berg",
    "Rowers’ Guild",
    "Zoë O'Hara",
    "R&D *North*",
    "Nord_Süd [1]",
    "حركة الميناء",
    "ועד העובדים",
    "港口委員會",
    "Sala <b>Tal</b>",
    "Q. T. Ilm",
    "Pier `9`",
    "Über|quai",
    "Vela #2",
    "Old Dock",
    "Dock",
    "1. Mai",
    "Émile d’Or",
    "Talks: a {new} start",
)
DATES = ("2017", "2017-03", "2017-03-26", "2016-02~", "../2015", "2014?/2015", "1999%")
VALUES = ("Plain words", "a *b* _c_ [d](e) <f> `g` | h", "# 1. x: y", "“Quoted” & more", "كلمات بالعربية")
NOW = dt.datetime(2021, 1, 1, 12, tzinfo=dt.UTC)
"""The moment for which trees are drawn; all of their dates are before it."""
LATER = tuple(
    NOW.replace(year=year, month=month, tzinfo=zone)
    for year, month in ((2021, 7), (2022, 1), (2022, 7), (2023, 1))
    for zone in (dt.UTC, dt.timezone(dt.timedelta(hours=14)))
)
"""Further moments: between them, embargoes pass and briefings expire."""
EMBARGOES = ("2019-05-01T06:00+01:00", "2021-04-01T06:00+01:00", "2022-04-01T00:00Z")
EXPIRIES = ("2020-05-01T06:00+01:00", "2022-04-01T06:30:00.5-05:00", "2022-10-01T00:00Z")
WITHDRAWALS = ("notice", "shown", "redirect")
STRUCTURES = ("{}", "- {}", "> {}", "1. {}", "| a | b |\n|---|---|\n| {} | x |")


@dataclass
class World:
    """Ids by kind; under keys that must not lead in a circle, a record refers only to earlier ones of its kind."""

    draw: Draw
    actors: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    """Briefings to which others may redirect."""
    names: dict[str, str] = field(default_factory=dict)
    """The names of actors, themes, events and places, which articles may contain."""
    briefings: list[str] = field(default_factory=list)
    attributions: dict[str, list[Any]] = field(default_factory=dict)
    """All attributions so far, by the name that other briefings use, with their speakers."""

    def one_of(self, ids: Sequence[str]) -> str | None:
        """Draw one of the ids, or None."""
        return self.draw(st.sampled_from([None, *ids]))

    def some(self, ids: Sequence[str], *, least: int = 0, most: int = 3) -> list[str]:
        """Draw several of the ids, without repetition."""
        if not ids:
            return []
        return self.draw(st.lists(st.sampled_from(ids), min_size=least, max_size=most, unique=True))

    def text(self) -> str:
        return self.draw(st.sampled_from(VALUES))

    def maybe(self, *values: Any) -> Any:
        return self.draw(st.sampled_from([None, *values]))


@st.composite
def trees(draw: Draw) -> Tree:
    """Draw the files of content/, without an error."""
    world = World(draw)
    names = draw(st.permutations(NAMES))
    counts = {"actors": (1, 4), "themes": (1, 3), "events": (0, 3), "places": (0, 3), "sources": (0, 3)}
    for kind, (least, most) in {**counts, "questions": (0, 2)}.items():
        ids = [f"{kind[:-1]}-{number}" for number in range(draw(st.integers(least, most)))]
        getattr(world, kind).extend(ids)
        if kind not in {"sources", "questions"}:
            world.names.update({id_: names[len(world.names) + number] for number, id_ in enumerate(ids)})
    tree = {"content/site.yml": _yaml({"name": world.text(), "publisher": "Desk", "contact": "desk@quayside.test"})}
    for path, record in _entities(world):
        tree[f"content/{path}"] = _yaml({**record, "listed": draw(st.sampled_from([None, None, "true"]))})
    world.briefings += [f"piece-{number}" for number in range(draw(st.integers(1, 3)))]
    for number in range(len(world.briefings)):
        article, metadata = _briefing(world, number)
        tree[f"content/briefings/piece-{number}/article.md"] = article
        tree[f"content/briefings/piece-{number}/metadata.yml"] = _yaml(metadata)
    return tree


def lay_tree(root: Path, tree: Tree) -> None:
    """Write the files, in the order of the tree."""
    for path, text in tree.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _yaml(record: dict[str, Any]) -> str:
    kept = {key: value for key, value in record.items() if value not in (None, [])}
    return yaml.dump(
        kept, Dumper=yaml.CSafeDumper, default_style='"', default_flow_style=False, width=10_000, sort_keys=False
    )


def _entities(world: World) -> list[tuple[str, dict[str, Any]]]:
    files = []
    for number, id_ in enumerate(world.actors):
        files.append((f"actors/{id_}.yml", _actor(world, number, id_)))
    for number, id_ in enumerate(world.themes):
        links = {"broader": world.one_of(world.themes[:number]), "related": world.some(world.themes[:number])}
        files.append((f"themes/{id_}.yml", {"name": world.names[id_], "description": world.text(), **links}))
    for number, id_ in enumerate(world.sources):
        files.append((f"sources/{id_}.yml", _source(world, number, id_)))
    for id_ in world.questions:
        about = world.some([*world.actors, *world.events, *world.themes])
        files.append((f"questions/{id_}.yml", {"name": f"What of {id_}?", "about": about}))
    files += [(f"events/{id_}.yml", _event(world, id_)) for id_ in world.events]
    for number, id_ in enumerate(world.places):
        part_of = world.one_of(world.places[:number])
        files.append((f"places/{id_}.yml", {"name": world.names[id_], "part_of": part_of}))
    return files


def _actor(world: World, number: int, id_: str) -> dict[str, Any]:
    role = {"as": world.text(), "of": world.one_of(world.actors), "source": world.one_of(world.sources)}
    return {
        "type": "organization",
        "name": world.names[id_],
        "description": world.maybe(*VALUES),
        "roles": [{key: value for key, value in role.items() if value}] if world.maybe(1) else [],
        "part_of": world.one_of(world.actors[:number]),
        "formerly": [f"old-{id_}"] if world.maybe(1) else [],
    }


def _source(world: World, number: int, id_: str) -> dict[str, Any]:
    cited_in = world.one_of(world.sources[:number])
    return {
        "type": "report",
        "title": f"{world.text()} {id_}",
        "publisher": world.one_of(world.actors),
        "issued": world.maybe(*DATES),
        "seen": "false" if cited_in else "true",
        "cited_in": cited_in,
    }


def _event(world: World, id_: str) -> dict[str, Any]:
    return {
        "name": world.names[id_],
        "date": world.draw(st.sampled_from(DATES)),
        "place": world.one_of(world.places),
        "actors": world.some(world.actors),
        "tags": world.some(world.themes),
        "status": "planned",
        "source": world.one_of(world.sources),
    }


def _briefing(world: World, number: int) -> tuple[str, dict[str, Any]]:
    paragraphs = [_paragraph(world, number, at) for at in range(world.draw(st.integers(1, 4)))]
    quotes = [_quote(world, paragraph) for paragraph in paragraphs for _ in range(world.draw(st.integers(0, 2)))]
    ids = [f"c{position}" for position in range(len(quotes))]
    voices = {id_: _voices(world) for id_ in ids}
    attributions = [_attribution(world, id_, quote, voices) for id_, quote in zip(ids, quotes, strict=True)]
    publication = _publication(world, number)
    is_withdrawn = publication.get("status") == "withdrawn"
    kind = "withdrawal" if is_withdrawn else "update"
    corrected = [{"date": "2020", "kind": kind, "text": world.text(), **_listed("attributions", world.some(ids))}]
    is_corrected = is_withdrawn or world.maybe(1)
    metadata = {
        "title": f"{world.text()} {number}",
        "type": "report",
        "published": f"20{10 + world.draw(st.integers(0, 2))}-01-01",
        "summary": world.text(),
        "tags": world.some(world.themes, least=1),
        "actors": world.some(world.actors),
        "authors": ["Jo Example"],
        "based_on": world.one_of(world.sources),
        **publication,
        "updated": "2020" if is_corrected else None,
        "attributions": attributions,
        "corrections": corrected if is_corrected else [],
        "formerly": [f"old-piece-{number}"] if world.maybe(1) else [],
    }
    world.attributions |= {f"piece-{number}/{id_}": spoken for id_, spoken in voices.items()}
    # An empty list of actors has to be written.
    return _article(world, paragraphs), {**metadata, "actors": metadata["actors"] or ()}


def _publication(world: World, number: int) -> dict[str, Any]:
    """Draw the keys that decide when a briefing is visible; a redirect leads to one that always has a page."""
    kind = world.draw(st.sampled_from(["published"] * 6 + ["draft", "review", "timed", "timed", *WITHDRAWALS]))
    if kind == "published":
        world.targets.append(f"piece-{number}")
    if kind == "timed":
        return {"embargo": world.maybe(*EMBARGOES), "expires": world.maybe(*EXPIRIES[1:])}
    if kind not in WITHDRAWALS:
        return {"status": kind}
    target = world.one_of(world.targets) if kind == "redirect" else None
    withdrawal = "notice" if kind == "redirect" and not target else kind
    return {"status": "withdrawn", "withdrawal": withdrawal, "redirect_to": target}


Paragraph = list[tuple[str, str]]
"""The words of a paragraph, each as markup and as plain text."""


def _paragraph(world: World, number: int, at: int) -> Paragraph:
    """Draw unique words between names, links and emphasis."""
    found: Paragraph = []
    for position in range(world.draw(st.integers(6, 14))):
        word = f"w{number}x{at}y{position}"
        match world.draw(st.integers(0, 8)):
            case 0 | 1:
                name = world.draw(st.sampled_from(sorted(world.names.values())))
                found.append((_escaped(name), name))
            case 2:
                ids = [*world.names, *world.sources, *world.questions, *world.briefings]
                id_ = world.draw(st.sampled_from(ids))
                kind = "briefing" if id_ in world.briefings else id_.partition("-")[0]
                found.append((f"[{word}]({kind}:{id_})", word))
            case 3:
                found.append((f"*{word}*", word))
        found.append((f"{word}.", f"{word}.") if world.maybe(1) else (word, word))
    return found


def _escaped(name: str) -> str:
    """Escape a name for CommonMark."""
    return "".join(f"\\{char}" if char in "*_[]<>`|#{}&" else char for char in name).replace("1. ", "1\\. ")


def _article(world: World, paragraphs: Sequence[Paragraph]) -> str:
    blocks = []
    for number, paragraph in enumerate(paragraphs):
        form = world.draw(st.sampled_from(STRUCTURES))
        if world.maybe(1):
            blocks.append(f"## Part {number}")
        blocks.append(form.format(" ".join(markup for markup, _ in paragraph)))
        blocks.append("***")
    return "\n\n".join(blocks) + "\n"


def _quote(world: World, paragraph: Paragraph) -> str:
    """Cut a quote that contains at least three unique words."""
    own = [at for at, (_, plain) in enumerate(paragraph) if plain.startswith("w")]
    first = world.draw(st.integers(0, len(own) - 3))
    last = world.draw(st.integers(first + 2, min(first + 6, len(own) - 1)))
    return " ".join(plain for _, plain in paragraph[own[first] : own[last] + 1])


def _listed(key: str, ids: list[str]) -> dict[str, Any]:
    return {key: ids} if ids else {}


def _attribution(world: World, id_: str, quote: str, voices: dict[str, list[Any]]) -> dict[str, Any]:
    others = _said_by_others(world, voices[id_], voices)
    kinds = ["statement", "report", "assessment", "hypothesis", "allegation", "motive", "silence", "denial"]
    kind = world.draw(st.sampled_from(kinds))
    denies = world.text() if kind == "denial" and (not others or world.maybe(1)) else None
    entry: dict[str, Any] = {
        "id": id_,
        "kind": kind,
        "by": voices[id_],
        "says": f"{world.text()} {id_}",
        "quote": quote,
        **_listed(
            "about", world.some([*world.actors, *world.events, *world.places], least=kind in {"allegation", "motive"})
        ),
        **_listed("disputes", world.some(others, least=kind == "denial" and not denies)),
        **({"denies": denies} if denies else {}),
        **_listed("source", world.some(world.sources)),
    }
    optional = {"date": world.maybe(*DATES), "answers": world.one_of(world.questions), "implied": world.maybe("true")}
    return entry | {key: value for key, value in optional.items() if value}


def _said_by_others(world: World, mine: list[Any], voices: dict[str, list[Any]]) -> list[str]:
    """List the attributions, of this text and of others, that none of these speakers made."""
    here = [voice for voice in mine if voice != "unattributed"]
    named = [voice for voice in here if voice in world.actors]
    own = [id_ for id_, theirs in voices.items() if theirs is not mine and not [one for one in here if one in theirs]]
    others = [id_ for id_, theirs in world.attributions.items() if not [one for one in named if one in theirs]]
    return [*own, *others]


def _voices(world: World) -> list[Any]:
    """Draw one or two speakers."""
    first, second = _voice(world), _voice(world)
    return [first] if first == second or world.maybe(1) else [first, second]


def _voice(world: World) -> Any:
    choices: list[Any] = ["author", "unattributed", *world.actors, {"unnamed": "officials there"}]
    choices += [{"unnamed": "sources", "within": actor} for actor in world.actors]
    choices += [{"unnamed": "people", "place": place} for place in world.places]
    return world.draw(st.sampled_from(choices))
