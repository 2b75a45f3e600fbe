"""What of docs/ and the theme goes into the site, and which pages are to be built for that.

A page depends on its own Markdown, on the frame (`fingerprint`), on the navigation, and on which of the pages that it
links to exist. What the generator writes links to what the generator writes, and rightly; so of these pages only those
are built whose Markdown changed, or of whose other targets one came or went. What is written by hand is built whenever
anything is, so that its links are looked at again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import seen
from generator.seen import Sight
from generator.site import manifest
from generator.site.engine import Engine, walked
from generator.site.memory import Project, State
from generator.site.tree import Wanted, copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Docs:
    """What docs/ and the theme have for the site, and what of it is to be built."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """The pages in Markdown: path → digest."""
    copies: Mapping[str, Wanted] = field(default_factory=dict)
    """All other files: path in the site → what it is copied from."""
    excluded: tuple[str, ...] = ()
    theme: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    generated: frozenset[str] = frozenset()
    """Pages that the generator wrote, and has linked rightly."""
    todo: list[str] = field(default_factory=list)
    """Pages to be built, in the order of MkDocs."""
    lines: tuple[str, ...] = ()
    """What MkDocs says of these files, and of the navigation."""


def survey(project: Project, engine: Engine, before: State, sights: Mapping[str, Sight]) -> Docs:
    """Compares docs/, whose files are `sights`, with what was there `before`.

    It also has the engine build its navigation. Raises `EngineError`.
    """
    docs = project.root / "docs"
    excluded, lines = _excluded(engine, before, sights)
    published = {path: sight.digest for path, sight in sights.items() if path not in excluded}
    theme = dict(before.theme) or _theme(engine)
    pages = {path: digest for path, digest in published.items() if engine.is_page(path)}
    copies = {path: copied(digest, str(engine.theme_file(number, path))) for path, (number, digest) in theme.items()}
    copies |= {path: copied(digest, f"{docs}/{path}") for path, digest in published.items() if path not in pages}
    fresh = [path for path in pages if path not in before.pages]
    said = engine.navigate({*published, *theme}, sorted(fresh, key=walked), project.epoch)
    generated = frozenset(manifest.read(docs))
    todo = _todo(engine, before, pages, published, generated)
    return Docs(
        digests=pages,
        copies=copies,
        excluded=tuple(sorted(excluded)),
        theme=theme,
        generated=generated,
        todo=sorted(todo, key=walked),
        lines=(*lines, *said),
    )


def _todo(
    engine: Engine,
    before: State,
    pages: Mapping[str, str],
    published: Mapping[str, str],
    generated: frozenset[str],
) -> set[str]:
    """The pages to be built."""
    if engine.navigation != before.navigation:
        return set(pages)
    came_or_went = published.keys() ^ (before.sights.keys() - set(before.excluded))
    return {
        path
        for path, digest in pages.items()
        if (known := before.pages.get(path)) is None
        or known.digest != digest
        or path not in generated
        or not came_or_went.isdisjoint(known.asked)
    }


def _excluded(engine: Engine, before: State, sights: Mapping[str, Sight]) -> tuple[set[str], list[str]]:
    """What of docs/ is not published. Only about files that came or went, and those they may stand for, it is asked."""
    touched = {_place(path) for path in before.sights.keys() ^ sights.keys()}
    asked = [path for path in sights if _place(path) in touched]
    found, lines = engine.excluded(asked)
    kept = {path for path in before.excluded if path in sights and _place(path) not in touched}
    return kept | set(found), lines


def _place(path: str) -> tuple[str, str]:
    """The same for files that may come to have one address."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder, "index" if stem == "README" else stem


def _theme(engine: Engine) -> dict[str, tuple[int, str]]:
    files = engine.theme_files()
    return {path: (number, seen.digest(Path(file).read_bytes())) for path, (number, file) in files.items()}
