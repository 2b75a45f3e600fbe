"""The calls of uv by `generator/bootstrap.sh lock`."""

from machine import Machine, write_program


def write_locks(machine: Machine, **environment: str) -> list[str]:
    """Run `bootstrap.sh lock` with a simulated uv and return the calls of `uv pip compile`."""
    programs = machine.root / ".cache" / "uv" / "bin"
    programs.mkdir(parents=True)
    machine.add_python("python3", "3.11.7").rename(programs / "python")
    calls = machine.folder / "uv-calls"
    write_program(programs / "uv", f'#!/bin/sh\necho "${{UV_DEFAULT_INDEX-none}} $*" >>"{calls}"\n')
    result = machine.run_bootstrap("lock", "--upgrade", **environment)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    return [call for call in calls.read_text().splitlines() if "pip compile" in call]


def test_both_locks_are_written_and_the_first_constrains_the_second(machine: Machine) -> None:
    run, dev = write_locks(machine)
    assert run.endswith("--output-file requirements.lock --upgrade pyproject.toml")
    assert dev.endswith(
        "--output-file requirements-dev.lock --extra dev --constraints requirements.lock --upgrade pyproject.toml"
    )


def test_uv_uses_its_own_index_if_pip_names_none(machine: Machine) -> None:
    assert {call.split()[0] for call in write_locks(machine)} == {"none"}


def test_uv_uses_the_index_of_pips_settings(machine: Machine) -> None:
    (machine.folder / "pip-index").write_text("https://index.example/simple\n")
    assert {call.split()[0] for call in write_locks(machine)} == {"https://index.example/simple"}


def test_uv_uses_the_index_of_pips_environment(machine: Machine) -> None:
    calls = write_locks(machine, PIP_INDEX_URL="https://mirror.example/simple")
    assert {call.split()[0] for call in calls} == {"https://mirror.example/simple"}


def test_a_folder_that_cannot_be_written(machine: Machine) -> None:
    machine.add_python("python3", "3.11.7")
    (machine.root / ".cache").write_text("a file in the way")
    result = machine.run_bootstrap("lock")
    assert result.returncode == 1
    assert result.stderr == ("creating .cache/uv with Python 3.11.7\nThe folder `.cache/uv` cannot be written.\n")
