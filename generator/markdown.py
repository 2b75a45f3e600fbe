r"""Text as Markdown that shows exactly this text: the one place that knows what Python-Markdown takes for markup.

Whatever comes from content passes through here on its way to a page. Escapes are chosen so that files stay pleasant
to read: a character is escaped only where it could begin something, and with a backslash where Python-Markdown knows
one (``\*``), else as a reference (``&lt;``). Characters that begin something under the usual pymdownx extensions are
covered too, so that a site owner may switch these on; symbols that such an extension would merely make prettier are
left alone. What is markup already is a `Markdown`, and this module never looks into it.
"""

import re
from typing import Self
from urllib.parse import quote

_UNTIDY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|  ")
_BREAKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# \x02 and \x03 delimit Python-Markdown's placeholders; the others have no place in a page.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]+")

_SUSPECT = re.compile(r"[\\`*_\[\]{|<&^~=:/+#]")
_MARKUP = re.compile(
    r"""
    (?P<backslash> [\\`*\[\]{|] | _(?![^\W_]) | (?<![^\W_])_ | \#\Z | \+(?=\+\w) )
    | (?P<reference>
        [<^]
        | &(?=\#|\w+;)
        | ~(?!\d) | (?<=\S)~
        | =(?==) | (?<==)=
        | :(?=[\w+-]+:)
        | /(?=//)
      )
    """,
    re.VERBOSE,
)
_OPENING = re.compile(
    r"""
    (?P<backslash> [#>] | [-+](?=[\s-]|\Z) | !(?=!!) )
    | (?P<reference> = | :(?=[\s:]) | \?(?=\?\?) )
    | (?P<number> \d+)(?=\.(?:\s|\Z))
    """,
    re.VERBOSE,
)
_NAMED = {"<": "&lt;", "&": "&amp;"}

# Quotes and brackets end a target, backslash and backtick are read before links are, `[^` begins a footnote, a pipe
# ends a table cell.
_UNSAFE_IN_TARGET = re.compile(r"""[\x00-\x20\x7f-\x9f"'()<>\[\]\\^`{|}\u2028\u2029]|&(?=\#|\w+;)""")


class Markdown(str):
    """Markup that is safe as it stands: templates let it through unescaped (the `__html__` protocol)."""

    __slots__ = ()

    def __html__(self) -> Self:
        return self


def tidy(text: str) -> str:
    """`text` with each run of line ends, tabs and plain spaces as one space, and without control characters.

    No-break and other typographic spaces stay.
    """
    if _UNTIDY.search(text):
        return _BREAKS.sub(" ", _CONTROLS.sub("", text))
    return text


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if match.lastgroup == "backslash":
        return "\\" + found
    return _NAMED.get(found) or f"&#{ord(found)};"


def _escaped_opening(match: re.Match[str]) -> str:
    if match.lastgroup == "number":
        return match[0] + "\\"
    return _escaped(match)


def escape_run(text: str, *, opens_line: bool = False) -> str:
    """`text`, tidy already and without line ends, as inline Markdown; `opens_line` where it begins a line."""
    opening = ""
    if opens_line and (found := _OPENING.match(text)):
        opening = _escaped_opening(found)
        text = text[found.end() :]
    if _SUSPECT.search(text):
        text = _MARKUP.sub(_escaped, text)
    return opening + text


def escape(text: str) -> str:
    """`text` as inline Markdown on one line, to stand anywhere: paragraph, heading, list item, table cell, label."""
    return escape_run(tidy(text).strip(" "), opens_line=True)


def _encoded(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else quote(match[0], safe="")


def link_target(url: str) -> str:
    """`url` such that nothing in it ends or changes the link `[text](url)`; it is not judged here."""
    return _UNSAFE_IN_TARGET.sub(_encoded, url)
