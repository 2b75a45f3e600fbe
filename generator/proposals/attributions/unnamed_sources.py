"""Sources that no mention covers, in the words of the text, with the actor or the place that they belong to."""

from collections.abc import Mapping, Sequence

from generator.proposals.attributions.noun_phrases import NounPhrase
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.inputs import EntityMention
from generator.proposals.proposal import ProposedVoice
from generator.proposals.token_patterns import TokenPattern
from generator.text.folding import normalize_marks

_MIN_STEM = 4
"""Letters that the name of a state and its demonym share, at least."""
_MAX_ENDING = 4
"""Letters of the demonym after these, at most."""
_VOWELS = "aeiou"
_COMMON_WORD = TokenPattern("[^start & word & roles|determiners|qualities]")
"""The first word of a sentence, if its capital does not belong to it."""
_ADJECTIVE = TokenPattern("[word & capitalized]")


def describe_unnamed_voice(sentence: Sentence, phrase: NounPhrase, owner: str | None) -> ProposedVoice:
    """Return the voice of a noun phrase; `owner` is the actor that a pronoun or an adjective in it means."""
    tokens = sentence.tokens[phrase.start : phrase.stop]
    text = " ".join(sentence.text[tokens[0].start : tokens[-1].end].split())
    if sentence.match(_COMMON_WORD, phrase.start):
        text = text[:1].lower() + text[1:]
    first_ids: dict[str, str] = {}
    for token in tokens:
        if token.mention:
            first_ids.setdefault(token.mention.kind, token.mention.id)
    return ProposedVoice(unnamed=text, within=owner or first_ids.get("actor"), place=first_ids.get("place"))


class StateIndex:
    """The states of a text, found by the adjectives made from their names: "Belmaran officials"."""

    def __init__(self, mentions: Sequence[EntityMention], texts: Sequence[str]) -> None:
        by_stem: dict[str, str] = {}
        for mention in mentions:
            if mention.type == "state":
                name = texts[mention.passage][mention.start : mention.end]
                by_stem[normalize_marks(name).lower().rstrip(_VOWELS)] = mention.id
        self._by_stem: Mapping[str, str] = by_stem

    def find_owner(self, sentence: Sentence, phrase: NounPhrase) -> str | None:
        """Return the state whose officials a phrase means; former officials belong to none."""
        is_former = sentence.has_any("former", phrase.start, phrase.stop)
        if is_former or not sentence.has("officeholders", phrase.head):
            return None
        for adjective in sentence.find_all(_ADJECTIVE, phrase.start, phrase.stop):
            if state := self._find_state(sentence.words[adjective.start]):
                return state
        return None

    def _find_state(self, adjective: str) -> str | None:
        for length in range(1, _MAX_ENDING + 1):
            stem = adjective[:-length].rstrip(_VOWELS)
            if len(stem) >= _MIN_STEM and stem in self._by_stem:
                return self._by_stem[stem]
        return None
