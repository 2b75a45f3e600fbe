"""Whom a noun phrase means, by what the text has named so far: `he`, `the group`, `the minister`, `the report`.

A pronoun means the last voice that fits, or else what the sentence before begins with, as the subject of one sentence
mostly goes on in the next. What no mention covers is an unnamed voice, in the words of the text.
"""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from generator.proposals.attributions.nouns import Noun, first_noun
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import NAME, PLACE, WORD, Sentence, Unit
from generator.proposals.given import Mention
from generator.proposals.proposal import ProposedVoice
from generator.text.characters import fold

_MEMORY = 6
"""Sentences back to which a pronoun reaches."""
_NEAR = 30
"""Units before a pronoun that are looked through in its own sentence."""
_PERSON, _STATE = "person", "state"
_STEM, _ENDING = 4, 4
"""Letters that the name of a state and of its people share at least, and by which the latter is longer at most."""

Voices = tuple[ProposedVoice, ...]


class Named(NamedTuple):
    """Something that a pronoun may mean. `sort` is person, body or plural; `spoke`: it is a voice there."""

    sentence: int
    end: int
    voices: Voices
    sort: str
    spoke: bool = False
    type: str = ""


class Discourse:
    """What the text has named up to the sentence that is being read."""

    def __init__(self, rules: Rules, mentions: Sequence[Mention] = (), texts: Sequence[str] = ()) -> None:
        self._rules = rules
        self._recent: deque[Named] = deque(maxlen=200)
        self._titles: dict[str, ProposedVoice] = {}
        self._spoken: set[ProposedVoice] = set()
        self._nouns: dict[str, Voices] = {}
        self._publishers: Voices = ()
        self._words: dict[str, Mention] = {}
        self._states = {
            fold(texts[m.passage][m.start : m.end]).lower().rstrip("aeiou"): m.id for m in mentions if m.type == _STATE
        }

    def enter(self, sentence: Sentence) -> None:
        """Notes whom the sentence names, before its voices are read."""
        units = sentence.units
        subject = first_noun(sentence, self._rules)
        if subject and subject.sort == "people" and not subject.plural and self._is_one(sentence, subject):
            end = units[subject.last - 1].end
            self._recent.append(Named(sentence.number, end, (self._unnamed(sentence, subject),), "person"))
        for at, unit in enumerate(units):
            if not unit.mention or unit.sort != NAME:
                continue
            voice = ProposedVoice(actor=unit.mention.id)
            person = unit.mention.type == _PERSON or not unit.mention.type
            sort = "person" if unit.mention.type == _PERSON else "body" if unit.mention.type else "any"
            self._recent.append(Named(sentence.number, unit.end, (voice,), sort, type=unit.mention.type))
            if person:
                for noun in (*self._title_before(units, at), *self._title_after(units, at)):
                    self._titles[noun] = voice
            if unit.mention.type != _PERSON:
                for word in unit.low.split():
                    self._words[word] = unit.mention

    def _is_one(self, sentence: Sentence, noun: Noun) -> bool:
        return sentence.lows[noun.first] not in self._rules.distributive

    def _title_before(self, units: tuple[Unit, ...], at: int) -> list[str]:
        """The office in "Mayor Anna Berg", "the harbour’s spokesman Jon Lind" and "the mayor, Anna Berg,"."""
        if at and units[at - 1].low == ",":
            at -= 1
            start = at
            while start and units[start - 1].is_nominal and at - start < _NEAR:
                start -= 1
            if start == at or units[start].low not in self._rules.definite:
                return []
            words = [unit for unit in units[start:at] if unit.sort == WORD]
            found = [unit.low for unit in words if unit.low in self._rules.people]
            return found[:1]
        before = units[at - 1] if at else None
        return [before.low] if before and before.low in self._rules.people else []

    def _title_after(self, units: tuple[Unit, ...], at: int) -> list[str]:
        """The office in "Anna Berg, the mayor of the town,"."""
        if at + 1 >= len(units) or units[at + 1].low != ",":
            return []
        words = []
        for unit in units[at + 2 : at + 2 + _NEAR]:
            if not unit.is_nominal or unit.low in self._rules.relatives:
                break
            words.append(unit.low)
        found = [word for word in words if word in self._rules.people]
        starts = bool(words) and (words[0] in self._rules.determiners or words[0] in self._rules.people)
        return found[:1] if starts or len(words) < 6 else []

    def voices(self, sentence: Sentence, found: list[Noun]) -> Voices:
        """The voices that noun phrases mean, each once; none where one of them means nobody."""
        all_voices: list[ProposedVoice] = []
        for noun in found:
            voices = self._meant(sentence, noun)
            if not voices and len(found) == 1:
                return ()
            all_voices.extend(voice for voice in voices if voice not in all_voices)
        return tuple(all_voices)

    def note(self, sentence: Sentence, found: list[Noun], voices: Voices, *, reports: bool) -> None:
        """Remembers who has spoken, for the pronouns that follow."""
        if not voices or not found:
            return
        self._spoken.update(voices)
        noun = found[-1]
        sort = "plural" if len(voices) > 1 or noun.plural else self._sort(sentence, noun)
        end = sentence.units[noun.last - 1].end
        self._recent.append(Named(sentence.number, end, voices, sort, spoke=True))
        if len(found) == 1 and noun.sort not in {"pronoun", NAME, PLACE}:
            self._nouns[sentence.units[noun.head].low] = voices
        if reports:
            self._publishers = voices

    def _sort(self, sentence: Sentence, noun: Noun) -> str:
        unit = sentence.units[noun.head]
        if unit.mention:
            return "person" if unit.mention.type == _PERSON else "body" if unit.mention.type else "any"
        if noun.sort == "pronoun":
            return "person" if unit.low in self._rules.pronouns.person else "body"
        return "person" if noun.sort in {"people", "other"} else "body"

    def have_spoken(self, voices: Voices) -> bool:
        """Whether all of these are voices of what was read so far."""
        return self._spoken.issuperset(voices)

    def last_voices(self, sentence: Sentence, reach: int = 1) -> Voices:
        """Who spoke last, at most `reach` sentences before."""
        for named in reversed(self._recent):
            if named.sentence < sentence.number - reach:
                return ()
            if named.spoke and named.sentence < sentence.number:
                return named.voices
        return ()

    def first_person(self, sentence: Sentence) -> Voices:
        """The one person that the sentence before names; none where there are two."""
        people = {
            named.voices for named in self._recent if named.sentence == sentence.number - 1 and named.sort == _PERSON
        }
        return people.pop() if len(people) == 1 else ()

    def _meant(self, sentence: Sentence, noun: Noun) -> Voices:
        unit = sentence.units[noun.head]
        if noun.sort == NAME and unit.mention:
            return (ProposedVoice(actor=unit.mention.id),)
        if noun.sort == "pronoun":
            return self._pronoun(sentence, unit)
        return self._defined(sentence, noun) or (self._unnamed(sentence, noun),)

    def _pronoun(self, sentence: Sentence, unit: Unit) -> Voices:
        pronouns = self._rules.pronouns
        if unit.low in pronouns.person:
            wanted = {"person", "any"}
        else:
            wanted = {"plural", "body"} if unit.low in pronouns.plural else {"body", "any"}
        fitting = [
            named
            for named in self._recent
            if named.sort in wanted
            and sentence.number - _MEMORY <= named.sentence <= sentence.number
            and (named.sentence < sentence.number or (named.end <= unit.start and named.voices[0].actor))
        ]
        if not fitting:
            return ()
        if unit.low in pronouns.plural:
            plural = [named for named in fitting if named.sort == "plural" and named.sentence >= sentence.number - 2]
            fitting = plural or fitting
        latest = max(named.sentence for named in fitting)
        there = [named for named in fitting if named.sentence == latest]
        spoke = [named for named in there if named.spoke]
        chosen = (spoke or there)[-1 if spoke else 0]
        self._recent.append(chosen._replace(sentence=sentence.number, end=unit.end, spoke=False))
        return chosen.voices

    def _defined(self, sentence: Sentence, noun: Noun) -> Voices:
        """What "the mayor", "the group" or "the report" means, where it was named before."""
        units = sentence.units[noun.first : noun.last]
        head = sentence.units[noun.head].low
        if noun.sort == "publications" and (mention := self._publisher(sentence, noun)):
            return (ProposedVoice(actor=mention.id),)
        if units[0].low not in self._rules.definite:
            return ()
        if noun.sort == "publications":
            return self._publishers if len(units) <= 2 else ()
        if any(unit.mention for unit in units):
            return ()
        if head in self._titles and not noun.plural and len(units) <= 3:
            return (self._titles[head],)
        if noun.sort == "bodies" and len(units) <= 3:
            if mention := self._words.get(head):
                return (ProposedVoice(actor=mention.id),)
            types = {kind for kind, words in self._rules.anaphors.items() if head in words}
            if types and (body := self._last_body(sentence, types)):
                return body
        return self._nouns.get(head, ()) if len(units) <= 3 else ()

    def _publisher(self, sentence: Sentence, noun: Noun) -> Mention | None:
        """Whose a publication is: "the council’s report", "a report by the council"."""
        for at in range(noun.first, noun.last):
            unit = sentence.units[at]
            if unit.sort == NAME and (at < noun.head or sentence.lows[at - 1] in self._rules.issued_by):
                return unit.mention
        return None

    def _last_body(self, sentence: Sentence, types: set[str]) -> Voices:
        """The body of these types that was named last."""
        for named in reversed(self._recent):
            if named.type in types and named.sentence < sentence.number:
                return named.voices
        return ()

    def _unnamed(self, sentence: Sentence, noun: Noun) -> ProposedVoice:
        units = sentence.units[noun.first : noun.last]
        words = " ".join(sentence.text[units[0].start : units[-1].end].split())
        if noun.first == 0 and units[0].sort == WORD and self._is_common(units[0].low):
            words = words[:1].lower() + words[1:]
        mentions = [unit.mention for unit in units if unit.mention]
        within = self._owner(sentence, units[0]) or next((m.id for m in mentions if m.kind != "place"), None)
        if not within and self._holds_office(sentence, noun):
            within = next((state for unit in units if (state := self._state_of(unit))), None)
        place = next((mention.id for mention in mentions if mention.kind == "place"), None)
        return ProposedVoice(unnamed=words, within=within, place=place)

    def _owner(self, sentence: Sentence, unit: Unit) -> str | None:
        """Whom "its" in "its embassy" means, if an actor."""
        pronoun = next((key for key, words in self._rules.possessives.items() if unit.low in words), None)
        if pronoun is None:
            return None
        stands_for = unit._replace(low=min(getattr(self._rules.pronouns, pronoun)))
        voices = self._pronoun(sentence, stands_for)
        return voices[0].actor if voices else None

    def _holds_office(self, sentence: Sentence, noun: Noun) -> bool:
        lows = sentence.lows[noun.first : noun.last]
        return sentence.lows[noun.head] in self._rules.officeholders and not self._rules.former.intersection(lows)

    def _state_of(self, unit: Unit) -> str | None:
        """The state that an adjective is made from, by their common beginning."""
        if unit.sort != WORD or not unit.capital:
            return None
        for cut in range(1, _ENDING + 1):
            stem = unit.low[:-cut].rstrip("aeiou")
            if len(stem) >= _STEM and stem in self._states:
                return self._states[stem]
        return None

    def _is_common(self, low: str) -> bool:
        rules = self._rules
        return low in rules.roles or low in rules.determiners or low in rules.qualities
