"""Shares of a whole: one bar in parts, and below it each part in words with its number.

Parts are told apart by their order and their pattern, which the words have beside them; a stylesheet may colour them
by their class.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from generator.figures.svg import empty, escape, number, tag

HEIGHT: Final = 18
"""Of the bar, in pixels; its width is that of the text."""

_PATTERNS: Final = (
    "",
    "M-2 2L2 -2M0 8L8 0M6 10L10 6",
    "M2 2h.01M6 6h.01",
    "M0 2H8M0 6H8",
    "M-2 6L2 10M0 0L8 8M6 -2L10 2",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
    "M4 4h.01",
)
"""What is drawn over each part, in the colour of the page; a part has the same on every page."""


class Part(NamedTuple):
    """One part: `style` is a class for its colour."""

    words: str
    number: int
    style: str = ""


def draw(parts: Sequence[Part], *, name: str, title: str) -> str:
    """The figure as HTML without blank lines, the largest part first; parts of nothing are left out.

    `name` begins every id. Not more parts than there are patterns can be told apart.
    """
    filled = [(place, part) for place, part in enumerate(parts) if part.number]
    filled.sort(key=lambda each: -each[1].number)
    if not filled:
        return ""
    lines = [
        '<figure class="share">',
        f"<figcaption>{escape(title)}</figcaption>",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{HEIGHT}" aria-hidden="true">',
        *(_pattern(name, place) for place, _ in filled if _PATTERNS[place]),
        *_bar(filled, name),
        "</svg>",
        '<ul class="figure-key">',
        *(f"<li>{_sample(name, place, part.style)}{escape(part.words)} {part.number:,}</li>" for place, part in filled),
        "</ul>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


@lru_cache
def _pattern(name: str, place: int) -> str:
    size: dict[str, str | float] = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
    stroke: dict[str, str | float] = {"fill": "none", "stroke": "#fff", "stroke_width": 2, "stroke_linecap": "round"}
    drawn = empty("path", class_="share-pattern", d=_PATTERNS[place], **stroke)
    return f"{tag('pattern', id=_id(name, place), **size)}{drawn}</pattern>"


def _id(name: str, place: int) -> str:
    return f"{name}-pattern-{place}"


def _bar(filled: Sequence[tuple[int, Part]], name: str) -> Iterator[str]:
    """The parts side by side, as per cent of the whole."""
    total = sum(part.number for _, part in filled)
    before = 0
    for place, part in filled:
        left, share = number(100 * before / total), number(100 * part.number / total)
        yield _filled(f'x="{left}%" width="{share}%" height="{HEIGHT}"', name, place, part.style)
        before += part.number


@lru_cache
def _sample(name: str, place: int, style: str) -> str:
    box = '<svg class="figure-sample" width="1em" height="1em" viewBox="0 0 16 16" aria-hidden="true">'
    drawn = _filled('width="16" height="16"', name, place, style)
    return f"{box}{drawn}</svg>"


def _filled(extent: str, name: str, place: int, style: str) -> str:
    """A rectangle in the colour of a part, with its pattern over it."""
    classes = escape(f"share-part {style}".strip())
    plain = f'<rect class="{classes}" {extent} fill="currentColor"/>'
    if not _PATTERNS[place]:
        return plain
    return f'{plain}<rect {extent} fill="url(#{_id(name, place)})"/>'
