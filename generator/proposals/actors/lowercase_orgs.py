"""Actors in lower case without an owner: the foreign ministry, the police; and `the federation` named before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.proposals.actors.clusters import Cluster, ClusterIndex, index_mention_ends
from generator.proposals.actors.entity_typing import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import Position
from generator.proposals.actors.tagging import TaggedPassage
from generator.proposals.proposal import Confidence
from generator.proposals.token_patterns import TokenPattern

_WITHOUT_HEAD = frozenset({"person", "place", "state"})
"""Types of actors that a text does not name by a head noun."""
_ARTICLE = TokenPattern("[articles]")
NOUN_CONTINUATION = "[lowercase & !phrase_ends & !attribute_ending]"
"""A word that makes the words before it an attribute: the Israeli military operation."""
PHRASE_END = TokenPattern(f"(?! {NOUN_CONTINUATION} | [connectors] )")
"""The end of a phrase that is neither an attribute nor an owner of the words after it."""
_MODIFIER = "lowercase & modifiers|group_adjective"
_BODY = TokenPattern(f"""
    (?> [unowned_alone]
      | [titles] [possessive_ending] [unowned]
      | [{_MODIFIER}] [{_MODIFIER} & !unowned]? [lowercase & unowned]
    )
    (?! {NOUN_CONTINUATION} | [connectors] )
""")
"""The police, the president’s office, the regional health office."""


def list_definite_starts(passages: Iterable[TaggedPassage]) -> Iterator[tuple[TaggedPassage, int]]:
    """Yield each position after an article, with its passage."""
    for passage in passages:
        for article in passage.find_all(_ARTICLE):
            yield passage, article.stop


def find_public_bodies(
    passages: Sequence[TaggedPassage], clusters: Sequence[Cluster], lexicon: Lexicon
) -> list[Cluster]:
    """Find public bodies in lower case. If the text has the full name of a body, its cluster gets the mention."""
    index = ClusterIndex(clusters, lexicon.words.connectors)
    mention_ends = index_mention_ends(clusters)
    bodies: dict[str, Cluster] = {}
    for passage, start in list_definite_starts(passages):
        body = passage.match(_BODY, start)
        if not body:
            continue
        span = passage.get_span(start, body.stop)
        if (span.passage, span.end) in mention_ends:
            continue
        form = passage.get_text(start, body.stop)
        cluster = _find_full_name(form, index) or bodies.setdefault(form.lower(), _create_body(form))
        cluster.add_form(form, span, alias=False)
    return list(bodies.values())


def _find_full_name(form: str, index: ClusterIndex) -> Cluster | None:
    """Find a cluster whose name has all words of a form."""
    words = set(form.lower().split())
    return next((cluster for cluster in index.find_by_words(words) if words.issubset(cluster.words)), None)


def _create_body(form: str) -> Cluster:
    reason = f"a public body in lower case: “{form.rsplit(maxsplit=1)[-1]}”"
    return Cluster(form, Verdict("public-body", Confidence.LOW, reason))


def add_definite_mentions(passages: Sequence[TaggedPassage], clusters: Sequence[Cluster], lexicon: Lexicon) -> None:
    """Add mentions such as `the federation` to the last cluster named with that word; they are not aliases."""
    index = ClusterIndex(clusters, lexicon.words.connectors)
    index.index_positions()
    clusters_by_head = _index_by_head(clusters, lexicon)
    mention_ends = index_mention_ends(clusters)
    for passage, start in list_definite_starts(passages):
        head = passage.get_token(start)
        antecedents = clusters_by_head.get(head.folded, ())
        cluster = index.find_last_before(antecedents, Position(passage.number, head.start + 1))
        if not cluster or (passage.number, head.end) in mention_ends:
            continue
        if head.is_adjacent and passage.match(PHRASE_END, start + 1):
            cluster.mentions.add(passage.get_span(start, start + 1))


def _index_by_head(clusters: Sequence[Cluster], lexicon: Lexicon) -> Mapping[str, list[Cluster]]:
    """Index clusters with a name of several words by the head nouns in it, the last cluster first."""
    clusters_by_head: dict[str, list[Cluster]] = {}
    for cluster in reversed(clusters):
        if cluster.verdict.type in _WITHOUT_HEAD or len(cluster.words) < 2:
            continue
        for head in lexicon.words.heads.intersection(cluster.words):
            clusters_by_head.setdefault(head, []).append(cluster)
    return clusters_by_head
