"""The patterns of dated phrases in a language, made from its file `dates.yml` and Unicode's CLDR."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from babel import Locale

from generator.proposals.territories import get_calendar_words
from generator.proposals.word_lists import WordList, cache_by_language, parse_word_list, read_word_file
from generator.text.folding import fold_name

_PLACEHOLDER = re.compile(r"\{([a-z_]+)(2?)\}")
_GROUP_NAMES = {"plain_month": "month", "month_word": "month", "bare_year": "year"}
"""Placeholders whose match is a group of another name."""
_NOT_BEFORE_MONTH_WORDS = frozenset({"the", "that", "this"})
"""Words that do not show that a word such as “march” is a month."""

Meaning = TypeVar("Meaning", int, str)


@dataclass(frozen=True, slots=True)
class DatePattern:
    """A pattern with a group for each component of the date.

    A relative date is `offset` units from its reference; `n` in an offset is the number in the phrase.
    """

    pattern: re.Pattern[str]
    relative: bool = False
    unit: str = ""
    offset: str = "0"
    later: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class TenseWords:
    """Words of a language that show whether something has happened or is still to come."""

    past: WordList
    past_endings: tuple[str, ...]
    not_past: WordList
    not_past_behind: WordList
    ahead: WordList
    ahead_endings: tuple[str, ...]
    either: WordList
    auxiliaries: WordList
    deadline: WordList


@dataclass(frozen=True, slots=True)
class DateWords:
    """All date patterns of a language, and the meanings of the words in them."""

    patterns: tuple[DatePattern, ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    not_year_after: WordList
    not_year_before: WordList
    tenses: TenseWords


@cache_by_language
def load_date_words(language: str) -> DateWords | None:
    """Load the patterns and words of a language (BCP 47); return None if it has no file of them."""
    tree = read_word_file(language, "dates")
    if tree is None:
        return None
    months = _select_calendar_words(language, "month") | _fold_keys(tree["months"] or {})
    units: dict[str, str] = {}
    for unit, listed in tree["units"].items():
        units.update(dict.fromkeys(parse_word_list(listed), unit))
    fragments = _build_fragments(language, tree, units)
    relative_patterns = [_build_relative_pattern(entry, fragments) for entry in tree["relative"]]
    absolute_patterns = [DatePattern(_compile(form, fragments)) for form in _iterate_absolute_forms(tree)]
    return DateWords(
        patterns=(*relative_patterns, *absolute_patterns),
        months=months,
        weekdays=_select_calendar_words(language, "day"),
        units=_fold_keys(units),
        numbers=_fold_keys(tree["numbers"]),
        not_year_after=parse_word_list(tree["not_year_after"]),
        not_year_before=parse_word_list(tree["not_year_before"]),
        tenses=_parse_tense_words(tree),
    )


def _select_calendar_words(language: str, kind: str) -> dict[str, int]:
    """Return the numbers of the months or weekdays by their folded names; `kind` is `month` or `day`."""
    calendar = get_calendar_words(language).items()
    return {name: number for name, (word_kind, number) in calendar if word_kind == kind}


def _fold_keys(meanings: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Return the meanings of words by their folded form."""
    return {fold_name(word): meaning for word, meaning in meanings.items()}


def _parse_tense_words(tree: Mapping[str, Any]) -> TenseWords:
    return TenseWords(
        past=parse_word_list(tree["past"]),
        past_endings=tuple(sorted(parse_word_list(tree["past_endings"]))),
        not_past=parse_word_list(tree["not_past"]),
        not_past_behind=parse_word_list(tree["not_past_behind"]),
        ahead=parse_word_list(tree["ahead"]),
        ahead_endings=tuple(sorted(parse_word_list(tree["ahead_endings"]))),
        either=parse_word_list(tree["either"]),
        auxiliaries=parse_word_list(tree["auxiliaries"]),
        deadline=parse_word_list(tree["deadline"]),
    )


def _build_relative_pattern(entry: Mapping[str, Any], fragments: Mapping[str, str]) -> DatePattern:
    return DatePattern(
        _compile(entry["form"], fragments),
        relative=True,
        unit=entry.get("unit", ""),
        offset=str(entry["offset"]),
        later=entry.get("later", False),
        end=entry.get("end", False),
    )


def _iterate_absolute_forms(tree: Mapping[str, Any]) -> Iterator[str]:
    """Yield the forms that name a date, with those of a month or a year alone."""
    yield from tree["forms"]
    words_before_month = parse_word_list(tree["month_after"])
    clear_words = words_before_month - _NOT_BEFORE_MONTH_WORDS
    yield f"(?<![^\\W])(?:{'|'.join(sorted(words_before_month))})[ -](?P<shown>{{plain_month}})"
    yield f"(?<![^\\W])(?:{'|'.join(sorted(clear_words))})[ -](?P<shown>{{month_word}})"
    for form in tree["decades"]:
        yield form.replace("{year}", "{decade}")
    yield "{bare_year}"


def _build_fragments(language: str, tree: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, str]:
    """Build the regular expression of each placeholder that a form may have."""
    locale = Locale.parse(language)
    months = list(locale.months["format"]["wide"].values())
    short_months = [name.rstrip(".") for name in locale.months["format"]["abbreviated"].values()]
    short_months += list(tree["months"] or {})
    ambiguous_months = parse_word_list(tree["month_words"])
    number_words = map(re.escape, sorted(tree["numbers"], key=len, reverse=True))
    unit_words = sorted(map(re.escape, units), key=len, reverse=True)
    return {
        "year": r"(?:1[0-9]|20)[0-9]{2}",
        "decade": r"(?:1[0-9]|20)[0-9]0",
        "bare_year": r"(?:19|20)[0-9]{2}",
        "month_number": r"[01]?[0-9]",
        "day": r"[0-3]?[0-9]",
        "month": f"(?:{_match_exactly(months)}|(?:{_match_exactly(short_months)})\\.?)",
        "plain_month": f"(?:{_match_exactly(name for name in months if name not in ambiguous_months)})",
        "month_word": f"(?:{_match_exactly(name for name in months if name in ambiguous_months)})",
        "weekday": f"(?:{_match_exactly(locale.days['format']['wide'].values())})",
        "unit": f"(?:{'|'.join(unit_words)})",
        "number": f"(?:{'|'.join([r'[0-9]{1,3}', *number_words])})",
    }


def _match_exactly(names: Iterable[str]) -> str:
    """Return a pattern of names as they are written: a name with a capital only matches with the capital."""
    patterns = []
    for name in names:
        pattern = re.escape(name)
        patterns.append(pattern if name[0].isupper() else f"(?i:{pattern})")
    return f"(?-i:{'|'.join(sorted(patterns, key=len, reverse=True)) or '(?!)'})"


def _compile(form: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    """Compile a form of the file; the first placeholder of each name becomes a group."""
    groups: set[str] = set()

    def replace_placeholder(match: re.Match[str]) -> str:
        name, number = match.groups()
        group = _GROUP_NAMES.get(name, name) + number
        if group in groups:
            return fragments[name]
        groups.add(group)
        return f"(?P<{group}>{fragments[name]})"

    body = _PLACEHOLDER.sub(replace_placeholder, form.replace(" ", r"\s"))
    return re.compile(rf"(?<![\w.,$€£-])(?:{body})(?![\w$€£%]|[.,-][0-9])", re.IGNORECASE)
