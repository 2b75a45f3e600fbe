"""Verbs and phrases as the file of a language writes them, made ready to be looked up by their first word."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict

from generator.model.kinds import AttributionKind
from generator.text.characters import fold

Frame = Literal[
    "clause", "that", "quote", "person", "thing", "infinitive", "order", "accused", "reflexive", "figure", "as", "about"
]
FORMS = ("plural", "singular", "past", "gerund", "participle")


def _folded(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


Words = Annotated[frozenset[str], AfterValidator(_folded)]
"""Words in small letters, with plain apostrophes."""


class Phrases:
    """Phrases of one word or several, looked for in a list of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(map(fold, phrases), key=lambda phrase: -len(phrase.split())):
            first, *rest = phrase.split()
            self._by_first.setdefault(first, []).append(tuple(rest))

    def at(self, words: Sequence[str], index: int) -> int:
        """How many words the longest phrase at `index` has; 0 for none."""
        for rest in self._by_first.get(words[index], ()) if 0 <= index < len(words) else ():
            if tuple(words[index + 1 : index + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0


class VerbGroup(BaseModel):
    """Verbs that are used alike."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: AttributionKind
    takes: frozenset[Frame]
    forms: tuple[str, ...]
    believed: bool = False
    contested: bool = False
    weak: bool = False
    needs: Words = frozenset()

    def inflected(self) -> "Iterator[tuple[str, Verb]]":
        """Each form of each verb."""
        for written in self.forms:
            words, _, particle = map(str.strip, fold(written).partition("+"))
            forms = words.split()
            named = dict(zip(FORMS, forms, strict=False))
            named.setdefault("participle", named.get("past", forms[0]))
            for form in dict.fromkeys(named.values()):
                slots = frozenset(slot for slot, word in named.items() if word == form)
                yield form, Verb(forms[0], slots, particle, self)


class Verb(NamedTuple):
    """One form of a verb of saying, judging or believing. `forms` are all that it can be: `said` is two."""

    lemma: str
    forms: frozenset[str]
    particle: str
    group: VerbGroup

    @property
    def kind(self) -> AttributionKind:
        """The kind of what is said by it."""
        return self.group.kind

    @property
    def takes(self) -> frozenset[Frame]:
        """What may come after it."""
        return self.group.takes
