"""The boilerplate around an article on a page that was saved as text: its lines, and the facts that they state.

The phrases are data: `boilerplate_words/` has a file for each language. This module judges single lines;
`generator.importing.text_reader` finds the beginning and end of the article.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, filterfalse
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.importing import dates
from generator.text.characters import count_words

_WORDS = Path(__file__).with_name("boilerplate_words")
_OUTER_CHARACTERS = " \u00a0\t:|•·–—-»«›‹>↓↑→←…!.,;*#\u2019'\"()[]"
"""Characters at the ends of a line that do not matter when it is compared with phrases."""
_SEPARATOR = re.compile(r"\s+[|•·/–—]\s+|\s{3,}|\t")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_KEYWORD_SEPARATOR = re.compile(r"\s*[,;|•·،、]\s*|\s+#")
_NAME_SEPARATOR = re.compile(r"\s*[,;&]\s*|\s+(?:and|und|et|y|e|en)\s+")
_DATE_SEPARATOR = re.compile(r"\s+(?:on|am|le|-|–)\s+|,\s+")
_MARK_AFTER_WORD = re.compile(r"[.:!?](?:\s|\Z)")
_MAX_NAME_WORDS = 5
_MAX_BYLINE_WORDS = 14
_MAX_LINK_WORDS = 25
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s", re.IGNORECASE)
_RIGHTS_HOLDER = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*)+(?:[0-9]{4}(?:\s?[-–]\s?[0-9]{4})?)?,?\s*(?:by\s+)?(?P<name>[^\W\d_][^.|,©0-9]{2,60})",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*(?:\[?[0-9]{1,3}\]?)?\Z")
MIN_SENTENCE_WORDS, MIN_PARAGRAPH_WORDS = 8, 25
"""Words of a paragraph at least: if it ends as a sentence does, and if it does not."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The facts that a line of boilerplate states."""

    published: str | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    is_labeled: bool = False
    """True if the line says that the date is that of publication."""


NO_FACTS = PageFacts()


# The text


def is_prose(text: str) -> bool:
    """Check whether a line is like a paragraph: a sentence with its end, or more words than a heading has."""
    words = count_words(text)
    return words >= MIN_PARAGRAPH_WORDS or (words >= MIN_SENTENCE_WORDS and has_sentence_end(text))


def has_sentence_end(text: str) -> bool:
    """Check whether a line ends as sentences do."""
    return _SENTENCE_END.search(text) is not None


# Boilerplate


def is_boilerplate(text: str) -> bool:
    """Check whether a line above or below the text is boilerplate: all its segments are."""
    if is_appeal(text) or _normalize(text) in _combine_phrases("anywhere", "tail"):
        return True
    segments = _SEPARATOR.split(text)
    groups = ("frame", "measures", "anywhere") if len(segments) == 1 else ("frame", "measures", "anywhere", "sections")
    return _combine_phrases(*groups).issuperset(map(_replace_numbers, segments))


def is_section_name(text: str) -> bool:
    """Check whether a line may be the name of a section of the site."""
    return _normalize(text) in _load_phrases()["sections"]


def is_inner_boilerplate(text: str) -> bool:
    """Check whether a line is boilerplate even within the text: `Advertisement`, `Read more: …`."""
    return _normalize(text) in _load_phrases()["anywhere"] or is_article_link(text)


def is_tail_heading(text: str) -> bool:
    """Check whether a line is the heading of the tail below the text."""
    return _normalize(text) in _load_phrases()["tail"]


def is_article_link(text: str) -> bool:
    """Check whether a line is a link to another article: `Read more: …`."""
    label, _, title = text.partition(":")
    if not title.strip() or _normalize(label) not in _load_phrases()["elsewhere"]:
        return False
    return count_words(title) <= _MAX_LINK_WORDS and not has_sentence_end(title)


def is_appeal(text: str) -> bool:
    """Check whether a line asks something of the reader, or reserves rights."""
    if _RIGHTS.match(text):
        return True
    return _normalize(text).startswith(_sort_phrases("appeals"))


def is_likely_name(text: str) -> bool:
    """Check whether a line may be a person's name: two to five words, each with a capital."""
    words = text.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS:
        return False
    return all(map(_is_capitalized, words)) and not _MARK_AFTER_WORD.search(text)


def is_likely_organization(text: str) -> bool:
    """Check whether a line may be the publisher's name: a few words, two thirds of them with a capital."""
    words = text.split()
    if not 2 <= len(words) <= MIN_SENTENCE_WORDS or "," in text:
        return False
    if is_boilerplate(text) or is_section_name(text) or has_sentence_end(text):
        return False
    capitals = sum(map(_is_capitalized, words))
    return capitals * 3 >= len(words) * 2


def _is_capitalized(word: str) -> bool:
    return word[0].isupper()


def is_keyword_label(text: str) -> bool:
    """Check whether a line heads a list of the publisher's tags: `Tags:`."""
    return text.rstrip().endswith(":") and _normalize(text) in _load_phrases()["keywords"]


# Facts


def read_facts(text: str, language: str | None) -> PageFacts | None:
    """Return the facts that a line above or below the text states; None if it is not such a line."""
    keywords = _read_keywords(text)
    if keywords is not None:
        return PageFacts(keywords=keywords)
    facts: list[PageFacts] = []
    for segment in _SEPARATOR.split(text):
        if stated := _read_segment(segment, language):
            facts.append(stated)
        elif not is_boilerplate(segment):
            return None
    return _combine_facts(facts)


def _combine_facts(facts: Sequence[PageFacts]) -> PageFacts | None:
    """Return the first date and all authors of the segments of a line; None if it states neither."""
    published = next((fact.published for fact in facts if fact.published), None)
    authors = tuple(chain.from_iterable(fact.authors for fact in facts))
    if not published and not authors:
        return None
    return PageFacts(published, authors, is_labeled=any(fact.is_labeled for fact in facts))


def find_rights_holder(text: str) -> str:
    """Return who reserves the rights: the name after the year in `© 2024 The Post. All rights …`; empty if none."""
    match = _RIGHTS_HOLDER.match(text)
    return " ".join(match["name"].split()) if match else ""


def split_keywords(text: str) -> tuple[str, ...]:
    """Return the different tags of a line."""
    keywords = map(_clean_keyword, _KEYWORD_SEPARATOR.split(text))
    return tuple(dict.fromkeys(filter(None, keywords)))


def _clean_keyword(keyword: str) -> str:
    return " ".join(keyword.split()).lstrip("#").strip()


def _read_keywords(text: str) -> tuple[str, ...] | None:
    """Return the tags of a line that begins with a label for them; None if it does not."""
    label, colon, keywords = text.partition(":")
    if colon and _normalize(label) in _load_phrases()["keywords"]:
        return split_keywords(keywords)
    # No sentence begins with the two words of `Filed under Trade`, but one may with `Topics …`.
    phrase = next(_find_leading_phrases(text, "keywords"), "")
    if " " not in phrase or is_prose(text):
        return None
    return split_keywords(text[len(phrase) :])


def _read_segment(segment: str, language: str | None) -> PageFacts | None:
    languages = tuple(dict.fromkeys((dates.ENGLISH, language or dates.ENGLISH)))
    if date := dates.parse_edtf(segment, languages):
        return PageFacts(published=date)
    if _read_labeled_date(segment, "updated", languages):
        return NO_FACTS
    if date := _read_labeled_date(segment, "published", languages):
        return PageFacts(published=date, is_labeled=True)
    return _read_byline(segment, languages)


def _read_labeled_date(segment: str, group: str, languages: tuple[str, ...]) -> str | None:
    """Return the date after a phrase of a group; None if there is none."""
    stated_dates = map(partial(dates.parse_edtf, languages=languages), _split_phrases(segment, group))
    return next(filter(None, stated_dates), None)


def _read_byline(segment: str, languages: tuple[str, ...]) -> PageFacts | None:
    if count_words(segment) > _MAX_BYLINE_WORDS or has_sentence_end(segment):
        return None
    for rest in _split_phrases(segment, "byline"):
        byline = _split_date(rest, languages)
        words = filter(None, _NAME_SEPARATOR.split(byline.text))
        names = tuple(filterfalse(_is_role, words))
        if names and all(map(_is_likely_author, names)):
            return PageFacts(published=byline.date, authors=names)
    return None


class _DatedText(NamedTuple):
    """A text without the date at its end, and the date."""

    text: str
    date: str | None


def _split_date(text: str, languages: tuple[str, ...]) -> _DatedText:
    for separator in _DATE_SEPARATOR.finditer(text):
        if date := dates.parse_edtf(text[separator.end() :], languages):
            return _DatedText(text[: separator.start()], date)
    return _DatedText(text, None)


def _is_likely_author(name: str) -> bool:
    """Check for two to five words without digits, or the acronym of an agency: `By Land and Sea` is a title."""
    words = name.split()
    if not 2 <= len(words) <= _MAX_NAME_WORDS and not name.isupper():
        return False
    return words[0][0] == words[0][0].upper() and not any(map(str.isdigit, name))


def _is_role(name: str) -> bool:
    return not _load_phrases()["roles"].isdisjoint(name.lower().split())


# Phrases


def _starts_with(text: str, phrase: str) -> bool:
    """Check whether a text begins with the words of a phrase."""
    start = text[: len(phrase)].lower()
    return start == phrase and text[len(phrase) : len(phrase) + 1] in {"", " ", ":", "\u00a0"}


def _find_leading_phrases(text: str, group: str) -> Iterator[str]:
    """Return the phrases of a group that a text begins with, the longest first."""
    return filter(partial(_starts_with, text), _sort_phrases(group))


def _split_phrases(text: str, group: str) -> Iterator[str]:
    """Yield the rest of a text after each phrase of a group that it begins with, the longest phrase first."""
    for phrase in _find_leading_phrases(text, group):
        yield text[len(phrase) :].strip(" \u00a0:")


def _normalize(text: str) -> str:
    """Return a line in the form in which phrases are compared."""
    folded = " ".join(text.casefold().split())
    return folded if folded in {"©", "(c)"} else folded.strip(_OUTER_CHARACTERS)


def _replace_numbers(segment: str) -> str:
    """Return a segment of a line in that form, with `#` in place of each number."""
    return _NUMBER.sub("#", _normalize(segment))


@cache
def _sort_phrases(group: str) -> tuple[str, ...]:
    """Return the phrases of a group, the longest first."""
    return tuple(sorted(_load_phrases()[group], key=len, reverse=True))


@cache
def _combine_phrases(*groups: str) -> frozenset[str]:
    """Return the phrases of several groups."""
    return frozenset().union(*map(_load_phrases().__getitem__, groups))


@cache
def _load_phrases() -> Mapping[str, AbstractSet[str]]:
    """Return the phrases of all languages by their group; a line without any words is boilerplate anywhere."""
    groups: dict[str, set[str]] = {"anywhere": {""}}
    for path in sorted(_WORDS.glob("*.yml")):
        data: dict[str, list[Any]] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for group, phrases in data.items():
            groups.setdefault(group, set()).update(str(phrase).casefold() for phrase in phrases)
    return groups
