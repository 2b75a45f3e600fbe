"""Scores proposals against the gold of an article: pure functions from both to counts.

Each proposal matches one item at most, and each item is matched once; see `pairing`. Optional items count neither way.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import permutations
from typing import NamedTuple

from gold import Gold, GoldActor, GoldAttribution, GoldDate, use_words_of_text
from pairing import Pairs, Tally, match_pairs

from generator.model.briefing import AUTHOR, UNATTRIBUTED, Voice
from generator.proposals.proposal import (
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedDate,
    ProposedTag,
    ProposedVoice,
)
from generator.text.article import Article
from generator.text.characters import WORD
from generator.text.folding import normalize_marks
from generator.text.quotes import QuoteFinder, QuotePosition

_ARTICLE = re.compile(r"(?:the|an?) ")
_SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "who", "with"])
_SPOKESPERSON = re.compile(r"\b(?:spokes\w+|embassy|press office|lawyers?|office)\b")
"""Words for somebody who speaks for the actor they are within: an editor may note either."""

_COUNTED_WEIGHT, _DETAIL_WEIGHT = 1000, 10
"""The weight of a pair that counts, and of each detail that is right in it; an optional pair weighs least."""


@dataclass(frozen=True, slots=True)
class Score:
    """The score of proposals. Of matched actors, `types` have the right type; of matched attributions, `voices` have
    the right speakers, `kinds` the right kind, and `exact` both."""

    actors: Tally = field(default_factory=Tally)
    types: int = 0
    attributions: Tally = field(default_factory=Tally)
    voices: int = 0
    kinds: int = 0
    exact: int = 0
    dates: Tally = field(default_factory=Tally)
    tags: Tally = field(default_factory=Tally)

    def __add__(self, other: "Score") -> "Score":
        sums = {item.name: getattr(self, item.name) + getattr(other, item.name) for item in fields(self)}
        return Score(**sums)


def compute_score(gold: Gold, article: Article, proposals: Proposals) -> Score:
    """Compute the score of proposals for an article."""
    actors = match_actors(gold, proposals.actors)
    identities = ActorIdentities.create(gold, actors, proposals.actors)
    attributions = match_attributions(gold, article, proposals.attributions, identities)
    right_voices = [has_right_voice(expected, proposal, identities) for expected, proposal in attributions.matched]
    right_kinds = [expected.kind == proposal.kind for expected, proposal in attributions.matched]
    return Score(
        actors=actors.tally,
        types=sum(expected.type == proposal.type for expected, proposal in actors.matched),
        attributions=attributions.tally,
        voices=sum(right_voices),
        kinds=sum(right_kinds),
        exact=sum(map(all, zip(right_voices, right_kinds, strict=True))),
        dates=tally_dates(gold.dates, proposals.dates),
        tags=tally_tags(gold.tags, proposals.tags),
    )


def match_actors(gold: Gold, proposed: Sequence[ProposedActor]) -> Pairs[GoldActor, ProposedActor]:
    """Match actors that share a name or an alias; names that count neither way are not false."""
    ignored_names = _normalize_names(gold.not_actors)

    def weigh(expected: GoldActor, proposal: ProposedActor) -> int:
        return _COUNTED_WEIGHT * _shares_name(expected, proposal)

    pairs = match_pairs(gold.actors, proposed, weigh)
    return pairs._replace(false=[proposal for proposal in pairs.false if not _get_names(proposal) & ignored_names])


def _shares_name(expected: GoldActor, proposal: ProposedActor) -> bool:
    return bool(_normalize_names(expected.forms) & _get_names(proposal))


class ActorIdentities(NamedTuple):
    """The ids of the gold that the ids of proposed actors mean."""

    gold_ids: Mapping[str, frozenset[str]]

    @classmethod
    def create(
        cls, gold: Gold, pairs: Pairs[GoldActor, ProposedActor], proposed: Sequence[ProposedActor]
    ) -> "ActorIdentities":
        """Return the identities: a proposed actor is its partner, or without one all actors with one of its names."""
        gold_ids: dict[str, frozenset[str]] = {}
        for proposal in proposed:
            gold_ids[proposal.id] = frozenset(actor.id for actor in gold.actors if _shares_name(actor, proposal))
        for actor, proposal in pairs.matched:
            gold_ids[proposal.id] = frozenset([actor.id])
        return cls(gold_ids)

    def is_same(self, proposed_id: str | None, gold_id: str | None) -> bool:
        """Check whether both are the same actor, or both are None."""
        if not proposed_id or not gold_id:
            return proposed_id == gold_id
        return gold_id in self.gold_ids.get(proposed_id, ())


def match_attributions(
    gold: Gold, article: Article, proposed: Iterable[ProposedAttribution], identities: ActorIdentities
) -> Pairs[GoldAttribution, ProposedAttribution]:
    """Match attributions with proposals that span the noted words, and whose speaker is not the author."""
    finder = QuoteFinder([passage.text for passage in article.passages])
    positions = {expected.quote: finder.find(expected.quote) for expected in gold.attributions}

    def weigh(expected: GoldAttribution, proposal: ProposedAttribution) -> int:
        if not any(_spans(proposal, position) for position in positions[expected.quote]):
            return 0
        details = (has_right_voice(expected, proposal, identities), expected.kind == proposal.kind)
        return (0 if expected.optional else _COUNTED_WEIGHT) + _DETAIL_WEIGHT * sum(details) + 1

    by_others = [proposal for proposal in proposed if any(voice.actor != AUTHOR for voice in proposal.by)]
    pairs = match_pairs(gold.attributions, by_others, weigh)
    return Pairs(
        [pair for pair in pairs.matched if not pair[0].optional],
        [expected for expected in pairs.missing if not expected.optional],
        pairs.false,
    )


def has_right_voice(expected: GoldAttribution, proposed: ProposedAttribution, identities: ActorIdentities) -> bool:
    """Check whether both have the same speakers, in any order."""
    accepted = (expected.by, use_words_of_text(expected))
    return any(_are_same_voices(voices, proposed.by, identities) for voices in accepted)


class _DatedPhrase(NamedTuple):
    phrase: str
    date: str


def tally_dates(expected: Sequence[GoldDate], proposed: Iterable[ProposedDate]) -> Tally:
    """Count dates whose phrase and date are right; repeated proposals count once."""
    proposals = {_DatedPhrase(_normalize_phrase(date.phrase), _strip_marks(date.date)) for date in proposed}
    counted = [date for date in expected if not date.optional]
    optional = [date for date in expected if date.optional]
    right = {proposal for proposal in proposals if any(_is_right_date(date, proposal) for date in counted)}
    # Of an optional phrase any date will do.
    ignored = {proposal for proposal in proposals if any(_is_phrase(date, proposal.phrase) for date in optional)}
    matched = sum(any(_is_right_date(date, proposal) for proposal in proposals) for date in counted)
    return Tally(len(counted), matched, len(proposals - right - ignored))


def tally_tags(expected: frozenset[str], proposed: Iterable[ProposedTag]) -> Tally:
    """Count tags by their ids."""
    ids = {tag.id for tag in proposed}
    return Tally(len(expected), len(expected & ids), len(ids - expected))


def _are_same_voices(expected: Sequence[Voice], proposed: Sequence[ProposedVoice], identities: ActorIdentities) -> bool:
    if len(expected) != len(proposed):
        return False
    for order in permutations(proposed):
        if all(_is_same_voice(voice, other, identities) for voice, other in zip(expected, order, strict=True)):
            return True
    return False


def _is_same_voice(expected: Voice, proposed: ProposedVoice, identities: ActorIdentities) -> bool:
    if UNATTRIBUTED in {expected.actor, proposed.actor}:
        return expected.actor == proposed.actor
    if expected.unnamed is None or proposed.unnamed is None:
        speaker = _get_speaker(expected)
        return speaker is not None and identities.is_same(_get_speaker(proposed), speaker)
    return _is_similar(expected.unnamed, proposed.unnamed) and identities.is_same(proposed.within, expected.within)


def _get_speaker(voice: Voice | ProposedVoice) -> str | None:
    """Return the actor, or the actor that a spokesperson speaks for."""
    if voice.unnamed is None:
        return voice.actor
    return voice.within if _SPOKESPERSON.search(voice.unnamed) else None


def _is_similar(expected: str, proposed: str) -> bool:
    """Check whether the longer text has most words of the shorter one."""
    counts = [Counter(WORD.findall(normalize_marks(text).casefold())) for text in (expected, proposed)]
    for count in counts:
        for word in _SMALL_WORDS:
            del count[word]
    expected_words, proposed_words = counts
    shared = (expected_words & proposed_words).total()
    return 2 * shared > min(expected_words.total(), proposed_words.total())


def _spans(proposed: ProposedAttribution, position: QuotePosition) -> bool:
    return any(
        span.passage == position.passage and span.start <= position.start and position.end <= span.end
        for span in proposed.spans
    )


def _get_names(actor: ProposedActor) -> frozenset[str]:
    return _normalize_names((actor.name, *actor.aliases))


def _normalize_names(forms: Iterable[str]) -> frozenset[str]:
    """Return names as they are compared: without case, leading article and kinds of quotation marks."""
    return frozenset(_ARTICLE.sub("", normalize_marks(form).casefold().strip(), count=1) for form in forms)


def _normalize_phrase(phrase: str) -> str:
    return f" {' '.join(WORD.findall(normalize_marks(phrase).casefold()))} "


def _is_phrase(expected: GoldDate, phrase: str) -> bool:
    expected_phrase = _normalize_phrase(expected.phrase)
    return phrase in expected_phrase or expected_phrase in phrase


def _is_right_date(expected: GoldDate, proposal: _DatedPhrase) -> bool:
    return _is_phrase(expected, proposal.phrase) and _is_within(proposal.date, _strip_marks(expected.date))


def _strip_marks(date: str) -> str:
    return re.sub("[~?%]", "", date)


def _is_within(date: str, expected: str) -> bool:
    """Check whether a date is the expected one, or a finer one within it."""
    return date == expected or date.startswith(f"{expected}-")
