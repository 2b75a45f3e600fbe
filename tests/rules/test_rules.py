"""Every rule, by cases: content that breaks it is reported word for word, and similar content is accepted.

A case adds files to the base (`laying`). Its `expect` is the whole report as people see it; --update-golden rewrites
it, and then it should be read as an editor would.
"""

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from laying import lay, lay_base

from generator.build import checking
from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.diagnostics.report import render_text
from generator.diagnostics.rules import RULES
from generator.model.briefing import Attribution, Metadata
from generator.model.entities import Actor, Event
from generator.model.entities import Source as Publication
from generator.model.lenient import ContentModel, build_example, validate_partial
from generator.source.yaml_loader import parse_yaml

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
    listed = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return [Case(file.stem, number, **one) for number, one in enumerate(listed, 1)]


ALL = [case for file in sorted(CASES.glob("*.yml")) for case in load(file)]
every_case = pytest.mark.parametrize("case", ALL, ids=str)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base, laid out."""
    lay_base(tmp_path)
    return tmp_path


def find_diagnostics(root: Path) -> list[Diagnostic]:
    """Return all diagnostics of a project, including those of the pages."""
    diagnostics, everything = checking.check(root)
    if everything is None:
        return diagnostics
    return [*diagnostics, *checking.check_pages(root, everything)]


def rewrite(case: Case, report: str) -> None:
    """Replace the case's `expect` with `report`; it is found by the layout of these files."""
    file = CASES / f"{case.rule}.yml"
    text = file.read_text(encoding="utf-8")
    begin = list(re.finditer(r"^  expect:.*\n", text, re.MULTILINE))[case.number - 1]
    rest = re.compile(r"(?: {4}.*\n|\n)*").match(text, begin.end())
    assert rest
    block = "".join(f"    {line}\n" if line else "\n" for line in report.splitlines())
    file.write_text(f"{text[: begin.start()]}  expect: |\n{block}{text[rest.end() :]}", encoding="utf-8")


@every_case
def test_failing_cases_give_the_expected_report(case: Case, root: Path, *, update_golden: bool) -> None:
    lay(root, case.fails)

    diagnostics = find_diagnostics(root)
    report = f"{render_text(diagnostics)}\n"

    assert {one.rule for one in diagnostics} == {case.rule}
    if update_golden and report != case.expect:
        rewrite(case, report)
    else:
        assert report == case.expect, "if this is intended, run `python -m pytest tests/rules --update-golden`"


@every_case
def test_passing_cases_give_no_diagnostics(case: Case, root: Path) -> None:
    lay(root, case.passes)

    assert render_text(find_diagnostics(root)) == "no errors or warnings"


@every_case
def test_each_place_is_in_its_file(case: Case, root: Path) -> None:
    lay(root, case.fails)

    for one in find_diagnostics(root):
        lines = one.excerpt and SourceFile(one.path, (root / one.path).read_text(encoding="utf-8-sig")).lines
        assert not lines or (0 < one.line <= len(lines) and 0 < one.column <= len(lines[one.line - 1]) + 1)


def test_the_base_keeps_every_rule(root: Path) -> None:
    assert render_text(find_diagnostics(root)) == "no errors or warnings"


def test_each_rule_has_its_cases_and_each_case_its_rule() -> None:
    files = [file.stem for file in sorted(CASES.iterdir())]
    assert files == sorted(RULES), "each rule has a file of its own, `<rule>.yml`, in tests/rules/cases"
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
VALUE_RULES: dict[str, type[ContentModel]] = {
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
def test_yaml_examples_of_rules_are_wrong_and_right(rule: str) -> None:
    wrong, right = (parse_yaml(SourceFile("content/x.yml", text)) for text in (RULES[rule].wrong, RULES[rule].right))

    assert [one.rule for one in wrong.diagnostics] == [rule]
    assert rule == "too-deep" or not right.diagnostics


@pytest.mark.parametrize(("rule", "model"), VALUE_RULES.items())
def test_value_examples_of_rules_are_wrong_and_right(rule: str, model: type[ContentModel]) -> None:
    wrong, right = (
        parse_yaml(SourceFile("content/x.yml", text)).data or {} for text in (RULES[rule].wrong, RULES[rule].right)
    )

    assert [one.rule for one in validate_partial(model, build_example(model) | wrong).problems] == [rule]
    assert not validate_partial(model, build_example(model) | right).problems


@pytest.mark.parametrize("rule", RULES)
def test_examples_in_yaml_can_be_read(rule: str) -> None:
    right = RULES[rule].right
    if re.match(r"[a-z_]+: ?|- ", right):
        assert yaml.safe_load(right)
    assert RULES[rule].wrong != right
