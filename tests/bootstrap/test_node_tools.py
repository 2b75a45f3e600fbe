"""Node's tools are installed once, need no network after that, and are required only in CI."""

import json
import re
import subprocess
import sys
from pathlib import Path

import node_tools
import pytest
from machine import PROJECT, write_program

NODE = '#!/bin/sh\necho "node $*" >>"{calls}"\ncase "$1" in --version) echo {version} ;; esac\n'
NPM = '#!/bin/sh\necho "npm $*" >>"{calls}"\n{action}\n'
TOOL = '#!/bin/sh\necho "{name} $*" >>"{calls}"\nexit {status}\n'
INSTALL = "npm ci --no-audit --no-fund --loglevel=error"
CHECKS = ["biome check --error-on-warnings", "tsc --project tsconfig.json"]


class Machine:
    """A project with a lock file, and programs that log their calls."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "project"
        self.calls = folder / "calls"
        self.root.mkdir()
        (folder / "tools").mkdir()
        (self.root / "package-lock.json").write_text("{}")
        self.add_node("v20.1.0")
        self.add_npm("exit 0")
        for name in ("biome", "tsc"):
            self.add_tool(name, 0)

    def add_node(self, version: str) -> None:
        write_program(self.folder / "tools/node", NODE.format(calls=self.calls, version=version))

    def add_npm(self, action: str) -> None:
        write_program(self.folder / "tools/npm", NPM.format(calls=self.calls, action=action))

    def add_tool(self, name: str, status: int) -> None:
        path = self.root / "node_modules/.bin" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_program(path, TOOL.format(name=name, calls=self.calls, status=status))

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """Run the tools and return the exit status and the calls, without those for Node's version."""
        self.calls.write_text("")
        status = node_tools.main(arguments, self.root)
        return status, [call for call in self.calls.read_text().splitlines() if call != "node --version"]


@pytest.fixture
def node_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools'}:/usr/bin:/bin")
    monkeypatch.delenv("CI", raising=False)
    return machine


def test_packages_are_installed_once(node_machine: Machine) -> None:
    assert node_machine.run("check") == (0, [INSTALL, *CHECKS])
    assert node_machine.run("check") == (0, CHECKS)


@pytest.mark.parametrize("change", ["lock", "version"])
def test_a_changed_lock_or_node_installs_them_again(node_machine: Machine, change: str) -> None:
    node_machine.run("check")
    if change == "lock":
        (node_machine.root / "package-lock.json").write_text('{"version": 2}')
    else:
        node_machine.add_node("v22.0.0")
    assert node_machine.run("check") == (0, [INSTALL, *CHECKS])


@pytest.mark.parametrize(("ci", "expected"), [("", 0), ("true", 1)])
def test_without_a_network_only_ci_fails(
    node_machine: Machine,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    ci: str,
    expected: int,
) -> None:
    monkeypatch.setenv("CI", ci)
    node_machine.add_npm("exit 1")
    assert node_machine.run("check") == (expected, [INSTALL])
    assert "npm could not install the packages" in capfd.readouterr().err
    node_machine.add_npm("exit 0")
    assert node_machine.run("check") == (0, [INSTALL, *CHECKS])


@pytest.mark.parametrize("run", ["check", "test"])
def test_without_node_only_ci_fails(
    node_machine: Machine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], run: str
) -> None:
    monkeypatch.setenv("PATH", str(node_machine.folder))
    assert node_machine.run(run) == (0, [])
    monkeypatch.setenv("CI", "true")
    assert node_machine.run(run) == (1, [])
    assert "install Node 20 or newer" in capfd.readouterr().err


def test_an_old_node_is_ignored(node_machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    node_machine.add_node("v18.19.0")
    assert node_machine.run("test") == (0, [])
    assert "Node v18.19.0 is too old" in capfd.readouterr().err


def test_an_error_of_a_tool_fails_the_check(node_machine: Machine) -> None:
    node_machine.add_tool("biome", 3)
    assert node_machine.run("check") == (3, [INSTALL, CHECKS[0]])


def test_tests_need_no_packages(node_machine: Machine) -> None:
    folder = node_machine.root / "tests/theme"
    folder.mkdir(parents=True)
    (folder / "a.test.js").write_text("")
    (folder / "helper.js").write_text("")
    assert node_machine.run("test") == (0, [f"node --test --test-reporter=spec {folder / 'a.test.js'}"])


def test_another_argument_prints_the_usage(node_machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    assert node_machine.run("lint") == (2, [])
    assert capfd.readouterr().err == "usage: python tests/node_tools.py check | test\n"


def test_versions_are_exact_and_the_lock_names_no_host() -> None:
    package = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    assert "dependencies" not in package
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    packages = [entry for path, entry in lock["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages)


def test_the_program_exits_with_the_status() -> None:
    result = subprocess.run([sys.executable, node_tools.__file__], check=False, capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (2, "usage: python tests/node_tools.py check | test\n")
