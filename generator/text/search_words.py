"""Words in the form in which the search compares them: lower-case plain letters, split at all punctuation.

`generator.text.folding` folds the letters: `Wałęsa` becomes `walesa`, `l’Union` becomes `l` and `union`, and full-width
letters and ligatures become plain ones. The index and readers' queries are folded in the same way:
`theme/assets/search/folding.js` is the counterpart of `extract_words` in the browser, with the same table.
"""

import re
from unicodedata import normalize

from generator.text.characters import MARK
from generator.text.folding import JOINERS, Level, fold

_MARKS = MARK + "\u2cef-\u2cf1\u2d7f\u2de0-\u2dff"
"""All combining marks, with those of Coptic, Tifinagh and Church Slavonic."""
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_JOINERS = re.compile(f"[{JOINERS}]")


def extract_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, in order."""
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    folded = fold(normalize("NFC", text), Level.SEARCH).text
    # Readers who search ignore joiners; texts in capitals have no final sigma.
    plain = normalize("NFC", _JOINERS.sub("", folded).replace("ς", "σ"))
    return tuple(_WORD.findall(plain))
