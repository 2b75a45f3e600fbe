"""Suggestions of tags, of records to be created, and of what records lack."""

from collections.abc import Iterator
from math import ceil

from generator.authoring.suggestions.case import Case
from generator.authoring.suggestions.ids import alias_id
from generator.authoring.suggestions.suggestion import Group, Item, Key, NewRecord, Suggestion
from generator.model.kinds import Kind, Ref
from generator.proposals.given import Text
from generator.proposals.proposal import Confidence, ProposedActor, ProposedEvent, Words

PRINCIPAL, PRINCIPALS = 3, 10
"""Mentions that a principal actor has at least; and how many of them a briefing is offered."""

Keys = tuple[tuple[str, str | tuple[str, ...]], ...]


def tags(case: Case) -> Iterator[Suggestion]:
    """Themes that fit."""
    for tag in case.proposals.tags:
        if tag.id not in case.present.tags:
            yield Suggestion(
                id=f"tag:{tag.id}",
                group=Group.TAG,
                title=tag.id,
                reason=tag.reason,
                confidence=tag.confidence,
                words=tag.words,
                changes=(Item(case.present.path, "tags", tag.id),),
            )


def new_actors(case: Case) -> Iterator[Suggestion]:
    """Actors to be created."""
    for actor in case.proposals.actors:
        if actor.id in case.new:
            also = f", also {', '.join(f'“{form}”' for form in actor.aliases)}" if actor.aliases else ""
            keys: Keys = (("type", actor.type), ("name", actor.name), *_if_any("aliases", actor.aliases))
            yield Suggestion(
                id=case.new[actor.id],
                group=Group.ACTOR,
                title=f"{actor.name}, {actor.type}{also}",
                reason=actor.reason,
                confidence=actor.confidence,
                words=actor.words,
                changes=(NewRecord(Ref(Kind.ACTOR, actor.id), keys),),
            )


def likenesses(case: Case) -> Iterator[Suggestion]:
    """New names that may be another spelling of known ones."""
    there = _forms(case)
    for actor in case.proposals.actors:
        for known in actor.resembles if actor.id in case.likenesses else ():
            forms = [one for one in (actor.name, *actor.aliases) if one.casefold() not in there.get(known, ())]
            yield Suggestion(
                id=alias_id(known, actor.name),
                group=Group.ALIAS,
                title=f"“{(forms or [actor.name])[0]}” as a name of `{known}`, in place of {case.new[actor.id]}",
                reason="the names are alike",
                confidence=Confidence.LOW,
                words=actor.words,
                changes=tuple(Item(_path(Kind.ACTOR, known), "aliases", form) for form in forms or [actor.name]),
                instead=(actor.id, known),
            )


def _forms(case: Case) -> dict[str, set[str]]:
    return {known.ref.id: {form.casefold() for form in known.forms} for known in case.registry.things}


def aliases(case: Case) -> Iterator[Suggestion]:
    """Forms of the name of a known actor that its record lacks."""
    there = _forms(case)
    for actor in case.proposals.actors:
        for form in actor.aliases if actor.known else ():
            if form.casefold() in there.get(actor.id, ()):
                continue
            words = tuple(one for one in actor.words if _shown(case.text, one) == form)
            yield Suggestion(
                id=alias_id(actor.id, form),
                group=Group.ALIAS,
                title=f"“{form}” as a name of `{actor.id}`",
                reason=actor.reason,
                confidence=actor.confidence,
                words=words or actor.words,
                changes=(Item(_path(Kind.ACTOR, actor.id), "aliases", form),),
            )


def principals(case: Case) -> Iterator[Suggestion]:
    """The actors that are named most, held against the most often named of all."""
    actors = sorted(case.proposals.actors, key=lambda actor: -len(actor.words))
    most = len(actors[0].words) if actors else 0
    least = max(PRINCIPAL, ceil(most / 8))
    room = max(0, PRINCIPALS - len(case.present.actors))
    often = [actor for actor in actors if len(actor.words) >= least and actor.id not in case.present.actors]
    for actor in often[:room]:
        needs, either = case.asks((actor.id,))
        yield Suggestion(
            id=f"principal:{actor.id}",
            group=Group.PRINCIPAL,
            title=actor.name,
            reason=f"named {len(actor.words)} times",
            confidence=_of_principal(actor, most),
            words=actor.words,
            changes=(Item(case.present.path, "actors", actor.id),),
            needs=needs,
            either=either,
        )


def _of_principal(actor: ProposedActor, most: int) -> Confidence:
    often = Confidence.HIGH if 2 * len(actor.words) >= most else Confidence.MEDIUM
    return often if actor.known or actor.confidence is Confidence.HIGH else Confidence.LOW


def new_events(case: Case) -> Iterator[Suggestion]:
    """Events to be created."""
    for event in case.proposals.events:
        if event.id in case.new:
            yield Suggestion(
                id=case.new[event.id],
                group=Group.EVENT,
                title=f"{event.name}, {event.date}" if event.date else event.name,
                reason=event.reason,
                confidence=event.confidence,
                words=event.words,
                changes=(NewRecord(Ref(Kind.EVENT, event.id), _keys_of(event, case)),),
            )


def _keys_of(event: ProposedEvent, case: Case) -> Keys:
    date = ("date", event.date) if event.date else ("date_note", "not dated in the text")
    actors = tuple(id_ for id_ in event.actors if id_ in case.known)
    status = "planned" if _is_after(event.date, case.text.published) else "occurred"
    return ("name", event.name), date, *_if_any("actors", actors), ("status", status)


def _is_after(date: str | None, published: str | None) -> bool:
    """Whether a date is later than that of the text, as far as both are known."""
    if not date or not published:
        return False
    first, second = (one.partition("/")[0].rstrip("?~%") for one in (date, published))
    length = min(len(first), len(second))
    return first[:length] > second[:length] and not date.startswith("..")


def new_places(case: Case) -> Iterator[Suggestion]:
    """Places to be created."""
    for place in case.proposals.places:
        if case.new.get(place.id) == f"{Kind.PLACE}:{place.id}":
            yield Suggestion(
                id=case.new[place.id],
                group=Group.PLACE,
                title=place.name,
                reason=place.reason,
                confidence=place.confidence,
                words=place.words,
                changes=(NewRecord(Ref(Kind.PLACE, place.id), (("name", place.name),)),),
            )


def dates_of_events(case: Case) -> Iterator[Suggestion]:
    """Dates that the records of known events lack."""
    undated = {known.ref.id for known in case.registry.things if known.ref.kind is Kind.EVENT and not known.date}
    for event in case.proposals.events:
        if event.known and event.date and event.id in undated:
            yield Suggestion(
                id=f"date:{event.id}",
                group=Group.DATE,
                title=f"{event.date} as the date of `{event.id}`",
                reason=event.reason,
                confidence=event.confidence,
                words=event.words,
                changes=(Key(_path(Kind.EVENT, event.id), "", "date", event.date),),
            )


def _if_any(key: str, values: tuple[str, ...]) -> Keys:
    return ((key, values),) if values else ()


def _path(kind: Kind, id_: str) -> str:
    return f"content/{Ref(kind, id_).stem}.yml"


def _shown(text: Text, words: Words) -> str:
    return text.article.passages[words.passage].text[words.start : words.end]
