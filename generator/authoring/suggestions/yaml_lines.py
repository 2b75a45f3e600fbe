"""Attributions and records as YAML lines, in the style of the file that they go into."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.proposals.proposal import ProposedAttribution, ProposedVoice, Wording
from generator.source.scalars import bracketed, scalar

_WIDTH = 110
"""Characters of a line of comment."""

ORDER = ("id", "kind", "by", "implied", "direct", "date", "source", "about", "answers", "disputes", "says", "quote")
"""The keys of an attribution as they are written where a file has no order of its own."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the attributions of a file are written.

    `order` are their keys as they follow each other, `list_indent` is how deep lists stand in an entry.
    """

    order: tuple[str, ...] = ()
    in_quotes: bool = True
    in_brackets: bool = True
    list_indent: int = 2


def attribution(
    one: ProposedAttribution, id_: str, sentence: str, style: Style, also: Mapping[str, str] | None = None
) -> list[str]:
    """An entry of `attributions`, its lines without indentation and dash.

    `says` is empty, as it is the desk's to write; the sentence stands over it. `also` are further keys.
    """
    further = also or {}
    parts: dict[str, list[str]] = {
        "id": [f"id: {id_}"],
        "kind": [f"kind: {one.kind}"],
        "by": [*_voices(one.by, style)],
        "implied": ["implied: true"] if one.implied else [],
        "direct": ["direct: true"] if one.direct else [],
        "date": [f"date: {one.date}"] if one.date else [],
        "about": _about(one.about, style),
        "answers": [f"answers: {further['answers']}"] if "answers" in further else [],
        "says": [*_comment(sentence), 'says: ""'],
        "quote": [*_quote(one.quote, style)],
    }
    return [line for key in in_order(tuple(parts), style.order) for line in parts[key]]


def record(keys: Sequence[tuple[str, str | tuple[str, ...]]]) -> list[str]:
    """The lines of a record of these keys."""
    return [f"{key}: {scalar(value) if isinstance(value, str) else bracketed(value)}" for key, value in keys]


def in_order(keys: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The keys in the `wanted` order; each that has no place in it behind the one that it follows by itself."""
    done = [key for key in wanted if key in keys]
    for number, key in enumerate(keys):
        if key not in done:
            before = [one for one in keys[:number] if one in done]
            done.insert(done.index(before[-1]) + 1 if before else 0, key)
    return done


def _about(ids: Sequence[str], style: Style) -> list[str]:
    if not ids or style.in_brackets:
        return [f"about: [{', '.join(ids)}]"] if ids else []
    return ["about:", *(f"{' ' * style.list_indent}- {id_}" for id_ in ids)]


def _comment(sentence: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def _voices(voices: Sequence[ProposedVoice], style: Style) -> Iterator[str]:
    if len(voices) == 1 and voices[0].actor:
        yield f"by: {voices[0].actor}"
        return
    yield "by:"
    alone = len(voices) == 1
    for voice in voices:
        first, *more = _voice(voice)
        yield f"  {first}" if alone else f"{' ' * style.list_indent}- {first}"
        yield from (f"  {line}" if alone else f"{' ' * style.list_indent}  {line}" for line in more)


def _voice(voice: ProposedVoice) -> list[str]:
    if not voice.unnamed:
        return [voice.actor or ""]
    where = [f"{key}: {id_}" for key, id_ in (("within", voice.within), ("place", voice.place)) if id_]
    return [f"unnamed: {scalar(voice.unnamed)}", *where]


def _quote(quote: Wording, style: Style) -> Iterator[str]:
    exact = scalar(quote.exact, in_quotes=style.in_quotes)
    sides = [(key, value) for key, value in (("prefix", quote.prefix), ("suffix", quote.suffix)) if value]
    if not sides:
        yield f"quote: {exact}"
        return
    yield "quote:"
    for key, value in (("exact", quote.exact), *sides):
        yield f"  {key}: {scalar(value, in_quotes=style.in_quotes)}"
