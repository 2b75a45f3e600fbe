"""Scripts and language files of the engine's theme, which are published only if the site names one of them.

They are more than half of a small site, and none of its pages loads one. If a template, page or script of the owner
names one, all are published, as they load each other; the owner's own files in that folder are always published.
"""

import re
from collections.abc import Callable, Collection
from pathlib import Path

FOLDER = "assets/javascripts/"
"""The folder of these files in Material and Zensical."""

_REFERENCE = re.compile(rb"javascripts\\?/")
_CODE = (".css", ".js", ".mjs")
_OWN_FOLDERS = ("generator/theme", "docs")


def has_script_reference(data: bytes) -> bool:
    """Check whether a page, a script or a style sheet names a file of that folder."""
    return _REFERENCE.search(data) is not None


def find_unused_scripts(
    root: Path, paths: Collection[str], read: Callable[[str], bytes], *, has_reference: bool
) -> frozenset[str]:
    """Return those of the `paths` that should not be published; they are the paths of all files that are not pages.

    `read` returns the bytes of a file, `has_reference` is whether a page names one of the theme's scripts.
    """
    if has_reference:
        return frozenset()
    theme_files = frozenset(path for path in paths if path.startswith(FOLDER) and not _is_own(root, path))
    for path in paths:
        if path not in theme_files and path.endswith(_CODE) and has_script_reference(read(path)):
            return frozenset()
    return theme_files


def _is_own(root: Path, path: str) -> bool:
    return any((root / folder / path).exists() for folder in _OWN_FOLDERS)
