"""`generator/bootstrap.sh` chooses a Python, and explains if there is none or pip fails."""

import shutil

import pytest
from machine import HASH_MISMATCH, INSTALLING, UNREACHABLE, Machine, write_program

NO_VERSIONS = (
    "ERROR: Could not find a version that satisfies the requirement leaf==1 (from versions: none)\n"
    "ERROR: No matching distribution found for leaf==1"
)
NO_PYTHON = (
    "Python 3.11 or newer is needed, but no Python was found;"
    " install one, or select one with `PYTHON=/path/to/python3`.\n"
)
BROKEN = "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
UNTRUSTED = "Could not fetch URL https://index.example/leaf/: There was a problem confirming the ssl certificate"


def fails_with(machine: Machine, message: str, **environment: str) -> bool:
    """Return true if `bootstrap.sh run` fails with this message on stderr and no other output."""
    result = machine.run_bootstrap("run", **environment)
    return (result.returncode, result.stdout, result.stderr) == (1, "", message)


# The choice of a Python


def test_no_python(machine: Machine) -> None:
    assert fails_with(machine, NO_PYTHON)


def test_a_python_that_does_not_run_is_ignored(machine: Machine) -> None:
    write_program(machine.tools / "python3", "#!/bin/sh\necho 'install the developer tools' >&2\nexit 1\n")
    assert fails_with(machine, NO_PYTHON)


@pytest.mark.parametrize("version", ["2.7.18", "3.9.2", "3.10.14"])
def test_old_python(machine: Machine, version: str) -> None:
    machine.add_python("python3", version)
    machine.add_python("python", "2.6.6")
    assert fails_with(
        machine,
        f"Python 3.11 or newer is needed, but `python3` is {version};"
        " install a newer one, or select one with `PYTHON=/path/to/python3`.\n",
    )


@pytest.mark.parametrize("version", ["3.11.0", "3.14.2", "3.100.0", "4.0.0"])
def test_new_enough(machine: Machine, version: str) -> None:
    machine.add_python("python3", version)
    assert machine.run_bootstrap("run").returncode == 0


def test_a_newer_python_under_another_name_is_found(machine: Machine) -> None:
    machine.add_python("python3", "3.9.2")
    machine.add_python("python3.12", "3.12.1")
    assert machine.run_bootstrap("run").stderr == INSTALLING.replace("3.11.7", "3.12.1")


def test_venv_missing(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7", venv=False)
    assert fails_with(
        machine,
        "`python3` cannot create a virtual environment;"
        " install the missing package (Debian, Ubuntu: `apt install python3.11-venv`).\n",
    )


def test_a_python_with_venv_is_preferred(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7", venv=False)
    machine.add_python("python3.13", "3.13.0")
    assert machine.run_bootstrap("run").stderr == INSTALLING.replace("3.11.7", "3.13.0")


def test_the_selected_python_is_used(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    selected = machine.add_python("a python", "3.13.0")
    result = machine.run_bootstrap("run", PYTHON=str(selected))
    assert result.stderr == INSTALLING.replace("3.11.7", "3.13.0")


def test_the_selected_python_is_old(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.add_python("python3.8", "3.8.1")
    assert fails_with(
        machine,
        "Python 3.11 or newer is needed, but `python3.8` is 3.8.1;"
        " install a newer one, or select one with `PYTHON=/path/to/python3`.\n",
        PYTHON="python3.8",
    )


def test_the_selected_python_is_missing(installed: Machine) -> None:
    assert fails_with(
        installed,
        "Python 3.11 or newer is needed, but `python3.99`, which `PYTHON` selects, does not run.\n",
        PYTHON="python3.99",
    )
    assert installed.stamp.exists(), "a wrong PYTHON must not remove .venv"


# Failures of pip


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", HASH_MISMATCH),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "The disk is full; free some space and run the command again.\n",
        ),
        (BROKEN + NO_VERSIONS, UNREACHABLE),
        ("Collecting twig==1\n" + BROKEN + NO_VERSIONS, UNREACHABLE),
        (NO_VERSIONS, UNREACHABLE),
        (UNTRUSTED, UNREACHABLE),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", UNREACHABLE),
        (
            "Collecting twig==1\n" + NO_VERSIONS,
            "The package index has no prebuilt `leaf==1` for this machine and Python 3.11.7.\n",
        ),
        (
            "Traceback (most recent call last):",
            "The packages could not be installed; see pip's output in .venv/install.log.\n",
        ),
    ],
)
def test_pip_fails(machine: Machine, output: str, message: str) -> None:
    machine.add_python("python3", "3.11.7")
    machine.set_pip_result(output, 1)
    assert fails_with(machine, INSTALLING + message)
    assert output in (machine.root / ".venv" / "install.log").read_text()


def test_output_of_an_earlier_run_of_pip_is_ignored(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.set_pip_result(f"{BROKEN}Collecting leaf==1\n", 0)
    assert machine.run_bootstrap("run").returncode == 0
    machine.set_pip_result("Traceback (most recent call last):", 1)
    assert machine.run_bootstrap("dev").stderr == (
        "installing requirements-dev.lock in .venv\n"
        "The packages could not be installed; see pip's output in .venv/install.log.\n"
    )


def test_success_prints_no_output_of_pip(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    machine.set_pip_result("[notice] A new release of pip is available\n", 0)
    result = machine.run_bootstrap("run")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", INSTALLING)


def test_pip_checks_every_package(installed: Machine) -> None:
    (call,) = installed.find_calls("pip install")
    assert "--require-hashes --no-deps -r requirements.lock" in call
    assert "--only-binary :all:" in call


# The script


@pytest.mark.parametrize("arguments", [(), ("serve",)])
def test_usage(machine: Machine, arguments: tuple[str, ...]) -> None:
    result = machine.run_bootstrap(*arguments)
    usage = "usage: sh generator/bootstrap.sh run | dev | lock [UV OPTION]\n"
    assert (result.returncode, result.stderr) == (1, usage)


@pytest.mark.parametrize("shell", [name for name in ("dash", "bash", "ksh", "mksh") if shutil.which(name)])
def test_every_posix_shell_runs_the_script(machine: Machine, shell: str) -> None:
    machine.add_python("python3", "3.11.7")
    assert machine.run_bootstrap("run", shell=shell).stderr == INSTALLING
    assert machine.run_bootstrap("run", shell=shell).stderr == ""
    machine.set_pip_result("No space left on device", 1)
    assert machine.run_bootstrap("dev", shell=shell).returncode == 1
