"""The wording of a denied statement, which all outputs share."""

import re

UNPUBLISHED = "a statement that is not published here"
"""The replacement for a denied statement whose briefing has no page."""

_SENTENCE_PERIOD = re.compile(r"(?<=[^\W\d_]{2})\.\Z|(?<=[\d)”’])\.\Z")
"""A period that ends a sentence, not an abbreviation of single letters."""


def strip_period(text: str) -> str:
    """Return a statement without its final period, so that it can be quoted within a sentence.

    No period then separates the denied words from the verb that denies them.
    """
    return _SENTENCE_PERIOD.sub("", text)
