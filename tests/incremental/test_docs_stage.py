"""The docs stage: it writes the changed pages, in any number of processes, and after any interruption or damage."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from laying import lay, lay_base
from plain_index import check_plainly
from synthetic import write_content

from generator import pages
from generator.build.clock import read_now
from generator.build.docs_stage import RENDERED, STATE, DocsResult, write_docs
from generator.content.visibility import View
from generator.incremental.version import ProgramVersions, compute_versions
from generator.site.output.state import open_store

PROJECT = Path(__file__).parents[2]
ARTICLE = "content/briefings/briefing-7/article.md"
BRIEFINGS = 60
"""Enough that lists have several pages, and that several processes share the work."""
FEW = 8
"""Enough that there is a page of each kind."""
KILLS = int(os.environ.get("BRIEFINGS_SOAK", "40")) // 8

CALL = """
import sys
from pathlib import Path
from generator.build.clock import read_now
from generator.build.docs_stage import write_docs
from generator.content.visibility import View
from generator.incremental.version import ProgramVersions
if __name__ == "__main__":
    result = write_docs(Path(sys.argv[1]), View(read_now()), strict=False, full=False, jobs=int(sys.argv[2]))
    print(*result.pages.written, *result.pages.removed, sep="\\n")
"""


def run_stage(root: Path, jobs: int = 1) -> DocsResult:
    return write_docs(root, View(read_now()), strict=False, full=False, jobs=jobs)


def run_in_new_process(root: Path, jobs: int = 1, seed: str = "random") -> list[str]:
    """Run the stage in a new process; return the pages that it writes or removes."""
    script = root.parent / "call.py"
    script.write_text(CALL)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed}
    process = subprocess.run(
        [sys.executable, script, root, str(jobs)], env=environment, capture_output=True, text=True, check=True
    )
    return process.stdout.split()


def read_files(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def read_docs(root: Path) -> dict[str, str]:
    return read_files(root / "docs")


CLEAN_BUILDS: dict[frozenset[tuple[str, str]], dict[str, str]] = {}
"""The pages of clean builds, by the files of content/: half of the tests end with the content that they began with."""


def render_clean(root: Path) -> dict[str, str]:
    """Render the pages of a clean build, once for the same content."""
    content = frozenset(read_files(root / "content").items())
    if content not in CLEAN_BUILDS:
        _, index = check_plainly(root)
        assert index
        CLEAN_BUILDS[content] = {page.path: page.text for page in pages.render(index)}
    return CLEAN_BUILDS[content]


def matches_clean_build(root: Path) -> bool:
    texts = read_docs(root)
    texts.pop(".manifest.json")
    return texts == render_clean(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with synthetic briefings, whose pages are written."""
    root = tmp_path_factory.mktemp("built") / "root"
    write_content(root, BRIEFINGS)
    (root / "docs").mkdir()
    assert run_stage(root).diagnostics == []
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of that project."""
    return Path(shutil.copytree(built, tmp_path / "root"))


@pytest.fixture(scope="module")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with few synthetic briefings, whose pages are written."""
    root = tmp_path_factory.mktemp("built-small") / "root"
    write_content(root, FEW)
    (root / "docs").mkdir()
    assert run_stage(root).pages
    return root


@pytest.fixture
def small_root(built_small: Path, tmp_path: Path) -> Path:
    """A copy of that project."""
    return Path(shutil.copytree(built_small, tmp_path / "root"))


def test_nothing_is_rendered_if_nothing_changed(root: Path) -> None:
    """In another process, too, in which sets have another order."""
    assert run_in_new_process(root, seed="1") == []
    assert run_in_new_process(root, seed="2") == []


def test_change_of_a_text_renders_the_page_that_shows_it(root: Path) -> None:
    lay(root, {ARTICLE: {"append": "\nThe lower pier was painted green.\n"}})

    assert run_in_new_process(root) == ["briefings/briefing-7.md"]
    assert matches_clean_build(root)


def test_number_of_processes_does_not_matter(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(built / "content", root / "content")
    (root / "docs").mkdir()

    run_in_new_process(root, jobs=3)

    assert read_docs(root) == read_docs(built)


@pytest.mark.parametrize("page", ["actors/actor-3.md", "index.md", "briefings/index.json"])
def test_lost_page_is_written_again(root: Path, page: str) -> None:
    (root / "docs" / page).unlink()

    summary = run_stage(root).pages

    assert summary
    assert summary.written == (page,)
    assert matches_clean_build(root)


def test_manually_edited_page_delays_the_changes(root: Path) -> None:
    lay(root, {ARTICLE: {"append": "\nThe pier was sold.\n"}, "docs/briefings/briefing-7.md": {"append": "By hand.\n"}})
    assert [diagnostic.rule for diagnostic in run_stage(root).diagnostics] == ["page-in-the-way"]
    lay(root, {"docs/briefings/briefing-7.md": {"delete": True}})

    summary = run_stage(root).pages

    assert summary
    assert summary.written == ("briefings/briefing-7.md",)
    assert matches_clean_build(root)


def test_error_is_reported_until_it_is_corrected(root: Path) -> None:
    text = (root / ARTICLE).read_text(encoding="utf-8")
    metadata = "content/briefings/briefing-9/metadata.yml"
    before = (root / metadata).read_text(encoding="utf-8")
    lay(root, {metadata: {"append": "nmae: x\n"}, ARTICLE: {"append": "\nThe pier was sold.\n"}})
    for _ in range(2):
        result = run_stage(root)
        assert [diagnostic.rule for diagnostic in result.diagnostics] == ["unknown-key"]
        assert result.pages is None
    lay(root, {metadata: before})

    assert run_stage(root).pages
    assert matches_clean_build(root)
    lay(root, {ARTICLE: text})
    assert run_stage(root).pages
    assert matches_clean_build(root)


def test_damaged_store_is_removed(small_root: Path) -> None:
    """The fewer briefings a store has, the more of it is damaged."""
    rng, state = random.Random(3), small_root / STATE
    text = (small_root / ARTICLE).read_text(encoding="utf-8")
    for addition in ["\nThe lower pier was painted again.\n", ""] * 6:
        data = bytearray(state.read_bytes())
        for _ in range(8):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        state.write_bytes(data)
        lay(small_root, {ARTICLE: text + addition})
        assert run_stage(small_root).pages
        assert matches_clean_build(small_root)


@pytest.mark.parametrize("space", ["card", "briefing", "statements", "sentences", "changes", "entity"])
def test_a_store_that_lacks_a_value_is_removed(small_root: Path, space: str) -> None:
    """A changed bit in a key makes its value disappear, and another key appear."""
    with open_store(small_root, STATE, compute_versions().states) as store:
        keys = sorted(key for key in store.keys(space) if "briefing-7" not in key)
        assert keys
        store.put(space, dict.fromkeys(keys))
        store.commit()
    metadata = small_root / "content/briefings/briefing-7/metadata.yml"
    metadata.write_text(metadata.read_text(encoding="utf-8").replace("says: ", "says: Now ", 1), encoding="utf-8")
    assert run_stage(small_root).pages
    assert matches_clean_build(small_root)


def test_store_of_another_version_is_removed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    another = ProgramVersions("another", "another")
    monkeypatch.setattr("generator.build.docs_stage.compute_versions", lambda: another)
    lay(root, {"docs/index.md": {"delete": True}})

    assert run_stage(root).pages
    assert matches_clean_build(root)


def test_run_after_a_killed_one_writes_everything(root: Path) -> None:
    rng = random.Random(11)
    script = root.parent / "call.py"
    script.write_text(CALL)
    for number in range(KILLS):
        for briefing in rng.sample(range(BRIEFINGS), 20):
            lay(root, {f"content/briefings/briefing-{briefing}/article.md": {"append": f"\nLine {number}.\n"}})
        process = subprocess.Popen(
            [sys.executable, script, root, "1"],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(rng.uniform(0.2, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run_stage(root).pages
    assert matches_clean_build(root)
    assert not (root / RENDERED).exists()


def test_small_desk_is_rendered_as_by_a_clean_build(tmp_path: Path) -> None:
    lay_base(tmp_path)
    (tmp_path / "docs").mkdir()

    assert run_stage(tmp_path).diagnostics == check_plainly(tmp_path)[0]
    assert matches_clean_build(tmp_path)


SECOND = {
    "content/briefings/second/article.md": "It answers [the first](briefing:ferry-fare).\n",
    "content/briefings/second/metadata.yml": (
        "title: Second\ntype: report\npublished: 2020\nsummary: It answers the first.\ntags: [ferry-fares]\n"
        "actors: []\nauthors: [Jo Example]\n"
    ),
}


def test_removed_briefing_is_reported_where_it_is_linked(tmp_path: Path) -> None:
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    assert run_stage(tmp_path).pages
    lay(tmp_path, {"content/briefings/ferry-fare": {"delete": True}})

    diagnostics = run_stage(tmp_path).diagnostics

    assert "unknown-id" in {diagnostic.rule for diagnostic in diagnostics}
    assert diagnostics == check_plainly(tmp_path)[0]


def test_former_id_of_a_briefing_is_reported_where_another_record_claims_it(tmp_path: Path) -> None:
    """A briefing is checked again if another record claims its former id."""
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    lay(tmp_path, {"content/briefings/second/metadata.yml": {"append": "formerly: [fares]\n"}})
    assert run_stage(tmp_path).pages
    assert (tmp_path / "docs/briefings/fares/index.html").exists()
    for path in ("content/themes/ferry-fares.yml", "content/briefings/ferry-fare/metadata.yml"):
        before = (tmp_path / path).read_text(encoding="utf-8")
        lay(tmp_path, {path: {"append": "formerly: [fares]\n"}})

        diagnostics = run_stage(tmp_path).diagnostics

        assert [diagnostic.rule for diagnostic in diagnostics] == ["duplicate-id"]
        assert diagnostics == check_plainly(tmp_path)[0]
        lay(tmp_path, {path: before})
        assert run_stage(tmp_path).diagnostics == []


def test_renamed_briefing_is_suggested_for_its_links(tmp_path: Path) -> None:
    """Suggestions are made from all ids, those of new briefings included."""
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    assert run_stage(tmp_path).pages
    (tmp_path / "content/briefings/ferry-fare").rename(tmp_path / "content/briefings/ferry-fares-x")

    diagnostics = run_stage(tmp_path).diagnostics

    assert "did you mean `ferry-fares-x`?" in str([diagnostic.help for diagnostic in diagnostics])
    assert diagnostics == check_plainly(tmp_path)[0]
