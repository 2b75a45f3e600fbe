"""Names of territories, cities, languages, months and weekdays in many languages, from Unicode's CLDR."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from generator.proposals.word_lists import load_name_words
from generator.text.folding import fold_name
from generator.text.sentences import get_primary_language

_NO_TERRITORY = frozenset({"XA", "XB", "ZZ", "QO", "EZ"})
_ORGANIZATIONS = frozenset({"EU", "UN"})
"""Organizations that CLDR lists among the territories."""
_ADDITION = re.compile(r" ?\(.*\)| SAR .*| - .*")


class Territory(NamedTuple):
    """A state, a union of states, or (with a code of digits) a part of the world; `name` is English."""

    code: str
    name: str

    @property
    def is_region(self) -> bool:
        """True for a part of the world, such as Europe."""
        return self.code.isdigit()

    @property
    def type(self) -> str:
        """The type of an actor with this name."""
        return "organization" if self.code in _ORGANIZATIONS else "state"


@cache
def get_territories(language: str) -> Mapping[str, Territory]:
    """Return all folded names of territories in a language, and the initials of some in capitals.

    Only initials that a language's file lists: other initials may be a unit, a format or a body (GB, PNG, CAR).
    If a text itself explains them, coreference joins them to the full name anyway.
    """
    territories: dict[str, Territory] = {}
    english_names = dict(_iterate_territories("en"))
    for code, name in _iterate_territories(language):
        territories.setdefault(fold_name(name), Territory(code, english_names.get(code, name)))
    words = load_name_words(language)
    if words is None:
        return territories
    for code, name in words.states:
        territories[fold_name(name)] = Territory(code, english_names.get(code, name))
    for code, initials in words.state_initials:
        territories[initials] = Territory(code, english_names.get(code, initials))
    return territories


def _load_locale(language: str) -> Locale | None:
    """Return the locale of a language (English for an empty tag), or None if CLDR does not have it."""
    try:
        return Locale.parse(get_primary_language(language) or "en")
    except UnknownLocaleError:
        return None


def _iterate_territories(language: str) -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each territory, without the additions to the names of states."""
    locale = _load_locale(language)
    if locale is None:
        return
    for code, name in locale.territories.items():
        if code not in _NO_TERRITORY:
            yield code, name if code.isdigit() else _ADDITION.sub("", name)


@cache
def get_city_names(language: str) -> frozenset[str]:
    """Return the folded names of the cities that time zones are named after."""
    locale = _load_locale(language)
    if locale is None:
        return frozenset()
    names: set[str] = set()
    for zone in get_global("zone_territories"):
        if zone.count("/") != 1 or zone.startswith("Antarctica"):
            continue
        localized_name = locale.time_zones.get(zone, {}).get("city")
        names.add(fold_name(localized_name or zone.split("/")[1].replace("_", " ")))
    return frozenset(names)


@cache
def get_language_names(language: str) -> frozenset[str]:
    """Return the folded names of languages in a language."""
    locale = _load_locale(language)
    return frozenset(map(fold_name, locale.languages.values())) if locale else frozenset()


@cache
def get_calendar_words(language: str) -> Mapping[str, tuple[str, int]]:
    """Return the folded names of months and weekdays: ("month", 1 to 12) or ("day", 0 to 6 from Monday).

    Short forms have no period at the end.
    """
    words: dict[str, tuple[str, int]] = {}
    locale = _load_locale(language)
    if locale is None:
        return words
    tables = (("month", locale.months), ("day", locale.days))
    for (kind, table), context, width in product(tables, ("format", "stand-alone"), ("wide", "abbreviated")):
        for number, name in table[context][width].items():
            words.setdefault(fold_name(name).rstrip("."), (kind, int(number)))
    return words
