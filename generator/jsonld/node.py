"""Nodes of JSON-LD and their values, without those that are unknown or empty; and their encoding as text.

A node is a line of text. A whole block is encoded so that it cannot end an element or begin markup, wherever it is.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.model.dates import EdtfDate, PartialDate, Qualifier
from generator.model.page_paths import get_relative_url

Node = dict[str, Any]

THIS_PAGE = "./"
"""The address of the page itself."""

_UNSAFE = {unsafe: f"\\u{ord(unsafe):04x}" for unsafe in "<>&\x7f\u2028\u2029"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def build_node(type_: str | tuple[str, ...], *, id_: str = "", **properties: Any) -> Node:
    """Return a node without empty values; a list of one value is replaced by the value."""
    node: Node = {"@type": list(type_) if isinstance(type_, tuple) else type_}
    if id_:
        node["@id"] = id_
    for name, value in properties.items():
        if value or value == 0:
            node[name] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return node


def get_address(target: str, page: str) -> str:
    """Return the address of the page `target` from `page`, both relative to docs/."""
    return THIS_PAGE if target == page else get_relative_url(target, page)


def format_exact_date(date: EdtfDate | None) -> str | None:
    """Return a date in ISO 8601, as precise as it was written; None if it is uncertain or an interval."""
    return None if date is None or date.is_interval else format_exact_end(date.start)


def format_exact_end(end: PartialDate | None) -> str | None:
    """Return one end of an interval in ISO 8601; None if it is open or uncertain."""
    return end.iso if end and end.qualifier is Qualifier.EXACT else None


def encode_node(node: Node) -> str:
    """Return a node as JSON on one line."""
    return _ENCODER.encode(node)


def build_block(context: str, lines: Iterable[str]) -> str:
    """Return the text of a script element of type application/ld+json with these nodes, without `<`, `>` and `&`."""
    graph = ",\n".join(lines)
    text = f'{{"@context":"{context}","@graph":[\n{graph}\n]}}'
    for unsafe, escaped in _UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return text
