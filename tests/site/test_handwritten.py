"""The check of hand-written pages reports the errors that stop a build."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from laid_project import lay_project
from laying import BASE

from generator.build import checking, pipeline
from generator.cli import main
from generator.diagnostics.diagnostic import Diagnostic
from generator.infra.files import EngineError

NOTES = """\
# Notes

[gone](gone.md), [about](about.md), [the fare](briefings/ferry-fare.md#who-says-what), [no](briefings/ferry-fare.md#no),
[absolute](/actors/), [folder](actors/), [nowhere](#nowhere), [actor](actors/tessa-varga.md), [myself](#notes),
[a further page](actors/tessa-varga/mentions/1.md), ![a picture](picture.png).

[^1]: Nothing refers to it.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_project(tmp_path, BASE / "content")


def check_root(root: Path) -> list[Diagnostic]:
    _, index = checking.check(root)
    assert index
    return checking.check_pages(root, index)


def extract_names(text: str) -> list[str]:
    """Return the links and pages in a message, except the page that it is about."""
    return sorted(set(re.findall(r"[`']([^`']+)[`']", text)) - {"notes.md"})


def test_the_check_reports_the_same_warnings_as_a_build(root: Path) -> None:
    (root / "docs/notes.md").write_text(NOTES)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - About: about.md", "  - About: about.md\n  - Gone: lost.md"))
    diagnostics = check_root(root)

    with pytest.raises(EngineError) as refused:
        pipeline.build(root)

    warnings = [line for line in refused.value.lines if line.startswith("warning: ")]
    assert len(warnings) == 9
    assert sorted(extract_names(line) for line in warnings) == sorted(
        extract_names(diagnostic.message) for diagnostic in diagnostics
    )
    # The pages are written now, and the check reports the same.
    assert check_root(root) == diagnostics


def test_an_invalid_option_is_one_error_at_its_line(root: Path) -> None:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("custom_dir: generator/theme", "custom_dir: generator/missing"))

    (diagnostic,) = check_root(root)

    assert "generator/missing" in diagnostic.message
    assert config.read_text().splitlines()[diagnostic.line - 1] == "theme:"


def test_links_to_pages_not_yet_generated_are_valid(root: Path) -> None:
    (root / "docs/notes.md").write_text("[fare](briefings/ferry-fare.md#p1), [Varga](actors/tessa-varga.md#mentions)\n")

    assert check_root(root) == []
    assert not (root / "docs/briefings").exists()


@pytest.mark.parametrize("path", ["actors/tessa-varga.md", "index.md"])
def test_the_check_reports_a_file_at_the_path_of_a_generated_page(root: Path, path: str) -> None:
    (root / "docs" / path).parent.mkdir(exist_ok=True)
    (root / "docs" / path).write_text("# Ours\n")

    assert [(diagnostic.rule, diagnostic.path) for diagnostic in check_root(root)] == [
        ("page-in-the-way", f"docs/{path}")
    ]


def test_the_check_reports_a_file_at_the_path_of_a_folder(root: Path) -> None:
    (root / "docs/themes").write_text("A file.\n")

    assert [(diagnostic.rule, diagnostic.path) for diagnostic in check_root(root)] == [
        ("page-in-the-way", "docs/themes")
    ]


def test_the_check_command_fails_on_a_broken_link(root: Path) -> None:
    (root / "docs/notes.md").write_text("[gone](gone.md)\n")

    result = CliRunner().invoke(main, ["--root", str(root), "check"])

    assert result.exit_code == 1
    assert "docs/notes.md:1:8: error[hand-written]" in result.stdout
