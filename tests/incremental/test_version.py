"""The versions of the store: they depend on all code that can affect states or pages, and on no other."""

import ast
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.incremental.version import (
    LIBRARIES,
    PACKAGE,
    RENDERING,
    WITHOUT_EFFECT,
    compute_versions,
)

ENTRY_POINTS = ("generator.incremental.update", "generator.incremental.rendering", "generator.incremental.parallel")
"""Modules that derive pages from content."""
STATES = ("generator.incremental.update", "generator.incremental.briefing_work")
"""Modules that derive the states of briefings and entities from content."""
MODULES = {
    path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}
find_distributions = cache(packages_distributions)
"""Returns the distributions that have a package, by its name: to list them takes a second."""


def list_imports(module: str) -> set[str]:
    """Return the modules of the generator that a module imports anywhere in its text, with their packages."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
    packages = {name.rpartition(".")[0] for name in names}
    return (names | packages) & MODULES.keys()


def list_distributions(module: str) -> set[str]:
    """Return the distributions that a module imports anywhere in its text, or whose files it looks up."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find_spec":
            names.update(str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))
    found = {name for package in names for name in find_distributions().get(package.partition(".")[0], [])}
    return {name.lower().replace("_", "-") for name in found}


def list_reachable(entry_points: Iterable[str] = ENTRY_POINTS) -> set[str]:
    """Return all modules that the entry points import, directly or not."""
    reachable: set[str] = set()
    queue = list(entry_points)
    while queue:
        module = queue.pop()
        if module not in reachable:
            reachable.add(module)
            queue += list_imports(module)
    return reachable


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the folders of the generator, each with one module."""
    for folder in ("text", *sorted(RENDERING | WITHOUT_EFFECT)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "module.py").write_text("VALUE = 1\n")
    return tmp_path


class Changed(NamedTuple):
    """Whether the version of states changed, and that of rendering."""

    states: bool
    rendering: bool


def change(package: Path, folder: str) -> Changed:
    """Change the module of a folder; return which versions changed."""
    before = compute_versions(package)
    compute_versions.cache_clear()
    (package / folder / "module.py").write_text("VALUE = 2\n")
    after = compute_versions(package)
    return Changed(after.states != before.states, after.rendering != before.rendering)


def test_no_page_depends_on_code_that_the_version_leaves_out() -> None:
    folders = {module.split(".")[1] for module in list_reachable() if "." in module}

    assert {"pages", "analysis", "text", "index", "checks"} <= folders
    assert folders & WITHOUT_EFFECT == set()


def test_the_version_depends_on_all_libraries_that_code_for_pages_uses() -> None:
    modules = [module for module in list_reachable() if not module.startswith("generator.infra")]
    used = set().union(*(list_distributions(module) for module in modules))

    assert {"jinja2", "pydantic", "justext"} <= used
    # Each version of pydantic needs exactly one of pydantic-core.
    assert used - {"pydantic-core", *LIBRARIES} == set()


def test_no_state_depends_on_code_that_renders_pages() -> None:
    folders = {module.split(".")[1] for module in list_reachable(STATES) if "." in module}

    assert {"analysis", "text", "index", "checks"} <= folders
    assert folders & RENDERING == set()


def test_change_of_code_that_affects_states_changes_their_version(package: Path) -> None:
    assert change(package, "text") == Changed(states=True, rendering=False)


@pytest.mark.parametrize("folder", sorted(RENDERING))
def test_change_of_code_that_renders_pages_changes_the_version_of_rendering(package: Path, folder: str) -> None:
    assert change(package, folder) == Changed(states=False, rendering=True)


@pytest.mark.parametrize("folder", sorted(WITHOUT_EFFECT))
def test_change_of_other_code_changes_neither(package: Path, folder: str) -> None:
    assert change(package, folder) == Changed(states=False, rendering=False)


def test_every_folder_that_a_version_leaves_out_exists() -> None:
    assert [folder for folder in sorted(RENDERING | WITHOUT_EFFECT) if not (PACKAGE / folder).is_dir()] == []
