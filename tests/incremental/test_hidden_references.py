"""The rules over all records, in updates in which an invalid value of a draft hides a reference."""

import shutil
from pathlib import Path

import pytest
from laying import lay, lay_base
from plain_index import check_plainly

from generator.build.clock import read_now
from generator.build.docs_stage import write_docs
from generator.checks.global_rules import GlobalFacts
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental.fact_counts import FactCounts
from generator.model.kinds import Kind, Ref

METADATA = "content/briefings/hidden-theme/metadata.yml"
DRAFT = """\
title: Fares in winter
type: report
status: draft
published: 2020
summary: It may concern winter-timetable.
actors: []
authors: [Jo Example]
"""
WITH_TAGS = f"{DRAFT}tags: [ferry-fares]\n"
WITHOUT_TAGS = f"{DRAFT}tags: []\n"
THEME = Ref(Kind.THEME, "winter-timetable")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a theme that no briefing has as a tag, and a draft that names its id."""
    lay_base(tmp_path)
    lay(
        tmp_path,
        {
            "content/themes/winter-timetable.yml": "name: Winter timetable\n",
            "content/briefings/hidden-theme/article.md": "The fares are the same.\n",
            METADATA: WITH_TAGS,
        },
    )
    (tmp_path / "docs").mkdir(exist_ok=True)
    return tmp_path


def update(root: Path) -> list[Diagnostic]:
    """Run the docs stage; its diagnostics must be those of a check without a store."""
    result = write_docs(root, View(read_now()), strict=False, full=False, jobs=1)
    assert result.pages, result.diagnostics
    assert result.diagnostics == check_plainly(root)[0]
    return list(result.diagnostics)


def list_rules(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.rule for diagnostic in diagnostics]


def test_theme_that_an_invalid_value_may_name_is_not_reported_as_unused(root: Path) -> None:
    assert list_rules(update(root)) == ["unused-theme"]

    lay(root, {METADATA: WITHOUT_TAGS})

    assert list_rules(update(root)) == ["unfinished"]


def test_unused_theme_is_reported_when_the_value_is_corrected(root: Path) -> None:
    lay(root, {METADATA: WITHOUT_TAGS})
    assert list_rules(update(root)) == ["unfinished"]

    lay(root, {METADATA: WITH_TAGS})

    assert list_rules(update(root)) == ["unused-theme"]


def test_unused_theme_is_reported_when_the_draft_is_removed(root: Path) -> None:
    lay(root, {METADATA: WITHOUT_TAGS})
    assert list_rules(update(root)) == ["unfinished"]

    shutil.rmtree((root / METADATA).parent)

    assert list_rules(update(root)) == ["unused-theme"]


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (GlobalFacts(), GlobalFacts(), False),
        (GlobalFacts(), GlobalFacts(hidden=frozenset([THEME])), True),
        (GlobalFacts(hidden=frozenset([THEME])), GlobalFacts(), True),
        (GlobalFacts(tags=frozenset(["a"])), GlobalFacts(tags=frozenset(["b"])), True),
        (GlobalFacts(answered=("why",)), GlobalFacts(answered=("why", "why")), True),
        (GlobalFacts(), GlobalFacts(is_partial=True), True),
    ],
)
def test_facts_changed_if_the_rules_may_give_another_result(
    old: GlobalFacts,
    new: GlobalFacts,
    changed: bool,  # noqa: FBT001  # the expected value
) -> None:
    stored = {"tags": {"a": 1} if old.tags else {}, "answered": dict.fromkeys(old.answered, 1)}

    assert FactCounts(stored, [old], [new]).changed is changed
