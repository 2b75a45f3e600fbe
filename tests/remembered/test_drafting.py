"""docs/ is brought up to content/ by what changed, in any number of processes, and after whatever happened before."""

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
from synthetic import write_content

from generator import pages
from generator.build import check
from generator.drafting import DRAFTS, STATE, Drafted, draft

PROJECT = Path(__file__).parents[2]
ARTICLE = "content/briefings/briefing-7/article.md"
KILLED = int(os.environ.get("BRIEFINGS_SOAK", "40")) // 8

CALL = """
import sys
from pathlib import Path
from generator.drafting import draft
if __name__ == "__main__":
    done = draft(Path(sys.argv[1]), strict=False, full=False, jobs=int(sys.argv[2]))
    print(*done.pages.written, *done.pages.removed, sep="\\n")
"""


def drafted(root: Path, jobs: int = 1) -> Drafted:
    return draft(root, strict=False, full=False, jobs=jobs)


def in_fresh_process(root: Path, jobs: int = 1, seed: str = "random") -> list[str]:
    """The pages that a process of its own writes or removes."""
    script = root.parent / "call.py"
    script.write_text(CALL)
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, script, root, str(jobs)], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def docs(root: Path) -> dict[str, str]:
    files = [path for path in (root / "docs").rglob("*") if path.is_file()]
    return {path.relative_to(root / "docs").as_posix(): path.read_text(encoding="utf-8") for path in files}


def clean(root: Path) -> dict[str, str]:
    """The pages of a clean build."""
    _, index = check(root)
    assert index
    return {page.path: page.text for page in pages.render(index)}


def same(root: Path) -> bool:
    there = docs(root)
    there.pop(".manifest.json")
    return there == clean(root)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 150 synthetic briefings, whose pages are written."""
    root = tmp_path_factory.mktemp("built") / "root"
    write_content(root, 150)
    (root / "docs").mkdir()
    assert drafted(root).diagnostics == []
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(built, tmp_path / "root"))


def test_nothing_is_rendered_where_nothing_changed(root: Path) -> None:
    """In another process, too, where sets have another order."""
    assert in_fresh_process(root, seed="1") == []
    assert in_fresh_process(root, seed="2") == []


def test_change_of_a_text_renders_what_shows_it(root: Path) -> None:
    lay(root, {ARTICLE: {"append": "\nThe lower pier was painted green.\n"}})

    assert in_fresh_process(root) == ["briefings/briefing-7.md"]
    assert same(root)


def test_number_of_processes_does_not_show(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(built / "content", root / "content")
    (root / "docs").mkdir()

    in_fresh_process(root, jobs=3)

    assert docs(root) == docs(built)


@pytest.mark.parametrize("page", ["actors/actor-3.md", "index.md", "briefings/index.json"])
def test_page_that_was_lost_is_written_again(root: Path, page: str) -> None:
    (root / "docs" / page).unlink()

    done = drafted(root).pages

    assert done
    assert done.written == (page,)
    assert same(root)


def test_page_in_the_way_keeps_changes_waiting(root: Path) -> None:
    lay(root, {ARTICLE: {"append": "\nThe pier was sold.\n"}, "docs/briefings/briefing-7.md": {"append": "By hand.\n"}})
    assert [one.rule for one in drafted(root).diagnostics] == ["page-in-the-way"]
    lay(root, {"docs/briefings/briefing-7.md": {"delete": True}})

    done = drafted(root).pages

    assert done
    assert done.written == ("briefings/briefing-7.md",)
    assert same(root)


def test_mistake_is_told_until_it_is_mended(root: Path) -> None:
    text = (root / ARTICLE).read_text(encoding="utf-8")
    metadata = "content/briefings/briefing-9/metadata.yml"
    before = (root / metadata).read_text(encoding="utf-8")
    lay(root, {metadata: {"append": "nmae: x\n"}, ARTICLE: {"append": "\nThe pier was sold.\n"}})
    for _ in range(2):
        done = drafted(root)
        assert [one.rule for one in done.diagnostics] == ["unknown-key"]
        assert done.pages is None
    lay(root, {metadata: before})

    assert drafted(root).pages
    assert same(root)
    lay(root, {ARTICLE: text})
    assert drafted(root).pages
    assert same(root)


def test_damaged_memory_is_put_away(root: Path) -> None:
    chance, state = random.Random(3), root / STATE
    for _ in range(12):
        data = bytearray(state.read_bytes())
        for _ in range(8):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        state.write_bytes(data)
        lay(root, {ARTICLE: {"append": "\nThe lower pier was painted again.\n"}})
        assert drafted(root).pages
        assert same(root)


def test_memory_of_another_program_is_put_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.drafting.version", lambda: "another")
    lay(root, {"docs/index.md": {"delete": True}})

    assert drafted(root).pages
    assert same(root)


def test_killed_run_is_healed_by_the_next(root: Path) -> None:
    chance = random.Random(11)
    script = root.parent / "call.py"
    script.write_text(CALL)
    for number in range(KILLED):
        for briefing in chance.sample(range(150), 20):
            lay(root, {f"content/briefings/briefing-{briefing}/article.md": {"append": f"\nLine {number}.\n"}})
        process = subprocess.Popen(
            [sys.executable, script, root, "1"],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert drafted(root).pages
    assert same(root)
    assert not (root / DRAFTS).exists()


def test_small_desk_is_rendered_as_by_a_clean_build(tmp_path: Path) -> None:
    lay_base(tmp_path)
    (tmp_path / "docs").mkdir()

    assert drafted(tmp_path).diagnostics == check(tmp_path)[0]
    assert same(tmp_path)


SECOND = {
    "content/briefings/second/article.md": "It answers [the first](briefing:ferry-fare).\n",
    "content/briefings/second/metadata.yml": (
        "title: Second\ntype: report\npublished: 2020\nsummary: Second.\ntags: [ferry-fares]\nactors: []\n"
        "authors: [Jo Example]\n"
    ),
}


def test_briefing_that_is_gone_is_missed_where_it_is_linked(tmp_path: Path) -> None:
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    assert drafted(tmp_path).pages
    lay(tmp_path, {"content/briefings/ferry-fare": {"delete": True}})

    diagnostics = drafted(tmp_path).diagnostics

    assert "unknown-id" in {one.rule for one in diagnostics}
    assert diagnostics == check(tmp_path)[0]


def test_former_id_of_a_briefing_is_missed_by_whom_it_concerns(tmp_path: Path) -> None:
    """What another record says of an id is noticed by the briefing that claims it."""
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    lay(tmp_path, {"content/briefings/second/metadata.yml": {"append": "formerly: [fares]\n"}})
    assert drafted(tmp_path).pages
    assert (tmp_path / "docs/briefings/fares/index.html").exists()
    for path in ("content/themes/ferry-fares.yml", "content/briefings/ferry-fare/metadata.yml"):
        before = (tmp_path / path).read_text(encoding="utf-8")
        lay(tmp_path, {path: {"append": "formerly: [fares]\n"}})

        diagnostics = drafted(tmp_path).diagnostics

        assert [one.rule for one in diagnostics] == ["duplicate-id"]
        assert diagnostics == check(tmp_path)[0]
        lay(tmp_path, {path: before})
        assert drafted(tmp_path).diagnostics == []


def test_briefing_that_was_renamed_is_what_its_links_may_mean(tmp_path: Path) -> None:
    """What help says of an id is made of all ids that there are, those of new briefings too."""
    lay_base(tmp_path)
    lay(tmp_path, SECOND | {"docs/about.md": "# About\n"})
    assert drafted(tmp_path).pages
    (tmp_path / "content/briefings/ferry-fare").rename(tmp_path / "content/briefings/ferry-fares-x")

    diagnostics = drafted(tmp_path).diagnostics

    assert "did you mean `ferry-fares-x`?" in str([one.help for one in diagnostics])
    assert diagnostics == check(tmp_path)[0]
