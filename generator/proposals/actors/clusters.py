"""Everything that one actor or place is called in a text, and where."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator.proposals.actors.judging import Group, Seen, Verdict
from generator.proposals.proposal import Words
from generator.proposals.territories import plain

_MANY = 50
_OWNED = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Cluster:
    """An actor or a place: `id` is set from the start where it is known, else at the end."""

    name: str
    verdict: Verdict
    keys: set[str] = field(default_factory=set)
    forms: dict[str, None] = field(default_factory=dict)
    """All that it is called in the text, as it stands there."""
    aliases: dict[str, None] = field(default_factory=dict)
    """Of these, what is worth keeping."""
    mentions: set[Words] = field(default_factory=set)
    id: str = ""
    known: bool = False

    @classmethod
    def of(cls, group: Group, verdict: Verdict) -> "Cluster":
        """The cluster that a group of mentions makes."""
        made = cls(group.text, verdict)
        made.take(group, alias=False)
        return made

    @property
    def tokens(self) -> list[str]:
        """The words of its name, small, as keys have them."""
        return key_of(self.name.split()).split()

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.verdict.type == "person"

    @property
    def is_place(self) -> bool:
        """Whether it is a place."""
        return self.verdict.type == "place"

    def take(self, group: Group, *, alias: bool = True) -> None:
        """Adds the mentions of a group, and its form to the aliases."""
        self.keys.add(group.key)
        self.add(group.seen)
        if alias:
            self.aliases |= dict.fromkeys(one.piece.text for one in group.seen if one.piece.text != self.name)

    def call(self, form: str, words: Words, *, alias: bool = True) -> None:
        """Adds one mention under a form."""
        self.mentions.add(words)
        self.forms.setdefault(form)
        if alias and form != self.name:
            self.aliases.setdefault(form)

    def rename(self, name: str) -> None:
        """Gives it a fuller name; the one it had is an alias if it stands in the text."""
        self.aliases |= dict.fromkeys(form for form in self.forms if form != name)
        self.aliases.pop(name, None)
        self.name = name

    def add(self, seen: Iterable[Seen]) -> None:
        """Adds mentions."""
        for one in seen:
            self.mentions.add(Words(one.piece.line.number, *one.piece.span))
            self.forms.setdefault(one.piece.text)


def key_of(words: Iterable[str]) -> str:
    """What forms of one spelling have in common: no accents, no stops, small letters."""
    return " ".join(_OWNED.sub("", plain(word)).replace(".", "") for word in words)


def initials(words: Sequence[str], small: Container[str]) -> set[str]:
    """The abbreviations that a name may have: initials with and without its small words."""
    parts = [part for word in words for part in word.replace("’", "'").split("-") if part[:1].isalpha()]
    long = "".join(part[0] for part in parts).upper()
    return {long, "".join(part[0] for part in parts if part.lower() not in small).upper()}


_Place = tuple[int, int]


class Shelf:
    """The clusters of a text as they are found, to be looked up by their words."""

    def __init__(self, known: Sequence[Cluster], small: Container[str]) -> None:
        self.clusters: list[Cluster] = []
        self.lands: dict[str, Cluster] = {}
        """By the code of CLDR."""
        self.initials: dict[str, Cluster] = {}
        self._small = small
        self._by_key: dict[str, Cluster] = {}
        self._by_word: dict[str, dict[int, Cluster]] = {}
        self._places: dict[int, list[_Place]] = {}
        for cluster in known:
            self.add(cluster)

    def add(self, cluster: Cluster) -> None:
        """Puts a cluster on the shelf."""
        self.clusters.append(cluster)
        self.index(cluster)

    def index(self, cluster: Cluster) -> None:
        """Makes a cluster found by its name and forms as they are now."""
        for key in (*cluster.keys, *map(_key, cluster.forms), _key(cluster.name)):
            self._by_key.setdefault(key, cluster)
        for token in cluster.tokens:
            for word in {token, token.rpartition("-")[2]}:
                self._by_word.setdefault(word, {})[id(cluster)] = cluster

    def called(self, key: str) -> Cluster | None:
        """The cluster that is called so."""
        return self._by_key.get(key)

    def near(self, words: Iterable[str]) -> list[Cluster]:
        """Clusters in whose name one of the words stands; of a word that very many have, the first of them."""
        found: dict[int, Cluster] = {}
        for word in words:
            if word not in self._small:
                found |= islice(self._by_word.get(word, {}).items(), _MANY)
        return list(found.values())

    def note_initials(self) -> None:
        """Makes names of several words found by their initials."""
        for cluster in self.clusters:
            if not cluster.is_person and len(cluster.tokens) > 1:
                for form in (cluster.name, *cluster.forms):
                    for letters in initials(form.split(), self._small):
                        self.initials.setdefault(letters, cluster)

    def note_places_in_text(self) -> None:
        """Makes `last` know where clusters are named up to now."""
        self._places = {id(one): sorted((m.passage, m.start) for m in one.mentions) for one in self.clusters}

    def last(self, clusters: Sequence[Cluster], seen: Seen) -> Cluster | None:
        """Which of the clusters was named last before a mention; None where none was."""
        here = (seen.piece.line.number, seen.piece.span[0])
        best: tuple[_Place, Cluster] | None = None
        for cluster in clusters:
            places = self._places.get(id(cluster), [])
            at = bisect_left(places, here)
            if at and (best is None or places[at - 1] > best[0]):
                best = (places[at - 1], cluster)
        return best[1] if best else None


def _key(form: str) -> str:
    return key_of(form.split())
