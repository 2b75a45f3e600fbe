"""The network of actors: the actors that are named together, and those that speak of each other.

rustworkx computes a force-directed layout. Here it is scaled to the figure, names are drawn if there is room for them,
and all of it is written as a list of links. The same data is in a table beside the figure. Data for a script that
filters the figure by type and theme is in `data-` attributes; without the script, the figure is complete.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import rustworkx as rx

from generator.diagnostics.phrases import format_count
from generator.figures.actors import ActorNode, Tie, compute_thicknesses, draw_key, draw_line, draw_sign
from generator.figures.labels import Spot, place_names
from generator.figures.svg import (
    PHONE_WIDTH,
    UNITS_PER_EM,
    format_number,
    start_tag,
    write_element,
    write_empty_element,
)

WIDE: Final = 760
"""The width for many actors; on a phone, the figure scrolls by itself."""
FEW: Final = 9
"""Actors that fit a figure of the width of a phone."""

_MAX_HEIGHT: Final = 960
_SEED: Final = 20
_ITERATIONS: Final = 400
_PULL: Final = 0.15
"""The weight of the ties to a hidden node in the middle, which keeps groups without a tie from drifting apart."""
_TOUCH_RADIUS: Final = 12
"""The smallest radius of the area that a finger can touch to follow a link."""
_EDGE: Final = (58.0, 30.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Actors with their positions, the most often named first, in a figure of `width` × `height` units."""

    actors: Sequence[ActorNode]
    positions: Mapping[ActorNode, Point]
    ties: Sequence[Tie]
    themes: Mapping[str, str]
    width: float
    height: float

    def compute_radius(self, actor: ActorNode) -> float:
        """Return the radius of an actor's sign: larger with more sentences, smaller with more actors in the figure."""
        max_sentences = max(self.actors[0].sentences, 1)
        max_growth = min(10, 60 / math.sqrt(len(self.actors)))
        return round(4 + max_growth * math.sqrt(actor.sentences / max_sentences), 1)


def draw(
    ties: Sequence[Tie],
    *,
    themes: Mapping[str, str] = MappingProxyType({}),
    name: str = "network",
    title: str = "Network of actors",
    left_out: int = 0,
) -> str:
    """Return the figure as HTML without blank lines; empty if there are no ties.

    `themes` has the names of the ties' themes by id, in the order in which a script offers them. `left_out` is the
    number of weaker ties without a drawing, which the description mentions. The order of the ties does not matter.
    """
    if not ties:
        return ""
    layout = _lay_out(ties, themes)
    ids = {"title": f"{name}-title", "desc": f"{name}-desc"}
    lines = [
        start_tag("figure", class_="network"),
        start_tag("div", class_="network-scroll"),
        _open_svg(layout, ids),
        write_element("title", title, id=ids["title"]),
        write_element("desc", _describe(layout, left_out), id=ids["desc"]),
        start_tag("g", class_="network-ties", aria_hidden="true", stroke="currentColor", stroke_opacity="0.45"),
        *_draw_ties(layout),
        "</g>",
        start_tag("g", role="list"),
        *_draw_actors(layout),
        "</g>",
        "</svg>",
        "</div>",
        f"{start_tag('div', class_='network-tool', data_themes=_encode_themes(themes))}</div>",
        draw_key(layout.actors, ties, by_type=True),
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _encode_themes(themes: Mapping[str, str]) -> str:
    """Return pairs of id and name as JSON."""
    return json.dumps(list(themes.items()), ensure_ascii=False, separators=(",", ":"))


def _lay_out(ties: Sequence[Tie], themes: Mapping[str, str]) -> _Layout:
    """Return the layout of the actors of the ties; the order of the ties does not matter."""
    actors: set[ActorNode] = set()
    for tie in ties:
        actors |= {tie.source, tie.target}
    ordered_actors = sorted(actors, key=lambda actor: (-actor.sentences, actor))
    ordered_ties = sorted(ties, key=_order_tie)
    width, height = PHONE_WIDTH, 300
    if len(actors) > FEW:
        width, height = WIDE, min(360 + 6 * len(actors), _MAX_HEIGHT)
    positions = _scale(_compute_layout(ordered_actors, ordered_ties), width, height)
    return _Layout(
        actors=ordered_actors, positions=positions, ties=ordered_ties, themes=themes, width=width, height=height
    )


def _order_tie(tie: Tie) -> tuple[object, ...]:
    return (tie.weight, bool(tie.about), tie.source, tie.target, tie.about, tie.passages)


def _compute_layout(actors: Sequence[ActorNode], ties: Sequence[Tie]) -> dict[ActorNode, Point]:
    """Return the force-directed positions of the actors, in units of the layout."""
    graph: rx.PyGraph[ActorNode | None, float] = rx.PyGraph()
    nodes = dict(zip(actors, graph.add_nodes_from(actors), strict=True))
    for tie in ties:
        pull = tie.together + tie.passages + 2 * tie.about
        graph.add_edge(nodes[tie.source], nodes[tie.target], float(pull))
    middle = graph.add_node(None)
    for node in nodes.values():
        graph.add_edge(node, middle, _PULL)
    spacing = 2.2 / math.sqrt(len(nodes))
    layout = rx.spring_layout(graph, num_iter=_ITERATIONS, weight_fn=float, k=spacing, seed=_SEED)
    return {actor: (layout[node][0], layout[node][1]) for actor, node in nodes.items()}


def _scale(points: Mapping[ActorNode, Point], width: float, height: float) -> dict[ActorNode, Point]:
    """Return the points spread over the figure, rounded, because later steps compare them."""
    xs, ys = zip(*points.values(), strict=True)
    across = spread(xs, _EDGE[0], width - _EDGE[0])
    down = spread(ys, _EDGE[1], height - _EDGE[1])
    return dict(zip(points, zip(across, down, strict=True), strict=True))


def spread(values: Sequence[float], start: float, end: float) -> list[float]:
    """Return each value between start and end, half by its size and half by its rank.

    By size alone, one distant actor leaves most of the figure empty and the others in a heap.
    """
    low = min(values)
    span = (max(values) - low) or 1
    max_rank = max(len(values) - 1, 1)
    ranks = {value: rank for rank, value in enumerate(sorted(values))}
    scaled = []
    for value in values:
        share = ((value - low) / span + ranks[value] / max_rank) / 2
        scaled.append(round(start + (end - start) * share, 1))
    return scaled


def _open_svg(layout: _Layout, ids: Mapping[str, str]) -> str:
    """Return the start of the image; a wide one keeps its width, so that no name becomes too small to read."""
    return start_tag(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="network-wide" if layout.width == WIDE else "network-narrow",
        viewBox=f"0 0 {format_number(layout.width)} {format_number(layout.height)}",
        width=f"{format_number(layout.width / UNITS_PER_EM)}em",
        height=f"{format_number(layout.height / UNITS_PER_EM)}em",
        direction="ltr",
        role="group",
        aria_labelledby=ids["title"],
        aria_describedby=ids["desc"],
    )


def _describe(layout: _Layout, left_out: int) -> str:
    pairs = format_count(len(layout.ties), "pair")
    strongest = f"the strongest of {len(layout.ties) + left_out:,}, " if left_out else ""
    return f"{len(layout.actors):,} actors in {pairs}, {strongest}the most often named first. The table has the pairs."


def _draw_ties(layout: _Layout) -> Iterator[str]:
    """Yield the ties, the strongest last so that they are on top, each with the numbers of its actors and themes."""
    actor_numbers = {actor: str(number) for number, actor in enumerate(layout.actors)}
    theme_numbers = {id_: number for number, id_ in enumerate(layout.themes)}
    for tie, thickness in zip(layout.ties, compute_thicknesses(layout.ties), strict=True):
        line = draw_line(layout.positions[tie.source], layout.positions[tie.target], thickness, tie.style)
        ends = f"{actor_numbers[tie.source]} {actor_numbers[tie.target]}"
        themes = " ".join(map(str, sorted(map(theme_numbers.__getitem__, tie.themes))))
        yield f'{line[:-2]} data-ends="{ends}" data-themes="{themes}"/>'


def _draw_actors(layout: _Layout) -> Iterator[str]:
    """Yield each actor as a link with its sign, and with its name if there is room."""
    degrees: Counter[ActorNode] = Counter()
    for tie in layout.ties:
        degrees.update((tie.source, tie.target))
    spots = [Spot(actor.name, *layout.positions[actor], layout.compute_radius(actor)) for actor in layout.actors]
    labels = place_names(spots, layout.width, layout.height)
    for actor, spot, label in zip(layout.actors, spots, labels, strict=True):
        yield start_tag("g", class_="network-node", role="listitem", data_type=actor.type, data_name=actor.name)
        yield start_tag("a", href=actor.href)
        yield write_element("title", actor.title)
        degree = f"joined here with {format_count(degrees[actor], 'other')}"
        yield write_element("desc", f"{_describe_sentences(actor.sentences)}; {degree}.")
        touch_area = {"cx": spot.x, "cy": spot.y, "r": max(spot.radius, _TOUCH_RADIUS)}
        yield write_empty_element("circle", **touch_area, fill="none", pointer_events="all")
        yield draw_sign(actor.type, spot.x, spot.y, spot.radius)
        if label:
            yield label
        yield "</a>"
        yield "</g>"


def _describe_sentences(number: int) -> str:
    return f"Named in {format_count(number, 'sentence')}" if number else "Not named in the texts"
