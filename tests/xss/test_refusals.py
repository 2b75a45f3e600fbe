"""Vectors that are a diagnostic: links, images and hidden characters stop the build, and nothing else does."""

from pathlib import Path

import pytest
from build_article import refused_in_article
from build_content import hostile_content, minimal_content
from corpus import Vector, publishable, refused

from generator.analysis import analyse_all
from generator.checks import check
from generator.content import read
from generator.diagnostics import Diagnostic
from generator.rules import Severity


def diagnose(root: Path) -> list[Diagnostic]:
    content = read(root)
    return check(content, analyse_all(content))


def errors(root: Path) -> set[str]:
    return {found.rule for found in diagnose(root) if found.severity is Severity.ERROR}


def label(vector: Vector) -> str:
    return vector.label


def test_hostile_content_has_no_error(tmp_path: Path) -> None:
    hostile_content(tmp_path, publishable())

    assert errors(tmp_path) == set()


@pytest.mark.parametrize("vector", publishable(), ids=label)
def test_article_is_refused_where_commonmark_sees_another_link_or_an_image(vector: Vector, tmp_path: Path) -> None:
    minimal_content(tmp_path, article=f"{vector.payload}\n")

    found = errors(tmp_path)

    assert found <= {"unsafe-link", "image"}
    assert bool(found) == refused_in_article(vector.payload)


@pytest.mark.parametrize("vector", publishable(), ids=label)
def test_title_may_be_any_vector(vector: Vector, tmp_path: Path) -> None:
    minimal_content(tmp_path, title=vector.line[:110])

    assert diagnose(tmp_path) == []


@pytest.mark.parametrize("vector", refused(), ids=label)
@pytest.mark.parametrize("key", ["title", "article"])
def test_hidden_characters_are_refused_everywhere(vector: Vector, key: str, tmp_path: Path) -> None:
    minimal_content(tmp_path, **{key: vector.payload})

    assert "hidden-direction" in errors(tmp_path)
