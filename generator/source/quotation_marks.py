"""Typographic quotation marks in place of YAML's straight ones: word processors insert them.

To YAML they are letters. A text that is completely within such marks was meant to be quoted; a text that only begins
or ends with a quotation was not.
"""

import re

from generator.source.yaml_lines import MAX_QUOTED, strip_comment
from generator.source.yaml_scalars import quote_text

_DOUBLE = "“”„‟«»"
_IN_MARKS = re.compile(f"""[{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}"]|[‘‚‛‹].+[’‘›‹']""", re.DOTALL)
"""A text in typographic marks: one quotation, not several. `’` opens none, because it is also the apostrophe."""


def strip_marks(text: str) -> str | None:
    """Return the text without the typographic marks that enclose all of it, or None if there are none."""
    return text[1:-1].strip() if _IN_MARKS.fullmatch(text) else None


def describe_marks(text: str) -> tuple[str, str]:
    """Return the message and the help line for a text in typographic marks."""
    opening, closing = text[0], text[-1]
    if opening == closing or closing in "\"'":
        message = f"`{opening}` is not a quotation mark in YAML"
    else:
        message = f"`{opening}` and `{closing}` are not quotation marks in YAML"
    if len(text) > MAX_QUOTED or "\n" in text:
        return message, "write straight quotation marks; if these belong to the text, put straight ones around them"
    inner = strip_marks(text) or text[1:-1]
    return message, f"write `{quote_text(inner)}`; if the marks belong to the text, `{quote_text(text)}`"


def is_in_marks(text: str) -> bool:
    """Check whether the value of a line, without its comment, is in typographic marks."""
    return strip_marks(strip_comment(text)) is not None
