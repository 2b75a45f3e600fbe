"""A stacked bar: the shares of a whole, and below the bar each share in words with its number.

Shares differ by their order and by their pattern, which is also beside the words. A stylesheet may color them by their
class.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from generator.figures.svg import escape, format_number, start_tag, write_empty_element

HEIGHT: Final = 18
"""The height of the bar in pixels; it is as wide as the text."""
STRIP_HEIGHT: Final = 8
"""The height of a strip, a bar without a legend of its own."""
_GAP: Final = 1
"""The gap between two groups of a strip, in percent of its width."""

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
"""The patterns over the shares, in the color of the page; a share has the same pattern on every page."""


class BarPart(NamedTuple):
    """One share of the bar: `style` is a class for its color."""

    words: str
    number: int
    style: str = ""


class _PatternedPart(NamedTuple):
    """A share with the number of its pattern."""

    part: BarPart
    pattern: int


def draw(parts: Sequence[BarPart], *, name: str, title: str) -> str:
    """Return the figure as HTML without blank lines, the largest share first; empty shares are left out.

    `name` begins every id. The figure can distinguish only as many shares as there are patterns.
    """
    patterned = [_PatternedPart(part, number) for number, part in enumerate(parts) if part.number]
    patterned.sort(key=lambda item: -item.part.number)
    if not patterned:
        return ""
    lines = [
        '<figure class="share">',
        f"<figcaption>{escape(title)}</figcaption>",
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{HEIGHT}" aria-hidden="true">',
        *_draw_patterns(patterned, name),
        *_draw_bar(patterned, name),
        "</svg>",
        '<ul class="figure-key">',
        *(_draw_key_item(item, name) for item in patterned),
        "</ul>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def draw_strip(groups: Sequence[Sequence[BarPart]], *, name: str) -> str:
    """Return a low bar of several groups, with gaps between them, as HTML without blank lines.

    Groups and their parts keep their order. Parts with the same position in their groups have the same pattern. The
    page has the groups in words beside the strip, which screen readers leave out.
    """
    total = sum(share.number for group in groups for share in group)
    scale = (100 - _GAP * (len(groups) - 1)) / total
    patterns: dict[int, _PatternedPart] = {}
    rectangles = []
    offset = 0.0
    for group in groups:
        for number, share in enumerate(group):
            if not share.number:
                continue
            width = scale * share.number
            extent = f'x="{format_number(offset)}%" width="{format_number(width)}%" height="{STRIP_HEIGHT}"'
            rectangles.append(_draw_rectangle(extent, name, number, share.style))
            patterns[number] = _PatternedPart(share, number)
            offset += width
        offset += _GAP
    lines = [
        '<figure class="strip">',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{STRIP_HEIGHT}" aria-hidden="true">',
        *_draw_patterns(list(patterns.values()), name),
        *rectangles,
        "</svg>",
        "</figure>",
    ]
    return "\n".join(lines) + "\n"


def _draw_patterns(patterned: Sequence[_PatternedPart], name: str) -> Iterator[str]:
    for item in patterned:
        if _PATTERNS[item.pattern]:
            yield _draw_pattern(name, item.pattern)


@lru_cache
def _draw_pattern(name: str, pattern: int) -> str:
    size: dict[str, str | float] = {"width": 8, "height": 8, "patternUnits": "userSpaceOnUse"}
    stroke: dict[str, str | float] = {"fill": "none", "stroke": "#fff", "stroke_width": 2, "stroke_linecap": "round"}
    path = write_empty_element("path", class_="share-pattern", d=_PATTERNS[pattern], **stroke)
    return f"{start_tag('pattern', id=_get_id(name, pattern), **size)}{path}</pattern>"


def _get_id(name: str, pattern: int) -> str:
    return f"{name}-pattern-{pattern}"


def _draw_bar(patterned: Sequence[_PatternedPart], name: str) -> Iterator[str]:
    """Yield the shares side by side, in percent of the whole."""
    total = sum(item.part.number for item in patterned)
    preceding = 0
    for part, pattern in patterned:
        left, share = format_number(100 * preceding / total), format_number(100 * part.number / total)
        yield _draw_rectangle(f'x="{left}%" width="{share}%" height="{HEIGHT}"', name, pattern, part.style)
        preceding += part.number


def _draw_key_item(item: _PatternedPart, name: str) -> str:
    sample = _draw_sample(name, item.pattern, item.part.style)
    return f"<li>{sample}{escape(item.part.words)} {item.part.number:,}</li>"


@lru_cache
def _draw_sample(name: str, pattern: int, style: str) -> str:
    svg = '<svg class="figure-sample" width="1em" height="1em" viewBox="0 0 16 16" aria-hidden="true">'
    rectangle = _draw_rectangle('width="16" height="16"', name, pattern, style)
    return f"{svg}{rectangle}</svg>"


def _draw_rectangle(extent: str, name: str, pattern: int, style: str) -> str:
    """Return a rectangle in the color of a share, with its pattern over it."""
    classes = escape(f"share-part {style}".strip())
    rectangle = f'<rect class="{classes}" {extent} fill="currentColor"/>'
    if not _PATTERNS[pattern]:
        return rectangle
    return f'{rectangle}<rect {extent} fill="url(#{_get_id(name, pattern)})"/>'
