"""Attributions and records as YAML lines, in the style of the file that they are added to."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diagnostics.phrases import add_prefix
from generator.model.kinds import AttributionKind
from generator.proposals.proposal import ProposedAttribution, ProposedVoice, QuoteSelector
from generator.source.yaml_scalars import format_flow_list, format_scalar

_COMMENT_WIDTH = 112
"""Characters of a line of comment, at most."""

_VOICE_KEYS = ("id", "kind", "by", "implied", "direct")
DEFAULT_ORDER = (*_VOICE_KEYS, "date", "source", "about", "answers", "disputes", "denies", "says", "quote")
"""The order of the keys of an attribution in a file that has no order of its own."""


@dataclass(frozen=True, slots=True)
class AttributionStyle:
    """The style of the attributions of a file.

    `order` is the order of their keys; `list_indent` is the indentation of lists in an entry, in spaces.
    """

    order: tuple[str, ...] = ()
    in_quotes: bool = True
    in_brackets: bool = True
    list_indent: int = 2


def render_attribution(
    attribution: ProposedAttribution,
    id_: str,
    sentence: str,
    style: AttributionStyle,
    extra_keys: Mapping[str, str],
) -> list[str]:
    """Return the lines of an entry of `attributions`, without indentation and dash.

    `says` is empty, as the desk writes it; the sentence is a comment above it. So is `denies`, which a denial rejects.
    """
    is_denial = attribution.kind is AttributionKind.DENIAL
    lines_by_key: dict[str, list[str]] = {
        "id": [f"id: {id_}"],
        "kind": [f"kind: {attribution.kind}"],
        "by": [*_render_voices(attribution.by, style)],
        "implied": _render_flag("implied", is_set=attribution.implied),
        "direct": _render_flag("direct", is_set=attribution.direct),
        "date": _render_optional("date", attribution.date),
        "about": _render_about(attribution.about, style),
        "answers": _render_optional("answers", extra_keys.get("answers")),
        "denies": ['denies: ""'] if is_denial else [],
        "says": [*_render_comment(sentence), 'says: ""'],
        "quote": [*_render_quote(attribution.quote, style)],
    }
    lines: list[str] = []
    for key in order_keys(tuple(lines_by_key), style.order):
        lines += lines_by_key[key]
    return lines


def render_record(keys: Sequence[tuple[str, str | tuple[str, ...]]]) -> list[str]:
    """Return the lines of a record with these keys."""
    lines = []
    for key, value in keys:
        text = format_scalar(value) if isinstance(value, str) else format_flow_list(value)
        lines.append(f"{key}: {text}")
    return lines


def order_keys(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """Return the keys in an order; each key that the order lacks follows its nearest predecessor among `keys`."""
    ordered = [key for key in order if key in keys]
    position = 0
    for key in keys:
        if key in ordered:
            position = ordered.index(key) + 1
        else:
            ordered.insert(position, key)
            position += 1
    return ordered


def _render_flag(key: str, *, is_set: bool) -> list[str]:
    return [f"{key}: true"] if is_set else []


def _render_optional(key: str, value: str | None) -> list[str]:
    return [f"{key}: {value}"] if value else []


def _render_about(ids: Sequence[str], style: AttributionStyle) -> list[str]:
    if not ids:
        return []
    if style.in_brackets:
        return [f"about: [{', '.join(ids)}]"]
    return ["about:", *add_prefix(f"{' ' * style.list_indent}- ", ids)]


def _render_comment(sentence: str) -> list[str]:
    return textwrap.wrap(
        sentence,
        _COMMENT_WIDTH,
        initial_indent="# ",
        subsequent_indent="# ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _render_voices(voices: Sequence[ProposedVoice], style: AttributionStyle) -> Iterator[str]:
    if len(voices) > 1:
        yield "by:"
        yield from _render_voice_list(voices, " " * style.list_indent)
    elif voices[0].actor:
        yield f"by: {voices[0].actor}"
    else:
        yield "by:"
        yield from add_prefix("  ", _render_voice(voices[0]))


def _render_voice_list(voices: Sequence[ProposedVoice], indent: str) -> Iterator[str]:
    for voice in voices:
        first_line, *other_lines = _render_voice(voice)
        yield f"{indent}- {first_line}"
        yield from add_prefix(f"{indent}  ", other_lines)


def _render_voice(voice: ProposedVoice) -> list[str]:
    if not voice.unnamed:
        return [voice.actor or ""]
    keys = {"unnamed": format_scalar(voice.unnamed), "within": voice.within, "place": voice.place}
    return [f"{key}: {value}" for key, value in keys.items() if value]


def _render_quote(quote: QuoteSelector, style: AttributionStyle) -> Iterator[str]:
    if not quote.prefix and not quote.suffix:
        yield f"quote: {format_scalar(quote.exact, in_quotes=style.in_quotes)}"
        return
    yield "quote:"
    for key, words in quote._asdict().items():
        if words:
            yield f"  {key}: {format_scalar(words, in_quotes=style.in_quotes)}"
