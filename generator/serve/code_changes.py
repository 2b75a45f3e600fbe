"""The files of the generator itself: whether they are still those that this process has imported.

The version of the store depends on these files. A process with the old code would store its results as those of the new
code.
"""

from pathlib import Path

PACKAGE = Path(__file__).parents[1]


class CodeFiles:
    """The code files as this process imported them."""

    def __init__(self, package: Path = PACKAGE) -> None:
        self._package = package
        self._stamps = self._read_stamps()

    def is_unchanged(self) -> bool:
        """Check whether no file changed. Templates and the theme do not count: each build reads them again."""
        return self._stamps == self._read_stamps()

    def _read_stamps(self) -> dict[Path, tuple[int, int] | None]:
        return {path: _read_stamp(path) for path in self._package.rglob("*.py")}


def _read_stamp(path: Path) -> tuple[int, int] | None:
    """Return the time of the last change in nanoseconds and the size in bytes; None if the file cannot be read."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
