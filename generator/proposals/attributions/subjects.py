"""Finds the subject of a verb: the noun phrase before it, past relative clauses, appositions and words of time."""

from collections.abc import Iterator

from generator.proposals.attributions.noun_phrases import (
    MAX_DISTANCE,
    TokenSpan,
    find_main_noun_phrase,
    is_adverb,
    is_finite,
    is_past,
    make_span,
)
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tokens import MARK, NAME, SPEECH, WORD, Sentence

_CLAUSE_MARKS = frozenset({";", ":", "—", "–"})


def find_subject(sentence: Sentence, rules: Rules, verb: int) -> TokenSpan | None:
    """Return the tokens of the subject of the verb whose first token is `verb`, with all that belongs to it.

    The second of two verbs ("said …, and warned …") has the subject of the first. A relative clause without a comma
    ("those who say") restricts which people are meant, and is not an attribution.
    """
    position = verb - 1
    if position < 0:
        return None
    word = sentence.words[position]
    if word in rules.relatives:
        has_comma = sentence.has_word({","}, position - 1)
        return _find_antecedent(sentence, rules, position - 1) if has_comma else None
    if word == ",":
        return _find_before_apposition(sentence, rules, position)
    if word in rules.coordinators:
        return _find_main_subject(sentence, rules)
    return _find_before_relative(sentence, rules, verb) or _find_phrase_before(sentence, rules, verb)


def _find_antecedent(sentence: Sentence, rules: Rules, comma: int) -> TokenSpan | None:
    """Return the antecedent of "who" after a comma: the name before it, or a noun for people with that name."""
    span = _find_phrase_before(sentence, rules, comma)
    if span is None or sentence.tokens[comma - 1].category != NAME:
        return span
    has_role = sentence.has_any(rules.roles, *span)
    return span if has_role else (comma - 1, comma)


def _find_main_subject(sentence: Sentence, rules: Rules) -> TokenSpan | None:
    phrase = find_main_noun_phrase(sentence, rules)
    return (phrase.start, phrase.stop) if phrase else None


def _find_before_relative(sentence: Sentence, rules: Rules, verb: int) -> TokenSpan | None:
    """Return the noun before "who" if a whole relative clause is between it and its verb."""
    for position in range(verb - 1, max(-1, verb - MAX_DISTANCE), -1):
        token = sentence.tokens[position]
        if not token.is_nominal:
            return None
        if token.folded in rules.relatives:
            has_verb = any(is_finite(sentence, rules, inner) for inner in range(position + 1, verb))
            return _find_phrase_before(sentence, rules, position) if has_verb else None
    return None


def _find_before_apposition(sentence: Sentence, rules: Rules, comma: int) -> TokenSpan | None:
    """Return the subject before a comma with another noun, or a clause, in between: "Berg, the mayor, said"."""
    start = _find_clause_start(sentence, comma)
    segments = [segment for segment in _split_at_commas(sentence, start, comma) if segment[0] < segment[1]]
    while len(segments) > 1 and sentence.words[segments[-1][0]] in rules.prepositions:
        segments.pop()
    if segments and _is_continued(sentence, rules, segments[-1]):
        return _find_main_subject(sentence, rules)
    while len(segments) > 1 and not _may_have_subject(sentence, rules, segments[0]):
        segments.pop(0)
    if not segments:
        return None
    if len(segments) > 1 and _is_name(sentence, rules, segments[-1]) and not _is_name(sentence, rules, segments[-2]):
        stop = segments[-1][1]
        return stop - 1, stop
    return _find_phrase_before(sentence, rules, segments[0][1])


def _find_clause_start(sentence: Sentence, comma: int) -> int:
    """Return the first token of the clause before a comma."""
    start = comma
    while start > 0 and comma - start < MAX_DISTANCE:
        token = sentence.tokens[start - 1]
        if token.category == SPEECH or token.folded in _CLAUSE_MARKS:
            break
        start -= 1
    return start


def _is_continued(sentence: Sentence, rules: Rules, segment: TokenSpan) -> bool:
    """Check whether a segment ends with "and" or "and then": the next verb has the same subject."""
    words = sentence.words[slice(*segment)]
    if words[-1] in rules.conjunctions:
        return True
    return len(words) > 1 and words[-2] in rules.conjunctions and words[-1] in rules.adverbs


def _is_name(sentence: Sentence, rules: Rules, segment: TokenSpan) -> bool:
    """Check whether a segment is a name, alone or after a title: "the mayor, former judge Anna Berg,"."""
    last_token = sentence.tokens[segment[1] - 1]
    return last_token.category == NAME and not sentence.has_any(rules.prepositions, *segment)


def _split_at_commas(sentence: Sentence, start: int, stop: int) -> Iterator[TokenSpan]:
    segment_start = start
    for position in range(start, stop):
        if sentence.words[position] == ",":
            yield segment_start, position
            segment_start = position + 1
    yield segment_start, stop


def _may_have_subject(sentence: Sentence, rules: Rules, segment: TokenSpan) -> bool:
    """Check whether a subject may be in a segment between commas: "On Monday," has none."""
    token = sentence.tokens[segment[0]]
    word = token.folded
    if word in rules.prepositions or (word in rules.subordinators and word not in rules.contrast):
        return False
    is_single_word = segment[1] - segment[0] == 1 and token.category == WORD
    return not (is_single_word and is_adverb(word, rules))


def _find_phrase_before(sentence: Sentence, rules: Rules, stop: int) -> TokenSpan | None:
    """Return the phrase that ends before `stop`, as far to the left as it may go."""
    conjunction = -1
    start = stop
    while start > 0 and stop - start < MAX_DISTANCE:
        position = start - 1
        token = sentence.tokens[position]
        if not token.is_nominal:
            if token.folded != "," or not _is_list_comma(sentence, position, conjunction):
                break
        elif token.category == WORD and _ends_clause(sentence, rules, position):
            follows_conjunction = start <= conjunction < stop - 1
            if follows_conjunction and token.folded not in rules.subordinators:
                return conjunction + 1, stop
            break
        elif token.folded in rules.conjunctions:
            conjunction = position
        start -= 1
    return make_span(start, stop)


def _is_list_comma(sentence: Sentence, comma: int, conjunction: int) -> bool:
    """Check whether a comma separates the names of a list: "Berg, Holm and Lind said"."""
    if conjunction <= comma or comma == 0 or sentence.tokens[comma - 1].category != NAME:
        return False
    between = sentence.tokens[comma + 1 : conjunction]
    return all(token.category == NAME or token.folded == "," for token in between)


def _ends_clause(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether the words up to a token are another clause."""
    word = sentence.words[position]
    if word in rules.prepositions and (word not in rules.subordinators or word in rules.as_):
        return False
    if word in rules.clause_words or (word in rules.verb_forms and is_finite(sentence, rules, position)):
        return True
    return is_past(sentence, rules, position) and _has_conjunction_after(sentence, rules, position)


def _has_conjunction_after(sentence: Sentence, rules: Rules, position: int) -> bool:
    """Check whether an "and" follows, so that the words before are a clause: "three died and police said"."""
    following = sentence.tokens[position + 1 : position + MAX_DISTANCE]
    return any(token.folded in rules.conjunctions for token in following if token.category in {WORD, MARK})
