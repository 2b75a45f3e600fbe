"""Repeated builds: no work is repeated, stale pages are removed, and a failed build changes nothing."""

import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest
from laid_project import lay_project
from laying import BASE, lay

from generator import cli
from generator.build import pipeline
from generator.diagnostics.report import render_text
from generator.site.engine import Engine, EngineError

BRIEFING = "content/briefings/ferry-fare"
TREES = ("docs", "site")

NEW_ACTOR = {
    "content/actors/harbour-office.yml": "type: public-body\nname: Harbour Office\nformerly: [port-office]\n",
    f"{BRIEFING}/article.md": {"append": "\nThe Harbour Office kept quiet.\n"},
}
"""A further actor, and the sentence that names it."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content of the tests of rules, built once."""
    root = lay_project(tmp_path_factory.mktemp("again"), BASE / "content")
    assert pipeline.build(root).published
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of the built root, with the times of its files."""
    return shutil.copytree(built, tmp_path / "root")


def snapshot(root: Path, *folders: str) -> dict[str, tuple[bytes, int]]:
    """Return the bytes and the time of every file that builds write."""
    files = [path for name in folders or TREES for path in (root / name).rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def read_stable_files(root: Path, *folders: str) -> dict[str, bytes]:
    """Return the bytes of every file that is the same after each build."""
    snapshots = snapshot(root, *(folders or ("docs", "site")))
    return {path: data for path, (data, _) in snapshots.items()}


def pages(root: Path) -> set[str]:
    """Return the files of docs/ and site/, without the search bundle, whose names are digests."""
    return {path for path in read_stable_files(root, "docs", "site") if "/pagefind/" not in path}


def read_texts(root: Path, *folders: str) -> str:
    """Return the joined text of the pages of these folders."""
    files = [
        path
        for name in folders
        for path in (root / name).rglob("*")
        if path.suffix in {".md", ".html", ".json", ".atom"}
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def fail_as_engine(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError("MkDocs was run")


def assert_same_as_first_build(root: Path, tmp_path: Path) -> None:
    """Check that `root` has the bytes of a first build of its content."""
    fresh = lay_project(tmp_path / "fresh", root / "content")
    pipeline.build(fresh)
    for folder in ("docs", "site"):
        actual, expected = read_stable_files(root, folder), read_stable_files(fresh, folder)
        assert actual.keys() == expected.keys()
        assert [path for path in actual if actual[path] != expected[path]] == []


def test_a_second_build_writes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.build(root)  # a copy of a site does not count as the published one
    before = snapshot(root, "docs", "site")
    monkeypatch.setattr(Engine, "navigate", fail_as_engine)

    outcome = pipeline.build(root)

    assert outcome.pages
    assert (outcome.pages.written, outcome.pages.removed, outcome.published) == ((), (), False)
    assert outcome.pages.unchanged > 15
    assert snapshot(root, "docs", "site") == before


def test_a_full_build_publishes_the_same_site_again(root: Path) -> None:
    before, times = read_stable_files(root), snapshot(root)

    outcome = pipeline.build(root, full=True)

    assert outcome.pages
    assert (outcome.pages.written, outcome.published) == ((), True)
    after = snapshot(root)
    assert read_stable_files(root) == before
    assert [path for path in before if path.startswith("docs/") and after[path] != times[path]] == []
    assert [path for path in before if path.startswith("site/") and after[path] == times[path]] == []


def test_pages_of_a_removed_actor_are_removed(root: Path, tmp_path: Path) -> None:
    before, paths = read_stable_files(root, "docs", "site"), pages(root)
    article = (root / BRIEFING / "article.md").read_bytes()
    lay(root, NEW_ACTOR)
    assert pipeline.build(root).published
    added = {"docs/actors/harbour-office.md", "docs/actors/port-office/index.html"}
    added |= {"site/actors/harbour-office/index.html", "site/actors/port-office/index.html"}
    feeds = {"actors/harbour-office/feed.atom", "actors/port-office/feed.atom"}
    added |= {f"{folder}/{feed}" for folder in ("docs", "site") for feed in feeds}
    assert pages(root) - paths == added
    assert "Harbour Office" in read_texts(root, "site")

    (root / "content/actors/harbour-office.yml").unlink()
    (root / BRIEFING / "article.md").write_bytes(article)
    outcome = pipeline.build(root)

    assert outcome.pages
    assert set(outcome.pages.removed) == {"actors/harbour-office.md", "actors/port-office/index.html", *feeds}
    assert read_stable_files(root, "docs", "site") == before
    assert not (root / "docs/actors/port-office").exists()
    assert_same_as_first_build(root, tmp_path)


def test_incremental_build_after_an_edit_equals_clean_build(root: Path, tmp_path: Path) -> None:
    lay(root, {"content/actors/tessa-varga.yml": {"replace": {"mayor of Lowhaven": "mayor of Highhaven"}}})

    outcome = pipeline.build(root)

    assert outcome.pages
    assert outcome.published
    assert "actors/tessa-varga.md" in outcome.pages.written
    assert outcome.pages.unchanged > 10
    assert_same_as_first_build(root, tmp_path)


def test_handwritten_pages_are_kept_and_published(root: Path) -> None:
    lay(
        root, {"docs/about.md": "# About\n\nOur own words, and [a page](own/page.md).\n", "docs/own/page.md": "# Own\n"}
    )

    assert pipeline.build(root).published

    assert "Our own words" in (root / "site/about/index.html").read_text(encoding="utf-8")
    assert (root / "site/own/page/index.html").is_file()
    assert (root / "docs/own/page.md").read_text(encoding="utf-8") == "# Own\n"


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({"docs/actors/harbour-office.md": "# By hand\n", **NEW_ACTOR}, "page-in-the-way"),
        ({"docs/actors/tessa-varga.md": {"append": "By hand.\n"}}, "page-in-the-way"),
        ({"content/actors/tessa-varga.yml": {"append": "nmae: x\n"}}, "unknown-key"),
        ({f"{BRIEFING}/article.md": {"replace": {"rises in spring": "falls in spring"}}}, "quote-not-found"),
        ({f"{BRIEFING}/article.md": {"delete": True}}, "lone-file"),
        ({"content/site.yml": {"hex": "ff"}}, "not-utf8"),
    ],
)
def test_an_error_changes_nothing(
    root: Path, files: dict[str, Any], rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(root, files)
    before = snapshot(root)
    monkeypatch.setattr(Engine, "navigate", fail_as_engine)

    outcome = pipeline.build(root)

    assert rule in {diagnostic.rule for diagnostic in outcome.diagnostics}
    assert outcome.pages is None
    assert not outcome.published
    assert snapshot(root) == before


def test_a_handwritten_file_at_the_path_of_a_page_is_reported(root: Path) -> None:
    lay(root, {"docs/actors/harbour-office.md": "# By hand\n", **NEW_ACTOR})

    page = "docs/actors/harbour-office.md"
    assert render_text(pipeline.build(root).diagnostics) == (
        f"{page}:1:1: error[page-in-the-way] `{page}` was not written by the generator, which needs this path for a "
        "page\n  help: move or rename the file; delete it if it is a leftover of an earlier build\n\n1 error"
    )


def test_warnings_stop_only_a_strict_build(root: Path) -> None:
    lay(root, {"content/places/nowhere.yml": "name: Nowhere at all\n"})
    lay(root, {"content/actors/tessa-varga.yml": {"replace": {"mayor of Lowhaven": "mayor of Highhaven"}}})
    before = snapshot(root)

    strict = pipeline.build(root, strict=True)
    assert [diagnostic.rule for diagnostic in strict.diagnostics] == ["unused-entity"]
    assert snapshot(root) == before

    assert pipeline.build(root).published
    assert "mayor of Highhaven" in read_texts(root, "site")


def test_an_engine_failure_leaves_the_site_unchanged(root: Path) -> None:
    lay(root, {"content/actors/tessa-varga.yml": {"replace": {"mayor of Lowhaven": "mayor of Highhaven"}}})
    lay(root, {"generator/theme/main.html": "{% extends"})
    before = snapshot(root, "site")
    with pytest.raises(EngineError):
        pipeline.build(root)
    assert snapshot(root, "site") == before

    lay(root, {"generator/theme/main.html": '{% extends "base.html" %}\n'})
    assert pipeline.build(root).published
    assert "mayor of Highhaven" in read_texts(root, "site")


def test_the_command_line_reports_the_result(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["--root", str(root), "build", *arguments])
        code = ended.value.code
        return (code if isinstance(code, int) else 0, *capsys.readouterr())

    pipeline.build(root)  # a copy of a site does not count as the published one
    pages = len([path for path in (root / "docs").rglob("[!.]*.*") if path.suffix in {".md", ".json", ".atom"}]) - 1
    assert run() == (0, f"1 briefing, {pages} pages in docs/ (0 changed, 0 removed); site/ is up to date\n", "")
    assert run("--full", "--jobs", "2")[1].endswith("; published to site/\n")
    lay(root, {"content/actors/tessa-varga.yml": {"append": "nmae: x\n"}})
    code, out, err = run()
    assert (code, err) == (1, "nothing was written\n")
    assert out.rstrip().endswith("1 error")


def test_only_the_notice_of_a_withdrawn_briefing_remains(root: Path, tmp_path: Path) -> None:
    notice = (
        "status: withdrawn\ncorrections:\n  - date: 2019-04\n    kind: withdrawal\n    text: The letter was forged.\n"
    )
    lay(root, {f"{BRIEFING}/metadata.yml": {"append": notice}})

    assert pipeline.build(root).published

    page = (root / "site/briefings/ferry-fare/index.html").read_text(encoding="utf-8")
    assert "This briefing has been withdrawn." in page
    assert "The letter was forged." in page
    assert "April 2019" in page
    all_text = read_texts(root, "docs", "site")
    for removed in ("coin more for the crossing", "Worn engines have to be replaced", "empty chest", "The town needs"):
        assert removed not in all_text
    assert "What the ferry costs" in (root / "site/briefings/index.html").read_text(encoding="utf-8")
    assert not (root / "site/actors/tessa-varga").exists(), "nothing leads there any more"
    assert 'content="noindex"' in page
    assert "ferry-fare" not in (root / "site/sitemap.xml").read_text(encoding="utf-8")
    assert_same_as_first_build(root, tmp_path)


def test_no_text_of_a_draft_is_published(root: Path, tmp_path: Path) -> None:
    lay(root, {f"{BRIEFING}/metadata.yml": {"append": "status: draft\n"}})

    assert pipeline.build(root).published

    assert not (root / "docs/briefings/ferry-fare.md").exists()
    assert not (root / "site/briefings/ferry-fare").exists()
    all_text = read_texts(root, "docs", "site")
    for removed in ("What the ferry costs", "ferry-fare/", "coin more for the crossing", "Worn engines"):
        assert removed not in all_text
    assert "There are none yet." in (root / "site/briefings/index.html").read_text(encoding="utf-8")
    assert_same_as_first_build(root, tmp_path)


def test_errors_of_a_draft_are_reported(root: Path) -> None:
    lay(root, {f"{BRIEFING}/metadata.yml": {"append": "status: draft\nnmae: x\n"}})

    assert [diagnostic.rule for diagnostic in pipeline.build(root).diagnostics] == ["unknown-key"]


OTHER = "title: Another\ntype: report\npublished: 2019\nsummary: S\ntags: [ferry-fares]\nactors: []\nauthors: [A B]\n"


@pytest.mark.parametrize(("status", "linked"), [("draft", False), ("withdrawn", True), ("published", True)])
def test_a_link_to_a_briefing_leads_only_to_published_text(root: Path, status: str, *, linked: bool) -> None:
    lay(root, {"content/briefings/another/article.md": "Nothing much.\n"})
    note = (
        "corrections:\n  - date: 2020\n    kind: withdrawal\n    text: It was forged.\n"
        if status == "withdrawn"
        else ""
    )
    lay(root, {"content/briefings/another/metadata.yml": f"{OTHER}status: {status}\n{note}"})
    lay(root, {f"{BRIEFING}/article.md": {"append": "\nSee [what came after](briefing:another).\n"}})

    assert pipeline.build(root).published

    page = (root / "docs/briefings/ferry-fare.md").read_text(encoding="utf-8")
    assert ("See [what came after](another.md)." in page) is linked
    assert ("See what came after." in page) is not linked
    if linked:
        other_page = (root / "docs/briefings/another.md").read_text(encoding="utf-8")
        assert "In other briefings" in other_page
        assert "ferry-fare.md#p5" in other_page


def test_a_record_named_index_is_an_error(root: Path) -> None:
    lay(root, {"content/actors/index.yml": "type: person\nname: In Dex\n"})

    assert render_text(pipeline.build(root).diagnostics) == (
        "content/actors/index.yml:1:1: error[bad-id] `index` is not a valid id; the file is not read\n"
        "  help: rename it; `index` is the page that lists all of them\n\n1 error"
    )
