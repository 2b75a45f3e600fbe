"""Where in a file a value stands that the model knows by keys and list positions.

Places are found by parsing the file again, when there is something to say about it: positions of ten thousand
files without mistakes would only take up memory. A few files are kept, since mistakes come in clusters.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from generator.diagnostics import Source, Span
from generator.source.syntax import DEPTH_LIMIT, Events, place, read


@dataclass(slots=True)
class _Node:
    """One value: its place, that of its key, and what is in it; it grows while the file is read."""

    span: Span
    key: Span | None = None
    is_list: bool = False
    children: dict[str | int, "_Node"] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; `key` waits for its value."""

    node: _Node
    start: yaml.Event
    key: tuple[str, Span] | None = None


def locate(source: Source, path: tuple[str | int, ...], *, key: bool = False) -> Span:
    """The place of the value at `path`, or of its key.

    What is not there has the place of what should hold it: for a missing key that is the first key of its
    mapping, or the beginning of the file. A position in what is no list is that value itself. An empty value
    has the place of its key.
    """
    node = _root(source)
    for step in path:
        child = node.children.get(step)
        if child:
            node = child
        elif isinstance(step, str) or node.is_list:
            return node.span
    return node.key if key and node.key else node.span


def span_of(source: Source, first: yaml.Event, last: yaml.Event) -> Span:
    """The place from one event to another, as much of it as is on the first line."""
    row, column = place(first.start_mark)
    last_row, end = place(last.end_mark)
    line = source.lines[row] if row < len(source.lines) else ""
    if last_row > row:
        end = len(line.rstrip())
    return Span(row + 1, column + 1, max(1, min(end, len(line)) - column))


@lru_cache(maxsize=8)
def _root(source: Source) -> _Node:
    root = read(source, lambda events: _tree(source, events)).value
    root.span = Span()
    return root


def _tree(source: Source, events: Events) -> _Node:
    """The places of all values in the first document, or as deep as files are read."""
    top = _Node(Span(), is_list=True)
    stack = [_Open(top, yaml.StreamStartEvent())]
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            _close(source, stack.pop(), event)
        elif isinstance(event, yaml.NodeEvent):
            span = span_of(source, event, event)
            node = _Node(span, is_list=isinstance(event, yaml.SequenceStartEvent))
            _add(stack[-1], node, event)
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_Open(node, event))
        if isinstance(event, yaml.DocumentEndEvent) or len(stack) > DEPTH_LIMIT + 1:
            break
    return top.children.get(0, top)


def _add(parent: _Open, node: _Node, event: yaml.NodeEvent) -> None:
    """Put a node where it belongs: as a key, under the key that waits, or at the end of a list."""
    children = parent.node.children
    if parent.node.is_list:
        children[len(children)] = node
    elif parent.key is None:
        parent.key = (event.value if isinstance(event, yaml.ScalarEvent) else "", node.span)
        if not children:
            parent.node.span = node.span
    else:
        name, node.key = parent.key
        parent.key = None
        children.setdefault(name, node)
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
            node.span = node.key


def _close(source: Source, ended: _Open, event: yaml.CollectionEndEvent) -> None:
    if ended.node.is_list or getattr(ended.start, "flow_style", False):
        ended.node.span = span_of(source, ended.start, event)
