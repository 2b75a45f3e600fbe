"""Groups that a text names in lower case with their owner: the Israeli defense establishment, Hamas’ military wing.

The government of a state is the state itself. The name of a group without its owner is its short form.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.proposals.actors.clusters import Cluster
from generator.proposals.actors.entity_typing import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.lowercase_orgs import NOUN_CONTINUATION, PHRASE_END, list_definite_starts
from generator.proposals.actors.tagging import TaggedPassage
from generator.proposals.proposal import Confidence, TextSpan
from generator.proposals.token_patterns import TokenPattern

_OWNER_LETTERS = 5
"""Letters that a country and its demonym share: Israel, Israeli."""
_MAX_WORDS = 4
"""Words of a group without its owner, at most."""
_AFTER_OWNER = TokenPattern(f"""
    [possessive_ending & touching]?
    (?P<noun>
        [lowercase & collectives & collectives_alone]
      | [lowercase & modifiers] [lowercase & modifiers]{{0,2}}? [lowercase & collectives]
    )
    (?! {NOUN_CONTINUATION} )
""")
"""A group after its owner, unless its noun is an attribute: the Israeli military operation."""
_BEFORE_OWNER = TokenPattern("""
    (?P<noun> [modifiers]{1,3}+ [collectives] | [collectives & governments & !modifiers] )
    [connectors] [articles]?+ (?P<owner> [] )
""")
_BEFORE_DEMONYM = TokenPattern("""
    (?P<noun> [collectives_before_adjectives & !capitalized]
        (?: [connectors|modifiers]{1,3}+ | (?= [^collectives_alone & !connectors|modifiers] ) )
    )
    (?P<demonym> [demonym & adjacent & !capitalized] )
""")
_DEFINITE_ARTICLE = TokenPattern("[articles & !^comma|^dash]")
"""An article, except in an apposition: Hamas, the government of Gaza."""


class _GroupMention(NamedTuple):
    """A mention of a group: `owner` and `noun_phrase` identify it; `state` is its owner if that is a state."""

    owner: str
    noun_phrase: str
    name: str
    span: TextSpan
    state: Cluster | None
    is_government: bool


class _Owner(NamedTuple):
    """A mention of an actor, a place or a people that may own a group; `state` is its cluster if it is a state."""

    mention: TextSpan
    state: Cluster | None = None
    is_state: bool = True
    is_place: bool = False


class OwnerIndex:
    """The clusters that may own a group, by the positions of their mentions, and the states by their names."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        self._by_end: dict[tuple[int, int], _Owner] = {}
        self._by_start: dict[tuple[int, int], _Owner] = {}
        self._states: dict[str, Cluster] = {}
        for cluster in clusters:
            if cluster.is_person:
                continue
            is_state = cluster.verdict.type == "state"
            for mention in cluster.mentions:
                owner = _Owner(mention, cluster if is_state else None, is_state, cluster.is_place)
                self._by_end[mention.passage, mention.end] = owner
                self._by_start[mention.passage, mention.start] = owner
            if is_state:
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


class _Group(NamedTuple):
    """A group of an owner; `noun_phrase` names it where it is first mentioned."""

    noun_phrase: str
    cluster: Cluster


_Groups = dict[str, dict[tuple[str, ...], _Group]]
"""Groups by the first letters of their owner, and by the words of their noun phrase that tell them apart."""


def find_collectives(passages: Sequence[TaggedPassage], owners: OwnerIndex, lexicon: Lexicon) -> list[Cluster]:
    """Find the groups of a text. Adds the mentions of governments to the clusters of their states."""
    groups: _Groups = {}
    for passage in passages:
        for mention in _find_in_passage(passage, owners, lexicon):
            if mention.is_government and mention.state:
                mention.state.mentions.add(mention.span)
            else:
                _add_to_groups(mention, groups, passage.get_line(mention.span.start, mention.span.end), lexicon)
    all_groups = [group for owned in groups.values() for group in owned.values()]
    _add_short_forms(passages, all_groups)
    return [group.cluster for group in all_groups]


def _add_to_groups(mention: _GroupMention, groups: _Groups, form: str, lexicon: Lexicon) -> None:
    """Add a mention to its group. A collective is one with any of its fields: its defense or security establishment."""
    nouns = [word for word in mention.noun_phrase.lower().split() if word in lexicon.words.collectives]
    head = nouns[-1]
    verdict = Verdict(lexicon.words.collectives[head], Confidence.MEDIUM, f"“{head}” after its owner")
    ignored_words = lexicon.words.same_fields if verdict.type == "collective" else frozenset()
    key = tuple(word for word in mention.noun_phrase.split() if word not in ignored_words)
    owned = groups.setdefault(mention.owner[:_OWNER_LETTERS], {})
    group = owned.setdefault(key, _Group(mention.noun_phrase, Cluster(mention.name, verdict)))
    group.cluster.add_form(form, mention.span)


def _find_in_passage(passage: TaggedPassage, owners: OwnerIndex, lexicon: Lexicon) -> Iterator[_GroupMention]:
    """Find the mentions of groups in a passage; they do not overlap."""
    last_end = 0
    for position, token in enumerate(passage.tokens):
        if token.start < last_end:
            continue
        mention = (
            _match_after_owner(passage, position, owners, lexicon)
            or _match_before_owner(passage, position, owners)
            or _match_before_demonym(passage, position, owners, lexicon)
        )
        if mention:
            yield mention
            last_end = mention.span.end


def _match_after_owner(
    passage: TaggedPassage, position: int, owners: OwnerIndex, lexicon: Lexicon
) -> _GroupMention | None:
    """Match a group after its owner, which ends with the token: Hamas’ military wing, the Israeli government."""
    token = passage.tokens[position]
    owner = owners.find_by_end(passage.number, token.end) or _find_people(passage, position)
    if owner is None:
        return None
    match = passage.match(_AFTER_OWNER, position + 1)
    if match is None:
        return None
    noun = match.groups["noun"]
    span = TextSpan(passage.number, owner.mention.start, passage.tokens[noun.stop - 1].end)
    noun_phrase = passage.get_text(*noun)
    state = owner.state or owners.find_state(lexicon.find_country(token.folded))
    is_government = noun.size == 1 and passage.has("governments", noun.start)
    full_name = passage.get_line(span.start, span.end)
    name = full_name if owner.is_state else f"{passage.get_line(span.start, token.end)} {noun_phrase}"
    return _GroupMention(token.folded, noun_phrase, name, span, state, is_government)


def _find_people(passage: TaggedPassage, position: int) -> _Owner | None:
    """Return the people that a demonym names."""
    return _Owner(passage.get_span(position, position + 1)) if passage.has("demonym", position) else None


def _match_before_owner(passage: TaggedPassage, position: int, owners: OwnerIndex) -> _GroupMention | None:
    """Match a group before its owner that begins with the token: military wing of Hamas, government of Ruvania."""
    match = passage.match(_BEFORE_OWNER, position)
    if not match or not passage.match(_DEFINITE_ARTICLE, position - 1, position):
        return None
    noun = match.groups["noun"]
    is_government = noun.size == 1
    owner_token = passage.tokens[match.groups["owner"].start]
    owner = owners.find_by_start(passage.number, owner_token.start)
    if owner is None or (owner.is_place and not is_government):
        return None
    noun_phrase = passage.get_text(*noun)
    name = f"{passage.get_line(owner.mention.start, owner.mention.end)} {noun_phrase}"
    span = TextSpan(passage.number, passage.tokens[position].start, owner.mention.end)
    return _GroupMention(owner_token.folded, noun_phrase, name, span, owner.state, is_government)


def _match_before_demonym(
    passage: TaggedPassage, position: int, owners: OwnerIndex, lexicon: Lexicon
) -> _GroupMention | None:
    """Match a group before a demonym, in languages that put the adjective after the noun: l’armée israélienne."""
    match = passage.match(_BEFORE_DEMONYM, position)
    if not match:
        return None
    noun_phrase = passage.get_text(*match.groups["noun"])
    demonym = passage.tokens[match.stop - 1].folded
    state = owners.find_state(lexicon.find_country(demonym))
    name, span = passage.get_text(position, match.stop), passage.get_span(position, match.stop)
    return _GroupMention(demonym, noun_phrase, name, span, state, passage.has("governments", position))


_ShortForms = Mapping[tuple[str, ...], Cluster]
"""Groups by the words of a noun phrase that only one group has."""


def _add_short_forms(passages: Sequence[TaggedPassage], groups: Sequence[_Group]) -> None:
    """Add the mentions of groups without their owner: the defense establishment."""
    clusters_by_words: dict[tuple[str, ...], list[Cluster]] = {}
    for noun_phrase, cluster in groups:
        clusters_by_words.setdefault(tuple(noun_phrase.lower().split()), []).append(cluster)
    short_forms = {words: clusters[0] for words, clusters in clusters_by_words.items() if len(clusters) == 1}
    for passage, start in list_definite_starts(passages):
        _add_short_form(passage, start, short_forms)


def _add_short_form(passage: TaggedPassage, start: int, short_forms: _ShortForms) -> None:
    """Add the longest short form that begins at a token."""
    for stop in range(min(start + _MAX_WORDS, len(passage.tokens)), start, -1):
        cluster = short_forms.get(tuple(token.folded for token in passage.tokens[start:stop]))
        if cluster and passage.match(PHRASE_END, stop):
            cluster.add_form(passage.get_text(start, stop), passage.get_span(start, stop), alias=stop - start > 1)
            return
