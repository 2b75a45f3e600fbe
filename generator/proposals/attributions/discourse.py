"""Whom a noun phrase means, by what the text has named so far: `he`, `the group`, `the minister`, `the report`.

A pronoun means the last voice that fits, or else what the sentence before begins with, as the subject of one sentence
mostly goes on in the next. What no mention covers is an unnamed voice, in the words of the text.
"""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from generator.proposals.attributions.nouns import Noun, first_noun
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.titles import titles
from generator.proposals.attributions.units import NAME, PLACE, Sentence, Unit
from generator.proposals.attributions.unnamed import States, unnamed
from generator.proposals.given import Mention
from generator.proposals.proposal import ProposedVoice

_MEMORY = 6
"""Sentences back to which a pronoun reaches."""
_PERSON = "person"
_SHORT = 3
"""Units of a phrase that only takes up what was named before: "the former mayor"."""

Voices = tuple[ProposedVoice, ...]


class Named(NamedTuple):
    """Something that a pronoun may mean. `sort` is person, body or plural; `spoke`: it is a voice there."""

    sentence: int
    end: int
    voices: Voices
    sort: str
    spoke: bool = False
    type: str = ""
    words: frozenset[str] = frozenset()
    """Those of its name, of an actor."""


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
        self._states = States(mentions, texts)

    def enter(self, sentence: Sentence) -> None:
        """Notes whom the sentence names, before its voices are read."""
        units = sentence.units
        subject = first_noun(sentence, self._rules)
        if subject and subject.sort == "people" and not subject.plural and self._is_new(sentence, subject):
            end = units[subject.last - 1].end
            self._recent.append(Named(sentence.number, end, (self.unnamed(sentence, subject),), "person"))
        for at, unit in enumerate(units):
            if not unit.mention or unit.sort != NAME:
                continue
            voice = ProposedVoice(actor=unit.mention.id)
            person = unit.mention.type == _PERSON or not unit.mention.type
            sort = "person" if unit.mention.type == _PERSON else "body" if unit.mention.type else "any"
            words = frozenset(unit.low.split())
            self._recent.append(Named(sentence.number, unit.end, (voice,), sort, type=unit.mention.type, words=words))
            if person:
                self._titles.update(dict.fromkeys(titles(units, at, self._rules), voice))
            if unit.mention.type != _PERSON:
                for word in unit.low.split():
                    self._words[word] = unit.mention

    def _is_new(self, sentence: Sentence, noun: Noun) -> bool:
        """Whether it is one person, and no name follows: "the director, Ada Holm,"."""
        sorts = [unit.sort for unit in sentence.units[noun.last : noun.last + 2]]
        return NAME not in sorts and sentence.lows[noun.first] not in self._rules.distributive

    def voices(self, sentence: Sentence, found: Sequence[Noun]) -> Voices:
        """The voices that noun phrases mean, each once; none where one of them means nobody."""
        all_voices: list[ProposedVoice] = []
        for noun in found:
            voices = self._meant(sentence, noun)
            if not voices and len(found) == 1:
                return ()
            all_voices.extend(voice for voice in voices if voice not in all_voices)
        return tuple(all_voices)

    def note(self, sentence: Sentence, found: Sequence[Noun], voices: Voices, *, reports: bool) -> None:
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
        return self._defined(sentence, noun) or (self.unnamed(sentence, noun),)

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
        definite = units[0].low in self._rules.definite and len(units) <= _SHORT
        if noun.sort == "publications":
            mention = self._publisher(sentence, noun)
            found = self._publishers if definite and len(units) < _SHORT else ()
            return (ProposedVoice(actor=mention.id),) if mention else found
        if not definite or any(unit.mention for unit in units):
            return ()
        head = sentence.units[noun.head].low
        if head in self._titles and not noun.plural:
            return (self._titles[head],)
        body = self._body(sentence, head) if noun.sort == "bodies" else ()
        return body or self._nouns.get(head, ())

    def _body(self, sentence: Sentence, head: str) -> Voices:
        """What "the ministry" means: a body with that word in its name, or the last that may be called so."""
        if mention := self._words.get(head):
            return (ProposedVoice(actor=mention.id),)
        types = {kind for kind, words in self._rules.anaphors.items() if head in words}
        for named in reversed(self._recent):
            other = head not in self._rules.generic and named.words & self._rules.bodies
            if named.type in types and named.sentence < sentence.number and not other:
                return named.voices
        return ()

    def _publisher(self, sentence: Sentence, noun: Noun) -> Mention | None:
        """Whose a publication is: "the council’s report", "a report by the council"."""
        for at in range(noun.first, noun.last):
            unit = sentence.units[at]
            before = sentence.lows[at - 2 if sentence.lows[at - 1] in self._rules.definite else at - 1]
            if unit.sort == NAME and (at < noun.head or before in self._rules.issued_by):
                return unit.mention
        return None

    def unnamed(self, sentence: Sentence, noun: Noun) -> ProposedVoice:
        """A voice in the words of the text."""
        owner = self._owner(sentence, sentence.units[noun.first])
        return unnamed(sentence, noun, self._rules, owner or self._states.of(sentence, noun, self._rules))

    def _owner(self, sentence: Sentence, unit: Unit) -> str | None:
        """Whom "its" in "its embassy" means, if an actor."""
        pronoun = next((key for key, words in self._rules.possessives.items() if unit.low in words), None)
        if pronoun is None:
            return None
        stands_for = unit._replace(low=min(getattr(self._rules.pronouns, pronoun)))
        voices = self._pronoun(sentence, stands_for)
        return voices[0].actor if voices else None
