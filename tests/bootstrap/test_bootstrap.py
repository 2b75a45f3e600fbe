"""Which Python `generator/bootstrap.sh` takes, and what it says where there is none or pip fails."""

import shutil

import pytest
from machine import INSTALLING, REFUSED, UNREACHABLE, Machine, write_program

NO_VERSIONS = (
    "ERROR: Could not find a version that satisfies the requirement leaf==1 (from versions: none)\n"
    "ERROR: No matching distribution found for leaf==1"
)
BROKEN = "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
UNTRUSTED = "Could not fetch URL https://index.example/leaf/: There was a problem confirming the ssl certificate"


def refuses(machine: Machine, sentence: str, **environment: str) -> bool:
    done = machine.bootstrap("run", **environment)
    return (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


# -- Which Python


def test_no_python(machine: Machine) -> None:
    assert refuses(
        machine,
        "Python 3.11 or newer is needed, and there is none: install one, or name one with `PYTHON=/path/to/python3`.\n",
    )


def test_a_python_that_does_not_run_is_no_python(machine: Machine) -> None:
    write_program(machine.tools / "python3", "#!/bin/sh\necho 'install the developer tools' >&2\nexit 1\n")
    assert refuses(
        machine,
        "Python 3.11 or newer is needed, and there is none: install one, or name one with `PYTHON=/path/to/python3`.\n",
    )


@pytest.mark.parametrize("version", ["2.7.18", "3.9.2", "3.10.14"])
def test_old_python(machine: Machine, version: str) -> None:
    machine.add_python("python3", version)
    machine.add_python("python", "2.6.6")
    assert refuses(
        machine,
        f"Python 3.11 or newer is needed; `python3` is {version}:"
        " install a newer one, or name one with `PYTHON=/path/to/python3`.\n",
    )


@pytest.mark.parametrize("version", ["3.11.0", "3.14.2", "3.100.0", "4.0.0"])
def test_new_enough(machine: Machine, version: str) -> None:
    machine.add_python("python3", version)
    assert machine.bootstrap("run").returncode == 0


def test_a_newer_python_under_another_name_is_found(machine: Machine) -> None:
    machine.add_python("python3", "3.9.2")
    machine.add_python("python3.12", "3.12.1")
    assert machine.bootstrap("run").stderr == INSTALLING.replace("3.11.7", "3.12.1")


def test_venv_missing(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7", venv=False)
    assert refuses(
        machine,
        "A virtual environment is needed, which `python3` cannot make:"
        " install what it lacks (Debian, Ubuntu: `apt install python3.11-venv`).\n",
    )


def test_a_python_with_venv_is_preferred(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7", venv=False)
    machine.add_python("python3.13", "3.13.0")
    assert machine.bootstrap("run").stderr == INSTALLING.replace("3.11.7", "3.13.0")


def test_named_python_is_the_one_used(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    named = machine.add_python("a python", "3.13.0")
    done = machine.bootstrap("run", PYTHON=str(named))
    assert done.stderr == INSTALLING.replace("3.11.7", "3.13.0")


def test_named_python_is_old(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.add_python("python3.8", "3.8.1")
    assert refuses(
        machine,
        "Python 3.11 or newer is needed; `python3.8` is 3.8.1:"
        " install a newer one, or name one with `PYTHON=/path/to/python3`.\n",
        PYTHON="python3.8",
    )


def test_named_python_is_missing(ready: Machine) -> None:
    assert refuses(
        ready,
        "Python 3.11 or newer is needed; `python3.99`, which `PYTHON` names, does not run.\n",
        PYTHON="python3.99",
    )
    assert ready.stamp.exists(), "a slip of the pen costs no new .venv"


# -- What pip says


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", REFUSED),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full: make room and run it again.\n",
        ),
        (BROKEN + NO_VERSIONS, UNREACHABLE),
        ("Collecting twig==1\n" + BROKEN + NO_VERSIONS, UNREACHABLE),
        (NO_VERSIONS, UNREACHABLE),
        (UNTRUSTED, UNREACHABLE),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", UNREACHABLE),
        (
            "Collecting twig==1\n" + NO_VERSIONS,
            "The package index has no ready-made `leaf==1` for this machine and Python 3.11.7.\n",
        ),
        (
            "Traceback (most recent call last):",
            "The packages could not be installed; pip's words are in .venv/install.log.\n",
        ),
    ],
)
def test_pip_fails(machine: Machine, words: str, sentence: str) -> None:
    machine.add_python("python3", "3.11.7")
    machine.let_pip_say(words, 1)
    assert refuses(machine, INSTALLING + sentence)
    assert words in (machine.root / ".venv" / "install.log").read_text()


def test_what_pip_said_before_counts_for_nothing(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.let_pip_say(f"{BROKEN}Collecting leaf==1\n", 0)
    assert machine.bootstrap("run").returncode == 0
    machine.let_pip_say("Traceback (most recent call last):", 1)
    assert machine.bootstrap("dev").stderr == (
        "installing requirements-dev.lock in .venv\n"
        "The packages could not be installed; pip's words are in .venv/install.log.\n"
    )


def test_pip_succeeds_in_silence(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.let_pip_say("[notice] A new release of pip is available\n", 0)
    done = machine.bootstrap("run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", INSTALLING)


def test_pip_checks_every_package(ready: Machine) -> None:
    (call,) = ready.calls("pip install")
    assert "--require-hashes --no-deps -r requirements.lock" in call
    assert "--only-binary :all:" in call


# -- The script itself


@pytest.mark.parametrize("words", [(), ("serve",)])
def test_usage(machine: Machine, words: tuple[str, ...]) -> None:
    done = machine.bootstrap(*words)
    usage = "usage: sh generator/bootstrap.sh run | dev | lock [UV OPTION]\n"
    assert (done.returncode, done.stderr) == (1, usage)


@pytest.mark.parametrize("shell", [name for name in ("dash", "bash", "ksh", "mksh") if shutil.which(name)])
def test_every_posix_shell_will_do(machine: Machine, shell: str) -> None:
    machine.add_python("python3", "3.11.7")
    assert machine.bootstrap("run", shell=shell).stderr == INSTALLING
    assert machine.bootstrap("run", shell=shell).stderr == ""
    machine.let_pip_say("No space left on device", 1)
    assert machine.bootstrap("dev", shell=shell).returncode == 1
