"""Positions in a file of the values that the model knows by keys and list positions.

Positions are found by parsing a file again once it has an error: the positions of ten thousand files without errors
would only use memory. A cache keeps a few files, because errors come in clusters.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import yaml

from generator.diagnostics.diagnostic import SourceFile, Span
from generator.source.yaml_parser import DEPTH_LIMIT, Events, get_position, parse_events


@dataclass(slots=True)
class _Node:
    """A value: its span, the span of its key, and its children; it grows while the file is parsed."""

    span: Span
    key: Span | None = None
    is_list: bool = False
    children: dict[str | int, "_Node"] = field(default_factory=dict)


@dataclass(slots=True)
class _OpenNode:
    """A list or mapping that is being parsed; `key` is a key whose value follows."""

    node: _Node
    start: yaml.Event
    key: tuple[str, Span] | None = None


def locate(source: SourceFile, path: tuple[str | int, ...], *, key: bool = False) -> Span:
    """Return the span of the value at `path`, or of its key.

    A missing value has the span of its container: for a missing key, the first key of its mapping, or the beginning of
    the file. A list position in a value that is not a list is that value itself. An empty value has the span of its
    key.
    """
    node = _parse_nodes(source)
    for step in path:
        child = node.children.get(step)
        if child:
            node = child
        elif isinstance(step, str) or node.is_list:
            return node.span
    return node.key if key and node.key else node.span


def get_span(source: SourceFile, start: yaml.Event, end: yaml.Event) -> Span:
    """Return the span from one event to another, cut at the end of the first line."""
    row, column = get_position(start.start_mark)
    end_row, end_column = get_position(end.end_mark)
    line = source.get_line(row + 1)
    if end_row > row:
        end_column = len(line.rstrip())
    return Span(row + 1, column + 1, max(1, min(end_column, len(line)) - column))


@lru_cache(maxsize=8)
def _parse_nodes(source: SourceFile) -> _Node:
    root = parse_events(source, lambda events: _build_nodes(source, events)).value
    root.span = Span()
    return root


def _build_nodes(source: SourceFile, events: Events) -> _Node:
    """Build the nodes of the first document, down to the limit of nesting."""
    top = _Node(Span(), is_list=True)
    stack = [_OpenNode(top, yaml.StreamStartEvent())]
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            _close_node(source, stack.pop(), event)
        elif isinstance(event, yaml.NodeEvent):
            span = get_span(source, event, event)
            node = _Node(span, is_list=isinstance(event, yaml.SequenceStartEvent))
            _add_node(stack[-1], node, event)
            if isinstance(event, yaml.CollectionStartEvent):
                stack.append(_OpenNode(node, event))
        if isinstance(event, yaml.DocumentEndEvent) or len(stack) > DEPTH_LIMIT + 1:
            break
    return top.children.get(0, top)


def _add_node(parent: _OpenNode, node: _Node, event: yaml.NodeEvent) -> None:
    """Add a node to its parent: as the next key, as the value of the open key, or at the end of a list."""
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


def _close_node(source: SourceFile, opened: _OpenNode, event: yaml.CollectionEndEvent) -> None:
    if opened.node.is_list or getattr(opened.start, "flow_style", False):
        opened.node.span = get_span(source, opened.start, event)
