"""Check the types of the tests with mypy, so that a name that does not exist is reported before any test runs.

usage: python tests/check_types.py

As for pytest, the modules of each folder are top-level modules, so mypy's path has all folders. Several folders have a
conftest.py; mypy reads each of them through a link with a name of its own, as `conftest_site.py`.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
CONFIG = "tests/mypy.ini"


def list_modules(root: Path, links: Path) -> list[Path]:
    """Return the paths of the modules below tests/; link each conftest.py in `links`, and return the link for it."""
    modules = []
    for path in sorted((root / "tests").rglob("*.py")):
        module = path
        if path.name == "conftest.py":
            module = links / f"conftest_{path.parent.name}.py"
            module.symlink_to(path)
        modules.append(module)
    return modules


def check_types(root: Path = ROOT) -> int:
    """Check the types of the tests of the project at `root`; return the exit status of mypy."""
    with TemporaryDirectory() as links:
        modules = list_modules(root, Path(links))
        folders = sorted({str(module.parent) for module in modules})
        environment = {**os.environ, "MYPYPATH": os.pathsep.join([str(root), *folders])}
        command = [sys.executable, "-m", "mypy", "--config-file", str(root / CONFIG), *map(str, modules)]
        return subprocess.run(command, cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(check_types())
