"""What the rules find in a sentence, before it is worded as a proposal."""

from dataclasses import dataclass

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.discourse import Voices
from generator.proposals.attributions.units import SPEECH, Sentence, inner_range
from generator.proposals.proposal import Confidence
from generator.text.sentences import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Who says what in a sentence; `first` to `last` are the units of what is said, `cue` those that show it."""

    sentence: Sentence
    kind: AttributionKind
    voices: Voices
    first: int
    last: int
    cue: tuple[int, int]
    reason: str
    confidence: Confidence
    settled: bool = False
    """The kind does not depend on what is said."""
    contested: bool = False
    believed: bool = False
    direct: bool = False
    implied: bool = False
    toward: tuple[int, int] | None = None
    """The units of the one it is said of: whom it accuses."""
    accused: tuple[str, ...] = ()
    """The actors that those words mean, where they do not name them."""
    speaker: Sentence | None = None
    """Where the voice is named, if that is another sentence."""

    @property
    def content(self) -> Range:
        """The characters of what is said, without marks around it."""
        units = self.sentence.units
        first, last = self.first, self.last
        while last > first + 1 and units[last - 1].sort == "mark":
            last -= 1
        if last - first == 1 and units[first].sort == SPEECH:
            return inner_range(self.sentence.text, (units[first].start, units[first].end))
        return units[first].start, units[last - 1].end

    @property
    def cue_text(self) -> str:
        """The cue as it stands."""
        units = self.sentence.units[slice(*self.cue)]
        return " ".join(self.sentence.text[units[0].start : units[-1].end].split()) if units else ""
