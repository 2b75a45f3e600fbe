"""The positions of words on pages, by stem and by spelling, from Pagefind's index and the text of the pages.

Pagefind knows a word by its stem, and by the number of the token that contains it: a run of characters between spaces.
A search for exact words needs more: the spelling at a position, and the words next to it. Both come from the text of
the page. Positions count words here: a token with a dash or an apostrophe has several words, one of signs alone has
none. Between two blocks, such as paragraphs, one position stays empty, so that no phrase crosses the border.
`theme/assets/search/places.js` counts in the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import lt, sub
from typing import Any
from unicodedata import normalize

import cbor2

from generator.infra.mappings import map_values
from generator.text.characters import MARK
from generator.text.search_words import extract_words

INLINE = ("a", "em", "mark", "span", "strong", "sup")
"""Elements with an id that begin no block."""

FIELDS = ("name", "title")
"""The metadata of pages that is searched besides their text; a posting has the number of the field."""

FULL = 24
"""The weight of a word in plain text, as Pagefind counts; that of headings is a multiple of it."""

Form = tuple[str, int, int, bytes]
"""A spelling of a word ("" for the stem itself), its number of pages, the number of the first page, and its postings.

Postings are one CBOR array of whole numbers. For each page it has: the difference between its number and that of the
previous page (0 for the first), the count of the numbers about its text, these numbers, the count of its fields, their
numbers. A negative number -1-w sets the weight of the positions after it; positions are differences within one weight.
A spelling that joins several words (`lunion` for `l’Union`) has a space and their number at its end.
"""


@dataclass(frozen=True, slots=True)
class TokenWords:
    """The words of a token: its parts, and all of them as one word."""

    parts: tuple[str, ...]
    spellings: tuple[str, ...]
    plain: str | None
    """The word, if the token is a single word whose stem has the same letters in Pagefind."""


class TokenCache(dict[str, TokenWords]):
    """A cache of the words of tokens, so that each token is split only once."""

    def __missing__(self, token: str) -> TokenWords:
        parts = extract_words(token)
        spellings = parts if len(parts) == 1 else (*dict.fromkeys(parts), "".join(parts))
        is_plain = len(parts) == 1 and parts[0].isascii() and parts[0] == _remove_accents(token)
        self[token] = TokenWords(parts, spellings, parts[0] if is_plain else None)
        return self[token]


def _remove_accents(token: str) -> str:
    """Return the letters of a token as Pagefind indexes them: without case, accents and signs."""
    decomposed = token if token.isascii() else normalize("NFD", token)
    return "".join(filter(str.isalnum, decomposed.lower()))


@dataclass(frozen=True, slots=True)
class PageText:
    """The tokens of a page's text, the position of each token's first word, and the tokens of its fields."""

    tokens: Sequence[TokenWords]
    plain: Sequence[str | None]
    positions: Sequence[int]
    fields: Mapping[str, Sequence[TokenWords]]

    @classmethod
    def read(cls, fragment: Mapping[str, Any], cache: TokenCache) -> "PageText":
        """Return the text of a page from Pagefind's fragment."""
        tokens = list(map(cache.__getitem__, fragment["content"].split(" ")))
        counts = [len(token.parts) for token in tokens]
        blocks = {anchor["location"] for anchor in fragment["anchors"] if anchor["element"] not in INLINE}
        for block in blocks:
            if 0 < block < len(tokens):
                counts[block - 1] += 1
        positions = list(accumulate(counts, initial=int(0 in blocks)))
        fields = map_values(lambda text: list(map(cache.__getitem__, text.split())), fragment["meta"])
        return cls(tokens, [token.plain for token in tokens], positions, fields)


# An entry of a posting is one number, because there are millions of them: a code in the bits above a position. The code
# is the difference of the weight from `FULL`, so that plain text sorts first; it is `IN_FIELD` if the position is the
# number of a field.
_CODE = 24
_CODES = 1 << 9
IN_FIELD = (1 << 10) - 1
_POSITIONS = (1 << _CODE) - 1

Spellings = defaultdict[str, dict[int, list[int]]]
"""The entries of a stem: by spelling, by page."""


class PostingCollector:
    """A collector of the postings of all words of a shard, by stem."""

    def __init__(self, pages: Sequence[PageText], ranks: Mapping[int, int], fields: Sequence[str]) -> None:
        """`pages` and `fields` are in Pagefind's order; `ranks` has the new number of each page."""
        self._pages = pages
        self._ranks = ranks
        self._fields = fields
        self._stems: defaultdict[str, Spellings] = defaultdict(lambda: defaultdict(dict))
        # For tokens that are not plain: the code of the weight of each, and the spellings that a stem led to.
        self._found_spellings: dict[tuple[int, int], tuple[int, set[str]]] = {}

    def add(self, key: str, packed: Iterable[Sequence[Any]]) -> None:
        """Add a word from Pagefind: its key there, and its pages as Pagefind packs them."""
        stem = "".join(extract_words(key))
        if not stem or not (key.isalnum() or all(letter.isalnum() or letter in MARK for letter in key)):
            return  # a remainder of a compound, with a sign in it
        spellings = self._stems[stem]
        number = 0
        for step, text, fields in packed:
            number += step
            self._add_text(spellings, stem, number, text)
            if fields:
                self._add_fields(spellings, stem, number, fields)

    def _add_text(self, spellings: Spellings, stem: str, number: int, packed: Sequence[int]) -> None:
        page, rank = self._pages[number], self._ranks[number]
        plain, positions = page.plain, page.positions
        code, location = 0, 0
        previous = None
        entries: list[int] = []
        for value in packed:
            if value < 0:
                code, location = (-1 - value - FULL) % _CODES << _CODE, 0
                continue
            location += value
            word = plain[location]
            if word is None:
                self._add_special(spellings, stem, (number, location), code)
                continue
            if word != previous:
                previous, entries = word, spellings[word].setdefault(rank, [])
            entries.append(code + positions[location])

    def _add_special(self, spellings: Spellings, stem: str, token_key: tuple[int, int], code: int) -> None:
        """Add a token that is not plain, given by the number of its page and its own."""
        number, location = token_key
        token = self._pages[number].tokens[location]
        spelling = find_nearest_spelling(stem, token)
        if spelling:
            _, found_spellings = self._found_spellings.setdefault(token_key, (code, set()))
            found_spellings.add(stem if len(token.parts) == 1 else spelling)
            self._add_occurrences(spellings, spelling, token_key, code)

    def _add_occurrences(self, spellings: Spellings, spelling: str, token_key: tuple[int, int], code: int) -> None:
        number, location = token_key
        page = self._pages[number]
        for form, offset in find_occurrences(page.tokens[location], spelling):
            spellings[form].setdefault(self._ranks[number], []).append(code + page.positions[location] + offset)

    def _add_fields(self, spellings: Spellings, stem: str, number: int, packed: Sequence[int]) -> None:
        name, location = "", 0
        for value in packed:
            if value < 0:
                name, location = self._fields[-1 - value], 0
                continue
            location += value
            if name not in FIELDS:
                continue
            spelling = find_nearest_spelling(stem, self._pages[number].fields[name][location])
            if spelling:
                entry = (IN_FIELD << _CODE) + FIELDS.index(name)
                spellings[spelling].setdefault(self._ranks[number], []).append(entry)

    def finish(self) -> Iterator[tuple[str, tuple[int, list[Form]]]]:
        """Yield each stem with its weight and its forms; spellings that no stem led to become stems of their own."""
        for token_key, (code, found_spellings) in self._found_spellings.items():
            number, location = token_key
            for spelling in self._pages[number].tokens[location].spellings:
                if spelling not in found_spellings:
                    self._add_occurrences(self._stems[spelling], spelling, token_key, code)
        for stem, spellings in sorted(self._stems.items()):
            stem_weight = 0
            forms = []
            for word, pages in sorted(spellings.items()):
                weight, form = pack_form("" if word == stem else word, pages)
                stem_weight += weight
                forms.append(form)
            if forms:
                yield stem, (stem_weight, forms)


def find_nearest_spelling(stem: str, token: TokenWords) -> str | None:
    """Return the spelling in a token that most likely belongs to a stem; None if none does."""
    if len(token.spellings) == 1:
        return token.spellings[0]
    best = max(token.spellings, key=lambda spelling: (count_common_letters(stem, spelling), -len(spelling)), default="")
    return best if count_common_letters(stem, best) else None


def count_common_letters(left: str, right: str) -> int:
    """Return the number of letters with which both words begin."""
    length = 0
    for left_letter, right_letter in zip(left, right, strict=False):
        if left_letter != right_letter:
            break
        length += 1
    return length


def find_occurrences(token: TokenWords, spelling: str) -> Iterator[tuple[str, int]]:
    """Yield a spelling in its form in postings, with its offset in the token, for each of its occurrences."""
    for offset, part in enumerate(token.parts):
        if part == spelling:
            yield spelling, offset
    if spelling not in token.parts:
        yield f"{spelling} {len(token.parts)}", 0


def pack_form(spelling: str, pages: Mapping[int, list[int]]) -> tuple[int, Form]:
    """Return the weight of a spelling, which is the count of its numbers, and the spelling with its postings packed."""
    first_page = previous = min(pages)
    numbers: list[int] = []
    for page in sorted(pages):
        entries = pages[page]
        numbers.append(page - previous)
        previous = page
        if not all(map(lt, entries, entries[1:])):
            entries = sorted(set(entries))
        if entries[-1] <= _POSITIONS:
            numbers += (len(entries), entries[0], *map(sub, entries[1:], entries), 0)
        else:
            numbers += pack_page(entries)
    return len(numbers), (spelling, len(pages), first_page, cbor2.dumps(numbers))


def pack_page(entries: Iterable[int]) -> list[int]:
    """Return the sorted entries of one page in the format of `Form`."""
    text: list[int] = []
    fields: list[int] = []
    code = previous = 0
    for entry in entries:
        entry_code, position = entry >> _CODE, entry & _POSITIONS
        if entry_code == IN_FIELD:
            fields.append(position)
            continue
        if entry_code != code:
            code, previous = entry_code, 0
            text.append(-1 - (code + FULL) % _CODES)
        text.append(position - previous)
        previous = position
    return [len(text), *text, len(fields), *fields]
