"""Voices that no mention covers, in the words of the text, with the actor or the place that they belong to."""

from collections.abc import Mapping, Sequence

from generator.proposals.attributions.nouns import Noun
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import WORD, Sentence
from generator.proposals.given import Mention
from generator.proposals.proposal import ProposedVoice
from generator.text.characters import fold

_STEM, _ENDING = 4, 4
"""Letters that the name of a state and of its people share at least, and by which the latter is longer at most."""
_VOWELS = "aeiou"


def unnamed(sentence: Sentence, noun: Noun, rules: Rules, owner: str | None) -> ProposedVoice:
    """The voice of a noun phrase; `owner` is whose it is, where a pronoun or an adjective says so."""
    units = sentence.units[noun.first : noun.last]
    words = " ".join(sentence.text[units[0].start : units[-1].end].split())
    low = units[0].low
    common = low in rules.roles or low in rules.determiners or low in rules.qualities
    if noun.first == 0 and units[0].sort == WORD and common:
        words = words[:1].lower() + words[1:]
    mentions = [unit.mention for unit in units if unit.mention]
    within = next((mention.id for mention in mentions if mention.kind != "place"), None)
    place = next((mention.id for mention in mentions if mention.kind == "place"), None)
    return ProposedVoice(unnamed=words, within=owner or within, place=place)


class States:
    """The states of a text, known by the adjectives that are made from their names: "Belmaran officials"."""

    def __init__(self, mentions: Sequence[Mention], texts: Sequence[str]) -> None:
        named = [(texts[m.passage][m.start : m.end], m.id) for m in mentions if m.type == "state"]
        self._by_stem: Mapping[str, str] = {fold(name).lower().rstrip(_VOWELS): state for name, state in named}

    def of(self, sentence: Sentence, noun: Noun, rules: Rules) -> str | None:
        """The state whose officials these are, but no former ones."""
        units = sentence.units[noun.first : noun.last]
        if sentence.lows[noun.head] not in rules.officeholders or any(unit.low in rules.former for unit in units):
            return None
        words = [unit.low for unit in units if unit.sort == WORD and unit.capital]
        return next((state for word in words if (state := self._state(word))), None)

    def _state(self, word: str) -> str | None:
        for cut in range(1, _ENDING + 1):
            stem = word[:-cut].rstrip(_VOWELS)
            if len(stem) >= _STEM and stem in self._by_stem:
                return self._by_stem[stem]
        return None
