"""The published site follows the clock, and hidden content leaves no trace."""

import gzip
import json
import shutil
import sqlite3
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from laying import lay
from timed_briefings import add

from generator.build import pipeline as story
from generator.cli import main

WITHDRAWN = "status: withdrawn\ncorrections:\n  - date: 2031-06\n    kind: withdrawal\n    text: It is gone.\n"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words], catch_exceptions=False)


def traces(root: Path, word: str, *folders: str) -> list[str]:
    """Return the files that contain a word, in their paths or in their bytes."""
    files = [path for folder in folders for path in (root / folder).rglob("*") if path.is_file()]
    found = []
    for path in files:
        data = path.read_bytes()
        text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
        if word.encode() in text.lower() or word in path.relative_to(root).as_posix():
            found.append(path.relative_to(root).as_posix())
    return sorted(found)


def files(root: Path) -> dict[str, bytes]:
    """Read all files of docs/ and site/ by path, except the generator's own."""
    found = (path for name in ("docs", "site") for path in (root / name).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found if path.name[0] != "."}


def first_built(root: Path, elsewhere: Path, now: str) -> dict[str, bytes]:
    """The files that a first build makes at this moment."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(root, elsewhere, ignore=shutil.ignore_patterns(".cache", "site"))
    story.clean(elsewhere)
    assert run(elsewhere, "build", "--jobs", "1", "--now", now).exit_code == 0
    return files(elsewhere)


def test_an_embargo_and_an_expiry_pass_with_no_file_changed(root: Path, tmp_path: Path) -> None:
    add(root, "timed", "embargo: 2031-05-01T06:00+01:00\nexpires: 2031-06-01T00:00Z\n")

    before = run(root, "build", "--jobs", "1", "--now", "2031-05-01T04:59:59Z")
    assert "\nbuild again at 2031-05-01T05:00:00Z, when the published content changes\n" in before.stdout
    assert traces(root, "timed", "docs", "site", ".cache/site") == []

    shown = json.loads(run(root, "build", "--jobs", "1", "--now", "2031-05-01T05:00Z", "--format", "json").stdout)
    assert shown["next_change"] == "2031-06-01T00:00:00Z"
    assert shown["published"]
    assert shown["briefings"] == 2
    page = (root / "site/briefings/timed/index.html").read_text(encoding="utf-8")
    assert "timedquotation" in page
    assert (root / "site/actors/timed-speaker/index.html").is_file()
    assert (root / "site/themes/timed-theme/index.html").is_file()
    assert files(root) == first_built(root, tmp_path / "first", "2031-05-10")
    assert "site/ is up to date" in run(root, "build", "--jobs", "1", "--now", "2031-05-20").stdout

    after = run(root, "build", "--jobs", "1", "--now", "2031-06-01")
    assert "build again" not in after.stdout
    notice = (root / "site/briefings/timed/index.html").read_text(encoding="utf-8")
    assert "This briefing has expired." in notice
    assert "1 June 2031" in notice
    assert '<meta name="robots" content="noindex">' in notice
    assert files(root) == first_built(root, tmp_path / "first", "2031-06-02")
    for word in ("timedquotation", "timedparaphrase", "timedkeyword", "timedtown", "timedtopic", "timed in short"):
        assert traces(root, word, "docs", "site", ".cache/site", ".cache/search") == []
    assert traces(root, "timed-speaker", "docs", "site", ".cache/site") == []
    sitemap = (root / "site/sitemap.xml").read_text(encoding="utf-8")
    assert "timed" not in sitemap


@pytest.mark.parametrize(
    "keys",
    [
        "status: draft\n",
        "status: withdrawn\ncorrections:\n  - date: 2031-06\n    kind: withdrawal\n    text: It is gone.\n",
        "gone",
    ],
)
def test_nothing_of_a_text_that_was_hidden_stays_in_the_caches(root: Path, keys: str) -> None:
    add(root, "secret")
    now = ("--jobs", "1", "--now", "2031-07-01")
    assert run(root, "build", *now).exit_code == 0
    assert traces(root, "secretquotation", "site", "docs", ".cache")

    if keys == "gone":
        for path in traces(root, "secret", "content"):
            (root / path).unlink()
    else:
        # A warning that quotes the text is reported each time, and stored nowhere.
        add(root, "secret", keys)
        cue = "\nAccording to secretsource, it is so.\n"
        lay(root, {"content/briefings/secret/article.md": {"append": cue}})
    for turn in range(2):
        result = run(root, "build", *now)
        assert result.exit_code == 0
        assert ("unattributed-cue" in result.stdout) == (keys != "gone")
        for database in (root / ".cache").glob("*.db"):
            # The second build may free pages of content.db. That file is not compressed: below, its bytes are searched.
            if turn == 0 or database.name != "content.db":
                assert free_pages(database) == 0, "SQLite keeps deleted values in free pages"
        for word in ("secretquotation", "secretparaphrase", "secretkeyword", "secrettown", "secretsource"):
            assert traces(root, word, "docs", "site", ".cache") == []
            for database in (root / ".cache").glob("*.db"):
                assert word not in "".join(map(str, everything(database)))


def free_pages(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        (number,) = connection.execute("PRAGMA freelist_count").fetchone()
    return int(number)


def everything(database: Path) -> list[object]:
    """Return all values of a store; pages are compressed in it."""
    found: list[object] = []
    with sqlite3.connect(database) as connection:
        for (value,) in connection.execute("SELECT value FROM data"):
            found.append(value)
            if database.name == "html.db":
                found.append(zlib.decompress(value).decode(errors="replace"))
    return found


def test_the_environment_names_a_moment_and_the_command_line_another(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(root, "later", published="2031-08-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1943000000")

    early = run(root, "check")
    assert (early.exit_code, "error[future-date] `2031-08-01` is after today" in early.stdout) == (1, True)
    refused = run(root, "check", "--now", "2031-08-01T06:00")
    assert refused.exit_code == 2
    assert "has no offset from UTC" in refused.stderr
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run(root, "check").exit_code == 2
    assert run(root, "check", "--now", "2031-08-01").exit_code == 2
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run(root, "check", "--now", "2031-08-01").exit_code == 0
