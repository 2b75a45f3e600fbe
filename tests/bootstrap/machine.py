"""A simulated machine in a folder, on which tests run `generator/bootstrap.sh`.

Its PATH has the few POSIX tools that the script may use, and Pythons that are shell scripts: each has the version that
the test sets, logs every call, and simulates `venv` and `pip`. `test_real_pip.py` uses the real ones.
"""

import shutil
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
INSTALLING = "creating .venv with Python 3.11.7\ninstalling requirements.lock in .venv\n"
UNREACHABLE = (
    "The package index could not be reached; check the network and pip's settings (index, proxy),"
    " and run the command again.\n"
)
HASH_MISMATCH = (
    "A package does not match its checksum in the lock file and was not installed;"
    " see pip's output in .venv/install.log.\n"
)
TOOLS = ("cat", "cksum", "dirname", "grep", "mkdir", "rm", "sed", "sh")
PYTHON = textwrap.dedent("""\
    #!/bin/sh
    echo "$0 $*" >>"{calls}"
    case "$*" in
    *version_info*) echo {version} ;;
    *ensurepip*) exit {venv_status} ;;
    *"-m venv "*) mkdir -p "$4/bin" && {copy} "$0" "$4/bin/python" ;;
    *"-m pip install "*) cat "{folder}/pip-output" && exit "$(cat "{folder}/pip-status")" ;;
    *"-m pip config get global.index-url") cat "{folder}/pip-index" ;;
    esac
    """)


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that simulates a machine: the project is in `root`, and the programs on PATH are in `tools`."""

    folder: Path

    @property
    def root(self) -> Path:
        return self.folder / "the project"

    @property
    def tools(self) -> Path:
        return self.folder / "tools"

    @property
    def stamp(self) -> Path:
        return self.root / ".venv" / "installed"

    def add_python(self, name: str, version: str, *, venv: bool = True) -> Path:
        """Add a Python of that version to PATH; without `venv`, it cannot create virtual environments."""
        text = PYTHON.format(
            calls=self.folder / "calls",
            version=version,
            venv_status=0 if venv else 1,
            copy=shutil.which("cp"),
            folder=self.folder,
        )
        return write_program(self.tools / name, text)

    def set_pip_result(self, output: str, status: int) -> None:
        (self.folder / "pip-output").write_text(output)
        (self.folder / "pip-status").write_text(str(status))

    def run_bootstrap(self, *arguments: str, shell: str = "sh", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script with an environment of its own, from a folder that is not the project's."""
        return subprocess.run(
            [shutil.which(shell) or shell, self.root / "generator" / "bootstrap.sh", *arguments],
            cwd=self.folder,
            env={"PATH": str(self.tools), "HOME": str(self.folder)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def find_calls(self, text: str) -> list[str]:
        """Return the logged calls of all Pythons that contain the text."""
        log = self.folder / "calls"
        return [line for line in log.read_text().splitlines() if text in line] if log.exists() else []


def new_machine(folder: Path) -> Machine:
    """Return a machine with the project and without Python, on which pip will succeed."""
    machine = Machine(folder)
    (machine.root / "generator").mkdir(parents=True)
    shutil.copy(PROJECT / "generator" / "bootstrap.sh", machine.root / "generator")
    (machine.root / "requirements.lock").write_text("leaf==1\n")
    (machine.root / "requirements-dev.lock").write_text("leaf==1\ntwig==1\n")
    machine.tools.mkdir()
    for tool in TOOLS:
        (machine.tools / tool).symlink_to(shutil.which(tool) or tool)
    (folder / "pip-index").write_text("")
    machine.set_pip_result("Successfully installed\n", 0)
    return machine


def write_program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path
