"""Diagnostics: errors and warnings in the content, as data.

A `Diagnostic` names a rule of `generator.diagnostics.rules` and the location that breaks it. It does not know how it is
shown: `generator.diagnostics.report` has one renderer for each format. A `SourceFile` is the text of one file, from
which diagnostics take the line that they quote.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from generator.diagnostics.phrases import join_words
from generator.diagnostics.rule import Severity
from generator.diagnostics.rules import RULES

EXCERPT_LIMIT = 100
"""The maximum number of characters of a line that a diagnostic quotes; a line may be megabytes long."""

EXCERPT_LEAD = 40
"""The number of characters of a long line that are quoted before the location."""

LINES_LIMIT, LOCATIONS_LIMIT = 20, 5
"""The maximum numbers of other lines of the same file, and of locations in other files, that a message names."""

_NEVER_MERGED = frozenset({"quote-not-found", "unattributed-cue"})
"""Rules whose diagnostics are not merged even if their messages are equal: an editor has to read each sentence."""


@dataclass(frozen=True, slots=True)
class Span:
    """A position in a file: line and column count from 1; `width` is the number of characters on that line."""

    line: int = 1
    column: int = 1
    width: int = 1


class Location(NamedTuple):
    """A line of a file, as a message names it: `path` is relative to the root, `line` counts from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One error or warning: the rule, the location, the message and the help.

    `path` is relative to the root, with forward slashes. `excerpt` is the line itself, empty if there is none to show
    (a missing file, bytes that are not text); of a long line it is the part around the location, and `chars_before` and
    `chars_after` count the characters that are left out. Diagnostics with the same `cause` are shown as one: see
    `merge_causes`, which collects the other locations in `other_locations`. Causes with the same `common_cause`, as the
    files of a folder with a wrong name, are shown as one too. A warning that is `in_draft` does not stop a
    strict build.
    """

    rule: str
    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    message: str
    help: str = ""
    excerpt: str = ""
    chars_before: int = 0
    chars_after: int = 0
    cause: str = ""
    common_cause: str = ""
    other_locations: tuple[Location, ...] = ()
    in_draft: bool = False

    @property
    def full_message(self) -> str:
        """The message with all lines, or with the other locations, that it is about."""
        if not self.other_locations:
            return self.message
        if all(location.path == self.path for location in self.other_locations):
            locations = (Location(self.path, self.line), *self.other_locations)
            lines = [f"{location.line:,}" for location in locations]
            return f"{self.message} (lines {_join_limited(lines, LINES_LIMIT + 1, 'more')})"
        others = [f"{location.path}:{location.line}" for location in self.other_locations]
        return f"{self.message} (also {_join_limited(others, LOCATIONS_LIMIT, 'more places')})"

    @property
    def severity(self) -> Severity:
        """The severity of its rule."""
        return RULES[self.rule].severity

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """The location first, so that the order of files read and checks run does not matter."""
        return (self.path, self.line, self.column, self.rule, self.message)


@dataclass(frozen=True)
class SourceFile:
    """A text file: `path` as diagnostics name it, `text` with LF line ends and no byte order mark."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    def get_line(self, number: int) -> str:
        """Return the line with a number, from 1; empty if there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def diagnose(self, rule: str, span: Span, message: str, *, advice: str = "", cause: str = "") -> Diagnostic:
        """Return a diagnostic of `rule` at `span`, which quotes the line, or the part of a long line around it."""
        line = self.get_line(span.line)
        start = _find_excerpt_start(line, span.column - 1)
        excerpt = line[start : start + EXCERPT_LIMIT]
        return Diagnostic(
            rule=rule,
            path=self.path,
            line=span.line,
            column=span.column,
            width=span.width,
            message=message,
            help=advice,
            excerpt=excerpt,
            chars_before=start,
            chars_after=len(line) - start - len(excerpt),
            cause=cause,
        )


def make_id_cause(id_: str) -> str:
    """Return the cause of all diagnostics about an id that no record has: its file is missing, or is not read."""
    return f"id {id_}"


def select_errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics that stop the build."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Check whether any diagnostic stops the build."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def has_strict_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Check whether any diagnostic stops a build with --strict: every one except the warnings of drafts."""
    return any(diagnostic.severity is Severity.ERROR or not diagnostic.in_draft for diagnostic in diagnostics)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without duplicates, sorted by path, line and column."""
    return sorted(set(diagnostics), key=lambda diagnostic: diagnostic.sort_key)


def merge_causes(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return one diagnostic for each cause, in order, with the other locations that the cause affects.

    Diagnostics of one file with the same message have the same cause. A `cause` joins diagnostics of several files and
    of several rules: a record that is not read and the references that lead to it.
    """
    by_cause: dict[Hashable, list[Diagnostic]] = defaultdict(list)
    for diagnostic in sort_diagnostics(diagnostics):
        by_cause[_get_cause(diagnostic)].append(diagnostic)
    groups: dict[Hashable, list[Diagnostic]] = defaultdict(list)
    for cause, members in by_cause.items():
        common_cause = next((member.common_cause for member in members if member.common_cause), None)
        groups[common_cause or cause] += members
    return sort_diagnostics(_merge_group(group) for group in groups.values())


def _get_cause(diagnostic: Diagnostic) -> Hashable:
    if diagnostic.cause:
        return diagnostic.cause
    if diagnostic.rule in _NEVER_MERGED:
        return diagnostic
    return (diagnostic.path, diagnostic.rule, diagnostic.message, diagnostic.help, diagnostic.in_draft)


def _merge_group(group: Sequence[Diagnostic]) -> Diagnostic:
    """Return the diagnostic that represents a group: an error before a warning, a file before a line, else the first.

    If a warning about a file explains the error, the error's help is the warning's message and help.
    """
    if len(group) == 1:
        return group[0]
    main = min(group, key=_rank)
    explanations = [member for member in group if member.severity is not main.severity and not member.excerpt]
    if explanations:
        explanation = explanations[0]
        main = replace(main, help=f"`{explanation.path}`: {explanation.message}; {explanation.help}")
    locations = {Location(member.path, member.line) for member in group if member not in explanations}
    locations.discard(Location(main.path, main.line))
    return replace(main, other_locations=tuple(sorted(locations)))


def _rank(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (diagnostic.severity is not Severity.ERROR, bool(diagnostic.excerpt), diagnostic.sort_key)


def _find_excerpt_start(line: str, offset: int) -> int:
    """Return the start of the quoted part of a line: before `offset`, never between a letter and its marks."""
    start = max(0, min(offset - EXCERPT_LEAD, len(line) - EXCERPT_LIMIT))
    while 0 < start < offset and unicodedata.combining(line[start]):
        start += 1
    return start


def _join_limited(words: Sequence[str], limit: int, noun: str) -> str:
    """Join words as a list in prose: `3, 9 and 12`, or `3, 9 and 14 more` beyond the limit."""
    number_hidden = len(words) - limit
    # One more word is as short as "and 1 more".
    items = [*words[:limit], f"{number_hidden:,} {noun}"] if number_hidden > 1 else [*words]
    return join_words(items)
