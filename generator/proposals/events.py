"""Proposals of events: known events, events with a proper name, and deeds done to a person on a date.

The rules prefer few proposals: “the killing of …” is an event only if the text dates it or names it twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import NamedTuple

from generator.model.kinds import Kind
from generator.proposals.actors.clusters import make_key
from generator.proposals.actors.gazetteer import make_keys
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.span_splitting import find_names
from generator.proposals.actors.tagging import TaggedPassage, tag_passages
from generator.proposals.actors.tokens import tokenize_passage
from generator.proposals.ids import make_id
from generator.proposals.inputs import ArticleInput, EntityMention, EntityRegistry, KnownEntity
from generator.proposals.proposal import Confidence, ProposedDate, ProposedEvent, TextSpan
from generator.proposals.token_patterns import NO_TAGS, Tags, TokenMatch, TokenPattern, index_tags
from generator.proposals.word_lists import cache_by_language, load_name_words, parse_word_list, read_word_file
from generator.text.folding import fold_name
from generator.text.names import NameFinder

_OPENING_CHARACTERS = 4
"""Characters before a date at the beginning of a sentence: “On ”."""
_MAX_BEFORE = 2
"""Characters between a date and an event's name after it, at most."""
_MAX_AFTER = 20
"""Characters between the proper name of an event and its date, at most."""

_EVENT_NAME = TokenPattern(r"""
    (?= [mark]* [word & !mention_start] []* [word] )
    [!connectors]* [events] [mark]* (?: [connectors] []* )? \Z
""")
"""A name of several words with a noun for events before “of” or at its end, unless it is an actor's or a place's."""
_EVENT_NOUN = TokenPattern("[events & adjacent]")
_DEED = TokenPattern("""
    # “the killing of Anna Berg”
    (?P<noun> [deed_nouns & !capitalized] ) (?= [leads]{1,3}+ (?P<person> [person_mention & mention_start] ) )
  | # “Anna Berg was killed”
    (?P<subject> [person_mention & mention_start] )
    (?= [person_mention & !mention_start]*+ [be] [between]*+ (?P<participle> [participles] ) )
""")
"""What was done to a person."""


class EventWords(NamedTuple):
    """The words of a language for events."""

    tags_by_word: Mapping[str, Tags]
    """The tags that the words have in patterns."""
    nouns_by_participle: Mapping[str, str]
    of: str


class _EventMention(NamedTuple):
    """A mention of a new event: `actors` is the person it happened to; `is_proper` if it has a proper name."""

    name: str
    span: TextSpan
    actors: tuple[str, ...] = ()
    is_proper: bool = False


@dataclass(slots=True)
class _EventCandidate:
    """An event with its mentions, its actors and its dates (ordered sets)."""

    name: str
    entity: KnownEntity | None = None
    is_proper: bool = False
    spans: list[TextSpan] = field(default_factory=list)
    actors: dict[str, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)

    @property
    def is_proposed(self) -> bool:
        """True if there is enough evidence to propose the event."""
        return bool(self.entity or self.is_proper or self.dates or len(self.spans) > 1)


class _MentionContext(NamedTuple):
    """The mentions of actors and places by passage and first character, and the longest name of each, by its id."""

    mentions: Mapping[tuple[int, int], EntityMention]
    tags: Mapping[tuple[int, int], Tags]
    """The tags of tokens by passage and first character: `mention_start`, and `person_mention` or the like."""
    names: Mapping[str, str]


def propose(
    text: ArticleInput, registry: EntityRegistry, mentions: Sequence[EntityMention], dates: Sequence[ProposedDate]
) -> tuple[ProposedEvent, ...]:
    """Propose the events of a text; `mentions` and `dates` are the actors, places and dates that it has."""
    candidates = _collect_candidates(text, registry, mentions)
    for event in candidates:
        event_dates = (_find_date(text, span, dates, is_proper=event.is_proper) for span in event.spans)
        event.dates.update(dict.fromkeys(filter(None, event_dates)))
    taken_ids = {*registry.ids, *(mention.id for mention in mentions)}
    proposed = sorted((event for event in candidates if event.is_proposed), key=lambda event: min(event.spans))
    return tuple(_propose_event(event, taken_ids) for event in proposed)


def _collect_candidates(
    text: ArticleInput, registry: EntityRegistry, mentions: Sequence[EntityMention]
) -> list[_EventCandidate]:
    """Collect the known and new events of a text, without dates."""
    known_events = registry.list_of_kinds(Kind.EVENT)
    entity_by_key = {key: entity for entity in known_events for key in make_keys(entity)}
    known_spans: list[TextSpan] = []
    candidates: dict[str, _EventCandidate] = {}
    for entity, span in _find_known(text, known_events):
        candidates.setdefault(entity.ref.id, _EventCandidate(entity.forms[0], entity)).spans.append(span)
        known_spans.append(span)
    for mention in _find_new(text, mentions):
        if any(map(mention.span.overlaps, known_spans)):
            continue
        key = make_key(mention.name)
        new_event = _EventCandidate(mention.name, entity_by_key.get(key), is_proper=mention.is_proper)
        event = candidates.setdefault(f"new {key}", new_event)
        event.spans.append(mention.span)
        event.actors.update(dict.fromkeys(mention.actors))
    return list(candidates.values())


def _propose_event(event: _EventCandidate, taken_ids: set[str]) -> ProposedEvent:
    """Propose an event, and add its id to `taken_ids`."""
    known = event.entity
    id_ = known.ref.id if known else make_id(event.name, taken_ids)
    taken_ids.add(id_)
    only_date = next(iter(event.dates)) if len(event.dates) == 1 else None
    return ProposedEvent(
        id=id_,
        name=event.name,
        date=(known.date if known else None) or only_date,
        actors=tuple(event.actors),
        known=known is not None,
        reason=_explain(event),
        confidence=Confidence.HIGH if known else Confidence.MEDIUM,
        spans=tuple(sorted(event.spans)),
    )


def _explain(event: _EventCandidate) -> str:
    if event.entity:
        return "a known event"
    if event.is_proper:
        return "a name with a noun for events"
    if event.dates:
        return "happened to a named person, with a date beside it"
    return f"happened to a named person, named {len(event.spans)} times"


def _find_known(text: ArticleInput, events: Sequence[KnownEntity]) -> Iterator[tuple[KnownEntity, TextSpan]]:
    """Find the mentions of known events."""
    finder = NameFinder.build((), either_case=((form, event) for event in events for form in event.forms))
    for number, passage in enumerate(text.article.passages):
        for match in finder.find(passage.text, passage.protected):
            if len(match.targets) == 1:
                yield match.targets[0], TextSpan(number, match.start, match.end)


def _find_new(text: ArticleInput, mentions: Sequence[EntityMention]) -> Iterator[_EventMention]:
    """Find the mentions of events that are not known, in the order of the text."""
    name_words = load_name_words(text.language)
    event_words = load_event_words(text.language)
    if name_words is None or event_words is None:
        return
    passages = [
        tokenize_passage(number, passage.text, text.sentences[number], name_words)
        for number, passage in enumerate(text.article.passages)
        if not passage.in_footnote
    ]
    lexicon = Lexicon.build(passages, name_words)
    context = _build_context(mentions, text)
    for name_passage in tag_passages(passages, lexicon):
        passage = _tag_events(name_passage, event_words, context)
        yield from _find_proper(passage, lexicon)
        for deed in passage.find_all(_DEED):
            yield _build_deed(passage, deed, event_words, context)


@cache_by_language
def load_event_words(language: str) -> EventWords | None:
    """Load the words for events in a language (BCP 47); return None if it has no file of them."""
    tree = read_word_file(language, "events")
    if tree is None:
        return None
    nouns_by_participle = {fold_name(participle): noun for participle, noun in tree["passives"].items()}
    lists = {
        "deed_nouns": parse_word_list(tree["nouns"]),
        "leads": parse_word_list(tree["leads"]),
        "be": parse_word_list(tree["be"]),
        "between": parse_word_list(tree["between"]),
        "participles": nouns_by_participle,
    }
    return EventWords(index_tags(lists), nouns_by_participle, tree["of"])


def _build_context(mentions: Sequence[EntityMention], text: ArticleInput) -> _MentionContext:
    """Index the mentions of a text."""
    tags: dict[tuple[int, int], Tags] = {}
    names: dict[str, str] = {}
    for mention in mentions:
        positions = zip(repeat(mention.passage), range(mention.start, mention.end))
        mention_tags = frozenset({f"{mention.type}_mention"})
        tags.update(dict.fromkeys(positions, mention_tags))
        tags[mention.passage, mention.start] = mention_tags | {"mention_start"}
        form = " ".join(text.get_text(mention.span).split())
        names[mention.id] = max(names.get(mention.id, ""), form, key=len)
    mentions_by_start = {(mention.passage, mention.start): mention for mention in mentions}
    return _MentionContext(mentions_by_start, tags, names)


def _tag_events(passage: TaggedPassage, words: EventWords, context: _MentionContext) -> TaggedPassage:
    """Return a passage with the further tags of words for events and of mentions."""
    tags = [
        token_tags
        | words.tags_by_word.get(token.folded, NO_TAGS)
        | context.tags.get((passage.number, token.start), NO_TAGS)
        for token, token_tags in zip(passage.tokens, passage.tags, strict=True)
    ]
    return replace(passage, tags=tuple(tags))


def _find_proper(passage: TaggedPassage, lexicon: Lexicon) -> Iterator[_EventMention]:
    """Find proper names of events: “the Oslo Agreement”, and “the Shalit deal” if “Shalit” is not an actor's name."""
    for name in find_names(passage, lexicon, frozenset()):
        if passage.match(_EVENT_NAME, name.start, name.stop):
            yield _EventMention(name.text, TextSpan(passage.number, *name.char_range), is_proper=True)
        elif passage.match(_EVENT_NOUN, name.stop) and not passage.has("mention_start", name.start):
            yield _append_noun(name, passage.tokens[name.stop].end)


def _append_noun(name: NameSpan, end: int) -> _EventMention:
    """Return the event of a name with a noun in lower case after it, up to the character `end`."""
    start = name.char_range[0]
    text = " ".join(name.passage.text[start:end].split())
    return _EventMention(text[0].upper() + text[1:], TextSpan(name.passage.number, start, end), is_proper=True)


def _build_deed(passage: TaggedPassage, deed: TokenMatch, words: EventWords, context: _MentionContext) -> _EventMention:
    """Build the event of a noun such as “killing” before a person, or of a person before a passive verb."""
    groups = deed.groups
    person = context.mentions[passage.number, passage.tokens[groups.get("person", deed).start].start]
    first_token = passage.tokens[deed.start]
    if "noun" in groups:
        leads = passage.text[first_token.end : person.start].strip()
        title, end = f"{first_token.text.capitalize()} {leads}", person.end
    else:
        participle = passage.tokens[groups["participle"].start]
        title, end = f"{words.nouns_by_participle[participle.folded]} {words.of}", participle.end
    name = f"{title} {context.names[person.id]}"
    return _EventMention(name, TextSpan(passage.number, first_token.start, end), (person.id,))


def _find_date(text: ArticleInput, event: TextSpan, dates: Sequence[ProposedDate], *, is_proper: bool) -> str | None:
    """Return the date of an event: the next in its sentence, or one right before it or at the sentence's beginning.

    Another date may be the day on which somebody spoke of it.
    """
    _, sentence_start, sentence_end = text.find_sentence(event)
    limit = event.end + _MAX_AFTER if is_proper else sentence_end
    for date in dates:
        passage, start, end = date.spans[0]
        if passage != event.passage or not sentence_start <= start < sentence_end:
            continue
        is_right_before = event.start - _MAX_BEFORE <= end <= event.start
        opens_sentence = start <= sentence_start + _OPENING_CHARACTERS and end <= event.start
        follows = event.end <= start < limit
        if is_right_before or follows or (opens_sentence and not is_proper):
            return date.date
    return None
