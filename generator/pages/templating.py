"""Templates: layout lives in `generator/templates/*.md.j2`, which a site's owner can read and change.

Every value is escaped as Markdown unless it is `Markdown` already, so that a template cannot let text through as
markup by forgetting something.
"""

import html
import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.markdown import Markdown
from generator.pages.standpoint import Standpoint
from generator.pages.wording import capital, count, shown

_SAID = ("brief", "card", "link", "particulars", "place", "says", "sentence", "words")
"""Words of a page's standpoint that templates take as filters, `here | link(ref)`: rows have them by the ten thousand,
and Jinja calls a filter at a third of the cost of a method."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_PLAIN = (str, int)
"""What a template may print that is no markup."""

TEMPLATES = Path(__file__).parent.parent / "templates"


def render(template: str, **values: Any) -> str:
    """The text of a page from a template of that name."""
    return _environment().get_template(f"{template}.md.j2").render(values)


@lru_cache(maxsize=1 << 16)
def front_matter(value: str) -> Markdown:
    """A value of a page's front matter: MkDocs puts it into HTML as it is, so it is escaped for that here.

    Names are values on all pages that have them as a facet.
    """
    return Markdown(_ENCODER.encode(html.escape(" ".join(value.split()))))


def repeat(value: str, times: int) -> Markdown:
    """Indentation, which escaping would fold."""
    return Markdown(value * times)


class _MarkdownEnvironment(Environment):
    """Jinja's own autoescaping is for HTML, and costs a call for each value printed: `finalize` does it instead.

    What a macro prints is markup; a caller that prints it again must not escape it.
    """

    @staticmethod
    def concat(parts: Iterable[str]) -> Markdown:
        return Markdown("".join(parts))


@cache
def _environment() -> Environment:
    environment = _MarkdownEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=False,  # a build reads each template once
        autoescape=False,  # `finalize` escapes every value that is not markup
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"front_matter": front_matter, "capital": capital, "count": count, "repeat": repeat}
    environment.filters |= {name: getattr(Standpoint, name) for name in _SAID}
    return environment


def _printed(value: Any) -> Any:
    """What a template prints for a value: text is escaped; nothing else but numbers and markup is printed."""
    if isinstance(value, Markdown):
        return value
    if isinstance(value, _PLAIN):
        return value if hasattr(value, "__html__") else shown(str(value))
    message = f"a template prints {value!r}"
    raise TypeError(message)
