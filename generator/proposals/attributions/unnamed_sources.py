"""Sources that no mention covers, in the words of the text, with the actor or the place that they belong to."""

from collections.abc import Mapping, Sequence

from generator.proposals.attributions.noun_phrases import NounPhrase
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import WORD
from generator.proposals.inputs import EntityMention
from generator.proposals.proposal import ProposedVoice
from generator.text.folding import normalize_marks

_MIN_STEM = 4
"""Letters that the name of a state and its demonym share, at least."""
_MAX_ENDING = 4
"""Letters of the demonym after these, at most."""
_VOWELS = "aeiou"


def describe_unnamed_voice(sentence: Sentence, phrase: NounPhrase, rules: Rules, owner: str | None) -> ProposedVoice:
    """Return the voice of a noun phrase; `owner` is the actor that a pronoun or an adjective in it means."""
    tokens = sentence.tokens[phrase.start : phrase.stop]
    text = " ".join(sentence.text[tokens[0].start : tokens[-1].end].split())
    first_word = tokens[0].folded
    is_common = first_word in rules.roles or first_word in rules.determiners or first_word in rules.qualities
    if phrase.start == 0 and tokens[0].category == WORD and is_common:
        text = text[:1].lower() + text[1:]
    actor = place = None
    for token in tokens:
        if token.mention is None:
            continue
        if token.mention.kind == "place":
            place = place or token.mention.id
        else:
            actor = actor or token.mention.id
    return ProposedVoice(unnamed=text, within=owner or actor, place=place)


class StateIndex:
    """The states of a text, found by the adjectives made from their names: "Belmaran officials"."""

    def __init__(self, mentions: Sequence[EntityMention], texts: Sequence[str]) -> None:
        by_stem: dict[str, str] = {}
        for mention in mentions:
            if mention.type == "state":
                name = texts[mention.passage][mention.start : mention.end]
                by_stem[normalize_marks(name).lower().rstrip(_VOWELS)] = mention.id
        self._by_stem: Mapping[str, str] = by_stem

    def find_owner(self, sentence: Sentence, phrase: NounPhrase, rules: Rules) -> str | None:
        """Return the state whose officials a phrase means; former officials belong to none."""
        tokens = sentence.tokens[phrase.start : phrase.stop]
        if sentence.words[phrase.head] not in rules.officeholders:
            return None
        if sentence.has_any("former", phrase.start, phrase.stop):
            return None
        for token in tokens:
            if token.category == WORD and token.is_capitalized and (state := self._find_state(token.folded)):
                return state
        return None

    def _find_state(self, adjective: str) -> str | None:
        for length in range(1, _MAX_ENDING + 1):
            stem = adjective[:-length].rstrip(_VOWELS)
            if len(stem) >= _MIN_STEM and stem in self._by_stem:
                return self._by_stem[stem]
        return None
