"""Cue verbs and phrases as a language's file writes them, indexed by their forms and first words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict

from generator.model.kinds import AttributionKind
from generator.text.folding import normalize_marks

ContentFrame = Literal[
    "clause",
    "that",
    "quote",
    "person",
    "object",
    "infinitive",
    "order",
    "accused",
    "reflexive",
    "figure",
    "as",
    "about",
]
FORM_NAMES = ("plural", "singular", "past", "gerund", "participle")


def _normalize_all(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(normalize_marks, words))


FoldedWords = Annotated[frozenset[str], AfterValidator(_normalize_all)]
"""Words in lower case, with plain apostrophes."""


class Phrases:
    """Phrases of one or several words, to be matched in a list of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(map(normalize_marks, phrases), key=lambda phrase: -len(phrase.split())):
            first_word, *rest = phrase.split()
            self._by_first_word.setdefault(first_word, []).append(tuple(rest))

    def match_length(self, words: Sequence[str], index: int) -> int:
        """Return the number of words of the longest phrase at `index`; 0 if there is none."""
        if not 0 <= index < len(words):
            return 0
        for rest in self._by_first_word.get(words[index], ()):
            if tuple(words[index + 1 : index + 1 + len(rest)]) == rest:
                return 1 + len(rest)
        return 0


class VerbGroup(BaseModel):
    """A group of cue verbs that are used alike."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: AttributionKind
    takes: frozenset[ContentFrame]
    forms: tuple[str, ...]
    believed: bool = False
    contested: bool = False
    weak: bool = False
    needs: FoldedWords = frozenset()

    def iterate_forms(self) -> "Iterator[tuple[str, CueVerb]]":
        """Yield each form of each verb."""
        for entry in self.forms:
            words, _, particle = map(str.strip, normalize_marks(entry).partition("+"))
            forms = words.split()
            forms_by_name = dict(zip(FORM_NAMES, forms, strict=False))
            forms_by_name.setdefault("participle", forms_by_name.get("past", forms[0]))
            for form in dict.fromkeys(forms_by_name.values()):
                form_names = frozenset(name for name, named_form in forms_by_name.items() if named_form == form)
                yield form, CueVerb(forms[0], form_names, tuple(particle.split()), self)


class CueVerb(NamedTuple):
    """One form of a verb of saying, judging or believing. `forms` are the names of the form: `said` has two."""

    lemma: str
    forms: frozenset[str]
    particle: tuple[str, ...]
    group: VerbGroup

    @property
    def kind(self) -> AttributionKind:
        """The kind of its content."""
        return self.group.kind

    @property
    def takes(self) -> frozenset[ContentFrame]:
        """The frames of content that it takes."""
        return self.group.takes
