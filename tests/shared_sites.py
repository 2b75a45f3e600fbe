"""Sites that several tests read, each built once in a run.

Building a site takes a thousand times as long as most questions that tests ask of it. So the first process
of the run that needs a site builds it, in a folder that all processes share, while the others wait at a lock.
Tests only read these sites. One that changes a file copies the site first; if it does not, the run fails.
"""

import fcntl
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from laid_project import PROJECT, lay_project

from generator.build import pipeline
from generator.site.engine_choice import MKDOCS

CASES = PROJECT / "tests/golden"

Lay = Callable[[Path], object]
"""A function that writes a project into an empty folder."""


class SharedSites:
    """The sites of this run, in a folder that its processes share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def build(self, name: str, lay: Lay, engine: str = MKDOCS) -> Path:
        """Return the project `name`, as `lay` lays it out, with its published site."""
        root = self._folder / name
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            record = self._get_record(name)
            if not record.exists():
                shutil.rmtree(root, ignore_errors=True)
                root.mkdir()
                lay(root)
                result = pipeline.build(root, engine=engine)
                assert result.published, result.diagnostics
                scratch = record.with_suffix(".tmp")
                scratch.write_text(json.dumps(_get_stamps(root)))
                scratch.rename(record)
        return root

    def real(self) -> Path:
        """Return the project's own content, which has no errors or warnings."""
        return self.build("real", lay_project)

    def case(self, name: str) -> Path:
        """Return a golden case."""
        return self.build(name, lambda root: lay_project(root, CASES / name / "content"))

    def find_changes(self) -> list[str]:
        """Return the files of shared sites that differ from those of the build."""
        changes = []
        for record in self._folder.glob("*.json"):
            before = json.loads(record.read_text())
            after = _get_stamps(self._folder / record.stem)
            changed = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
            changes += [f"{record.stem}/{path}" for path in changed]
        return sorted(changes)

    def _get_record(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def lay_sample(root: Path) -> Path:
    """Lay out content that has all kinds of pages, former addresses, and lists that go on over further pages."""
    lay_project(root, CASES / "full/content")
    for kind in ("actors", "briefings", "themes"):
        shutil.copytree(CASES / "further/content" / kind, root / "content" / kind, dirs_exist_ok=True)
    return root


def _get_stamps(root: Path) -> dict[str, list[int]]:
    """Return the size, time of writing and inode number of each file of a project."""
    files = {path.relative_to(root).as_posix(): path.stat() for path in root.rglob("*") if path.is_file()}
    return {path: [status.st_size, status.st_mtime_ns, status.st_ino] for path, status in files.items()}
