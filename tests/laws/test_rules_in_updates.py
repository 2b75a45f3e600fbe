"""After an edit that breaks a rule, and after one that repairs it, an update reports what a check of everything does.

A check that reads values of another record can forget that the other record alone may change.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from contents import NOW
from laying import lay, lay_base
from plain_index import check_plainly
from stored_index import update_index

from generator.diagnostics.article_rules import ARTICLE_RULES
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.file_rules import SYNTAX_RULES
from generator.diagnostics.rules import RULES
from generator.infra.store import Store

CASES = Path(__file__).parents[1] / "rules/cases"
RULES_OF_ONE_FILE = {rule.id for rule in (*SYNTAX_RULES, *ARTICLE_RULES)}
RULES_OF_DOCS = {"symlink-outside", "hand-written", "page-in-the-way"}
"""Rules that also, or only, concern files which no update reads."""
COMPARED = sorted(RULES.keys() - RULES_OF_ONE_FILE - RULES_OF_DOCS)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "state", "1") as store:
        yield store


def lay_again(root: Path, files: dict[str, Any]) -> None:
    """Write the base, and `files` over it, in place of all content."""
    shutil.rmtree(root, ignore_errors=True)
    lay_base(root)
    lay(root, files)


@pytest.mark.parametrize("rule", COMPARED)
def test_an_update_reports_the_same_diagnostics_as_a_check(rule: str, tmp_path: Path, store: Store) -> None:
    root = tmp_path / "desk"
    for case in yaml.load((CASES / f"{rule}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        forms: dict[str, dict[str, Any]] = {"base": {}, "fails": case["fails"], "passes": case["passes"]}
        expected: dict[str, list[Diagnostic]] = {}
        for form in ("base", "fails", "passes", "fails", "base"):
            lay_again(root, forms[form])
            if form not in expected:
                expected[form] = check_plainly(root, now=NOW)[0]
            assert update_index(root, store, NOW).diagnostics == expected[form]
