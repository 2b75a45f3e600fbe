"""A change of several files of content/: looked at as a whole first, then written so that it can be run again.

The order heals what an interruption leaves: first the record that will hold the former id, then its move, then all
that refers to it, and a file is removed last. Whoever starts the same command anew finds how far it came.
"""

import os
import stat
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import analysis, checks, content
from generator.authoring.desk import Desk, RefusedError
from generator.diagnostics import Diagnostic
from generator.report import as_text, plural
from generator.rules import Severity
from generator.site.files import DISK, Disk, refusal
from generator.source.files import File, Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New texts by path below content/, of which `record` comes first; a file or folder that is moved, or removed."""

    record: str
    texts: Mapping[str, str]
    move: tuple[str, str] | None = None
    remove: str | None = None

    def moved(self, relative: str) -> str:
        """Where a file is afterwards."""
        if self.move and (relative == self.move[0] or relative.startswith(f"{self.move[0]}/")):
            return self.move[1] + relative.removeprefix(self.move[0])
        return relative


def demand_no_new_errors(desk: Desk, change: Change) -> None:
    """Raises RefusedError, with what would be wrong, where the content would have errors that it has not now."""
    with TemporaryDirectory() as folder:
        files = [_after(change, Path(folder), file) for file in desk.files if file.relative != change.remove]
        after = _checked(content.read_layout(content.laid_out(Listing(tuple(files), ()))))
    found = _new(desk, change, after) if after else []
    if found:
        message = f"the content would have {plural(len(found), 'error')} more; nothing was changed"
        raise RefusedError(message, as_text(found).splitlines()[:-1])


def _new(desk: Desk, change: Change, after: list[Diagnostic]) -> list[Diagnostic]:
    """Those of the errors that are more of their rule in their file than there were before."""
    before = _checked(desk.content)
    known = Counter((one.rule, f"content/{change.moved(one.path.removeprefix('content/'))}") for one in before)
    found = []
    for one in after:
        known[one.rule, one.path] -= 1
        if known[one.rule, one.path] < 0:
            found.append(one)
    return found


def carry_out(desk: Desk, change: Change, disk: Disk = DISK) -> None:
    """Writes a change. Raises OutputError if the disk refuses; the same command then goes on where it stopped."""
    base = desk.root / "content"
    first = [path for path in change.texts if path == change.record or change.moved(path) != path]
    for path in sorted(first, key=lambda path: path != change.record):
        _write(base / path, change.texts[path], disk)
    if change.move:
        disk.move(base / change.move[0], base / change.move[1])
    for path in sorted(change.texts.keys() - set(first)):
        _write(base / path, change.texts[path], disk)
    if change.remove:
        disk.remove(base / change.remove)


def _after(change: Change, folder: Path, file: File) -> File:
    """A file as it will be: a changed one lies in a folder of its own until then."""
    text = change.texts.get(file.relative)
    if text is None:
        return File(file.place, change.moved(file.relative))
    there = folder / file.relative
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_bytes(text.encode())
    return File(os.fspath(there), change.moved(file.relative))


def _checked(written: content.Content) -> list[Diagnostic]:
    found = checks.check(written, analysis.analyse_all(written))
    return [one for one in found if one.severity is Severity.ERROR]


def _write(path: Path, text: str, disk: Disk) -> None:
    """Replaces a file, and keeps who may read it; a link is followed, as the file it leads to is content as well."""
    try:
        place = path.resolve()
        if place.read_bytes() == text.encode():
            return  # as an interrupted run of the same change left it
        mode = stat.S_IMODE(place.stat().st_mode)
        disk.put(place, text.encode())
        place.chmod(mode)
    except OSError as error:
        raise refusal("write", path, error) from error
