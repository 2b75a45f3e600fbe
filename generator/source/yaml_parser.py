"""A YAML parser that always reaches the end of the text.

Everything that is built from the events of a file (its data, its positions) is built through `parse_events`. It
repairs the text where the parser stops, and starts again. A file without errors is parsed once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import yaml

from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.source.yaml_lines import WorkingCopy, create_working_copy, drop_rows_from
from generator.source.yaml_recovery import recover

DEPTH_LIMIT = 20
"""The limit of nesting. It bounds the parser, whose time grows with the square of the number of levels."""

_ROUNDS = 100
"""The number of syntax errors that one run reports; the parser starts again after each of them."""

Events = Iterator[yaml.Event]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class YamlMark(Protocol):
    """A position as both parsers report it, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ParserResult(Generic[T_co]):
    """The value built from a file, and its syntax errors; it `is_whole` unless parts could not be read."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool


def parse_events(source: SourceFile, build: Callable[[Events], T]) -> ParserResult[T]:
    """Build a value from the events of `source`, or of as much of it as can be read."""
    copy = create_working_copy(source)
    for _ in range(_ROUNDS):
        try:
            return _run(copy, build)
        except yaml.YAMLError as error:
            copy = recover(source, copy, error)
    return _run(drop_rows_from(copy, 0), build)


def get_position(mark: YamlMark | None) -> tuple[int, int]:
    """Return the row and the column, from 0; events that were parsed from text always have a mark."""
    return (mark.line, mark.column) if mark else (0, 0)


def _run(copy: WorkingCopy, build: Callable[[Events], T]) -> ParserResult[T]:
    return ParserResult(build(_iterate_events(copy.text)), copy.diagnostics, copy.is_whole)


def _iterate_events(text: str) -> Events:
    if hasattr(yaml, "CSafeLoader"):
        return yaml.parse(text, Loader=yaml.CSafeLoader)
    return _iterate_events_in_python(text)


def _iterate_events_in_python(text: str) -> Events:
    """Yield the events if libyaml is missing; that parser does not catch errors of `chr` and `int`."""
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except (ValueError, ArithmeticError) as error:
        raise yaml.YAMLError(str(error)) from error
