"""Words that are too common in a language to name an entity on their own.

Months and weekdays come from Unicode (CLDR, through Babel); common words are the first words of jusText's stop lists.
A language without such a list has no common words.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from generator.text.sentences import get_primary_language

if TYPE_CHECKING:
    from babel import Locale

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
    locale = _parse_locale(language)
    words: dict[str, WordClass] = dict.fromkeys(_add_capitalized(_load_common_words(language, locale)), "common word")
    if locale is not None:
        words |= dict.fromkeys(_add_capitalized(_list_wide_names(locale.months)), "month")
        words |= dict.fromkeys(_add_capitalized(_list_wide_names(locale.days)), "weekday")
    return words


def _parse_locale(language: str) -> "Locale | None":
    """Return Unicode's data on a language; None if there are none."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # it takes a while to load

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def _add_capitalized(words: Iterable[str]) -> Iterator[str]:
    """Yield each word as it is written, and with a capital."""
    for word in words:
        yield word
        yield word[:1].upper() + word[1:]


def _list_wide_names(names: Mapping[str, Any]) -> list[str]:
    """Return the full names of months or weekdays, in a date and on their own."""
    return [*names["format"]["wide"].values(), *names["stand-alone"]["wide"].values()]


def _load_common_words(language: str, locale: "Locale | None") -> list[str]:
    english_name = str(locale.english_name) if locale else ""
    name = _FILES.get(language, english_name).replace(" ", "_")
    path = locate_stop_lists() / f"{name}.txt"
    words = path.read_text(encoding="utf-8").split() if path.is_file() else []
    lower_case = list(filter(_is_lower_case, words[:_CASED]))
    return lower_case or list(filter(_is_caseless, words[:_CASELESS]))


def _is_lower_case(word: str) -> bool:
    return word.isalpha() and word == word.lower() != word.upper()


def _is_caseless(word: str) -> bool:
    return word.isalpha() and word == word.upper()


def locate_stop_lists() -> Path:
    """Return the folder of jusText's stop lists."""
    # Importing the package itself would load its HTML parser.
    spec = find_spec("justext")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'justext'", name="justext")
    return Path(spec.origin).with_name("stoplists")
