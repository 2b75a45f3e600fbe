"""Sentences that go on with what a voice said before, without saying so. Conservative: only what words show.

Three things show it: speech in quotation marks with no voice of its own; "the other scenario is that", which needs a
first; and "these collaborators", where collaborators were first brought in by what somebody said, so that the
text knows them from there alone.
"""

from dataclasses import replace

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.discourse import Discourse, Voices
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.nouns import first_noun
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.units import SPEECH, WORD, Sentence
from generator.proposals.proposal import NOBODYS, Confidence

_NEAR = 6
"""Units between the parts of a phrase, at most."""
_BACK = 4
"""Sentences back to the voice that a sentence goes on with."""
_WORD = 5
"""Letters of a noun that is told again."""


class Thread:
    """What was found last, and how a sentence without a voice of its own may go on with it."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._last: Finding | None = None
        self._judged: Finding | None = None
        self._before: Sentence | None = None

    def note(self, sentence: Sentence, findings: list[Finding]) -> None:
        """Remembers the sentence that was read, and what was found in it."""
        self._before = sentence
        for finding in findings:
            self._last = finding
            if finding.kind == AttributionKind.ASSESSMENT:
                self._judged = finding

    def continued(self, sentence: Sentence, discourse: Discourse) -> Finding | None:
        """A finding of a sentence in which nothing else was found."""
        return self._speech(sentence, discourse) or self._alternative(sentence) or self._introduced(sentence)

    def _speech(self, sentence: Sentence, discourse: Discourse) -> Finding | None:
        """Speech that stands alone, or behind a colon."""
        spoken = [at for at, unit in enumerate(sentence.units) if unit.sort == SPEECH]
        if len(spoken) != 1:
            return None
        at = spoken[0]
        alone = not any(unit.is_nominal for unit in sentence.units)
        voices = self._speaker(sentence, discourse) if alone else self._subject(sentence, discourse, at)
        if not voices:
            return None
        return Finding(
            sentence=sentence,
            kind=AttributionKind.STATEMENT,
            voices=voices,
            first=at,
            last=at + 1,
            cue=(at, at),
            reason="speech after a sentence of the same voice" if alone else "speech behind a colon, and its subject",
            confidence=Confidence.MEDIUM,
            direct=True,
            implied=alone,
            speaker=self._before if alone else None,
        )

    def _subject(self, sentence: Sentence, discourse: Discourse, at: int) -> Voices:
        """The person whom a sentence is about that ends with a colon and speech: "Berg disagreed: “…”"."""
        noun = first_noun(sentence, self._rules)
        if not noun or noun.last >= at or sentence.lows[at - 1] != ":":
            return ()
        mention = sentence.units[noun.head].mention
        person = mention.type == "person" if mention else noun.sort in {"people", "pronoun"}
        voices = discourse.voices(sentence, [noun]) if person else ()
        discourse.note(sentence, [noun], voices, reports=False)
        return voices

    def _speaker(self, sentence: Sentence, discourse: Discourse) -> Voices:
        last = self._last
        if last and last.voices != (NOBODYS,) and last.sentence.number == sentence.number - 1:
            return last.voices
        if self._before and self._before.number == sentence.number - 1:
            return discourse.first_person(sentence)
        return ()

    def _alternative(self, sentence: Sentence) -> Finding | None:
        """A sentence such as "the other scenario is that"."""
        lows, rules = sentence.lows, self._rules
        if not self._judged or len(lows) < _NEAR or sentence.number - self._judged.sentence.number > _BACK:
            return None
        noun = next((at for at in range(1, _NEAR) if lows[at] in rules.judged), None)
        if noun is None or noun + 2 >= len(lows) or not any(low in rules.further for low in lows[:noun]):
            return None
        if lows[noun + 1] not in rules.is_ or lows[noun + 2] not in rules.that:
            return None
        return self._same(sentence, self._judged, noun + 3, (0, noun + 3), f"“{lows[noun]}” that follows on another")

    def _introduced(self, sentence: Sentence) -> Finding | None:
        """A sentence on "these collaborators", of whom only what was said before tells."""
        last, rules = self._last, self._rules
        if not last or last.voices == (NOBODYS,) or last.sentence.number != sentence.number - 1 or last.direct:
            return None
        lows = sentence.lows
        if len(lows) < _NEAR or lows[0] not in rules.demonstratives or sentence.units[1].sort != WORD:
            return None
        noun = lows[1]
        units = last.sentence.units[last.first : last.last]
        told = [at for at, unit in enumerate(units) if unit.low == noun and unit.sort == WORD]
        if len(noun) < _WORD or not told or any(units[at - 1].low in rules.definite for at in told if at):
            return None
        return self._same(sentence, last, 0, (0, 2), f"“{lows[0]} {noun}” are known from the voice before alone")

    def _same(self, sentence: Sentence, last: Finding, first: int, cue: tuple[int, int], reason: str) -> Finding:
        return replace(
            last,
            sentence=sentence,
            first=first,
            last=len(sentence.units),
            cue=cue,
            reason=reason,
            confidence=Confidence.LOW,
            settled=True,
            implied=True,
            direct=False,
            toward=None,
            speaker=last.sentence,
        )
