"""Has the engine make pages, in several processes, and gathers what is to be known of each.

Pages go to the workers in parts of a hundred, and come back packed, so that few are in memory at a time. What is said
of them does not depend on how they were parted.
"""

import gc
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from generator import seen
from generator.collector import collector_paused
from generator.site import memory
from generator.site.engine import Engine, Made
from generator.site.files import EngineError
from generator.site.finish import Traits, traits
from generator.site.memory import Project
from generator.store import Store
from generator.workers import chunks, spread

MOST = 100
FEW = 8
"""Pages for which it does not pay to start workers."""


class Built(NamedTuple):
    """A page that was built, without its bytes."""

    dest: str
    digest: str
    """Of the page as MkDocs wrote it; empty where it has no file."""
    traits: Traits
    modified: Any
    asked: frozenset[str]
    anchors: Mapping[str, Mapping[str, str]]


_Answer = list[tuple[Made, str, Traits, bytes]]


def build_pages(
    engine: Engine, paths: Sequence[str], by_hand: Collection[str], html: Store, project: Project
) -> tuple[dict[str, Built], list[str]]:
    """Builds the pages of docs/ at `paths`, keeps them in `html`, and returns them with what MkDocs complains of.

    Raises `EngineError` where one cannot be built.
    """

    def work(part: list[str]) -> _Answer:
        shared: dict[Traits, Traits] = {}
        with collector_paused():
            answer = [_answer(made, shared) for made in engine.pages(part, linking=by_hand)]
        if len(part) > FEW:
            # Not again and again while they are made, but before the next part makes more.
            gc.collect()
        return answer

    workers = project.jobs if len(paths) > FEW else 1
    built: dict[str, Built] = {}
    lines: list[str] = []
    shared: dict[Traits, Traits] = {}
    with project.progress.stage("building", len(paths)) as stage:
        for answer in spread(work, chunks(paths, workers, MOST), workers):
            for made, digest, found, _ in answer:
                lines += made.lines
                if made.failed:
                    raise EngineError(tuple(lines))
                one = shared.setdefault(found, found)
                built[made.path] = Built(made.dest, digest, one, made.modified, made.asked, made.anchors)
            memory.put(html, {digest: packed for _, digest, _, packed in answer if digest})
            stage.advance(len(answer))
    return built, lines


def _answer(made: Made, shared: dict[Traits, Traits]) -> tuple[Made, str, Traits, bytes]:
    """What goes back to the first process; traits that pages share go once."""
    found = traits(made.html)
    bare = made._replace(html=b"")
    if not made.html:
        return bare, "", found, b""
    return bare, seen.digest(made.html), shared.setdefault(found, found), memory.pack(made.html)


def check_anchors(
    engine: Engine,
    built: Mapping[str, Built],
    digests: Mapping[str, str],
    before: Mapping[str, tuple[str, list[str]]],
) -> tuple[dict[str, tuple[str, list[str]]], list[str]]:
    """What anchors the pages have that others link into, and what MkDocs says of links to those that are not there.

    `digests`: page of docs/ → digest of its Markdown; `before`: what was found in the last build.
    """
    targets = sorted({target for one in built.values() for target in one.anchors})
    present = {target: _present(engine, target, digests[target], before) for target in targets}
    ids = {target: found for target, (_, found) in present.items()}
    lines = [line for path, one in built.items() if one.anchors for line in engine.missing(path, one.anchors, ids)]
    return present, lines


def _present(
    engine: Engine, target: str, digest: str, before: Mapping[str, tuple[str, list[str]]]
) -> tuple[str, list[str]]:
    known = before.get(target)
    return known if known and known[0] == digest else (digest, engine.present(target))
