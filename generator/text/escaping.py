r"""Escaping of text as Markdown that shows exactly this text. Only this module knows the markup of Python-Markdown.

All text from content passes through here on its way to a page. Escapes keep the files readable: a character is escaped
only if it could begin markup, with a backslash if Python-Markdown supports it (``\*``) and else as a reference
(``&lt;``). Characters that begin markup in the usual pymdownx extensions are escaped too, so that a site owner can
enable them, but not symbols that such an extension would only make prettier. A `Markdown` is markup already, and this
module does not change it.
"""

import re
from typing import Self
from urllib.parse import quote

_UNTIDY = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|  ")
_BREAKS = re.compile(r"[ \t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# \x02 and \x03 delimit Python-Markdown's placeholders; pages must not contain the others.
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

# Quotation marks and brackets end a target, backslashes and backticks are parsed before links, `[^` begins a footnote,
# and a pipe ends a table cell.
_UNSAFE_IN_TARGET = re.compile(r"""[\x00-\x20\x7f-\x9f"'()<>\[\]\\^`{|}\u2028\u2029]|&(?=\#|\w+;)""")


class Markdown(str):
    """Safe markup: templates do not escape it (the `__html__` protocol)."""

    __slots__ = ()

    def __html__(self) -> Self:
        return self


def collapse_spaces(text: str) -> str:
    """Replace each run of line ends, tabs and plain spaces with one space, and remove control characters.

    No-break and other typographic spaces stay.
    """
    if _UNTIDY.search(text):
        return _BREAKS.sub(" ", _CONTROLS.sub("", text))
    return text


def _escape_match(match: re.Match[str]) -> str:
    character = match[0]
    if match.lastgroup == "backslash":
        return "\\" + character
    return _NAMED.get(character) or f"&#{ord(character)};"


def _escape_opening(match: re.Match[str]) -> str:
    if match.lastgroup == "number":
        return match[0] + "\\"
    return _escape_match(match)


def escape_run(text: str, *, opens_line: bool = False) -> str:
    """Escape `text` without control characters and line ends as inline Markdown; `opens_line` if it begins a line."""
    opening = ""
    if opens_line and (match := _OPENING.match(text)):
        opening = _escape_opening(match)
        text = text[match.end() :]
    if _SUSPECT.search(text):
        text = _MARKUP.sub(_escape_match, text)
    return opening + text


def count_escapes(text: str) -> int:
    """Return the number of characters of `text` that are escaped on a page."""
    return len(_MARKUP.findall(text))


def escape(text: str) -> str:
    """Escape `text` as inline Markdown on one line, for any position: paragraph, heading, list item, cell or label."""
    return escape_run(collapse_spaces(text).strip(" "), opens_line=True)


def _encode_match(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else quote(match[0], safe="")


def escape_link_target(url: str) -> str:
    """Escape `url` so that it cannot end or change the link `[text](url)`. Does not check whether it is allowed."""
    return _UNSAFE_IN_TARGET.sub(_encode_match, url)
