"""What a name stands for, by its own words and by what stands around it wherever it is mentioned."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.proposals.actors.context import Sign
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.piece import Piece
from generator.proposals.actors.tokens import Token
from generator.proposals.proposal import Confidence
from generator.proposals.territories import cities


class Verdict(NamedTuple):
    """`type` is that of an actor, `place` for a place, `event` for an event, and empty for neither."""

    type: str
    confidence: Confidence
    reason: str


NEITHER = Verdict("", Confidence.HIGH, "")
_OF_GROUPS = Sign.MEMBERS | Sign.GROUP | Sign.PUBLIC | Sign.ARTICLE
"""Signs of a group of people, as places have not."""


class Seen(NamedTuple):
    """One mention: where it is, and what is around it."""

    piece: Piece
    signs: Sign


@dataclass(slots=True)
class Group:
    """All mentions that write a name in the same way."""

    key: str
    seen: list[Seen] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The name as it is first written."""
        return self.seen[0].piece.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words."""
        return self.seen[0].piece.tokens

    @property
    def signs(self) -> Sign:
        """The signs of all mentions together."""
        found = Sign.NONE
        for one in self.seen:
            found |= one.signs
        return found

    def count(self, sign: Sign) -> int:
        """How many mentions have one of these signs."""
        return sum(bool(one.signs & sign) for one in self.seen)


def judge(group: Group, lexicon: Lexicon) -> Verdict:
    """What the name stands for."""
    if territory := lexicon.territory(group.text):
        return _land(group, is_region=territory.is_region, type_=territory.type)
    if len(group.tokens) == 1 and (group.key in lexicon.lands or group.signs & Sign.STATE):
        return _state(group)
    return _by_words(group, lexicon) or _by_signs(group) or _by_form(group, lexicon)


def _state(group: Group) -> Verdict:
    """A name that CLDR has not is a state's where the text has its people or its army."""
    acting = [one for one in group.seen if one.signs & Sign.ACTS]
    if not acting:
        return Verdict("place", Confidence.MEDIUM, "a land that does nothing here")
    return Verdict("state", Confidence.MEDIUM, "it has a people, an army or the like")


def _land(group: Group, *, is_region: bool, type_: str) -> Verdict:
    """A state is an actor where it does something or is dealt with, not where something is in it."""
    elsewhere = [one for one in group.seen if not one.signs & (Sign.WITHIN | Sign.PLACE)]
    acting = [one for one in elsewhere if not one.signs & Sign.TOWARDS or one.signs & Sign.MEMBERS]
    if is_region or not acting:
        return Verdict("place", Confidence.HIGH, "a part of the world")
    return Verdict(type_, Confidence.HIGH, f"the name of a state, {_times(len(group.seen))}")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _by_words(group: Group, lexicon: Lexicon) -> Verdict | None:
    """The verdict of the words of the name itself: of the last before `of`, else the first, else any."""
    words, tokens = lexicon.words, group.tokens
    if len(tokens) > 1 and tokens[0].small in words.person_prefixes:
        return Verdict("person", Confidence.MEDIUM, "a small word of persons' names")
    smalls = [token.small for token in tokens if not token.mark]
    connected = next((at for at, small in enumerate(smalls) if small in words.connectors), len(smalls))
    if any(token.text == "&" for token in tokens):
        return Verdict("organization", Confidence.HIGH, "named with “&”")
    order = dict.fromkeys([smalls[connected - 1] if connected else "", smalls[0], *reversed(smalls[:connected])])
    if len(smalls) > 1 and smalls[-1] in words.place_with_direction and smalls[0] in words.locatives:
        return Verdict("place", Confidence.HIGH, "the word of a place")
    for small in order:
        if kind := _kind_of_head(small, lexicon, alone=len(smalls) == 1):
            is_public = kind.type == "organization" and smalls[0] in words.public_adjectives
            return kind._replace(type="public-body") if is_public else kind
    return None


def _kind_of_head(small: str, lexicon: Lexicon, *, alone: bool) -> Verdict | None:
    words = lexicon.words
    confidence = Confidence.LOW if alone else Confidence.HIGH
    if small in words.events:
        return Verdict("event", Confidence.HIGH, f"“{small}” is the word of an event")
    if small in words.works:
        return NEITHER
    for type_, several in (
        ("public-body", words.public_bodies),
        ("media", words.media),
        ("organization", words.organizations),
    ):
        if small in several:
            return NEITHER if alone else Verdict(type_, confidence, f"named with “{small}”")
    if small in words.places:
        return NEITHER if alone else Verdict("place", confidence, "the word of a place")
    return None


def _by_signs(group: Group) -> Verdict | None:
    """The verdict of the words around it: the first of these that holds."""
    found, many = group.signs, len(group.seen)
    title = next((one.piece.title for one in group.seen if one.piece.title), "")
    office = f"an office before the name: “{title}”" if title else "an office beside the name"
    likely_in = group.count(Sign.WITHIN) * 2 > many or group.count(Sign.WITHIN | Sign.TOWARDS) == many
    within = found & Sign.WITHIN and (likely_in or not found & _OF_GROUPS)
    in_group = found & (Sign.MEMBERS | Sign.GROUP)
    verdicts = (
        (found & Sign.TITLE, Verdict("person", Confidence.HIGH, office)),
        (group.count(Sign.EVENT) == many, Verdict("event", Confidence.MEDIUM, "the word of an event behind it")),
        (found & (Sign.MEDIUM | Sign.STRESSED), Verdict("media", Confidence.HIGH, "named as media are")),
        (found & Sign.PERSON, Verdict("person", Confidence.HIGH, "what is said of persons alone stands beside it")),
        (found & Sign.PLACE or within, Verdict("place", Confidence.MEDIUM, "something is in it")),
        (found & Sign.PUBLIC, Verdict("public-body", Confidence.HIGH, "soldiers, police or the like are its people")),
        (in_group, Verdict("organization", Confidence.HIGH, "the word of a group beside it")),
    )
    return next((verdict for holds, verdict in verdicts if holds), None)


def _by_form(group: Group, lexicon: Lexicon) -> Verdict:
    """The verdict where nothing tells: by how many words it has, and how often it is named."""
    many = len(group.seen)
    if group.count(Sign.QUOTED) == many:
        return NEITHER
    if len(group.tokens) == 1:
        return _of_one_word(group, lexicon)
    if reason := _of_organization(group, lexicon):
        return Verdict("organization", Confidence.MEDIUM, reason)
    return Verdict("person", Confidence.MEDIUM, f"several words with capitals, {_times(many)}")


def _of_one_word(group: Group, lexicon: Lexicon) -> Verdict:
    token, many, found = group.tokens[0], len(group.seen), group.signs
    acts = bool(found & Sign.ACTS)
    sure = Confidence.MEDIUM if many > 2 or acts else Confidence.LOW
    organization = Verdict("organization", sure, f"a capital inside of a sentence, {_times(many)}")
    verdicts = (
        (lexicon.may_be_people(token), NEITHER),
        (token.acronym, Verdict("organization", Confidence.MEDIUM, f"an abbreviation, {_times(many)}")),
        (group.key in cities(lexicon.words.language), Verdict("place", Confidence.MEDIUM, "the name of a city")),
        (many == 1 and not acts and not found & Sign.ARTICLE, NEITHER),
        (not acts and group.count(Sign.TOWARDS) == many, Verdict("place", Confidence.LOW, "nothing tells of it")),
        (found & Sign.NATIONAL, Verdict("public-body", sure, "the word for a people stands before it")),
    )
    return next((verdict for holds, verdict in verdicts if holds), organization)


def _of_organization(group: Group, lexicon: Lexicon) -> str:
    """Why a name of several words is an organisation's rather than a person's; empty where it is not."""
    tokens = [token for token in group.tokens if not token.mark]
    if group.count(Sign.ARTICLE) * 2 > len(group.seen):
        return "several capitals behind an article"
    if group.signs & Sign.AT:
        return "something is at it"
    if all(token.acronym for token in tokens) or any(map(_is_camel, tokens)):
        return "capitals inside of its words"
    if tokens[-1].small in lexicon.written_small:
        return f"“{tokens[-1].small}” is a general word"
    return ""


def _is_camel(token: Token) -> bool:
    """Whether it is like MedLog; not like McLane, O’Neil or Al-Amin."""
    inner = [at for at in range(3, len(token.text)) if token.text[at].isupper() and token.text[at - 1].islower()]
    return bool(inner)


def order_of(groups: Sequence[Group]) -> list[Group]:
    """The groups by their first mention."""
    return sorted(groups, key=lambda group: (group.seen[0].piece.line.number, group.seen[0].piece.first))
