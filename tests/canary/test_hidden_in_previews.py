"""A preview shows hidden briefings, says so on each page, and writes no byte of them outside its own folders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from canary_content import Story, write_stories
from canary_scan import find_words
from canary_words import Vocabulary
from click.testing import CliRunner
from laid_project import lay_project

from generator.build.pipeline import build
from generator.build.preview import PREVIEW
from generator.cli import main

HIDDEN = {
    "draft": {"status": "draft"},
    "review": {"status": "review"},
    "embargoed": {"embargo": "2036-12-01T06:00+01:00"},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Vocabulary]:
    """A project whose site was built before a preview was, and after it again."""
    root = lay_project(tmp_path_factory.mktemp("preview") / "desk", Path("no content"))
    stories = [Story("published"), *(Story(name, keys) for name, keys in HIDDEN.items())]
    vocabulary = write_stories(root, stories)
    build(root)
    before = _files(root)
    outcome = build(root, preview=True, out=root / "preview")
    assert outcome.published, outcome.diagnostics
    assert _files(root) == before
    assert not build(root).published
    return root, vocabulary


def _files(root: Path) -> dict[str, tuple[int, bytes]]:
    """Return the time and the bytes of each file of the project, except those of the preview."""
    own = (root / "preview", root / PREVIEW)
    files = (path for path in root.rglob("*") if path.is_file())
    ours = (path for path in files if not any(path.is_relative_to(folder) for folder in own))
    return {path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in ours}


def _pages(root: Path) -> Iterator[str]:
    for path in (root / "preview").rglob("*.html"):
        yield path.read_text(encoding="utf-8")


def test_a_preview_shows_hidden_briefings(desk: tuple[Path, Vocabulary]) -> None:
    root, vocabulary = desk
    shown = find_words(root / "preview", vocabulary)
    for story in ("published", *HIDDEN):
        fields = {(origin.kind, origin.field) for origin in shown if origin.story == story}
        assert {("briefing", "summary"), ("briefing", "says-0"), ("actor", "name"), ("source", "title")} <= fields


@pytest.mark.parametrize("folder", ["site", "docs", ".cache/site", ".cache/search"])
def test_hidden_briefings_are_only_in_the_preview(desk: tuple[Path, Vocabulary], folder: str) -> None:
    root, vocabulary = desk
    assert {origin.story for origin in find_words(root / folder, vocabulary)} == {"published"}


def test_each_page_says_that_it_is_a_preview_and_is_kept_out_of_search_engines(desk: tuple[Path, Vocabulary]) -> None:
    pages = [page for page in _pages(desk[0]) if 'http-equiv="refresh"' not in page]
    assert len(pages) > 40
    assert [page for page in pages if 'class="preview-band"' not in page] == []
    assert [page for page in pages if '<meta name="robots" content="noindex">' not in page] == []
    assert "Disallow: /" in (desk[0] / "preview/robots.txt").read_text(encoding="utf-8")


def test_the_public_site_has_no_band(desk: tuple[Path, Vocabulary]) -> None:
    assert "preview-band" not in (desk[0] / "site/index.html").read_text(encoding="utf-8")
    assert "Disallow" not in (desk[0] / "site/robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--drafts"], "`--drafts` needs `--out DIR`"),
        (["--out", "preview"], "`--out` needs `--drafts`"),
        (["--drafts", "--out", "site"], "`site` is a folder of the project"),
        (["--drafts", "--out", "."], "it contains the project"),
    ],
)
def test_a_preview_is_never_published_to_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], message: str
) -> None:
    root = lay_project(tmp_path / "desk")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["build", *options])
    assert result.exit_code in {1, 2}
    assert message in result.output
    assert not (root / "site").exists()


def test_a_folder_with_foreign_files_is_not_replaced(desk: tuple[Path, Vocabulary], tmp_path: Path) -> None:
    own = tmp_path / "elsewhere/thesis.txt"
    own.parent.mkdir()
    own.write_text("years of work", encoding="utf-8")
    result = CliRunner().invoke(main, ["--root", str(desk[0]), "build", "--drafts", "--out", str(own.parent)])
    assert result.exit_code == 1
    assert own.read_text(encoding="utf-8") == "years of work"


UNFINISHED = """\
title: ""
type: report
published: 2036-01-01
summary: ""
tags: []
actors: []
status: draft
attributions:
  - id: c1
    kind: report
    by: author
    says: ""
    quote: the gate is shut until
  - id: c2
    kind: report
    by: author
    says: This one has no quote yet.
"""


def test_an_unfinished_draft_shows_its_missing_values(tmp_path: Path) -> None:
    root = lay_project(tmp_path / "desk")
    folder = root / "content/briefings/gate"
    folder.mkdir()
    (folder / "article.md").write_text("On Monday the gate is shut until noon.\n", encoding="utf-8")
    (folder / "metadata.yml").write_text(UNFINISHED, encoding="utf-8")

    outcome = build(root, preview=True)

    assert outcome.published, outcome.diagnostics
    page = (root / PREVIEW / "site/briefings/gate/index.html").read_text(encoding="utf-8")
    assert "This is a draft." in page
    assert "No title yet" in page
    assert "No paraphrase yet." in page
    assert "the gate is shut until</mark>" in page
    assert "This one has no quote yet." not in page
    assert "xample" not in page.partition("<article")[2]
