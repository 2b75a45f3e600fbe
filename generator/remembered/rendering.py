"""Which subjects are to be rendered anew, and rendering them; what each has read is kept for the next time.

A subject's pages are not here: the store has their paths and digests. Subjects that were found stale stay so until
their pages are written, whatever happens in between.
"""

from array import array
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator import pages, seen
from generator.model.site import Site
from generator.packing import pack_plain, unpack_plain
from generator.pages.page import Page
from generator.pages.standpoint import Standpoints
from generator.remembered.shelf import Shelf, index_of
from generator.store import Store

READS, MADE, STALE = "reads", "made", "stale"
"""Spaces by subject: the marks of what it has read, its pages with their digests, and whether they are out of date."""

_MARKS = "I"
"""Marks as an array of 32 bits each."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A subject with its pages, and the marks of what they show."""

    subject: str
    pages: tuple[Page, ...]
    reads: bytes

    @property
    def digests(self) -> dict[str, str]:
        """Its pages by path, with the digests of their texts."""
        return {page.path: seen.digest(page.text.encode()) for page in self.pages}


@dataclass(frozen=True, slots=True)
class Left:
    """A subject whose pages lie elsewhere: their digests by path, and the marks of what they show."""

    subject: str
    digests: dict[str, str]
    reads: bytes


def mark_stale(store: Store, site: Site, changed: AbstractSet[int] | None) -> None:
    """Notes the subjects that have read something that changed, new ones, and those that are gone."""
    if changed is not None and not changed:
        return
    there = subjects(store, site)
    known = dict(store.items(READS))
    stale = there ^ known.keys()
    if changed is None:
        stale |= there
    else:
        stale |= {subject for subject, reads in known.items() if not changed.isdisjoint(array(_MARKS, reads))}
    store.put(STALE, dict.fromkeys(stale, b""))


def subjects(store: Store, site: Site) -> set[str]:
    """All that there are now."""
    return set(pages.subjects(index_of(Shelf(store), site)))


def stale(store: Store) -> list[str]:
    """The subjects whose pages are out of date, those that are gone among them."""
    return [subject for subject, _ in store.items(STALE)]


class Renderer:
    """Renders subjects of one index; what several pages have in common is kept at hand."""

    def __init__(self, store: Store, site: Site) -> None:
        self._index = index_of(Shelf(store), site)
        self._standpoints = Standpoints(self._index)

    def render(self, subject: str) -> Rendered:
        """The pages of a subject, which must be there."""
        with self._index.reads.noting() as noted:
            made = tuple(pages.render_subject(self._standpoints, subject))
        return Rendered(subject, made, array(_MARKS, sorted(noted)).tobytes())


def made(store: Store) -> dict[str, dict[str, str]]:
    """By subject, the paths of its pages with their digests, as they were rendered last."""
    return {subject: unpack_plain(data) for subject, data in store.items(MADE)}


def keep(store: Store, rendered: Iterable[Left], stale: AbstractSet[str]) -> None:
    """Remembers what was rendered, once its pages are written, and that of the stale subjects no others are there."""
    found = {one.subject: one for one in rendered}
    gone = dict.fromkeys(stale - found.keys())
    store.put(READS, {**{subject: one.reads for subject, one in found.items()}, **gone})
    store.put(MADE, {**{subject: pack_plain(one.digests) for subject, one in found.items()}, **gone})
    store.put(STALE, dict.fromkeys(stale))


def extent(store: Store, site: Site) -> tuple[int, str]:
    """How many briefings there are, and the day of the last change to one, in ISO 8601."""
    index = index_of(Shelf(store), site)
    return len(index.cards), index.changed.get(None, "")
