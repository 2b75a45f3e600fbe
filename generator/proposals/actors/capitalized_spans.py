"""Spans of capitalized words, with the small words that lead from one to the next."""

from collections.abc import Set as AbstractSet

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tagging import TaggedPassage
from generator.proposals.token_patterns import TokenPattern

MAX_NAME_TOKENS = 12
"""Tokens of a name; a longer span is a heading or a line in capitals."""
_TO_CAPITAL = "[connectors & adjacent & !capitalized]? [adjacent & capitalized]"
"""The end of a name after a connector: a further one at most, and a capital."""

SPAN_START = TokenPattern("""
    [word & capitalized|prefixed & !calendar]
  | [calendar] [adjacent & media]
  | [public_bodies & !capitalized & !prefixed] [connectors & adjacent]
    [connectors & adjacent & !capitalized]? [adjacent & capitalized & fields]
""")
"""A capital, except that of a date; or the head of a name in lower case: the ministry of Defence."""
_NEXT_WORD = TokenPattern("""
    [period & adjacent & ^abbreviation] [adjacent & capitalized]
  | [ampersand & adjacent] [uppercase]
  | [short_number & adjacent & ^head_noun]
  | [word & adjacent & capitalized|prefixed & !calendar]
  | [calendar & adjacent & also_lowercase] (?! [digit_first] )
""")
"""The next word of a name, with the mark before it; a calendar word is one unless it is a date."""
_OWNED_NAME = "[joins]?+ [uppercase]{1,12}+"
_AFTER_OWNER = TokenPattern(f"""
    (?: [possessive_ending & touching & adjacent & ^within_names]
      | [apostrophe & touching & adjacent & ^plural & !^acronym|^unowned_word]
    )
    {_OWNED_NAME}
""")
"""A name that goes on after an apostrophe: Women’s League, Dockers’ and Allied Trades Union."""
_AFTER_SAINT = TokenPattern(f"[possessive_ending & touching & adjacent] {_OWNED_NAME}")
_ADJECTIVE = "[lowercase & adjective_ending & !common_and_verbs]"
_LOWERCASE_TAIL = TokenPattern(f"""
    [fields & ^fields & ^capitalized]
  | (?= [^heads & ^capitalized] )
    (?: {_ADJECTIVE}?+ [complement_connectors & adjacent]++ [word & adjacent & !common & !capitalized] {_ADJECTIVE}
      | {_ADJECTIVE}?+ [complement_connectors & adjacent]++ [word & adjacent & !common]
      | {_ADJECTIVE}
    )
""")
"""Words in lower case that belong to a name: Nations unies, Ligue des droits civiques."""
_CONNECTORS = """
    [particles & !^head_noun] [particles & adjacent & !capitalized]? [adjacent & capitalized]
  | (?! [particles & !^head_noun] )
    (?: [connectors & !joins & ^head_noun & !^title]
      | [connectors & !joins & ^title] (?= [fields] )
"""
_AFTER_CONNECTORS = TokenPattern(f"{_CONNECTORS} ) {_TO_CAPITAL}")
"""A name that goes on after small words: after those of a person, the head of an organization, or the noun of an
office."""
_AFTER_CONNECTORS_AND_JOINS = TokenPattern(f"{_CONNECTORS} | [connectors & joins] (?= [fields] ) ) {_TO_CAPITAL}")
"""The same, also after a conjunction that joins two fields: Ministry of Trade and Industry."""


def find_span_end(passage: TaggedPassage, start: int, lexicon: Lexicon, excluded: AbstractSet[int]) -> int:
    """Return the end of the span that begins at a token; it has none of the `excluded` tokens."""
    stop = start + 1
    extended = _extend(passage, start, stop, lexicon)
    while extended > stop and excluded.isdisjoint(range(stop, extended)):
        stop = extended
        extended = _extend(passage, start, stop, lexicon)
    return stop


def _extend(passage: TaggedPassage, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of a span that is one word longer; the same end if the span ends."""
    if match := passage.match(_NEXT_WORD, stop):
        return match.stop
    if passage.has("lowercase", stop):
        return _extend_over_small_words(passage, start, stop, lexicon)
    owned_name = passage.match(_AFTER_SAINT if passage.has("saint", start) else _AFTER_OWNER, stop)
    return owned_name.stop if owned_name and passage.has("heads", owned_name.stop - 1) else stop


def _extend_over_small_words(passage: TaggedPassage, start: int, stop: int, lexicon: Lexicon) -> int:
    """Return the end of a span that goes on with words in lower case; the same end if it ends."""
    extended_text = passage.text[passage.tokens[start].start : passage.tokens[stop].end]
    if lexicon.find_territory(extended_text):
        return stop + 1
    if tail := passage.match(_LOWERCASE_TAIL, stop):
        return tail.stop
    if stop - start == 1 and passage.has("demonym", start):
        return stop
    has_connector = passage.has_any("connectors", start, stop)
    return passage.find_run_stop(_AFTER_CONNECTORS_AND_JOINS if has_connector else _AFTER_CONNECTORS, stop)
