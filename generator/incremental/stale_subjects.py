"""Which subjects are out of date: each was rendered with values of the index that changed since, or lost a page.

The pages of a subject are not in the store, only their paths and digests. A subject that is out of date remains so
until its pages are written, even if the build is interrupted. `rendering` renders it.
"""

from array import array
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from generator.images.versions import is_image_path
from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.index.subjects import list_subjects
from generator.infra.mappings import index_by, map_values, select_keys
from generator.infra.serialization import Codec
from generator.infra.store import DamagedStoreError, Store
from generator.model.site import Site

READS, DIGESTS, STALE = "reads", "digests", "stale"
"""Spaces by subject: its packed reads, its pages with their digests, and the paths of it that are out of date."""

_HASHES = "I"
"""The type code of an array of read hashes, 32 bits each."""
SHARED, REST = "shared", ""
"""Keys beside the paths of deferred pages: the reads that all of these share, and those of the other pages."""

Reads = dict[str, bytes]
"""Packed read hashes by the path of a deferred page, or by `SHARED` or `REST`."""

StalePaths = list[str] | None
"""The paths of a subject's deferred pages that are out of date; None for the whole subject."""

READS_CODEC = Codec(dict[str, bytes])
PAGE_DIGESTS_CODEC = Codec(dict[str, str])
STALE_CODEC = Codec(list[str])
"""The codec of stale paths; no bytes stand for the whole subject."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A subject to render; `current_paths` are its deferred pages and its images that are up to date."""

    subject: str
    current_paths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RenderedFiles:
    """A subject whose rendered pages are in files: their digests by path instead of their texts."""

    subject: str
    digests: dict[str, str]
    current_paths: tuple[str, ...]
    reads: Reads


def pack_hashes(hashes: AbstractSet[int]) -> bytes:
    """Pack read hashes as they are stored."""
    return array(_HASHES, sorted(hashes)).tobytes()


def mark_stale(store: Store, site: Site, changed: AbstractSet[int] | None) -> None:
    """Mark the subjects that read something that changed, new subjects, and removed ones.

    `changed` has the read hashes of the changes; None marks all subjects.
    """
    if changed is not None and not changed:
        return
    existing = _list_subjects(store, site)
    reads_by_subject: dict[str, Reads] = map_values(READS_CODEC.decode, dict(store.items(READS)))
    stale: dict[str, StalePaths] = {}
    if changed is None:
        stale.update(dict.fromkeys(existing | reads_by_subject.keys()))
    else:
        stale.update(dict.fromkeys(existing ^ reads_by_subject.keys()))
        for subject in existing & reads_by_subject.keys():
            if touched := _find_touched(reads_by_subject[subject], changed):
                stale[subject] = None if SHARED in touched else touched
    previous = read_stale(store)
    store.put(STALE, {subject: _pack_union(paths, previous.get(subject, [])) for subject, paths in stale.items()})


def _list_subjects(store: Store, site: Site) -> set[str]:
    """Return all subjects that exist now."""
    return set(list_subjects(build_index(DependencyTracker(store), site)))


def _find_touched(reads: Reads, changed: AbstractSet[int]) -> list[str]:
    try:
        return [path for path, hashes in reads.items() if not changed.isdisjoint(array(_HASHES, hashes))]
    except ValueError as error:  # part of a hash
        raise DamagedStoreError from error


def _pack_union(paths: StalePaths, paths_before: StalePaths) -> bytes:
    if paths is None or paths_before is None:
        return b""
    return STALE_CODEC.encode([*paths, *paths_before])


def read_stale(store: Store) -> dict[str, StalePaths]:
    """Return the subjects that are out of date, removed ones included."""
    stale: dict[str, StalePaths] = {}
    for subject, paths in store.items(STALE):
        stale[subject] = STALE_CODEC.decode(paths) if paths else None
    return stale


def list_tasks(
    store: Store, site: Site, stale: Mapping[str, StalePaths], intact: AbstractSet[str] = frozenset()
) -> list[RenderTask]:
    """Return a task for each subject that is out of date and still exists, the slowest first.

    `intact` are the paths of the files of the last build that docs/ still has. The path of an image names its content,
    so an image that is intact need not be encoded again.
    """
    existing = _list_subjects(store, site) if stale else set()
    subjects = sorted(stale.keys() & existing, key=lambda subject: (not _is_overview(subject), subject))
    images = frozenset(filter(is_image_path, intact))
    tasks: list[RenderTask] = []
    for subject in subjects:
        subject_images = images.intersection(PAGE_DIGESTS_CODEC.decode_or(store.get(DIGESTS, subject), {}))
        tasks.append(RenderTask(subject, _find_current_paths(store, subject, stale[subject]) | subject_images))
    return tasks


def _is_overview(subject: str) -> bool:
    """Check whether a subject shows all records of a kind: these take longest, so they are rendered first."""
    return "/" not in subject or subject.endswith("/index")


def _find_current_paths(store: Store, subject: str, stale_paths: StalePaths) -> frozenset[str]:
    if stale_paths is None:
        return frozenset()
    return frozenset(READS_CODEC.decode_or(store.get(READS, subject), {})) - {SHARED, REST, *stale_paths}


def read_page_digests(store: Store) -> dict[str, dict[str, str]]:
    """Return the digests of the pages of each subject by path, as they were last rendered."""
    return map_values(PAGE_DIGESTS_CODEC.decode, dict(store.items(DIGESTS)))


def save_rendered(store: Store, rendered: Iterable[RenderedFiles], stale: AbstractSet[str]) -> None:
    """Store the reads and digests of rendered subjects, once their pages are written.

    Subjects in `stale` that were not rendered no longer exist, and are removed.
    """
    by_subject = index_by(attrgetter("subject"), rendered)
    removed = dict.fromkeys(stale - by_subject.keys())
    reads: dict[str, bytes | None] = {**removed}
    digests: dict[str, bytes | None] = {**removed}
    for subject, files in by_subject.items():
        reads[subject] = _pack_with_current(READS_CODEC, store.get(READS, subject), files, files.reads)
        digests[subject] = _pack_with_current(PAGE_DIGESTS_CODEC, store.get(DIGESTS, subject), files, files.digests)
    store.put(READS, reads)
    store.put(DIGESTS, digests)
    store.put(STALE, dict.fromkeys(stale))


def _pack_with_current(
    codec: Codec[dict[str, T]], packed: bytes | None, files: RenderedFiles, new: Mapping[str, T]
) -> bytes:
    """Pack the new values by path, and the stored values of the pages that were up to date."""
    stored = codec.decode_or(packed, {}) if files.current_paths else {}
    return codec.encode(select_keys(stored, files.current_paths) | dict(new))
