"""Infers the kind of an attribution from its content, if the verb alone does not fix it.

To report a wrong is to allege it; to say what somebody else feels or wants is to ascribe a motive. Verbs of judging
keep their kind, whatever they judge.
"""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.kinds import AttributionKind
from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tenses import infer_kind_by_tense, infer_kind_of_speech
from generator.proposals.attributions.tokens import NAME, WORD, Sentence
from generator.proposals.proposal import Confidence

_MAX_NEAR = 5
"""Tokens between an actor and its verb, at most."""
OPEN_KINDS = frozenset({AttributionKind.STATEMENT, AttributionKind.REPORT})
"""Kinds that the content may change."""
_KINDS_WITH_TARGET = frozenset({AttributionKind.ALLEGATION, AttributionKind.MOTIVE})


def infer_kind(candidate: AttributionCandidate, rules: Rules) -> AttributionCandidate:
    """Return the candidate with the kind that its content requires."""
    if candidate.is_direct:
        if candidate.has_fixed_kind:
            return candidate
        return replace(candidate, kind=infer_kind_of_speech(candidate, rules))
    may_be_motive = candidate.kind in OPEN_KINDS and not candidate.is_implied
    if may_be_motive and _ascribes_motive(candidate, rules):
        reason = f"{candidate.reason}; it is about another’s state of mind"
        return replace(candidate, kind=AttributionKind.MOTIVE, reason=reason)
    if candidate.has_fixed_kind:
        return candidate
    if _reports_wrong(candidate, rules) or (candidate.is_contested and _reports_deed(candidate, rules)):
        reason = f"{candidate.reason}; it accuses an actor of a wrong"
        return replace(candidate, kind=AttributionKind.ALLEGATION, reason=reason)
    return replace(candidate, kind=infer_kind_by_tense(candidate, rules))


def split_by_kind(candidate: AttributionCandidate, rules: Rules) -> list[AttributionCandidate]:
    """Return the candidate, or one for each part of the content if the parts are of different kinds.

    The parts are the clauses of "said that …, and that …", and the judgment after ", so it is …".
    """
    parts: list[AttributionCandidate] = []
    rest = candidate
    for position in range(candidate.start + 2, candidate.stop - 3):
        if _is_part_start(candidate, rules, position):
            parts.append(infer_kind(replace(rest, stop=position), rules))
            rest = _get_rest(rest, rules, position)
    parts.append(infer_kind(rest, rules))
    if len({part.kind for part in parts}) > 1:
        return parts
    return [infer_kind(candidate, rules)]


def _get_rest(candidate: AttributionCandidate, rules: Rules, position: int) -> AttributionCandidate:
    """Return the candidate of the part that begins at a token."""
    if candidate.sentence.words[position] in rules.conjunctions:
        return replace(candidate, start=position + 2)
    kind = AttributionKind.STATEMENT if candidate.is_contested else candidate.kind
    return replace(candidate, start=position + 1, kind=kind, is_contested=False)


def _is_part_start(candidate: AttributionCandidate, rules: Rules, position: int) -> bool:
    words = candidate.sentence.words
    word, following = words[position], words[position + 1]
    if word in rules.conjunctions:
        return following in rules.that and words[candidate.start - 1] in rules.that
    return word in rules.so and following in rules.impersonal_subject and words[position + 2] in rules.is_


def list_targets(candidate: AttributionCandidate) -> tuple[str, ...]:
    """Return the actors that the content is about: the accused first, then others that it names, but no speaker."""
    spans = [candidate.target] if candidate.target else []
    spans.append((candidate.start, candidate.stop))
    actors = list(candidate.target_actors)
    for span in spans:
        tokens = candidate.sentence.tokens[slice(*span)]
        actors += [token.mention.id for token in tokens if token.category == NAME and token.mention]
    speakers = candidate.voice_actors
    return tuple(dict.fromkeys(actor for actor in actors if actor not in speakers))


def _find_agents(candidate: AttributionCandidate, rules: Rules) -> Iterator[int]:
    """Yield the tokens of actors that may be the subject of a verb in the content."""
    sentence = candidate.sentence
    speakers = candidate.voice_actors
    for position in range(candidate.start, candidate.stop):
        token = sentence.tokens[position]
        if token.category != NAME or token.is_possessive or not token.mention or token.mention.id in speakers:
            continue
        if position > candidate.start and sentence.words[position - 1] in rules.prepositions:
            continue
        yield position


def _acts(sentence: Sentence, rules: Rules, agent: int, stop: int) -> bool:
    """Check whether an active verb in the past or present follows a name."""
    words = sentence.words
    verb = agent + 1
    while verb < stop and words[verb].endswith(rules.adverb_endings):
        verb += 1
    if verb >= stop or sentence.tokens[verb].category != WORD or words[verb] in rules.modals:
        return False
    if words[verb] in rules.passive:
        return not any(word.endswith(rules.finite_endings) for word in words[verb + 1 : verb + 3])
    is_past = words[verb] in rules.irregular_pasts or words[verb].endswith(rules.finite_endings)
    return is_past or words[verb] in rules.auxiliaries or _is_wrong(words[verb], rules)


def _reports_deed(candidate: AttributionCandidate, rules: Rules) -> bool:
    """Check whether an actor acts in the content."""
    sentence, stop = candidate.sentence, candidate.stop
    return any(_acts(sentence, rules, agent, stop) for agent in _find_agents(candidate, rules))


def _reports_wrong(candidate: AttributionCandidate, rules: Rules) -> bool:
    """Check whether a word for a wrong follows the first actor that acts."""
    sentence = candidate.sentence
    for agent in _find_agents(candidate, rules):
        if not _acts(sentence, rules, agent, candidate.stop):
            continue
        for word in sentence.words[agent + 1 : candidate.stop]:
            if word in rules.that:
                return False
            if _is_wrong(word, rules):
                return True
        return False
    return False


def _is_wrong(word: str, rules: Rules) -> bool:
    return word.startswith(rules.wrongs)


def _ascribes_motive(candidate: AttributionCandidate, rules: Rules) -> bool:
    """Check whether the content begins with an actor and a state of mind: "Berg is furious"."""
    agent = next(_find_agents(candidate, rules), None)
    if agent is None or agent - candidate.start > _MAX_NEAR:
        return False
    for word in candidate.sentence.words[agent + 1 : min(candidate.stop, agent + _MAX_NEAR)]:
        if word in rules.states:
            return True
        if word not in rules.auxiliaries and word not in rules.adverbs:
            return False
    return False


def get_confidence(candidate: AttributionCandidate) -> Confidence:
    """Return the confidence, which is low for an allegation or motive without a known target."""
    needs_target = candidate.kind in _KINDS_WITH_TARGET
    return Confidence.LOW if needs_target and not list_targets(candidate) else candidate.confidence
