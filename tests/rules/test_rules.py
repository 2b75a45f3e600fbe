"""Every rule, by cases: what breaks it is reported word for word, and what comes near it is let through.

A case lays files over the base (`laying`). Its `expect` is the whole report as people see it, and is written anew
with --update-golden; read it then as an editor would.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from laying import lay, lay_base

from generator import build, pages
from generator.diagnostics import Diagnostic, Source
from generator.model.briefing import Attribution, Metadata
from generator.model.entities import Actor, Event
from generator.model.entities import Source as Publication
from generator.model.written import Written, example, read_as
from generator.report import as_text
from generator.rules import RULES
from generator.site import docs_tree
from generator.source.tree import parse

CASES = Path(__file__).parent / "cases"


class Case(NamedTuple):
    """One case of a rule: files that break it, the report, and files that do not."""

    rule: str
    number: int
    fails: dict[str, Any]
    expect: str
    passes: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.rule}-{self.number}"


def load(file: Path) -> list[Case]:
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [Case(file.stem, number, **one) for number, one in enumerate(listed, 1)]


ALL = [case for file in sorted(CASES.glob("*.yml")) for case in load(file)]
every_case = pytest.mark.parametrize("case", ALL, ids=str)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base, laid out."""
    lay_base(tmp_path)
    return tmp_path


def found(root: Path) -> list[Diagnostic]:
    """All mistakes of a root, those that show when pages are written included."""
    diagnostics, everything = build.check(root)
    if everything is None:
        return diagnostics
    written = docs_tree.write(root / "docs", {page.path: page.text for page in pages.render(everything)})
    return diagnostics if isinstance(written, docs_tree.Written) else [*diagnostics, *written]


def rewrite(case: Case, report: str) -> None:
    """Put `report` in the place of the case's `expect`, which stands by the layout of these files alone."""
    file = CASES / f"{case.rule}.yml"
    text = file.read_text(encoding="utf-8")
    begin = list(re.finditer(r"^  expect:.*\n", text, re.MULTILINE))[case.number - 1]
    rest = re.compile(r"(?: {4}.*\n|\n)*").match(text, begin.end())
    assert rest
    block = "".join(f"    {line}\n" if line else "\n" for line in report.splitlines())
    file.write_text(f"{text[: begin.start()]}  expect: |\n{block}{text[rest.end() :]}", encoding="utf-8")


@every_case
def test_what_breaks_a_rule_is_reported_word_for_word(case: Case, root: Path, *, update_golden: bool) -> None:
    lay(root, case.fails)

    diagnostics = found(root)
    report = f"{as_text(diagnostics)}\n"

    assert {one.rule for one in diagnostics} == {case.rule}
    if update_golden and report != case.expect:
        rewrite(case, report)
    else:
        assert report == case.expect


@every_case
def test_what_comes_near_is_let_through(case: Case, root: Path) -> None:
    lay(root, case.passes)

    assert as_text(found(root)) == "no mistakes"


@every_case
def test_each_place_is_in_its_file(case: Case, root: Path) -> None:
    lay(root, case.fails)

    for one in found(root):
        lines = one.excerpt and Source(one.path, (root / one.path).read_text(encoding="utf-8-sig")).lines
        assert not lines or (0 < one.line <= len(lines) and 0 < one.column <= len(lines[one.line - 1]) + 1)


def test_the_base_keeps_every_rule(root: Path) -> None:
    assert as_text(found(root)) == "no mistakes"


def test_each_rule_has_its_cases_and_each_case_its_rule() -> None:
    assert [file.stem for file in sorted(CASES.iterdir())] == sorted(RULES)
    assert {case.rule for case in ALL} == set(RULES)


YAML_RULES = (
    "flow-mapping",
    "duplicate-key",
    "unquoted-colon",
    "bad-indentation",
    "comment-cuts-value",
    "text-after-quote",
    "yaml-syntax",
    "yaml-feature",
    "too-deep",
    "hidden-direction",
)
VALUE_RULES: dict[str, type[Written]] = {
    "unknown-key": Metadata,
    "wrong-shape": Metadata,
    "bad-value": Attribution,
    "private-key": Actor,
    "bad-url": Publication,
    "date-form": Event,
    "impossible-date": Event,
    "relative-date": Event,
}


@pytest.mark.parametrize("rule", YAML_RULES)
def test_examples_of_yaml_show_what_they_say(rule: str) -> None:
    wrong, right = (parse(Source("content/x.yml", text)) for text in (RULES[rule].wrong, RULES[rule].right))

    assert [one.rule for one in wrong.diagnostics] == [rule]
    assert rule == "too-deep" or not right.diagnostics


@pytest.mark.parametrize(("rule", "model"), VALUE_RULES.items())
def test_examples_of_values_show_what_they_say(rule: str, model: type[Written]) -> None:
    wrong, right = (parse(Source("content/x.yml", text)).data or {} for text in (RULES[rule].wrong, RULES[rule].right))

    assert [one.rule for one in read_as(model, example(model) | wrong).problems] == [rule]
    assert not read_as(model, example(model) | right).problems


@pytest.mark.parametrize("rule", RULES)
def test_examples_in_yaml_can_be_read(rule: str) -> None:
    right = RULES[rule].right
    if re.match(r"[a-z_]+: ?|- ", right):
        assert yaml.safe_load(right)
    assert RULES[rule].wrong != right
