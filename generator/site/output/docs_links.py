"""A check of the symbolic links in docs/: a link that leads out of it would publish any file of the machine.

The rules are those of content/ (`generator.source.files`). Links to files inside docs/ are followed, as MkDocs does.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, sort_diagnostics


def find_outside_links(docs: Path) -> list[Diagnostic]:
    """Return a diagnostic for each link below `docs` that leads out of it, or to a folder that contains the link."""
    return sort_diagnostics(list(_check_folder(os.fspath(docs), docs.name, Path(os.path.realpath(docs)))))


def _check_folder(folder: str, name: str, root: Path) -> Iterator[Diagnostic]:
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        # The module that reads the folder reports it.
        return
    for entry in visible:
        path = f"{name}/{entry.name}"
        if entry.is_symlink():
            if message := _check_link(entry.path, root):
                yield Diagnostic(rule="symlink-outside", path=path, message=message, help="put a copy in its place")
        elif entry.is_dir(follow_symlinks=False):
            yield from _check_folder(entry.path, path, root)


def _check_link(link: str, root: Path) -> str:
    """Return the error message for a link; empty if the link is allowed."""
    target = Path(os.path.realpath(link))
    folder = Path(os.path.realpath(os.path.dirname(link)))  # noqa: PTH120
    if not target.is_relative_to(root):
        return f"the link leads out of `{root.name}/`"
    return "the link leads to a folder that contains it" if folder.is_relative_to(target) else ""
