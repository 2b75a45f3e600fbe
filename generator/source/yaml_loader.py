"""YAML as plain data: dicts, lists and text, with diagnostics for every error of syntax.

Every scalar is the text that the editor wrote: there are no booleans, numbers or dates, and an empty value is empty
text. Unsupported syntax (braces, aliases, hidden characters) is reported here and is `REFUSED` in the data, so that it
is not reported again. The meaning of keys belongs in `generator.model`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

import yaml

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.source.characters import HIDDEN, normalize_nfc, report_hidden_character
from generator.source.flow_mappings import SkippedCollection, skip_collection, suggest_block_form
from generator.source.quotation_marks import describe_marks, strip_marks
from generator.source.yaml_lines import QUOTE_HELP, shorten
from generator.source.yaml_parser import DEPTH_LIMIT, Events, get_position, parse_events
from generator.source.yaml_positions import get_span, locate

__all__ = ["REFUSED", "ParsedYaml", "RefusedValue", "locate", "parse_yaml"]


class RefusedValue(Enum):
    """The type of `REFUSED`; an enumeration, so that a copy is the same object."""

    REFUSED = "refused"


REFUSED: Final = RefusedValue.REFUSED
"""The data in place of a value that was reported and left out."""

_BRACES = "a mapping in braces is not supported"
_COMMENT_HELP = f"{QUOTE_HELP}, or put the comment on a line of its own"
_FEATURE = re.compile(r"[&!]\S*")
_FEATURE_HELP = f"delete it; if it belongs to the text, {QUOTE_HELP}"


@dataclass(frozen=True, slots=True)
class ParsedYaml:
    """The data of a file, None if it is not keys and values; and the diagnostics of its syntax."""

    data: dict[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _OpenList:
    """A list that is being built."""

    data: list[Any] = field(default_factory=list)
    key: str | None = None

    def add(self, value: Any) -> None:
        self.data.append(value)

    def refuse_next(self) -> None:
        """Leave out the item that comes next."""
        self.data.append(REFUSED)


@dataclass(slots=True)
class _OpenMapping:
    """A mapping that is being built: it awaits a key and a value in turn.

    If not `keeps_value`, the next value is dropped.
    """

    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, yaml.Event] = field(default_factory=dict)
    key: str = ""
    awaits_key: bool = True
    keeps_value: bool = True

    def add(self, value: Any) -> None:
        if self.keeps_value:
            self.data[self.key] = value
        self.awaits_key = self.keeps_value = True

    def set_key(self, key: str, *, keeps_value: bool = True) -> None:
        self.key = key
        self.keeps_value = keeps_value
        self.awaits_key = False

    def refuse_next(self) -> None:
        """Leave out the key that comes next with its value, or the value."""
        if self.awaits_key:
            self.set_key("", keeps_value=False)
        else:
            self.add(REFUSED)


def parse_yaml(source: SourceFile) -> ParsedYaml:
    """Parse `source`. Never raises."""
    result = parse_events(source, lambda events: _DataBuilder(source).build(events))
    root, builder_diagnostics = result.value
    diagnostics = (*result.diagnostics, *builder_diagnostics)
    if isinstance(root, dict) and result.is_whole:
        return ParsedYaml(root, diagnostics)
    return ParsedYaml(None, diagnostics or (_report_no_mapping(source, root),))


def _report_no_mapping(source: SourceFile, root: Any) -> Diagnostic:
    example = "write keys and their values: `name: Hamas`"
    if root is None:
        return source.diagnose("yaml-syntax", Span(), "the file is empty", advice=example)
    kind = "a list" if isinstance(root, list) else "text"
    message = f"the file is {kind}, not keys and values"
    return source.diagnose("wrong-shape", Span(), message, advice=example)


class _DataBuilder:
    """A builder of data from events. It has a stack of its own, so that nesting in a file is not nesting of calls."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.root: list[Any] = []
        self.collections: list[_OpenList | _OpenMapping] = [_OpenList(self.root)]
        self.is_too_deep = False
        self.has_ended = False
        self.commented = {row for row, line in enumerate(source.lines) if " #" in line}
        self.may_have_escapes = "\\" in source.text
        self.may_have_long_keys = "? " in source.text or "?\n" in source.text

    def build(self, events: Events) -> tuple[Any, tuple[Diagnostic, ...]]:
        """Return the data, None if there is none or it is too deep; and the diagnostics."""
        for event in events:
            if handle := _HANDLERS.get(type(event)):
                handle(self, event, events)
            if self.has_ended:
                break
        root = None if self.is_too_deep else next(iter(self.root), None)
        return root, tuple(self.diagnostics)

    def add_scalar(self, event: yaml.ScalarEvent, _events: Events) -> None:
        collection = self.collections[-1]
        if isinstance(collection, _OpenMapping) and collection.awaits_key:
            self._add_key(collection, event)
        else:
            collection.add(self._read_text(event))

    def start_list(self, event: yaml.SequenceStartEvent, events: Events) -> None:
        self._start_collection(_OpenList(), event, events)

    def start_mapping(self, event: yaml.MappingStartEvent, events: Events) -> None:
        self._start_collection(_OpenMapping(), event, events)

    def end_collection(self, _event: yaml.CollectionEndEvent, _events: Events) -> None:
        self.collections.pop()

    def start_document(self, event: yaml.DocumentStartEvent, _events: Events) -> None:
        if self.root:
            self._report_feature(event, "`---` begins a second document", "keep only one document in a file")
            self.has_ended = True

    def _add_key(self, collection: _OpenMapping, event: yaml.ScalarEvent) -> None:
        key = self._read_text(event)
        if isinstance(key, RefusedValue):
            collection.refuse_next()
            return
        collection.set_key(key)
        first_event = collection.keys.setdefault(key, event)
        if key == "<<" and not event.style:
            self._report_feature(event, "`<<` is a merge key", "write out the keys")
            collection.keeps_value = False
        elif self.may_have_long_keys and self._get_text_before(event).endswith("? "):
            self._report_long_key(event)
            collection.keeps_value = False
        elif first_event is not event:
            row, _ = get_position(first_event.start_mark)
            message = f"the key `{shorten(key)}` is already used in line {row + 1}"
            self._report("duplicate-key", event, message, "keep one of the two")
            collection.keeps_value = False

    def _read_text(self, event: yaml.ScalarEvent) -> str | RefusedValue:
        self._check_anchor_and_tag(event)
        value: str = event.value
        if not event.style:
            self._check_comment(event)
            if (inner := strip_marks(value)) is not None:
                self._report("typographic-quotes", event, *describe_marks(value))
                return inner
        elif self.may_have_escapes and event.style == '"':
            value = normalize_nfc(value)
            if match := HIDDEN.search(value):
                self.diagnostics.append(report_hidden_character(self.source, self._get_span(event), match[0]))
                return REFUSED
        return value

    def refuse_alias(self, event: yaml.AliasEvent, _events: Events) -> None:
        help_line = f"write out the value; if it is text, {QUOTE_HELP}"
        self._report_feature(event, f"`*{shorten(str(event.anchor))}` is an alias", help_line)
        self.collections[-1].refuse_next()

    def _start_collection(
        self, child: _OpenList | _OpenMapping, event: yaml.CollectionStartEvent, events: Events
    ) -> None:
        collection = self.collections[-1]
        if len(self.collections) > DEPTH_LIMIT:
            self._report_too_deep(event)
        elif isinstance(collection, _OpenMapping) and collection.awaits_key:
            self._report_long_key(event)
            collection.refuse_next()
            self._skip_collection(events)
        elif isinstance(child, _OpenMapping) and event.flow_style:
            self._report_braces(event, events)
            collection.refuse_next()
        else:
            self._check_anchor_and_tag(event)
            collection.add(child.data)
            self.collections.append(child)

    def _report_braces(self, event: yaml.CollectionStartEvent, events: Events) -> None:
        collection = self.collections[-1]
        skipped = self._skip_collection(events)
        span = self._get_span(event, skipped.last_event)
        if self._get_rest(event).startswith("{"):
            help_line = suggest_block_form(skipped.texts, collection.key)
            self.diagnostics.append(self.source.diagnose("flow-mapping", span, _BRACES, advice=help_line))
        else:
            message = "a colon turns the text before it into a key, in a list of texts"
            self.diagnostics.append(self.source.diagnose("unquoted-colon", span, message, advice=QUOTE_HELP))

    def _skip_collection(self, events: Events) -> SkippedCollection:
        skipped = skip_collection(events, DEPTH_LIMIT + 1 - len(self.collections))
        if skipped.is_too_deep and skipped.last_event:
            self._report_too_deep(skipped.last_event)
        return skipped

    def _report_too_deep(self, event: yaml.Event) -> None:
        self.is_too_deep = self.has_ended = True
        message = f"this is nested more than {DEPTH_LIMIT} levels deep"
        self._report("too-deep", event, message, "use fewer levels; no key needs more than five")

    def _check_comment(self, event: yaml.ScalarEvent) -> None:
        """Report a comment after several words, or without a space after `#`: it is probably part of the text."""
        row, end = get_position(event.end_mark)
        if row not in self.commented:
            return
        rest = self.source.lines[row][end:]
        comment = rest.lstrip()
        if comment.startswith("#") and (" " in event.value or comment[1:2].strip("# ")):
            span = Span(row + 1, end + len(rest) - len(comment) + 1, len(comment.rstrip()))
            message = "the text ends here: ` #` begins a comment"
            diagnostic = self.source.diagnose("comment-cuts-value", span, message, advice=_COMMENT_HELP)
            self.diagnostics.append(diagnostic)

    def _check_anchor_and_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor or event.tag:
            match = _FEATURE.match(self._get_rest(event))
            text = shorten(match[0]) if match else "!"
            self._report_feature(event, f"`{text}` is {'an anchor' if event.anchor else 'a tag'}", _FEATURE_HELP)

    def _report_long_key(self, event: yaml.NodeEvent) -> None:
        self._report_feature(event, "a key must be one word", "write `key: value`")

    def _report_feature(self, event: yaml.Event, message: str, advice: str) -> None:
        self._report("yaml-feature", event, message, advice)

    def _report(self, rule: str, event: yaml.Event, message: str, advice: str) -> None:
        self.diagnostics.append(self.source.diagnose(rule, self._get_span(event), message, advice=advice))

    def _get_span(self, start: yaml.Event, end: yaml.Event | None = None) -> Span:
        return get_span(self.source, start, end or start)

    def _get_text_before(self, event: yaml.Event) -> str:
        row, column = get_position(event.start_mark)
        return self.source.lines[row][:column]

    def _get_rest(self, event: yaml.Event) -> str:
        row, column = get_position(event.start_mark)
        return self.source.lines[row][column:]


_HANDLERS: Mapping[type[yaml.Event], Callable[[_DataBuilder, Any, Events], None]] = {
    yaml.ScalarEvent: _DataBuilder.add_scalar,
    yaml.SequenceStartEvent: _DataBuilder.start_list,
    yaml.MappingStartEvent: _DataBuilder.start_mapping,
    yaml.SequenceEndEvent: _DataBuilder.end_collection,
    yaml.MappingEndEvent: _DataBuilder.end_collection,
    yaml.AliasEvent: _DataBuilder.refuse_alias,
    yaml.DocumentStartEvent: _DataBuilder.start_document,
}
"""The functions that read the events of a parser; other events carry no data."""
