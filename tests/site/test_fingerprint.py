"""When a rebuild may be skipped, and what makes it necessary."""

import importlib.metadata
from pathlib import Path

import pytest

from generator.site import docs_tree
from generator.site.fingerprint import fingerprint, is_current, remember


@pytest.fixture
def built(root: Path) -> Path:
    """A root with a page of the generator's and a site that is remembered."""
    docs_tree.write(root / "docs", {"events/talks.md": "# Talks\n"})
    (root / "site/actors").mkdir(parents=True)
    (root / "site/index.html").write_text("home")
    (root / "site/actors/index.html").write_text("actors")
    remember(root, fingerprint(root))
    return root


def current(root: Path) -> bool:
    return is_current(root, fingerprint(root))


def test_unchanged_site_is_current(built: Path) -> None:
    assert current(built)


def test_nothing_built_is_not_current(root: Path) -> None:
    assert not current(root)


@pytest.mark.parametrize(
    "path",
    [
        "mkdocs.yml",
        "docs/about.md",
        "docs/new.md",
        "docs/assets/map.svg",
        "generator/theme/main.html",
        "generator/theme/assets/briefings.css",
        "generator/theme/partials/new.html",
    ],
)
def test_any_file_that_shows_makes_a_build_necessary(built: Path, path: str) -> None:
    (built / path).parent.mkdir(exist_ok=True)
    (built / path).write_text("changed")
    assert not current(built)


def test_changed_page_of_the_generator_makes_a_build_necessary(built: Path) -> None:
    docs_tree.write(built / "docs", {"events/talks.md": "# Talks, resumed\n"})
    assert not current(built)


def test_removed_pages_make_a_build_necessary(built: Path) -> None:
    (built / "docs/about.md").unlink()
    assert not current(built)


def test_other_version_of_the_engine_makes_a_build_necessary(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda _name: "99")
    assert not current(built)


def test_page_moved_to_another_name_makes_a_build_necessary(built: Path) -> None:
    (built / "docs/about.md").rename(built / "docs/us.md")
    assert not current(built)


@pytest.mark.parametrize("path", ["site/index.html", "site/new.html"])
def test_site_that_was_changed_is_not_current(built: Path, path: str) -> None:
    (built / path).write_text("tampered with")
    assert not current(built)


def test_site_that_lost_a_file_is_not_current(built: Path) -> None:
    (built / "site/actors/index.html").unlink()
    assert not current(built)


@pytest.mark.parametrize("memory", ["", "{", "[]", "7", '{"fingerprint": 1}', "[" * 100_000])
def test_damaged_memory_costs_a_build(built: Path, memory: str) -> None:
    (built / ".cache/site.json").write_text(memory)
    assert not current(built)


def test_dotfiles_and_caches_do_not_count(built: Path) -> None:
    (built / "docs/.draft.md").write_text("not published")
    (built / "generator/theme/__pycache__").mkdir()
    (built / "generator/theme/__pycache__/x.pyc").write_text("")
    assert current(built)


def test_fingerprint_does_not_depend_on_the_place(built: Path) -> None:
    before = fingerprint(built)
    moved = built.rename(built.with_name("moved"))
    assert fingerprint(moved) == before


def test_empty_root_has_a_fingerprint(tmp_path: Path) -> None:
    assert len(fingerprint(tmp_path)) == 32
