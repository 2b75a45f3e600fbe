"""Has an engine build the whole site that is a program of its own.

It gets a folder in `.cache/`, and whatever it writes stays in there: the site, which the caller takes, and what it
keeps for itself. What it says goes nowhere unless it fails; then these lines are the error.
"""

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.site import manifest, zensical
from generator.site.engines import ENGINES
from generator.site.files import EngineError, refusal
from generator.site.memory import Project

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TRACEBACK = "Traceback (most recent call last):"
_INFORMS = "INFO"


def build_all(project: Project, paths: Collection[str], room: Path) -> Path:
    """Builds the site of the files of docs/ at `paths` with the project's engine; returns the folder that holds it.

    `room` is made, and removing it removes all that the program wrote. Raises `EngineError` and `OutputError`.
    """
    try:
        room.mkdir(parents=True)
        site = room.absolute() / "site"
        if project.engine == "zensical":
            _call(project, ["--config-file", str(zensical.lay(project.root, room.absolute(), paths))], room)
            if lines := zensical.settle(site, _generated(project.root, paths)):
                raise EngineError((*lines, "Zensical does not mind, but this is not published"))
        else:
            config = str(project.root.absolute() / "mkdocs.yml")
            _call(project, ["--config-file", config, "--site-dir", str(site)], room)
    except OSError as error:
        raise refusal("write", Path(error.filename or room), error) from error
    return site


def _generated(root: Path, paths: Collection[str]) -> list[str]:
    return sorted(manifest.read(root / "docs").keys() & set(paths))


def _call(project: Project, options: list[str], room: Path) -> None:
    """Runs the program; what is only a warning counts as a fault. Raises `EngineError` with what it says."""
    command = [sys.executable, "-m", project.engine, "build", "--strict", *options]
    # Material's notice about the engine's next version is not the desk's concern.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(project.epoch), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, check=False)
    if done.returncode:
        text = _COLOUR.sub("", done.stderr.decode(errors="replace")).replace(f"{room.absolute()}{os.sep}", "")
        ended = f"{ENGINES[project.engine].title} ended with status {done.returncode}"
        raise EngineError((*said(text), ended))


def said(text: str) -> Iterator[str]:
    """The lines of a program's account of what went wrong, without where in its code it was."""
    told, _, trace = text.partition(_TRACEBACK)
    yield from (line.rstrip() for line in told.splitlines() if line.strip() and not line.startswith(_INFORMS))
    yield from (line for line in trace.splitlines() if line.strip() and not line.startswith((" ", _TRACEBACK)))
