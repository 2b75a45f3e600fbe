"""From a verb, its voice and what is said to a finding, if such a voice may say so by such a verb."""

from collections.abc import Sequence
from typing import NamedTuple

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.contents import Content
from generator.proposals.attributions.discourse import Discourse, Voices
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.lexicon import Frame, Verb
from generator.proposals.attributions.nouns import Noun, nouns
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import NAME, PLACE, Sentence
from generator.proposals.attributions.verbs import Saying
from generator.proposals.proposal import Confidence

_AND_ARTICLE = 2
"""Units of "the author", who is no other."""
_PLEDGE: frozenset[Frame] = frozenset({"clause", "infinitive"})
"""What a verb takes that binds its voice, whatever it says."""
_NEGATED = frozenset({AttributionKind.ASSESSMENT, AttributionKind.DENIAL})
"""Kinds whose verbs say something when they are negated too: "does not expect that"."""
_OPEN = frozenset({AttributionKind.STATEMENT, AttributionKind.REPORT})
"""Kinds that may turn out to be others by what is said."""


class Reading(NamedTuple):
    """The sentence that is read, by which rules, and what was read before it."""

    sentence: Sentence
    rules: Rules
    discourse: Discourse


class Said(NamedTuple):
    """What is said, and the verb that takes it so."""

    content: Content
    verb: Verb


def finding(reading: Reading, saying: Saying, found: Sequence[Noun], said: Said) -> Finding | None:
    """The finding that these nouns say this; none where they do not fit."""
    sentence, _, discourse = reading
    content, verb = said
    if not found or _is_own(reading, found[0]) or not _agrees(reading, saying, found, said):
        return None
    if saying.negated and verb.kind not in _NEGATED:
        return None
    strange = any(noun.sort == "other" and not sentence.units[noun.head].capital for noun in found)
    if strange and not _suits_any(said):
        return None
    voices = discourse.voices(sentence, found)
    if not voices or (verb.group.believed and not _may_believe(reading, found, voices)):
        return None
    discourse.note(sentence, found, voices, reports=verb.kind == AttributionKind.REPORT)
    cue = sentence.text[sentence.units[saying.at].start : sentence.units[saying.after - 1].end]
    gerund = saying.voice == "gerund"
    return Finding(
        sentence=sentence,
        kind=_kind(reading, saying, said),
        voices=voices,
        first=saying.at if content.frame in {"as", "figure", "thing"} else content.first,
        last=content.last,
        cue=(saying.at, saying.after),
        reason=f"“{cue}” with {'speech' if content.direct else 'what is said'}, and its subject",
        confidence=Confidence.LOW if gerund or verb.group.believed else _confidence(found, content),
        settled=saying.negated or _is_settled(said),
        contested=verb.group.contested,
        believed=verb.group.believed,
        direct=content.direct,
        implied=gerund and content.frame == "infinitive",
        toward=content.toward if content.frame == "accused" else None,
        accused=_accused(reading, content),
    )


def _accused(reading: Reading, content: Content) -> tuple[str, ...]:
    """Whom "the group" means in "blamed the group for …"."""
    if content.frame != "accused" or not content.toward:
        return ()
    found = nouns(reading.sentence, reading.rules, content.toward)
    return tuple(voice.actor for voice in reading.discourse.voices(reading.sentence, found) if voice.actor)


def _is_settled(said: Said) -> bool:
    """Whether the kind is the verb's, whatever is said."""
    content, verb = said
    pledged = verb.takes >= _PLEDGE and not verb.group.contested
    return verb.kind not in _OPEN or content.frame in {"infinitive", "order", "thing"} or pledged


def _agrees(reading: Reading, saying: Saying, found: Sequence[Noun], said: Said) -> bool:
    """Whether number fits: "the ministry report" is no sentence; and whether such a voice has such a verb."""
    sentence, rules, _ = reading
    forms = said.verb.forms
    if forms == {"plural"} and len(found) == 1 and saying.edge == saying.at and not found[0].plural:
        mention = sentence.units[found[0].head].mention
        if sentence.lows[saying.at] not in rules.said_noun_kinds:
            return found[0].sort == NAME
        single = found[0].last - found[0].first == 1 and found[0].sort == NAME
        return bool(single and mention and mention.type != "person" and said.content.frame == "that")
    return not (said.verb.group.weak and found[0].sort == "other")


def _suits_any(said: Said) -> bool:
    """Whether the words show speech so clearly that any noun may be the voice."""
    content, verb = said
    return (
        content.direct or bool(verb.takes & {"clause", "accused"}) or (content.frame == "that" and not verb.group.weak)
    )


def _may_believe(reading: Reading, found: Sequence[Noun], voices: Voices) -> bool:
    """Whether a belief is its holder's own word: a person's, or of those whose office is to judge.

    What a body believes the author cannot know but by guessing, and so says of it.
    """
    sentence, rules, discourse = reading
    bodies = any(noun.sort == NAME and _is_body(sentence, noun) for noun in found)
    if not bodies and (discourse.have_spoken(voices) or all(noun.sort == NAME for noun in found)):
        return True
    for noun in found:
        unit = sentence.units[noun.head]
        words = unit.low.split() if unit.mention else [unit.low]
        if not any(word in rules.judges for word in words) and not (unit.mention and unit.mention.type == "collective"):
            return False
    return True


def _is_own(reading: Reading, noun: Noun) -> bool:
    """Whether it is the author, or the author's own work: "the author adds", "this paper argues"."""
    sentence, rules, _ = reading
    first, head = sentence.lows[noun.first], sentence.lows[noun.head]
    author = head in rules.authors and first in rules.definite and noun.last - noun.first == _AND_ARTICLE
    return author or (first in rules.demonstratives and head in rules.own)


def _is_body(sentence: Sentence, noun: Noun) -> bool:
    mention = sentence.units[noun.head].mention
    return mention is not None and mention.type != "person"


def _kind(reading: Reading, saying: Saying, said: Said) -> AttributionKind:
    """The verb's kind, but "called the claim a lie" denies, and who "does not dispute" grants."""
    sentence, rules, _ = reading
    content, verb = said
    if content.frame == "as" and content.toward:
        named = sentence.lows[slice(*content.toward)]
        return AttributionKind.DENIAL if any(low in rules.said_noun_kinds for low in named) else verb.kind
    granted = saying.negated and verb.kind == AttributionKind.DENIAL
    return AttributionKind.STATEMENT if granted else verb.kind


def _confidence(found: Sequence[Noun], content: Content) -> Confidence:
    if any(noun.sort in {"other", PLACE} for noun in found):
        return Confidence.LOW
    sure = content.frame in {"that", "quote", "accused"} and all(noun.sort != "pronoun" for noun in found)
    return Confidence.HIGH if sure else Confidence.MEDIUM
