"""The lock files agree with pyproject.toml and with each other, and work on every machine."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from machine import PROJECT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

RUN_LOCK = PROJECT / "requirements.lock"
DEV_LOCK = PROJECT / "requirements-dev.lock"
DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUNTIME: list[str] = DECLARED["dependencies"]
DEVELOPMENT: list[str] = DECLARED["optional-dependencies"]["dev"]


def read_pins(lock: Path) -> dict[str, list[str]]:
    """Return the hashes of each entry of a lock; its key is `name==version ; marker`."""
    text = re.sub(r"^ *#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [line.split(" --hash=") for line in text.replace(" \\\n   ", "").splitlines()]
    return {pin.strip(): hashes for pin, *hashes in entries}


def find_entries(name: str, lock: Path) -> list[Requirement]:
    """Return the entries of a package; there are several if an older Python needs an older version."""
    entries = [Requirement(pin) for pin in read_pins(lock)]
    return [entry for entry in entries if canonicalize_name(entry.name) == canonicalize_name(name)]


def list_missing(requirements: Iterable[str], lock: Path) -> list[str]:
    """Return the requirements that no entry of the lock satisfies."""
    return [
        requirement
        for requirement in requirements
        if not any(
            Requirement(requirement).specifier.contains(version.version)
            for entry in find_entries(Requirement(requirement).name, lock)
            for version in entry.specifier
        )
    ]


def test_every_dependency_is_locked() -> None:
    assert list_missing(RUNTIME, RUN_LOCK) == [], "run `make lock`"
    assert list_missing(RUNTIME + DEVELOPMENT, DEV_LOCK) == [], "run `make lock`"


def test_development_tools_stay_out_of_the_run_lock() -> None:
    """The run lock can have a tool that a dependency needs, but never pytest."""
    assert find_entries("pytest", RUN_LOCK) == []


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_every_entry_is_one_version_with_hashes(lock: Path) -> None:
    assert read_pins(lock)
    for pin, hashes in read_pins(lock).items():
        assert re.fullmatch(r"[a-z0-9.-]+==[a-z0-9.]+( ; .+)?", pin)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def test_the_dev_lock_includes_the_run_lock() -> None:
    run, dev = read_pins(RUN_LOCK), read_pins(DEV_LOCK)
    assert {pin: dev.get(pin) for pin in run} == run, "run `make lock`"


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_a_lock_has_no_address_and_no_folder(lock: Path) -> None:
    """No address, no folder and no option: each machine decides where its packages come from."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert "file:" not in line
        assert not re.match(r"\s*-(?!-hash=)", line)
        assert " /" not in line


@pytest.mark.parametrize("version", ["3.11.0", "3.11.4", "3.11.5", "3.12.0", "3.13.0", "3.14.0"])
def test_each_python_gets_one_version_of_each_package(version: str) -> None:
    python = {"python_full_version": version, "python_version": version.rsplit(".", 1)[0]}
    entries = [Requirement(pin) for pin in read_pins(DEV_LOCK)]
    names = [entry.name for entry in entries if entry.marker is None or entry.marker.evaluate(python)]
    assert len(names) == len(set(names))
    assert "pymdown-extensions" in names
