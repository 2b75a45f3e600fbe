"""Templates: `generator/templates/*.md.j2` have the layout of pages, which the owner of a site can read and change.

Every value is escaped as Markdown unless it is `Markdown` already, so that no template lets text through as markup.
"""

import html
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.pages.change_text import format_change
from generator.pages.page_context import PageContext
from generator.pages.wording import capitalize, count, show_text
from generator.text.escaping import Markdown

_CONTEXT_FILTERS = (
    "describe_briefing",
    "describe_note",
    "describe_statement",
    "format_details",
    "format_sentence",
    "get_card",
    "link",
    "link_place",
    "link_words",
)
"""Methods of a page's context that templates use as filters: `context | link(ref)`.

There are tens of thousands of rows, and in Jinja a filter costs a third of a method call.
"""

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_PRINTABLE = (str, int)
"""Types of values that a template may print and that are not markup."""

TEMPLATES = Path(__file__).parent.parent / "templates"


def render_template(template: str, **values: Any) -> str:
    """Return the text of a page from the template of that name."""
    return _get_environment().get_template(f"{template}.md.j2").render(values)


def format_front_matter(value: str) -> Markdown:
    """Return a value for the front matter, escaped for HTML, because MkDocs writes it into HTML as it is."""
    return Markdown(_ENCODER.encode(html.escape(" ".join(value.split()))))


def repeat(value: str, times: int) -> Markdown:
    """Return indentation, in which escaping would collapse the spaces."""
    return Markdown(value * times)


class _MarkdownEnvironment(Environment):
    """An environment in which macros return markup, so that printing their result does not escape it again.

    Jinja's own autoescaping is for HTML, and costs a call for each printed value. `finalize` escapes values instead.
    """

    @staticmethod
    def concat(strings: Iterable[str]) -> Markdown:
        return Markdown("".join(strings))


@cache
def _get_environment() -> Environment:
    environment = _MarkdownEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,  # a build reads each template once
        autoescape=False,  # `finalize` escapes every value that is not markup
        finalize=_escape_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "front_matter": format_front_matter,
        "capital": capitalize,
        "count": count,
        "repeat": repeat,
        "format_change": format_change,
    }
    environment.filters |= {name: getattr(PageContext, name) for name in _CONTEXT_FILTERS}
    return environment


def _escape_printed(value: Any) -> Any:
    """Return the form of a value that a template prints: escaped text, a number, or markup as it is.

    Raise `TypeError` for values of other types.
    """
    if isinstance(value, Markdown):
        return value
    if isinstance(value, _PRINTABLE):
        return value if hasattr(value, "__html__") else show_text(str(value))
    message = f"a template prints {value!r}"
    raise TypeError(message)
