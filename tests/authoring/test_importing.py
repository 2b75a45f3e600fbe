"""The command `import`: a draft that passes the check, or a diff; never an overwritten file."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.drafts import TITLE_LIMIT, shortened, with_facts
from generator.authoring.stubs import write_stub
from generator.build import check
from generator.cli import main
from generator.diagnostics import Source, has_errors
from generator.model.kinds import Kind
from generator.text.article import parse

ARTICLE = """\
Menu

Harbour talks: a “pause” & more

By Jane Doe
March 5, 2024
Filed under: Harbours, "Unions"

The port authority of Lowmoor found on Monday that the talks would resume next week.

It named neither a place nor an hour; the union’s head was more careful than that.
"""
FOLDER = "content/briefings/harbour-talks-a-pause-more"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    site = tmp_path / "content" / "site.yml"
    site.parent.mkdir()
    site.write_text("name: Desk\npublisher: The desk\ncontact: desk@example.org\n", encoding="utf-8")
    write_stub(tmp_path, Kind.THEME, "Ports", "", dt.date(2026, 11, 22))
    return tmp_path


def brought(desk: Path, *arguments: str, text: str = ARTICLE, name: str = "saved.txt") -> Result:
    file = desk / name
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["--root", str(desk), "import", str(file), *arguments])


def test_an_imported_article_is_a_draft_that_passes_the_check(desk: Path) -> None:
    done = brought(desk)

    assert done.exit_code == 0
    assert not has_errors(check(desk)[0])
    facts, _, proposals = (desk / FOLDER / "metadata.yml").read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("#") for line in proposals.splitlines() if line)
    assert facts == (
        "# yaml-language-server: $schema=../../.schemas/briefing.json\n"
        'title: "Harbour talks: a “pause” & more"\n'
        "type: report # or analysis, background, opinion\n"
        "published: 2024-03-05\n"
        "language: en # detected\n"
        'summary: "Harbour talks: a “pause” & more" # say here what it says, in two sentences\n'
        "tags: [ports] # the first theme there is; put yours in its place\n"
        "actors: []\n"
        'authors: ["Jane Doe"]\n'
        'keywords: ["Harbours", "\\"Unions\\""]\n'
        "status: draft # delete this line to publish"
    )
    article = (desk / FOLDER / "article.md").read_text(encoding="utf-8")
    assert article == "\n\n".join(ARTICLE.split("\n\n")[3:])


def test_it_says_what_was_written_and_left_out_and_what_comes_next(desk: Path) -> None:
    text = ARTICLE + "\nAnn Lee said on Tuesday that Ann Lee’s union would be there, and so would Minister John Roe.\n"
    lines = brought(desk, text=text).output.splitlines()

    assert lines[:3] == [
        f"wrote {FOLDER}/article.md and {FOLDER}/metadata.yml",
        "left out: menu (1): Menu",
        "entities to create, if they are what they seem:",
    ]
    assert "  python -m generator new actor 'Ann Lee' --id ann-lee" in lines
    assert lines[-2:] == [
        f"next: compare article.md with the file, decide on the proposals in {FOLDER}/metadata.yml,",
        "  by hand or with python -m generator suggest harbour-talks-a-pause-more --accept ID, and fill in the rest",
    ]
    assert "# attributions:" in (desk / FOLDER / "metadata.yml").read_text(encoding="utf-8")
    assert not has_errors(check(desk)[0])


def test_the_editor_has_the_last_word(desk: Path) -> None:
    brought(desk, "--id", "talks", "--date", "2024-03~", "--language", "en-GB")

    text = (desk / "content/briefings/talks/metadata.yml").read_text(encoding="utf-8")
    assert "published: 2024-03~\nlanguage: en-GB\n" in text


@pytest.mark.parametrize("option", [("--id", "A b"), ("--date", "soon"), ("--language", "English!")])
def test_a_wrong_call_is_one(desk: Path, option: tuple[str, str]) -> None:
    assert brought(desk, *option).exit_code == 2
    assert not (desk / "content" / "briefings").exists()


def test_a_second_import_says_that_nothing_has_changed(desk: Path) -> None:
    brought(desk)

    again = brought(desk)

    assert again.exit_code == 0
    assert again.output.startswith(f"{FOLDER} says the same; nothing was written\n")


def test_what_differs_is_a_diff_and_nothing_is_overwritten(desk: Path) -> None:
    brought(desk)
    metadata = desk / FOLDER / "metadata.yml"
    edited = (
        metadata.read_text(encoding="utf-8").replace("actors: []", "actors: []\n# Mine.").replace("Jane Doe", "J. D.")
    )
    metadata.write_text(edited, encoding="utf-8")

    again = brought(desk, text=ARTICLE.replace("Monday", "Tuesday"))

    assert again.exit_code == 1
    assert metadata.read_text(encoding="utf-8") == edited
    assert [line for line in again.output.splitlines() if line[:1] in {"+", "-"}] == [
        f"--- a/{FOLDER}/article.md",
        f"+++ b/{FOLDER}/article.md",
        "-The port authority of Lowmoor found on Monday that the talks would resume next week.",
        "+The port authority of Lowmoor found on Tuesday that the talks would resume next week.",
        f"--- a/{FOLDER}/metadata.yml",
        f"+++ b/{FOLDER}/metadata.yml",
        '-authors: ["J. D."]',
        '+authors: ["Jane Doe"]',
    ]


def test_the_same_words_are_known_under_another_id(desk: Path) -> None:
    brought(desk, "--id", "first-import")

    again = brought(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", "Another title of it"))

    assert again.exit_code == 1
    assert "b/content/briefings/first-import/metadata.yml" in again.output
    assert "article.md" not in again.output
    assert [path.name for path in (desk / "content/briefings").iterdir()] == ["first-import"]


def test_our_own_article_is_itself(desk: Path) -> None:
    text = "A para\nwrapped, [Lowmoor](place:lowmoor).[^1]\n\n## Part\n\n* one\n* two\n\n[^1]: Note.\n"

    done = brought(desk, "--id", "own-one", text=text, name="article.md")

    assert done.exit_code == 0
    assert (desk / "content/briefings/own-one/article.md").read_text(encoding="utf-8") == text
    assert "no title is found in the file; its name stands for it" in done.output


def test_an_id_that_is_taken_or_missing_is_refused(desk: Path) -> None:
    write_stub(desk, Kind.ACTOR, "Harbour talks: a “pause” & more", "", dt.date(2026, 11, 22))

    taken = brought(desk)
    none = brought(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", "？？？"))

    assert "`harbour-talks-a-pause-more` names an actor already: content/actors/" in taken.output
    assert "gives no id" in none.output
    assert (taken.exit_code, none.exit_code) == (1, 1)
    assert not (desk / "content" / "briefings").exists()


def test_a_desk_without_themes_is_told_that_one_is_needed(desk: Path) -> None:
    (desk / "content/themes/ports.yml").unlink()

    done = brought(desk)

    assert "there is no theme yet, and a briefing needs one: python -m generator new theme NAME" in done.output
    assert {one.rule for one in check(desk)[0]} == {"missing-key"}


def test_a_disk_that_refuses_leaves_nothing(desk: Path) -> None:
    (desk / "content/briefings").write_text("no folder", encoding="utf-8")

    done = brought(desk)

    assert done.exit_code == 1
    assert f"{FOLDER} cannot be written: " in done.output
    assert sorted(path.name for path in (desk / "content").iterdir()) == ["briefings", "site.yml", "themes"]


def test_a_long_title_is_cut_at_a_word_and_named(desk: Path) -> None:
    long = "Extraordinarily longwinded considerations " * 4
    done = brought(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", long.strip()))

    assert "note: the title was cut to 110 characters; in full it is “Extraordinarily" in done.output
    assert not has_errors(check(desk)[0])


# Laws


@given(st.text())
def test_a_title_is_never_too_long_and_begins_as_it_did(title: str) -> None:
    short = shortened(title)
    whole = " ".join(title.split())
    assert len(short) <= TITLE_LIMIT
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


@given(st.sampled_from(["title: a\n", "title: a\nkeywords:\n  - b\n# mine\nactors: []\n", "keywords: [b]\n", ""]))
def test_facts_that_are_there_already_change_nothing(metadata: str) -> None:
    once = with_facts(metadata, {"title": 'title: "a"', "keywords": 'keywords: ["b", "c"]'})
    assert with_facts(once, {"title": 'title: "a"', "keywords": 'keywords: ["b", "c"]'}) == once
    assert "# mine" in once or "# mine" not in metadata


def test_what_is_written_is_what_was_read(desk: Path) -> None:
    text = "1. Not a list: 5 * 3 = *15*, and so [it] goes for <b>all</b> of them, as R&D says.\n"
    brought(desk, "--id", "odd-marks", text=f"A title of it\n\n{text}")

    article = parse(Source("", (desk / "content/briefings/odd-marks/article.md").read_text(encoding="utf-8")))
    assert [passage.text for passage in article.passages] == [text.strip()]
