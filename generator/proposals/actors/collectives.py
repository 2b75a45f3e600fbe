"""Groups that a text names in lower case with their owner: the Israeli defense establishment, Hamas’ military wing.

The government of a state is the state itself. The name of a group without its owner is its short form.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.proposals.actors.clusters import Cluster
from generator.proposals.actors.entity_typing import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.lowercase_orgs import (
    MAX_MODIFIERS,
    get_span_text,
    is_noun_continuation,
    is_phrase_end,
    list_definite_starts,
)
from generator.proposals.actors.tokens import POSSESSIVE_ENDINGS, TokenizedPassage
from generator.proposals.proposal import Confidence, TextSpan

_OWNER_LETTERS = 5
"""Letters that a country and its demonym share: Israel, Israeli."""
_APPOSITION_MARKS = frozenset({",", "—", "–"})


class _GroupMention(NamedTuple):
    """A mention of a group: `owner` and `noun_phrase` identify it; `state` is the state whose government it is."""

    owner: str
    noun_phrase: str
    name: str
    span: TextSpan
    state: Cluster | None = None


class _Owner(NamedTuple):
    cluster: Cluster
    mention: TextSpan


class OwnerIndex:
    """The clusters that may own a group, by the positions of their mentions, and the states by their names."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._by_end: dict[tuple[int, int], _Owner] = {}
        self._by_start: dict[tuple[int, int], _Owner] = {}
        self._states: dict[str, Cluster] = {}
        for cluster in clusters:
            if cluster.is_person:
                continue
            for mention in cluster.mentions:
                self._by_end[mention.passage, mention.end] = _Owner(cluster, mention)
                self._by_start[mention.passage, mention.start] = _Owner(cluster, mention)
            if cluster.verdict.type == "state":
                self._states.update(dict.fromkeys(cluster.keys, cluster))

    def find_by_end(self, number: int, end: int) -> _Owner | None:
        """Return the owner whose mention ends at a character of a passage."""
        return self._by_end.get((number, end))

    def find_by_start(self, number: int, start: int) -> _Owner | None:
        """Return the owner whose mention starts at a character of a passage."""
        return self._by_start.get((number, start))

    def find_state(self, key: str) -> Cluster | None:
        """Return the state with a key."""
        return self._states.get(key)


_Groups = dict[str, dict[str, Cluster]]
"""Clusters by the first letters of their owner and by their noun phrase."""


def find_collectives(passages: Sequence[TokenizedPassage], owners: OwnerIndex, lexicon: Lexicon) -> list[Cluster]:
    """Find the groups of a text. Adds the mentions of governments to the clusters of their states."""
    groups: _Groups = {}
    for passage in passages:
        for mention in _find_in_passage(passage, owners, lexicon):
            if mention.state:
                mention.state.mentions.add(mention.span)
            else:
                _add_to_groups(mention, groups, get_span_text(passages, mention.span), lexicon)
    clusters = [cluster for owned in groups.values() for cluster in owned.values()]
    _add_short_forms(passages, groups, lexicon)
    return clusters


def _add_to_groups(mention: _GroupMention, groups: _Groups, form: str, lexicon: Lexicon) -> None:
    """Add a mention to the cluster of its group, which may have another noun phrase."""
    nouns = [word for word in mention.noun_phrase.lower().split() if word in lexicon.words.collectives]
    head = nouns[-1]
    verdict = Verdict(lexicon.words.collectives[head], Confidence.MEDIUM, f"“{head}” after its owner")
    owned = groups.setdefault(mention.owner[:_OWNER_LETTERS], {})
    same_groups = (phrase for phrase in owned if _is_same_group(phrase, mention.noun_phrase, verdict, lexicon))
    key = next(same_groups, mention.noun_phrase)
    owned.setdefault(key, Cluster(mention.name, verdict)).add_form(form, mention.span)


def _is_same_group(noun_phrase: str, other: str, verdict: Verdict, lexicon: Lexicon) -> bool:
    """Check whether two groups of an owner are one: its defense establishment, its security establishment."""
    if noun_phrase == other:
        return True
    if verdict.type != "collective":
        return False
    return _get_distinct_words(noun_phrase, lexicon) == _get_distinct_words(other, lexicon)


def _get_distinct_words(noun_phrase: str, lexicon: Lexicon) -> list[str]:
    return [word for word in noun_phrase.split() if word not in lexicon.words.same_fields]


def _find_in_passage(passage: TokenizedPassage, owners: OwnerIndex, lexicon: Lexicon) -> Iterator[_GroupMention]:
    """Find the mentions of groups in a passage; they do not overlap."""
    last_end = 0
    for position, token in enumerate(passage.tokens):
        if token.start < last_end:
            continue
        mention = (
            _match_after_owner(passage, position, owners, lexicon)
            or _match_before_owner(passage, position, owners, lexicon)
            or _match_before_demonym(passage, position, owners, lexicon)
        )
        if mention:
            yield mention
            last_end = mention.span.end


def _find_group_end(passage: TokenizedPassage, start: int, lexicon: Lexicon) -> int:
    """Return the end of the words for a group that begin at a token; 0 if there are none."""
    words = lexicon.words
    for position in range(start, start + MAX_MODIFIERS + 1):
        token = passage.get_token(position)
        if token.is_capitalized or token.is_mark or (position > start and not passage.is_adjacent(position)):
            return 0
        has_modifier = position > start or token.folded in words.collectives_alone
        is_head = token.folded in words.collectives and has_modifier
        if is_head and not is_noun_continuation(passage, position + 1, lexicon):
            return position + 1
        if token.folded not in words.modifiers:
            return 0
    return 0


def _match_after_owner(
    passage: TokenizedPassage, position: int, owners: OwnerIndex, lexicon: Lexicon
) -> _GroupMention | None:
    """Match a group after its owner, which ends with the token: Hamas’ military wing, the Israeli government."""
    token = passage.tokens[position]
    owner = owners.find_by_end(passage.number, token.end)
    if owner is None and not lexicon.is_demonym(token):
        return None
    noun_start = position + 1
    has_possessive = passage.get_folded(noun_start) in POSSESSIVE_ENDINGS
    if has_possessive and passage.tokens[noun_start].start == token.end:
        noun_start += 1
    stop = _find_group_end(passage, noun_start, lexicon) if passage.is_adjacent(noun_start) else 0
    if not stop:
        return None
    start = owner.mention.start if owner else token.start
    span = TextSpan(passage.number, start, passage.tokens[stop - 1].end)
    noun_phrase = _join_words(passage, passage.tokens[noun_start].start, span.end)
    is_owned_by_state = owner is None or owner.cluster.verdict.type == "state"
    state = owner.cluster if owner and is_owned_by_state else owners.find_state(lexicon.find_country(token.folded))
    is_government = passage.get_folded(stop - 1) in lexicon.words.governments and stop == noun_start + 1
    if is_owned_by_state:
        name = _join_words(passage, start, span.end)
    else:
        name = f"{_join_words(passage, start, token.end)} {noun_phrase}"
    return _GroupMention(token.folded, noun_phrase, name, span, state if is_government else None)


def _join_words(passage: TokenizedPassage, start: int, end: int) -> str:
    """Return the text of a range of characters, on one line."""
    return " ".join(passage.text[start:end].split())


def _match_before_owner(
    passage: TokenizedPassage, position: int, owners: OwnerIndex, lexicon: Lexicon
) -> _GroupMention | None:
    """Match a group before its owner that begins with the token: military wing of Hamas, government of Ruvania."""
    words = lexicon.words
    has_article = passage.get_folded(position - 1) in words.articles
    if not has_article or passage.get_folded(position - 2) in _APPOSITION_MARKS:
        return None
    head_position = passage.skip_words(position, position + MAX_MODIFIERS, words.modifiers)
    head = passage.get_folded(head_position)
    is_bare = head_position == position
    is_government = head in words.governments and is_bare
    if head not in words.collectives or (is_bare and not is_government):
        return None
    if passage.get_folded(head_position + 1) not in words.connectors:
        return None
    owner_start = passage.skip_words(head_position + 2, head_position + 3, words.articles)
    owner_token = passage.get_token(owner_start)
    owner = owners.find_by_start(passage.number, owner_token.start)
    if owner is None or (owner.cluster.is_place and not is_government):
        return None
    start = passage.tokens[position].start
    noun_phrase = _join_words(passage, start, passage.tokens[head_position].end)
    name = f"{_join_words(passage, owner.mention.start, owner.mention.end)} {noun_phrase}"
    state = owner.cluster if is_government and owner.cluster.verdict.type == "state" else None
    span = TextSpan(passage.number, start, owner.mention.end)
    return _GroupMention(owner_token.folded, noun_phrase, name, span, state)


def _match_before_demonym(
    passage: TokenizedPassage, position: int, owners: OwnerIndex, lexicon: Lexicon
) -> _GroupMention | None:
    """Match a group before a demonym, in languages that put the adjective after the noun: l’armée israélienne."""
    words = lexicon.words
    head = passage.tokens[position]
    if not words.adjective_endings or head.folded not in words.collectives or head.is_capitalized:
        return None
    modifiers = words.connectors | words.modifiers
    stop = passage.skip_words(position + 1, position + 1 + MAX_MODIFIERS, modifiers)
    demonym = passage.get_token(stop)
    if not demonym.is_adjacent or demonym.is_capitalized or not lexicon.is_demonym(demonym):
        return None
    if stop == position + 1 and head.folded not in words.collectives_alone:
        return None
    span = TextSpan(passage.number, head.start, demonym.end)
    noun_phrase = _join_words(passage, span.start, passage.tokens[stop - 1].end)
    is_government = head.folded in words.governments
    state = owners.find_state(lexicon.find_country(demonym.folded)) if is_government else None
    return _GroupMention(demonym.folded, noun_phrase, _join_words(passage, span.start, span.end), span, state)


_ShortForms = Mapping[tuple[str, ...], Cluster]
"""Groups by the words of a noun phrase that only one group has."""


def _add_short_forms(passages: Sequence[TokenizedPassage], groups: _Groups, lexicon: Lexicon) -> None:
    """Add the mentions of groups without their owner: the defense establishment."""
    clusters_by_words: dict[tuple[str, ...], list[Cluster]] = {}
    for owned in groups.values():
        for noun_phrase, cluster in owned.items():
            clusters_by_words.setdefault(tuple(noun_phrase.lower().split()), []).append(cluster)
    short_forms = {words: clusters[0] for words, clusters in clusters_by_words.items() if len(clusters) == 1}
    for passage, start in list_definite_starts(passages, lexicon):
        _add_short_form(passage, start, short_forms, lexicon)


def _add_short_form(passage: TokenizedPassage, start: int, short_forms: _ShortForms, lexicon: Lexicon) -> None:
    """Add the longest short form that begins at a token."""
    for length in range(MAX_MODIFIERS + 1, 0, -1):
        tokens = passage.tokens[start : start + length]
        cluster = short_forms.get(tuple(token.folded for token in tokens))
        if cluster is None or len(tokens) < length or not is_phrase_end(passage, start + length, lexicon):
            continue
        span = TextSpan(passage.number, tokens[0].start, tokens[-1].end)
        cluster.add_form(_join_words(passage, span.start, span.end), span, alias=length > 1)
        return
