"""What is wrong with the content, as data.

A `Diagnostic` names a rule of `generator.rules` and the place where it is broken. It knows nothing of how it is
shown: `generator.report` has one renderer for each form. A `Source` is one text file as it was read, from which
diagnostics take the line that they quote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generator.rules import RULES, Severity

EXCERPT_LIMIT = 200
"""Characters of a line that a diagnostic quotes at most; a line may be megabytes long."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file: line and column count from 1, `width` is in characters on that line."""

    line: int = 1
    column: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One mistake: which rule, where, what, and what to do about it.

    `path` is relative to the root, with forward slashes. `excerpt` is the line itself, empty where there is none
    to show (a missing file, bytes that are no text).
    """

    rule: str
    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    message: str
    help: str = ""
    excerpt: str = ""

    @property
    def severity(self) -> Severity:
        """Whether it stops the build."""
        return RULES[self.rule].severity

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, so that the order of files read and checks run does not show."""
        return (self.path, self.line, self.column, self.rule, self.message)


@dataclass(frozen=True)
class Source:
    """One text file: `path` as diagnostics name it, `text` with LF line ends and no byte order mark."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    def diagnostic(self, rule: str, span: Span, message: str, *, advice: str = "") -> Diagnostic:
        """The breach of `rule` at `span`, with the line quoted."""
        line = self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""
        return Diagnostic(
            rule=rule,
            path=self.path,
            line=span.line,
            column=span.column,
            width=span.width,
            message=message,
            help=advice,
            excerpt=line[:EXCERPT_LIMIT],
        )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the build."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each once, by path, line and column."""
    return sorted(set(diagnostics), key=lambda diagnostic: diagnostic.order)
