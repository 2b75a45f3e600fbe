"""Makes the new site of what has changed, and of what is remembered, and publishes it.

The order of the steps is such that a build may end anywhere: what stands is always the old or the new site, and what
is remembered of it is what was made of it, or less.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator import seen
from generator.seen import Sight
from generator.site import memory, sheets, styles, tree
from generator.site.content import Content, gather, gather_whole
from generator.site.engine import Engine, build_site
from generator.site.engines import MKDOCS
from generator.site.files import EngineError
from generator.site.finish import Seal, seal
from generator.site.harden import NETLIFY, headers
from generator.site.memory import CACHE, HTML, Pages, Project, State
from generator.site.programs import build_all
from generator.site.publish import publish
from generator.site.search import StaleState, update_index
from generator.site.styles import Sheet
from generator.site.survey import Docs, survey
from generator.site.tree import Finishing, Wanted
from generator.store import DamagedError, Store

SCRATCH = CACHE / "site"
"""Where the new site is made."""
SEARCH = CACHE / "search"
WHOLE = CACHE / "whole"
"""Where an engine builds all: MkDocs, if it has plugins, as they may do anything, so that nothing is reused."""


def remake(project: Project, frame: str, store: Store, before: State, sights: Mapping[str, Sight]) -> None:
    """Makes the site of docs/, whose files are `sights`, and publishes it; `store` then knows what it was made of.

    Raises `EngineError`, `InlineError`, `OutputError`, and `DamagedError`.
    """
    root, epoch, jobs, _ = project
    compiled = dict(store.items("templates"))
    loaded = len(compiled)
    engine = Engine.load(root, epoch, compiled) if project.engine == MKDOCS else None
    with memory.opened(root, HTML, frame) as html, _swept(root / WHOLE):
        memory.sweep(html, {raw for raw, _ in before.html.values()})
        docs, content = _gathered(project, engine, before, sights, html)
        html.commit()
        pages = Pages(html, {path: raw for path, (raw, _) in content.html.items()})
        sheet, given = _sealed(content, pages, before.sheet)
        bundle = _bundle(root, store, pages, {path: raw for path, (raw, _) in before.html.items()}, jobs)
        looked = seen.look([str(file.relative_to(root)) for file in bundle.values()], root, before.bundle)
        wanted = _wanted(root, content, given, bundle, looked)
        placed = tree.compose(root / SCRATCH, root / "site", wanted, before.placed, Finishing(pages, given, jobs))
        publish(root / SCRATCH, root / "site")
        after = State(
            epoch=epoch,
            navigation=engine.navigation if engine else "",
            sights=sights,
            excluded=docs.excluded,
            theme=docs.theme,
            pages=content.known,
            html=content.html,
            traits=content.traits,
            anchors=content.anchors,
            sheet=sheet,
            bundle=looked,
            placed=placed,
        )
        store.put("search", {"pending": None})
        if len(compiled) > loaded:
            store.put("templates", dict(compiled))
        memory.keep(store, after, before)


@contextlib.contextmanager
def _swept(folder: Path) -> Iterator[None]:
    """Removes the folder before and after."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _gathered(
    project: Project, engine: Engine | None, before: State, sights: Mapping[str, Sight], html: Store
) -> tuple[Docs, Content]:
    # Another for each build, as a program may outlive one that is killed.
    room = project.root / WHOLE / str(os.getpid())
    if engine is None:
        return Docs(), gather_whole(build_all(project, sights, room), html)
    if engine.whole:
        build_site(project.root, room, epoch=project.epoch)
        return Docs(), gather_whole(room, html)
    docs = survey(project.root, engine, before, sights)
    return docs, gather(engine, docs, before, html, project.jobs)


def _sealed(content: Content, pages: Pages, before: tuple[str, Sheet] | None) -> tuple[tuple[str, Sheet] | None, Seal]:
    """What every page is given; and the style sheet with what it was made from, as reading style sheets takes long."""
    made: list[tuple[str, Sheet]] = []

    def sheet(names: Iterable[str]) -> Sheet | None:
        parts = styles.parts(pages[styles.HOME]) if styles.HOME in pages else ()
        if absent := [part for part in parts if part not in content.copies]:
            raise EngineError((f"the home page links `{absent[0]}`, which is no file of the site",))
        scripts = sorted(path for path in content.copies if styles.is_script(path))
        sources = [content.copies[path].origin for path in (*parts, *scripts)]
        key = seen.digest(json.dumps([parts, sources, sorted(names)]).encode())
        if before and before[0] == key:
            made.append(before)
            return before[1]
        texts = {path: _text(content.copies[path]) for path in (*parts, *scripts)}
        found = sheets.join({part: texts[part] for part in parts}, [texts[path] for path in scripts], names)
        made.extend([(key, found)] if found else [])
        return found

    given = seal({path: content.traits[key] for path, (_, key) in content.html.items()}, sheet)
    return (made[0] if made else None), given


def _text(want: Wanted) -> str:
    data = want.source.read_bytes() if isinstance(want.source, Path) else want.source or b""
    return data.decode()


def _bundle(root: Path, store: Store, pages: Pages, before: Mapping[str, str], jobs: int) -> Mapping[str, Path]:
    """Brings the search index up to date.

    What it is told is noted before, so that the next build tells it again where this one does not come to its end.
    """
    state = root / SEARCH
    told = json.loads(store.get("search", "pending") or b"[]")
    now = pages.digests
    touched = {path for path in now if before.get(path) != now[path]} | (before.keys() - now.keys()) | set(told)
    if touched:
        store.put("search", {"pending": json.dumps(sorted(touched)).encode()})
        store.commit()
    if state.exists():
        with contextlib.suppress(StaleState):
            return update_index(state, pages.only(touched), sorted(touched - now.keys()), jobs=jobs)
        shutil.rmtree(state)
    return update_index(state, pages, (), jobs=jobs)


def _wanted(
    root: Path, content: Content, given: Seal, bundle: Mapping[str, Path], looked: Mapping[str, Sight]
) -> dict[str, Wanted]:
    """All files of the site. Raises `DamagedError` where a file of the search index has gone."""
    if len(looked) < len(bundle):
        raise DamagedError
    by_hand = content.copies.get(NETLIFY)
    own = by_hand.source.read_bytes() if by_hand and isinstance(by_hand.source, Path) else b""
    made = headers(given.rule, own)
    if given.sheet:
        made[given.sheet.path] = given.sheet.text.encode()
    return {
        **content.copies,
        **{path: tree.page(digest, given) for path, (digest, _) in content.html.items()},
        **{path: tree.copied(seen.digest(data), data) for path, data in made.items()},
        **{path: tree.copied(looked[str(file.relative_to(root))].digest, file) for path, file in bundle.items()},
    }
