"""Mappings in braces: passed over as a whole, and shown to the editor as they should be written."""

import re
from dataclasses import dataclass

import yaml

from generator.source.lines import quoted
from generator.source.syntax import Events

_SHOWN = 400
"""Characters of a mapping that a help line writes out at most."""

_NEEDS_MARKS = re.compile(r": | #|:$|^$|^[^\w(]")


@dataclass(frozen=True, slots=True)
class Passed:
    """What was passed over: keys and values in turn, None if it is no flat mapping; and the last event."""

    texts: tuple[str, ...] | None
    last: yaml.Event | None
    is_too_deep: bool


def pass_over(events: Events, room: int) -> Passed:
    """The rest of the collection that has just begun, which may be `room` levels deep."""
    texts: list[str] = []
    is_flat = True
    depth = 1
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            is_flat = False
            if depth > room:
                return Passed(None, event, is_too_deep=True)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if not depth:
                return Passed(tuple(texts) if is_flat else None, event, is_too_deep=False)
        elif isinstance(event, yaml.ScalarEvent):
            texts.append(event.value)
        else:
            is_flat = False
    return Passed(None, None, is_too_deep=False)


def in_lines(texts: tuple[str, ...] | None, key: str | None) -> str:
    """How to write a mapping in braces that stands under `key`, or in a list."""
    if texts is None or sum(map(len, texts)) > _SHOWN:
        return "write each key on a line of its own, without braces"
    pairs = _pairs(texts)
    if not any(value for _, value in pairs):
        names = ", ".join(name for name, _ in pairs)
        return f"write a list in square brackets: `[{names}]`"
    lines = [f"{name}: {_as_value(value)}" for name, value in pairs]
    if key is None:
        shown = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    else:
        shown = [f"{key}:", *(f"  {line}" for line in lines)]
    return "\n".join(["write it over several lines:", *shown])


def _pairs(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Keys with values; a key without one is text that a comma cut off from the value before it."""
    pairs: list[tuple[str, str]] = []
    for name, value in zip(texts[::2], texts[1::2], strict=False):
        if pairs and pairs[-1][1] and not value:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}, {name}")
        else:
            pairs.append((name, value))
    return pairs


def _as_value(text: str) -> str:
    return quoted(text) if _NEEDS_MARKS.search(text) else text
