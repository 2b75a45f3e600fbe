"""Folding of characters for names, quotes and search: the single definition of which characters are equal.

The table is data: `IGNORABLE` characters are removed, `PUNCTUATION` and `LETTERS` have the plain spellings of
characters, and Unicode's compatibility mappings (UAX #15) add ligatures, full-width and presentation forms. `fold`
applies the table at a `Level` and returns the position in the original text of each character of the result.

An implementation in another language needs only this table. The search level of a whole string is: replace by
`PUNCTUATION`; NFKD; drop `IGNORABLE`, lone `JOINERS` and `ACCENTS`; replace by `PUNCTUATION` and `LETTERS`; lower case;
NFC; runs of spaces to one space. This module is independent of the language and expects text in NFC.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from itertools import chain, pairwise, repeat
from typing import NamedTuple
from unicodedata import decomposition, normalize

CodePoints = tuple[tuple[int, int], ...]
"""Ranges of code points, with both ends included."""

_IGNORABLE_IN_BMP: CodePoints = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x0640, 0x0640),  # tatweel: stretches a word and spells nothing; not default-ignorable
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # left-to-right and right-to-left mark
    (0x202A, 0x202E),
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
)
_IGNORABLE_OUTSIDE_BMP: CodePoints = (
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
IGNORABLE = _IGNORABLE_IN_BMP + _IGNORABLE_OUTSIDE_BMP
"""Invisible characters: Unicode's Default_Ignorable_Code_Point without `JOINERS`, and the tatweel."""

JOINERS = "\u200c\u200d"
"""ZWNJ and ZWJ: part of the spelling inside words of `JOINING` scripts, ignorable everywhere else."""

JOINING: CodePoints = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, NKo
    (0x0900, 0x0DFF),  # Indic scripts
    (0x0E00, 0x109F),
    (0x1780, 0x18AF),
    (0x1900, 0x1CFF),
    (0xA800, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
)
"""The scripts whose spelling uses `JOINERS`."""

INDIC: CodePoints = ((0x0900, 0x0DFF),)
"""The scripts in which a word may end with U+200D."""

ACCENTS: CodePoints = (
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),  # Hebrew points
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),  # Arabic vowel signs
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
"""The marks that the search level removes, but not the vowel signs of Indic scripts, which spell the word."""

SPACES = "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", "")
"""All spaces and line ends except U+0020."""

PUNCTUATION: dict[str, str] = {
    **dict.fromkeys("‘’‚‛‹›ʹʻʼʽʾʿˀˁ՚׳′‵`´᾽᾿ꞋꞌꜤꜥ❛❜❮❯＇", "'"),
    **dict.fromkeys("“”„‟«»ʺˮ״″‶❝❞〝〞〟＂", '"'),
    **dict.fromkeys("‐‑‒–—―−־⁃⸺⸻﹘﹣－", "-"),
    **dict.fromkeys("…⋯", "..."),
    **dict.fromkeys(SPACES, " "),
}
"""The marks and spaces that an editor types, by their variants. The scholarly letters ʿ ʾ ʼ ʻ become apostrophes."""

_SMALL_LETTERS = {
    **dict.fromkeys("æᴁᴂ", "ae"),
    **dict.fromkeys("œᴔ", "oe"),
    **dict.fromkeys("ðđɖɗƌȡᵭ", "d"),
    **dict.fromkeys("ɑɐⱥᶏ", "a"),
    **dict.fromkeys("ƀɓƃᵬ", "b"),
    **dict.fromkeys("ƈȼɕ", "c"),
    **dict.fromkeys("əǝɛɜɘɇ", "e"),
    **dict.fromkeys("ƒᵮ", "f"),
    **dict.fromkeys("ǥɠɡɣᵹ", "g"),
    **dict.fromkeys("ħɦⱨ", "h"),
    **dict.fromkeys("ıɨɩɪ", "i"),
    **dict.fromkeys("ȷɉʝ", "j"),
    **dict.fromkeys("ƙⱪĸ", "k"),
    **dict.fromkeys("łƚɫɬɭⱡȴ", "l"),
    **dict.fromkeys("ɱ", "m"),
    **dict.fromkeys("ŋƞɲɳȵ", "n"),
    **dict.fromkeys("øɔɵⱺ", "o"),
    **dict.fromkeys("ƥᵽ", "p"),
    **dict.fromkeys("ɋʠ", "q"),
    **dict.fromkeys("ɍɽɾʀ", "r"),
    **dict.fromkeys("ʂȿ", "s"),
    **dict.fromkeys("ŧƭʈⱦȶ", "t"),
    **dict.fromkeys("ʉʊ", "u"),
    **dict.fromkeys("ʋⱱ", "v"),
    **dict.fromkeys("ⱳƿ", "w"),
    **dict.fromkeys("ɏƴ", "y"),
    **dict.fromkeys("ƶȥʐʑɀⱬʒ", "z"),
    "ß": "ss",
    "þ": "th",
}
_OTHER_LETTERS = {
    "ẞ": "SS",
    "ٱ": "ا",
    "ی": "ي",
    "ى": "ي",
    "ک": "ك",
    "ے": "ي",
    "ہ": "ه",
}
LETTERS: dict[str, str] = {
    **_SMALL_LETTERS,
    **{
        small.upper(): plain.capitalize()
        for small, plain in _SMALL_LETTERS.items()
        if small.upper() != small and len(small.upper()) == 1 and small != "ı"
    },
    **_OTHER_LETTERS,
}
"""The plain spellings of letters that Unicode does not decompose, most of them in ASCII."""

_PLAIN_PUNCTUATION = str.maketrans(PUNCTUATION)
_PLAIN_CHARACTERS = str.maketrans({**LETTERS, **PUNCTUATION})
"""Tables of `str.translate`: of marks and spaces, and of letters, marks and spaces."""

_COMPATIBLE_KINDS = frozenset(
    {
        "<compat>",
        "<wide>",
        "<narrow>",
        "<font>",
        "<small>",
        "<vertical>",
        "<noBreak>",
        "<initial>",
        "<medial>",
        "<final>",
        "<isolated>",
    }
)
"""The kinds of compatibility mapping (UnicodeData.txt) that do not change words; a superscript is another kind."""
_NO_VARIANTS = frozenset("\u0e33\u0eb3\u0f77\u0f79")
"""Vowels of Thai, Lao and Tibetan in their usual spelling, which their mappings would change."""
_COMPATIBLE_BLOCKS: CodePoints = (
    (0x00A0, 0x06FF),
    (0x0E80, 0x0FFF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x33FF),
    (0xFB00, 0xFFEF),
    (0x1D400, 0x1D7FF),
    (0x1EE00, 0x1EEFF),
    (0x1F100, 0x1F2FF),
    (0x1FBF0, 0x1FBF9),
)
"""The blocks with characters of `_COMPATIBLE_KINDS`: a search of all blocks would take 30 ms."""


class Level(Enum):
    """A level of folding: how different equal texts may be."""

    TYPOGRAPHY = "typography"
    """For names and quotes: the same words, in any typography."""
    SEARCH = "search"
    """For search and likely duplicates: also without case and accents, and with plain letters."""


class FoldedText(NamedTuple):
    """Folded text, with the position of each character in the original text.

    `offsets` ascend; they are None if all positions are the same in both texts.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def map_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the original text of the folded characters from `start` to `end`, at least one."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)

    def map_position(self, offset: int) -> int:
        """Return the position in the folded text of the first character at or after `offset` in the original."""
        return offset if self.offsets is None else bisect_left(self.offsets, offset)

    def strip(self) -> "FoldedText":
        """Return the folded text without spaces at its ends."""
        text = self.text.strip(" ")
        if text == self.text:
            return self
        start = len(self.text) - len(self.text.lstrip(" "))
        return self.derive(text, range(start, start + len(text)))

    def derive(self, text: str, positions: Iterable[int]) -> "FoldedText":
        """Return a text whose characters come from these positions of the folded text."""
        offsets = positions if self.offsets is None else [self.offsets[position] for position in positions]
        return FoldedText(text, tuple(offsets))


def fold(text: str, level: Level = Level.TYPOGRAPHY) -> FoldedText:
    """Fold `text`, which must be in NFC, for comparison at a level; each run of spaces becomes one space.

    Idempotent, and linear in the length of the text.
    """
    folded = _fold_typography(text)
    return folded if level is Level.TYPOGRAPHY else _fold_for_search(folded)


def fold_name(name: str) -> str:
    """Fold a name at the search level, for comparison with other names."""
    return fold(normalize("NFC", name), Level.SEARCH).text.strip()


def build_character_set(ranges: Iterable[tuple[int, int]]) -> str:
    """Return ranges of code points as the content of a character set of `re`."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def strip_invisible(text: str) -> FoldedText:
    """Remove the invisible characters of a text, which an editor would not type."""
    if text.isascii() or not _get_patterns().any_invisible.search(text):
        return FoldedText(text)
    return _replace_spellings(text, {})


def normalize_marks(text: str) -> str:
    """Replace each mark and space with the one that is typed, if the length of the text stays the same."""
    for variant, plain in _SAME_LENGTH:
        text = text.replace(variant, plain)
    return text


def normalize_spaces(text: str) -> str:
    """Replace every space and line end with U+0020. The length of the text stays the same."""
    for variant in SPACES:
        text = text.replace(variant, " ")
    return text


@cache
def collect_compatibility_forms() -> Mapping[str, str]:
    """Return the plain spellings of ligatures, full-width, half-width and presentation forms, from Unicode."""
    return dict(_iterate_compatibility_forms())


def _iterate_compatibility_forms() -> Iterator[tuple[str, str]]:
    for start, end in _COMPATIBLE_BLOCKS:
        for character in map(chr, range(start, end + 1)):
            kind = decomposition(character).partition(" ")[0]
            if kind in _COMPATIBLE_KINDS and character not in PUNCTUATION and character not in _NO_VARIANTS:
                plain = _spell_plainly(character)
                if not plain.startswith(" "):
                    yield character, plain


def _spell_plainly(character: str) -> str:
    return _get_ignorable().sub("", normalize("NFKC", character)).translate(_PLAIN_PUNCTUATION)


_COMMON = tuple((variant, PUNCTUATION[variant]) for variant in "’‘“”–—\xa0\n\t«»„`´")
"""The variants in most texts. One `str.replace` for each takes a fortieth of the time of `str.translate`."""
_SAME_LENGTH = tuple((variant, plain) for variant, plain in PUNCTUATION.items() if len(plain) == 1)
_ASCII = tuple((variant, plain) for variant, plain in PUNCTUATION.items() if variant.isascii())
_SPACE_RUN = re.compile(" {2,}")
_OUTSIDE_BMP = "[\U00010000-\U0010ffff]"
_INVISIBLE = build_character_set(_IGNORABLE_IN_BMP) + JOINERS
_INVISIBLE_OUTSIDE_BMP = build_character_set(_IGNORABLE_OUTSIDE_BMP)


class _Patterns(NamedTuple):
    """The compiled patterns. They take 20 ms to build, so that a build without changes does not build them."""

    spellings: Mapping[str, str]
    """The plain spelling of each character that has one at the level of typography."""
    respelled: tuple[re.Pattern[str], re.Pattern[str]]
    """The characters that may have another spelling; `re` is only fast for sets within one plane."""
    any_invisible: re.Pattern[str]
    piece: re.Pattern[str]
    joining: re.Pattern[str]
    indic: re.Pattern[str]
    accent: re.Pattern[str]


@cache
def _get_ignorable() -> re.Pattern[str]:
    """Return the pattern of ignorable characters, which the other patterns need to be built."""
    return re.compile(f"[{build_character_set(IGNORABLE)}]")


@cache
def _get_patterns() -> _Patterns:
    spellings = {**PUNCTUATION, **collect_compatibility_forms()}
    forms = re.escape(re.sub(_OUTSIDE_BMP, "", "".join(spellings)))
    invisible = f"[{_INVISIBLE}]|[{_INVISIBLE_OUTSIDE_BMP}]"
    return _Patterns(
        spellings=spellings,
        respelled=(re.compile(f"[{_INVISIBLE}{forms}]"), re.compile(_OUTSIDE_BMP)),
        any_invisible=re.compile(invisible),
        piece=re.compile(f"(?P<unseen>(?:{invisible})+)|[{forms}]|{_OUTSIDE_BMP}"),
        joining=re.compile(f"[{build_character_set(JOINING)}]"),
        indic=re.compile(f"[{build_character_set(INDIC)}]"),
        accent=re.compile(f"[{build_character_set(ACCENTS)}]"),
    )


def _fold_typography(text: str) -> FoldedText:
    for variant, plain in _ASCII if text.isascii() else _COMMON:
        text = text.replace(variant, plain)
    folded = FoldedText(text)
    if not text.isascii() and any(pattern.search(text) for pattern in _get_patterns().respelled):
        folded = _replace_spellings(text, _get_patterns().spellings)
    return _collapse_spaces(folded)


def _replace_spellings(text: str, table: Mapping[str, str]) -> FoldedText:
    """Remove invisible characters, and replace others with their spellings in the table."""
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _get_patterns().piece.finditer(text):
        start, end = match.span()
        plain = _choose_joiner(text, start, end) if match["unseen"] else table.get(match[0], match[0])
        pieces += (text[done:start], plain)
        offsets += range(done, start)
        offsets += [start] * len(plain)
        done = end
    pieces.append(text[done:])
    offsets += range(done, len(text))
    return FoldedText("".join(pieces), tuple(offsets))


def _choose_joiner(text: str, start: int, end: int) -> str:
    """Return the spelling of a run of invisible characters: a joiner between letters that use it, or nothing."""
    joiners = [character for character in text[start:end] if character in JOINERS]
    previous_letter, next_letter = text[start - 1 : start], text[end : end + 1]
    patterns = _get_patterns()
    if not joiners or not patterns.joining.match(previous_letter):
        return ""
    if patterns.joining.match(next_letter) or (joiners[0] == JOINERS[1] and patterns.indic.match(previous_letter)):
        return joiners[0]
    return ""


def _collapse_spaces(folded: FoldedText) -> FoldedText:
    text = folded.text
    if "  " not in text:
        return folded
    pairs = enumerate(pairwise(f"x{text}"))
    positions = [position for position, (previous, letter) in pairs if letter != " " or previous != " "]
    return folded.derive(_SPACE_RUN.sub(" ", text), positions)


def _fold_for_search(folded: FoldedText) -> FoldedText:
    text = folded.text
    if text.isascii():
        return FoldedText(text.lower(), folded.offsets)
    forms = list(map(_fold_character, text))
    lengths = list(map(len, forms))
    plain = FoldedText("".join(forms), folded.offsets)
    if lengths.count(1) < len(lengths):
        # A character that is spelled with several letters, as `ß` with `ss`, is the position of each of them.
        positions = chain.from_iterable(map(repeat, range(len(text)), lengths))
        plain = folded.derive(plain.text, positions)
    return _collapse_spaces(plain)


@cache
def _fold_character(character: str) -> str:
    decomposed = _get_patterns().accent.sub("", normalize("NFKD", character))
    spelled = _get_ignorable().sub("", decomposed).translate(_PLAIN_CHARACTERS)
    return normalize("NFC", spelled.lower())
