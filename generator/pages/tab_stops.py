"""Links of a page that are not tab stops, because the keyboard reaches the same target from another link.

A briefing with 44 statements has hundreds of links, most of them to the same few actors. A script or a screen reader
still finds each of them.
"""

import re
from collections.abc import Iterable

from generator.text.escaping import Markdown

SKIPPED = 'tabindex="-1"'
"""The attribute that takes a link out of the tab order."""

_LINK = re.compile(r"(?<!\\)(?P<end>(?:\\\\)*\])\((?P<target>[^()\s]+)\)(?:\{ (?P<attributes>[^{}]+) \})?")
"""The end of a link. A bracket with an escape before it is text; a backslash with an escape is the end of the name."""


class TabStops:
    """The targets that the keyboard has reached so far on a page, which is written from its top to its end."""

    def __init__(self, reached: Iterable[str] = ()) -> None:
        self._reached = set(reached)

    def skip_reached(self, text: Markdown) -> Markdown:
        """Return the text, in which links to targets that were reached before are no tab stops."""
        return Markdown(_LINK.sub(self._skip_if_reached, text))

    @staticmethod
    def skip_all(text: Markdown) -> Markdown:
        """Return the text, in which no link is a tab stop."""
        return Markdown(_LINK.sub(_skip, text))

    def _skip_if_reached(self, match: re.Match[str]) -> str:
        target = match["target"]
        if target in self._reached:
            return _skip(match)
        self._reached.add(target)
        return match[0]


def _skip(match: re.Match[str]) -> str:
    attributes = f"{match['attributes']} {SKIPPED}" if match["attributes"] else SKIPPED
    return f"{match['end']}({match['target']}){{ {attributes} }}"
