"""A candidate attribution: a match of the rules in a sentence, before its quote is selected."""

from dataclasses import dataclass

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.coreference import ProposedVoices
from generator.proposals.attributions.quotations import strip_quotation_marks
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import MARK, SPEECH
from generator.proposals.proposal import Confidence
from generator.proposals.token_patterns import NO_TOKENS, TokenSpan
from generator.text.sentences import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionCandidate:
    """A speaker, a cue and a content in a sentence; the content is the tokens `start` to `stop`."""

    sentence: Sentence
    kind: AttributionKind
    voices: ProposedVoices
    start: int
    stop: int
    cue: TokenSpan
    reason: str
    confidence: Confidence
    has_fixed_kind: bool = False
    """True if the kind is independent of the content."""
    is_contested: bool = False
    is_belief: bool = False
    is_direct: bool = False
    is_implied: bool = False
    target: TokenSpan = NO_TOKENS
    """The tokens of whom the content is about or accuses."""
    target_actors: tuple[str, ...] = ()
    """The actors that these tokens mean, if they do not name them."""
    speaker_sentence: Sentence | None = None
    """The sentence that names the speaker, if it is another one."""

    @property
    def content_range(self) -> Range:
        """The characters of the content, without marks around it."""
        tokens = self.sentence.tokens
        start, stop = self.start, self.stop
        while stop > start + 1 and tokens[stop - 1].category == MARK:
            stop -= 1
        if stop - start == 1 and tokens[start].category == SPEECH:
            return strip_quotation_marks(self.sentence.text, (tokens[start].start, tokens[start].end))
        return tokens[start].start, tokens[stop - 1].end

    @property
    def cue_text(self) -> str:
        """The cue as it is written."""
        tokens = self.sentence.tokens[slice(*self.cue)]
        return " ".join(self.sentence.text[tokens[0].start : tokens[-1].end].split()) if tokens else ""

    @property
    def speakers(self) -> frozenset[str | None]:
        """The actors that speak; None for an unnamed voice."""
        return frozenset(voice.actor for voice in self.voices)

    @property
    def voice_actors(self) -> frozenset[str | None]:
        """The actors that speak, or that the speakers belong to."""
        return self.speakers.union(voice.within for voice in self.voices)
