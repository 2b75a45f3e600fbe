"""Proposals of events: known events, events with a proper name, and deeds done to a person on a date.

The rules prefer few proposals: “the killing of …” is an event only if the text dates it or names it twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from generator.model.kinds import Kind
from generator.proposals.actors.clusters import make_key
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.span_splitting import find_names
from generator.proposals.actors.tagging import TaggedPassage, tag_passages
from generator.proposals.actors.tokens import TokenizedPassage, tokenize_passage
from generator.proposals.ids import make_id
from generator.proposals.inputs import ArticleInput, EntityMention, EntityRegistry, KnownEntity
from generator.proposals.proposal import Confidence, ProposedDate, ProposedEvent, TextSpan
from generator.proposals.word_lists import WordList, load_name_words, parse_word_list, read_word_file
from generator.text.folding import fold_name
from generator.text.names import NameFinder

_OPENING_CHARACTERS = 4
"""Characters before a date at the beginning of a sentence: “On ”."""
_MAX_BEFORE = 2
"""Characters between a date and an event's name after it, at most."""
_MAX_AFTER = 20
"""Characters between the proper name of an event and its date, at most."""
_MAX_LEADS = 3
"""Words between a noun such as “killing” and the person's name, at most."""


class _EventWords(NamedTuple):
    nouns: WordList
    leads: WordList
    be: WordList
    between: WordList
    passives: Mapping[str, str]
    of: str


class _EventMention(NamedTuple):
    """A mention of a new event: `actor` is the person it happened to; `is_proper` if it has a proper name."""

    name: str
    span: TextSpan
    actor: str = ""
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


class _PersonContext(NamedTuple):
    """The mentions of actors other than states by passage and start, and each actor's longest name."""

    mentions: Mapping[tuple[int, int], EntityMention]
    names: Mapping[str, str]

    def get_person(self, number: int, start: int) -> EntityMention | None:
        """Return the mention of a person that starts there."""
        mention = self.mentions.get((number, start))
        return mention if mention and mention.type == "person" else None


def propose(
    text: ArticleInput, registry: EntityRegistry, mentions: Sequence[EntityMention], dates: Sequence[ProposedDate]
) -> tuple[ProposedEvent, ...]:
    """Propose the events of a text; `mentions` and `dates` are the actors, places and dates that it has."""
    candidates = _collect_candidates(text, registry, mentions)
    for event in candidates:
        for span in event.spans:
            date = _find_date(text, span, dates, is_proper=event.is_proper)
            if date:
                event.dates.setdefault(date)
    proposed = [event for event in candidates if event.is_proposed]
    proposed.sort(key=lambda event: min(event.spans))
    taken_ids = {entity.ref.id for entity in registry.entities} | {mention.id for mention in mentions}
    return tuple(_propose_event(event, taken_ids) for event in proposed)


def _collect_candidates(
    text: ArticleInput, registry: EntityRegistry, mentions: Sequence[EntityMention]
) -> list[_EventCandidate]:
    """Collect the known and new events of a text, without dates."""
    known_events = [entity for entity in registry.entities if entity.ref.kind is Kind.EVENT]
    entity_by_key = {make_key(form.split()): entity for entity in known_events for form in entity.forms}
    known_mentions = _find_known(text, known_events)
    candidates: dict[str, _EventCandidate] = {}
    for entity, span in known_mentions:
        candidates.setdefault(entity.ref.id, _EventCandidate(entity.forms[0], entity)).spans.append(span)
    for mention in _find_new(text, mentions):
        if any(_overlaps(mention.span, span) for _, span in known_mentions):
            continue
        key = make_key(mention.name.split())
        new_event = _EventCandidate(mention.name, entity_by_key.get(key), is_proper=mention.is_proper)
        event = candidates.setdefault(f"new {key}", new_event)
        event.spans.append(mention.span)
        if mention.actor:
            event.actors.setdefault(mention.actor)
    return list(candidates.values())


def _propose_event(event: _EventCandidate, taken_ids: set[str]) -> ProposedEvent:
    """Propose an event, and add its id to `taken_ids`."""
    id_ = event.entity.ref.id if event.entity else make_id(event.name, taken_ids)
    taken_ids.add(id_)
    date = event.entity.date if event.entity else None
    if not date and len(event.dates) == 1:
        date = next(iter(event.dates))
    return ProposedEvent(
        id=id_,
        name=event.name,
        date=date,
        actors=tuple(event.actors),
        known=event.entity is not None,
        reason=_explain(event),
        confidence=Confidence.HIGH if event.entity else Confidence.MEDIUM,
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


def _find_known(text: ArticleInput, events: Sequence[KnownEntity]) -> list[tuple[KnownEntity, TextSpan]]:
    """Find the mentions of known events."""
    entities = {entity.ref: entity for entity in events}
    forms = [(form, entity.ref) for entity in entities.values() for form in entity.forms]
    finder = NameFinder.build((), either_case=forms)
    mentions: list[tuple[KnownEntity, TextSpan]] = []
    for number, passage in enumerate(text.article.passages):
        matches = [match for match in finder.find(passage.text, passage.protected) if len(match.targets) == 1]
        mentions.extend((entities[match.targets[0]], TextSpan(number, match.start, match.end)) for match in matches)
    return mentions


def _find_new(text: ArticleInput, mentions: Sequence[EntityMention]) -> Iterator[_EventMention]:
    """Find the mentions of events that are not known, in the order of the text."""
    name_words = load_name_words(text.language)
    event_words = _load_event_words(text.language)
    if name_words is None or event_words is None:
        return
    passages = [
        tokenize_passage(number, passage.text, text.sentences[number], name_words)
        for number, passage in enumerate(text.article.passages)
        if not passage.in_footnote
    ]
    lexicon = Lexicon.build(passages, name_words)
    tagged_passages = tag_passages(passages, lexicon)
    actor_mentions = {
        (mention.passage, mention.start): mention
        for mention in mentions
        if mention.kind == "actor" and mention.type != "state"
    }
    context = _PersonContext(actor_mentions, _find_full_names(mentions, text))
    mention_starts = {(mention.passage, mention.start) for mention in mentions}
    for passage in tagged_passages:
        yield from _find_proper(passage, lexicon, mention_starts)
        for position in range(len(passage.tokens)):
            if event := _match_noun(passage, position, event_words, context):
                yield event
            if event := _match_passive(passage, position, event_words, context):
                yield event


@cache
def _load_event_words(language: str) -> _EventWords | None:
    tree = read_word_file(language, "events")
    if tree is None:
        return None
    return _EventWords(
        nouns=parse_word_list(tree["nouns"]),
        leads=parse_word_list(tree["leads"]),
        be=parse_word_list(tree["be"]),
        between=parse_word_list(tree["between"]),
        passives={fold_name(participle): noun for participle, noun in tree["passives"].items()},
        of=tree["of"],
    )


def _find_proper(
    passage: TaggedPassage, lexicon: Lexicon, mention_starts: set[tuple[int, int]]
) -> Iterator[_EventMention]:
    """Find proper names of events: “the Oslo Agreement”, and “the Shalit deal” if “Shalit” is not an actor's name."""
    event_nouns = lexicon.words.events
    for name in find_names(passage, lexicon, frozenset()):
        tokens = [token for token in name.tokens if not token.is_mark]
        head = tokens[_find_head(name, lexicon)]
        names_event = len(tokens) > 1 and head.folded in event_nouns
        if names_event and (passage.number, tokens[0].start) not in mention_starts:
            yield _EventMention(name.text, TextSpan(passage.number, *name.char_range), is_proper=True)
            continue
        is_followed = passage.get_folded(name.stop) in event_nouns and passage.is_adjacent(name.stop)
        if is_followed and (passage.number, name.char_range[0]) not in mention_starts:
            yield _append_noun(name, passage.tokens[name.stop].end)


def _find_head(name: NameSpan, lexicon: Lexicon) -> int:
    """Return the index of the head among the name's words: the word before the first connector, else the last."""
    words = [token.folded for token in name.tokens if not token.is_mark]
    for index, word in enumerate(words):
        if word in lexicon.words.connectors:
            return index - 1
    return -1


def _append_noun(name: NameSpan, end: int) -> _EventMention:
    """Return the event of a name with a noun in lower case after it, up to the character `end`."""
    start = name.char_range[0]
    text = " ".join(name.passage.text[start:end].split())
    return _EventMention(text[0].upper() + text[1:], TextSpan(name.passage.number, start, end), is_proper=True)


def _match_noun(
    passage: TokenizedPassage, position: int, event_words: _EventWords, context: _PersonContext
) -> _EventMention | None:
    """Match a phrase such as “the killing of Anna Berg” whose noun is at the position."""
    noun = passage.tokens[position]
    if noun.folded not in event_words.nouns or noun.is_capitalized:
        return None
    stop = position + 1
    while stop <= position + _MAX_LEADS and passage.get_folded(stop) in event_words.leads:
        stop += 1
    if stop == position + 1 or stop >= len(passage.tokens):
        return None
    person = context.get_person(passage.number, passage.tokens[stop].start)
    if person is None:
        return None
    leads = passage.text[noun.end : passage.tokens[stop].start].strip()
    name = f"{noun.text.capitalize()} {leads} {context.names[person.id]}"
    return _EventMention(name, TextSpan(passage.number, noun.start, person.end), person.id)


def _match_passive(
    passage: TokenizedPassage, position: int, event_words: _EventWords, context: _PersonContext
) -> _EventMention | None:
    """Match a clause such as “Anna Berg was killed” whose subject begins at the position."""
    person = context.get_person(passage.number, passage.tokens[position].start)
    if person is None:
        return None
    stop = position
    while stop < len(passage.tokens) and passage.tokens[stop].start < person.end:
        stop += 1
    if passage.get_folded(stop) not in event_words.be:
        return None
    stop += 1
    while passage.get_folded(stop) in event_words.between:
        stop += 1
    noun = event_words.passives.get(passage.get_folded(stop))
    if not noun:
        return None
    span = TextSpan(passage.number, person.start, passage.tokens[stop].end)
    return _EventMention(f"{noun} {event_words.of} {context.names[person.id]}", span, person.id)


def _find_full_names(mentions: Sequence[EntityMention], text: ArticleInput) -> dict[str, str]:
    """Return the longest form of each entity in the text, by id."""
    names: dict[str, str] = {}
    for mention in mentions:
        form = " ".join(text.article.passages[mention.passage].text[mention.start : mention.end].split())
        names[mention.id] = max(names.get(mention.id, ""), form, key=len)
    return names


def _find_date(text: ArticleInput, event: TextSpan, dates: Sequence[ProposedDate], *, is_proper: bool) -> str | None:
    """Return the date of an event: the next in its sentence, or one right before it or at the sentence's beginning.

    Another date may be the day on which somebody spoke of it.
    """
    sentence_start, sentence_end = 0, 0
    for start, end in text.sentences[event.passage]:
        if start <= event.start < end:
            sentence_start, sentence_end = start, end
            break
    for date in dates:
        span = date.spans[0]
        if span.passage != event.passage or not sentence_start <= span.start < sentence_end:
            continue
        is_right_before = event.start - _MAX_BEFORE <= span.end <= event.start
        opens_sentence = span.start <= sentence_start + _OPENING_CHARACTERS and span.end <= event.start
        limit = event.end + _MAX_AFTER if is_proper else sentence_end
        follows = event.end <= span.start < limit
        if is_right_before or (opens_sentence and not is_proper) or follows:
            return date.date
    return None


def _overlaps(span: TextSpan, other: TextSpan) -> bool:
    return span.passage == other.passage and span.start < other.end and other.start < span.end
