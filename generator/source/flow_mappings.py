"""Mappings in braces, which are skipped as a whole and shown to the editor in the form to write instead."""

import re
from dataclasses import dataclass

import yaml

from generator.source.yaml_lines import quote_text
from generator.source.yaml_parser import Events

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
    pairs = _pair_keys_and_values(texts)
    if not any(value for _, value in pairs):
        names = ", ".join(name for name, _ in pairs)
        return f"write a list in square brackets: `[{names}]`"
    lines = [f"{name}: {_format_value(value)}" for name, value in pairs]
    if key is None:
        example = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    else:
        example = [f"{key}:", *(f"  {line}" for line in lines)]
    return "\n".join(["write it on several lines:", *example])


def _pair_keys_and_values(texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """Pair keys with values. A key without a value is text that a comma cut off from the value before it."""
    pairs: list[tuple[str, str]] = []
    for name, value in zip(texts[::2], texts[1::2], strict=False):
        if pairs and pairs[-1][1] and not value:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}, {name}")
        else:
            pairs.append((name, value))
    return pairs


def _format_value(text: str) -> str:
    return quote_text(text) if _NEEDS_QUOTES.search(text) else text
