"""The fingerprint: which inputs change it, and which do not."""

import importlib.metadata
import re
from pathlib import Path

import pytest

from generator.site.output.fingerprint import compute_fingerprint, list_modules

IMPORT = re.compile(r"^ *from (generator\.\S+) import (.+)$", re.MULTILINE)


def test_unchanged_inputs_have_the_same_fingerprint(root: Path) -> None:
    assert compute_fingerprint(root) == compute_fingerprint(root)


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "generator/theme/main.html",
        "generator/theme/assets/briefings.css",
        "generator/theme/partials/new.html",
    ],
)
def test_configuration_and_theme_change_the_fingerprint(root: Path, path: str) -> None:
    before = compute_fingerprint(root)
    (root / path).write_text("changed")
    assert compute_fingerprint(root) != before


def test_every_imported_generator_module_is_part_of_the_fingerprint() -> None:
    """Diagnostics are left out: no page of the site depends on them."""
    modules = set(list_modules())
    generator = Path(__file__).parents[2] / "generator"
    imported = set()
    for module in modules:
        for package, names in IMPORT.findall(module.read_text(encoding="utf-8")):
            folder = generator.parent / package.replace(".", "/")
            imported |= {folder / f"{name.strip()}.py" for name in names.split(",")} if folder.is_dir() else {folder}
    files = {path.with_suffix(".py") for path in imported if path.with_suffix(".py").is_file()}
    missing = {path.relative_to(generator) for path in files - modules}
    assert {path for path in missing if path.parts[0] != "diagnostics"} == set()


def test_another_engine_version_changes_the_fingerprint(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compute_fingerprint(root)
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: "99")
    assert compute_fingerprint(root) != before


def test_another_engine_or_its_version_changes_the_fingerprint(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = compute_fingerprint(root, "zensical")
    assert len({compute_fingerprint(root), compute_fingerprint(root, "properdocs"), before}) == 3
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "99" if name == "zensical" else real(name))
    assert compute_fingerprint(root, "zensical") != before
    assert compute_fingerprint(root) == compute_fingerprint(root, "mkdocs")


def test_pages_and_hidden_files_do_not_change_the_fingerprint(root: Path) -> None:
    before = compute_fingerprint(root)
    (root / "docs/about.md").write_text("changed")
    (root / "generator/theme/.swap").write_text("edited")
    (root / "generator/theme/__pycache__").mkdir()
    (root / "generator/theme/__pycache__/x.pyc").write_text("")
    assert compute_fingerprint(root) == before


def test_the_fingerprint_is_dated_if_the_theme_shows_the_build_date(root: Path) -> None:
    assert not compute_fingerprint(root).is_dated
    (root / "generator/theme/partials/built.html").write_text("{{ build_date_utc }}")
    assert compute_fingerprint(root).is_dated


def test_fingerprint_does_not_depend_on_the_folder_of_the_project(root: Path) -> None:
    before = compute_fingerprint(root)
    moved = root.rename(root.with_name("moved"))
    assert compute_fingerprint(moved) == before


def test_empty_root_has_a_fingerprint(tmp_path: Path) -> None:
    assert len(compute_fingerprint(tmp_path).digest) == 32
