"""Actors in lower case without an owner: the foreign ministry, the police; and `the federation` named before."""

from collections.abc import Iterable, Iterator, Sequence

from generator.proposals.actors.clusters import Cluster, ClusterIndex
from generator.proposals.actors.entity_typing import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import POSSESSIVE_ENDINGS, TokenizedPassage
from generator.proposals.proposal import Confidence, TextSpan

MAX_MODIFIERS = 3
"""Words between an owner and the noun of a group, at most."""
_WITHOUT_HEAD = frozenset({"person", "place", "state"})
"""Types of actors that a text does not name by a head noun."""
_MIN_ADJECTIVE = 6
"""Letters of an adjective that only its ending shows, at least."""


def get_span_text(passages: Sequence[TokenizedPassage], span: TextSpan) -> str:
    """Return the words of a span, on one line."""
    return " ".join(passages[span.passage].text[span.start : span.end].split())


def is_noun_continuation(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether the word there makes the words before it an attribute: the Israeli military operation."""
    if not passage.is_adjacent_lowercase(position):
        return False
    word = passage.get_folded(position)
    return word not in lexicon.words.phrase_ends and not word.endswith(("ed", "s"))


def is_phrase_end(passage: TokenizedPassage, position: int, lexicon: Lexicon) -> bool:
    """Check whether the words before a token are neither an attribute nor an owner of the words after it."""
    is_attribute = is_noun_continuation(passage, position, lexicon)
    return not is_attribute and passage.get_folded(position) not in lexicon.words.connectors


def list_definite_starts(
    passages: Iterable[TokenizedPassage], lexicon: Lexicon
) -> Iterator[tuple[TokenizedPassage, int]]:
    """Yield each position after an article, with its passage."""
    for passage in passages:
        for position, token in enumerate(passage.tokens):
            if token.folded in lexicon.words.articles:
                yield passage, position + 1


def find_public_bodies(
    passages: Sequence[TokenizedPassage], clusters: Sequence[Cluster], lexicon: Lexicon
) -> list[Cluster]:
    """Find public bodies in lower case. If the text has the full name of a body, its cluster gets the mention."""
    index = ClusterIndex(clusters, lexicon.words.connectors)
    mention_ends = _collect_mention_ends(clusters)
    bodies: dict[str, Cluster] = {}
    for passage, start in list_definite_starts(passages, lexicon):
        stop = _find_body_end(passage, start, lexicon)
        if not stop or not is_phrase_end(passage, stop, lexicon):
            continue
        span = TextSpan(passage.number, passage.tokens[start].start, passage.tokens[stop - 1].end)
        if (span.passage, span.end) in mention_ends:
            continue
        form = get_span_text(passages, span)
        cluster = _find_full_name(form, index) or bodies.setdefault(form.lower(), _create_body(form))
        cluster.add_form(form, span, alias=False)
    return list(bodies.values())


def _collect_mention_ends(clusters: Sequence[Cluster]) -> set[tuple[int, int]]:
    return {(mention.passage, mention.end) for cluster in clusters for mention in cluster.mentions}


def _find_full_name(form: str, index: ClusterIndex) -> Cluster | None:
    """Find a cluster whose name has all words of a form."""
    words = set(form.lower().split())
    return next((cluster for cluster in index.find_by_words(words) if words.issubset(cluster.words)), None)


def _create_body(form: str) -> Cluster:
    reason = f"a public body in lower case: “{form.rsplit(maxsplit=1)[-1]}”"
    return Cluster(form, Verdict("public-body", Confidence.LOW, reason))


def _find_body_end(passage: TokenizedPassage, start: int, lexicon: Lexicon) -> int:
    """Return the end of `regional health office`, `police` or `president’s office` at a token; 0 if there is none."""
    words = lexicon.words
    if passage.get_folded(start) in words.unowned_alone:
        return start + 1
    if passage.get_folded(start) in words.titles and passage.get_folded(start + 1) in POSSESSIVE_ENDINGS:
        return start + 3 if passage.get_folded(start + 2) in words.unowned else 0
    for position in range(start, start + MAX_MODIFIERS):
        if not passage.is_adjacent_lowercase(position):
            return 0
        word = passage.get_folded(position)
        if position > start and word in words.unowned:
            return position + 1
        if word not in words.modifiers and not _is_adjective(word, lexicon):
            return 0
    return 0


def _is_adjective(word: str, lexicon: Lexicon) -> bool:
    return word.endswith(tuple(lexicon.words.collective_endings)) and len(word) >= _MIN_ADJECTIVE


def add_definite_mentions(passages: Sequence[TokenizedPassage], clusters: Sequence[Cluster], lexicon: Lexicon) -> None:
    """Add mentions such as `the federation` to the last cluster named with that word; they are not aliases."""
    antecedents = [
        cluster for cluster in clusters if cluster.verdict.type not in _WITHOUT_HEAD and len(cluster.words) > 1
    ]
    mention_ends = _collect_mention_ends(clusters)
    mention_starts = sorted(
        (mention.passage, mention.start, number)
        for number, cluster in enumerate(antecedents)
        for mention in cluster.mentions
    )
    heads = [frozenset(cluster.words) & lexicon.words.heads for cluster in antecedents]
    latest_by_head: dict[str, int] = {}
    index = 0
    for passage, position in list_definite_starts(passages, lexicon):
        token = passage.get_token(position)
        while index < len(mention_starts) and mention_starts[index][:2] <= (passage.number, token.start):
            number = mention_starts[index][2]
            latest_by_head.update(dict.fromkeys(heads[number], number))
            index += 1
        if token.folded not in latest_by_head or not token.is_adjacent:
            continue
        if (passage.number, token.end) not in mention_ends and is_phrase_end(passage, position + 1, lexicon):
            span = TextSpan(passage.number, token.start, token.end)
            antecedents[latest_by_head[token.folded]].mentions.add(span)
