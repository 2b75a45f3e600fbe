"""The published form of the theme's scripts: without comments and indentation, otherwise line by line as written.

Comments are half of these scripts, which every reader would load. Only what a line shows by itself to be a comment is
removed, because telling a regular expression from a division takes a parser. A script in which a string goes over
several lines is published as it is. Comments that begin with `/*!` stay, as they state a license.
"""

import re
from collections.abc import Collection
from pathlib import Path

from generator.site.postprocess import css_bundle

_COMMENT_LINES = re.compile(r"^[ \t]*(?:/\*(?!!)(?:[^*]|\*(?!/))*\*/[ \t]*|//[^\n]*)\n", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @(?:[^*\n]|\*(?!/))*\*/ ")
"""A comment within a line that states a type for TypeScript."""
_LINE_END = re.compile(r"""^([^"'`/\n]*[,;{(]) //[^\n]*$""", re.MULTILINE)
"""A comment after code without quotation marks and slashes, so that it cannot be part of a string."""
_INDENTATION = re.compile(r"^[ \t]+|^\n", re.MULTILINE)


def find_theme_scripts(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Return those of the `paths` in the site that are scripts of the theme; the owner's own are in docs/."""
    theme, docs = root / "generator" / "theme", root / "docs"
    scripts = set()
    for path in filter(css_bundle.is_script, paths):
        if (theme / path).exists() and not (docs / path).exists():
            scripts.add(path)
    return frozenset(scripts)


def strip_comments(script: bytes) -> bytes:
    """Return a script without comments and indentation."""
    text = _COMMENT_LINES.sub("", script.decode())
    text = _LINE_END.sub(r"\1", _TYPE.sub("", text))
    if any(map(_ends_within_string, text.splitlines())):
        return script
    return _INDENTATION.sub("", text).encode()


def _ends_within_string(line: str) -> bool:
    return line.count("`") % 2 == 1 or line.endswith("\\")
