"""Noun phrases that may be a source, before a verb or after words such as "according to".

No parser is needed: a source is a name, a pronoun, or a noun for people, bodies or publications with the words around
it, and function words show its end.
"""

from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import NAME, PLACE
from generator.proposals.token_patterns import TokenMatch, TokenPattern, TokenSpan

MAX_DISTANCE = 40
"""Tokens that are looked at on either side of a verb."""

_MAX_QUANTITY = 2
"""Tokens of a quantity and its article, "a third", at most."""


class NounPhrase(NamedTuple):
    """A noun phrase: its tokens `start` to `stop`, and the token of its head.

    `category` is name, place, pronoun, people, bodies, publications, or other if the head is in no list.
    """

    start: int
    stop: int
    head: int
    category: str
    is_plural: bool


_MAIN_HEAD = TokenPattern(
    "[!possessive & !^prepositions & name] | [!possessive & !^prepositions & word & all_pronouns|roles]"
)
_ROLE = TokenPattern("[word & roles & !all_pronouns]")
_BEFORE_HEAD = TokenPattern("[nominal & !prepositions]*")
_LINKING_WORDS = TokenPattern("[linking_words]*")
_PHRASE = TokenPattern(rf"""
    [nominal & !relatives|modals]
    (?: [name|place & !relatives|modals|prepositions]
      | [word & !relatives|modals|prepositions|phrase_ends|finite]
      | [nominal & prepositions & !relatives|modals|^name] (?! []{{0,2}} [time_words|number] )
    ){{0,{MAX_DISTANCE - 1}}}
""")
"""Words up to a mark, a verb or another clause; a preposition goes on with the phrase, except after a name."""
_SOURCE_NOUN = TokenPattern("[word & roles]")
_NOT_SOURCE = TokenPattern("[never_sources|determiners] | [!letters]")
_PART = TokenPattern("[!comma|conjunctions]+")
_TRIMMED_PART = TokenPattern(r"""
    (?> (?: [word & contrast|as_] | [word & adverb & !all_pronouns|determiners] )* )
    (?P<phrase> []*? )
    [word & adverb|calendar|prepositions]* \Z
""")
"""A part without words of contrast and adverbs before it, and without adverbs and words of time after it."""
_SOURCE = TokenPattern(r"""
    (?> (?: [finite_ending] (?= [prepositions] ) )? )
    (?> (?: (?= [prepositions] ) []* [prepositions]
            (?: []* (?= [name] \Z ) | []* (?= [determiners] ) | [calendar|number]*+ )
        )?
    )
    (?P<core> [!prepositions]+ )
""")
"""A noun phrase after a participle with a preposition, or after phrases of time: "on Monday the minister"."""


def find_main_noun_phrase(sentence: Sentence, rules: Rules) -> NounPhrase | None:
    """Find the noun phrase that a sentence is about: the first without a preposition before it."""
    head = sentence.search(_MAIN_HEAD, 0, MAX_DISTANCE)
    if head is None:
        return None
    if sentence.match(_ROLE, head.start):
        return _find_around(sentence, rules, head.start)
    return _parse_core(sentence, rules, TokenSpan(head.start, head.stop), head.stop)


def _find_around(sentence: Sentence, rules: Rules, position: int) -> NounPhrase | None:
    """Find the noun phrase that a token is part of."""
    span = find_phrase_after(sentence, position)
    if not span:
        return None
    start = sentence.find_run_start(_BEFORE_HEAD, position)
    phrases = parse_noun_phrases(sentence, rules, TokenSpan(start, span.stop))
    return phrases[0] if phrases else None


def find_phrase_after(sentence: Sentence, start: int) -> TokenSpan:
    """Find the phrase that begins at a token, up to a mark, a verb or another clause; it may have no token."""
    stop = sentence.find_run_stop(_PHRASE, start)
    return TokenSpan(start, sentence.find_run_start(_LINKING_WORDS, stop, start))


def parse_noun_phrases(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[NounPhrase]:
    """Return the noun phrases of a span that conjunctions or commas join; phrases without a head are left out."""
    phrases: list[NounPhrase] = []
    for part in sentence.find_all(_PART, *span):
        phrase = _parse_noun_phrase(sentence, rules, part)
        if phrase:
            phrases.append(phrase)
    return phrases


def _parse_noun_phrase(sentence: Sentence, rules: Rules, part: TokenMatch) -> NounPhrase | None:
    trimmed = sentence.match(_TRIMMED_PART, part.start, part.stop)
    if trimmed is None:
        return None
    start, stop = trimmed.groups["phrase"]
    source = sentence.match(_SOURCE, start, stop)
    return _parse_core(sentence, rules, source.groups["core"], stop) if source else None


def _parse_core(sentence: Sentence, rules: Rules, core: TokenSpan, stop: int) -> NounPhrase | None:
    """Parse the noun phrase with a core before its prepositions; it ends at `stop` with all that follows on these."""
    start, core_stop = core
    head = core_stop - 1
    token = sentence.tokens[head]
    if token.is_possessive and stop == core_stop:
        return None
    if token.category in {NAME, PLACE}:
        return NounPhrase(start, stop, head, token.category, is_plural=False)
    if token.folded in rules.all_pronouns:
        return NounPhrase(head, core_stop, head, "pronoun", is_plural=token.folded in rules.pronouns.plural)
    if token.folded in rules.quantities and core_stop - start <= _MAX_QUANTITY:
        return NounPhrase(start, stop, head, "people", is_plural=token.folded not in rules.singular_quantities)
    return _parse_common_noun(sentence, rules, core, stop)


def _parse_common_noun(sentence: Sentence, rules: Rules, core: TokenSpan, stop: int) -> NounPhrase | None:
    """Parse the phrase of a common noun: a noun for sources, or any other that ends the core."""
    start, core_stop = core
    last = core_stop - 1
    is_plural = sentence.has("plural", last)
    heads = list(sentence.find_all(_SOURCE_NOUN, start, core_stop))
    if heads:
        head = heads[0 if rules.head_first else -1].start
        is_plural_head = sentence.has("plural", head)
        if rules.head_first or head == last or is_plural_head or not is_plural:
            return NounPhrase(start, stop, head, rules.get_role(sentence.words[head]), is_plural_head)
    if sentence.match(_NOT_SOURCE, last):
        return None
    return NounPhrase(start, stop, last, "people" if heads else "other", is_plural)
