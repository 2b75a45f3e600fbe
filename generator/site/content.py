"""What the site shows: pages as MkDocs wrote them, those built now beside those that are remembered, and other files.

Nothing is finished here, and nothing put in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import seen
from generator.site import memory, tree
from generator.site.building import Built, build_pages, check_anchors
from generator.site.engine import Engine, walked
from generator.site.files import EngineError
from generator.site.finish import Traits, traits
from generator.site.memory import Known, Project, State
from generator.site.survey import Docs
from generator.site.tree import Wanted, copied
from generator.store import Store

_HTML = (".html", ".htm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All files of the site but those made of all pages."""

    known: Mapping[str, Known]
    """The pages of docs/."""
    html: Mapping[str, tuple[str, str]]
    """Path in the site → digest of the page, which the store has, and of its traits."""
    traits: Mapping[str, Traits]
    copies: Mapping[str, Wanted]
    """Path in the site → a file that is no page."""
    made: tuple[str, Mapping[str, str]]
    """What the theme's own files were made from, and their digests by path; the store has them."""
    anchors: Mapping[str, tuple[str, list[str]]]


def gather(engine: Engine, docs: Docs, before: State, html: Store, project: Project) -> Content:
    """Builds what is to be built, and puts what is remembered beside it. Raises `EngineError`."""
    built, lines = build_pages(engine, docs.todo, docs.digests.keys() - docs.generated, html, project)
    anchors, missing = check_anchors(engine, built, docs.digests, before.anchors)
    if said := (*docs.lines, *lines, *missing):
        raise EngineError((*said, f"Aborted with {len(said)} warnings in strict mode!"))
    known = {
        path: _known(digest, built.get(path), docs, before.pages.get(path)) for path, digest in docs.digests.items()
    }
    dates = {path: built[path].modified if path in built else known[path].modified for path in known}
    key, made = _of_theme(engine, [(known[path].dest, dates[path]) for path in sorted(known, key=walked)], before, html)
    found = {one.dest: (one.digest, one.traits) for one in built.values() if one.digest}
    found |= _static(docs, before, made, html)
    pages = {
        dest: before.html[dest] for path, (_, dest, *_) in known.items() if path not in built and dest in before.html
    }
    pages |= {dest: (digest, one.digest) for dest, (digest, one) in found.items()}
    shown = {one.digest: one for _, one in found.values()}
    return Content(
        known=known,
        html=pages,
        traits={key: shown.get(key) or before.traits[key] for key in sorted({key for _, key in pages.values()})},
        copies={
            **{path: want for path, want in docs.copies.items() if path not in pages},
            **{path: copied(seen.digest(data), data) for path, data in made.items() if path not in pages},
        },
        made=(key, {path: seen.digest(data) for path, data in made.items()}),
        anchors=anchors,
    )


def _of_theme(
    engine: Engine, dates: list[tuple[str, Any]], before: State, html: Store
) -> tuple[str, Mapping[str, bytes]]:
    """What the theme makes of its own, and a digest of what it was made from: it is made anew where that changed."""
    key = seen.digest(repr([engine.epoch, engine.navigation, dates]).encode())
    if before.made[0] == key:
        kept = {path: html.get("html", digest) for path, digest in before.made[1].items()}
        return key, {path: memory.unpack(data) for path, data in kept.items() if data}
    made = engine.templates(dates)
    memory.put(html, {seen.digest(data): memory.pack(data) for data in made.values()})
    return key, made


def _known(digest: str, built: Built | None, docs: Docs, before: Known | None) -> Known:
    if built is None:
        assert before is not None  # noqa: S101  # a page that is not known is built
        return before
    asked = tuple(sorted(built.asked - docs.generated))
    return Known(digest, built.dest, built.modified if isinstance(built.modified, str) else None, asked)


def _static(docs: Docs, before: State, made: Mapping[str, bytes], html: Store) -> dict[str, tuple[str, Traits]]:
    """Pages that are not of Markdown: the theme's, and those that stand in docs/ as they are, such as redirects."""
    pages = {path: want for path, want in docs.copies.items() if path.endswith(_HTML)}
    pages |= {path: copied(seen.digest(data), data) for path, data in made.items() if path.endswith(_HTML)}
    found = {}
    for path, want in pages.items():
        known = before.html.get(path)
        if known and isinstance(want.source, str) and want == copied(known[0], want.source):
            found[path] = (known[0], before.traits[known[1]])
            continue
        data = want.read()
        found[path] = (seen.digest(data), traits(data))
        memory.put(html, {found[path][0]: memory.pack(data)})
    return found


def gather_whole(built: Path, html: Store) -> Content:
    """The content of a site that an engine built in the folder `built` in one go."""
    pages, copies, shared = {}, {}, {}
    for path in tree.listing(built):
        data = (built / path).read_bytes()
        digest = seen.digest(data)
        if path.endswith(_HTML):
            one = traits(data)
            shared[one.digest] = one
            pages[path] = (digest, one.digest)
            memory.put(html, {digest: memory.pack(data)})
        else:
            copies[path] = copied(digest, f"{built}/{path}")
    return Content(known={}, html=pages, traits=shared, copies=copies, made=("", {}), anchors={})
