"""What makes all pages new, and what does not."""

import importlib.metadata
from pathlib import Path

import pytest

from generator.site.fingerprint import frame


def test_same_frame_has_the_same_fingerprint(root: Path) -> None:
    assert frame(root) == frame(root)


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "generator/theme/main.html",
        "generator/theme/assets/briefings.css",
        "generator/theme/partials/new.html",
    ],
)
def test_what_all_pages_are_built_with_counts(root: Path, path: str) -> None:
    before = frame(root)
    (root / path).write_text("changed")
    assert frame(root) != before


def test_other_version_of_the_engine_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = frame(root)
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: "99")
    assert frame(root) != before


def test_another_engine_and_its_version_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = frame(root, "zensical")
    assert len({frame(root), frame(root, "properdocs"), before}) == 3
    real = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "99" if name == "zensical" else real(name))
    assert frame(root, "zensical") != before
    assert frame(root) == frame(root, "mkdocs")


def test_pages_and_hidden_files_do_not_count(root: Path) -> None:
    before = frame(root)
    (root / "docs/about.md").write_text("changed")
    (root / "generator/theme/.swap").write_text("edited")
    (root / "generator/theme/__pycache__").mkdir()
    (root / "generator/theme/__pycache__/x.pyc").write_text("")
    assert frame(root) == before


def test_date_of_the_build_counts_where_pages_show_it(root: Path) -> None:
    assert not frame(root).is_dated
    (root / "generator/theme/partials/built.html").write_text("{{ build_date_utc }}")
    assert frame(root).is_dated


def test_fingerprint_does_not_depend_on_the_place(root: Path) -> None:
    before = frame(root)
    moved = root.rename(root.with_name("moved"))
    assert frame(moved) == before


def test_empty_root_has_a_fingerprint(tmp_path: Path) -> None:
    assert len(frame(tmp_path).digest) == 32
