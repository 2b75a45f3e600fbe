"""`generator/bootstrap.sh` leaves .venv unchanged, adds to it, or creates it again."""

import shutil
from pathlib import Path

import pytest
from machine import INSTALLING, Machine, new_machine

# Nothing to do


@pytest.mark.parametrize("command", ["run", "dev"])
def test_a_second_run_prints_nothing_and_does_not_call_pip(machine: Machine, command: str) -> None:
    machine.add_python("python3", "3.11.7")
    machine.run_bootstrap(command)
    (machine.folder / "calls").unlink()
    result = machine.run_bootstrap(command)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert machine.find_calls("-m") == []


def test_run_and_dev_share_an_environment(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    for command in ("run", "dev", "run", "dev"):
        assert machine.run_bootstrap(command).returncode == 0
    assert [call.split()[-1] for call in machine.find_calls("pip install")] == [
        "requirements.lock",
        "requirements-dev.lock",
    ]
    assert len(machine.find_calls("-m venv")) == 1


def test_run_after_dev_installs_nothing(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    for command in ("dev", "run"):
        assert machine.run_bootstrap(command).returncode == 0
    assert [call.split()[-1] for call in machine.find_calls("pip install")] == ["requirements-dev.lock"]


def test_a_newer_python_on_path_does_not_recreate_it(installed: Machine) -> None:
    installed.add_python("python3", "3.12.1")
    installed.run_bootstrap("run")
    assert len(installed.find_calls("-m venv")) == 1


# Created again


def is_recreated(machine: Machine, command: str = "run", **environment: str) -> bool:
    """Run it again and return true if a file that was in .venv has been removed."""
    marker = machine.root / ".venv" / "marker"
    marker.touch()
    result = machine.run_bootstrap(command, **environment)
    assert result.returncode == 0, result.stderr
    assert machine.stamp.exists()
    return not marker.exists()


def test_an_unchanged_environment_is_not_recreated(installed: Machine) -> None:
    assert not is_recreated(installed)
    assert not is_recreated(installed, "dev")


def test_after_an_interrupted_or_failed_install(installed: Machine) -> None:
    installed.set_pip_result("killed", 1)
    assert installed.run_bootstrap("dev").returncode == 1
    assert not installed.stamp.exists()
    installed.set_pip_result("", 0)
    assert is_recreated(installed)


def test_when_the_lock_changed(installed: Machine) -> None:
    (installed.root / "requirements.lock").write_text("leaf==2\n")
    assert is_recreated(installed)


def test_when_the_folder_moved(installed: Machine, tmp_path: Path) -> None:
    moved = new_machine(tmp_path / "elsewhere")
    moved.add_python("python3", "3.11.7")
    shutil.rmtree(moved.root)
    installed.root.rename(moved.root)
    assert is_recreated(moved)


def test_when_its_python_was_removed(installed: Machine) -> None:
    (installed.root / ".venv" / "bin" / "python").unlink()
    assert is_recreated(installed)


def test_when_its_python_was_upgraded(installed: Machine) -> None:
    installed.add_python("python3", "3.11.9").replace(installed.root / ".venv" / "bin" / "python")
    installed.add_python("python3", "3.11.9")
    assert is_recreated(installed)


def test_when_another_python_is_selected(installed: Machine) -> None:
    other = installed.add_python("python3.13", "3.13.0")
    assert not is_recreated(installed)
    assert is_recreated(installed, PYTHON=str(other))
    assert not is_recreated(installed, PYTHON=str(other))
    assert not is_recreated(installed)


def test_an_activated_environment_is_not_recreated_with_its_own_python(installed: Machine) -> None:
    own = installed.root / ".venv"
    installed.add_python("python3", "3.11.7").rename(own / "bin" / "python3")
    installed.add_python("python3.13", "3.13.0")
    (installed.root / "requirements.lock").write_text("leaf==2\n")
    result = installed.run_bootstrap("run", VIRTUAL_ENV=str(own), PATH=f"{own}/bin:{installed.tools}")
    assert result.stderr == INSTALLING.replace("3.11.7", "3.13.0")
