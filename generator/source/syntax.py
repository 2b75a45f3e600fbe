"""The YAML parser, driven so that it always gets to the end of the text.

Whatever is made from a file's events (the tree, the places in it) is made through `read`, which mends the
text where the parser stops and begins again. A file without mistakes is parsed once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import yaml

from generator.diagnostics import Diagnostic, Source
from generator.source.lines import Copy, copy_of, without_rest
from generator.source.mistakes import mend

DEPTH_LIMIT = 20
"""Levels of nesting that are read; the parser is bounded by it, as its time grows with their square."""

_ROUNDS = 100
"""Mistakes that stop the parser, told in one run; each makes it begin again."""

Events = Iterator[yaml.Event]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Mark(Protocol):
    """A place as both parsers give it, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """What was made of a file, and the mistakes in its syntax; `is_whole` unless parts could not be read."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool


def read(source: Source, build: Callable[[Events], T]) -> Outcome[T]:
    """What `build` makes of the events of `source`, and of as much of it as can be read."""
    copy = copy_of(source)
    for _ in range(_ROUNDS):
        try:
            return _outcome(copy, build)
        except yaml.YAMLError as error:
            copy = mend(source, copy, error)
    return _outcome(without_rest(copy, 0), build)


def place(mark: Mark | None) -> tuple[int, int]:
    """Row and column from 0; events that were parsed from text always have a mark."""
    return (mark.line, mark.column) if mark else (0, 0)


def _outcome(copy: Copy, build: Callable[[Events], T]) -> Outcome[T]:
    return Outcome(build(_events(copy.text)), copy.found, copy.is_whole)


def _events(text: str) -> Events:
    if hasattr(yaml, "CSafeLoader"):
        return yaml.parse(text, Loader=yaml.CSafeLoader)
    return _events_in_python(text)


def _events_in_python(text: str) -> Events:
    """The events where libyaml is absent; that parser lets errors of `chr` and `int` out as they come."""
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except (ValueError, ArithmeticError) as error:
        raise yaml.YAMLError(str(error)) from error
