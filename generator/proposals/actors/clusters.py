"""Everything that one actor or place is called in a text, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.proposals.actors.judging import Group, Seen, Verdict
from generator.proposals.proposal import Words
from generator.proposals.territories import plain

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
        for one in group.seen:
            if alias and one.piece.text != self.name:
                self.aliases.setdefault(one.piece.text)

    def call(self, form: str, words: Words, *, alias: bool = True) -> None:
        """Adds one mention under a form."""
        self.mentions.add(words)
        self.forms.setdefault(form)
        if alias and form != self.name:
            self.aliases.setdefault(form)

    def add(self, seen: Iterable[Seen]) -> None:
        """Adds mentions."""
        for one in seen:
            self.mentions.add(Words(one.piece.line.number, *one.piece.span))
            self.forms.setdefault(one.piece.text)


def key_of(words: Iterable[str]) -> str:
    """What forms of one spelling have in common: no accents, no stops, small letters."""
    return " ".join(_OWNED.sub("", plain(word)).replace(".", "") for word in words)
