"""The forms in which a language dates things, as patterns made of its file of them and of Unicode's CLDR."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from generator.proposals.territories import calendar_words, plain
from generator.proposals.words import Words, primary, read, words

_NAMED = re.compile(r"\{([a-z_]+)(2?)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern with the groups that it names, and what a relative one counts; `offset` is in units, `n` the number."""

    pattern: re.Pattern[str]
    relative: bool = False
    unit: str = ""
    offset: str = "0"
    later: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class DateWords:
    """All forms of a language."""

    forms: tuple[Form, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    not_year_after: Words
    not_year_before: Words
    ahead: Words


@cache
def date_words(language: str) -> DateWords | None:
    """The forms of a language (BCP 47), None where there is no file of them."""
    if language != primary(language):
        return date_words(primary(language)) if primary(language) else None
    tree = read(language, "dates")
    if tree is None:
        return None
    names = calendar_words(language)
    months = {name: number for name, (kind, number) in names.items() if kind == "month"}
    months |= {plain(name): number for name, number in (tree["months"] or {}).items()}
    units = {word: unit for unit, several in tree["units"].items() for word in words(several)}
    parts = _parts(language, tree, units)
    relative = [
        Form(
            _pattern(one["form"], parts),
            relative=True,
            unit=one.get("unit", ""),
            offset=str(one["offset"]),
            later=one.get("later", False),
            end=one.get("end", False),
        )
        for one in tree["relative"]
    ]
    return DateWords(
        forms=(*relative, *(Form(_pattern(form, parts)) for form in _absolute(tree))),
        months=months,
        weekdays={name: number for name, (kind, number) in names.items() if kind == "day"},
        units={plain(word): unit for word, unit in units.items()},
        numbers={plain(word): number for word, number in tree["numbers"].items()},
        not_year_after=words(tree["not_year_after"]),
        not_year_before=words(tree["not_year_before"]),
        ahead=words(tree["ahead"]),
    )


def _absolute(tree: Mapping[str, Any]) -> Iterable[str]:
    """The forms that name a date, with those of a month or a year alone."""
    yield from tree["forms"]
    after = sorted(words(tree["month_after"]))
    sure = [word for word in after if word not in {"the", "that", "this"}]
    yield f"(?<![^\\W])(?:{'|'.join(after)})[ -](?P<shown>{{plain_month}})"
    yield f"(?<![^\\W])(?:{'|'.join(sure)})[ -](?P<shown>{{month_word}})"
    yield from (form.replace("{year}", "{decade}") for form in tree["decades"])
    yield "{bare_year}"


def _parts(language: str, tree: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, str]:
    locale = Locale.parse(language)
    wide = list(locale.months["format"]["wide"].values())
    short = [name.rstrip(".") for name in locale.months["format"]["abbreviated"].values()] + list(tree["months"] or {})
    days = [name for width in ("wide",) for name in locale.days["format"][width].values()]
    other = words(tree["month_words"])
    number = "|".join([r"[0-9]{1,3}", *map(re.escape, sorted(tree["numbers"], key=len, reverse=True))])
    return {
        "year": r"(?:1[0-9]|20)[0-9]{2}",
        "decade": r"(?:1[0-9]|20)[0-9]0",
        "bare_year": r"(?:19|20)[0-9]{2}",
        "month_number": r"[01]?[0-9]",
        "day": r"[0-3]?[0-9]",
        "month": f"(?:{_exact(wide)}|(?:{_exact(short)})\\.?)",
        "plain_month": f"(?:{_exact(name for name in wide if name not in other)})",
        "month_word": f"(?:{_exact(name for name in wide if name in other)})",
        "weekday": f"(?:{_exact(days)})",
        "unit": f"(?:{'|'.join(sorted(map(re.escape, units), key=len, reverse=True))})",
        "number": f"(?:{number})",
    }


def _exact(names: Iterable[str]) -> str:
    """A pattern of names as they are written: those with a capital are not found without it."""
    forms = [re.escape(name) if name[0].isupper() else f"(?i:{re.escape(name)})" for name in names]
    return f"(?-i:{'|'.join(sorted(forms, key=len, reverse=True)) or '(?!)'})"


def _pattern(form: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    used: set[str] = set()

    def named(match: re.Match[str]) -> str:
        group = {"plain_month": "month", "month_word": "month", "bare_year": "year"}.get(match[1], match[1]) + match[2]
        if group in used:
            return parts[match[1]]
        used.add(group)
        return f"(?P<{group}>{parts[match[1]]})"

    body = _NAMED.sub(named, form.replace(" ", r"\s"))
    return re.compile(rf"(?<![\w.,$€£-])(?:{body})(?![\w$€£%]|[.,-][0-9])", re.IGNORECASE)
