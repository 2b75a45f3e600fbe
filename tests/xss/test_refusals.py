"""Vectors that cause a diagnostic: links, images and hidden characters stop the build, and nothing else does."""

from collections import defaultdict
from pathlib import Path

import pytest
from build_article import is_refused_in_article
from build_content import TITLE, hostile_content, minimal_content, write_briefing
from corpus import Vector, publishable, refused

from generator.analysis.analyzer import analyze_all
from generator.checks import find_diagnostics
from generator.checks.placeholders import is_placeholder
from generator.content.reader import read_content
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.rule import Severity


def diagnose(root: Path) -> list[Diagnostic]:
    content = read_content(root)
    return find_diagnostics(content, analyze_all(content))


def find_errors(root: Path) -> dict[str, set[str]]:
    """Return the rules of the errors in the content, by the folders of its briefings."""
    errors: dict[str, set[str]] = defaultdict(set)
    for diagnostic in diagnose(root):
        if diagnostic.severity is Severity.ERROR:
            errors[diagnostic.path.split("/")[2]].add(diagnostic.rule)
    return errors


def list_rules(root: Path) -> dict[str, list[str]]:
    """Return the rule of each error and each warning, by its path: the folder of a briefing, or another file."""
    rules: dict[str, list[str]] = defaultdict(list)
    for diagnostic in diagnose(root):
        rules[diagnostic.path.removeprefix("content/briefings/").split("/")[0]].append(diagnostic.rule)
    return rules


def write_briefings(root: Path, vectors: list[Vector], key: str) -> dict[str, Vector]:
    """Write a briefing for each vector, which is its `title` or `article`; return the vectors by folder."""
    folders = {f"briefing-{number}": vector for number, vector in enumerate(vectors)}
    minimal_content(root)
    for folder, vector in folders.items():
        title = vector.payload if vector.context == "refused" else vector.line[:TITLE]
        article = f"{vector.payload}\n\nWords, as a heading or code alone is no article.\n"
        write_briefing(root, folder, **{key: title if key == "title" else article})
    return folders


def test_hostile_content_has_no_error(tmp_path: Path) -> None:
    hostile_content(tmp_path, publishable())

    assert find_errors(tmp_path) == {}


def test_an_article_is_refused_if_commonmark_sees_another_link_or_an_image(tmp_path: Path) -> None:
    folders = write_briefings(tmp_path, publishable(), "article")

    errors = find_errors(tmp_path)

    assert {rule for rules in errors.values() for rule in rules} == {"unsafe-link", "image"}
    for folder, vector in folders.items():
        assert (folder in errors) == is_refused_in_article(vector.payload), vector.label


def test_a_title_may_be_any_vector_that_is_not_a_placeholder(tmp_path: Path) -> None:
    folders = write_briefings(tmp_path, publishable(), "title")

    rules = list_rules(tmp_path)

    assert rules.keys() <= folders.keys()
    for folder, vector in folders.items():
        expected = ["placeholder"] if is_placeholder(vector.line[:TITLE]) else []
        assert rules.get(folder, []) == expected, vector.label


@pytest.mark.parametrize("key", ["title", "article"])
def test_hidden_characters_are_refused_everywhere(key: str, tmp_path: Path) -> None:
    folders = write_briefings(tmp_path, refused(), key)
    assert folders

    errors = find_errors(tmp_path)

    assert [vector.label for folder, vector in folders.items() if "hidden-direction" not in errors[folder]] == []
