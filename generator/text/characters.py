"""Characters and tokens of words.

`TOKEN` splits folded text (`generator.text.folding`) into words, spaces and single marks. This module is independent
of the language and expects text in NFC.
"""

import re
from itertools import chain
from unicodedata import category

from generator.text.folding import JOINERS

_EAST_ASIAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd"
)
"""The characters of Han and kana, as a character set of `re`."""
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff" + _EAST_ASIAN
"""Han, kana, Thai, Lao, Burmese and Khmer: scripts without spaces, in which each character is a token."""

_MARK_BLOCKS = (range(0x300, 0x2100), range(0x302A, 0x3100), range(0xA66F, 0xAC00), range(0xFB1E, 0xFE30))
MARK = "".join(letter for letter in map(chr, chain(*_MARK_BLOCKS)) if category(letter).startswith("M")) + JOINERS
"""All combining marks and joiners, as a character set of `re`."""
_LETTER = rf"[^\W{SPACELESS}]"

WORD_FORM = f"{_LETTER}+(?:[{MARK}]+{_LETTER}*)*"
"""A run of letters and digits with their combining marks, which `\\w` does not match."""

WORD = re.compile(WORD_FORM)
TOKEN = re.compile(rf"{WORD_FORM}| +|[{SPACELESS}][{MARK}]*|.", re.DOTALL)
"""The tokens of folded text: words, runs of spaces and single characters. Joined, they are the text."""

_IN_WORD = re.compile(_LETTER)
_MARKS = frozenset(MARK)
_REST_OF_WORD = re.compile(rf"(?:{_LETTER}|[{MARK}])*")

_HAN_OR_KANA = re.compile(f"[{_EAST_ASIAN}]")
_OTHER_SPACELESS = re.compile(rf"[{SPACELESS}][{MARK}]*")


def is_word(token: str) -> bool:
    """Check whether a token is a word of a script with spaces."""
    return WORD.match(token) is not None


def splits_word(text: str, position: int) -> bool:
    """Check whether a cut before the character at `position` would split a word, or a letter from its marks."""
    if text[position : position + 1] in _MARKS:
        return True
    end = position
    while end and text[end - 1] in _MARKS:
        end -= 1
    # Marks without a letter do not join the next character to a word.
    return bool(end and _IN_WORD.match(text, end - 1) and _IN_WORD.match(text, position))


def find_word_end(text: str, position: int) -> int:
    """Return the end of the word that contains `position`, or `position` itself outside of words."""
    rest = _REST_OF_WORD.match(text, position)
    return rest.end() if rest else position


def count_words(text: str) -> int:
    """Count the words of a text as a reader would.

    Spaces and dashes separate words. Two characters of Han or kana count as one word, and so do four characters of
    another script without spaces.
    """
    spaced, halves = _HAN_OR_KANA.subn(" ", text)
    spaced, quarters = _OTHER_SPACELESS.subn(" ", spaced)
    spaced_words = filter(WORD.search, spaced.replace("—", " ").split())
    return len(list(spaced_words)) + (halves + 1) // 2 + (quarters + 3) // 4
