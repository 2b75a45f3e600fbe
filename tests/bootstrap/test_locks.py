"""The locks are in step with pyproject.toml, with each other, and with any machine that they are read on."""

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


def pins(lock: Path) -> dict[str, list[str]]:
    """Every `name==version ; marker` of a lock, with its hashes."""
    text = re.sub(r"^ *#.*\n", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = [line.split(" --hash=") for line in text.replace(" \\\n   ", "").splitlines()]
    return {pin.strip(): hashes for pin, *hashes in entries}


def pinned(name: str, lock: Path) -> list[Requirement]:
    """Each version of a package; there are several where an older Python needs an older one."""
    entries = [Requirement(pin) for pin in pins(lock)]
    return [entry for entry in entries if canonicalize_name(entry.name) == canonicalize_name(name)]


def lacking(declared: Iterable[str], lock: Path) -> list[str]:
    """The declared requirements that no entry of the lock meets."""
    return [
        wanted
        for wanted in declared
        if not any(
            Requirement(wanted).specifier.contains(version.version)
            for entry in pinned(Requirement(wanted).name, lock)
            for version in entry.specifier
        )
    ]


def test_every_dependency_is_locked() -> None:
    assert lacking(RUNTIME, RUN_LOCK) == [], "run `make lock`"
    assert lacking(RUNTIME + DEVELOPMENT, DEV_LOCK) == [], "run `make lock`"


def test_development_tools_stay_out_of_the_run_lock() -> None:
    """A tool may be there for another's sake, but the lock for readers' machines names pytest nowhere."""
    assert pinned("pytest", RUN_LOCK) == []


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_every_entry_is_one_version_with_hashes(lock: Path) -> None:
    assert pins(lock)
    for pin, hashes in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9.-]+==[a-z0-9.]+( ; .+)?", pin)
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes)


def test_the_dev_lock_holds_the_run_lock() -> None:
    run, dev = pins(RUN_LOCK), pins(DEV_LOCK)
    assert {pin: dev.get(pin) for pin in run} == run, "run `make lock`"


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    """No address, no folder and no option: where packages come from is the machine's business."""
    for line in lock.read_text(encoding="utf-8").splitlines():
        assert "://" not in line
        assert "file:" not in line
        assert not re.match(r"\s*-(?!-hash=)", line)
        assert " /" not in line


@pytest.mark.parametrize("version", ["3.11.0", "3.11.4", "3.11.5", "3.12.0", "3.13.0", "3.14.0"])
def test_each_python_gets_one_version_of_each_package(version: str) -> None:
    python = {"python_full_version": version, "python_version": version.rsplit(".", 1)[0]}
    entries = [Requirement(pin) for pin in pins(DEV_LOCK)]
    names = [entry.name for entry in entries if entry.marker is None or entry.marker.evaluate(python)]
    assert len(names) == len(set(names))
    assert "pymdown-extensions" in names
