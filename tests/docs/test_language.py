"""The language of code and documents: goals for each package, and words that no text has.

A package that misses a goal has a budget in `language_budgets.json`: its value on the day when budgets were last set. A
value may only go down. `python -m pytest tests/docs --update-golden` lowers budgets to the values of today, and removes
those of goals that are met; it never raises one. To set all budgets from nothing, write `null` into the file first.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from language_metrics import Tally, WordLists, combine, find_banned, load_word_lists, measure, measure_file

PROJECT = Path(__file__).parents[2]
BUDGETS_FILE = Path(__file__).with_name("language_budgets.json")

GOALS: dict[str, float] = {
    "vague_names_percent": 2,
    "functions_without_verb_percent": 40,
    "pronoun_docstrings_percent": 1,
    "dialect_per_1000_words": 3,
    "decisions_per_100_lines": 20,
    "comprehensions_per_100_lines": 2.5,
    "class_names_used_twice": 3,
    "function_lines_p95": 30,
    "longest_module_lines": 400,
    "banned_words": 0,
}
"""The value of each measure that every package may have."""

WHOLE = "generator"
PACKAGES = [
    WHOLE,
    *sorted(
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / WHOLE).iterdir()
        if path.is_dir() and path.name[0] not in "_."
    ),
]

MARKDOWN = [
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "README.md",
    "content/README.md",
    *sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "documentation").rglob("*.md")),
]
WHOLE_FILES = [".ci/run", "content/site.yml", "generator/bootstrap.sh", "mkdocs.yml", "pyproject.toml"]
"""Files in which people read the comments and the values."""
COMMENTED = ["Makefile", *sorted(path.relative_to(PROJECT).as_posix() for path in PROJECT.glob(".github/workflows/*"))]

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_GENERATED = re.compile(r"<!-- (\w+) -->.*?<!-- /\1 -->", re.DOTALL)
"""Tables that are made from docstrings, which are checked in their package."""
_TEST_NAME = re.compile(r"^ *(?:async )?def (test_\w+)", re.MULTILINE)
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")


@cache
def word_lists() -> WordLists:
    return load_word_lists()


@cache
def tally_of(package: str) -> Tally:
    """Return the counts of a package; those of the whole are the sum of its packages and of its own modules."""
    if package != WHOLE:
        return measure(PROJECT / package, word_lists())
    own = Tally()
    for path in sorted((PROJECT / WHOLE).glob("*.py")):
        measure_file(path, word_lists(), own)
    return combine([own, *(tally_of(name) for name in PACKAGES if name != WHOLE)])


def read_budgets() -> dict[str, dict[str, float]] | None:
    """Return the budget of each package that misses a goal; None if the file says that all are to be set again."""
    budgets: dict[str, dict[str, float]] | None = json.loads(BUDGETS_FILE.read_text(encoding="utf-8"))
    return budgets


# Budgets


@pytest.fixture(scope="module", autouse=True)
def _budgets(*, update_golden: bool) -> None:
    """Lower the budgets with `--update-golden`, before any test reads them."""
    if update_golden:
        text = json.dumps(lower_budgets(read_budgets()), indent=1)
        BUDGETS_FILE.write_text(f"{text}\n", encoding="utf-8")


def lower_budgets(previous: dict[str, dict[str, float]] | None) -> dict[str, dict[str, float]]:
    """Return a budget for each missed goal: the value of today, or the previous budget if that is lower.

    If there are no previous budgets (None), all of them are the values of today.
    """
    budgets = {}
    for package in PACKAGES:
        missed = {name: value for name, value in tally_of(package).compute_metrics().items() if value > GOALS[name]}
        if previous is not None:
            old = previous.get(package, {})
            missed = {name: min(value, old[name]) for name, value in missed.items() if name in old}
        if missed:
            budgets[package] = missed
    return budgets


@pytest.mark.parametrize("package", PACKAGES)
def test_language_of_a_package_does_not_get_worse(package: str) -> None:
    tally = tally_of(package)
    budget = (read_budgets() or {}).get(package, {})
    limits = {name: max(goal, budget.get(name, goal)) for name, goal in GOALS.items()}

    exceeded = {name: value for name, value in tally.compute_metrics().items() if value > limits[name]}

    explanation = [f"{package} has {name} {value:g}, and may have {limits[name]:g}" for name, value in exceeded.items()]
    if exceeded:
        explanation.append("Among these are the new ones; the test of the smallest package has the shortest list:")
    examples = [example for name, items in tally.list_examples().items() if name in exceeded for example in items[:20]]
    assert exceeded == {}, "\n".join([*explanation, *examples])


def test_budgets_are_of_packages_and_measures_that_exist() -> None:
    budgets = read_budgets()
    assert budgets is not None
    assert budgets.keys() <= set(PACKAGES)
    assert {name for budget in budgets.values() for name in budget} <= GOALS.keys()


def test_no_budget_is_below_its_goal() -> None:
    assert [
        (package, name)
        for package, budget in (read_budgets() or {}).items()
        for name, value in budget.items()
        if value <= GOALS[name]
    ] == []


def words_of(item: str) -> str:
    """Return the words of an item without their position."""
    return item.rpartition(": ")[2]


def test_measures_of_a_module(tmp_path: Path) -> None:
    """Each measure on an example with known counts."""
    (tmp_path / "example.py").write_text(
        '''"""What stands here."""

# A comment that is made anew.


class Reader:
    """A reader of files."""

    @property
    def size(self) -> int:
        """The size in bytes."""
        return 1

    def names(self, found: list[str]) -> list[str]:
        """Return the names."""
        if found and self.size or not found:
            return [name for name in found if name]
        return []


def read_file(path: str) -> None:
    """Read a file."""
    assert path, "there is a mistake in the path"
''',
        encoding="utf-8",
    )

    tally = measure(tmp_path, word_lists())

    assert tally.code_lines == 10
    assert sorted(tally.function_lines) == [2, 2, 4]
    assert tally.decisions == 5  # if, or, and, for, assert
    assert tally.comprehensions == 1
    assert tally.bindings == 5  # self twice, found, name, path
    assert [words_of(item) for item in tally.vague_names] == ["found"]
    assert tally.named_functions == 2
    assert [words_of(item) for item in tally.functions_without_verb] == ["names"]
    assert tally.docstrings == 5
    assert [words_of(item) for item in tally.pronoun_docstrings] == ["What stands here."]
    assert [words_of(item) for item in tally.dialect_words] == ["What", "stands"]
    assert [re.search("“(.*)”", message)[1] for message in tally.banned] == ["anew", "made anew", "mistake"]  # type: ignore[index]


# Banned words


@pytest.mark.parametrize("document", MARKDOWN)
def test_documents_have_no_banned_words(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    assert find_banned(document, list_markdown_lines(text), word_lists()) == []


def list_markdown_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that people wrote, without code, generated tables and link targets."""
    for pattern in (_FENCED, _GENERATED):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("    "):
            yield number, _LINK_TARGET.sub("]", _CODE_SPAN.sub("", line))


def test_hand_written_pages_have_no_banned_words() -> None:
    text = (PROJECT / "docs/about.md").read_text(encoding="utf-8")
    assert find_banned("docs/about.md", list_markdown_lines(text), word_lists()) == []


@pytest.mark.parametrize("document", COMMENTED)
def test_comments_have_no_banned_words(document: str) -> None:
    lines = enumerate((PROJECT / document).read_text(encoding="utf-8").splitlines(), 1)
    comments = [(number, line.partition("#")[2]) for number, line in lines]
    assert find_banned(document, comments, word_lists()) == []


@pytest.mark.parametrize("document", WHOLE_FILES)
def test_scripts_and_settings_have_no_banned_words(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    lines = enumerate(_CODE_SPAN.sub("", text).splitlines(), 1)
    assert find_banned(document, lines, word_lists()) == []


def test_banned_words_are_found_in_markdown() -> None:
    text = (
        "A mistake.\n\n    a mistake in code\n\n`mistake` [link](mistake.md)\n\n```\nmistake\n```\n"
        "<!-- fields -->\nmistake\n<!-- /fields -->\n"
    )
    assert [number for number, line in list_markdown_lines(text) if "mistake" in line] == [1]


# Names of tests


def test_names_of_tests_have_no_dialect_words() -> None:
    names = {
        f"{path.relative_to(PROJECT).as_posix()}: {name}": set(name.split("_"))
        for path in sorted((PROJECT / "tests").rglob("test_*.py"))
        for name in _TEST_NAME.findall(path.read_text(encoding="utf-8"))
    }
    assert names
    assert [name for name, words in names.items() if words & word_lists().test_names] == []
