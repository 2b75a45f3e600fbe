"""Resolves noun phrases to the speakers they mean: `he`, `the group`, `the minister`, `the report`.

A pronoun means the last speaker that fits, or else the subject of the sentence before, as the subject of one sentence
is mostly that of the next. A phrase that no mention covers is an unnamed voice, in the words of the text.
"""

from collections import deque
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from generator.proposals.attributions.noun_phrases import NounPhrase, find_main_noun_phrase
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.titles import find_titles
from generator.proposals.attributions.tokens import NAME, PLACE, SentenceToken
from generator.proposals.attributions.unnamed_sources import StateIndex, describe_unnamed_voice
from generator.proposals.inputs import EntityMention
from generator.proposals.proposal import ProposedVoice
from generator.proposals.token_patterns import NO_TAGS, TokenPattern

_MAX_SENTENCES_BACK = 6
"""Sentences back to which a pronoun reaches."""
_MAX_PLURAL_BACK = 2
"""Sentences back to which a plural pronoun prefers several speakers."""
_MAX_ANTECEDENTS = 200
_PERSON = "person"
_CATEGORIES_BY_TYPE = {"": "any", "person": _PERSON}
"""The category of pronouns for a type of actor; all other types are bodies."""
_CATEGORIES_BY_NOUN = {"people": _PERSON, "other": _PERSON}
"""The category of pronouns for a category of noun phrases; all others are bodies."""
_ANAPHOR = TokenPattern(r"(?= [definite] ) [!name|place]{1,3} \Z")
"""A phrase that only refers back: "the former mayor"."""
_PUBLICATION = TokenPattern(r"[definite] []? \Z")
"""A phrase for a publication that only refers back: "the report"."""
_NAME = TokenPattern("[name]")
_ISSUED_BY = TokenPattern("[issued_by] [definite]?")

ProposedVoices = tuple[ProposedVoice, ...]


class Antecedent(NamedTuple):
    """A mention that a pronoun may refer to. `category` is person, body, plural or any; `spoke`: it is a speaker."""

    sentence: int
    end: int
    voices: ProposedVoices
    category: str
    spoke: bool = False
    type: str = ""
    words: frozenset[str] = frozenset()
    """The words of an actor's name."""


class Discourse:
    """The entities and speakers that the text has named up to the current sentence."""

    def __init__(self, rules: Rules, mentions: Sequence[EntityMention] = (), texts: Sequence[str] = ()) -> None:
        self._rules = rules
        self._antecedents: deque[Antecedent] = deque(maxlen=_MAX_ANTECEDENTS)
        self._voices_by_title: dict[str, ProposedVoice] = {}
        self._speakers: set[ProposedVoice] = set()
        self._voices_by_noun: dict[str, ProposedVoices] = {}
        self._publishers: ProposedVoices = ()
        self._bodies_by_word: dict[str, EntityMention] = {}
        self._states = StateIndex(mentions, texts)

    def enter_sentence(self, sentence: Sentence) -> None:
        """Record the entities that a sentence names, before its attributions are read."""
        subject = find_main_noun_phrase(sentence, self._rules)
        if subject and subject.category == "people" and not subject.is_plural and self._is_new(sentence, subject):
            end = sentence.tokens[subject.stop - 1].end
            voices = (self.describe_unnamed(sentence, subject),)
            self._antecedents.append(Antecedent(sentence.number, end, voices, _PERSON))
        for position, mention in sentence.actor_mentions.items():
            self._record_name(sentence, position, mention)

    def _record_name(self, sentence: Sentence, position: int, mention: EntityMention) -> None:
        token = sentence.tokens[position]
        voice = ProposedVoice(actor=mention.id)
        words = token.folded.split()
        antecedent = Antecedent(
            sentence=sentence.number,
            end=token.end,
            voices=(voice,),
            category=_get_category(mention),
            type=mention.type,
            words=frozenset(words),
        )
        self._antecedents.append(antecedent)
        if mention.type in {_PERSON, ""}:
            titles = find_titles(sentence, position)
            self._voices_by_title.update(dict.fromkeys(titles, voice))
        if mention.type != _PERSON:
            self._bodies_by_word.update(dict.fromkeys(words, mention))

    def _is_new(self, sentence: Sentence, phrase: NounPhrase) -> bool:
        """Check whether a phrase is one person, and no name follows: "the director, Ada Holm,"."""
        is_distributive = sentence.has("distributive", phrase.start)
        return not is_distributive and not sentence.has_any(NAME, phrase.stop, phrase.stop + 2)

    def resolve_voices(self, sentence: Sentence, phrases: Sequence[NounPhrase]) -> ProposedVoices:
        """Return the speakers that noun phrases mean, each once; none if the only phrase means no known speaker."""
        all_voices: dict[ProposedVoice, None] = {}
        for phrase in phrases:
            all_voices.update(dict.fromkeys(self._resolve(sentence, phrase)))
        return tuple(all_voices)

    def record_speakers(
        self, sentence: Sentence, phrases: Sequence[NounPhrase], voices: ProposedVoices, *, is_report: bool
    ) -> None:
        """Record the speakers, for the pronouns that follow."""
        if not voices or not phrases:
            return
        self._speakers.update(voices)
        phrase = phrases[-1]
        is_plural = len(voices) > 1 or phrase.is_plural
        category = "plural" if is_plural else self._get_category(sentence, phrase)
        end = sentence.tokens[phrase.stop - 1].end
        self._antecedents.append(Antecedent(sentence.number, end, voices, category, spoke=True))
        if len(phrases) == 1 and phrase.category not in {"pronoun", NAME, PLACE}:
            self._voices_by_noun[sentence.words[phrase.head]] = voices
        if is_report:
            self._publishers = voices

    def _get_category(self, sentence: Sentence, phrase: NounPhrase) -> str:
        token = sentence.tokens[phrase.head]
        if token.mention:
            return _get_category(token.mention)
        if phrase.category == "pronoun":
            return _PERSON if token.folded in self._rules.pronouns.person else "body"
        return _CATEGORIES_BY_NOUN.get(phrase.category, "body")

    def have_spoken(self, voices: ProposedVoices) -> bool:
        """Check whether all of these are speakers in the text so far."""
        return self._speakers.issuperset(voices)

    def find_only_person(self, sentence: Sentence) -> ProposedVoices:
        """Return the one person that the sentence before names; none if there are two."""
        people = {
            antecedent.voices
            for antecedent in self._antecedents
            if antecedent.sentence == sentence.number - 1 and antecedent.category == _PERSON
        }
        return people.pop() if len(people) == 1 else ()

    def _resolve(self, sentence: Sentence, phrase: NounPhrase) -> ProposedVoices:
        if mention := sentence.actor_mentions.get(phrase.head):
            return (ProposedVoice(actor=mention.id),)
        if phrase.category == "pronoun":
            return self._resolve_pronoun(sentence, sentence.tokens[phrase.head])
        return self._resolve_definite(sentence, phrase) or (self.describe_unnamed(sentence, phrase),)

    def _resolve_pronoun(self, sentence: Sentence, pronoun: SentenceToken) -> ProposedVoices:
        """Return the last antecedent that fits a pronoun, and record it as named here."""
        antecedents = self._find_antecedents(sentence, pronoun)
        if not antecedents:
            return ()
        last_sentence = antecedents[-1].sentence
        nearest = [antecedent for antecedent in antecedents if antecedent.sentence == last_sentence]
        antecedent = next((antecedent for antecedent in reversed(nearest) if antecedent.spoke), nearest[0])
        self._antecedents.append(antecedent._replace(sentence=sentence.number, end=pronoun.end, spoke=False))
        return antecedent.voices

    def _find_antecedents(self, sentence: Sentence, pronoun: SentenceToken) -> list[Antecedent]:
        """Return the antecedents that a pronoun may mean, in the order of the text."""
        is_plural = pronoun.folded in self._rules.pronouns.plural
        categories = self._list_categories(pronoun)
        fitting = [
            antecedent
            for antecedent in self._antecedents
            if antecedent.category in categories and _may_precede(antecedent, sentence, pronoun)
        ]
        nearest_plural = [
            antecedent
            for antecedent in fitting
            if antecedent.category == "plural" and antecedent.sentence >= sentence.number - _MAX_PLURAL_BACK
        ]
        return nearest_plural if is_plural and nearest_plural else fitting

    def _list_categories(self, pronoun: SentenceToken) -> AbstractSet[str]:
        """Return the categories of antecedents that a pronoun may mean."""
        pronouns = self._rules.pronouns
        if pronoun.folded in pronouns.person:
            return {_PERSON, "any"}
        return {"plural", "body"} if pronoun.folded in pronouns.plural else {"body", "any"}

    def _resolve_definite(self, sentence: Sentence, phrase: NounPhrase) -> ProposedVoices:
        """Return the speakers that "the mayor", "the group" or "the report" means, if they were named before."""
        if phrase.category == "publications":
            issuer = self._find_issuer(sentence, phrase)
            if issuer:
                return (ProposedVoice(actor=issuer.id),)
            return self._publishers if sentence.match(_PUBLICATION, phrase.start, phrase.stop) else ()
        if not sentence.match(_ANAPHOR, phrase.start, phrase.stop):
            return ()
        head = sentence.words[phrase.head]
        if head in self._voices_by_title and not phrase.is_plural:
            return (self._voices_by_title[head],)
        body = self._resolve_body(sentence, head) if phrase.category == "bodies" else ()
        return body or self._voices_by_noun.get(head, ())

    def _resolve_body(self, sentence: Sentence, head: str) -> ProposedVoices:
        """Resolve "the ministry" to a body with that word in its name, or the last body of that type."""
        if mention := self._bodies_by_word.get(head):
            return (ProposedVoice(actor=mention.id),)
        types = self._rules.types_by_anaphor.get(head, NO_TAGS)
        for antecedent in reversed(self._antecedents):
            has_other_noun = head not in self._rules.generic and antecedent.words & self._rules.bodies
            is_earlier = antecedent.sentence < sentence.number
            if antecedent.type in types and is_earlier and not has_other_noun:
                return antecedent.voices
        return ()

    def _find_issuer(self, sentence: Sentence, phrase: NounPhrase) -> EntityMention | None:
        """Find the body that issued a publication: "the council’s report", "a report by the council"."""
        for name in sentence.find_all(_NAME, phrase.start, phrase.stop):
            if name.start < phrase.head or sentence.match_before(_ISSUED_BY, name.start):
                return sentence.tokens[name.start].mention
        return None

    def describe_unnamed(self, sentence: Sentence, phrase: NounPhrase) -> ProposedVoice:
        """Return the unnamed voice of a phrase, in the words of the text."""
        owner = self._resolve_possessive(sentence, sentence.tokens[phrase.start])
        owner = owner or self._states.find_owner(sentence, phrase)
        return describe_unnamed_voice(sentence, phrase, owner)

    def _resolve_possessive(self, sentence: Sentence, token: SentenceToken) -> str | None:
        """Return the actor that "its" means in "its embassy"."""
        pronoun = self._rules.pronouns_by_possessive.get(token.folded)
        voices = self._resolve_pronoun(sentence, token._replace(folded=pronoun)) if pronoun else ()
        return voices[0].actor if voices else None


def _may_precede(antecedent: Antecedent, sentence: Sentence, pronoun: SentenceToken) -> bool:
    """Check whether an antecedent is in one of the sentences before a pronoun, or is named before it in its own."""
    if antecedent.sentence == sentence.number:
        return antecedent.end <= pronoun.start and antecedent.voices[0].actor is not None
    return sentence.number - _MAX_SENTENCES_BACK <= antecedent.sentence < sentence.number


def _get_category(mention: EntityMention) -> str:
    """Return the category of pronouns that may refer to a mention."""
    return _CATEGORIES_BY_TYPE.get(mention.type, "body")
