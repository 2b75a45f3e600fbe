"""Golden cases: whole sites, with content as the input and with pages and diagnostics as the expected output.

Pages are rendered from the index of the program and from the plain one of the tests, with the same bytes.
Each case is a folder. `expected/` has every page of docs/ and the report of the check; --update-golden writes it again.
If a case has a `pages.txt`, `expected/` has only the pages that it lists, which keeps reviews small.
"""

import difflib
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from plain_index import check_plainly

from generator import pages
from generator.build import checking
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report import render_text
from generator.index.model import Index
from generator.model import page_paths

Loader = Callable[[Path], tuple[list[Diagnostic], Index | None]]
"""Gives pages the index that they are rendered from."""

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/content"))
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)

UPDATE = "if this is intended, run `python -m pytest tests/golden --update-golden`, and review the diff"

SECTIONS = {
    "actors": {
        *("says", "said-of", "mentions", "named-with", "parts", "people", "themes", "events", "questions", "sources"),
        "briefings",
    },
    "briefings": {
        *("who-says-what", "competing-accounts", "events", "names", "mentions", "related", "corrections", "cite"),
    },
    "events": {"said-of", "mentions", "questions", "briefings"},
    "places": {"says", "said-of", "events", "mentions", "parts", "briefings"},
    "questions": {"accounts", "mentions", "briefings"},
    "sources": {"briefings", "says", "mentions", "sources", "names"},
    "themes": {"briefings", "actors", "questions", "says", "events", "mentions"},
    "index.md": {"latest", "voices", "questions", "themes", "timeline"},
    "changes.md": {"all"},
    "timeline.md": {"events"},
}
"""The fragments of the sections that pages can have, by the folder of a kind or by the general page.

A new section is added here, and content that fills it to a case.
"""

HEAD_FACTS = {
    "actors": {"Type", "By name", "Roles", "Part of", "Died", "Also written", "Elsewhere"},
    "events": {"Date", "On the date", "Status in the texts", "Place", "Actors", "Themes", "Source", "Also written"},
    "places": {"Part of"},
    "questions": {"About", "Accounts by speaker"},
    "sources": {
        *("Type", "Authors", "Published by", "Issued", "Address", "Archived copy", "Accessed", "Language"),
        *("Seen by the desk", "Cited in"),
    },
    "themes": {"Broader theme", "Narrower themes", "See also", "Also written", "Elsewhere"},
}
"""Facts that the head of pages can have, by the folder of a kind. A new fact is added here, and content to a case."""


LOADERS: tuple[Loader, ...] = (checking.check, check_plainly)


def render_case(case: Path, load: Loader = checking.check) -> dict[str, str]:
    """Return the report, and all pages or those that the case lists, by path below expected/."""
    diagnostics, index = load(case)
    texts = {page.path: page.text for page in pages.render(index)} if index else {}
    listed = case / "pages.txt"
    selected = listed.read_text(encoding="utf-8").split() if listed.exists() else sorted(texts)
    return {"diagnostics.txt": f"{render_text(diagnostics)}\n"} | {f"docs/{path}": texts[path] for path in selected}


def list_differences(expected: Mapping[str, str], rendered: Mapping[str, str]) -> Iterator[str]:
    """Yield the files that are missing, new or changed, each changed one with the lines that differ."""
    for path in sorted(expected.keys() | rendered.keys()):
        old, new = expected.get(path), rendered.get(path)
        if old is None or new is None:
            yield f"{path} is {'new' if old is None else 'missing'}"
        elif old != new:
            lines = difflib.unified_diff(old.split("\n"), new.split("\n"), "expected", "rendered", n=0, lineterm="")
            yield "\n".join([f"{path} is changed", *lines])


@every_case
@pytest.mark.parametrize("load", LOADERS, ids=["program", "plain"])
def test_pages_and_diagnostics_are_as_expected(case: Path, load: Loader, *, update_golden: bool) -> None:
    rendered = render_case(case, load)
    expected = case / "expected"
    if update_golden and load is checking.check:
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in rendered.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8", newline="")
    files = [path for path in expected.rglob("*") if path.is_file()]
    expected_texts = {file.relative_to(expected).as_posix(): file.read_bytes().decode() for file in files}

    differences = list(list_differences(expected_texts, rendered))
    assert not differences, "\n".join([f"{UPDATE}:", *differences])


def test_there_are_cases() -> None:
    names = [case.name for case in CASES]
    assert names == ["empty", "full", "further", "languages", "sections", "visibility", "warnings"]


@every_case
def test_content_that_is_published_has_no_errors(case: Path) -> None:
    assert checking.check(case)[1] is not None


def test_a_draft_leaves_no_trace() -> None:
    full = next(case for case in CASES if case.name == "full")

    assert not [path for path, text in render_case(full).items() if "next-season" in path or "next-season" in text]


def read_expected(folder: str) -> list[str]:
    """Return the expected pages of a kind in all cases, without its index, or a general page in all cases."""
    texts = []
    for case in CASES:
        docs = case / "expected/docs"
        paths = [docs / folder] if folder.endswith(".md") else sorted((docs / folder).glob("*.md"))
        texts += [
            path.read_text(encoding="utf-8") for path in paths if path.exists() and path != docs / folder / "index.md"
        ]
    return texts


@pytest.mark.parametrize("folder", SECTIONS)
def test_each_section_is_in_a_case_with_content(folder: str) -> None:
    """A section that no case has could vanish from all pages unseen, and so could one that is not listed here."""
    filled = set()
    for text in read_expected(folder):
        filled |= set(re.findall(r"^## .* \{ #([\w-]+) \}\n+(?!## )\S", text, re.MULTILINE))
    assert SECTIONS[folder] - filled == set(), "add content to a case in tests/golden that fills these sections"
    if folder == "briefings":
        filled &= page_paths.SECTIONS.keys()  # without the headings of the article
    assert filled - SECTIONS[folder] == set(), "add these sections to `SECTIONS` in tests/golden/test_golden.py"


@pytest.mark.parametrize("folder", HEAD_FACTS)
def test_each_fact_is_in_a_case(folder: str) -> None:
    facts = set()
    for text in read_expected(folder):
        head = text.partition('<div class="facts" markdown>')[2].partition("</div>")[0]
        facts |= set(re.findall(r"^-   \*\*([^*]+)\*\* \S", head, re.MULTILINE))
    assert HEAD_FACTS[folder] - facts == set(), "add content to a case in tests/golden that has these facts"
    assert facts - HEAD_FACTS[folder] == set(), "add these facts to `HEAD_FACTS` in tests/golden/test_golden.py"
