"""The frame around an article on a page that was saved as text: which lines are of it, and which facts they state.

What pages say in their frames is data, in `chrome_words/`, a file for each language. This module judges single lines;
where the article begins and ends is the matter of `generator.importing.plain`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.importing import dates
from generator.text.characters import word_count

_WORDS = Path(__file__).with_name("chrome_words")
_ENDS = " \u00a0\t:|•·–—-»«›‹>↓↑→←…!.,;*#\u2019'\"()[]"
_PIECES = re.compile(r"\s+[|•·/–—]\s+|\s{3,}|\t")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_BETWEEN_KEYWORDS = re.compile(r"\s*[,;|•·،、]\s*|\s+#")
_BETWEEN_NAMES = re.compile(r"\s*[,;&]\s*|\s+(?:and|und|et|y|e|en)\s+")
_NAME_WORDS = 5
_BYLINE_WORDS = 14
_ELSEWHERE_WORDS = 25
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)\s", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:(?:©|\(c\)|copyright)\s*)+(?:[0-9]{4}(?:\s?[-–]\s?[0-9]{4})?)?,?\s*(?:by\s+)?(?P<name>[^\W\d_][^.|,©0-9]{2,60})",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*(?:\[?[0-9]{1,3}\]?)?\Z")
_PROSE_WORDS, _LONG_WORDS = 8, 25


@dataclass(frozen=True, slots=True)
class Facts:
    """What a line of the frame states."""

    published: str | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    is_labelled: bool = False
    """Whether it says that the date is that of publication."""


NOTHING = Facts()


def is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph: a sentence with its end, or more words than a heading has."""
    words = word_count(text)
    return words >= _LONG_WORDS or (words >= _PROSE_WORDS and ends_sentence(text))


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences do."""
    return _SENTENCE_END.search(text) is not None


def is_frame(text: str) -> bool:
    """Whether a line above or below the text is of the frame: all its pieces are."""
    phrases = _phrases()
    if is_anywhere(text) or is_tail(text) or is_appeal(text):
        return True
    pieces = [_NUMBER.sub("#", _bare(piece)) for piece in _PIECES.split(text)]
    known = phrases["frame"] | phrases["measures"] | phrases["anywhere"] | {""}
    if len(pieces) > 1:
        known |= phrases["sections"]
    return all(piece in known for piece in pieces)


def is_section(text: str) -> bool:
    """Whether a line may be the name of a part of the site."""
    return _bare(text) in _phrases()["sections"]


def is_anywhere(text: str) -> bool:
    """Whether a line is of the frame wherever it stands."""
    bare = _bare(text)
    return bare in _phrases()["anywhere"] or bare == ""


def is_tail(text: str) -> bool:
    """Whether a line is the head of what follows the text."""
    return _bare(text) in _phrases()["tail"]


def is_elsewhere(text: str) -> bool:
    """Whether a line leads to another article: `Read more: …`."""
    label, colon, rest = text.partition(":")
    few = word_count(rest) <= _ELSEWHERE_WORDS and not ends_sentence(rest)
    return bool(colon and rest.strip() and few) and _bare(label) in _phrases()["elsewhere"]


def is_appeal(text: str) -> bool:
    """Whether a line asks something of the reader, or reserves rights."""
    if _RIGHTS.match(text):
        return True
    bare = _bare(text)
    return any(bare.startswith(phrase) for phrase in _phrases()["appeals"] if phrase)


def facts(text: str, language: str | None) -> Facts | None:
    """What a line above or below the text states of the article; none where it is no such line."""
    if (keywords := _keywords(text)) is not None:
        return Facts(keywords=keywords)
    found = []
    for piece in _PIECES.split(text):
        if not (stated := _stated(piece, language)) and not is_frame(piece):
            return None
        found.append(stated or NOTHING)
    published = next((one.published for one in found if one.published), None)
    authors = tuple(name for one in found for name in one.authors)
    labelled = any(one.is_labelled for one in found)
    return Facts(published, authors, is_labelled=labelled) if published or authors or labelled else None


def looks_like_a_name(text: str) -> bool:
    """Whether a line may be a person's name: two to five words, each with a capital."""
    words = text.split()
    return 2 <= len(words) <= _NAME_WORDS and all(word[0].isupper() and word[-1] not in ".:!?" for word in words)


def looks_like_an_organisation(text: str) -> bool:
    """Whether a line may be the name of who publishes the page: a few words, nearly all with capitals."""
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    few = 2 <= len(words) <= _PROSE_WORDS and not is_frame(text) and not is_section(text)
    return few and capitals * 3 >= len(words) * 2 and "," not in text and not ends_sentence(text)


def rights_of(text: str) -> str:
    """Who reserves the rights: what is between the year and the next sentence of `© 2024 The Post. All rights …`."""
    found = _HOLDER.match(text)
    return " ".join(found["name"].split()) if found else ""


def is_keyword_label(text: str) -> bool:
    """Whether a line is the head of a list of the publisher's tags: `Tags:`."""
    return text.rstrip().endswith(":") and _bare(text) in _phrases()["keywords"]


def _keywords(text: str) -> tuple[str, ...] | None:
    label, colon, rest = text.partition(":")
    if not colon or _bare(label) not in _phrases()["keywords"]:
        # `Filed under Trade` has two words that no sentence begins with; `Topics …` has one that may.
        first = next((one for one in sorted(_phrases()["keywords"], key=len, reverse=True) if _leads(text, one)), "")
        if " " not in first or is_prose(text):
            return None
        rest = text[len(first) :]
    return split_keywords(rest)


def split_keywords(text: str) -> tuple[str, ...]:
    """The tags of a line."""
    found = (" ".join(one.split()).lstrip("#").strip() for one in _BETWEEN_KEYWORDS.split(text))
    return tuple(dict.fromkeys(one for one in found if one))


def _stated(piece: str, language: str | None) -> Facts | None:
    known = (dates.ENGLISH, language) if language and language != dates.ENGLISH else (dates.ENGLISH,)
    if date := dates.edtf(piece, known):
        return Facts(published=date)
    for phrase in _by_length("updated"):
        if _leads(piece, phrase) and dates.edtf(_after(piece, phrase), known):
            return NOTHING
    for phrase in _by_length("published"):
        if _leads(piece, phrase) and (date := dates.edtf(_after(piece, phrase), known)):
            return Facts(published=date, is_labelled=True)
    return _byline(piece, known)


def _byline(piece: str, languages: tuple[str, ...]) -> Facts | None:
    for phrase in _by_length("byline"):
        if not _leads(piece, phrase) or word_count(piece) > _BYLINE_WORDS or ends_sentence(piece):
            continue
        rest, published = _dated(_after(piece, phrase), languages)
        names = tuple(name for name in _BETWEEN_NAMES.split(rest) if name and not _is_role(name))
        if names and all(_may_be_author(name) for name in names):
            return Facts(published=published, authors=names)
    return None


def _dated(text: str, languages: tuple[str, ...]) -> tuple[str, str | None]:
    """What is before a date at the end of a text, and the date."""
    for found in re.finditer(r"\s+(?:on|am|le|-|–)\s+|,\s+", text):
        if date := dates.edtf(text[found.end() :], languages):
            return text[: found.start()], date
    return text, None


def _may_be_author(name: str) -> bool:
    """Two to five words without digits, or an agency's acronym: `By Land and Sea` is a title."""
    words = name.split()
    few = 2 <= len(words) <= _NAME_WORDS or name.isupper()
    return few and words[0][0] == words[0][0].upper() and not any(map(str.isdigit, name))


def _is_role(name: str) -> bool:
    return not _phrases()["roles"].isdisjoint(name.lower().split())


def _leads(text: str, phrase: str) -> bool:
    """Whether a text begins with a phrase as words."""
    start = text[: len(phrase)].lower()
    return start == phrase and text[len(phrase) : len(phrase) + 1] in {"", " ", ":", "\u00a0"}


def _after(text: str, phrase: str) -> str:
    return text[len(phrase) :].strip(" \u00a0:")


def _bare(text: str) -> str:
    """A line as phrases are compared."""
    folded = " ".join(text.casefold().split())
    return folded if folded in {"©", "(c)"} else folded.strip(_ENDS)


@cache
def _by_length(name: str) -> tuple[str, ...]:
    return tuple(sorted(_phrases()[name], key=len, reverse=True))


@cache
def _phrases() -> dict[str, frozenset[str]]:
    """All phrases of all languages, by the part that they have in a frame."""
    found: dict[str, set[str]] = {}
    for path in sorted(_WORDS.glob("*.yml")):
        data: dict[str, list[Any]] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for name, phrases in data.items():
            found.setdefault(name, set()).update(str(phrase).casefold() for phrase in phrases)
    return {name: frozenset(phrases) for name, phrases in found.items()}
