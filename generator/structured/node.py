"""Nodes of JSON-LD, and the values in them: what is not known is left out.

The text of a whole block is made here, too, such that it ends no element and begins no markup wherever it stands.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from generator.model.dates import EdtfDate, Moment, Qualifier
from generator.paths import page_address

Node = dict[str, Any]

HERE = "./"
"""The address of the page itself."""

_UNSAFE = re.compile("[<>&\x7f\u2028\u2029]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def node(type_: str | tuple[str, ...], *, id_: str = "", **properties: Any) -> Node:
    """A node without what is empty; a list of one is the one."""
    head: Node = {"@type": list(type_) if isinstance(type_, tuple) else type_}
    if id_:
        head["@id"] = id_
    return head | {name: _single(value) for name, value in properties.items() if value not in (None, "", [], {})}


def _single(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def address(target: str, page: str) -> str:
    """The address of the page `target` from `page`, both relative to docs/."""
    return HERE if target == page else page_address(target, page)


def exact(date: EdtfDate | None) -> str | None:
    """A date in ISO 8601, as exact as it was written; None where it is uncertain, or an interval."""
    return None if date is None or date.is_interval else known(date.start)


def known(moment: Moment | None) -> str | None:
    """One end of an interval, as `exact` has dates."""
    return moment.iso if moment and moment.qualifier is Qualifier.EXACT else None


def block(context: str, graph: Iterable[Node]) -> str:
    """The text of a script element of type application/ld+json: one node a line, without `<`, `>` and `&`."""
    lines = ",\n".join(map(_ENCODER.encode, graph))
    return _UNSAFE.sub(_escaped, f'{{"@context":"{context}","@graph":[\n{lines}\n]}}')


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
