"""Words that are too common in a language to name an entity on their own.

Months and weekdays come from Unicode (CLDR, through Babel); common words are the first words of jusText's stop lists.
A language without such a list has no common words.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from generator.text.sentences import get_primary_language

WordClass = Literal["month", "weekday", "common word"]

_CASED, _CASELESS = 250, 30
"""The number of words used from a list. Later words may be names, which scripts without capitals do not mark."""

_FILES = {"nb": "Norwegian_Bokmal", "no": "Norwegian_Bokmal", "nn": "Norwegian_Nynorsk", "sh": "Serbo_Croatian"}
"""The names of lists that differ from Babel's names of languages."""


def classify_word(form: str, language: str) -> WordClass | None:
    """Return the class of a common word in a BCP 47 language, as it is written or at the beginning of a sentence."""
    return _classify_words(get_primary_language(language)).get(form)


@cache
def _classify_words(language: str) -> dict[str, WordClass]:
    words: dict[str, WordClass] = {}
    for word in _load_common_words(language):
        words |= dict.fromkeys(_add_capitalized(word), "common word")
    for calendar_words, word_class in _list_calendar_words(language):
        for word in calendar_words:
            words |= dict.fromkeys(_add_capitalized(word), word_class)
    return words


def _add_capitalized(word: str) -> tuple[str, str]:
    return word, word[:1].upper() + word[1:]


def _list_calendar_words(language: str) -> list[tuple[list[str], WordClass]]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # it takes a while to load

    try:
        locale = Locale.parse(language) if language else None
    except UnknownLocaleError:
        locale = None
    if locale is None:
        return []
    months: list[str] = []
    days: list[str] = []
    for context in ("format", "stand-alone"):
        months += locale.months[context]["wide"].values()
        days += locale.days[context]["wide"].values()
    return [(months, "month"), (days, "weekday")]


def _load_common_words(language: str) -> list[str]:
    path = _find_stop_list(language)
    words = path.read_text(encoding="utf-8").split() if path and path.is_file() else []
    lower_case = [word for word in words[:_CASED] if word.isalpha() and word == word.lower() != word.upper()]
    if lower_case:
        return lower_case
    return [word for word in words[:_CASELESS] if word.isalpha() and word == word.upper()]


def _find_stop_list(language: str) -> Path | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # it takes a while to load

    try:
        name = _FILES.get(language) or str(Locale.parse(language).english_name)
    except (UnknownLocaleError, ValueError):
        return None
    # Importing the package itself would load its HTML parser.
    spec = find_spec("justext")
    folders = spec.submodule_search_locations if spec else None
    return Path(folders[0], "stoplists", f"{name.replace(' ', '_')}.txt") if folders else None
