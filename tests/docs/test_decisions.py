"""The decision records: each has its four sections and a test that exists, and the index lists all of them."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "documentation/decisions"
INDEX = FOLDER / "README.md"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path != INDEX)

MAX_LINES = 20
"""A record says what was decided and why. Longer explanations belong to the docstrings of modules."""

_MARKERS = re.compile(r"(?<=<!-- records -->\n).*(?=<!-- /records -->)", re.DOTALL)


def read_title(record: Path) -> str:
    """Return the title of a record; its heading has the number of its file before it."""
    heading = record.read_text(encoding="utf-8").partition("\n")[0]
    number = record.name[:4]
    match = re.fullmatch(rf"# {number}: (\S.*)", heading)
    assert match, f"the heading of {record.name} must be `# {number}: …`"
    return match[1]


def render_index() -> str:
    """Return the table of all records."""
    rows = [f"| [{record.name[:4]}]({record.name}) | {read_title(record)} |\n" for record in RECORDS]
    return "\n| number | decision |\n|---|---|\n" + "".join(rows) + "\n"


def test_the_index_lists_every_record(*, update_golden: bool) -> None:
    text = INDEX.read_text(encoding="utf-8")
    expected = _MARKERS.sub(lambda _: render_index(), text)
    if update_golden:
        INDEX.write_text(expected, encoding="utf-8")
    else:
        assert text == expected, "update it with `python -m pytest tests/docs --update-golden`"


def test_numbers_are_unique() -> None:
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) > 60
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_is_short_and_complete(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line]

    assert re.fullmatch(r"\d{4}-[a-z0-9]+(?:-[a-z0-9]+)*", record.stem)
    assert 5 <= len(lines) <= MAX_LINES
    sections = re.findall(r"^(?:\*\*|## )(Context|Decision|Price|Tests?)\b", text, flags=re.MULTILINE)
    assert [section.removesuffix("s") for section in sections] == ["Context", "Decision", "Price", "Test"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_names_the_tests_that_enforce_it(record: Path) -> None:
    """The last section names a file or folder of tests, or a target of make that checks it."""
    section = re.split(r"^(?:\*\*|## )Tests?\b", record.read_text(encoding="utf-8"), flags=re.MULTILINE)[1]
    assert re.search(r"`tests/[\w/.-]+`|`make (?:check|bench)`", section)
