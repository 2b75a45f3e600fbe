"""The simulated machines on which the tests run."""

from pathlib import Path

import pytest
from machine import Machine, new_machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path)


@pytest.fixture
def installed(machine: Machine) -> Machine:
    """Return a machine on which `bootstrap.sh run` has succeeded."""
    machine.add_python("python3", "3.11.7")
    assert machine.run_bootstrap("run").returncode == 0
    return machine
