"""The reader of the search data in a page of docs/: one line of JSON in its front matter, which `pages.facets` writes.

docs/ is what every engine reads, so the data is the same whichever engine builds the page. A hand-written page may have
this line too; a line that is not as expected counts as none.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

FacetValue = tuple[str, str]
"""A value of a facet: its id and its label."""


class SearchData(NamedTuple):
    """The search data of a page; all of it may be missing."""

    title: str = ""
    names: str = ""
    """The names by which the page is found first."""
    date: str = ""
    """The date that a result shows."""
    day: str = ""
    """The day to sort by, as YYYY-MM-DD."""
    facets: Mapping[str, Sequence[FacetValue]] = {}
    """The values of each facet."""

    @property
    def kind(self) -> str:
        """The kind of page that a result shows; empty if there is none."""
        values = self.facets.get("kind")
        return values[0][1] if values else ""


def read_search_data(markdown: bytes) -> SearchData:
    """Return the search data of a page of docs/, given its file."""
    text = _find_json(markdown)
    if not text:
        return SearchData()
    try:
        return _parse(json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return SearchData()


def _find_json(markdown: bytes) -> bytes:
    """Return the value of `search_data` in the front matter; empty if there is none."""
    front_matter, end, _ = markdown.partition(b"\n---")
    if not (end and front_matter.startswith(b"---")):
        return b""
    _, _, rest = front_matter.partition(b"\nsearch_data: ")
    return rest.partition(b"\n")[0]


def _parse(fields: Any) -> SearchData:
    """Return the data in JSON. Raise `ValueError`, `TypeError` or `AttributeError` if it has another form."""
    facets: dict[str, list[FacetValue]] = {}
    for facet, values in fields.get("facets", {}).items():
        facets[_read_text(facet)] = [(_read_text(id_), _read_text(label)) for id_, label in values]
    return SearchData(
        title=_read_text(fields.get("title", "")),
        names=_read_text(fields.get("names", "")),
        date=_read_text(fields.get("date", "")),
        day=_read_text(fields.get("day", "")),
        facets=facets,
    )


def _read_text(value: Any) -> str:
    """Return a text. Raise `TypeError` if it has another type, and `ValueError` if it has half a character."""
    if not isinstance(value, str):
        raise TypeError
    value.encode()
    return value
