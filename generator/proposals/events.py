"""Events that a text names: known ones, those with a name of their own, and what happened to somebody on a date.

Few rather than many: “the killing of …” is an event where the text dates it or names it twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from generator.model.kinds import Kind
from generator.proposals.actors.clusters import key_of
from generator.proposals.actors.cutting import pieces
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.piece import Piece
from generator.proposals.actors.tokens import Line, line_of
from generator.proposals.given import Known, Mention, Registry, Text
from generator.proposals.ids import id_of
from generator.proposals.proposal import Confidence, ProposedDate, ProposedEvent, Words
from generator.proposals.territories import plain
from generator.proposals.words import Words as WordList
from generator.proposals.words import name_words, read, words
from generator.text.names import Names

_OPENS = 4
"""Characters before a date at the beginning of a sentence: “On ”."""
_BESIDE = 2
_BEHIND = 20
"""Characters between the name of an event and its date, at most."""
_BETWEEN = 3
"""Words that may stand between a name and what happened to it."""


class _EventWords(NamedTuple):
    nouns: WordList
    leads: WordList
    be: WordList
    between: WordList
    passives: Mapping[str, str]
    of: str


class _Found(NamedTuple):
    """An event at one place: `actor` is whom it happened to; `proper` where it has a name of its own."""

    name: str
    words: Words
    actor: str = ""
    proper: bool = False


@dataclass(slots=True)
class _Event:
    name: str
    known: Known | None = None
    proper: bool = False
    words: list[Words] = field(default_factory=list)
    actors: dict[str, None] = field(default_factory=dict)
    dates: dict[str, None] = field(default_factory=dict)


def propose(
    text: Text, registry: Registry, mentions: Sequence[Mention], dates: Sequence[ProposedDate]
) -> tuple[ProposedEvent, ...]:
    """The events of a text; `mentions` and `dates` are what was found in it of these."""
    events: dict[str, _Event] = {}
    known, taken = _known(text, registry)
    spelled = {
        key_of(form.split()): thing for thing in registry.things if thing.ref.kind is Kind.EVENT for form in thing.forms
    }
    for thing, where in known:
        events.setdefault(thing.ref.id, _Event(thing.forms[0], thing)).words.append(where)
    for found in _new(text, mentions):
        if any(_overlap(found.words, other) for other in taken):
            continue
        key = key_of(found.name.split())
        event = events.setdefault(f"new {key}", _Event(found.name, spelled.get(key), proper=found.proper))
        event.words.append(found.words)
        event.actors |= dict.fromkeys([found.actor] if found.actor else [])
    for event in events.values():
        event.dates = dict.fromkeys(
            date for words_ in event.words for date in _dates_beside(text, words_, dates, proper=event.proper)
        )
    ids = {thing.ref.id for thing in registry.things} | {mention.id for mention in mentions}
    kept = [event for event in events.values() if event.known or event.proper or event.dates or len(event.words) > 1]
    kept.sort(key=lambda event: min(event.words))
    return tuple(_proposed(event, ids) for event in kept)


def _proposed(event: _Event, ids: set[str]) -> ProposedEvent:
    id_ = event.known.ref.id if event.known else id_of(event.name, ids)
    ids.add(id_)
    dates = list(event.dates)
    date = event.known.date if event.known else None
    if event.known:
        reason = "a known event"
    elif event.proper:
        reason = "a name with the word of an event"
    else:
        reason = "what happened to somebody, " + (
            "with a date beside it" if dates else f"named {len(event.words)} times"
        )
    return ProposedEvent(
        id=id_,
        name=event.name,
        date=date or (dates[0] if len(dates) == 1 else None),
        actors=tuple(event.actors),
        known=event.known is not None,
        reason=reason,
        confidence=Confidence.HIGH if event.known else Confidence.MEDIUM,
        words=tuple(sorted(event.words)),
    )


def _known(text: Text, registry: Registry) -> tuple[list[tuple[Known, Words]], list[Words]]:
    """Known events with their places, and all of these places."""
    things = {thing.ref: thing for thing in registry.things if thing.ref.kind is Kind.EVENT}
    names = Names.build((), either_case=((form, thing.ref) for thing in things.values() for form in thing.forms))
    found = [
        (things[match.targets[0]], Words(number, match.start, match.end))
        for number, passage in enumerate(text.article.passages)
        for match in names.find(passage.text, passage.protected)
        if len(match.targets) == 1
    ]
    return found, [where for _, where in found]


def _new(text: Text, mentions: Sequence[Mention]) -> Iterator[_Found]:
    """Events that are not known, in the order of the text."""
    known_words, known_events = name_words(text.language), _event_words(text.language)
    if known_words is None or known_events is None:
        return
    lines = [
        line_of(number, passage.text, text.sentences[number], known_words)
        for number, passage in enumerate(text.article.passages)
        if not passage.in_footnote
    ]
    lexicon = Lexicon.of(lines, known_words)
    actors = {(m.passage, m.start): m for m in mentions if m.kind == "actor" and m.type != "state"}
    names = _full_names(mentions, text)
    named = {(m.passage, m.start): m for m in mentions}
    for line in lines:
        yield from _proper(line, lexicon, named)
        for at in range(len(line.tokens)):
            yield from _of_noun(line, at, actors, known_events, names)
            yield from _of_passive(line, at, actors, known_events, names)


@cache
def _event_words(language: str) -> _EventWords | None:
    tree = read(language, "events")
    if tree is None:
        return None
    nouns, leads, be, between = (words(tree[key]) for key in ("nouns", "leads", "be", "between"))
    passives = {plain(participle): noun for participle, noun in tree["passives"].items()}
    return _EventWords(nouns, leads, be, between, passives, tree["of"])


def _proper(line: Line, lexicon: Lexicon, named: Mapping[tuple[int, int], Mention]) -> Iterator[_Found]:
    """Names with the word of an event: the Oslo Agreement; the Shalit deal, behind a name that is nobody's."""
    for piece in pieces(line, lexicon, ()):
        tokens = [token for token in piece.tokens if not token.mark]
        last = tokens[-1]
        leads = next((at for at, token in enumerate(tokens) if token.small in lexicon.words.connectors), len(tokens))
        head = tokens[leads - 1] if leads else last
        if len(tokens) > 1 and head.small in lexicon.words.events and (line.number, tokens[0].start) not in named:
            yield _Found(piece.text, Words(line.number, *piece.span), proper=True)
            continue
        behind = line.tokens[piece.end] if piece.end < len(line.tokens) else None
        is_named = (line.number, piece.span[0]) in named
        if behind and behind.small in lexicon.words.events and line.is_joined(piece.end) and not is_named:
            yield _with_small_head(piece, behind.end)


def _with_small_head(piece: Piece, end: int) -> _Found:
    start = piece.span[0]
    name = " ".join(piece.line.text[start:end].split())
    return _Found(name[0].upper() + name[1:], Words(piece.line.number, start, end), proper=True)


def _of_noun(
    line: Line, at: int, actors: Mapping[tuple[int, int], Mention], known: _EventWords, names: Mapping[str, str]
) -> Iterator[_Found]:
    """The killing of somebody."""
    if line.small(at) not in known.nouns or line.tokens[at].capital:
        return
    end = at + 1
    while end <= at + _BETWEEN and line.small(end) in known.leads:
        end += 1
    if end == at + 1 or end >= len(line.tokens):
        return
    mention = actors.get((line.number, line.tokens[end].start))
    if mention and mention.type == "person":
        start = line.tokens[at].start
        noun = line.tokens[at].text
        name = f"{noun.capitalize()} {line.text[line.tokens[at].end : line.tokens[end].start].strip()} "
        yield _Found(name + names[mention.id], Words(line.number, start, mention.end), mention.id)


def _of_passive(
    line: Line, at: int, actors: Mapping[tuple[int, int], Mention], known: _EventWords, names: Mapping[str, str]
) -> Iterator[_Found]:
    """Somebody was killed."""
    mention = actors.get((line.number, line.tokens[at].start))
    if mention is None or mention.type != "person":
        return
    end = at
    while end < len(line.tokens) and line.tokens[end].start < mention.end:
        end += 1
    if line.small(end) not in known.be:
        return
    end += 1
    while line.small(end) in known.between:
        end += 1
    noun = known.passives.get(line.small(end))
    if noun:
        words_ = Words(line.number, mention.start, line.tokens[end].end)
        yield _Found(f"{noun} {known.of} {names[mention.id]}", words_, mention.id)


def _full_names(mentions: Sequence[Mention], text: Text) -> dict[str, str]:
    """The longest form of each actor in the text."""
    names: dict[str, str] = {}
    for mention in mentions:
        words_ = text.article.passages[mention.passage].text[mention.start : mention.end].split()
        names[mention.id] = max(names.get(mention.id, ""), " ".join(words_), key=len)
    return names


def _dates_beside(text: Text, where: Words, dates: Sequence[ProposedDate], *, proper: bool) -> Iterator[str]:
    """The date of an event: the next behind it in its sentence, or one right before it or where that begins.

    Another may be the day on which somebody spoke of it.
    """
    start, end = next(((s, e) for s, e in text.sentences[where.passage] if s <= where.start < e), (0, 0))
    for date in dates:
        at = date.words[0]
        before = where.start - _BESIDE <= at.end <= where.start
        before |= not proper and at.start <= start + _OPENS and at.end <= where.start
        behind = where.end <= at.start < (where.end + _BEHIND if proper else end)
        if at.passage == where.passage and start <= at.start < end and (before or behind):
            yield date.date
            return


def _overlap(one: Words, other: Words) -> bool:
    return one.passage == other.passage and one.start < other.end and other.start < one.end
