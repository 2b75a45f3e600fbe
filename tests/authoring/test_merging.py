"""Merging: one record of two, with the names and the references of both; every loss is reported."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from laying import lay, lay_base
from styled import lay_styled, read_tree
from test_renaming import FailingDisk

from generator.authoring.merging import merge
from generator.authoring.snapshot import RefusedError
from generator.build import checking
from generator.cli import main
from generator.diagnostics.report import render_text
from generator.infra.files import OutputError
from generator.model.kinds import Kind

ROWERS = """\
# yaml-language-server: $schema=../.schemas/actor.json
type: organization
name: Guild of Rowers # as they sign
names:
  ar: نقابة
  de: Rudererzunft
aliases: [the rowers, "Rowers' Union: north"]
roles:
  - as: tenant # of the pier
    of: harbour-office
  - as: host
description: Those who row.
part_of: harbour-office
same_as:
  wikidata: Q42
formerly: [rowers-1900]
"""
INTO = """\
type: organization
name: Rowers’ Guild
aliases:
  - the guild # mostly
names:
  ar: حركة
roles:
    - as: host
      from: 2010
same_as:
    url: https://example.org/
"""
FILES = {
    "content/actors/rowers.yml": ROWERS,
    "content/actors/rowers-guild.yml": INTO,
    "content/briefings/ferry-fare/metadata.yml": {
        "replace": {
            "actors: [tessa-varga, rowers-guild]": (
                "actors:\n  - rowers # those\n  - tessa-varga\n  - rowers-guild # these"
            ),
            "about: [tessa-varga]": "about: [rowers-guild, rowers, tessa-varga]",
        }
    },
    "content/briefings/ferry-fare/article.md": {"append": "\nSee [them](actor:rowers).\n"},
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay content with two records of the guild."""
    lay_styled(tmp_path)
    lay(tmp_path, FILES)
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def read(root: Path, path: str) -> str:
    return (root / "content" / path).read_bytes().decode()


def test_values_missing_from_the_target_are_copied_from_the_source(desk: Path) -> None:
    result = merge(desk, Kind.ACTOR, "rowers", "rowers-guild")

    assert read(desk, "actors/rowers-guild.yml") == (
        "type: organization\n"
        "name: Rowers’ Guild\n"
        "aliases:\n"
        "  - the guild # mostly\n"
        "  - Guild of Rowers\n"
        "  - the rowers\n"
        '  - "Rowers\' Union: north"\n'
        "  - نقابة\n"
        "names:\n"
        "  ar: حركة\n"
        "  de: Rudererzunft\n"
        "roles:\n"
        "    - as: host\n"
        "      from: 2010\n"
        "    - as: tenant # of the pier\n"
        "      of: harbour-office\n"
        "    - as: host\n"
        "same_as:\n"
        "    url: https://example.org/\n"
        "    wikidata: Q42\n"
        "description: Those who row.\n"
        "part_of: harbour-office\n"
        "formerly: [rowers, rowers-1900]\n"
    )
    assert not (desk / "content/actors/rowers.yml").exists()
    assert result.summary == (
        "merged actor `rowers` into `rowers-guild`: changed 3 references in 2 files; added `names: de`, "
        "2 of `roles`, `description`, `part_of`, `same_as: wikidata`, the aliases `Guild of Rowers`, `the rowers`, "
        "`Rowers' Union: north`, `نقابة`"
    )
    assert result.remaining == ("content/actors/rowers.yml: the comment `# as they sign` was not copied",)


def test_lists_that_had_both_have_one(desk: Path) -> None:
    merge(desk, Kind.ACTOR, "rowers", "rowers-guild")

    text = read(desk, "briefings/ferry-fare/metadata.yml")
    assert "actors:\n  - rowers-guild # those\n  - tessa-varga\n  # these\n" in text
    assert "about: [rowers-guild, tessa-varga]\n" in text
    assert "See [them](actor:rowers-guild).\n" in read(desk, "briefings/ferry-fare/article.md")


def test_content_has_no_error_afterward(desk: Path) -> None:
    merge(desk, Kind.ACTOR, "rowers", "rowers-guild")
    assert "error" not in render_text(checking.check(desk)[0])


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("about: [rowers, rowers-guild]", "about: [rowers-guild]"),
        ("about: [rowers-guild, tessa-varga, rowers]", "about: [rowers-guild, tessa-varga]"),
        ("about: [ rowers , tessa-varga,rowers-guild ]", "about: [ rowers-guild , tessa-varga ]"),
        ("about: [rowers, rowers-guild,]", "about: [rowers-guild,]"),
        ("about:\n    - rowers\n    - 'rowers-guild'", "about:\n    - rowers-guild"),
        ("about: [\n      rowers, # one\n      rowers-guild # two\n    ]", "about: [\n      rowers-guild # two\n    ]"),
    ],
)
def test_second_of_two_is_taken_out_of_any_list(desk: Path, written: str, wanted: str) -> None:
    lay(desk, {"content/briefings/ferry-fare/metadata.yml": {"replace": {"about: [pier-walkout]": written}}})

    merge(desk, Kind.ACTOR, "rowers", "rowers-guild")

    text = read(desk, "briefings/ferry-fare/metadata.yml")
    if "# one" in written:
        assert "# one" in text
        assert "# two" in text
    else:
        assert wanted in text
    assert "error" not in render_text(checking.check(desk)[0])


def test_voices_are_joined(desk: Path) -> None:
    old = "by: rowers-guild\n    says: None"
    lay(
        desk,
        {"content/briefings/ferry-fare/metadata.yml": {"replace": {old: "by: [rowers, rowers-guild]\n    says: None"}}},
    )
    merge(desk, Kind.ACTOR, "rowers", "rowers-guild")
    assert "by: [rowers-guild]\n" in read(desk, "briefings/ferry-fare/metadata.yml")


# Contradictions


def test_contradictions_are_listed_and_nothing_is_changed(desk: Path) -> None:
    lay(desk, {"content/actors/rowers-guild.yml": {"append": "description: They row.\n"}})
    lay(desk, {"content/actors/rowers-guild.yml": {"replace": {"type: organization": "type: collective"}}})
    before = read_tree(desk)

    result = run(desk, "merge", "actor", "rowers", "rowers-guild")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "content/actors/rowers.yml:2: `type` is `organization`, but `collective` in `rowers-guild` (line 1)",
        (
            "content/actors/rowers.yml:12: `description` is `Those who row.`, "
            "but `They row.` in `rowers-guild` (line 12)"
        ),
        (
            "error: the two records differ in 2 values; make them agree, or keep those of `rowers-guild` with --keep "
            "(make: KEEP=1)"
        ),
    ]
    assert read_tree(desk) == before


def test_kept_values_are_those_of_the_one_that_remains(desk: Path) -> None:
    lay(desk, {"content/actors/rowers-guild.yml": {"append": "description: They row.\n"}})

    result = run(desk, "merge", "actor", "rowers", "rowers-guild", "--keep")

    assert result.exit_code == 0
    assert "description: They row.\n" in read(desk, "actors/rowers-guild.yml")
    assert "content/actors/rowers.yml: `description: Those who row.` was not copied" in result.stderr


def test_value_that_is_not_written_can_contradict(tmp_path: Path) -> None:
    lay_base(tmp_path)
    lay(
        tmp_path,
        {"content/sources/letter.yml": "type: document\ntitle: Letter of the guild to the town\nseen: false\n"},
    )
    with pytest.raises(RefusedError) as refused:
        merge(tmp_path, Kind.SOURCE, "letter", "guild-letter")
    assert refused.value.lines == ("content/sources/letter.yml:3: `seen` is `false`, but `true` in `guild-letter`",)


def test_title_of_a_source_contradicts(tmp_path: Path) -> None:
    lay_base(tmp_path)
    lay(tmp_path, {"content/sources/letter.yml": "type: document\ntitle: A letter\n"})
    with pytest.raises(RefusedError, match="differ in 1 value;"):
        merge(tmp_path, Kind.SOURCE, "letter", "guild-letter")
    merge(tmp_path, Kind.SOURCE, "letter", "guild-letter", keep=True)
    assert "formerly: [letter]" in read(tmp_path, "sources/guild-letter.yml")


# References to itself


@pytest.mark.parametrize(
    ("ours", "theirs", "wanted"),
    [
        ("", "part_of: rowers-guild\n", ""),
        ("part_of: rowers # really\n", "", "# really\n"),
        ("part_of: rowers\n", "part_of: harbour-office\n", "part_of: harbour-office\n"),
        ("part_of: harbour-office\n", "part_of: rowers-guild\n", "part_of: harbour-office\n"),
    ],
)
def test_one_that_belonged_to_the_other_does_no_more(tmp_path: Path, ours: str, theirs: str, wanted: str) -> None:
    lay_styled(tmp_path)
    head = "type: organization\nname: Rowers’ Guild\n"
    lay(tmp_path, {"content/actors/rowers-guild.yml": head + ours, "content/actors/rowers.yml": head + theirs})

    merge(tmp_path, Kind.ACTOR, "rowers", "rowers-guild")

    assert read(tmp_path, "actors/rowers-guild.yml") == f"{head}{wanted}formerly: [rowers]\n"
    assert "error" not in render_text(checking.check(tmp_path)[0])


def test_related_themes_are_no_longer(desk: Path) -> None:
    lay(desk, {"content/themes/fares.yml": "name: Fares\nrelated: [ferry-fares, boats]\n"})

    merge(desk, Kind.THEME, "fares", "boats")

    assert read(desk, "themes/boats.yml").endswith("related: [ferry-fares]\naliases: [Fares]\nformerly: [fares]\n")


def test_a_merge_that_would_create_a_circle_is_refused(desk: Path) -> None:
    lay(
        desk,
        {
            "content/places/bay.yml": "name: The Bay\npart_of: quay\n",
            "content/places/sea.yml": "name: The Sea\npart_of: bay\n",
        },
    )
    before = read_tree(desk)
    with pytest.raises(RefusedError, match="the change would add 1 error;") as refused:
        merge(desk, Kind.PLACE, "sea", "old-pier")
    assert any("error[circle]" in line for line in refused.value.lines)
    assert read_tree(desk) == before


# Errors


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["briefing", "second", "ferry-fare"], "two briefings cannot be merged, as each is a text of its own"),
        (["actor", "rowers", "rowers"], "`rowers` cannot be merged with itself"),
        (["actor", "nobody", "rowers"], "there is no actor `nobody`"),
        (["actor", "rowers", "rower"], "there is no actor `rower`; did you mean `rowers`?"),
        (["actor", "rowers", "old-pier"], "`old-pier` is a place, not an actor"),
        (["actor", "torn", "rowers"], "content/actors/torn.yml has errors; fix them first (`check` lists them)"),
        (["actor", "rowers", "torn"], "content/actors/torn.yml has errors; fix them first (`check` lists them)"),
    ],
)
def test_impossible_merges_are_reported_and_change_nothing(desk: Path, words: list[str], message: str) -> None:
    lay(desk, {"content/actors/torn.yml": "type: person\nnmae: Torn\n"})
    before = read_tree(desk)

    result = run(desk, "merge", *words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert read_tree(desk) == before


@pytest.mark.parametrize("operations", range(5))
def test_interrupted_merge_is_completed_by_the_same_command(tmp_path: Path, operations: int) -> None:
    roots = [tmp_path / "one", tmp_path / "other"]
    for root in roots:
        lay_styled(root)
        lay(root, FILES)
    merge(roots[0], Kind.ACTOR, "rowers", "rowers-guild")

    try:
        merge(roots[1], Kind.ACTOR, "rowers", "rowers-guild", disk=FailingDisk(operations))
    except OutputError:
        assert (roots[1] / "content/actors/rowers.yml").exists()
    merge(roots[1], Kind.ACTOR, "rowers", "rowers-guild")

    assert read_tree(roots[1]) == read_tree(roots[0])


def test_done_twice_says_so(desk: Path) -> None:
    assert run(desk, "merge", "actor", "rowers", "rowers-guild").exit_code == 0
    assert run(desk, "merge", "actor", "rowers", "rowers-guild").stdout == "actor `rowers` is `rowers-guild` already\n"
