"""All diagnostics of a run, in each format, and the output and exit codes of the commands."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from laying import lay, lay_base

from generator.build import checking
from generator.cli import main
from generator.diagnostics.report import RENDERERS

MANY = Path(__file__).parent / "many"
WARNS = {"content/places/new-pier.yml": "name: New Pier\n"}
FAILS = {"content/places/new-pier.yml": "nam: New Pier\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base, laid out."""
    lay_base(tmp_path)
    return tmp_path


@pytest.fixture
def many(root: Path) -> Path:
    """The base with many errors."""
    lay(root, yaml.safe_load((MANY / "files.yml").read_text(encoding="utf-8")))
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def tree(root: Path) -> dict[str, bytes | None]:
    """List every file and folder, except the generator's own."""
    paths = {path.relative_to(root): path for path in sorted(root.rglob("*"))}
    return {
        path.as_posix(): there.read_bytes() if there.is_file() else None
        for path, there in paths.items()
        if path.parts[0] != ".cache"
    }


@pytest.mark.parametrize("form", RENDERERS)
def test_all_errors_of_all_files_are_reported_in_one_run(many: Path, form: str, *, update_golden: bool) -> None:
    result = run(many, "check", "--format", form)

    golden = MANY / f"expected.{form}"
    if update_golden:
        golden.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == golden.read_text(encoding="utf-8")
    assert result.exit_code == 1


def test_each_error_is_reported_once(many: Path) -> None:
    diagnostics, everything = checking.check(many)
    rules = [one.rule for one in diagnostics]

    assert everything is None
    assert sorted(rules) == sorted(
        [
            "bad-id",
            "bad-indentation",
            "bad-url",
            "bad-value",
            "bad-value",
            "circle",
            "date-form",
            "duplicate-key",
            "flow-mapping",
            "image",
            "lone-file",
            "name-for-id",
            "not-utf8",
            "private-key",
            "quote-bounds",
            "quote-not-found",
            "raw-html",
            "stray-file",
            "text-after-quote",
            "unknown-id",
            "unknown-key",
            "unknown-key",
            "wrong-kind",
        ]
    )


def test_json_is_the_contract_of_other_programs(many: Path) -> None:
    entries: list[dict[str, Any]] = json.loads(run(many, "check", "--format", "json").stdout)

    assert {tuple(entry) for entry in entries} == {("rule", "severity", "path", "line", "column", "message", "help")}
    assert {entry["severity"] for entry in entries} == {"error", "warning"}
    assert all(entry["line"] >= 1 and entry["column"] >= 1 for entry in entries)


def test_json_of_content_without_errors_is_an_empty_list(root: Path) -> None:
    result = run(root, "check", "--format", "json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_annotations_escape_delimiters(root: Path) -> None:
    lay(root, {"content/places/a,b:100%.yml": "name: New Pier\n"})

    assert run(root, "check", "--format", "github").stdout == (
        "::error file=content/places/a%2Cb%3A100%25.yml,line=1,col=1,title=bad-id::"
        "`a,b:100%25` is not a valid id; the file is not read. "
        "rename it to `a-b-100`; use an id of 2 to 64 characters: a–z, 0–9 and hyphens\n"
    )


@pytest.mark.parametrize(
    ("files", "arguments", "code"),
    [
        ({}, ["check"], 0),
        ({}, ["check", "--strict"], 0),
        (WARNS, ["check"], 0),
        (WARNS, ["check", "--strict"], 1),
        (FAILS, ["check"], 1),
        (FAILS, ["check", "--format", "github"], 1),
        (FAILS, ["build"], 1),
        (WARNS, ["build", "--strict"], 1),
        ({}, ["check", "--format", "xml"], 2),
        ({}, ["check", "content"], 2),
        ({}, ["build", "--fast"], 2),
        ({}, ["publish"], 2),
    ],
)
def test_exit_codes(root: Path, files: dict[str, Any], arguments: list[str], code: int) -> None:
    lay(root, files)

    assert run(root, *arguments).exit_code == code


def test_a_missing_root_is_a_usage_error(root: Path) -> None:
    assert run(root / "nowhere", "check").exit_code == 2


@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        (FAILS, ["build"]),
        (FAILS, ["build", "--full", "--format", "json"]),
        (WARNS, ["build", "--strict"]),
        ({"docs/actors/tessa-varga.md": "# Ours\n"}, ["build"]),
        ({"docs/themes": "A file.\n"}, ["build", "--full"]),
        ({}, ["check"]),
        (FAILS, ["check"]),
    ],
)
def test_nothing_is_written(root: Path, files: dict[str, Any], arguments: list[str]) -> None:
    lay(root, files)
    lay(root, {"site/index.html": "<p>The site that is published.</p>\n"})
    before = tree(root)

    result = run(root, *arguments)

    assert tree(root) == before
    assert result.exit_code == (0 if not files else 1)
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_build_that_fails_says_so(root: Path) -> None:
    lay(root, FAILS)

    result = run(root, "build")

    assert result.stderr == "nothing was written\n"
    assert result.stdout == run(root, "check").stdout


def test_a_handwritten_page_at_a_generated_path_is_listed_after_warnings(root: Path) -> None:
    lay(root, WARNS | {"docs/actors/tessa-varga.md": "# Ours\n"})

    result = run(root, "build", "--format", "json")

    assert [entry["rule"] for entry in json.loads(result.stdout)["diagnostics"]] == ["unused-entity", "page-in-the-way"]


def test_paths_in_reports_do_not_depend_on_where_the_root_is(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run(many, "check").stdout
    monkeypatch.chdir(many)

    assert run(Path(), "check").stdout == expected
    assert run(Path(os.pardir) / many.name, "check").stdout == expected
    assert str(many) not in expected
