"""Noun phrases that may be a source, before a verb or after words such as "according to".

No parser is needed: a source is a name, a pronoun, or a noun for people, bodies or publications with the words around
it, and function words show its end.
"""

from typing import NamedTuple

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tokens import NAME, PLACE, WORD, Sentence, SentenceToken

MAX_DISTANCE = 40
"""Tokens that are looked at on either side of a verb."""

_MAX_QUANTITY = 2
"""Tokens of a quantity and its article, "a third", at most."""
_MIN_PAST = 4
"""Letters of a word that only its ending shows as a past, at least."""

TokenSpan = tuple[int, int]
"""Tokens of a sentence, half-open."""


class NounPhrase(NamedTuple):
    """A noun phrase: its tokens `start` to `stop`, and the token of its head.

    `category` is name, place, pronoun, people, bodies, publications, or other if the head is in no list.
    """

    start: int
    stop: int
    head: int
    category: str
    is_plural: bool


def make_span(start: int, stop: int) -> TokenSpan | None:
    """Return the span, or None if it has no token."""
    return (start, stop) if start < stop else None


def is_past(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a word has the form of a past tense, in a position that a verb may have."""
    token = sentence.tokens[position]
    if position == 0 or token.category != WORD or len(token.folded) < _MIN_PAST:
        return False
    if not token.folded.endswith(rules.finite_endings):
        return False
    previous = sentence.tokens[position - 1]
    return previous.is_nominal and previous.folded not in rules.noun_modifiers


def is_finite(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether a word is, as far as its form shows, the verb of a clause."""
    token = sentence.tokens[position]
    if token.category != WORD:
        return False
    if token.folded in rules.helping_verbs:
        return token.folded not in rules.infinitive
    previous = sentence.tokens[position - 1] if position else None
    if previous is None or not previous.is_nominal or previous.folded in rules.noun_after or previous.is_possessive:
        return False
    forms = {form for verb in rules.verb_forms.get(token.folded, ()) for form in verb.forms}
    has_plural_subject = previous.folded in rules.roles and previous.folded.endswith(rules.plural_endings)
    if "plural" in forms and has_plural_subject:
        return True
    return "past" in forms or "singular" in forms or is_past(sentence, rules, position)


def is_adverb(word: str, rules: Rules) -> bool:
    """Check whether a word only modifies a verb."""
    return word in rules.adverbs or word.endswith(rules.adverb_endings)


def find_main_noun_phrase(sentence: Sentence, rules: Rules) -> NounPhrase | None:
    """Find the noun phrase that a sentence is about: the first without a preposition before it."""
    for position, token in enumerate(sentence.tokens[:MAX_DISTANCE]):
        if token.is_possessive or (position and sentence.words[position - 1] in rules.prepositions):
            continue
        if token.category == NAME:
            return NounPhrase(position, position + 1, position, NAME, is_plural=False)
        if token.category == WORD and token.folded in rules.all_pronouns:
            is_plural = token.folded in rules.pronouns.plural
            return NounPhrase(position, position + 1, position, "pronoun", is_plural)
        if token.category == WORD and token.folded in rules.roles:
            return _find_around(sentence, rules, position)
    return None


def _find_around(sentence: Sentence, rules: Rules, position: int) -> NounPhrase | None:
    """Find the noun phrase that a token is part of."""
    span = find_phrase_after(sentence, rules, position)
    if span is None:
        return None
    start = position
    while start and sentence.tokens[start - 1].is_nominal and sentence.words[start - 1] not in rules.prepositions:
        start -= 1
    phrases = parse_noun_phrases(sentence, rules, (start, span[1]))
    return phrases[0] if phrases else None


def find_phrase_after(sentence: Sentence, rules: Rules, start: int) -> TokenSpan | None:
    """Find the phrase that begins at a token, up to a mark, a verb or another clause."""
    limit = min(len(sentence.tokens), start + MAX_DISTANCE)
    stop = start
    while stop < limit and not _ends_phrase(sentence, rules, start, stop):
        stop += 1
    while stop > start and sentence.words[stop - 1] in rules.linking_words:
        stop -= 1
    return make_span(start, stop)


def _ends_phrase(sentence: Sentence, rules: Rules, start: int, position: int) -> bool:
    """Check whether a phrase that begins at `start` ends before a token."""
    token = sentence.tokens[position]
    word = token.folded
    if not token.is_nominal or word in rules.relatives or word in rules.modals:
        return True
    if position == start:
        return False
    if word in rules.prepositions:
        return _is_time(sentence, rules, position + 1) or sentence.tokens[position - 1].category == NAME
    return token.category == WORD and (word in rules.phrase_ends or is_finite(sentence, rules, position))


def _is_time(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether words of time or occasion begin at a token."""
    words = sentence.words[position : position + 3]
    return any(word in rules.time_words or word[:1].isdigit() for word in words)


def parse_noun_phrases(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[NounPhrase]:
    """Return the noun phrases of a span that conjunctions or commas join; phrases without a head are left out."""
    phrases: list[NounPhrase] = []
    for start, stop in _split_at_conjunctions(sentence, rules, span):
        phrase = _parse_noun_phrase(sentence, rules, start, stop)
        if phrase:
            phrases.append(phrase)
    return phrases


def _split_at_conjunctions(sentence: Sentence, rules: Rules, span: TokenSpan) -> list[TokenSpan]:
    """Return the parts of a span between conjunctions and commas that have a token."""
    parts: list[TokenSpan] = []
    start = span[0]
    for position in range(*span):
        word = sentence.words[position]
        if word == "," or word in rules.conjunctions:
            parts.append((start, position))
            start = position + 1
    parts.append((start, span[1]))
    return [part for part in parts if part[0] < part[1]]


def _parse_noun_phrase(sentence: Sentence, rules: Rules, start: int, stop: int) -> NounPhrase | None:
    tokens = sentence.tokens
    while start < stop and tokens[start].category == WORD and _is_leading(tokens[start], rules):
        start += 1
    while start < stop and tokens[stop - 1].category == WORD and _is_trailing(tokens[stop - 1], rules):
        stop -= 1
    if stop - start > 1 and _is_participle_phrase(sentence, rules, start):
        start += 1
    if start >= stop:
        return None
    if tokens[start].folded in rules.prepositions:
        prepositions = [position for position in range(start, stop) if tokens[position].folded in rules.prepositions]
        start = _skip_time(sentence, rules, prepositions[-1] + 1, stop)
        if start >= stop:
            return None
    core_stop = sentence.find_first(rules.prepositions, start, stop)
    return _parse_core(sentence, rules, (start, stop if core_stop is None else core_stop), stop)


def _is_leading(token: SentenceToken, rules: Rules) -> bool:
    """Check whether a word before a noun phrase is not part of it."""
    word = token.folded
    if word in rules.contrast or word in rules.as_:
        return True
    return is_adverb(word, rules) and word not in rules.all_pronouns and word not in rules.determiners


def _is_trailing(token: SentenceToken, rules: Rules) -> bool:
    """Check whether a word after a noun phrase is not part of it."""
    word = token.folded
    return is_adverb(word, rules) or word in rules.calendar or word in rules.prepositions


def _is_participle_phrase(sentence: Sentence, rules: Rules, start: int) -> bool:
    """Check whether a participle with a preposition opens the phrase."""
    opening, following = sentence.words[start], sentence.words[start + 1]
    return opening.endswith(rules.finite_endings) and following in rules.prepositions


def _skip_time(sentence: Sentence, rules: Rules, start: int, stop: int) -> int:
    """Return the start of the noun in words that also end a phrase of time: "on Monday the minister"."""
    tokens = sentence.tokens
    if tokens[stop - 1].category == NAME:
        return stop - 1
    for position in range(stop - 1, start - 1, -1):
        if tokens[position].folded in rules.determiners:
            return position
    while start < stop and (tokens[start].folded in rules.calendar or tokens[start].folded[:1].isdigit()):
        start += 1
    return start


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
    tokens = sentence.tokens
    last_word = tokens[core_stop - 1].folded
    is_plural = last_word.endswith(rules.plural_endings)
    heads = [
        position
        for position in range(start, core_stop)
        if tokens[position].category == WORD and tokens[position].folded in rules.roles
    ]
    if heads:
        head = heads[0] if rules.head_first else heads[-1]
        noun = tokens[head].folded
        is_plural_noun = noun.endswith(rules.plural_endings)
        if rules.head_first or head == core_stop - 1 or not is_plural or is_plural_noun:
            return NounPhrase(start, stop, head, rules.get_role(noun), is_plural_noun)
    if last_word in rules.never_sources or last_word in rules.determiners or not last_word[:1].isalpha():
        return None
    return NounPhrase(start, stop, core_stop - 1, "people" if heads else "other", is_plural)
