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
from generator.proposals.proposal import Confidence
from generator.proposals.token_patterns import TokenPattern

_MAX_NEAR = 5
"""Tokens between an actor and its verb, at most."""
OPEN_KINDS = frozenset({AttributionKind.STATEMENT, AttributionKind.REPORT})
"""Kinds that the content may change."""
_KINDS_WITH_TARGET = frozenset({AttributionKind.ALLEGATION, AttributionKind.MOTIVE})


_AGENT = TokenPattern("[name & !possessive]")
_ACT = TokenPattern("""
    [] [adverb_ending]*+
    (?: [word & passive & !modals] (?! []? [finite_ending] )
      | [word & irregular_pasts|finite_ending|auxiliaries|wrong & !modals|passive]
    )
""")
"""An actor and an active verb in the past or present."""
_WRONG = TokenPattern("[!that|wrong]* [wrong & !that]")
_STATE_OF_MIND = TokenPattern("[auxiliaries|adverbs]*? [states]")
_JUDGMENT_PART = TokenPattern("[so] (?= [impersonal_subject] [is_] )")
_CLAUSE_OR_JUDGMENT_PART = TokenPattern("[so] (?= [impersonal_subject] [is_] ) | [conjunctions] (?= [that] [] )")


def infer_kind(candidate: AttributionCandidate, rules: Rules) -> AttributionCandidate:
    """Return the candidate with the kind that its content requires."""
    if candidate.is_direct:
        if candidate.has_fixed_kind:
            return candidate
        return replace(candidate, kind=infer_kind_of_speech(candidate, rules))
    may_be_motive = candidate.kind in OPEN_KINDS and not candidate.is_implied
    if may_be_motive and _ascribes_motive(candidate):
        reason = f"{candidate.reason}; it is about another’s state of mind"
        return replace(candidate, kind=AttributionKind.MOTIVE, reason=reason)
    if candidate.has_fixed_kind:
        return candidate
    if _reports_wrong(candidate) or (candidate.is_contested and _reports_deed(candidate)):
        reason = f"{candidate.reason}; it accuses an actor of a wrong"
        return replace(candidate, kind=AttributionKind.ALLEGATION, reason=reason)
    return replace(candidate, kind=infer_kind_by_tense(candidate))


def split_by_kind(candidate: AttributionCandidate, rules: Rules) -> list[AttributionCandidate]:
    """Return the candidate, or one for each part of the content if the parts are of different kinds.

    The parts are the clauses of "said that …, and that …", and the judgment after ", so it is …".
    """
    parts: list[AttributionCandidate] = []
    rest = candidate
    sentence = candidate.sentence
    part_start = _CLAUSE_OR_JUDGMENT_PART if sentence.has("that", candidate.start - 1) else _JUDGMENT_PART
    for match in sentence.find_all(part_start, candidate.start + 2, candidate.stop - 1):
        parts.append(infer_kind(replace(rest, stop=match.start), rules))
        rest = _get_rest(rest, match.start)
    parts.append(infer_kind(rest, rules))
    kinds = {part.kind for part in parts}
    return parts if len(kinds) > 1 else [infer_kind(candidate, rules)]


def _get_rest(candidate: AttributionCandidate, position: int) -> AttributionCandidate:
    """Return the candidate of the part that begins at a token."""
    if candidate.sentence.has("conjunctions", position):
        return replace(candidate, start=position + 2)
    kind = AttributionKind.STATEMENT if candidate.is_contested else candidate.kind
    return replace(candidate, start=position + 1, kind=kind, is_contested=False)


def list_targets(candidate: AttributionCandidate) -> tuple[str, ...]:
    """Return the actors that the content is about: the accused first, then others that it names, but no speaker."""
    actors = list(candidate.target_actors)
    mentions = candidate.sentence.actor_mentions
    for start, stop in (candidate.target, (candidate.start, candidate.stop)):
        actors += [mention.id for position, mention in mentions.items() if start <= position < stop]
    speakers = candidate.voice_actors
    return tuple(dict.fromkeys(actor for actor in actors if actor not in speakers))


def _find_agents(candidate: AttributionCandidate) -> Iterator[int]:
    """Yield the tokens of actors that may be the subject of a verb in the content."""
    sentence, start = candidate.sentence, candidate.start
    speakers = candidate.voice_actors
    for match in sentence.find_all(_AGENT, start, candidate.stop):
        is_governed = match.start > start and sentence.has("prepositions", match.start - 1)
        if sentence.actor_mentions[match.start].id not in speakers and not is_governed:
            yield match.start


def _find_acting(candidate: AttributionCandidate) -> Iterator[int]:
    """Yield the actors that act in the content."""
    for agent in _find_agents(candidate):
        act = candidate.sentence.match(_ACT, agent)
        if act and act.stop <= candidate.stop:
            yield agent


def _reports_deed(candidate: AttributionCandidate) -> bool:
    """Check whether an actor acts in the content."""
    return next(_find_acting(candidate), None) is not None


def _reports_wrong(candidate: AttributionCandidate) -> bool:
    """Check whether a word for a wrong follows the first actor that acts."""
    agent = next(_find_acting(candidate), None)
    return agent is not None and candidate.sentence.match(_WRONG, agent + 1, candidate.stop) is not None


def _ascribes_motive(candidate: AttributionCandidate) -> bool:
    """Check whether the content begins with an actor and a state of mind: "Berg is furious"."""
    agent = next(_find_agents(candidate), None)
    if agent is None or agent - candidate.start > _MAX_NEAR:
        return False
    stop = min(candidate.stop, agent + _MAX_NEAR)
    return candidate.sentence.match(_STATE_OF_MIND, agent + 1, stop) is not None


def get_confidence(candidate: AttributionCandidate) -> Confidence:
    """Return the confidence, which is low for an allegation or motive without a known target."""
    needs_target = candidate.kind in _KINDS_WITH_TARGET
    return Confidence.LOW if needs_target and not list_targets(candidate) else candidate.confidence
