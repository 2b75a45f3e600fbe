"""States and other territories, by their names in many languages, from Unicode's CLDR."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from generator.proposals.words import name_words, primary

_NO_TERRITORY = frozenset({"XA", "XB", "ZZ", "QO", "EZ"})
_BODIES = frozenset({"EU", "UN"})
"""What CLDR lists among the territories and is an organisation."""
_ASIDE = re.compile(r" ?\(.*\)| SAR .*| - .*")


class Territory(NamedTuple):
    """A state, a union of states, or (with a code of digits) a part of the world; `name` is English."""

    code: str
    name: str

    @property
    def is_region(self) -> bool:
        """Whether it is a part of the world, such as Europe."""
        return self.code.isdigit()

    @property
    def type(self) -> str:
        """The type of actor that it is."""
        return "organization" if self.code in _BODIES else "state"


def plain(name: str) -> str:
    """A name as it is compared: small letters without accents, single spaces, no stops."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).lower().split())


@cache
def territories(language: str) -> Mapping[str, Territory]:
    """All names of territories in a language, as `plain` has them, with initials of those of several words."""
    named: dict[str, Territory] = {}
    initials: dict[str, set[Territory]] = {}
    english = dict(_listed("en"))
    for code, name in _listed(language):
        territory = Territory(code, english.get(code, name))
        named.setdefault(plain(name), territory)
        if len(short := _initials(name)) > 1:
            initials.setdefault(short, set()).add(territory)
    words = name_words(language)
    for code, name in words.states if words else ():
        named[plain(name)] = Territory(code, english.get(code, name))
    for short, several in initials.items():
        if len(several) == 1:
            named.setdefault(short, next(iter(several)))
    return named


def _initials(name: str) -> str:
    """The initials in capitals; without the small words, of which a name has them or not."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def _listed(language: str) -> Iterator[tuple[str, str]]:
    try:
        listed = Locale.parse(primary(language) or "en").territories
    except UnknownLocaleError:
        return
    for code, name in listed.items():
        if code not in _NO_TERRITORY:
            yield code, _ASIDE.sub("", name) if not code.isdigit() else name


@cache
def cities(language: str) -> frozenset[str]:
    """The names of the cities that time zones are named after, as `plain` has them."""
    try:
        named = Locale.parse(primary(language) or "en").time_zones
    except UnknownLocaleError:
        return frozenset()
    zones = [zone for zone in get_global("zone_territories") if zone.count("/") == 1]
    parts = [(zone, *zone.split("/")) for zone in zones if not zone.startswith("Antarctica")]
    return frozenset(plain(named.get(zone, {}).get("city") or city.replace("_", " ")) for zone, _, city in parts)


@cache
def languages(language: str) -> frozenset[str]:
    """The names of languages in a language, as `plain` has them."""
    try:
        return frozenset(plain(name) for name in Locale.parse(primary(language) or "en").languages.values())
    except UnknownLocaleError:
        return frozenset()


@cache
def calendar_words(language: str) -> Mapping[str, tuple[str, int]]:
    """The names of months and days of the week as `plain` has them: ("month", 1 to 12) or ("day", 0 to 6 from Monday).

    Short forms are without their stop.
    """
    found: dict[str, tuple[str, int]] = {}
    try:
        locale = Locale.parse(primary(language) or "en")
    except UnknownLocaleError:
        return found
    for kind, table in (("month", locale.months), ("day", locale.days)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in table[context][width].items():
                    found.setdefault(plain(name).rstrip("."), (kind, int(number)))
    return found
