"""The states of all briefings, before and after an update, and the changes that other records and pages depend on."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from math import inf, nan
from operator import attrgetter
from typing import NamedTuple, TypeVar

from generator.checks.registry import Speakers
from generator.content.visibility import convert_to_moment, get_utc_offset
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental.briefing_work import (
    ENTRIES,
    PAGE_SPACES,
    STATE,
    STATE_CODEC,
    TEXTS,
    BriefingResult,
    BriefingState,
)
from generator.incremental.dependency_tracker import (
    ARTICLE,
    BRIEFING,
    CARD,
    CARD_CODEC,
    CHANGES,
    GENERAL,
    NOTICE,
    SENTENCES,
    STATEMENTS,
)
from generator.incremental.fact_counts import FactCounts
from generator.incremental.index_entries import unpack_entries
from generator.incremental.postings import PostingsUpdate
from generator.index.dependencies import hash_read
from generator.infra.mappings import find_changed_keys, map_values, remove_keys
from generator.infra.serialization import Codec, Raw
from generator.infra.store import Store
from generator.model.kinds import Ref

SIGNATURES, FACTS, DIAGNOSED, UNPUBLISHED, ZONE = "signatures", "facts", "diagnosed", "unpublished", "zone"
"""Keys in the space `GENERAL`: the signatures of all briefings, the counts of their facts, the diagnostics of those
that have any, the ids of those whose diagnostics are not stored, and the time zone of the last build."""
NEEDED_BY = "needed_by"
"""The space that has, by id, the ids of the briefings that need it."""

FACTS_CODEC = Codec(dict[str, dict[str, int]])
DIAGNOSED_CODEC = Codec(dict[str, tuple[Diagnostic, ...]])
ID_LIST_CODEC = Codec(list[str])
"""The codec of the ids of unpublished briefings, and of those that need a record."""
ZONE_CODEC = Codec(float)
"""The codec of the offset of the time zone from UTC, in seconds."""
_RAW_STATEMENTS_CODEC = Codec(dict[str, Raw])
"""The codec of the statements of a briefing by id, without decoding them."""
_RAW_CHANGES_CODEC = Codec(dict[str, Raw])
"""The codec of the changes of a briefing by slug, without decoding them."""
_RAW_SENTENCES_CODEC = Codec(dict[Ref, Raw])
"""The codec of the sentences of a briefing by record, without decoding them."""

K = TypeVar("K", str, Ref)

_LONGEST_SHIFT = 27 * 3600
"""Seconds by which a day may begin earlier or later in another time zone, rounded up."""


class Signature(NamedTuple):
    """The part of a briefing's state that other briefings depend on, and for how long it is valid.

    `attributions` has their ids with the ids of their speakers, None if an error hides an attribution; `leads_to` is
    the id of the briefing to whose page links lead, None if there is no page. The range is half-open, in seconds since
    1970.
    """

    attributions: Speakers | None
    leads_to: str | None
    formerly: tuple[str, ...]
    since: float
    until: float

    @classmethod
    def read(cls, state: BriefingState) -> "Signature":
        """Return the signature of a state."""
        return cls(state.attributions, state.leads_to, state.formerly, state.decision.since, state.decision.until)

    @property
    def public(self) -> tuple[object, ...]:
        """The part that others depend on."""
        return self[:3]

    def is_valid(self, earliest: float, latest: float) -> bool:
        """Check whether it is valid in a whole range of time."""
        return self.since <= earliest and latest < self.until


SIGNATURES_CODEC = Codec(dict[str, Signature])


class BriefingStates:
    """The states of all briefings; a state is read from the store when it is needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._signatures = SIGNATURES_CODEC.decode_or(store.get(GENERAL, SIGNATURES), {})
        self._removed: set[str] = set()
        self._added: set[str] = set()
        self._new_states: dict[str, BriefingState] = {}
        self.hides = False
        """True if `save` removed a page or a notice that was published."""

    # All briefings

    @property
    def ids(self) -> set[str]:
        """The ids of all briefings that are known."""
        return set(self._signatures)

    @property
    def attributions(self) -> dict[str, Speakers | None]:
        """The attributions of each briefing, with their speakers."""
        return map_values(attrgetter("attributions"), self._signatures)

    @property
    def former_ids(self) -> dict[str, tuple[str, ...]]:
        """The former ids of briefings that have any."""
        return {id_: signature.formerly for id_, signature in self._signatures.items() if signature.formerly}

    @property
    def destinations(self) -> dict[Ref, Ref | None]:
        """The targets of links to briefings that have no page of their own."""
        targets: dict[Ref, Ref | None] = {}
        for id_, signature in self._signatures.items():
            if signature.leads_to != id_:
                targets[Ref.of_briefing(id_)] = Ref.of_briefing(signature.leads_to) if signature.leads_to else None
        return targets

    @property
    def unpublished(self) -> set[Ref]:
        """Briefings whose diagnostics are not stored, as their texts are not published; they are checked each time."""
        return set(map(Ref.of_briefing, ID_LIST_CODEC.decode_or(self._store.get(GENERAL, UNPUBLISHED), [])))

    @property
    def next_change(self) -> dt.datetime | None:
        """The next moment at which a decision changes."""
        return convert_to_moment(min((signature.until for signature in self._signatures.values()), default=inf))

    def find_outdated(self, now: dt.datetime) -> set[Ref]:
        """Return the briefings whose decisions are not valid at a moment.

        In another time zone days begin at another moment, so briefings whose decision changes soon are outdated too.
        """
        seconds, offset = now.timestamp(), get_utc_offset(now)
        is_same_zone = ZONE_CODEC.decode_or(self._store.get(GENERAL, ZONE), nan) == offset
        if not is_same_zone:
            self._store.put(GENERAL, {ZONE: ZONE_CODEC.encode(offset)})
        margin = 0 if is_same_zone else _LONGEST_SHIFT
        outdated: set[Ref] = set()
        for id_, signature in self._signatures.items():
            if not signature.is_valid(seconds - margin, seconds + margin):
                outdated.add(Ref.of_briefing(id_))
        return outdated

    def find_dependents(self, ids: Iterable[str]) -> set[Ref]:
        """Return the briefings that depend on the record with one of the ids."""
        wanted_ids = set(ids)
        dependents: set[str] = set()
        for id_ in wanted_ids:
            dependents.update(self._read_dependents(id_))
        dependents -= self._new_states.keys() | self._removed
        for id_, state in self._new_states.items():
            if not wanted_ids.isdisjoint(state.needed_ids):
                dependents.add(id_)
        return set(map(Ref.of_briefing, dependents))

    def _read_dependents(self, id_: str) -> list[str]:
        """Return the ids of the briefings that needed an id at the last build."""
        return ID_LIST_CODEC.decode_or(self._store.get(NEEDED_BY, id_), [])

    # Changes in an update

    def remove(self, ids: set[str]) -> None:
        """Remove briefings whose files no longer exist."""
        self._removed |= ids
        for id_ in ids:
            del self._signatures[id_]

    def announce(self, ids: set[str]) -> None:
        """Add new briefings before they are read, so that all ids that others may refer to are known."""
        self._added |= ids - self._signatures.keys()
        self._signatures |= {id_: Signature(None, id_, (), -inf, inf) for id_ in self._added}

    def record(self, results: Iterable[BriefingResult]) -> set[str]:
        """Store new results and return the ids whose public signature changed."""
        changed: set[str] = set()
        for result in results:
            id_, signature = result.ref.id, Signature.read(result.state)
            previous = self._signatures.get(id_)
            if previous is None or previous.public != signature.public or id_ in self._added:
                self._added.discard(id_)
                former_before = previous.formerly if previous else ()
                changed |= {id_, *set(former_before).symmetric_difference(signature.formerly)}
            self._signatures[id_] = signature
            self._new_states[id_] = result.state
        return changed

    @property
    def changed_ids(self) -> tuple[str, ...]:
        """The ids of briefings that changed or were removed."""
        return (*self._new_states, *self._removed)

    @cached_property
    def _old_states(self) -> dict[str, BriefingState]:
        """The states at the last build of briefings that changed or were removed."""
        states: dict[str, BriefingState] = {}
        for id_ in self.changed_ids:
            data = self._store.get(STATE, id_)
            if data is not None:
                states[id_] = STATE_CODEC.decode(data)
        return states

    @cached_property
    def fact_counts(self) -> FactCounts:
        """The facts of all briefings together; read it after the last `record`."""
        old_facts = [state.facts for state in self._old_states.values()]
        new_facts = [state.facts for state in self._new_states.values()]
        return FactCounts(FACTS_CODEC.decode_or(self._store.get(GENERAL, FACTS), {}), old_facts, new_facts)

    @cached_property
    def _diagnosed(self) -> dict[str, tuple[Diagnostic, ...]]:
        """The diagnostics of all briefings that have any."""
        stored = DIAGNOSED_CODEC.decode_or(self._store.get(GENERAL, DIAGNOSED), {})
        diagnosed = remove_keys(stored, self.changed_ids)
        for id_, state in self._new_states.items():
            if state.diagnostics:
                diagnosed[id_] = state.diagnostics
        return diagnosed

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics of single briefings."""
        return list(chain.from_iterable(self._diagnosed.values()))

    @property
    def _unpublished(self) -> set[str]:
        """The ids of briefings with diagnostics whose texts are not published; all of them have a new state."""
        unpublished: set[str] = set()
        for id_, state in self._new_states.items():
            if state.diagnostics and not state.decision.state.is_full:
                unpublished.add(id_)
        return unpublished

    @property
    def labels(self) -> dict[str, str | None]:
        """The titles of changed briefings by stem, after `save`; None for those without a page."""
        labels: dict[str, str | None] = {}
        for id_ in self.changed_ids:
            data = self._store.get(CARD, id_)
            labels[f"briefings/{id_}"] = CARD_CODEC.decode(data).title if data else None
        return labels

    def save(self, results: Iterable[BriefingResult], postings: PostingsUpdate) -> Iterator[int]:
        """Write all changes to the store and to `postings`; yield the read hashes of the changes."""
        if not (self._new_states or self._removed):
            return
        new_data: dict[str, Mapping[str, bytes]] = {}
        for id_ in self._removed:
            new_data[id_] = {}
        for result in results:
            new_data[result.ref.id] = result.data
        for space in PAGE_SPACES:
            previous = {id_: self._store.get(space, id_) for id_ in self._old_states}
            current = {id_: data.get(space) for id_, data in new_data.items()}
            self.hides = self.hides or _hides_page(space, previous, current)
            yield from _hash_changes(space, previous, current)
            if space == ENTRIES:
                for id_, packed in current.items():
                    postings.replace(unpack_entries(previous.get(id_)), unpack_entries(packed))
            self._store.put(space, current)
        for space in (STATE, TEXTS):
            self._store.put(space, {id_: data.get(space) for id_, data in new_data.items()})
        self._store.put(NEEDED_BY, dict(self._update_dependents()))
        unpublished = self._unpublished
        diagnosed = remove_keys(self._diagnosed, unpublished)
        self._store.put(
            GENERAL,
            {
                SIGNATURES: SIGNATURES_CODEC.encode(self._signatures),
                FACTS: FACTS_CODEC.encode(self.fact_counts.after),
                DIAGNOSED: DIAGNOSED_CODEC.encode(diagnosed),
                UNPUBLISHED: ID_LIST_CODEC.encode(sorted(unpublished)),
            },
        )

    def _update_dependents(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield each id whose dependents changed, with the packed ids of the dependents; None if there are none."""
        added: dict[str, set[str]] = defaultdict(set)
        removed: dict[str, set[str]] = defaultdict(set)
        for states, changes in ((self._old_states, removed), (self._new_states, added)):
            for id_, state in states.items():
                for needed_id in state.needed_ids:
                    changes[needed_id].add(id_)
        for needed_id in added.keys() | removed.keys():
            if added[needed_id] != removed[needed_id]:
                previous = set(self._read_dependents(needed_id))
                current = sorted(previous - removed[needed_id] | added[needed_id])
                yield needed_id, ID_LIST_CODEC.encode(current) if current else None


def _hides_page(space: str, previous: Mapping[str, bytes | None], current: Mapping[str, bytes | None]) -> bool:
    """Check whether a text or a notice is no longer published."""
    if space not in {CARD, NOTICE}:
        return False
    return any(data is not None and current.get(id_) is None for id_, data in previous.items())


# The read hashes of changes


def _hash_changes(
    space: str, previous: Mapping[str, bytes | None], current: Mapping[str, bytes | None]
) -> Iterator[int]:
    """Yield the read hashes of the changes in a space that pages show."""
    for id_, new in current.items():
        old = previous.get(id_)
        if space in {CARD, BRIEFING, ARTICLE, NOTICE} and old != new:
            yield hash_read(space, id_)
        if space == CARD:
            yield from _hash_card_changes(id_, old, new)
        elif space == STATEMENTS:
            for statement_id in _find_changed_parts(_RAW_STATEMENTS_CODEC, old, new):
                yield hash_read("statement", f"briefings/{id_}#{statement_id}")
        elif space == SENTENCES:
            for ref in _find_changed_parts(_RAW_SENTENCES_CODEC, old, new):
                yield hash_read(space, f"{id_} {ref.stem}")
        elif space == CHANGES:
            for slug in _find_changed_parts(_RAW_CHANGES_CODEC, old, new):
                yield hash_read("change", f"{id_}#{slug}")


def _hash_card_changes(id_: str, old: bytes | None, new: bytes | None) -> Iterator[int]:
    previous, current = (CARD_CODEC.decode(data) if data else None for data in (old, new))
    if not (previous and current and previous.title == current.title):
        yield hash_read("label", f"briefings/{id_}")
    if not (previous and current and previous.order == current.order):
        yield hash_read("briefings")


def _find_changed_parts(codec: Codec[dict[K, Raw]], old: bytes | None, new: bytes | None) -> set[K]:
    """Return the keys of a packed mapping whose values changed: values are equal if their bytes are."""
    return find_changed_keys(codec.decode_or(old, {}), codec.decode_or(new, {}))
