"""Which subjects are to be rendered anew, and rendering them; what each has read is kept for the next time.

A subject's pages are not here: the store has their paths and digests. Subjects that were found stale stay so until
their pages are written, whatever happens in between.
"""

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from generator import pages, seen
from generator.model.site import Site
from generator.packing import pack_plain, unpack_plain
from generator.pages.page import Page, Part
from generator.pages.standpoint import Standpoints
from generator.remembered.index import index_of
from generator.remembered.shelf import Shelf
from generator.store import Store

READS, MADE, STALE = "reads", "made", "stale"
"""Spaces by subject: the marks of what it has read, its pages with their digests, and what of it is out of date."""

_MARKS = "I"
"""Marks as an array of 32 bits each."""
_BASIS, _REST = "basis", ""
"""Among the paths of parts that were made apart: what all of these rest on, and what the other pages have read."""

Reads = dict[str, bytes]
"""Marks of what was read, by the path of a part, or `_BASIS`, or `_REST`."""


@dataclass(frozen=True, slots=True)
class Task:
    """A subject to render; `known` are the parts of its lists that are up to date."""

    subject: str
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A subject with the pages that were made, the paths of those that were known, and the marks of what was read."""

    subject: str
    pages: tuple[Page, ...]
    known: tuple[str, ...]
    reads: Reads

    @property
    def digests(self) -> dict[str, str]:
        """Its pages by path, with the digests of their texts."""
        return {page.path: seen.digest(page.text.encode()) for page in self.pages}


@dataclass(frozen=True, slots=True)
class Left:
    """A subject whose pages lie elsewhere: their digests by path."""

    subject: str
    digests: dict[str, str]
    known: tuple[str, ...]
    reads: Reads


def mark_stale(store: Store, site: Site, changed: AbstractSet[int] | None) -> None:
    """Notes the subjects that have read something that changed, new ones, and those that are gone."""
    if changed is not None and not changed:
        return
    there = subjects(store, site)
    known: dict[str, Reads] = {subject: unpack_plain(reads) for subject, reads in store.items(READS)}
    noted: dict[str, list[str] | None] = dict.fromkeys(there ^ known.keys() | (there if changed is None else set()))
    for subject, reads in known.items():
        if changed and subject not in noted and (touched := _touched(reads, changed)):
            noted[subject] = None if _BASIS in touched else touched
    before = stale(store)
    store.put(STALE, {subject: _joined(parts, before.get(subject, [])) for subject, parts in noted.items()})


def _touched(reads: Reads, changed: AbstractSet[int]) -> list[str]:
    return [path for path, marks in reads.items() if not changed.isdisjoint(array(_MARKS, marks))]


def _joined(some: list[str] | None, others: list[str] | None) -> bytes:
    return b"" if some is None or others is None else pack_plain([*some, *others])


def subjects(store: Store, site: Site) -> set[str]:
    """All that there are now."""
    return set(pages.subjects(index_of(Shelf(store), site)))


def stale(store: Store) -> dict[str, list[str] | None]:
    """The subjects that are out of date, those that are gone among them: with the parts of lists that are, or all."""
    return {subject: unpack_plain(parts) if parts else None for subject, parts in store.items(STALE)}


def tasks(store: Store, site: Site, stale: Mapping[str, list[str] | None]) -> list[Task]:
    """What is to be rendered of the subjects that are out of date."""
    there = subjects(store, site) if stale else set()
    order = sorted(stale.keys() & there, key=lambda subject: (not _is_of_all(subject), subject))
    return [Task(subject, _known(store, subject, stale[subject])) for subject in order]


def _is_of_all(subject: str) -> bool:
    """Whether it shows all there is of a kind: these take longest, and are begun first."""
    return "/" not in subject or subject.endswith("/index")


def _known(store: Store, subject: str, touched: list[str] | None) -> frozenset[str]:
    if touched is None:
        return frozenset()
    return frozenset(unpack_plain(store.get(READS, subject))) - {_BASIS, _REST, *touched}


class Renderer:
    """Renders subjects of one index; what several pages have in common is kept at hand."""

    def __init__(self, store: Store, site: Site) -> None:
        self._index = index_of(Shelf(store), site)
        self._standpoints = Standpoints(self._index)

    def render(self, task: Task) -> Rendered:
        """The pages of a subject, which must be there."""
        with self._index.reads.noting() as noted:
            found = list(pages.render_subject(self._standpoints, task.subject))
        made = [page for page in found if isinstance(page, Page)]
        parts = [part for part in found if isinstance(part, Part)]
        reads = {_REST: _marks(noted), _BASIS: _marks(frozenset[int]().union(*(part.basis for part in parts)))}
        for part in parts:
            if part.path not in task.known:
                with self._index.reads.noting() as own:
                    made.append(part.make())
                reads[part.path] = _marks(own)
        known = tuple(part.path for part in parts if part.path in task.known)
        return Rendered(task.subject, tuple(made), known, reads)


def _marks(noted: AbstractSet[int]) -> bytes:
    return array(_MARKS, sorted(noted)).tobytes()


def made(store: Store) -> dict[str, dict[str, str]]:
    """By subject, the paths of its pages with their digests, as they were rendered last."""
    return {subject: unpack_plain(data) for subject, data in store.items(MADE)}


def keep(store: Store, rendered: Iterable[Left], stale: AbstractSet[str]) -> None:
    """Remembers what was rendered, once its pages are written, and that of the stale subjects no others are there."""
    found = {one.subject: one for one in rendered}
    gone = dict.fromkeys(stale - found.keys())
    store.put(READS, {**{subject: _with_known(store, READS, one, one.reads) for subject, one in found.items()}, **gone})
    store.put(MADE, {**{subject: _with_known(store, MADE, one, one.digests) for subject, one in found.items()}, **gone})
    store.put(STALE, dict.fromkeys(stale))


def _with_known(store: Store, space: str, one: Left, anew: Mapping[str, Any]) -> bytes:
    """What is to be remembered of a subject: of the parts that were known, what was before."""
    before = unpack_plain(store.get(space, one.subject)) if one.known else {}
    return pack_plain({**{path: before[path] for path in one.known}, **anew})


def extent(store: Store, site: Site) -> tuple[int, str]:
    """How many briefings there are, and the day of the last change to one, in ISO 8601."""
    index = index_of(Shelf(store), site)
    return len(index.cards), index.changed.get(None, "")
