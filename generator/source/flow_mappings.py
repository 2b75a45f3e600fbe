"""Mappings in braces, which are skipped as a whole and shown to the editor in the form to write instead."""

import re
from dataclasses import dataclass

import yaml

from generator.diagnostics.phrases import add_prefix
from generator.source.yaml_parser import Events
from generator.source.yaml_scalars import quote_text

_MAX_EXAMPLE = 400
"""The number of characters of the largest mapping that a help line writes out."""

_NEEDS_QUOTES = re.compile(r": | #|:$|^$|^[^\w(]")


@dataclass(frozen=True, slots=True)
class SkippedCollection:
    """A skipped collection: its keys and values in turn, None if it is not a flat mapping; and the last event."""

    texts: tuple[str, ...] | None
    last_event: yaml.Event | None
    is_too_deep: bool


def skip_collection(events: Events, max_depth: int) -> SkippedCollection:
    """Skip the rest of a collection that has just begun, at most `max_depth` levels deep."""
    texts: list[str] = []
    is_flat = True
    depth = 1
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            is_flat = False
            if depth > max_depth:
                return SkippedCollection(None, event, is_too_deep=True)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            if not depth:
                return SkippedCollection(tuple(texts) if is_flat else None, event, is_too_deep=False)
        elif isinstance(event, yaml.ScalarEvent):
            texts.append(event.value)
        else:
            is_flat = False
    return SkippedCollection(None, None, is_too_deep=False)


def suggest_block_form(texts: tuple[str, ...] | None, key: str | None) -> str:
    """Return the help line for a mapping in braces under `key`, or in a list if `key` is None."""
    if texts is None or sum(map(len, texts)) > _MAX_EXAMPLE:
        return "write each key on a line of its own, without braces"
    names, values = _separate_keys_and_values(texts)
    if not any(values):
        return f"write a list in square brackets: `[{', '.join(names)}]`"
    lines = add_prefix("  ", map(_format_pair, names, values))
    if key is None:
        lines[0] = f"- {lines[0].removeprefix('  ')}"
    else:
        lines.insert(0, f"{key}:")
    return "\n".join(["write it on several lines:", *lines])


def _separate_keys_and_values(texts: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the keys and their values. A key without a value is text that a comma cut off from the value before it."""
    names: list[str] = []
    values: list[str] = []
    for name, value in zip(texts[::2], texts[1::2], strict=False):
        if not value and any(values[-1:]):
            values[-1] += f", {name}"
        else:
            names.append(name)
            values.append(value)
    return names, values


def _format_pair(name: str, value: str) -> str:
    return f"{name}: {quote_text(value) if _NEEDS_QUOTES.search(value) else value}"
