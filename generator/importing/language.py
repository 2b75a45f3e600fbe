"""The language of a text that does not state it, detected from its script and its most frequent words.

The words are the stop lists of jusText for a hundred languages, a dependency of trafilatura; the names of languages and
their tags are Unicode's (Babel). No language is detected in a text that is short, or is like two languages.
"""

import re
from collections import Counter
from functools import cache

from generator.text.characters import WORD
from generator.text.common_words import locate_stop_lists

_BY_SCRIPT = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u0c00-\u0c7f]"), "te"),
)
"""Scripts of a single language, or of one that is used far more than others; the first with enough letters counts."""

_MIN_SCRIPT_PERCENT = 15
"""More than this share of a text's letters are in the script of its language; half of Japanese is in Han."""

_SAMPLE_LENGTH = 20_000
_FREQUENT_WORDS = 100
"""The number of a language's most frequent words that are counted."""
_MIN_WORDS = 20
"""Words of a text at least; the language of a shorter one is not detected."""
_MIN_SHARE, _MIN_LEAD = 0.2, 1.15
"""The least share of these words in a text, and the least ratio to the share of the next language."""

_REGIONAL = frozenset(
    ["an", "ast", "io", "la", "lmo", "nap", "nds_NL", "oc", "pms", "rup", "scn", "sgs", "sh", "vo", "wa"]
)
"""Languages that are rarely written and so similar to a larger one that its texts would be taken for theirs."""

_MAX_ENGLISH_WORDS = 10
"""Lists that share more words than this with the English one were made from texts that are half English."""

_NAMES = {"Norwegian Bokmal": "nb", "Norwegian Nynorsk": "nn", "Serbo Croatian": "sh", "Simple English": ""}
"""Tags for names of stop lists that differ from Unicode's; empty for a list that is not used."""


def detect_language(text: str) -> str | None:
    """Return the BCP 47 tag of the language of `text`; None if it is not clear."""
    sample = text[:_SAMPLE_LENGTH]
    letters = sum(map(str.isalpha, sample))
    for script, language in _BY_SCRIPT:
        if len(script.findall(sample)) * 100 > letters * _MIN_SCRIPT_PERCENT:
            return language
    words = Counter(map(str.lower, WORD.findall(sample)))
    if words.total() < _MIN_WORDS:
        return None
    shares = []
    for tag, frequent_words in _load_frequent_words().items():
        count = sum(words[word] for word in frequent_words)
        shares.append((count / words.total(), tag))
    (share, language), (next_share, _) = sorted(shares, reverse=True)[:2]
    return language if share >= _MIN_SHARE and share >= next_share * _MIN_LEAD else None


@cache
def _load_frequent_words() -> dict[str, frozenset[str]]:
    """Return the most frequent words of each language by its tag."""
    from babel import Locale  # noqa: PLC0415  # it takes a while to load

    tags = {str(name): str(tag) for tag, name in Locale.parse("en").languages.items()} | _NAMES
    words_by_tag = {}
    for path in sorted(locate_stop_lists().glob("*.txt")):
        tag = tags.get(path.stem.replace("_", " "))
        if tag and tag not in _REGIONAL:
            words = dict.fromkeys(path.read_text(encoding="utf-8").lower().split())
            words_by_tag[tag] = frozenset([*words][:_FREQUENT_WORDS])
    english = words_by_tag.get("en", frozenset())
    for tag in [*words_by_tag]:
        if tag != "en" and len(words_by_tag[tag] & english) > _MAX_ENGLISH_WORDS:
            del words_by_tag[tag]
    return words_by_tag
