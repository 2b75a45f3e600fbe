"""The network of actors: the page with all of it, and the part around one actor.

Both weigh a pair by the briefings that concern both, and by the statements of one about the other. On the page, a pair
has the themes of these briefings, by which its script (assets/network) narrows picture and table.
"""

from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest, nsmallest
from typing import TypeVar

from generator.figures import near, network
from generator.figures.actors import ActorNode, Tie
from generator.index.used import Index
from generator.markdown import Markdown
from generator.model.entities import Actor
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page
from generator.pages.standpoint import Standpoint, Standpoints
from generator.pages.templating import render as render_template
from generator.paths import page_address

K = TypeVar("K")

STRONGEST = 150
"""Pairs that the page shows."""
NEAREST = 12
"""Neighbours that the picture on an actor's page shows."""


def render(site: Standpoints) -> Iterator[Page]:
    """The page of the network."""
    index, here = site.index, site.at("network.md")
    together, about = _pairs(index.named_with), _pairs(index.spoken_between)
    weights = _sum(together, about)
    least = min(nlargest(STRONGEST, weights.values()), default=0)

    def strength(pair: tuple[Ref, Ref]) -> tuple[object, ...]:
        """Of pairs alike, those come first whose actors are named most often."""
        return (-weights[pair], -about.get(pair, 0), -min(index.occurrences.number(ref) for ref in pair), pair)

    order = nsmallest(STRONGEST, (pair for pair in weights if weights[pair] >= least), key=strength)
    pairs = [(*pair, together.get(pair, 0), about.get(pair, 0)) for pair in order]
    left_out = len(weights) - len(order)
    ties = _ties(here, pairs, _themes(index, order))
    names = {ref.id: index.label(ref) for ref in index.by_name([index.by_id[id_] for id_ in _on(ties)])}
    figure = Markdown(network.draw(ties, themes=names, left_out=left_out))
    yield Page(here.path, render_template("network", here=here, pairs=pairs, left_out=left_out, figure=figure))


def _ties(
    here: Standpoint, pairs: Iterable[tuple[Ref, Ref, int, int]], themes: Mapping[tuple[Ref, Ref], tuple[str, ...]]
) -> list[Tie]:
    sentences = here.index.occurrences.number
    nodes = {ref: _node(here, ref, sentences=sentences(ref)) for pair in themes for ref in pair}
    return [
        Tie(one=nodes[one], other=nodes[other], together=together, about=about, themes=themes[one, other])
        for one, other, together, about in pairs
    ]


def _on(ties: Iterable[Tie]) -> list[str]:
    """The ids of all their themes."""
    return list({id_ for tie in ties for id_ in tie.themes})


def _themes(index: Index, pairs: Iterable[tuple[Ref, Ref]]) -> dict[tuple[Ref, Ref], tuple[str, ...]]:
    """For each pair, the ids of the themes of the briefings that concern both."""
    found = {}
    for one, other in pairs:
        both = set(index.concerning.get(one, ()))
        shared = [index.cards[ref] for ref in index.concerning.get(other, ()) if ref in both]
        found[one, other] = tuple(sorted({theme.id for card in shared for theme in card.of_kind(Kind.THEME)}))
    return found


def around(here: Standpoint, ref: Ref) -> Markdown:
    """A picture of the actors most often named with one; empty where there are few."""
    index = here.index
    together, about = index.named_with.get(ref, {}), index.spoken_between.get(ref, {})
    weights = _sum(together, about)
    if len(weights) < near.FEWEST:
        return Markdown("")
    order = nsmallest(NEAREST, weights, key=lambda other: (-weights[other], other))
    subject = _node(here, ref, sentences=0)
    ties = [
        Tie(
            one=subject,
            other=_node(here, other, sentences=0),
            together=together.get(other, 0),
            about=about.get(other, 0),
        )
        for other in order
    ]
    return Markdown(near.draw(subject, ties, left_out=len(weights) - len(order)))


def _pairs(joined: Mapping[Ref, Mapping[Ref, int]]) -> dict[tuple[Ref, Ref], int]:
    """The numbers of each pair, which stand at both of its actors."""
    return {(one, other): number for one, others in joined.items() for other, number in others.items() if one < other}


def _sum(some: Mapping[K, int], more: Mapping[K, int]) -> dict[K, int]:
    """The numbers of both, added; a Counter takes several times as long."""
    return {key: some.get(key, 0) + more.get(key, 0) for key in {**some, **more}}


def _node(here: Standpoint, ref: Ref, *, sentences: int) -> ActorNode:
    actor = here.index.entities[ref]
    return ActorNode(
        name=actor.label,
        href=page_address(f"{ref.stem}.md", here.path),
        type=actor.type if isinstance(actor, Actor) else "",
        sentences=sentences,
    )
