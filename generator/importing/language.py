"""The language of a text that does not name it, from its script and its most frequent words.

The words are the stop lists of jusText, for a hundred languages, which trafilatura brings; their names and the tags
of languages are Unicode's (Babel). A text that is short, or reads like two languages, has none.
"""

import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from generator.text.characters import WORD

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
"""Scripts of one language, or of one that is by far the most written; the first that has enough of the letters."""

_ENOUGH = 0.15
"""The part of the letters that a script has where the text is in its language; Japanese has half of its in Han."""

_LOOKED_AT = 20_000
_WORDS = 100
"""How many of a language's most frequent words are counted."""
_LEAST = 20
"""Words that a text has at least for its language to be judged."""
_SHARE, _LEAD = 0.2, 1.15
"""The part of a text that these words are at least, and how many times the next language's."""

_REGIONAL = frozenset(
    ["an", "ast", "io", "la", "lmo", "nap", "nds_NL", "oc", "pms", "rup", "scn", "sgs", "sh", "vo", "wa"]
)
"""Languages that are little written and have much in common with a larger one, which they would be taken for."""

_FOREIGN = 10
"""Lists that share more words than this with the English one were made from texts that are half English."""

_NAMES = {"Norwegian Bokmal": "nb", "Norwegian Nynorsk": "nn", "Serbo Croatian": "sh", "Simple English": ""}
"""Names of stop lists that are not Unicode's; empty for one that is not needed."""


def detect(text: str) -> str | None:
    """The BCP 47 tag of the language that `text` is in, if it can be told."""
    sample = text[:_LOOKED_AT]
    letters = sum(char.isalpha() for char in sample)
    for script, language in _BY_SCRIPT:
        if letters and len(script.findall(sample)) / letters > _ENOUGH:
            return language
    words = Counter(word.lower() for word in WORD.findall(sample))
    number = words.total()
    if number < _LEAST:
        return None
    shares = sorted(
        ((sum(words[word] for word in frequent) / number, tag) for tag, frequent in _frequent_words().items()),
        reverse=True,
    )
    (share, language), (next_share, _) = shares[:2]
    return language if share >= _SHARE and share >= next_share * _LEAD else None


@cache
def _frequent_words() -> dict[str, frozenset[str]]:
    from babel import Locale  # noqa: PLC0415  # it takes a while to load

    tags = {str(name): str(tag) for tag, name in Locale.parse("en").languages.items()} | _NAMES
    # Importing the package itself would load its HTML parser.
    place = find_spec("justext")
    folders = place.submodule_search_locations if place else None
    lists = sorted((Path(folders[0]) / "stoplists").glob("*.txt")) if folders else []
    found = {}
    for path in lists:
        if (tag := tags.get(path.stem.replace("_", " "))) and tag not in _REGIONAL:
            words = dict.fromkeys(path.read_text(encoding="utf-8").lower().split())
            found[tag] = frozenset([*words][:_WORDS])
    english = found.get("en", frozenset())
    return {tag: words for tag, words in found.items() if tag == "en" or len(words & english) <= _FOREIGN}
