"""Cue verbs and phrases as a language's file writes them, indexed by their forms and first words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
    """Lists of phrases of one or several words by key, to be matched in a list of words."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._by_first_word: defaultdict[str, dict[str, list[tuple[str, ...]]]] = defaultdict(dict)
        for key, phrases in lists.items():
            for phrase in sorted(map(normalize_marks, phrases), key=lambda phrase: -len(phrase.split())):
                words = tuple(phrase.split())
                self._by_first_word[words[0]].setdefault(key, []).append(words)

    def find_tags(self, words: tuple[str, ...], position: int) -> Iterator[str]:
        """Yield a tag for each list with a phrase at a position: its key, and the words of its longest phrase."""
        for key, phrases in self._by_first_word.get(words[position], {}).items():
            for phrase in phrases:
                if words[position : position + len(phrase)] == phrase:
                    yield f"{key}:{len(phrase)}"
                    break


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
