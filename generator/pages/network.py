"""The page of the network: which actors are named together, as a table."""

from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest

from generator.index.used import Index
from generator.model.kinds import Kind, Ref
from generator.pages.page import Page
from generator.pages.standpoint import Standpoints
from generator.pages.templating import render as render_template

STRONGEST = 150
"""Pairs that the page shows."""


def render(site: Standpoints) -> Iterator[Page]:
    """The page of the network."""
    index, here = site.index, site.at("network.md")
    together = {
        (one, other): number
        for one, others in index.named_with.items()
        for other, number in others.items()
        if one < other
    }
    about = _statements_between(index)
    weights = Counter(together) + about
    order = nsmallest(STRONGEST, weights, key=lambda pair: (-weights[pair], pair))
    pairs = [(*pair, together.get(pair, 0), about[pair]) for pair in order]
    left_out = len(weights) - len(order)
    yield Page(here.path, render_template("network", here=here, pairs=pairs, left_out=left_out))


def _statements_between(index: Index) -> Counter[tuple[Ref, Ref]]:
    """For each pair of actors the statements of one about the other."""
    found: Counter[tuple[Ref, Ref]] = Counter()
    for statement in index.statements.values():
        others = {ref for ref in statement.about if ref.kind is Kind.ACTOR}
        pairs = {(min(one, other), max(one, other)) for one in statement.speakers for other in others if one != other}
        found.update(pairs)
    return found
