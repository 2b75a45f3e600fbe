"""A machine in a folder, for trying `generator/bootstrap.sh` on it.

Its PATH holds the few POSIX tools that the script is allowed, and Pythons that are shell scripts: they have
the version they are given, write down each call, and play the parts of `venv` and `pip`. Whether the real
ones do the same is not known here.
"""

import shutil
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
INSTALLING = "making .venv with Python 3.11.7\ninstalling requirements.lock in .venv\n"
UNREACHABLE = (
    "The package index could not be reached: check the network and pip's settings (index, proxy), and run it again.\n"
)
REFUSED = "A package is not the one that the lock names, and was refused; pip's words are in .venv/install.log.\n"
TOOLS = ("cat", "cksum", "dirname", "grep", "mkdir", "rm", "sed", "sh")
PYTHON = textwrap.dedent("""\
    #!/bin/sh
    echo "$0 $*" >>"{calls}"
    case "$*" in
    *version_info*) echo {version} ;;
    *ensurepip*) exit {venv_status} ;;
    *"-m venv "*) mkdir -p "$4/bin" && {copy} "$0" "$4/bin/python" ;;
    *"-m pip install "*) cat "{folder}/pip-says" && exit "$(cat "{folder}/pip-status")" ;;
    *"-m pip config get global.index-url") cat "{folder}/pip-index" ;;
    esac
    """)


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that stands for a machine, with the project in `root` and all that PATH offers in `tools`."""

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
        """A Python of that version on PATH, with or without the means to make a virtual environment."""
        text = PYTHON.format(
            calls=self.folder / "calls",
            version=version,
            venv_status=0 if venv else 1,
            copy=shutil.which("cp"),
            folder=self.folder,
        )
        return write_program(self.tools / name, text)

    def let_pip_say(self, words: str, status: int) -> None:
        (self.folder / "pip-says").write_text(words)
        (self.folder / "pip-status").write_text(str(status))

    def bootstrap(self, *words: str, shell: str = "sh", **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs the script with an environment of its own, from another folder than the project's."""
        return subprocess.run(
            [shutil.which(shell) or shell, self.root / "generator" / "bootstrap.sh", *words],
            cwd=self.folder,
            env={"PATH": str(self.tools), "HOME": str(self.folder)} | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, about: str) -> list[str]:
        """The calls of any Python so far that have these words in them."""
        log = self.folder / "calls"
        return [line for line in log.read_text().splitlines() if about in line] if log.exists() else []


def new_machine(folder: Path) -> Machine:
    """A machine with the project and no Python, where pip will do as it is told."""
    machine = Machine(folder)
    (machine.root / "generator").mkdir(parents=True)
    shutil.copy(PROJECT / "generator" / "bootstrap.sh", machine.root / "generator")
    (machine.root / "requirements.lock").write_text("leaf==1\n")
    (machine.root / "requirements-dev.lock").write_text("leaf==1\ntwig==1\n")
    machine.tools.mkdir()
    for tool in TOOLS:
        (machine.tools / tool).symlink_to(shutil.which(tool) or tool)
    (folder / "pip-index").write_text("")
    machine.let_pip_say("Successfully installed\n", 0)
    return machine


def write_program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path
