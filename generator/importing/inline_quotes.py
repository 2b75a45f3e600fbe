"""Quotations within a sentence (`<q>`): the marks that a browser shows are written into the text.

The language of the element gives the marks (HTML, 15.3.4, and Unicode's CLDR). Works that are cited (`<cite>`) become
emphasis. This comes before anything else reads the elements, as trafilatura would read each `<q>` as a block.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.importing.elements import get_element_text, get_leading_text, get_tail

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENGLISH = "“”‘’"
_BY_LANGUAGE: Mapping[str, str] = {
    **dict.fromkeys(("bg", "cs", "de", "is", "lt", "sk", "sl", "sr"), "„“‚‘"),
    **dict.fromkeys(("hr", "pl", "ro"), "„”«»"),
    **dict.fromkeys(("ca", "el", "es", "it", "pt-pt"), "«»“”"),
    **dict.fromkeys(("be", "ru", "uk"), "«»„“"),
    **dict.fromkeys(("de-ch", "de-li", "fa", "fr-ch", "it-ch"), "«»‹›"),
    **dict.fromkeys(("fi", "he", "sv"), "””’’"),
    **dict.fromkeys(("ja", "zh-hant", "zh-hk", "zh-tw"), "「」『』"),
    **dict.fromkeys(("nb", "nn", "no"), "«»‘’"),
    **dict.fromkeys(("et", "ka"), "„“«»"),
    "ar": "”“’‘",
    "fr": "«»«»",
    "hu": "„”»«",
    "hy": "«»«»",
    "nl": "‘’“”",
}
"""Marks by language tag in lower case: those of a quotation, then those of one within it."""

_MARK = '["“”„«»‹›‘’‚「」『』]'
_MARKED = re.compile(rf"\s*{_MARK}.*{_MARK}\s*", re.DOTALL)
"""The text of a quotation that has its marks already."""


def write_quotation_marks(root: "_Element", language: str = "") -> None:
    """Write the marks of each `<q>` below `root` into the text, and turn each `<cite>` into emphasis.

    `language` is used if neither an element nor one above it states its own.
    """
    for element in [*root.iter("q")]:
        opening, closing = _choose_marks(element, language)
        if _MARKED.fullmatch(get_element_text(element)):
            opening = closing = ""
        element.text = opening + get_leading_text(element).lstrip()
        _append(element, closing)
    for element in [*root.iter("q")]:
        element.drop_tag()
    for element in root.iter("cite"):
        # Below a block quotation it names the author of the words, not a work.
        if next(element.iterancestors("blockquote", "figcaption", "footer"), None) is None:
            element.tag = "i"


def _choose_marks(element: "_Element", language: str) -> tuple[str, str]:
    """Return the opening and closing mark of a quotation; every second level of nesting has the inner marks."""
    marks = _get_marks(_find_language(element) or language)
    depth = len(list(element.iterancestors("q")))
    offset = 2 * (depth % 2)
    return marks[offset], marks[offset + 1]


def _find_language(element: "_Element") -> str:
    """Return the language of a quotation, or else that of the sentence that quotes; empty if none is stated."""
    languages = map(get_stated_language, (element, *element.iterancestors()))
    return next(filter(None, languages), "").strip()


def get_stated_language(element: "_Element") -> str:
    """Return the language that an element itself states, as it is written; empty if it states none."""
    return str(element.get("lang") or element.get(_XML_LANGUAGE) or element.get("xml:lang", ""))


def _get_marks(language: str) -> str:
    subtags = language.replace("_", "-").lower().split("-")
    for length in range(len(subtags), 0, -1):
        if marks := _BY_LANGUAGE.get("-".join(subtags[:length])):
            return marks
    return _ENGLISH


def _append(element: "_Element", text: str) -> None:
    """Append to the text of an element, without the spaces at its end."""
    if len(element):
        last = element[-1]
        last.tail = get_tail(last).rstrip() + text
    else:
        element.text = get_leading_text(element).rstrip() + text
