"""Suggestions of tags, of records to be created, and of values that records lack."""

from collections.abc import Iterable, Iterator
from math import ceil

from generator.authoring.suggestions.context import SuggestionContext
from generator.authoring.suggestions.ids import make_alias_id
from generator.authoring.suggestions.spans import list_words
from generator.authoring.suggestions.suggestion import NewItem, NewKey, NewRecord, Suggestion, SuggestionGroup
from generator.model.kinds import Kind, Ref
from generator.proposals.proposal import Confidence, Proposal, ProposedActor, ProposedEvent

MIN_MENTIONS, MAX_PRINCIPALS = 3, 10
"""Mentions that a principal actor has at least, and the number of principal actors of a briefing at most."""
_SHARE_OF_MOST = 8
"""A principal actor has at least this fraction of the mentions of the most mentioned one: an eighth."""

_GROUPS = {
    Kind.ACTOR: SuggestionGroup.ACTOR,
    Kind.EVENT: SuggestionGroup.EVENT,
    Kind.PLACE: SuggestionGroup.PLACE,
}
"""The groups of suggestions that create a record, by its kind."""

RecordKeys = tuple[tuple[str, str | tuple[str, ...]], ...]


def suggest_tags(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield themes that fit."""
    for tag in context.proposals.tags:
        if tag.id not in context.present.tags:
            theme = context.known.get(Ref(Kind.THEME, tag.id))
            yield Suggestion(
                id=f"tag:{tag.id}",
                group=SuggestionGroup.TAG,
                title=theme.forms[0] if theme else tag.id,
                reason=tag.reason,
                confidence=tag.confidence,
                spans=tag.spans,
                changes=(NewItem(context.present.path, "tags", tag.id),),
            )


def suggest_actors(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield actors to be created."""
    for actor in context.proposals.actors:
        title = f"{actor.name}, {actor.type}"
        if actor.aliases:
            title += f", also {', '.join(f'“{form}”' for form in actor.aliases)}"
        keys: RecordKeys = (("type", actor.type), ("name", actor.name), *_build_optional("aliases", actor.aliases))
        yield from _suggest_record(context, Ref(Kind.ACTOR, actor.id), title, keys, actor)


def _suggest_record(
    context: SuggestionContext, ref: Ref, title: str, keys: RecordKeys, proposal: Proposal
) -> Iterator[Suggestion]:
    """Yield the suggestion of a record; nothing if its id is taken, or another suggestion creates it."""
    suggestion_id = f"{ref.kind}:{ref.id}"
    if context.creating.get(ref.id) == suggestion_id:
        yield Suggestion(
            id=suggestion_id,
            group=_GROUPS[ref.kind],
            title=title,
            reason=proposal.reason,
            confidence=proposal.confidence,
            spans=proposal.spans,
            changes=(NewRecord(ref, keys),),
        )


def suggest_known_actors(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield new names that may be another spelling of the name of a known actor."""
    for actor in context.proposals.actors:
        if actor.id not in context.known_actors:
            continue
        for known_id in actor.resembles:
            forms = _select_new_forms(context, known_id, (actor.name, *actor.aliases)) or [actor.name]
            yield Suggestion(
                id=make_alias_id(known_id, actor.name),
                group=SuggestionGroup.ALIAS,
                title=f"“{forms[0]}” as a name of `{known_id}`, in place of {context.creating[actor.id]}",
                reason="the names are similar",
                confidence=Confidence.LOW,
                spans=actor.spans,
                changes=tuple(NewItem(_get_path(Kind.ACTOR, known_id), "aliases", form) for form in forms),
                instead=(actor.id, known_id),
            )


def _select_new_forms(context: SuggestionContext, actor_id: str, forms: Iterable[str]) -> list[str]:
    """Return the forms that the record of a known actor lacks."""
    actor = context.known.get(Ref(Kind.ACTOR, actor_id))
    known_forms = set(map(str.casefold, actor.forms)) if actor else set()
    return [form for form in forms if form.casefold() not in known_forms]


def suggest_aliases(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield forms of the name of a known actor that its record lacks."""
    known_actors = [actor for actor in context.proposals.actors if actor.known]
    for actor in known_actors:
        for form in _select_new_forms(context, actor.id, actor.aliases):
            words = list_words(context.text.article, actor.spans)
            spans = tuple(span for span, text in zip(actor.spans, words, strict=True) if text == form)
            yield Suggestion(
                id=make_alias_id(actor.id, form),
                group=SuggestionGroup.ALIAS,
                title=f"“{form}” as a name of `{actor.id}`",
                reason=actor.reason,
                confidence=actor.confidence,
                spans=spans or actor.spans,
                changes=(NewItem(_get_path(Kind.ACTOR, actor.id), "aliases", form),),
            )


def suggest_principals(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield the actors with the most mentions, compared with the most mentioned one."""
    actors = sorted(context.proposals.actors, key=lambda actor: -len(actor.spans))
    most = len(actors[0].spans) if actors else 0
    minimum = max(MIN_MENTIONS, ceil(most / _SHARE_OF_MOST))
    room = max(0, MAX_PRINCIPALS - len(context.present.actors))
    present = context.present.actors
    principals = [actor for actor in actors if len(actor.spans) >= minimum and actor.id not in present]
    for actor in principals[:room]:
        needs, either = context.find_requirements((actor.id,))
        yield Suggestion(
            id=f"principal:{actor.id}",
            group=SuggestionGroup.PRINCIPAL,
            title=actor.name,
            reason=f"named {len(actor.spans)} times",
            confidence=_rate_principal(actor, most),
            spans=actor.spans,
            changes=(NewItem(context.present.path, "actors", actor.id),),
            needs=needs,
            either=either,
        )


def _rate_principal(actor: ProposedActor, most: int) -> Confidence:
    if not actor.known and actor.confidence is not Confidence.HIGH:
        return Confidence.LOW
    return Confidence.HIGH if 2 * len(actor.spans) >= most else Confidence.MEDIUM


def suggest_events(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield events to be created."""
    for event in context.proposals.events:
        title = f"{event.name}, {event.date}" if event.date else event.name
        keys = _build_event_keys(event, context)
        yield from _suggest_record(context, Ref(Kind.EVENT, event.id), title, keys, event)


def _build_event_keys(event: ProposedEvent, context: SuggestionContext) -> RecordKeys:
    date = ("date", event.date) if event.date else ("date_note", "not dated in the text")
    actors = tuple(id_ for id_ in event.actors if id_ in context.taken_ids)
    status = "planned" if _is_after(event.date, context.text.published) else "occurred"
    return ("name", event.name), date, *_build_optional("actors", actors), ("status", status)


def _is_after(date: str | None, published: str | None) -> bool:
    """Check whether a date is later than that of the text, to the precision that both have."""
    if not date or not published:
        return False
    first, second = (text.partition("/")[0].rstrip("?~%") for text in (date, published))
    length = min(len(first), len(second))
    return first[:length] > second[:length] and not date.startswith("..")


def suggest_places(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield places to be created."""
    for place in context.proposals.places:
        keys: RecordKeys = (("name", place.name),)
        yield from _suggest_record(context, Ref(Kind.PLACE, place.id), place.name, keys, place)


def suggest_event_dates(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield dates that the records of known events lack."""
    for event in context.proposals.events:
        record = context.known.get(Ref(Kind.EVENT, event.id))
        if event.known and event.date and record and not record.date:
            yield Suggestion(
                id=f"date:{event.id}",
                group=SuggestionGroup.DATE,
                title=f"{event.date} as the date of `{event.id}`",
                reason=event.reason,
                confidence=event.confidence,
                spans=event.spans,
                changes=(NewKey(_get_path(Kind.EVENT, event.id), "", "date", event.date),),
            )


def _build_optional(key: str, values: tuple[str, ...]) -> RecordKeys:
    return ((key, values),) if values else ()


def _get_path(kind: Kind, id_: str) -> str:
    return f"content/{Ref(kind, id_).stem}.yml"
