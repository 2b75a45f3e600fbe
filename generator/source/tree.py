"""YAML as plain data: dicts, lists and text, with every mistake in how the file is written.

Every scalar is the text that the editor wrote: there are no booleans, numbers or dates here, and an empty
value is empty text. What these files do without (braces, aliases, hidden characters) is reported here and is
`REFUSED` in the data, so that nobody need report it again. What keys mean is for the model to say.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import yaml

from generator.diagnostics import Diagnostic, Source, Span
from generator.source.braces import Passed, in_lines, pass_over
from generator.source.characters import HIDDEN, composed, hidden
from generator.source.lines import IN_QUOTES, shortened
from generator.source.places import locate, span_of
from generator.source.syntax import DEPTH_LIMIT, Events, place, read

__all__ = ["REFUSED", "Parsed", "Refused", "locate", "parse"]


class Refused(Enum):
    """The type of `REFUSED`; an enumeration, so that a copy of it is the same."""

    REFUSED = "refused"


REFUSED: Final = Refused.REFUSED
"""Stands in the data for a value that was reported and left out."""


_BRACES = "a mapping stands in braces"
_COMMENT_HELP = f"{IN_QUOTES}, or the comment on a line of its own"
_FEATURE = re.compile(r"[&!]\S*")
_FEATURE_HELP = f"leave it out; if it belongs to the text, {IN_QUOTES}"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as data, None where it is no keys and values; and all mistakes in how it is written."""

    data: dict[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; a mapping awaits key and value in turn, dropped if not `kept`."""

    items: list[Any] | None = None
    entries: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, yaml.Event] = field(default_factory=dict)
    key: str = ""
    awaits_key: bool = False
    kept: bool = True

    def put(self, value: Any) -> None:
        if self.items is not None:
            self.items.append(value)
            return
        if self.kept:
            self.entries[self.key] = value
        self.awaits_key = self.kept = True

    def take(self, key: str, *, kept: bool = True) -> None:
        self.key, self.kept, self.awaits_key = key, kept, False


def parse(source: Source) -> Parsed:
    """The data in `source`; never raises, whatever the text."""
    outcome = read(source, lambda events: _Builder(source).build(events))
    root, found = outcome.value
    diagnostics = (*outcome.diagnostics, *found)
    if isinstance(root, dict) and outcome.is_whole:
        return Parsed(root, diagnostics)
    return Parsed(None, diagnostics or (_no_mapping(source, root),))


def _no_mapping(source: Source, root: Any) -> Diagnostic:
    example = "write keys and their values: `name: Hamas`"
    if root is None:
        return source.diagnostic("yaml-syntax", Span(), "the file is empty", advice=example)
    kind = "a list" if isinstance(root, list) else "text"
    message = f"the file is {kind}, not keys and values"
    return source.diagnostic("wrong-shape", Span(), message, advice=example)


class _Builder:
    """Makes a tree of events with a stack of its own: nesting in a file never becomes nesting of calls."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.root: list[Any] = []
        self.frames = [_Frame(items=self.root)]
        self.is_too_deep = False
        self.commented = {row for row, line in enumerate(source.lines) if " #" in line}
        self.may_have_escapes = "\\" in source.text
        self.may_have_long_keys = "? " in source.text or "?\n" in source.text

    def build(self, events: Events) -> tuple[Any, tuple[Diagnostic, ...]]:
        """The tree, None where there is none or it is too deep; and what is wrong in it."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                frame = self.frames[-1]
                if frame.awaits_key:
                    self._key(frame, event)
                else:
                    frame.put(self._text(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._start(event, events)
                if self.is_too_deep:
                    return None, tuple(self.found)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.frames.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self.root:
                self._feature(event, "`---` begins a second document", "a file has only one")
                break
        return (self.root[0] if self.root else None), tuple(self.found)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent) -> None:
        key = self._text(event)
        if isinstance(key, Refused):
            frame.take("", kept=False)
            return
        frame.take(key)
        first = frame.keys.setdefault(key, event)
        if key == "<<" and not event.style:
            self._feature(event, "`<<` is a merge key", "write the keys out")
            frame.kept = False
        elif self.may_have_long_keys and self._before(event).endswith("? "):
            self._long_key(event)
            frame.kept = False
        elif first is not event:
            message = f"`{shortened(key)}` is already given in line {place(first.start_mark)[0] + 1}"
            self._report("duplicate-key", event, message, "keep one of the two")
            frame.kept = False

    def _text(self, event: yaml.ScalarEvent) -> str | Refused:
        if event.anchor or event.tag:
            self._node_feature(event)
        value: str = event.value
        if not event.style:
            if self.commented:
                self._check_comment(event)
        elif self.may_have_escapes and event.style == '"':
            value = composed(value)
            if match := HIDDEN.search(value):
                self.found.append(hidden(self.source, self._span(event), match[0]))
                return REFUSED
        return value

    def _alias(self, event: yaml.AliasEvent) -> None:
        help_line = f"write the value out; if it is text, {IN_QUOTES}"
        self._feature(event, f"`*{shortened(str(event.anchor))}` is an alias", help_line)
        frame = self.frames[-1]
        if frame.awaits_key:
            frame.take("", kept=False)
        else:
            frame.put(REFUSED)

    def _start(self, event: yaml.CollectionStartEvent, events: Events) -> None:
        frame = self.frames[-1]
        if len(self.frames) > DEPTH_LIMIT:
            self._too_deep(event)
        elif frame.awaits_key:
            self._long_key(event)
            frame.take("", kept=False)
            self._pass_over(events)
        elif isinstance(event, yaml.MappingStartEvent) and event.flow_style:
            self._braces(event, events)
            frame.put(REFUSED)
        else:
            if event.anchor or event.tag:
                self._node_feature(event)
            is_list = isinstance(event, yaml.SequenceStartEvent)
            inner = _Frame(items=[]) if is_list else _Frame(awaits_key=True)
            frame.put(inner.items if is_list else inner.entries)
            self.frames.append(inner)

    def _braces(self, event: yaml.MappingStartEvent, events: Events) -> None:
        frame = self.frames[-1]
        passed = self._pass_over(events)
        span = self._span(event, passed.last)
        if self._rest(event).startswith("{"):
            help_line = in_lines(passed.texts, frame.key if frame.items is None else None)
            self.found.append(self.source.diagnostic("flow-mapping", span, _BRACES, advice=help_line))
        else:
            message = "a colon makes a key of the text before it, in a list of texts"
            self.found.append(self.source.diagnostic("unquoted-colon", span, message, advice=IN_QUOTES))

    def _pass_over(self, events: Events) -> Passed:
        passed = pass_over(events, DEPTH_LIMIT + 1 - len(self.frames))
        if passed.is_too_deep and passed.last:
            self._too_deep(passed.last)
        return passed

    def _too_deep(self, event: yaml.Event) -> None:
        self.is_too_deep = True
        message = f"this is nested more than {DEPTH_LIMIT} levels deep"
        self._report("too-deep", event, message, "no key needs more than five")

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """A `#` in prose, or right before a word, was hardly meant to begin a comment."""
        row, end = place(event.end_mark)
        if row not in self.commented:
            return
        rest = self.source.lines[row][end:]
        comment = rest.lstrip()
        if comment.startswith("#") and (" " in event.value or comment[1:2].strip("# ")):
            span = Span(row + 1, end + len(rest) - len(comment) + 1, len(comment.rstrip()))
            message = "the text ends here: ` #` begins a comment"
            found = self.source.diagnostic("comment-cuts-value", span, message, advice=_COMMENT_HELP)
            self.found.append(found)

    def _node_feature(self, event: yaml.NodeEvent) -> None:
        what = _FEATURE.match(self._rest(event))
        kind = "an anchor" if event.anchor else "a tag"
        self._feature(event, f"`{shortened(what[0]) if what else '!'}` is {kind}", _FEATURE_HELP)

    def _long_key(self, event: yaml.NodeEvent) -> None:
        self._feature(event, "a key is one word", "write `key: value`")

    def _feature(self, event: yaml.Event, message: str, advice: str) -> None:
        self._report("yaml-feature", event, message, advice)

    def _report(self, rule: str, event: yaml.Event, message: str, advice: str) -> None:
        self.found.append(self.source.diagnostic(rule, self._span(event), message, advice=advice))

    def _span(self, event: yaml.Event, last: yaml.Event | None = None) -> Span:
        return span_of(self.source, event, last or event)

    def _before(self, event: yaml.Event) -> str:
        row, column = place(event.start_mark)
        return self.source.lines[row][:column]

    def _rest(self, event: yaml.Event) -> str:
        row, column = place(event.start_mark)
        return self.source.lines[row][column:]
