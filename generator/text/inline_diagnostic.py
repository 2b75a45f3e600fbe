"""A diagnostic of an `Inline` whose position in the file is not known yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InlineDiagnostic:
    """A violation of `rule` at text[start:end] of an `Inline`; `advice` is the help line."""

    rule: str
    start: int
    end: int
    message: str
    advice: str

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range of the text."""
        return self.start, self.end
