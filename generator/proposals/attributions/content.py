"""Finds the content of a cue verb: the part of the sentence that the source says.

Each frame of a verb (languages/en/attributions.yml explains them) has a function that looks for it after the verb;
`_MATCHERS` has these functions in the order in which they are tried.
"""

from collections.abc import Callable
from typing import NamedTuple, get_args

from generator.proposals.attributions.cue_verbs import VerbCue
from generator.proposals.attributions.noun_phrases import MAX_DISTANCE, find_phrase_after
from generator.proposals.attributions.rules import ContentFrame, CueVerb
from generator.proposals.attributions.sentence import Sentence
from generator.proposals.token_patterns import NO_TOKENS, TokenPattern, TokenSpan

_MAX_NEAR = 4
_MAX_OBJECT = 14
"""Tokens of the person addressed, urged or accused, at most."""
_OPENING_QUOTES = frozenset('“«"„‘')

_OCCASION = r"""
    (?> (?: [prepositions] [nominal & !that|prepositions|name|time_words|finite]*+
                [nominal & name|time_words & !that|prepositions]?+
          | [comma|adverb|number|time_words & !prepositions]
          | (?= []{0,2} [time_words] ) [determiners & !prepositions]
        )*
    )
"""
"""Words of time and occasion: "on Monday", "in an interview with the paper,"."""
_JUDGED_PERSON = "[nominal & !prepositions|infinitive]"
_THAT = TokenPattern("[that]")
_THAT_AFTER_OCCASION = TokenPattern(f"{_OCCASION} [that]")
_SPEECH = TokenPattern(f"{_OCCASION} [mark]*+ (?P<speech> [speech] )")
_LAST_SPEECH = TokenPattern("[]* (?P<speech> [speech] )")
# "committed itself to repairs"
_REFLEXIVE = TokenPattern("[reflexives] (?P<content> [] )")
# "pledged on Monday to repair"
_INFINITIVE = TokenPattern(f"(?: (?! [infinitive] ) {_OCCASION} )? (?P<content> [infinitive] )")
# "accused the council of hiding a survey"
_ACCUSED = TokenPattern(f"(?P<target> [nominal & !prepositions] []{{0,{_MAX_OBJECT - 2}}}? ) [prepositions]")
# "put the cost at a million"
_FIGURE = TokenPattern(f"(?= []{{0,3}} [figures] ) (?= []{{0,{_MAX_OBJECT - 1}}} [figure_at] ) [nominal] [] []")
# "spoke about the pier"
_ABOUT = TokenPattern("[nominal & about_words]")
# "urged the council to close the pier"
_ORDERED = TokenPattern("[!infinitive_openings] []*? [infinitive_openings]")
# "described the decision as hard"
_JUDGED_AS = TokenPattern(f"(?= {_JUDGED_PERSON} ) []*? (?= [as_] )")
# "called it a whitewash"
_CALLED = TokenPattern(f"{_JUDGED_PERSON} []*? [determiners]")
# "called the claim false"
_JUDGED_CLAIM = TokenPattern(f"(?= {_JUDGED_PERSON} ) []*? [said_noun_kinds] []")
_JUDGED = TokenPattern(f"{_JUDGED_PERSON} [] []")
_OBJECT = TokenPattern("[name|place] | [word & !not_objects]")
_OCCASION_END = TokenPattern(_OCCASION)
_ADDRESSEE_END = TokenPattern("[name|roles|occasions]")
_CLAUSE_START = TokenPattern(r"""
    (?! [word & helping_verbs|conjunctions] )
    (?: [nominal & prepositions & !conditions] []{0,38}? [comma]
      | (?! [prepositions & !conditions] ) [nominal] [] []
    )
""")
"""Where a clause may begin, and goes on to a verb."""
_VERB = TokenPattern("[finite] | [] []*? [finite|verb_ending]")
"""The rules do not know all verbs, so any form that may be one counts."""


class ContentSpan(NamedTuple):
    """The tokens of the content; `frame` is how it was found, `target` the tokens of whom it accuses."""

    start: int
    stop: int
    frame: str
    target: TokenSpan = NO_TOKENS
    is_direct: bool = False


class MatchedContent(NamedTuple):
    """The content of a cue, and the verb that takes it."""

    content: ContentSpan
    verb: CueVerb


def find_content_after(sentence: Sentence, cue: VerbCue, stop: int) -> MatchedContent | None:
    """Find the content after a verb, up to the token `stop`."""
    for frames, match in _MATCHERS:
        for verb in cue.verbs:
            content = match(sentence, cue, verb, stop) if verb.takes & frames else None
            if content and content.start < content.stop:
                return MatchedContent(content, verb)
    return None


def find_content_before(sentence: Sentence, start: int, stop: int) -> ContentSpan | None:
    """Find the content before a verb; `stop` is the mark or speech that ends it."""
    speech = sentence.match(_LAST_SPEECH, max(start, stop - _MAX_OBJECT), stop + 1)
    if speech:
        return ContentSpan(*speech.groups["speech"], "quote", is_direct=True)
    return ContentSpan(start, stop, "parenthesis") if stop - start >= 2 else None


def _match_that(sentence: Sentence, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a clause with "that", also after the person addressed or words of time."""
    told = _find_told(sentence, cue, verb)
    if told.size >= _MAX_OBJECT:
        told = TokenSpan(cue.stop, cue.stop)
    openings = ((_THAT, cue.stop), (_THAT_AFTER_OCCASION, told.stop), (_THAT_AFTER_OCCASION, cue.stop))
    for opening, start in openings:
        that = sentence.match(opening, start)
        if that and that.stop <= stop:
            return ContentSpan(that.stop, stop, "that")
    return None


def _find_told(sentence: Sentence, cue: VerbCue, verb: CueVerb) -> TokenSpan:
    """Find the person addressed, if the verb takes one."""
    return find_phrase_after(sentence, cue.stop) if "person" in verb.takes else TokenSpan(cue.stop, cue.stop)


def _match_speech(sentence: Sentence, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match speech directly after the verb, or after words of time, an audience, or a colon."""
    starts = [cue.stop]
    if verb.takes & {"person", "order", "clause"}:
        starts.append(find_phrase_after(sentence, cue.stop).stop)
    for start in starts:
        speech = sentence.match(_SPEECH, start)
        if speech and speech.stop <= stop:
            return ContentSpan(*speech.groups["speech"], "quote", is_direct=True)
    return None


def _match_order(sentence: Sentence, cue: VerbCue, _verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a person and an infinitive: "urged the council to close the pier"."""
    person = find_phrase_after(sentence, cue.stop)
    if cue.construction == "passive" or not person or person.stop >= stop or person.size > _MAX_OBJECT:
        return None
    ordered = sentence.match(_ORDERED, cue.stop, min(person.stop + 2, stop))
    return ContentSpan(cue.stop, stop, "order") if ordered else None


def _match_judged(sentence: Sentence, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match the object of "described the decision as hard" or "called it a whitewash"."""
    start = cue.stop
    limit = min(stop, start + _MAX_OBJECT)
    if not sentence.match(_JUDGED, start, stop):
        return None
    judged = sentence.match(_JUDGED_AS, start, limit)
    object_stop = judged.stop if judged else min(start + _MAX_NEAR, stop)
    calls = "call" in verb.lemma and sentence.match(_CALLED, start, limit)
    names_claim = sentence.match(_JUDGED_CLAIM, start, limit)
    if not (judged or calls or names_claim or _has_quotation(sentence, start + 1, stop)):
        return None
    denies_claim = sentence.has_any("said_noun_kinds", start, object_stop)
    return ContentSpan(start, stop, "denied" if denies_claim else "as")


def _has_quotation(sentence: Sentence, start: int, stop: int) -> bool:
    """Check whether words in quotation marks follow, spoken or not."""
    last_token = sentence.tokens[min(stop, start + _MAX_OBJECT) - 1]
    text = sentence.text[sentence.tokens[start - 1].end : last_token.end]
    return not _OPENING_QUOTES.isdisjoint(text)


def _match_object(sentence: Sentence, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a noun: "rejected the claim"; only a claim can be denied."""
    denies = verb.kind == "denial" and "clause" not in verb.takes
    if not sentence.match(_OBJECT, cue.stop) or (denies and not _names_claim(sentence, cue.stop)):
        return None
    return ContentSpan(cue.stop, stop, "object")


def _names_claim(sentence: Sentence, start: int) -> bool:
    """Check whether the phrase at a token names something that can be denied."""
    return sentence.has_any("claim_nouns", *find_phrase_after(sentence, start))


def _match_clause(sentence: Sentence, cue: VerbCue, verb: CueVerb, stop: int) -> ContentSpan | None:
    """Match a clause without "that", also after the person addressed or words of time."""
    starts = [sentence.find_run_stop(_OCCASION_END, cue.stop), cue.stop]
    told = _find_told(sentence, cue, verb)
    if told and sentence.match(_ADDRESSEE_END, told.stop - 1):
        starts.insert(0, told.stop)
    for start in starts:
        limit = min(stop, start + MAX_DISTANCE)
        if start < stop and sentence.match(_CLAUSE_START, start) and sentence.match(_VERB, start, limit):
            return ContentSpan(start, stop, "clause")
    return None


_Matcher = Callable[[Sentence, VerbCue, CueVerb, int], ContentSpan | None]


def _build_matcher(frame: str, pattern: TokenPattern) -> _Matcher:
    """Return a function that matches a pattern after the verb; groups of the pattern are the content and the target."""

    def match_after(sentence: Sentence, cue: VerbCue, _verb: CueVerb, stop: int) -> ContentSpan | None:
        match = sentence.match(pattern, cue.stop, stop)
        if match is None:
            return None
        content = match.groups.get("content", match)
        return ContentSpan(content.start, stop, frame, match.groups.get("target", NO_TOKENS))

    return match_after


_ANY_FRAME: frozenset[ContentFrame] = frozenset(get_args(ContentFrame))
_MATCHERS: tuple[tuple[frozenset[ContentFrame], _Matcher], ...] = (
    (frozenset({"clause", "that", "person"}), _match_that),
    (_ANY_FRAME, _match_speech),
    (frozenset({"reflexive"}), _build_matcher("infinitive", _REFLEXIVE)),
    (frozenset({"infinitive"}), _build_matcher("infinitive", _INFINITIVE)),
    (frozenset({"accused"}), _build_matcher("accused", _ACCUSED)),
    (frozenset({"figure"}), _build_matcher("figure", _FIGURE)),
    (frozenset({"as"}), _match_judged),
    (frozenset({"order"}), _match_order),
    (frozenset({"about"}), _build_matcher("object", _ABOUT)),
    (frozenset({"object"}), _match_object),
    (frozenset({"clause"}), _match_clause),
)
"""The frames of a verb that a function looks for: the first function that finds content is right."""
