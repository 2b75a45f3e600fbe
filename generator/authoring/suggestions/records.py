"""Suggestions of tags, of records to be created, and of values that records lack."""

from collections.abc import Iterator
from math import ceil

from generator.authoring.suggestions.context import SuggestionContext
from generator.authoring.suggestions.ids import make_alias_id
from generator.authoring.suggestions.suggestion import NewItem, NewKey, NewRecord, Suggestion, SuggestionGroup
from generator.model.kinds import Kind, Ref
from generator.proposals.inputs import ArticleInput
from generator.proposals.proposal import Confidence, ProposedActor, ProposedEvent, TextSpan

MIN_MENTIONS, MAX_PRINCIPALS = 3, 10
"""Mentions that a principal actor has at least, and the number of principal actors of a briefing at most."""
_SHARE_OF_MOST = 8
"""A principal actor has at least this fraction of the mentions of the most mentioned one: an eighth."""

RecordKeys = tuple[tuple[str, str | tuple[str, ...]], ...]


def suggest_tags(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield themes that fit."""
    themes = [entity for entity in context.registry.entities if entity.ref.kind is Kind.THEME]
    names = {theme.ref.id: theme.forms[0] for theme in themes}
    for tag in context.proposals.tags:
        if tag.id not in context.present.tags:
            yield Suggestion(
                id=f"tag:{tag.id}",
                group=SuggestionGroup.TAG,
                title=names.get(tag.id, tag.id),
                reason=tag.reason,
                confidence=tag.confidence,
                spans=tag.spans,
                changes=(NewItem(context.present.path, "tags", tag.id),),
            )


def suggest_actors(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield actors to be created."""
    for actor in context.proposals.actors:
        if actor.id in context.creating:
            aliases = ", ".join(f"“{form}”" for form in actor.aliases)
            keys: RecordKeys = (("type", actor.type), ("name", actor.name), *_build_optional("aliases", actor.aliases))
            yield Suggestion(
                id=context.creating[actor.id],
                group=SuggestionGroup.ACTOR,
                title=f"{actor.name}, {actor.type}{f', also {aliases}' if aliases else ''}",
                reason=actor.reason,
                confidence=actor.confidence,
                spans=actor.spans,
                changes=(NewRecord(Ref(Kind.ACTOR, actor.id), keys),),
            )


def suggest_known_actors(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield new names that may be another spelling of the name of a known actor."""
    known_forms = _collect_forms(context)
    for actor in context.proposals.actors:
        if actor.id not in context.known_actors:
            continue
        for known_id in actor.resembles:
            known_names = known_forms.get(known_id, set())
            forms = [form for form in (actor.name, *actor.aliases) if form.casefold() not in known_names]
            forms = forms or [actor.name]
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


def _collect_forms(context: SuggestionContext) -> dict[str, set[str]]:
    """Return the case-folded names of each known entity by its id."""
    forms: dict[str, set[str]] = {}
    for entity in context.registry.entities:
        forms[entity.ref.id] = set(map(str.casefold, entity.forms))
    return forms


def suggest_aliases(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield forms of the name of a known actor that its record lacks."""
    known_forms = _collect_forms(context)
    for actor in context.proposals.actors:
        for form in actor.aliases if actor.known else ():
            if form.casefold() in known_forms.get(actor.id, set()):
                continue
            spans = tuple(span for span in actor.spans if _get_words(context.text, span) == form)
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
        if event.id in context.creating:
            yield Suggestion(
                id=context.creating[event.id],
                group=SuggestionGroup.EVENT,
                title=f"{event.name}, {event.date}" if event.date else event.name,
                reason=event.reason,
                confidence=event.confidence,
                spans=event.spans,
                changes=(NewRecord(Ref(Kind.EVENT, event.id), _build_event_keys(event, context)),),
            )


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
        if context.creating.get(place.id) == f"{Kind.PLACE}:{place.id}":
            yield Suggestion(
                id=context.creating[place.id],
                group=SuggestionGroup.PLACE,
                title=place.name,
                reason=place.reason,
                confidence=place.confidence,
                spans=place.spans,
                changes=(NewRecord(Ref(Kind.PLACE, place.id), (("name", place.name),)),),
            )


def suggest_event_dates(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield dates that the records of known events lack."""
    entities = context.registry.entities
    undated = {entity.ref.id for entity in entities if entity.ref.kind is Kind.EVENT and not entity.date}
    for event in context.proposals.events:
        if event.known and event.date and event.id in undated:
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


def _get_words(text: ArticleInput, span: TextSpan) -> str:
    return text.article.passages[span.passage].text[span.start : span.end]
