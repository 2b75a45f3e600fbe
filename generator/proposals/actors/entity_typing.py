"""Infers the type of a name from its own words and from the words around all of its mentions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import reduce
from itertools import takewhile
from operator import or_
from typing import NamedTuple

from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.signs import Sign
from generator.proposals.actors.tokens import Token
from generator.proposals.proposal import Confidence
from generator.proposals.territories import Territory, get_city_names
from generator.proposals.token_patterns import TokenPattern


class EntityClass(Enum):
    """The classes of entities whose names are shortened in different ways; a name never joins one of another class."""

    PERSON = "person"
    PLACE = "place"
    BODY = "body"


_CLASSES = {"person": EntityClass.PERSON, "place": EntityClass.PLACE}
"""The classes by type; all other types are bodies."""


class Verdict(NamedTuple):
    """The type of a name: an actor's type, `place`, `event`, or an empty string if it names no entity."""

    type: str
    confidence: Confidence
    reason: str

    @property
    def entity_class(self) -> EntityClass:
        """The class of the entity."""
        return _CLASSES.get(self.type, EntityClass.BODY)

    @property
    def is_of_cluster(self) -> bool:
        """True if clusters are made of such names: those of actors and places."""
        return self.type not in {"", "event"}


NO_ENTITY = Verdict("", Confidence.HIGH, "")
_NAME_VERDICTS = [
    (
        TokenPattern("[person_prefixes] []"),
        Verdict("person", Confidence.MEDIUM, "begins with a small word of persons' names"),
    ),
    (TokenPattern("[]* [ampersand]"), Verdict("organization", Confidence.HIGH, "named with “&”")),
    (
        TokenPattern(r"[mark]* [word & locatives] []* [word & place_with_direction] [mark]* \Z"),
        Verdict("place", Confidence.HIGH, "named with a noun for places"),
    ),
]
"""Patterns of names, with the verdicts that they give."""
_CAPITALS = TokenPattern(r"[mark|acronym]*+ \Z")
_GROUP_SIGNS = Sign.MEMBERS | Sign.GROUP | Sign.PUBLIC | Sign.ARTICLE
"""Signs of a group of people, which places do not have."""
_MIN_INNER_CAPITAL = 3
"""The position of a capital inside a word, at least, so that McLane and O’Neil are not abbreviations."""


class NameMention(NamedTuple):
    """One mention of a name, and the signs around it."""

    name: NameSpan
    signs: Sign


@dataclass(slots=True)
class MentionGroup:
    """All mentions that write a name in the same way."""

    key: str
    mentions: list[NameMention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The name as it is first written."""
        return self.mentions[0].name.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the first mention."""
        return self.mentions[0].name.tokens

    @property
    def signs(self) -> Sign:
        """The signs of all mentions together."""
        signs: Sign = reduce(or_, (mention.signs for mention in self.mentions))
        return signs

    def count(self, sign: Sign) -> int:
        """Count the mentions that have one of these signs."""
        return sum(bool(mention.signs & sign) for mention in self.mentions)

    def all_have(self, sign: Sign) -> bool:
        """Check whether every mention has one of these signs."""
        return self.count(sign) == len(self.mentions)


def infer_type(group: MentionGroup, lexicon: Lexicon) -> Verdict:
    """Infer the type of the entity that a group names."""
    if territory := lexicon.find_territory(group.text):
        return _judge_territory(group, territory)
    if len(group.tokens) == 1 and (group.key in lexicon.countries or group.signs & Sign.STATE):
        return _judge_country(group)
    return _judge_by_words(group, lexicon) or _judge_by_signs(group) or _judge_by_form(group, lexicon)


def _judge_country(group: MentionGroup) -> Verdict:
    """Judge a name that CLDR does not have, but of which the text has the demonym or the army."""
    if not group.count(Sign.ACTS):
        return Verdict("place", Confidence.MEDIUM, "a country that does not act here")
    return Verdict("state", Confidence.MEDIUM, "it has a people, an army or the like")


def _judge_territory(group: MentionGroup, territory: Territory) -> Verdict:
    """Judge a territory: it is an actor if it acts or others deal with it, not if something is only located in it."""
    is_location = all(_is_only_location(mention.signs) for mention in group.mentions)
    if territory.is_region or is_location:
        return Verdict("place", Confidence.HIGH, "a part of the world, or named only as a location")
    return Verdict(territory.type, Confidence.HIGH, f"the name of a state, {_format_times(len(group.mentions))}")


def _is_only_location(signs: Sign) -> bool:
    """Check whether something is located in a territory or goes there, by the signs of one mention."""
    if signs & Sign.TOWARDS and not signs & Sign.MEMBERS:
        return True
    return bool(signs & (Sign.WITHIN | Sign.PLACE))


def _format_times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _judge_by_words(group: MentionGroup, lexicon: Lexicon) -> Verdict | None:
    """Judge by the words of the name: by the last word before `of`, else the first, else any."""
    name = group.mentions[0].name
    if verdict_of_pattern := name.passage.apply_first(_NAME_VERDICTS, name.start, name.stop, None):
        return verdict_of_pattern
    name_words = [token.folded for token in group.tokens if not token.is_mark]
    heads = [word for word in _order_heads(name_words, lexicon) if word in lexicon.head_types]
    if not heads:
        return None
    verdict = _judge_head(heads[0], lexicon, is_single_word=len(name_words) == 1)
    is_public = verdict.type == "organization" and name_words[0] in lexicon.words.public_adjectives
    return verdict._replace(type="public-body") if is_public else verdict


def _order_heads(name_words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the words of a name that may be its head, the most likely first."""
    heads = list(takewhile(lambda word: word not in lexicon.words.connectors, name_words))
    return list(dict.fromkeys([*heads[-1:], name_words[0], *reversed(heads)]))


def _judge_head(word: str, lexicon: Lexicon, *, is_single_word: bool) -> Verdict:
    """Judge by a head noun in the name; a noun with a capital is not a name by itself, except that of an event."""
    type_ = lexicon.head_types[word]
    if type_ == "event":
        return Verdict(type_, Confidence.HIGH, f"“{word}” is a noun for events")
    if type_ == "work" or is_single_word:
        return NO_ENTITY
    noun = "a noun for places" if type_ == "place" else f"“{word}”"
    return Verdict(type_, Confidence.HIGH, f"named with {noun}")


def _judge_by_signs(group: MentionGroup) -> Verdict | None:
    """Judge by the words around the name."""
    signs = group.signs
    in_group = signs & (Sign.MEMBERS | Sign.GROUP)
    rules = (
        (signs & Sign.TITLE, Verdict("person", Confidence.HIGH, _explain_title(group))),
        (group.all_have(Sign.EVENT), Verdict("event", Confidence.MEDIUM, "a noun for events after it")),
        (
            signs & (Sign.MEDIUM | Sign.STRESSED),
            Verdict("media", Confidence.HIGH, "italics or a noun for media beside it"),
        ),
        (signs & Sign.PERSON, Verdict("person", Confidence.HIGH, "words that are used only for persons beside it")),
        (signs & Sign.PLACE or _is_location(group), Verdict("place", Confidence.MEDIUM, "something is located in it")),
        (signs & Sign.PUBLIC, Verdict("public-body", Confidence.HIGH, "its members are soldiers, police or the like")),
        (in_group, Verdict("organization", Confidence.HIGH, "a noun for groups beside it")),
    )
    return _apply_first(rules)


def _apply_first(rules: Iterable[tuple[object, Verdict]]) -> Verdict | None:
    """Return the verdict of the first rule whose condition is true."""
    return next((verdict for condition, verdict in rules if condition), None)


def _explain_title(group: MentionGroup) -> str:
    for mention in group.mentions:
        if mention.name.title:
            return f"a title before the name: “{mention.name.title}”"
    return "a title beside the name"


def _is_location(group: MentionGroup) -> bool:
    """Check whether something is in it, by most mentions or without any sign of a group."""
    if not group.signs & Sign.WITHIN:
        return False
    is_mostly_location = group.count(Sign.WITHIN) * 2 > len(group.mentions)
    return is_mostly_location or group.all_have(Sign.WITHIN | Sign.TOWARDS) or not group.signs & _GROUP_SIGNS


def _judge_by_form(group: MentionGroup, lexicon: Lexicon) -> Verdict:
    """Judge a name without any sign: by the number of its words and of its mentions."""
    if group.all_have(Sign.QUOTED):
        return NO_ENTITY
    if len(group.tokens) == 1:
        return _judge_single_word(group, lexicon)
    if reason := _explain_organization(group, lexicon):
        return Verdict("organization", Confidence.MEDIUM, reason)
    return Verdict("person", Confidence.MEDIUM, f"several words with capitals, {_format_times(len(group.mentions))}")


def _judge_single_word(group: MentionGroup, lexicon: Lexicon) -> Verdict:
    token = group.tokens[0]
    count = len(group.mentions)
    acts = bool(group.signs & Sign.ACTS)
    confidence = Confidence.MEDIUM if count > 2 or acts else Confidence.LOW
    is_rare = count == 1 and not acts and not group.signs & Sign.ARTICLE
    is_city = group.key in get_city_names(lexicon.words.language)
    is_direction = not acts and group.all_have(Sign.TOWARDS)
    rules = (
        (lexicon.may_be_demonym(token), NO_ENTITY),
        (token.acronym, Verdict("organization", Confidence.MEDIUM, f"an abbreviation, {_format_times(count)}")),
        (is_city, Verdict("place", Confidence.MEDIUM, "the name of a city")),
        (is_rare, NO_ENTITY),
        (is_direction, Verdict("place", Confidence.LOW, "no word shows its type")),
        (group.signs & Sign.NATIONAL, Verdict("public-body", confidence, "a demonym before it")),
    )
    reason = f"a capital inside a sentence, {_format_times(count)}"
    return _apply_first(rules) or Verdict("organization", confidence, reason)


def _explain_organization(group: MentionGroup, lexicon: Lexicon) -> str:
    """Return why a name of several words is an organization's and not a person's; an empty string if it is not."""
    name, last_word = group.mentions[0].name, group.tokens[-1].folded
    if group.count(Sign.ARTICLE) * 2 > len(group.mentions):
        return "several capitalized words after an article"
    if group.signs & Sign.AT:
        return "“at” before it"
    if name.passage.match(_CAPITALS, name.start, name.stop) or any(map(_is_camel_case, group.tokens)):
        return "capitals inside its words"
    if last_word in lexicon.lowercase:
        return f"“{last_word}” is a general word"
    return ""


def _is_camel_case(token: Token) -> bool:
    """Check whether a word is like MedLog; not like McLane, O’Neil or Al-Amin."""
    text = token.text
    return any(text[index].isupper() and text[index - 1].islower() for index in range(_MIN_INNER_CAPITAL, len(text)))


def sort_by_first_mention(groups: Sequence[MentionGroup]) -> list[MentionGroup]:
    """Sort groups by their first mention."""
    return sorted(groups, key=lambda group: group.mentions[0].name.position)
