"""Tags the tokens of a passage: with the word lists that they are in, their form and their place.

Most tags are word lists of `NameWords`; patterns (`token_patterns`) ask for tags.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress, pairwise

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import NO_TOKEN, POSSESSIVE_ENDINGS, Token, TokenizedPassage
from generator.proposals.token_patterns import TaggedTokens, Tags

_MARK_TAGS = {",": "comma", ".": "period", ";": "semicolon", "&": "ampersand", "-": "hyphen"}
_MARK_TAGS |= {"(": "opening_bracket", ")": "closing_bracket", "'": "apostrophe", "’": "apostrophe"}
_MARK_TAGS |= {"—": "dash", "–": "dash"}
_PAUSES = frozenset({",", ".", ";", ":"})
_OPENING_QUOTES = frozenset('"“‘«')
_CLOSING_QUOTES = frozenset('"”’»')
_MAX_DIGITS = 3
"""Digits of a number in a name: Channel 10."""
_MAX_AGE_DIGITS = 2
_MAX_ABBREVIATED_TITLE = 4
"""Letters of a title with a period: Prof."""
_MIN_ADJECTIVE = 6
"""Letters of an adjective before the noun of a body, at least."""


@dataclass(frozen=True)
class TaggedPassage(TaggedTokens, TokenizedPassage):
    """A passage as tokens with tags."""

    tags: tuple[Tags, ...]
    """The tags of each token."""


def tag_passages(passages: Iterable[TokenizedPassage], lexicon: Lexicon) -> list[TaggedPassage]:
    """Tag the tokens of all passages of a text."""
    word_tags: dict[str, Tags] = {}
    tagged_passages: list[TaggedPassage] = []
    for passage in passages:
        tags: list[Tags] = []
        for previous, token in pairwise((NO_TOKEN, *passage.tokens)):
            if token.text not in word_tags:
                word_tags[token.text] = _tag_word(token, lexicon)
            tags.append(word_tags[token.text] | _tag_place(token, previous, lexicon))
        tagged_passages.append(TaggedPassage(passage.number, passage.text, passage.tokens, tuple(tags)))
    return tagged_passages


def _tag_word(token: Token, lexicon: Lexicon) -> Tags:
    """Return the tags that a token has in every place: its lists, its form, and its use in this text."""
    word, words = token.folded, lexicon.words
    max_abbreviation = _MAX_ABBREVIATED_TITLE if lexicon.is_title(token) else 1
    forms = {
        "mark": token.is_mark,
        "word": not token.is_mark,
        "capitalized": token.is_capitalized,
        "prefixed": lexicon.has_prefix(token),
        "acronym": token.acronym != "",
        "digit_first": word[:1].isdigit(),
        "short_number": token.text.isdigit() and len(token.text) <= _MAX_DIGITS,
        "age": word.isdigit() and len(word) <= _MAX_AGE_DIGITS,
        "possessive_ending": word in POSSESSIVE_ENDINGS,
        "sibilant": token.text[-1] in "sxz",
        "pause": word in _PAUSES,
        "opening_quote": word in _OPENING_QUOTES,
        "closing_quote": word in _CLOSING_QUOTES,
        "plural": word.endswith("s"),
        "attribute_ending": word.endswith(("ed", "s")),
        "adjective_ending": word.removesuffix("s").endswith(tuple(words.adjective_endings)),
        "group_adjective": len(word) >= _MIN_ADJECTIVE and word.endswith(tuple(words.collective_endings)),
        "unowned_word": word in lexicon.unowned,
        "abbreviation": len(token.text) <= max_abbreviation,
        "saint": word.rstrip(".") in words.saints,
        "elided_article": word[-1] == "'" and word[:-1] in words.elisions,
        "calendar": lexicon.is_calendar(token),
        "also_lowercase": word in lexicon.lowercase,
        "demonym": lexicon.is_demonym(token),
        "title": lexicon.is_title(token),
        "title_part": lexicon.is_part_of_title(token),
        "head_noun": lexicon.is_head(token),
        "type_noun": word in lexicon.noun_signs,
    }
    list_tags = words.tags_by_word.get(word, frozenset())
    return list_tags.union(compress(forms, forms.values()), _MARK_TAGS.get(word, "").split())


def _tag_place(token: Token, previous: Token, lexicon: Lexicon) -> Tags:
    """Return the tags that a token has in its place: after the token before it, or at the start of a sentence."""
    is_word = token.is_adjacent and not token.is_mark
    forms = {
        "adjacent": token.is_adjacent,
        "touching": token.start == previous.end,
        "opening": token.is_sentence_start and lexicon.is_common(token),
        "uppercase": is_word and token.is_capitalized,
        "lowercase": is_word and not token.is_capitalized,
    }
    return frozenset(compress(forms, forms.values()))
