"""Whole sites: content in, pages and diagnostics out, one folder for each case.

`expected/` holds every page of docs/ and the report of the check, and is written anew with --update-golden. Where a
case has a `pages.txt`, only the pages that it lists are held, to keep what is read in a review small.
"""

import shutil
from pathlib import Path

import pytest

from generator import build, pages
from generator.report import as_text

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/content"))
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def produced(case: Path) -> dict[str, str]:
    """The report, and all pages or those that the case lists, by path below expected/."""
    diagnostics, everything = build.check(case)
    made = {page.path: page.text for page in pages.render(everything)} if everything else {}
    listed = case / "pages.txt"
    chosen = listed.read_text(encoding="utf-8").split() if listed.exists() else sorted(made)
    return {"diagnostics.txt": f"{as_text(diagnostics)}\n"} | {f"docs/{path}": made[path] for path in chosen}


@every_case
def test_pages_and_diagnostics_are_as_expected(case: Path, *, update_golden: bool) -> None:
    found = produced(case)
    expected = case / "expected"
    if update_golden:
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in found.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8", newline="")
    files = [path for path in expected.rglob("*") if path.is_file()]
    held = {file.relative_to(expected).as_posix(): file.read_bytes().decode() for file in files}

    assert sorted(found) == sorted(held)
    for path, text in held.items():
        assert found[path] == text, path


def test_there_are_cases() -> None:
    assert [case.name for case in CASES] == ["empty", "full", "further", "languages", "warnings"]


@every_case
def test_content_that_is_published_has_no_errors(case: Path) -> None:
    assert build.check(case)[1] is not None


def test_a_draft_leaves_no_trace() -> None:
    full = next(case for case in CASES if case.name == "full")

    assert not [path for path, text in produced(full).items() if "next-season" in path or "next-season" in text]
