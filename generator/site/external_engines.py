"""Builds of the whole site by an engine that is a separate program.

The program gets a folder in `.cache/`, and all that it writes stays there: the site, which the caller takes, and its
own files. Its output is shown only if it fails; its lines are then the error.
"""

import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.infra.files import EngineError, wrap_os_error
from generator.site import zensical
from generator.site.engine_choice import ENGINES
from generator.site.output import manifest
from generator.site.output.state import Project

_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_TRACEBACK = "Traceback (most recent call last):"
_INFO = "INFO"


def build_with_program(project: Project, paths: Collection[str], folder: Path) -> Path:
    """Build the site of the files of docs/ at `paths` with the project's engine; return the folder that holds it.

    The new `folder` contains all that the program writes. Raise `EngineError` if the engine fails, and `OutputError` if
    a file cannot be read or written.
    """
    try:
        folder.mkdir(parents=True)
        site = folder.absolute() / "site"
        if project.engine == "zensical":
            config = zensical.create_project(project.root, folder.absolute(), paths)
            _run(project, ["--config-file", str(config)], folder)
            if lines := zensical.finish_site(site, _list_generated(project.root, paths)):
                raise EngineError((*lines, "Zensical accepts this, but it is not published"))
        else:
            config = project.root.absolute() / "mkdocs.yml"
            _run(project, ["--config-file", str(config), "--site-dir", str(site)], folder)
    except OSError as error:
        raise wrap_os_error("write", Path(error.filename or folder), error) from error
    return site


def _list_generated(root: Path, paths: Collection[str]) -> list[str]:
    return sorted(manifest.read_manifest(root / "docs").keys() & set(paths))


def _run(project: Project, options: list[str], folder: Path) -> None:
    """Run the program; a warning counts as an error. Raise `EngineError` with its output."""
    command = [sys.executable, "-m", project.engine, "build", "--strict", *options]
    # Material's notice about the engine's next version does not concern the owner of a site.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(project.epoch), "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, check=False)
    if process.returncode:
        output = _COLOR.sub("", process.stderr.decode(errors="replace")).replace(f"{folder.absolute()}{os.sep}", "")
        status = f"{ENGINES[project.engine].title} ended with status {process.returncode}"
        raise EngineError((*extract_error_lines(output), status))


def extract_error_lines(output: str) -> Iterator[str]:
    """Yield the lines of a program's output that describe an error, without the positions of its traceback."""
    messages, _, trace = output.partition(_TRACEBACK)
    for line in filter(str.strip, messages.splitlines()):
        if not line.startswith(_INFO):
            yield line.rstrip()
    for line in filter(str.strip, trace.splitlines()):
        if not line.startswith((" ", _TRACEBACK)):
            yield line
