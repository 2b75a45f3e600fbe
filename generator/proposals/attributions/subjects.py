"""Finds the subject of a verb: the noun phrase before it, past relative clauses, appositions and words of time."""

from generator.proposals.attributions.noun_phrases import MAX_DISTANCE, find_main_noun_phrase
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.attributions.tokens import NAME
from generator.proposals.token_patterns import NO_TOKENS, TokenMatch, TokenPattern, TokenSpan

_PHRASE_WORD = """(?>
    [name|place]
  | [word & prepositions & !subordinators]
  | [word & prepositions & as_]
  | [word & !clause_words|past_clause & !verb]
  | [word & !clause_words|past_clause & !finite]
  | [comma & ^name] (?= [name|comma]* [conjunctions] )
)"""
"""A token of a noun phrase, or a comma in a list of names: "Berg, Holm and Lind said". Other words end a clause.

The group is atomic because a word may match several alternatives: a run of them would be tried in all combinations.
"""
_PHRASE = TokenPattern(f"{_PHRASE_WORD}*")
_AFTER_CLAUSE = TokenPattern(rf"""
    (?! {_PHRASE_WORD} ) [word & !subordinators]
    {_PHRASE_WORD}*? [conjunctions] (?P<subject> {_PHRASE_WORD}+ )
""")
"""A clause, a conjunction, and the phrase before the verb of the next clause: "three died and police said"."""
_RELATIVE_CLAUSE = TokenPattern("[nominal & relatives] (?= []*? [finite] ) [nominal & !relatives]*")
_CLAUSE = TokenPattern("[!speech|semicolon|colon|dash]*")
_SEGMENT = TokenPattern("[!comma]+")
_CONTINUATION = TokenPattern("[conjunctions] [adverbs]?")
"""The end of a segment whose subject is that of the next verb too: "and", "and then"."""
_NO_SUBJECT = TokenPattern(r"[prepositions] | [subordinators & !contrast] | [word & adverb] \Z")
"""A segment without a subject: "On Monday,"."""
_NAME = TokenPattern(r"[!prepositions]* [name & !prepositions] \Z")
"""A name, alone or after a title: "former judge Anna Berg"."""


def find_subject(sentence: Sentence, rules: Rules, verb: int) -> TokenSpan:
    """Return the tokens of the subject of the verb whose first token is `verb`, with all that belongs to it.

    The second of two verbs ("said …, and warned …") has the subject of the first. A relative clause without a comma
    ("those who say") restricts which people are meant, and is not an attribution.
    """
    previous = verb - 1
    if sentence.has("relatives", previous):
        return _find_antecedent(sentence, previous - 1) if sentence.has("comma", previous - 1) else NO_TOKENS
    if sentence.has("comma", previous):
        return _find_before_apposition(sentence, rules, previous)
    if sentence.has("coordinators", previous):
        return _find_main_subject(sentence, rules)
    clause = sentence.match_before(_RELATIVE_CLAUSE, verb, verb - MAX_DISTANCE + 1)
    relative_subject = _find_phrase_before(sentence, clause.start) if clause else NO_TOKENS
    return relative_subject or _find_phrase_before(sentence, verb)


def _find_antecedent(sentence: Sentence, comma: int) -> TokenSpan:
    """Return the antecedent of "who" after a comma: the name before it, or a noun for people with that name."""
    span = _find_phrase_before(sentence, comma)
    is_bare_name = span and sentence.has(NAME, comma - 1) and not sentence.has_any("roles", *span)
    return TokenSpan(comma - 1, comma) if is_bare_name else span


def _find_main_subject(sentence: Sentence, rules: Rules) -> TokenSpan:
    phrase = find_main_noun_phrase(sentence, rules)
    return TokenSpan(phrase.start, phrase.stop) if phrase else NO_TOKENS


def _find_before_apposition(sentence: Sentence, rules: Rules, comma: int) -> TokenSpan:
    """Return the subject before a comma with another noun, or a clause, in between: "Berg, the mayor, said"."""
    start = sentence.find_run_start(_CLAUSE, comma, comma - MAX_DISTANCE)
    segments = list(sentence.find_all(_SEGMENT, start, comma))
    while len(segments) > 1 and sentence.has("prepositions", segments[-1].start):
        segments.pop()
    if segments and sentence.match_before(_CONTINUATION, segments[-1].stop, segments[-1].start):
        return _find_main_subject(sentence, rules)
    while len(segments) > 1 and sentence.match(_NO_SUBJECT, segments[0].start, segments[0].stop):
        segments.pop(0)
    if not segments:
        return NO_TOKENS
    if len(segments) > 1 and _is_name(sentence, segments[-1]) and not _is_name(sentence, segments[-2]):
        return TokenSpan(segments[-1].stop - 1, segments[-1].stop)
    return _find_phrase_before(sentence, segments[0].stop)


def _is_name(sentence: Sentence, segment: TokenMatch) -> bool:
    return sentence.match(_NAME, segment.start, segment.stop) is not None


def _find_phrase_before(sentence: Sentence, stop: int) -> TokenSpan:
    """Return the phrase that ends before `stop`, as far to the left as it may go."""
    after_clause = sentence.match_before(_AFTER_CLAUSE, stop, stop - MAX_DISTANCE)
    if after_clause:
        return after_clause.groups["subject"]
    return TokenSpan(sentence.find_run_start(_PHRASE, stop, stop - MAX_DISTANCE), stop)
