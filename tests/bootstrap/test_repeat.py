"""When `generator/bootstrap.sh` leaves .venv as it is, adds to it, or makes it anew."""

import shutil
from pathlib import Path

import pytest
from machine import INSTALLING, Machine, new_machine

# -- When nothing is to be done


@pytest.mark.parametrize("word", ["run", "dev"])
def test_again_is_quiet_and_leaves_pip_alone(machine: Machine, word: str) -> None:
    machine.add_python("python3", "3.11.7")
    machine.bootstrap(word)
    (machine.folder / "calls").unlink()
    done = machine.bootstrap(word)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert machine.calls("-m") == []


def test_run_and_dev_share_one_environment(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    for word in ("run", "dev", "run", "dev"):
        assert machine.bootstrap(word).returncode == 0
    assert [call.split()[-1] for call in machine.calls("pip install")] == [
        "requirements.lock",
        "requirements-dev.lock",
    ]
    assert len(machine.calls("-m venv")) == 1


def test_dev_first_serves_run(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    for word in ("dev", "run"):
        assert machine.bootstrap(word).returncode == 0
    assert [call.split()[-1] for call in machine.calls("pip install")] == ["requirements-dev.lock"]


def test_a_newer_python_on_path_is_no_reason_to_start_anew(ready: Machine) -> None:
    ready.add_python("python3", "3.12.1")
    ready.bootstrap("run")
    assert len(ready.calls("-m venv")) == 1


# -- When all is made anew


def made_anew(machine: Machine, word: str = "run", **environment: str) -> bool:
    """Whether a file that stands in .venv is gone after another run."""
    witness = machine.root / ".venv" / "witness"
    witness.touch()
    done = machine.bootstrap(word, **environment)
    assert done.returncode == 0, done.stderr
    assert machine.stamp.exists()
    return not witness.exists()


def test_not_without_a_reason(ready: Machine) -> None:
    assert not made_anew(ready)
    assert not made_anew(ready, "dev")


def test_after_an_interrupted_or_failed_install(ready: Machine) -> None:
    ready.let_pip_say("killed", 1)
    assert ready.bootstrap("dev").returncode == 1
    assert not ready.stamp.exists()
    ready.let_pip_say("", 0)
    assert made_anew(ready)


def test_when_the_lock_changed(ready: Machine) -> None:
    (ready.root / "requirements.lock").write_text("leaf==2\n")
    assert made_anew(ready)


def test_when_the_folder_moved(ready: Machine, tmp_path: Path) -> None:
    moved = new_machine(tmp_path / "elsewhere")
    moved.add_python("python3", "3.11.7")
    shutil.rmtree(moved.root)
    ready.root.rename(moved.root)
    assert made_anew(moved)


def test_when_its_python_vanished(ready: Machine) -> None:
    (ready.root / ".venv" / "bin" / "python").unlink()
    assert made_anew(ready)


def test_when_its_python_was_upgraded(ready: Machine) -> None:
    ready.add_python("python3", "3.11.9").replace(ready.root / ".venv" / "bin" / "python")
    ready.add_python("python3", "3.11.9")
    assert made_anew(ready)


def test_when_another_python_is_named(ready: Machine) -> None:
    other = ready.add_python("python3.13", "3.13.0")
    assert not made_anew(ready)
    assert made_anew(ready, PYTHON=str(other))
    assert not made_anew(ready, PYTHON=str(other))
    assert not made_anew(ready)


def test_an_activated_environment_does_not_remake_itself(ready: Machine) -> None:
    own = ready.root / ".venv"
    ready.add_python("python3", "3.11.7").rename(own / "bin" / "python3")
    ready.add_python("python3.13", "3.13.0")
    (ready.root / "requirements.lock").write_text("leaf==2\n")
    done = ready.bootstrap("run", VIRTUAL_ENV=str(own), PATH=f"{own}/bin:{ready.tools}")
    assert done.stderr == INSTALLING.replace("3.11.7", "3.13.0")
