"""The type check of the tests reads every module and reports names that do not exist."""

import shutil
from pathlib import Path

import pytest
from check_types import CONFIG, check_types, list_modules
from machine import PROJECT


def test_every_module_is_checked_under_a_name_of_its_own(tmp_path: Path) -> None:
    modules = list_modules(PROJECT, tmp_path)
    assert sorted(module.resolve() for module in modules) == sorted((PROJECT / "tests").rglob("*.py"))
    assert len({module.name for module in modules}) == len(modules)


@pytest.mark.parametrize("module", ["site/conftest.py", "site/test_build.py"])
def test_a_name_that_does_not_exist_is_reported(tmp_path: Path, capfd: pytest.CaptureFixture[str], module: str) -> None:
    shutil.copytree(PROJECT / "generator/source", tmp_path / "generator/source", ignore=shutil.ignore_patterns("__*"))
    (tmp_path / "generator/__init__.py").touch()
    (tmp_path / "tests/site").mkdir(parents=True)
    shutil.copy(PROJECT / CONFIG, tmp_path / CONFIG)
    (tmp_path / "tests/conftest.py").touch()
    (tmp_path / "tests" / module).write_text("def test_it():\n    from generator.source.files import read_fiel\n")

    assert check_types(tmp_path) == 1
    assert 'Module "generator.source.files" has no attribute "read_fiel"' in capfd.readouterr().out
