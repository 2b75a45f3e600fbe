"""Whether the generator's own files are still those that this process has imported.

What is remembered from build to build goes by these files. A process that went on with the old ones would remember what
they made as the work of the new ones.
"""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


class Program:
    """The files as they are now."""

    def __init__(self, package: Path = PACKAGE) -> None:
        self._package = package
        self._files = self._look()

    def is_current(self) -> bool:
        """Whether they are the same still. Templates and the theme are no part of it: each build reads them anew."""
        return self._files == self._look()

    def _look(self) -> dict[Path, tuple[int, int] | None]:
        return {path: _stamp(path) for path in self._package.rglob("*.py")}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
