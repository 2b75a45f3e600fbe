"""Compiled templates are cached next to the program, not in `.cache/`, and only while they are valid."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FunctionLoader, Template

from generator.site.engine import templates
from generator.site.engine.templates import TemplateCache

NAME = "page.html"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(templates, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts of all templates that are compiled."""
    texts: list[str] = []
    compile_template = Environment.compile

    def record(self: Environment, source: Any, *arguments: Any, **options: Any) -> Any:
        texts.append(source)
        return compile_template(self, source, *arguments, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", record)
        yield texts


def load(text: str, file: str = NAME) -> Template:
    """Load a template of `file` in a new environment, as another run of the program does."""
    loader = FunctionLoader(lambda _: (text, file, None))
    return Environment(loader=loader, bytecode_cache=TemplateCache(), autoescape=True).get_template(NAME)


def render(text: str) -> str:
    return load(text).render()


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_template_is_compiled_once(compiled: list[str]) -> None:
    assert [render("a {{ 1 + 1 }}"), render("a {{ 1 + 1 }}")] == ["a 2", "a 2"]
    assert compiled == ["a {{ 1 + 1 }}"]


def test_a_changed_template_is_compiled_again(compiled: list[str]) -> None:
    assert [render("a"), render("b"), render("a")] == ["a", "b", "a"]
    assert compiled == ["a", "b"]


def test_a_template_has_the_file_of_its_own_project(compiled: list[str]) -> None:
    files = [load("{{ missing.attribute }}", file).filename for file in ("one/page.html", "other/page.html")]
    assert files == ["one/page.html", "other/page.html"]
    assert len(compiled) == 1


@pytest.mark.parametrize("damage", [b"", b"no code", b"\x80\x04."])
def test_a_damaged_file_counts_as_missing(folder: Path, compiled: list[str], damage: bytes) -> None:
    render("a")
    (file,) = list_files(folder)
    data = file.read_bytes()
    for length in (0, 2, len(data) // 2):
        file.write_bytes(data[:length] + damage)
        assert render("a") == "a"
    assert compiled == ["a"] * 4
    assert file.read_bytes() == data


def test_templates_of_other_versions_are_removed(folder: Path) -> None:
    (folder / "theme-1.0-1.0").mkdir()
    (folder / "theme-1.0-1.0" / "a.bin").write_bytes(b"old")
    (folder / "module.cpython-311.pyc").write_bytes(b"Python's own")
    render("a")
    assert not (folder / "theme-1.0-1.0").exists()
    assert (folder / "module.cpython-311.pyc").exists()


def test_no_cache_is_written_if_python_writes_no_bytecode(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render("a") == "a"
    assert list_files(folder) == []


def test_a_cache_folder_that_cannot_be_written_is_not_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(templates, "FOLDER", tmp_path / "file")
    assert render("a") == "a"
