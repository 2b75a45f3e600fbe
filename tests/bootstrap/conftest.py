"""The machines that the tests start from."""

from pathlib import Path

import pytest
from machine import Machine, new_machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return new_machine(tmp_path)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """A machine on which `run` has been through once."""
    machine.add_python("python3", "3.11.7")
    assert machine.bootstrap("run").returncode == 0
    return machine
