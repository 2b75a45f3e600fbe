"""Rules for values that must agree: dates in order, no duplicates in lists, keys that fit a type, no self-disputes.

Each rule compares values of one record; only `self-dispute` also needs the speakers of other briefings. Dates are
compared only if both are certain: an open, uncertain or approximate date is never out of order.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.checks.registry import Registry, get_briefing_speakers
from generator.content.reader import BriefingSource, Record
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.phrases import add_backticks
from generator.model.briefing import UNATTRIBUTED, Attribution, Metadata, Voice
from generator.model.dates import EdtfDate, Qualifier
from generator.model.entities import Actor, ActorType, Entity, Source
from generator.model.kinds import AttributionKind
from generator.model.messages import KeyPath
from generator.model.references import collect_kinds_by_key


class _TypeConflict(NamedTuple):
    """Keys that records of some types do not have, and the help if such a record has one of them."""

    model: type[Actor | Source]
    noun: str
    types: frozenset[str]
    keys: tuple[str, ...]
    advice: str


_TYPE_CONFLICTS = (
    _TypeConflict(
        Actor,
        "an actor",
        frozenset(get_args(ActorType)) - {"person"},
        ("died",),
        "only people die; write in `description` when an organization ended",
    ),
    _TypeConflict(
        Actor,
        "an actor",
        frozenset({"collective"}),
        ("roles",),
        "a collective holds no office; add the role to its members",
    ),
    _TypeConflict(
        Source,
        "a source",
        frozenset({"personal-communication"}),
        ("url", "archived", "accessed"),
        "change `type`; a message to the desk is not on the web",
    ),
)
"""The keys that do not fit all types of their kind. All other keys do."""


class _KindConflict(NamedTuple):
    """A key that attributions of some kinds do not have, and the help if such an attribution has it."""

    key: str
    kinds: frozenset[AttributionKind]
    advice: str


_KIND_CONFLICTS = (
    _KindConflict(
        "denies",
        frozenset(AttributionKind) - {AttributionKind.DENIAL},
        "use `kind: denial`, or delete `denies`; use `disputes` for the attribution that it contradicts",
    ),
    _KindConflict(
        "direct",
        frozenset({AttributionKind.SILENCE}),
        "delete `direct`; silence has no words to quote",
    ),
)
"""The keys that do not fit all kinds of attribution."""

_ATTRIBUTION_IDS = frozenset({"disputes", "attributions"})
"""Keys of lists of attribution ids; all other lists of ids refer to records."""


@dataclass(frozen=True, slots=True)
class _DatedKey:
    """A key of a record with its date; None if the record has no such key."""

    path: KeyPath
    date: EdtfDate | None


def check_entity(record: Record[Entity]) -> Iterator[Diagnostic]:
    """Check rules `misplaced-key`, `date-order` and `repeated-entry` in the record of an entity."""
    value = record.value
    yield from _check_repeated(record, value, ())
    yield from _check_type(record)
    if isinstance(value, Actor):
        yield from _check_roles(record, value)
    elif isinstance(value, Source):
        issued = _DatedKey(("issued",), value.issued)
        yield from _check_order(record, _DatedKey(("accessed",), value.accessed), issued, "it was issued")


def check_briefing(briefing: BriefingSource, registry: Registry) -> Iterator[Diagnostic]:
    """Check the same rules in a briefing, and `withdrawal-note`, `self-dispute` and `missing-key` of corrections."""
    record, metadata = briefing.metadata, briefing.metadata.value
    yield from _check_repeated(record, metadata, ())
    yield from _check_dates(record, metadata)
    yield from _check_withdrawal(record, metadata)
    for position, attribution in enumerate(metadata.attributions):
        yield from _check_kind_keys(record, position, attribution)
    yield from _check_disputes(briefing, registry)


# Keys and types


def _check_type(record: Record[Entity]) -> Iterator[Diagnostic]:
    for conflict in _TYPE_CONFLICTS:
        if not isinstance(record.value, conflict.model) or record.value.type not in conflict.types:
            continue
        for key in conflict.keys:
            if getattr(record.value, key):
                message = f"`{key}` of {conflict.noun} of the type `{record.value.type}`"
                yield from _misplaced(record, (key,), message, conflict.advice, ("type",))


def _check_kind_keys(record: Record[Metadata], position: int, attribution: Attribution) -> Iterator[Diagnostic]:
    path = ("attributions", position)
    for conflict in _KIND_CONFLICTS:
        if attribution.kind in conflict.kinds and getattr(attribution, conflict.key):
            message = f"`{conflict.key}` in an attribution of the kind `{attribution.kind}`"
            yield from _misplaced(record, (*path, conflict.key), message, conflict.advice, (*path, "kind"))


def _misplaced(
    record: Record[Any], path: KeyPath, message: str, advice: str, type_path: KeyPath
) -> Iterator[Diagnostic]:
    """Report a key that does not fit the type or kind at another path."""
    yield from record.diagnose("misplaced-key", path, message, advice, at_key=True, depends_on=(type_path,))


# Dates


def _check_roles(record: Record[Entity], actor: Actor) -> Iterator[Diagnostic]:
    died = _DatedKey(("died",), actor.died)
    for position, role in enumerate(actor.roles):
        begun = _DatedKey(("roles", position, "from"), role.from_)
        yield from _check_order(record, _DatedKey(("roles", position, "to"), role.to), begun, "the role began")
        yield from _check_order(record, died, begun, "a role began")


def _check_dates(record: Record[Metadata], metadata: Metadata) -> Iterator[Diagnostic]:
    published = _DatedKey(("published",), metadata.published)
    event = "the briefing was published"
    yield from _check_order(record, _DatedKey(("updated",), metadata.updated), published, event)
    for position, correction in enumerate(metadata.corrections):
        corrected = _DatedKey(("corrections", position, "date"), correction.date)
        yield from _check_order(record, corrected, published, event)
        if correction.kind != "withdrawal" and not _is_before(correction.date, metadata.published):
            yield from _check_update(record, corrected.path, correction.date)


def _check_update(record: Record[Metadata], path: KeyPath, date: EdtfDate) -> Iterator[Diagnostic]:
    """Report a correction that changed the text, if `updated` is missing or older."""
    updated = record.value.updated
    if not updated:
        message, advice = "a correction, but `updated` is missing", "add its date as `updated: …`"
        yield from record.diagnose("missing-key", path[:2], message, advice, depends_on=(("updated",),))
    elif _is_before(updated, date):
        message = f"`updated` (`{updated.text}`) is before this correction of `{date.text}`"
        advice = "set `updated` to the date of the correction"
        yield from record.diagnose("date-order", path, message, advice, depends_on=(("updated",),))


def _check_order(record: Record[Any], later: _DatedKey, earlier: _DatedKey, event: str) -> Iterator[Diagnostic]:
    """Report a date that is certainly before the `earlier` one, the date of an `event`."""
    if later.date and earlier.date and _is_before(later.date, earlier.date):
        message = f"`{later.path[-1]}` (`{later.date.text}`) is before {event} (`{earlier.date.text}`)"
        advice = f"correct one of the two dates; the other is `{earlier.path[-1]}`"
        yield from record.diagnose("date-order", later.path, message, advice, depends_on=(earlier.path,))


def _is_before(date: EdtfDate, other: EdtfDate) -> bool:
    """Check whether a date is certainly before another one: on all days that the two may mean."""
    if Qualifier.EXACT not in {date.qualifier} & {other.qualifier}:
        return False
    return bool(date.latest and other.earliest and date.latest < other.earliest)


# Corrections and disputes


def _check_withdrawal(record: Record[Metadata], metadata: Metadata) -> Iterator[Diagnostic]:
    """Report a withdrawal without a reason; a briefing that redirects has no page for one."""
    if record.has_invalid_part(("corrections",)):
        return
    needs_note = metadata.status == "withdrawn" and metadata.withdrawal != "redirect"
    if needs_note and "withdrawal" not in {correction.kind for correction in metadata.corrections}:
        advice = "add the reason to `corrections`, with `kind: withdrawal`; readers see it in place of the text"
        yield from record.diagnose("withdrawal-note", ("status",), "the briefing is withdrawn without a note", advice)


def _check_disputes(briefing: BriefingSource, registry: Registry) -> Iterator[Diagnostic]:
    record = briefing.metadata
    ids = [attribution.id for attribution in record.value.attributions]
    for position, attribution in enumerate(record.value.attributions):
        for number, name in enumerate(attribution.disputes):
            path = ("attributions", position, "disputes", number)
            folder, _, id_ = name.rpartition("/")
            if folder not in {"", briefing.ref.id}:
                disputed_speakers = get_briefing_speakers(registry, folder).get(id_, ())
                shared_ids = set(attribution.named_speakers).intersection(disputed_speakers)
                yield from _report_own(record, path, name, add_backticks(sorted(shared_ids)), position)
            elif id_ == attribution.id:
                message = f"the attribution `{id_}` disputes itself"
                advice = "use the id of the attribution that it contradicts"
                yield from record.diagnose("self-dispute", path, message, advice)
            elif id_ in ids:
                disputed_position = ids.index(id_)
                disputed = record.value.attributions[disputed_position]
                shared = _collect_speakers(attribution) & _collect_speakers(disputed)
                shared_speakers = sorted(map(_format_speaker, shared))
                yield from _report_own(record, path, name, shared_speakers, position, disputed_position)


def _report_own(
    record: Record[Metadata], path: KeyPath, name: str, speakers: list[str], *compared: int
) -> Iterator[Diagnostic]:
    """Report a speaker who disputes its own words, unless the `by` of a compared attribution is invalid."""
    if speakers:
        message = f"`{name}` has the same speaker: {speakers[0]}"
        advice = "use `disputes` for the words of other speakers; if a speaker retracts something, write so in `says`"
        speaker_paths = tuple(("attributions", position, "by") for position in compared)
        yield from record.diagnose("self-dispute", path, message, advice, depends_on=speaker_paths)


_SpeakerKey = tuple[str | None, str | None, str | None, str | None]


def _collect_speakers(attribution: Attribution) -> frozenset[_SpeakerKey]:
    """Return keys by which speakers are compared; an `unattributed` statement has none."""
    return frozenset(_make_speaker_key(voice) for voice in attribution.by if voice.actor != UNATTRIBUTED)


def _make_speaker_key(voice: Voice) -> _SpeakerKey:
    unnamed = voice.unnamed.casefold() if voice.unnamed else None
    return voice.actor, unnamed, voice.within, voice.place


def _format_speaker(key: _SpeakerKey) -> str:
    actor, unnamed, *_ = key
    return f"`{actor}`" if actor else f"“{unnamed}”"


# Lists


def _check_repeated(record: Record[Any], value: BaseModel, path: KeyPath) -> Iterator[Diagnostic]:
    """Report each id, or speaker, that occurs twice in its list, at every depth of a record."""
    keys_of_id_lists = _ATTRIBUTION_IDS | collect_kinds_by_key(type(value)).keys()
    for name, field in type(value).model_fields.items():
        items, key = getattr(value, name), field.alias or name
        if isinstance(items, tuple) and key in keys_of_id_lists:
            yield from _check_list(record, items, (*path, key))


def _check_list(record: Record[Any], items: tuple[Any, ...], path: KeyPath) -> Iterator[Diagnostic]:
    positions: dict[Hashable, int] = {}
    for position, item in enumerate(items):
        item_path = (*path, position)
        if isinstance(item, BaseModel) and not isinstance(item, Voice):
            yield from _check_repeated(record, item, item_path)
            continue
        identity: Hashable = item
        shown = f"`{item}`"
        if isinstance(item, Voice):
            speaker = identity = _make_speaker_key(item)
            shown = _format_speaker(speaker)
        earlier = positions.setdefault(identity, position)
        if earlier != position:
            message = f"{shown} is already entry {earlier + 1} of `{path[-1]}`"
            yield from record.diagnose("repeated-entry", item_path, message, "delete one of the two")
