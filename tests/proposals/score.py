"""How good proposals are, held against what a person noted: pure functions from both to counts.

Each proposal finds one thing at most, and each thing is found once; see `pairing`. What is optional counts neither way.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import permutations
from typing import NamedTuple

from gold import Gold, GoldActor, GoldAttribution, GoldDate, voices
from pairing import Pairs, Tally, paired

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
from generator.text.characters import WORD, fold
from generator.text.quotes import Place, QuoteFinder

_ARTICLE = re.compile(r"(?:the|an?) ")
_SMALL_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "who", "with"])
_SPEAKS_FOR = re.compile(r"\b(?:spokes\w+|embassy|press office|lawyers?|office)\b")
"""Whoever is described so says what those say that they are within: a desk may write either."""

_COUNTS, _HELPS = 1000, 10
"""What a pair weighs that counts, and each thing that is right in it; what is optional weighs least."""


@dataclass(frozen=True, slots=True)
class Score:
    """What proposals are worth. Of actors found, `types` have the right type; of attributions found, `voices`, `kinds`
    and both (`exact`) are right."""

    actors: Tally = field(default_factory=Tally)
    types: int = 0
    attributions: Tally = field(default_factory=Tally)
    voices: int = 0
    kinds: int = 0
    exact: int = 0
    dates: Tally = field(default_factory=Tally)
    tags: Tally = field(default_factory=Tally)

    def __add__(self, other: "Score") -> "Score":
        return Score(**{part.name: getattr(self, part.name) + getattr(other, part.name) for part in fields(self)})


def score(gold: Gold, article: Article, proposals: Proposals) -> Score:
    """What these proposals of an article are worth."""
    actors = actor_pairs(gold, proposals.actors)
    who = Who.of(gold, actors, proposals.actors)
    attributions = attribution_pairs(gold, article, proposals.attributions, who)
    voices_right = [is_voice_right(noted, proposed, who) for noted, proposed in attributions.found]
    kinds_right = [noted.kind == proposed.kind for noted, proposed in attributions.found]
    return Score(
        actors=actors.tally,
        types=sum(noted.type == proposed.type for noted, proposed in actors.found),
        attributions=attributions.tally,
        voices=sum(voices_right),
        kinds=sum(kinds_right),
        exact=sum(map(all, zip(voices_right, kinds_right, strict=True))),
        dates=date_tally(gold.dates, proposals.dates),
        tags=tag_tally(gold.tags, proposals.tags),
    )


def actor_pairs(gold: Gold, proposed: Sequence[ProposedActor]) -> Pairs[GoldActor, ProposedActor]:
    """Actors are the same that share a name or an alias; names that count neither way are no mistake."""
    neither = _names(gold.not_actors)
    pairs = paired(gold.actors, proposed, lambda noted, one: _COUNTS * bool(_names(noted.forms) & _forms(one)))
    return pairs._replace(false=[one for one in pairs.false if not _forms(one) & neither])


class Who(NamedTuple):
    """Whom the ids that the proposals made stand for: ids of the gold."""

    noted: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, gold: Gold, pairs: Pairs[GoldActor, ProposedActor], proposed: Sequence[ProposedActor]) -> "Who":
        """A proposed actor is the one that it is paired with; one that is not, all those whose names it shares."""
        paired_with = {one.id: frozenset([noted.id]) for noted, one in pairs.found}
        sharing = {
            one.id: frozenset(noted.id for noted in gold.actors if _names(noted.forms) & _forms(one))
            for one in proposed
        }
        return cls(sharing | paired_with)

    def is_one(self, actor: str | None, noted: str | None) -> bool:
        """Whether both are nobody, or the same."""
        return noted in self.noted.get(actor, ()) if actor and noted else actor == noted


def attribution_pairs(
    gold: Gold, article: Article, proposed: Iterable[ProposedAttribution], who: Who
) -> Pairs[GoldAttribution, ProposedAttribution]:
    """A statement is found where a proposal, of another voice than the author, spans the words noted of it."""
    finder = QuoteFinder([passage.text for passage in article.passages])
    places = {noted.quote: finder.find(noted.quote) for noted in gold.attributions}

    def weight(noted: GoldAttribution, one: ProposedAttribution) -> int:
        if not any(_spans(one, place) for place in places[noted.quote]):
            return 0
        right = (is_voice_right(noted, one, who), noted.kind == one.kind)
        return (0 if noted.optional else _COUNTS) + _HELPS * sum(right) + 1

    others = [one for one in proposed if any(voice.actor != AUTHOR for voice in one.by)]
    pairs = paired(gold.attributions, others, weight)
    return Pairs(
        [pair for pair in pairs.found if not pair[0].optional],
        [noted for noted in pairs.missing if not noted.optional],
        pairs.false,
    )


def is_voice_right(noted: GoldAttribution, proposed: ProposedAttribution, who: Who) -> bool:
    """Whether both have the same voices, in any order."""
    ways = (noted.by, voices(noted))
    return any(_are_same(way, proposed.by, who) for way in ways)


def date_tally(noted: Sequence[GoldDate], proposed: Iterable[ProposedDate]) -> Tally:
    """Dates are found where the phrase and the date are right; the same one again is passed over."""
    given = {(_words(one.phrase), _bare(one.date)) for one in proposed}
    wanted = [date for date in noted if not date.optional]
    optional = [date for date in noted if date.optional]
    right = {one for one in given if any(_is_date(date, *one) for date in wanted)}
    # Of an optional phrase any date will do.
    neither = {one for one in given if any(_is_phrase(date, one[0]) for date in optional)}
    found = sum(any(_is_date(date, *one) for one in given) for date in wanted)
    return Tally(len(wanted), found, len(given - right - neither))


def tag_tally(noted: frozenset[str], proposed: Iterable[ProposedTag]) -> Tally:
    """Tags are right by their ids."""
    ids = {tag.id for tag in proposed}
    return Tally(len(noted), len(noted & ids), len(ids - noted))


def _are_same(noted: Sequence[Voice], proposed: Sequence[ProposedVoice], who: Who) -> bool:
    return len(noted) == len(proposed) and any(
        all(_is_same(one, other, who) for one, other in zip(noted, order, strict=True))
        for order in permutations(proposed)
    )


def _is_same(noted: Voice, proposed: ProposedVoice, who: Who) -> bool:
    if UNATTRIBUTED in {noted.actor, proposed.actor}:
        return noted.actor == proposed.actor
    if noted.unnamed is None or proposed.unnamed is None:
        return who.is_one(_spoken_for(proposed), _spoken_for(noted)) and _spoken_for(noted) is not None
    return _are_alike(noted.unnamed, proposed.unnamed) and who.is_one(proposed.within, noted.within)


def _spoken_for(voice: Voice | ProposedVoice) -> str | None:
    """The actor, or the one that a spokesperson speaks for."""
    if voice.unnamed is None:
        return voice.actor
    return voice.within if _SPEAKS_FOR.search(voice.unnamed) else None


def _are_alike(noted: str, proposed: str) -> bool:
    """Whether most words of the shorter one stand in the other."""
    first, second = (Counter(WORD.findall(fold(words).casefold())) for words in (noted, proposed))
    for words in (first, second):
        for small in _SMALL_WORDS:
            del words[small]
    return 2 * (first & second).total() > min(first.total(), second.total())


def _spans(proposed: ProposedAttribution, place: Place) -> bool:
    return any(
        words.passage == place.passage and words.start <= place.start and place.end <= words.end
        for words in proposed.words
    )


def _forms(actor: ProposedActor) -> frozenset[str]:
    return _names((actor.name, *actor.aliases))


def _names(forms: Iterable[str]) -> frozenset[str]:
    """Names as they are compared: without case, leading article and kinds of quotation marks."""
    return frozenset(_ARTICLE.sub("", fold(form).casefold().strip(), count=1) for form in forms)


def _words(phrase: str) -> str:
    return f" {' '.join(WORD.findall(fold(phrase).casefold()))} "


def _is_phrase(noted: GoldDate, phrase: str) -> bool:
    return phrase in _words(noted.phrase) or _words(noted.phrase) in phrase


def _is_date(noted: GoldDate, phrase: str, date: str) -> bool:
    return _is_phrase(noted, phrase) and _is_within(date, _bare(noted.date))


def _bare(date: str) -> str:
    return re.sub("[~?%]", "", date)


def _is_within(date: str, wanted: str) -> bool:
    """Whether a date is the one wanted, or a finer one within it."""
    return date == wanted or date.startswith(f"{wanted}-")
