"""The same work in several processes: units, and the pages of subjects. What comes out does not depend on how many.

A process is given once what all its work has in common, and then names of what to do. It writes nothing to the store;
the pages that it renders it leaves in a folder, so that no process ever holds all of them.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from generator.model.kinds import Ref
from generator.model.site import Site
from generator.remembered import rendering
from generator.remembered.rendering import Left
from generator.remembered.units import Surroundings, Worked, work
from generator.store import Store

T = TypeVar("T")
R = TypeVar("R")

_CHUNK = 25
"""Units, or subjects, that a process takes at a time."""
_WORTH = 4 * _CHUNK
"""How many there must be for further processes to be worth their start."""


def working(jobs: int) -> Callable[[Sequence[Ref], Surroundings], Iterator[Worked]]:
    """Works on units in as many processes."""

    def worked(refs: Sequence[Ref], around: Surroundings) -> Iterator[Worked]:
        return _spread(jobs, _work, (around,), refs)

    return worked


def render(jobs: int, store: Path, site: Site, subjects: Sequence[str], folder: Path) -> Iterator[Left]:
    """Renders the subjects, which are all there in what is committed to `store`; leaves their pages below `folder`."""
    return _spread(jobs, _render, (store, site, folder), subjects)


def _work(refs: Sequence[Ref], around: Surroundings) -> list[Worked]:
    return [work(ref, around) for ref in refs]


def _render(subjects: Sequence[str], store: Path, site: Site, folder: Path) -> list[Left]:
    with Store.reading(store) as kept:
        return [_leave(one, folder) for one in rendering.render(kept, site, subjects)]


def _leave(one: rendering.Rendered, folder: Path) -> Left:
    for page in one.pages:
        file = folder / page.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.text.encode())
    return Left(one.subject, rendering.digests(one), one.reads)


def _spread(jobs: int, task: Callable[..., Iterable[R]], common: tuple[Any, ...], items: Sequence[T]) -> Iterator[R]:
    """What `task` gives for chunks of the items, each with what they have in common; in any order."""
    if jobs < 2 or len(items) < _WORTH:
        yield from task(items, *common)
        return
    chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(task, common)) as pool:
        for found in pool.map(_carry_out, chunks):
            yield from found


_given: tuple[Callable[..., Any], tuple[Any, ...]] | None = None
"""In a process of its own: the task, and what all of its work has in common."""


def _begin(task: Callable[..., Any], common: tuple[Any, ...]) -> None:
    global _given  # noqa: PLW0603  # how a process is told what it is for
    gc.disable()
    _given = (task, common)


def _carry_out(chunk: Sequence[Any]) -> list[Any]:
    assert _given  # noqa: S101  # `_begin` has run
    task, common = _given
    return list(task(chunk, *common))
