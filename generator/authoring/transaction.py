"""A change of several files of content/: checked as a whole first, then written in an order that can be resumed.

An interruption leaves files that the same command completes. First the record is written that will hold the former
id, then it is moved, then everything that refers to it is written, and a file is removed last.

`generator.authoring.suggestions.file_writes` has another contract: it undoes its writes. A folder that was moved and
hundreds of references cannot be undone safely when the disk has just failed, but they can be completed.
"""

import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import checks
from generator.analysis import analyzer
from generator.authoring.snapshot import ContentSnapshot, RefusedError
from generator.content import reader
from generator.diagnostics.diagnostic import Diagnostic, merge_causes, select_errors
from generator.diagnostics.phrases import format_count
from generator.diagnostics.report import render_text
from generator.infra.files import DISK, Disk, wrap_os_error
from generator.source.files import ContentFile, ContentListing


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentChange:
    """New texts by path below content/; the path of `record` is written first. `move` is an old and a new path.

    `move` names a file or a folder, `remove` a file; all paths are below content/. Without a `record`, only references
    are changed.
    """

    texts: Mapping[str, str]
    record: str = ""
    move: tuple[str, str] | None = None
    remove: str | None = None

    def map_path(self, path: str) -> str:
        """Return the path that a file has after the change."""
        if self.move is None:
            return path
        old, new = self.move
        if path == old or path.startswith(f"{old}/"):
            return new + path.removeprefix(old)
        return path


def ensure_no_new_errors(snapshot: ContentSnapshot, change: ContentChange) -> None:
    """Raise `RefusedError`, with the errors as its lines, if the change would give the content new errors."""
    with TemporaryDirectory() as folder:
        files = tuple(_stage_files(snapshot, change, Path(folder)))
        errors = _find_errors(reader.read_layout(reader.sort_files(ContentListing(files, ()))))
    new_errors = _select_new_errors(snapshot, change, errors) if errors else []
    if new_errors:
        message = f"the change would add {format_count(len(new_errors), 'error')}; nothing was changed"
        raise RefusedError(message, render_text(merge_causes(new_errors)).splitlines()[:-1])


def _select_new_errors(snapshot: ContentSnapshot, change: ContentChange, errors: list[Diagnostic]) -> list[Diagnostic]:
    """Return the errors that exceed the number that their file had of the same rule before."""
    allowed: Counter[tuple[str, str]] = Counter()
    for error in _find_errors(snapshot.content):
        path = change.map_path(error.path.removeprefix("content/"))
        allowed[error.rule, f"content/{path}"] += 1
    new_errors = []
    for error in errors:
        allowed[error.rule, error.path] -= 1
        if allowed[error.rule, error.path] < 0:
            new_errors.append(error)
    return new_errors


def apply_change(snapshot: ContentSnapshot, change: ContentChange, disk: Disk = DISK) -> None:
    """Write a change. Raise `OutputError` if the disk fails; the same command then completes the change."""
    content = snapshot.root / "content"
    moved = [path for path in change.texts if change.map_path(path) != path]
    before_move = dict.fromkeys(filter(None, (change.record, *moved)))
    for path in before_move:
        _write_text(content / path, change.texts[path], disk)
    if change.move:
        old, new = change.move
        disk.move(content / old, content / new)
    for path in sorted(change.texts.keys() - before_move.keys()):
        _write_text(content / path, change.texts[path], disk)
    if change.remove:
        disk.remove(content / change.remove)


def _stage_files(snapshot: ContentSnapshot, change: ContentChange, folder: Path) -> Iterator[ContentFile]:
    """Yield all files as they will be, except the one that is removed."""
    for file in snapshot.files:
        if file.relative_path != change.remove:
            yield _stage_file(change, folder, file)


def _stage_file(change: ContentChange, folder: Path, file: ContentFile) -> ContentFile:
    """Return a file as it will be: if its text changes, a copy of it in `folder`."""
    text = change.texts.get(file.relative_path)
    if text is None:
        return ContentFile(file.os_path, change.map_path(file.relative_path))
    staged = folder / file.relative_path
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_bytes(text.encode())
    return ContentFile(os.fspath(staged), change.map_path(file.relative_path))


def _find_errors(content: reader.Content) -> list[Diagnostic]:
    return select_errors(checks.find_diagnostics(content, analyzer.analyze_all(content)))


def _write_text(path: Path, text: str, disk: Disk) -> None:
    """Replace a file and keep its permissions. A link is followed, as the file that it leads to is content as well."""
    data = text.encode()
    try:
        target = path.resolve()
        if target.read_bytes() == data:
            return  # an interrupted run of the same change has written it
        mode = stat.S_IMODE(target.stat().st_mode)
        disk.put(target, data)
        target.chmod(mode)
    except OSError as error:
        raise wrap_os_error("write", path, error) from error
