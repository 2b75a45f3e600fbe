"""`generator/bootstrap.sh` with the real venv and pip, and with packages that the test writes."""

import hashlib
import os
import sys
import zipfile
from pathlib import Path

from machine import HASH_MISMATCH, UNREACHABLE, Machine


def add_wheel(folder: Path, name: str) -> str:
    """Write the smallest possible package and return its SHA-256."""
    wheel = folder / f"{name}-1-py3-none-any.whl"
    info = f"{name}-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_real_packages_are_installed_and_verified(machine: Machine) -> None:
    offline = {
        "PYTHON": sys.executable,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(machine.folder),
        "PIP_USER": "1",
    }
    leaf, twig = add_wheel(machine.folder, "leaf"), add_wheel(machine.folder, "twig")
    run_lock, dev_lock = machine.root / "requirements.lock", machine.root / "requirements-dev.lock"
    run_lock.write_text(f"leaf==1 --hash=sha256:{leaf}\n")
    dev_lock.write_text(run_lock.read_text() + f"twig==1 --hash=sha256:{twig[::-1]}\n")

    assert machine.run_bootstrap("run", **offline).returncode == 0
    assert list(machine.root.glob(".venv/lib/python3*/site-packages/leaf.py"))

    result = machine.run_bootstrap("dev", **offline)
    assert result.returncode == 1
    assert result.stderr.endswith(f"\n{HASH_MISMATCH}")
    assert not list(machine.root.glob(".venv/lib/python3*/site-packages/twig.py"))


def test_a_real_index_that_is_unreachable(machine: Machine) -> None:
    run_lock = machine.root / "requirements.lock"
    run_lock.write_text(f"leaf==1 --hash=sha256:{'0' * 64}\n")
    result = machine.run_bootstrap(
        "run",
        PYTHON=sys.executable,
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="0",
    )
    assert result.returncode == 1
    assert result.stderr.endswith(f"\n{UNREACHABLE}")
    assert result.stderr.count("\n") == 3
