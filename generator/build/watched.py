"""Knowledge from a watcher: which files of a project changed since a build, so that only these are looked at.

Each build that ends well leaves an id in `.cache/`, and each build removes it when it begins. So the knowledge holds
only if no other build ran in the meantime, none failed, and the cache was not removed.
"""

import contextlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from generator.infra.files import DISK, OutputError, wrap_os_error
from generator.site.output.state import CACHE

BUILD_ID = CACHE / "build-id"
"""The file with the id of the last build, below the root."""

CONTENT = "content/"
SETTINGS = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class WatchedChanges:
    """The paths below the root that changed since a build; all other files are as that build left them."""

    build_id: str
    paths: frozenset[str]


def begin_build(root: Path, watched: WatchedChanges | None) -> frozenset[str] | None:
    """Return the paths below content/ of the only files that changed since the last build; None if that is not known.

    After a change outside of content/ and mkdocs.yml, nothing is known. Raise `OutputError` if the id of the last
    build cannot be removed.
    """
    file = root / BUILD_ID
    build_id = _read_id(file)
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise wrap_os_error("remove", file, error) from error
    if watched is None or build_id != watched.build_id:
        return None
    paths = watched.paths - {SETTINGS}
    content_paths = frozenset(path.removeprefix(CONTENT) for path in paths if path.startswith(CONTENT))
    return content_paths if len(content_paths) == len(paths) else None


def end_build(root: Path) -> str:
    """Leave the id of a build that ended well, and return it; an empty text if it cannot be written."""
    build_id = _create_id()
    # The site is published already, and without an id the next build looks at everything.
    with contextlib.suppress(OutputError):
        DISK.put(root / BUILD_ID, build_id.encode())
        return build_id
    return ""


def _read_id(file: Path) -> str:
    """Return the id of the last build, or a new one, which no watcher knows."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return file.read_text(encoding="ascii") or _create_id()
    return _create_id()


def _create_id() -> str:
    return secrets.token_hex(16)
