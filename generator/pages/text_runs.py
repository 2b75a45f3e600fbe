"""A line of text as runs: pieces of it, of which each has one style and leads to one page at most.

Pages print runs as Markdown, and the data of the list of all statements has them as JSON. So both have the same words.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.pages.wording import show_text
from generator.text.escaping import Markdown

STRONG, EMPHASIS = "strong", "em"
"""Styles of runs, by the names of their elements in HTML."""
_MARKS = {"": "", STRONG: "**", EMPHASIS: "*"}


class Run(NamedTuple):
    """A piece of a line: `path` is the page that it leads to, relative to docs/; `style` is one of the styles."""

    text: str
    path: str = ""
    style: str = ""


def format_runs(runs: Iterable[Run], up: str) -> Markdown:
    """Return runs as Markdown; `up` leads from the page to docs/."""
    return Markdown("".join(_format_run(run, up) for run in runs))


def _format_run(run: Run, up: str) -> str:
    mark = _MARKS[run.style]
    text = _show_with_spaces(run.text)
    return f"{mark}[{text}]({up}{run.path}){mark}" if run.path else f"{mark}{text}{mark}"


def _show_with_spaces(text: str) -> str:
    """Return Markdown that shows a text, with the spaces at its ends, which separate it from its neighbors."""
    words = text.strip(" ")
    before, _, after = text.partition(words) if words else (text, "", "")
    return f"{before}{show_text(words)}{after}"


def join_runs(items: Sequence[Sequence[Run]]) -> Iterator[Run]:
    """Yield the runs of several items as one phrase: "a", "a and b", "a, b and c"."""
    for position, item in enumerate(items):
        if position:
            yield Run(" and " if position == len(items) - 1 else ", ")
        yield from item
