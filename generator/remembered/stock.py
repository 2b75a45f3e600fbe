"""The units as they were and as they are: what they say of themselves, what they need, and what changes with them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from generator.checks.whole import Facts
from generator.diagnostics import Diagnostic
from generator.index.reads import mark
from generator.model.kinds import Kind, Ref
from generator.packing import pack, pack_plain, same, unpack, unpack_plain
from generator.remembered import shelf
from generator.remembered.lists import Lists
from generator.remembered.shelf import GENERAL, ref_of
from generator.remembered.units import BROUGHT, SHOWN, TEXTS, UNIT, Unit, Worked
from generator.store import Store

FACES, FACTS, DIAGNOSED = "faces", "facts", "diagnosed"
"""Keys in the space `GENERAL`: what units say of themselves, what all of them use, and what is wrong with some."""
NEEDED = "needed"
"""The space that has, by id, the ids of briefings whose units need it."""

Face = tuple[tuple[str, ...] | None, bool, tuple[str, ...]]
"""The ids of a briefing's attributions, None where a mistake hides one; whether it is a draft; and its former ids."""


_UNREAD: Face = (None, False, ())
"""What a briefing says of itself that was not read yet."""


class Stock:
    """All units; only those that are asked for are fetched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._faces: dict[str, Face] = {id_: (face[0], face[1], face[2]) for id_, face in self._general(FACES).items()}
        self._lost: set[str] = set()
        self._new: set[str] = set()
        self._units: dict[str, Unit] = {}

    def _general(self, key: str) -> Any:
        return unpack_plain(self._store.get(GENERAL, key))

    @property
    def ids(self) -> set[str]:
        """Those of all briefings that are known."""
        return set(self._faces)

    @property
    def attributions(self) -> dict[str, tuple[str, ...] | None]:
        """The ids of each briefing's attributions."""
        return {id_: attributions for id_, (attributions, _, _) in self._faces.items()}

    @property
    def moved(self) -> dict[str, tuple[str, ...]]:
        """The former ids of briefings that have any."""
        return {id_: formerly for id_, (_, _, formerly) in self._faces.items() if formerly}

    @property
    def drafts(self) -> set[Ref]:
        """Briefings without a page."""
        return {_briefing(id_) for id_, (_, draft, _) in self._faces.items() if draft}

    def lose(self, ids: set[str]) -> None:
        """Forgets briefings that are gone."""
        self._lost |= ids
        for id_ in ids:
            del self._faces[id_]

    def expect(self, ids: set[str]) -> None:
        """Knows of new briefings before they are read: all ids that others may mean are there."""
        self._new |= ids - self._faces.keys()
        self._faces |= dict.fromkeys(self._new, _UNREAD)

    def take(self, worked: Iterable[Worked]) -> set[str]:
        """Takes units in place of what they were; gives the ids of which they now say something else."""
        changed: set[str] = set()
        for one in worked:
            id_, face = one.ref.id, (one.unit.attributions, one.unit.draft, one.unit.formerly)
            before = self._faces.get(id_)
            if before != face or id_ in self._new:
                self._new.discard(id_)
                changed |= {id_, *set(before[2] if before else ()).symmetric_difference(face[2])}
            self._faces[id_] = face
            self._units[id_] = one.unit
        return changed

    def needing(self, ids: Iterable[str]) -> set[Ref]:
        """The briefings whose units need to know what one of the ids means."""
        asked = set(ids)
        found = {other for id_ in asked for other in self._needing(id_)} - self._units.keys() - self._lost
        found |= {id_ for id_, unit in self._units.items() if not asked.isdisjoint(unit.needs)}
        return {_briefing(id_) for id_ in found}

    def _needing(self, id_: str) -> list[str]:
        data = self._store.get(NEEDED, id_)
        found: list[str] = unpack_plain(data) if data else []
        return found

    @cached_property
    def _before(self) -> dict[str, Unit]:
        """The units that were, of those that changed or are gone."""
        found = ((id_, self._store.get(UNIT, id_)) for id_ in (*self._units, *self._lost))
        return {id_: unpack(data) for id_, data in found if data is not None}

    @cached_property
    def _counts(self) -> tuple[dict[str, dict[str, int]], dict[str, Counter[str]]]:
        """How often each thing is used, tagged and answered, as it was; and by how much that changed."""
        changes = {name: Counter[str]() for name in ("used", "tags", "answered")}
        for units, sign in ((self._before, -1), (self._units, 1)):
            for unit in units.values():
                for name, keys in _keys(unit.facts):
                    for key in keys:
                        changes[name][key] += sign
        before = self._general(FACTS)
        return {name: before.get(name, {}) for name in changes}, changes

    @property
    def facts_changed(self) -> bool:
        """Whether the rules of the whole may find anything else."""
        before, changes = self._counts
        came_or_went = any(
            (before[name].get(key, 0) == 0) != (before[name].get(key, 0) + number == 0)
            for name in ("used", "tags")
            for key, number in changes[name].items()
        )
        return came_or_went or any(changes["answered"].values()) or bool(self._hidden)

    @property
    def _hidden(self) -> frozenset[Ref]:
        return frozenset(ref for unit in self._units.values() for ref in unit.facts.hidden)

    @cached_property
    def _counted(self) -> dict[str, dict[str, int]]:
        before, changes = self._counts
        summed = {name: Counter(before[name]) for name in before}
        for name, change in changes.items():
            summed[name].update(change)
        return {name: {key: number for key, number in counts.items() if number} for name, counts in summed.items()}

    @property
    def facts(self) -> Facts:
        """What all units have together."""
        counts = self._counted
        return Facts(
            used=frozenset(map(ref_of, counts["used"])),
            tags=frozenset(counts["tags"]),
            answered=tuple(Counter(counts["answered"]).elements()),
            hidden=self._hidden,
        )

    @cached_property
    def _diagnosed(self) -> dict[str, tuple[Diagnostic, ...]]:
        data = self._store.get(GENERAL, DIAGNOSED)
        known: dict[str, tuple[Diagnostic, ...]] = unpack(data) if data else {}
        known |= {id_: unit.diagnostics for id_, unit in self._units.items()}
        return {id_: found for id_, found in known.items() if found and id_ not in self._lost}

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with single briefings."""
        return [one for found in self._diagnosed.values() for one in found]

    @property
    def labels(self) -> dict[str, str | None]:
        """The titles of those that changed and have a page, by stem, once they are kept; None for the others."""
        cards = {id_: self._store.get(shelf.CARD, id_) for id_ in (*self._units, *self._lost)}
        return {f"briefings/{id_}": unpack(data).title if data else None for id_, data in cards.items()}

    def keep(self, worked: Iterable[Worked], lists: Lists) -> Iterator[int]:
        """Puts what has changed into the store and the lists; gives the marks of it."""
        if not (self._units or self._lost):
            return
        kept = {one.ref.id: one.kept for one in worked}
        for space in SHOWN:
            before = {id_: self._store.get(space, id_) for id_ in self._before}
            after = {id_: kept.get(id_, {}).get(space) for id_ in (*kept, *self._lost)}
            yield from _marks(space, before, after)
            if space == BROUGHT:
                for id_, new in after.items():
                    lists.replace(unpack_plain(before.get(id_)), unpack_plain(new))
            self._store.put(space, after)
        for space in (UNIT, TEXTS):
            self._store.put(space, {id_: kept.get(id_, {}).get(space) for id_ in (*kept, *self._lost)})
        self._store.put(NEEDED, dict(self._needed()))
        self._store.put(
            GENERAL,
            {
                FACES: pack_plain(self._faces),
                FACTS: pack_plain(self._counted),
                DIAGNOSED: pack(self._diagnosed),
            },
        )

    def _needed(self) -> Iterator[tuple[str, bytes | None]]:
        """By id, who needs it now, where that changed."""
        came: dict[str, set[str]] = defaultdict(set)
        went: dict[str, set[str]] = defaultdict(set)
        for units, moved in ((self._before, went), (self._units, came)):
            for id_, unit in units.items():
                for need in unit.needs:
                    moved[need].add(id_)
        for need in came.keys() | went.keys():
            if came[need] != went[need]:
                found = sorted({*self._needing(need)} - went[need] | came[need])
                yield need, pack_plain(found) if found else None


def _briefing(id_: str) -> Ref:
    return Ref(Kind.BRIEFING, id_)


def _keys(facts: Facts) -> Iterator[tuple[str, Iterable[str]]]:
    yield "used", [ref.stem for ref in facts.used]
    yield "tags", facts.tags
    yield "answered", facts.answered


def _marks(space: str, before: Mapping[str, bytes | None], after: Mapping[str, bytes | None]) -> Iterator[int]:
    """The marks of what is not what it was, in a space of what pages show."""
    for id_, new in after.items():
        old = before.get(id_)
        if space in {shelf.CARD, shelf.BRIEFING} and not same(old, new):
            yield mark(space, id_)
        if space == shelf.CARD:
            yield from _listed(id_, old, new)
        elif space == shelf.SAID:
            yield from (mark("statement", f"briefings/{id_}#{one}") for one in _different(old, new))
        elif space == shelf.SENTENCES:
            yield from (mark(space, f"{id_} {ref.stem}") for ref in _different(old, new))


def _listed(id_: str, old: bytes | None, new: bytes | None) -> Iterator[int]:
    before, after = (unpack(data) if data else None for data in (old, new))
    if not (before and after and before.title == after.title):
        yield mark("label", f"briefings/{id_}")
    if not (before and after and before.order == after.order):
        yield mark("briefings")


def _different(old: bytes | None, new: bytes | None) -> Iterable[Any]:
    before, after = (unpack(data) if data else {} for data in (old, new))
    return [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
