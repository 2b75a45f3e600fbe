"""Random content that keeps every rule: small, and with all that a record can refer to.

`trees()` draws files of content/, by path. Names are of several scripts and full of characters that Markdown knows;
articles name them by chance, between words that are all different, so that every quote cut from them stands there
once. What depends on the pages is left to the tests.
"""

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
STRUCTURES = ("{}", "- {}", "> {}", "1. {}", "| a | b |\n|---|---|\n| {} | x |")


@dataclass
class World:
    """Ids by kind; those of a kind refer only to earlier ones under keys that must not lead in a circle."""

    draw: Draw
    actors: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Of actors, themes, events and places, which are found in the prose."""
    briefings: list[str] = field(default_factory=list)
    attributions: list[str] = field(default_factory=list)
    """All so far, as other briefings write them."""

    def one_of(self, ids: Sequence[str]) -> str | None:
        """One of them, or none."""
        return self.draw(st.sampled_from([None, *ids]))

    def some(self, ids: Sequence[str], *, least: int = 0, most: int = 3) -> list[str]:
        """Several of them, each once."""
        if not ids:
            return []
        return self.draw(st.lists(st.sampled_from(ids), min_size=least, max_size=most, unique=True))

    def text(self) -> str:
        return self.draw(st.sampled_from(VALUES))

    def maybe(self, *values: Any) -> Any:
        return self.draw(st.sampled_from([None, *values]))


@st.composite
def trees(draw: Draw) -> Tree:
    """The files of content/, without an error."""
    world = World(draw)
    names = draw(st.permutations(NAMES))
    counts = {"actors": (1, 4), "themes": (1, 3), "events": (0, 3), "places": (0, 3), "sources": (0, 3)}
    for kind, (least, most) in {**counts, "questions": (0, 2)}.items():
        ids = [f"{kind[:-1]}-{number}" for number in range(draw(st.integers(least, most)))]
        getattr(world, kind).extend(ids)
        if kind not in {"sources", "questions"}:
            world.names.update({id_: names[len(world.names) + number] for number, id_ in enumerate(ids)})
    tree = {"content/site.yml": _yaml({"name": world.text(), "publisher": "Desk", "contact": "desk@example.org"})}
    tree |= {f"content/{path}": _yaml(record) for path, record in _entities(world)}
    world.briefings += [f"piece-{number}" for number in range(draw(st.integers(1, 3)))]
    for number in range(len(world.briefings)):
        article, metadata = _briefing(world, number)
        tree[f"content/briefings/piece-{number}/article.md"] = article
        tree[f"content/briefings/piece-{number}/metadata.yml"] = _yaml(metadata)
    return tree


def lay_tree(root: Path, tree: Tree) -> None:
    """The files, in the order of the tree."""
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
    attributions = [_attribution(world, id_, quote, ids) for id_, quote in zip(ids, quotes, strict=True)]
    corrected = [{"date": "2020", "kind": "update", "text": world.text(), **_listed("attributions", world.some(ids))}]
    metadata = {
        "title": f"{world.text()} {number}",
        "type": "report",
        "published": f"20{10 + world.draw(st.integers(0, 2))}-01-01",
        "summary": world.text(),
        "tags": world.some(world.themes, least=1),
        "actors": world.some(world.actors),
        "authors": ["Jo Example"],
        "based_on": world.one_of(world.sources),
        "status": world.draw(st.sampled_from(["published"] * 6 + ["draft", "withdrawn"])),
        "attributions": attributions,
        "corrections": corrected if world.maybe(1) else [],
        "formerly": [f"old-piece-{number}"] if world.maybe(1) else [],
    }
    world.attributions += [f"piece-{number}/{id_}" for id_ in ids]
    # An empty list of actors has to be written.
    return _article(world, paragraphs), {**metadata, "actors": metadata["actors"] or ()}


Paragraph = list[tuple[str, str]]
"""Words with what they read as: markup and plain text."""


def _paragraph(world: World, number: int, at: int) -> Paragraph:
    """Words of its own in turn with names, links and emphasis."""
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
    """A name as CommonMark writes it."""
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
    """A run of words of which at least three are their own."""
    own = [at for at, (_, plain) in enumerate(paragraph) if plain.startswith("w")]
    first = world.draw(st.integers(0, len(own) - 3))
    last = world.draw(st.integers(first + 2, min(first + 6, len(own) - 1)))
    return " ".join(plain for _, plain in paragraph[own[first] : own[last] + 1])


def _listed(key: str, ids: list[str]) -> dict[str, Any]:
    return {key: ids} if ids else {}


def _attribution(world: World, id_: str, quote: str, ids: Sequence[str]) -> dict[str, Any]:
    others = [other for other in (*ids, *world.attributions) if other != id_]
    kinds = ["statement", "report", "assessment", "hypothesis", "allegation", "motive", "silence"]
    kind = world.draw(st.sampled_from([*kinds, "denial"] if others else kinds))
    entry: dict[str, Any] = {
        "id": id_,
        "kind": kind,
        "by": [_voice(world) for _ in range(world.draw(st.integers(1, 2)))],
        "says": f"{world.text()} {id_}",
        "quote": quote,
        **_listed(
            "about", world.some([*world.actors, *world.events, *world.places], least=kind in {"allegation", "motive"})
        ),
        **_listed("disputes", world.some(others, least=kind == "denial")),
        **_listed("source", world.some(world.sources)),
    }
    optional = {"date": world.maybe(*DATES), "answers": world.one_of(world.questions), "implied": world.maybe("true")}
    return entry | {key: value for key, value in optional.items() if value}


def _voice(world: World) -> Any:
    choices: list[Any] = ["author", "unattributed", *world.actors, {"unnamed": "officials there"}]
    choices += [{"unnamed": "sources", "within": actor} for actor in world.actors]
    choices += [{"unnamed": "people", "place": place} for place in world.places]
    return world.draw(st.sampled_from(choices))
