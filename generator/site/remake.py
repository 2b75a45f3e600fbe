"""Makes the new site of what has changed, and of what is remembered, and publishes it.

The order of the steps is such that a build may end anywhere: what stands is always the old or the new site, and what
is remembered of it is what was made of it, or less.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from generator import seen
from generator.seen import Sight
from generator.site import hosting, memory, sheets, styles, tree
from generator.site.content import Content, gather, gather_whole
from generator.site.engine import Engine, build_site
from generator.site.engines import MKDOCS
from generator.site.files import EngineError
from generator.site.finish import Seal, seal
from generator.site.memory import CACHE, HTML, Pages, Project, State
from generator.site.programs import build_all
from generator.site.publish import publish
from generator.site.ready import SPARE, Ready
from generator.site.search import StaleState, update_index
from generator.site.styles import Sheet
from generator.site.survey import Docs, survey
from generator.site.tree import Finishing, Wanted
from generator.store import Store
from generator.workers import beside

SEARCH = CACHE / "search"
WHOLE = CACHE / "whole"
"""Where an engine builds all: MkDocs, if it has plugins, as they may do anything, so that nothing is reused."""


def remake(project: Project, store: Store, ready: Ready) -> None:
    """Makes the site of docs/ and publishes it; `store` then knows what it was made of.

    Raises `EngineError`, `InlineError`, `OutputError`, and `DamagedError`.
    """
    root, _, jobs, _, progress = project
    before, sights = ready.before, ready.sights
    engine: Engine | None = ready.engine
    if engine is None and project.engine == MKDOCS:
        engine = Engine.load(root, dict(store.items("templates")))
    loaded = len(engine.compiled) if engine else 0
    with memory.opened(root, HTML, ready.frame.digest) as html, _swept(root / WHOLE):
        memory.sweep(html, {raw for raw, _ in before.html.values()} | set(before.made[1].values()))
        docs, content = _gathered(project, engine, before, sights, html)
        html.commit()
        pages = Pages(html, {path: raw for path, (raw, _) in content.html.items()})
        sheet, given = _sealed(content, pages, before.sheet)
        news = _news(store, pages.digests, {path: raw for path, (raw, _) in before.html.items()})
        with beside(partial(_index, project, pages.digests, news), jobs) as indexed:
            spare = (ready.spare or tree.look(root / SPARE)).whole()
            wanted = _wanted(content, given)
            bundle = indexed()
        wanted |= _of_index(root, bundle) | _of_hosts(content, given, bundle)
        finishing = Finishing(pages, given, jobs, progress)
        placed = tree.compose(spare, root / "site", wanted, before.placed, finishing)
        with progress.stage("publishing"):
            publish(root / SPARE, root / "site")
        after = State(
            epoch=project.epoch,
            navigation=engine.navigation if engine else "",
            sights=sights,
            excluded=docs.excluded,
            theme=docs.theme,
            pages=content.known,
            html=content.html,
            traits=content.traits,
            made=content.made,
            anchors=content.anchors,
            sheet=sheet,
            placed=placed,
        )
        store.put("search", {"pending": None})
        if engine and len(engine.compiled) > loaded:
            store.put("templates", dict(engine.compiled))
        memory.keep(store, after, before)
        tree.lay_spare(root / SPARE, root / "site", placed)


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
        with project.progress.stage("building"):
            site = build_all(project, sights, room)
        return Docs(), gather_whole(site, html)
    if engine.whole:
        with project.progress.stage("building"):
            build_site(project.root, room, epoch=project.epoch)
        return Docs(), gather_whole(room, html)
    docs = survey(project, engine, before, sights)
    return docs, gather(engine, docs, before, html, project)


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
        texts = {path: content.copies[path].read().decode() for path in (*parts, *scripts)}
        found = sheets.join({part: texts[part] for part in parts}, [texts[path] for path in scripts], names)
        made.extend([(key, found)] if found else [])
        return found

    given = seal({path: content.traits[key] for path, (_, key) in content.html.items()}, sheet)
    return (made[0] if made else None), given


def _news(store: Store, now: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    """The pages of which the search index is to be told: those that came, changed or went, by their digests.

    They are noted, so that the next build tells it again where this one does not come to its end.
    """
    news = set(json.loads(store.get("search", "pending") or b"[]"))
    news |= {path for path in now if before.get(path) != now[path]} | (before.keys() - now.keys())
    if news:
        store.put("search", {"pending": json.dumps(sorted(news)).encode()})
        store.commit()
    return news


def _index(project: Project, digests: Mapping[str, str], news: AbstractSet[str]) -> Mapping[str, str]:
    """Brings the search index up to date with the pages of these digests; `news` are those to tell of."""
    root, _, jobs, _, progress = project
    state = root / SEARCH
    # With a connection of its own, as this may be another process.
    with Store.reading(root / HTML) as html:
        pages = Pages(html, digests)
        if state.exists():
            with contextlib.suppress(StaleState):
                gone = sorted(news - digests.keys())
                return update_index(state, pages.only(news), gone, jobs=jobs, progress=progress)
            shutil.rmtree(state)
        return update_index(state, pages, (), jobs=jobs, progress=progress)


def _wanted(content: Content, given: Seal) -> dict[str, Wanted]:
    """The files of the site that do not depend on the search index."""
    sheet = {given.sheet.path: given.sheet.text.encode()} if given.sheet else {}
    pages = tree.pages({path: digest for path, (digest, _) in content.html.items()}, given)
    return {**content.copies, **pages, **_copied(sheet)}


def _of_hosts(content: Content, given: Seal, bundle: Iterable[str]) -> dict[str, Wanted]:
    """The files that hosts read."""
    by_hand = content.copies.get(hosting.NETLIFY)
    own = by_hand.read() if by_hand else b""
    return _copied(hosting.told(given.rule, given.sheet.path if given.sheet else None, bundle, own))


def _copied(made: Mapping[str, bytes]) -> dict[str, Wanted]:
    return {path: tree.copied(seen.digest(data), data) for path, data in made.items()}


def _of_index(root: Path, files: Mapping[str, str]) -> dict[str, Wanted]:
    """The files of the search index: one with another content has another name."""
    state = root / SEARCH
    return {path: Wanted(f"search {file}", f"{state}/{file}") for path, file in files.items()}
