"""Configuration of editors' tools: the schema of each file, and the checks of commits and pull requests."""

import fnmatch
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from laying import lay, lay_base
from pre_commit.clientlib import load_config, load_manifest

from generator.cli import main
from generator.model.schema import MODELS

PROJECT = Path(__file__).parents[2]


def read_yaml(path: str) -> Any:
    return yaml.safe_load((PROJECT / path).read_text(encoding="utf-8"))


def test_each_file_of_content_has_its_schema() -> None:
    mapped = json.loads((PROJECT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {Path(schema).stem for schema in mapped} == set(MODELS)
    assert all((PROJECT / schema).is_file() for schema in mapped)
    for file in sorted((PROJECT / "content").rglob("*.yml")):
        path = file.relative_to(PROJECT).as_posix()
        matching = [Path(schema).stem for schema, pattern in mapped.items() if fnmatch.fnmatch(path, pattern)]
        kind = "site" if file.name == "site.yml" else path.split("/")[1].removesuffix("s")
        assert matching == [kind], path


def test_the_extension_that_reads_schemas_is_recommended() -> None:
    assert json.loads((PROJECT / ".vscode/extensions.json").read_text(encoding="utf-8")) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


# Hooks


def test_hook_for_other_repositories_calls_an_installed_script() -> None:
    (hook,) = load_manifest(str(PROJECT / ".pre-commit-hooks.yaml"))
    program, command, *arguments = hook["entry"].split()
    scripts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert (hook["language"], hook["pass_filenames"], hook["files"]) == ("python", False, "^content/")
    assert scripts[program] == "generator.cli:main"
    check = main.get_command(click.Context(main), command)
    assert check
    check.make_context(command, arguments, obj=PROJECT)


def test_both_hooks_do_the_same() -> None:
    (manifest,) = load_manifest(str(PROJECT / ".pre-commit-hooks.yaml"))
    (hook,) = load_config(str(PROJECT / ".pre-commit-config.yaml"))["repos"][0]["hooks"]
    assert hook["entry"].removeprefix(".venv/bin/python -m generator ") == manifest["entry"].removeprefix("briefings ")
    assert all(hook[key] == manifest[key] for key in ("id", "name", "files", "pass_filenames", "require_serial"))


@pytest.mark.skipif(not shutil.which("git"), reason="no git")
@pytest.mark.parametrize(
    ("files", "exit_code", "output"),
    [
        ({}, 0, "Passed"),
        ({"content/actors/x y.yml": "type: person\n"}, 1, "error[bad-id]"),
        ({"content/places/new-pier.yml": "name: New Pier\n"}, 0, "Passed"),
        ({"notes.txt": "no content\n"}, 0, "Passed"),
    ],
)
def test_pre_commit_runs_the_check(tmp_path: Path, files: dict[str, Any], exit_code: int, output: str) -> None:
    lay_base(tmp_path)
    lay(tmp_path, files)
    shutil.copy(PROJECT / ".pre-commit-config.yaml", tmp_path)
    (tmp_path / "generator").symlink_to(PROJECT / "generator")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path.parent / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (["git", "init", "--quiet"], ["git", "add", "content", ".pre-commit-config.yaml"]):
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)

    result = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, output in result.stdout) == (exit_code, True), result.stdout + result.stderr


# Pull requests


def test_pull_requests_are_annotated_and_may_do_no_more() -> None:
    workflow = read_yaml(".github/workflows/check.yml")
    steps = workflow["jobs"]["check"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert workflow[True] == {"pull_request": None}  # YAML 1.1 reads `on` as a truth value
    assert workflow["permissions"] == {"contents": "read"}
    assert runs == [
        "sh generator/bootstrap.sh run",
        ".venv/bin/python -m generator check --format github",
        ".venv/bin/python -m generator build --format github",
        "make check",
    ]


def test_both_workflows_use_the_same_tools() -> None:
    used = [
        {
            step["uses"]: step.get("with")
            for step in read_yaml(f".github/workflows/{name}.yml")["jobs"][job]["steps"]
            if "uses" in step
        }
        for name, job in (("check", "check"), ("publish", "build"))
    ]
    assert all(used[1][tool] == options for tool, options in used[0].items())
