"""Nodes of JSON-LD, and the values in them: what is not known is left out.

Their text is made here, too: a line for each node, and a whole block, such that it ends no element and begins no markup
wherever it stands.
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.model.dates import EdtfDate, Moment, Qualifier
from generator.paths import page_address

Node = dict[str, Any]

HERE = "./"
"""The address of the page itself."""

_UNSAFE = {unsafe: f"\\u{ord(unsafe):04x}" for unsafe in "<>&\x7f\u2028\u2029"}
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def node(type_: str | tuple[str, ...], *, id_: str = "", **properties: Any) -> Node:
    """A node without what is empty; a list of one is the one."""
    made: Node = {"@type": list(type_) if isinstance(type_, tuple) else type_}
    if id_:
        made["@id"] = id_
    for name, value in properties.items():
        if value or value == 0:
            made[name] = value[0] if isinstance(value, list) and len(value) == 1 else value
    return made


def address(target: str, page: str) -> str:
    """The address of the page `target` from `page`, both relative to docs/."""
    return HERE if target == page else page_address(target, page)


def exact(date: EdtfDate | None) -> str | None:
    """A date in ISO 8601, as exact as it was written; None where it is uncertain, or an interval."""
    return None if date is None or date.is_interval else known(date.start)


def known(moment: Moment | None) -> str | None:
    """One end of an interval, as `exact` has dates."""
    return moment.iso if moment and moment.qualifier is Qualifier.EXACT else None


def line(made: Node) -> str:
    """A node as JSON on one line."""
    return _ENCODER.encode(made)


def block(context: str, lines: Iterable[str]) -> str:
    """The text of a script element of type application/ld+json that holds these nodes, without `<`, `>` and `&`."""
    graph = ",\n".join(lines)
    text = f'{{"@context":"{context}","@graph":[\n{graph}\n]}}'
    for unsafe, escaped in _UNSAFE.items():
        text = text.replace(unsafe, escaped)
    return text
