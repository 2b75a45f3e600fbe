"""Keeps the search bundle beside the pages it was made of, and makes it anew where one of them has changed."""

import os
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

from generator.site.files import DISK, Disk, refusal
from generator.site.search import BUNDLE, index_site

_WHOLE = "whole"
"""A file that is there while the folder holds what it should."""


class StaleState(Exception):  # noqa: N818  # says what is found, and is answered
    """The folder cannot be believed: to be deleted, and all pages given again."""


def update_index(
    state: Path, pages: Mapping[str, bytes], removed: Collection[str], *, jobs: int = 1, disk: Disk = DISK
) -> Mapping[str, Path]:
    """Brings the bundle up to date with the `pages` that changed, by their path in the site, and those `removed`.

    Returns its files: path in the site → the file that holds it. `state` is a folder of this function's own. Raises
    `StaleState`, `EngineError` with what Pagefind says, and `OutputError` if the disk refuses.
    """
    del jobs
    kept, tree = state / "pages", state / "tree"
    try:
        if not (state / _WHOLE).exists() and state.exists():
            raise StaleState
        if pages or removed or not state.exists():
            (state / _WHOLE).unlink(missing_ok=True)
            for path in pages:
                disk.put(kept / path, pages[path])
            for path in removed:
                disk.remove(kept / path)
            _lay(kept, tree)
            index_site(tree, disk=disk)
            disk.put(state / _WHOLE, b"")
    except OSError as error:
        raise refusal("write", state, error) from error
    files = (file for file in (tree / BUNDLE).rglob("*") if file.is_file())
    return {file.relative_to(tree).as_posix(): file for file in files}


def _lay(kept: Path, tree: Path) -> None:
    """Makes the tree anew, in order: Pagefind numbers pages as the disk gives them."""
    shutil.rmtree(tree, ignore_errors=True)
    for page in sorted(kept.rglob("*.html")):
        there = tree / page.relative_to(kept)
        there.parent.mkdir(parents=True, exist_ok=True)
        os.link(page, there)
