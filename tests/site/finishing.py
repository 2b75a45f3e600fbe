"""Finishes a tree of pages in its place, as a build does on the way from what is kept to what is published."""

from pathlib import Path

from generator.site.finish import Seal, finished, seal, traits
from generator.site.hosting import NETLIFY, told


def finish(tree: Path) -> Seal:
    """Gives each page of a tree without style sheets its policy, and the tree its headers."""
    pages = {path.relative_to(tree).as_posix(): path for path in tree.rglob("*") if path.suffix in {".html", ".htm"}}
    found = {path: traits(file.read_bytes()) for path, file in pages.items()}
    given = seal(found, lambda _: None)
    for file in pages.values():
        file.write_bytes(finished(file.read_bytes(), given))
    by_hand = tree / NETLIFY
    for name, data in told(given.rule, None, (), by_hand.read_bytes() if by_hand.exists() else b"").items():
        (tree / name).write_bytes(data)
    return given
