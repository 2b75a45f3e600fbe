"""Clusters of mentions: all forms of one actor's or place's name in a text, and their positions."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator.proposals.actors.entity_typing import EntityClass, MentionGroup, NameMention, Verdict
from generator.proposals.actors.name_span import Position
from generator.proposals.proposal import TextSpan
from generator.text.folding import fold, fold_name

_MAX_CLUSTERS_OF_WORD = 50
"""Clusters that are looked at for a word that very many names have."""
_IGNORED_MARKS = str.maketrans("", "", ".'")
_POSSESSIVE_ENDING = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Cluster:
    """An actor or a place; a known entity has its `id` from the start, a new one gets it at the end."""

    name: str
    verdict: Verdict
    keys: set[str] = field(default_factory=set)
    forms: dict[str, None] = field(default_factory=dict)
    """All forms in the text (an ordered set), as they are written."""
    aliases: dict[str, None] = field(default_factory=dict)
    """The forms that a record should have."""
    mentions: set[TextSpan] = field(default_factory=set)
    id: str = ""
    known: bool = False
    recorded_forms: frozenset[str] = frozenset()
    """The spelled keys of the forms that the record of a known entity has."""

    @classmethod
    def create(cls, group: MentionGroup, verdict: Verdict) -> "Cluster":
        """Create the cluster of a group of mentions."""
        cluster = cls(group.text, verdict)
        cluster.add_group(group, alias=False)
        return cluster

    @property
    def words(self) -> list[str]:
        """The words of its name, as keys have them."""
        return make_key(self.name).split()

    @property
    def is_person(self) -> bool:
        """True if it is a person."""
        return self.verdict.entity_class is EntityClass.PERSON

    @property
    def is_place(self) -> bool:
        """True if it is a place."""
        return self.verdict.entity_class is EntityClass.PLACE

    def add_group(self, group: MentionGroup, *, alias: bool = True) -> None:
        """Add the mentions of a group, and its forms to the aliases."""
        self.keys.add(group.key)
        self.add_mentions(group.mentions)
        if not alias:
            return
        for mention in group.mentions:
            if mention.name.text != self.name:
                self.aliases.setdefault(mention.name.text)

    def add_form(self, form: str, span: TextSpan, *, alias: bool = True) -> None:
        """Add one mention under a form."""
        self.mentions.add(span)
        self.forms.setdefault(form)
        if alias and form != self.name:
            self.aliases.setdefault(form)

    def rename(self, name: str) -> None:
        """Rename it to a fuller name; the forms in the text become aliases."""
        self.aliases |= self.forms
        self.aliases.pop(name, None)
        self.name = name

    def add_mentions(self, mentions: Iterable[NameMention]) -> None:
        """Add mentions without an alias."""
        for mention in mentions:
            self.mentions.add(TextSpan(mention.name.passage.number, *mention.name.char_range))
            self.forms.setdefault(mention.name.text)


def make_key(name: str) -> str:
    """Return the key of all forms of one spelling: no accents, periods or apostrophes, in lower case."""
    return " ".join(_POSSESSIVE_ENDING.sub("", word).translate(_IGNORED_MARKS) for word in map(fold_name, name.split()))


def make_spelled_key(name: str) -> str:
    """Return the key with accents and letters as they are spelled, as the search for known names compares them."""
    words = (_POSSESSIVE_ENDING.sub("", fold(word).text.strip()) for word in name.split())
    return " ".join(words).replace(".", "").lower()


def get_initials(name: str, small_words: Container[str]) -> set[str]:
    """Return the abbreviations that a name may have: initials with and without its small words."""
    all_parts = name.replace("’", "'").replace("-", " ").split()
    parts = [part for part in all_parts if part[:1].isalpha()]
    all_initials = "".join(part[0] for part in parts).upper()
    main_initials = "".join(part[0] for part in parts if part.lower() not in small_words).upper()
    return {all_initials, main_initials} - {""}


def index_mention_ends(clusters: Iterable[Cluster]) -> dict[tuple[int, int], Cluster]:
    """Return the clusters by the passage and the end of each mention."""
    by_end: dict[tuple[int, int], Cluster] = {}
    for cluster in clusters:
        for mention in cluster.mentions:
            by_end[mention.passage, mention.end] = cluster
    return by_end


_NOWHERE = Position(-1, -1)
"""The position before all mentions."""


class ClusterIndex:
    """The clusters of a text, indexed by their keys, words, initials and positions."""

    def __init__(self, known: Sequence[Cluster], small_words: Container[str]) -> None:
        self.clusters: list[Cluster] = []
        self.territories: dict[str, Cluster] = {}
        """Territories by their code in CLDR."""
        self.initials: dict[str, Cluster] = {}
        self._small_words = small_words
        self._by_key: dict[str, Cluster] = {}
        self._by_word: dict[str, dict[int, Cluster]] = {}
        self._positions: dict[int, list[Position]] = {}
        for cluster in known:
            self.add(cluster)

    def add(self, cluster: Cluster) -> None:
        """Add a cluster."""
        self.clusters.append(cluster)
        self.index(cluster)

    def index(self, cluster: Cluster) -> None:
        """Index a cluster by its current name and forms."""
        for key in (*cluster.keys, *map(make_key, (*cluster.forms, cluster.name))):
            self._by_key.setdefault(key, cluster)
        for name_word in cluster.words:
            for word in {name_word, name_word.rpartition("-")[2]}:
                self._by_word.setdefault(word, {})[id(cluster)] = cluster

    def find_by_key(self, key: str) -> Cluster | None:
        """Return the cluster that has a form with this key."""
        return self._by_key.get(key)

    def find_by_words(self, words: Iterable[str]) -> list[Cluster]:
        """Return the clusters whose name has one of the words; for very frequent words only the first clusters."""
        clusters: dict[int, Cluster] = {}
        for word in words:
            if word not in self._small_words:
                clusters |= islice(self._by_word.get(word, {}).items(), _MAX_CLUSTERS_OF_WORD)
        return list(clusters.values())

    def find_by_word(self, word: str, entity_class: EntityClass) -> list[Cluster]:
        """Return the clusters of a class whose name has the word, as `find_by_words` does."""
        return [cluster for cluster in self.find_by_words([word]) if cluster.verdict.entity_class is entity_class]

    def index_initials(self) -> None:
        """Index the names of several words by their initials."""
        for cluster in self.clusters:
            if cluster.is_person or len(cluster.words) < 2:
                continue
            for form in (cluster.name, *cluster.forms):
                for initials in get_initials(form, self._small_words):
                    self.initials.setdefault(initials, cluster)

    def index_positions(self) -> None:
        """Index the current positions of all clusters for `find_last_before`."""
        for cluster in self.clusters:
            positions = [Position(mention.passage, mention.start) for mention in cluster.mentions]
            self._positions[id(cluster)] = [_NOWHERE, *sorted(positions)]

    def find_last_before(self, clusters: Sequence[Cluster], limit: Position) -> Cluster | None:
        """Return the one of the clusters that was named last before a position; None if none was."""
        last_position = _NOWHERE
        last_cluster: Cluster | None = None
        for cluster in clusters:
            positions = self._positions.get(id(cluster), [_NOWHERE])
            position = positions[bisect_left(positions, limit) - 1]
            if position > last_position:
                last_position = position
                last_cluster = cluster
        return last_cluster
