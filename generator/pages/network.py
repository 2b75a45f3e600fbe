"""The network of actors: the page with the whole network, and the figure of one actor's neighbors.

Both weigh a pair of actors by the passages that name both, by the briefings that concern both, and by the statements of
one about the other. On the page, a pair has the themes of these briefings, by which a script (assets/network) filters
figure and table.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from heapq import nlargest, nsmallest
from typing import NamedTuple, TypeVar

from generator.figures import ego_network, network
from generator.figures.actors import ActorNode, Tie
from generator.index.model import Index
from generator.model.entities import Actor
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_relative_url
from generator.pages.page import Page
from generator.pages.page_context import PageContext, SiteContext
from generator.pages.templating import render_template
from generator.text.escaping import Markdown

K = TypeVar("K")

_TITLE = "Network of actors"

PAIR_LIMIT = 150
"""Pairs on the page: the strongest."""
NEIGHBOR_LIMIT = 8
"""Neighbors that an actor's page names, in its figure and in its list: those that the most passages name with it."""

_ActorPair = tuple[Ref, Ref]
"""Two actors, in ascending order."""


class _Pair(NamedTuple):
    """Two actors: the passages that name both, the briefings that concern both, statements of one about the other."""

    low: Ref
    high: Ref
    passages: int
    together: int
    about: int


def render(site: SiteContext) -> Iterator[Page]:
    """Yield the page of the network."""
    context = site.get_context("network.md")
    together, about = _map_pairs(site.index.named_with), _map_pairs(site.index.spoken_between)
    passages = _map_pairs(site.index.passages_with)
    weights = _add_counts(together, about, passages)
    pairs = []
    for low, high in _select_strongest(site.index, weights, about):
        counts = (counted.get((low, high), 0) for counted in (passages, together, about))
        pairs.append(_Pair(low, high, *counts))
    omitted = len(weights) - len(pairs)
    ties = _build_ties(context, pairs)
    figure = Markdown(network.draw(ties, themes=_list_themes(site.index, ties), left_out=omitted))
    values = {"title": _TITLE, "pairs": pairs, "omitted": omitted, "figure": figure}
    yield Page(context.path, render_template("network", context=context, **values), _TITLE)


def _select_strongest(
    index: Index, weights: Mapping[_ActorPair, int], about: Mapping[_ActorPair, int]
) -> list[_ActorPair]:
    """Return the strongest pairs; of equally strong pairs, those come first whose actors are named most often."""
    min_weight = min(nlargest(PAIR_LIMIT, weights.values()), default=0)

    def order(pair: _ActorPair) -> tuple[object, ...]:
        sentences = min(map(index.occurrences.count, pair))
        return (-weights[pair], -about.get(pair, 0), -sentences, pair)

    # Only the pairs that may be selected are compared, because comparing them counts sentences.
    return nsmallest(PAIR_LIMIT, (pair for pair, weight in weights.items() if weight >= min_weight), key=order)


def _build_ties(context: PageContext, pairs: Iterable[_Pair]) -> list[Tie]:
    @cache
    def build_node(ref: Ref) -> ActorNode:
        return _build_node(context, ref, sentences=context.index.occurrences.count(ref))

    ties = []
    for pair in pairs:
        source, target = build_node(pair.low), build_node(pair.high)
        themes = _find_shared_themes(context.index, pair.low, pair.high)
        ties.append(
            Tie(
                source=source,
                target=target,
                passages=pair.passages,
                together=pair.together,
                about=pair.about,
                themes=themes,
            )
        )
    return ties


def _find_shared_themes(index: Index, low: Ref, high: Ref) -> tuple[str, ...]:
    """Return the ids of the themes of the briefings that concern both actors, sorted."""
    briefings = set(index.concerning.get(low, ())).intersection(index.concerning.get(high, ()))
    ids: set[str] = set()
    for briefing in briefings:
        ids.update(theme.id for theme in index.cards[briefing].select_kind(Kind.THEME))
    return tuple(sorted(ids))


def _list_themes(index: Index, ties: Iterable[Tie]) -> dict[str, str]:
    """Return the names of all themes of the ties by id, in the order of the names."""
    ids = {theme for tie in ties for theme in tie.themes}
    refs = index.sort_by_name(index.resolve_ids(ids))
    return {ref.id: index.label(ref) for ref in refs}


def select_neighbors(index: Index, ref: Ref) -> list[Ref]:
    """Return the actors that the most passages name with an actor, and of equals those with the most briefings."""
    passages, briefings = index.passages_with.get(ref, {}), index.named_with.get(ref, {})
    return nsmallest(NEIGHBOR_LIMIT, passages, key=lambda actor: (-passages[actor], -briefings[actor], actor))


def draw_ego_network(context: PageContext, ref: Ref) -> Markdown:
    """Return a figure of the actors most often named with an actor; empty if there are few.

    Actors that only the same briefings concern are left out, as in the list.
    """
    index = context.index
    together, about = index.named_with.get(ref, {}), index.spoken_between.get(ref, {})
    passages = index.passages_with.get(ref, {})
    neighbors = select_neighbors(index, ref)
    if len(neighbors) < ego_network.MIN_NEIGHBORS:
        return Markdown("")
    subject = _build_node(context, ref, sentences=0)
    ties = []
    for neighbor in neighbors:
        node = _build_node(context, neighbor, sentences=0)
        ties.append(
            Tie(
                source=subject,
                target=node,
                passages=passages.get(neighbor, 0),
                together=together.get(neighbor, 0),
                about=about.get(neighbor, 0),
            )
        )
    return Markdown(ego_network.draw(subject, ties, left_out=len(passages) - len(neighbors)))


def _map_pairs(counts: Mapping[Ref, Mapping[Ref, int]]) -> dict[_ActorPair, int]:
    """Return the count of each pair once; the index has it at both actors."""
    pairs = {}
    for low, neighbors in counts.items():
        for high, number in neighbors.items():
            if low < high:
                pairs[low, high] = number
    return pairs


def _add_counts(first: Mapping[K, int], *others: Mapping[K, int]) -> dict[K, int]:
    """Return the sum of several counts by key; a Counter takes several times as long."""
    total = dict(first)
    for counts in others:
        for key, number in counts.items():
            total[key] = total.get(key, 0) + number
    return total


def _build_node(context: PageContext, ref: Ref, *, sentences: int) -> ActorNode:
    actor = context.index.entities[ref]
    return ActorNode(
        name=actor.label,
        href=get_relative_url(f"{ref.stem}.md", context.path),
        type=actor.type if isinstance(actor, Actor) else "",
        sentences=sentences,
    )
