"""YAML that is written for editors: lines as they would write them, in the style that they have chosen.

Only what accepted suggestions hold is written here: texts, lists of texts, and attributions. All of it is read back
as text by `generator.source.tree`, so that nothing is quoted for the sake of types.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.fields import ID_FORM
from generator.proposals.proposal import ProposedAttribution, ProposedVoice, Wording

_PLAIN = re.compile(r"[^\W_](?:[^:#\n\t\"'\\]|:(?=\S))*(?<![\s:])\Z")
"""Text that YAML reads as it stands, wherever it stands but in brackets."""
_PLAIN_IN_BRACKETS = re.compile(r"[^\W_][^:#\n\t\"'\\,\[\]{}]*(?<!\s)\Z")
_WIDTH = 110


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written: whether its texts are in quotation marks, and how deep lists are indented in entries."""

    in_quotes: bool = True
    list_indent: int = 2


def text(value: str, *, in_quotes: bool = False, in_brackets: bool = False) -> str:
    """A text as YAML, plain where that is asked for and reads the same."""
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    if not in_quotes and plain.match(value) and value.isprintable():
        return value
    if '"' in value and "\\" not in value and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if value.isprintable() and not re.search(r'["\\]', value):
        return f'"{value}"'
    return json.dumps(value)


def attribution(one: ProposedAttribution, id_: str, answers: str | None, sentence: str, style: Style) -> list[str]:
    """An entry of `attributions`, its lines without indentation and dash; `says` is empty, as it is the desk's."""
    return [
        f"id: {id_}",
        f"kind: {one.kind}",
        *_voices(one.by, style),
        *_flags(one),
        *([f"date: {one.date}"] if one.date else []),
        *([f"about: [{', '.join(one.about)}]"] if one.about else []),
        *([f"answers: {answers}"] if answers else []),
        *(f"# {line}" for line in textwrap.wrap(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)),
        'says: ""',
        *_quote(one.quote, style),
    ]


def record(keys: Sequence[tuple[str, str | tuple[str, ...]]]) -> list[str]:
    """The lines of a record of these keys."""
    return [f"{key}: {text(value) if isinstance(value, str) else in_brackets(value)}" for key, value in keys]


def in_brackets(values: Sequence[str]) -> str:
    """A list on one line."""
    return f"[{', '.join(text(value, in_brackets=True) for value in values)}]"


def _flags(one: ProposedAttribution) -> Iterator[str]:
    if one.implied:
        yield "implied: true"
    if one.direct:
        yield "direct: true"


def _voices(voices: Sequence[ProposedVoice], style: Style) -> Iterator[str]:
    if len(voices) == 1:
        first, *more = _voice(voices[0])
        if not voices[0].unnamed:
            yield f"by: {first}"
        else:
            yield "by:"
            yield from (f"  {line}" for line in (first, *more))
        return
    yield "by:"
    for voice in voices:
        first, *more = _voice(voice)
        yield f"{' ' * style.list_indent}- {first}"
        yield from (f"{' ' * style.list_indent}  {line}" for line in more)


def _voice(voice: ProposedVoice) -> list[str]:
    if not voice.unnamed:
        return [voice.actor or ""]
    where = [f"{key}: {id_}" for key, id_ in (("within", voice.within), ("place", voice.place)) if id_]
    return [f"unnamed: {text(voice.unnamed)}", *where]


def _quote(quote: Wording, style: Style) -> Iterator[str]:
    exact = text(quote.exact, in_quotes=style.in_quotes)
    if not quote.prefix and not quote.suffix:
        yield f"quote: {exact}"
        return
    yield "quote:"
    yield f"  exact: {exact}"
    for key, value in (("prefix", quote.prefix), ("suffix", quote.suffix)):
        if value:
            yield f"  {key}: {text(value, in_quotes=style.in_quotes)}"


def is_id(value: str) -> bool:
    """Whether it needs no marks at all."""
    return ID_FORM.match(value) is not None
