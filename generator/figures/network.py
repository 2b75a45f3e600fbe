"""The network of actors: who is named together with whom, and who speaks of whom.

rustworkx lays it out by forces; here it is scaled to the figure, the names are set where there is room for them,
and all of it is written down as a list of links. The same data stands as a table beside the figure. What a script
needs to narrow the picture to types and themes stands in `data-` attributes; the picture is whole without one.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import rustworkx as rx

from generator.figures.actors import ActorNode, Tie, key, line, sign, thicknesses
from generator.figures.labels import Spot, set_names
from generator.figures.svg import element, empty, number, tag

NARROW: Final = 328
"""The width for few actors: what a phone leaves for the text."""
WIDE: Final = 760
"""The width for many: on a phone, the figure scrolls by itself."""
FEW: Final = 9
"""Actors that fit the narrow figure."""

_HIGHEST: Final = 960
_EM: Final = 16
_SEED: Final = 20
_ROUNDS: Final = 400
_PULL: Final = 0.15
"""How weakly a hidden node in the middle holds all actors, so that groups without a tie do not drift apart."""
_TOUCH: Final = 12
"""Half of what a finger may touch to follow a link, at least."""
_EDGE: Final = (58.0, 30.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """Actors with their places, the most often named first; `broad` and `high` are the figure's size."""

    actors: Sequence[ActorNode]
    places: Mapping[ActorNode, Point]
    ties: Sequence[Tie]
    themes: Mapping[str, str]
    broad: float
    high: float

    def radius(self, actor: ActorNode) -> float:
        """Half the width of its sign: larger with more sentences, smaller where many share the figure."""
        most = max(self.actors[0].sentences, 1)
        largest = min(10, 60 / math.sqrt(len(self.actors)))
        return round(4 + largest * math.sqrt(actor.sentences / most), 1)


def draw(
    ties: Sequence[Tie],
    *,
    themes: Mapping[str, str] = MappingProxyType({}),
    name: str = "network",
    title: str = "Network of actors",
    left_out: int = 0,
) -> str:
    """The figure as HTML without blank lines, empty where there are no ties.

    `themes` has the names of the ties' themes by id. `left_out` is the number of weaker ties that are not drawn; it is
    told. The order of the ties does not matter, that of the themes is theirs in the choice that a script offers.
    """
    if not ties:
        return ""
    drawing = _laid_out(ties, themes)
    ids = {"title": f"{name}-title", "desc": f"{name}-desc"}
    lines = [
        tag("figure", class_="network"),
        f"{tag('div', class_='network-tool', data_themes=_listed(themes))}</div>",
        key(drawing.actors, (tie.about > 0 for tie in ties), by_type=True),
        tag("div", class_="network-scroll"),
        _opening(drawing, ids),
        element("title", title, id=ids["title"]),
        element("desc", _description(drawing, left_out), id=ids["desc"]),
        tag("g", class_="network-ties", aria_hidden="true", stroke="currentColor", stroke_opacity="0.45"),
        *_lines(drawing),
        "</g>",
        tag("g", role="list"),
        *_items(drawing),
        "</g>",
        "</svg>",
        "</div>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _listed(themes: Mapping[str, str]) -> str:
    """Pairs of id and name, as JSON."""
    return json.dumps(list(themes.items()), ensure_ascii=False, separators=(",", ":"))


def _laid_out(ties: Sequence[Tie], themes: Mapping[str, str]) -> _Drawing:
    """Actors by how often they are named, each with its place in the figure."""
    found = {actor for tie in ties for actor in (tie.one, tie.other)}
    actors = sorted(found, key=lambda actor: (-actor.sentences, actor))
    ordered = sorted(ties, key=lambda tie: (tie.weight, bool(tie.about), tie.one, tie.other, tie.about))
    few = len(actors) <= FEW
    broad, high = (NARROW, 300) if few else (WIDE, min(360 + 6 * len(actors), _HIGHEST))
    graph: rx.PyGraph[ActorNode | None, float] = rx.PyGraph()
    nodes = dict(zip(actors, graph.add_nodes_from(actors), strict=True))
    graph.add_edges_from([(nodes[tie.one], nodes[tie.other], float(tie.together + 2 * tie.about)) for tie in ordered])
    middle = graph.add_node(None)
    graph.add_edges_from([(node, middle, _PULL) for node in nodes.values()])
    found_places = rx.spring_layout(graph, num_iter=_ROUNDS, weight_fn=float, k=2.2 / math.sqrt(len(nodes)), seed=_SEED)
    points = {actor: (found_places[node][0], found_places[node][1]) for actor, node in nodes.items()}
    places = _scaled(points, broad, high)
    return _Drawing(actors=actors, places=places, ties=ordered, themes=themes, broad=broad, high=high)


def _scaled(points: Mapping[ActorNode, Point], broad: float, high: float) -> dict[ActorNode, Point]:
    """The same points, spread over the figure; rounded, since what follows compares them."""
    across = spread([x for x, _ in points.values()], _EDGE[0], broad - _EDGE[0])
    down = spread([y for _, y in points.values()], _EDGE[1], high - _EDGE[1])
    return dict(zip(points, zip(across, down, strict=True), strict=True))


def spread(values: Sequence[float], start: float, end: float) -> list[float]:
    """Each value between start and end, half by its size and half by its rank.

    By size alone, one actor far out leaves most of the figure empty and the others in a heap.
    """
    low, span = min(values), (max(values) - min(values)) or 1
    ranks = {value: rank for rank, value in enumerate(sorted(values))}
    last = max(len(values) - 1, 1)
    return [round(start + (end - start) * ((value - low) / span + ranks[value] / last) / 2, 1) for value in values]


def _opening(drawing: _Drawing, ids: Mapping[str, str]) -> str:
    """The start of the image: wide ones keep their width, so that no name becomes too small to read."""
    return tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="network-wide" if drawing.broad == WIDE else "network-narrow",
        viewBox=f"0 0 {number(drawing.broad)} {number(drawing.high)}",
        width=f"{number(drawing.broad / _EM)}em",
        height=f"{number(drawing.high / _EM)}em",
        direction="ltr",
        role="group",
        aria_labelledby=ids["title"],
        aria_describedby=ids["desc"],
    )


def _description(drawing: _Drawing, left_out: int) -> str:
    pairs = f"{len(drawing.ties):,} pair{'s' * (len(drawing.ties) != 1)}"
    strongest = f"the strongest of {len(drawing.ties) + left_out:,}, " if left_out else ""
    return f"{len(drawing.actors):,} actors in {pairs}, {strongest}the most often named first. The table has the pairs."


def _lines(drawing: _Drawing) -> Iterator[str]:
    """Ties, the strongest last, so that they lie on top; each with the numbers of its actors and of its themes."""
    actors = {actor: str(place) for place, actor in enumerate(drawing.actors)}
    themes = {id_: place for place, id_ in enumerate(drawing.themes)}
    for tie, thickness in zip(drawing.ties, thicknesses(drawing.ties), strict=True):
        start, end = drawing.places[tie.one], drawing.places[tie.other]
        drawn = line(start, end, thickness, spoken=bool(tie.about))
        on = " ".join(map(str, sorted(themes[id_] for id_ in tie.themes)))
        yield f'{drawn[:-2]} data-ends="{actors[tie.one]} {actors[tie.other]}" data-themes="{on}"/>'


def _items(drawing: _Drawing) -> Iterator[str]:
    """Each actor as a link, with its sign, and its name where there is room."""
    degrees = Counter(actor for tie in drawing.ties for actor in (tie.one, tie.other))
    spots = [Spot(actor.name, *drawing.places[actor], drawing.radius(actor)) for actor in drawing.actors]
    labels = set_names(spots, drawing.broad, drawing.high)
    for actor, spot, label in zip(drawing.actors, spots, labels, strict=True):
        yield tag("g", class_="network-node", role="listitem", data_type=actor.type)
        yield tag("a", href=actor.href)
        yield element("title", actor.title)
        yield element("desc", f"{_times(actor.sentences)}; joined here with {_others(degrees[actor])}.")
        touched = {"cx": spot.x, "cy": spot.y, "r": max(spot.radius, _TOUCH)}
        yield empty("circle", **touched, fill="none", pointer_events="all")
        yield sign(actor.type, spot.x, spot.y, spot.radius)
        if label:
            yield label
        yield "</a>"
        yield "</g>"


def _times(sentences: int) -> str:
    return f"Named in {sentences:,} sentence{'s' * (sentences != 1)}" if sentences else "Not named in the texts"


def _others(number_of: int) -> str:
    return f"{number_of:,} other{'s' * (number_of != 1)}"
