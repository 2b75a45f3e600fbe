"""The command `import`: a draft that passes the check, or a diff; never an overwritten file."""

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.authoring.drafts import TITLE_LIMIT, shorten_title, update_facts
from generator.authoring.stubs import write_stub
from generator.build.checking import check
from generator.cli import main
from generator.diagnostics.diagnostic import SourceFile, has_errors
from generator.model.kinds import Kind
from generator.text.article import parse_article

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
    site.write_text("name: Desk\npublisher: The desk\ncontact: desk@quayside.test\n", encoding="utf-8")
    write_stub(tmp_path, Kind.THEME, "Ports", "", dt.date(2026, 11, 22))
    return tmp_path


def import_text(desk: Path, *arguments: str, text: str = ARTICLE, name: str = "saved.txt") -> Result:
    file = desk / name
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["--root", str(desk), "import", str(file), *arguments])


def test_images_beside_the_file_come_along_and_others_are_named(desk: Path) -> None:
    Image.new("1", (2, 2)).save(desk / "boat.png")
    text = "# Two boats\n\nThe boats are idle.\n\n![A boat](boat.png)\n\n![A quay](quay.png)\n\nThey lie on the quay.\n"

    result = import_text(desk, text=text, name="boats.md")

    folder = desk / "content/briefings/two-boats"
    assert result.exit_code == 0, result.output
    assert (folder / "boat.png").read_bytes() == (desk / "boat.png").read_bytes()
    assert not (folder / "quay.png").exists()
    assert "quay.png is not beside the file" in " ".join(result.output.split())
    diagnostics = check(desk)[0]
    assert not has_errors(diagnostics)
    assert {item.rule for item in diagnostics if "credit" in item.message} == {"unfinished"}


def test_an_image_that_cannot_be_published_is_named_with_the_reason_and_listed_once(desk: Path) -> None:
    (desk / "quay.png").write_text("<svg/>")
    text = "# Two boats\n\nThe boats are idle.\n\n![A quay](quay.png)\n\nIdle.\n\n![The quay](quay.png)\n\nThe end.\n"

    result = import_text(desk, text=text, name="boats.md")

    metadata = (desk / "content/briefings/two-boats/metadata.yml").read_text(encoding="utf-8")
    assert metadata.count('file: "quay.png"') == 1
    remark = "the image quay.png was not copied: it is SVG; only JPEG, PNG, WebP and AVIF are published; "
    assert " ".join(result.output.split()).count(remark) == 1


def test_an_imported_article_is_a_draft_that_passes_the_check(desk: Path) -> None:
    result = import_text(desk)

    assert result.exit_code == 0
    assert not has_errors(check(desk)[0])
    facts, _, proposals = (desk / FOLDER / "metadata.yml").read_text(encoding="utf-8").partition("\n\n")
    assert all(line.startswith("#") for line in proposals.splitlines() if line)
    assert facts == (
        "# yaml-language-server: $schema=../../.schemas/briefing.json\n"
        'title: "Harbour talks: a “pause” & more"\n'
        "type: report # or analysis, background, opinion\n"
        "published: 2024-03-05\n"
        "language: en # detected\n"
        'summary: "" # summarize the article in two sentences\n'
        "tags: [] # themes, at least one\n"
        "actors: []\n"
        'authors: ["Jane Doe"]\n'
        'keywords: ["Harbours", "\\"Unions\\""]\n'
        "status: draft # delete this line to publish"
    )
    article = (desk / FOLDER / "article.md").read_text(encoding="utf-8")
    assert article == "\n\n".join(ARTICLE.split("\n\n")[3:])


def test_the_command_lists_written_files_omissions_and_next_steps(desk: Path) -> None:
    text = ARTICLE + "\nAnn Lee said on Tuesday that Ann Lee’s union would be there, and so would Minister John Roe.\n"
    lines = import_text(desk, text=text).output.splitlines()

    assert lines[:3] == [
        f"wrote {FOLDER}/article.md and {FOLDER}/metadata.yml",
        "left out: menu (1): Menu",
        "entities to create, if they are correct; accept them by the first word:",
    ]
    assert any(re.fullmatch(r"  actor:ann-lee +Ann Lee", line) for line in lines)
    assert lines[-2:] == [
        f"next: compare article.md with the file, and review the proposals in {FOLDER}/metadata.yml,",
        (
            "  by hand, or with make suggest BRIEFING=harbour-talks-a-pause-more ACCEPT='ID …' "
            "(all:high: all with high confidence)"
        ),
    ]
    assert "# attributions:" in (desk / FOLDER / "metadata.yml").read_text(encoding="utf-8")
    assert not has_errors(check(desk)[0])


def test_the_editor_has_the_last_word(desk: Path) -> None:
    import_text(desk, "--id", "talks", "--date", "2024-03~", "--language", "en-GB")

    text = (desk / "content/briefings/talks/metadata.yml").read_text(encoding="utf-8")
    assert "published: 2024-03~\nlanguage: en-GB\n" in text


@pytest.mark.parametrize("option", [("--id", "A b"), ("--date", "soon"), ("--language", "English!")])
def test_a_wrong_call_is_one(desk: Path, option: tuple[str, str]) -> None:
    assert import_text(desk, *option).exit_code == 2
    assert not (desk / "content" / "briefings").exists()


def test_a_second_import_says_that_nothing_has_changed(desk: Path) -> None:
    import_text(desk)

    again = import_text(desk)

    assert again.exit_code == 0
    assert again.output.startswith(f"{FOLDER} already has this text; nothing was written\n")


def test_a_second_import_shows_a_diff_and_overwrites_nothing(desk: Path) -> None:
    import_text(desk)
    metadata = desk / FOLDER / "metadata.yml"
    edited = (
        metadata.read_text(encoding="utf-8").replace("actors: []", "actors: []\n# Mine.").replace("Jane Doe", "J. D.")
    )
    metadata.write_text(edited, encoding="utf-8")

    again = import_text(desk, text=ARTICLE.replace("Monday", "Tuesday"))

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
    import_text(desk, "--id", "first-import")

    again = import_text(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", "Another title of it"))

    assert again.exit_code == 1
    assert "b/content/briefings/first-import/metadata.yml" in again.output
    assert "article.md" not in again.output
    assert [path.name for path in (desk / "content/briefings").iterdir()] == ["first-import"]


def test_a_second_import_with_another_id_is_another_draft(desk: Path) -> None:
    import_text(desk)

    again = import_text(desk, "--id", "second-import")

    assert again.exit_code == 0
    assert again.output.startswith("wrote content/briefings/second-import/article.md")
    assert len(list((desk / "content/briefings").iterdir())) == 2
    # That id is now there, so the next one compares.
    assert "already has this text" in import_text(desk, "--id", "second-import").output


def test_an_import_without_an_author_invents_none(desk: Path) -> None:
    import_text(desk, text="# Harbour talks\n\nThe talks in the harbour would resume next week, it was found.\n")

    (metadata,) = (desk / "content/briefings").rglob("metadata.yml")
    diagnostics = [diagnostic for diagnostic in check(desk)[0] if diagnostic.path.endswith("metadata.yml")]
    assert "# author_note: " in metadata.read_text(encoding="utf-8")
    assert {"`authors` is missing", "`summary` is empty"} <= {diagnostic.message for diagnostic in diagnostics}
    assert not has_errors(diagnostics)


def test_our_own_article_is_itself(desk: Path) -> None:
    text = "A para\nwrapped, [Lowmoor](place:lowmoor).[^1]\n\n## Part\n\n* one\n* two\n\n[^1]: Note.\n"

    result = import_text(desk, "--id", "own-one", text=text, name="article.md")

    assert result.exit_code == 0
    assert (desk / "content/briefings/own-one/article.md").read_text(encoding="utf-8") == text
    assert "no title was found in the file; its name is used instead" in result.output


@pytest.mark.parametrize("title", ["Nul", "COM1", "Prn?"])
def test_a_title_that_windows_cannot_store_is_refused(desk: Path, title: str) -> None:
    text = ARTICLE.replace("Harbour talks: a “pause” & more", title)

    refused = import_text(desk, text=text)
    given = import_text(desk, "--id", "aux", text=text)

    assert "is the name of a device on Windows, which cannot store such a file" in refused.output
    assert "`aux` is the name of a device on Windows" in given.output
    assert (refused.exit_code, given.exit_code) == (1, 2)
    assert not (desk / "content" / "briefings").exists()
    assert import_text(desk, "--id", "nul-report", text=text).exit_code == 0


def test_an_id_that_is_taken_or_missing_is_refused(desk: Path) -> None:
    write_stub(desk, Kind.ACTOR, "Harbour talks: a “pause” & more", "", dt.date(2026, 11, 22))

    taken = import_text(desk)
    none = import_text(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", "？？？"))

    assert "`harbour-talks-a-pause-more` is already the id of an actor: content/actors/" in taken.output
    assert "no id can be made from the title" in none.output
    assert (taken.exit_code, none.exit_code) == (1, 1)
    assert not (desk / "content" / "briefings").exists()


def test_a_former_id_is_not_used_again(desk: Path) -> None:
    """The address of the former id leads to the record that had it."""
    write_stub(desk, Kind.ACTOR, "Harbour board", "", dt.date(2026, 11, 22))
    record = desk / "content/actors/harbour-board.yml"
    record.write_text(f"{record.read_text(encoding='utf-8')}formerly: [old-board]\n", encoding="utf-8")

    refused = import_text(desk, "--id", "old-board")

    message = "`old-board` is a former id of an actor and cannot be used again: content/actors/harbour-board.yml"
    assert message in refused.output
    assert refused.exit_code == 1
    assert not (desk / "content" / "briefings").exists()


def test_a_project_without_themes_gets_a_hint_to_create_one(desk: Path) -> None:
    (desk / "content/themes/ports.yml").unlink()

    result = import_text(desk)

    assert "a briefing needs a theme, and there is none yet: make new KIND=theme NAME=…" in result.output
    assert {diagnostic.rule for diagnostic in check(desk)[0]} == {"unfinished"}


def test_a_disk_that_refuses_leaves_nothing(desk: Path) -> None:
    (desk / "content/briefings").write_text("no folder", encoding="utf-8")

    result = import_text(desk)

    assert result.exit_code == 1
    assert f"{FOLDER} cannot be written: " in result.output
    assert sorted(path.name for path in (desk / "content").iterdir()) == ["briefings", "site.yml", "themes"]


def test_a_long_title_is_cut_at_a_word_and_named(desk: Path) -> None:
    long = "Extraordinarily longwinded considerations " * 4
    result = import_text(desk, text=ARTICLE.replace("Harbour talks: a “pause” & more", long.strip()))

    assert "note: the title was shortened to 110 characters; the full title is “Extraordinarily" in result.output
    assert not has_errors(check(desk)[0])


# Laws


@given(st.text())
def test_a_title_is_never_too_long_and_begins_as_it_did(title: str) -> None:
    short = shorten_title(title)
    whole = " ".join(title.split())
    assert len(short) <= TITLE_LIMIT
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


@given(st.sampled_from(["title: a\n", "title: a\nkeywords:\n  - b\n# mine\nactors: []\n", "keywords: [b]\n", ""]))
def test_updating_facts_twice_changes_nothing(metadata: str) -> None:
    once = update_facts(metadata, {"title": 'title: "a"', "keywords": 'keywords: ["b", "c"]'})
    assert update_facts(once, {"title": 'title: "a"', "keywords": 'keywords: ["b", "c"]'}) == once
    assert "# mine" in once or "# mine" not in metadata


def test_the_written_article_has_the_text_of_the_import(desk: Path) -> None:
    text = "1. Not a list: 5 * 3 = *15*, and so [it] goes for <b>all</b> of them, as R&D says.\n"
    import_text(desk, "--id", "odd-marks", text=f"A title of it\n\n{text}")

    article = parse_article(
        SourceFile("", (desk / "content/briefings/odd-marks/article.md").read_text(encoding="utf-8"))
    )
    assert [passage.text for passage in article.passages] == [text.strip()]
