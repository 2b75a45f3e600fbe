"""One cause, one diagnostic: an error in a file or a key is reported once, with all the locations that it affects."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from laying import lay_base

from generator.build import checking
from generator.diagnostics.diagnostic import Diagnostic, Location, SourceFile, Span, merge_causes
from generator.model.kinds import Kind

METADATA = "content/briefings/ferry-fare/metadata.yml"
ARTICLE = "content/briefings/ferry-fare/article.md"
RECORDS = (
    "actors/rowers-guild.yml",
    "actors/tessa-varga.yml",
    "places/old-pier.yml",
    "themes/ferry-fares.yml",
    "questions/fare-cause.yml",
    "sources/guild-letter.yml",
    "events/pier-walkout.yml",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base, whose records lean on each other: some are used by nothing else."""
    lay_base(tmp_path)
    append(tmp_path / "content/actors/rowers-guild.yml", "part_of: harbor-union\n")
    append(tmp_path / "content/actors/harbor-union.yml", "type: organization\nname: Harbor Union\n")
    append(tmp_path / "content/sources/guild-letter.yml", "publisher: rowers-guild\n")
    append(tmp_path / "content/themes/ferry-fares.yml", "broader: transport\n")
    append(tmp_path / "content/themes/transport.yml", "name: Transport\n")
    append(tmp_path / "content/events/pier-walkout.yml", "actors: [rowers-guild]\nplace: lowhaven\n")
    append(tmp_path / "content/places/lowhaven.yml", "name: Lowhaven\n")
    assert checking.check(tmp_path)[0] == []
    return tmp_path


def append(file: Path, text: str) -> None:
    file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + text, encoding="utf-8")


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def the_one(root: Path) -> Diagnostic:
    """The only diagnostic of a root; it stops the build."""
    diagnostics, index = checking.check(root)
    assert [one.full_message for one in diagnostics] == [diagnostics[0].full_message]
    assert index is None
    return diagnostics[0]


# Files


@pytest.mark.parametrize("record", [one for one in RECORDS if one != "places/old-pier.yml"])
def test_a_deleted_record_is_reported_once(root: Path, record: str) -> None:
    (root / "content" / record).unlink()

    one = the_one(root)
    id_ = Path(record).stem
    assert one.rule == "unknown-id"
    assert f"`{id_}`" in one.message
    lines = [
        Location(path.relative_to(root).as_posix(), number)
        for path in sorted((root / "content").rglob("*.yml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(rf"(?<![\w-]){id_}(?![\w-])", line)
    ]
    assert sorted([Location(one.path, one.line), *one.other_locations]) == sorted(lines)


@pytest.mark.parametrize("ending", [".yaml", ".YML", ".yml.txt"])
@pytest.mark.parametrize("record", [one for one in RECORDS if one != "places/old-pier.yml"])
def test_a_record_with_another_extension_is_reported_once(root: Path, record: str, ending: str) -> None:
    file = root / "content" / record
    file.rename(file.with_name(file.stem + ending))

    one = the_one(root)
    assert one.help.endswith(f"the file is not read; rename it to `{file.name}`")
    assert one.help.startswith(f"`content/{Path(record).with_suffix('')}{ending}`")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Rowers-Guild", "rowers-guild"),
        ("rowers guild", "rowers-guild"),
        ("rowers_guild", "rowers-guild"),
        ("müller", "muller"),
        ("Łódź & Co", "lodz-co"),
    ],
)
def test_a_record_whose_name_is_not_an_id_is_reported_once(root: Path, name: str, near: str) -> None:
    file = root / "content/actors/rowers-guild.yml"
    for path in (METADATA, "content/sources/guild-letter.yml", "content/events/pier-walkout.yml"):
        rewrite(root / path, lambda text: text.replace("rowers-guild", name))
    file.rename(file.with_name(f"{name}.yml"))

    one = the_one(root)
    assert (one.rule, one.path) == ("bad-id", f"content/actors/{name}.yml")
    assert one.help.startswith(f"rename it to `{near}`; ")
    assert len(one.other_locations) == 5


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (METADATA, "metadata.yaml", "lone-file"),
        (METADATA, "", "lone-file"),
        (ARTICLE, "article.txt", "lone-file"),
        (ARTICLE, "Article.MD", "lone-file"),
        (ARTICLE, "", "lone-file"),
        ("content/site.yml", "site.yaml", "missing-file"),
        ("content/site.yml", "", "missing-file"),
    ],
)
def test_a_missing_file_is_reported_once(root: Path, old: str, new: str, rule: str) -> None:
    file = root / old
    if new:
        file.rename(file.with_name(new))
    else:
        file.unlink()

    one = the_one(root)
    assert one.rule == rule
    assert not new or one.help.endswith(f"rename it to `{file.name}`")


@pytest.mark.parametrize(("folder", "name"), [("actors", "actor"), ("themes", "Themes"), ("sources", "sourcs")])
def test_a_folder_with_another_name_is_reported_once(root: Path, folder: str, name: str) -> None:
    (root / "content" / folder).rename(root / "content" / name)

    one = the_one(root)
    assert one.help.endswith(f"the file is not read; did you mean the folder `{folder}`?")


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        (METADATA, "", "yaml-syntax"),
        (METADATA, "<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> other\n", "merge-conflict"),
        (ARTICLE, "", "empty-article"),
        (ARTICLE, "One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other\n", "merge-conflict"),
        ("content/actors/rowers-guild.yml", "", "yaml-syntax"),
        ("content/actors/rowers-guild.yml", "<<<<<<< ours\n=======\n>>>>>>> theirs\n", "merge-conflict"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_reported_once(root: Path, path: str, text: str, rule: str) -> None:
    (root / path).write_text(text, encoding="utf-8")

    assert the_one(root).rule == rule


# Keys and values


@pytest.mark.parametrize(
    ("pattern", "put", "message"),
    [
        (r"says: .*", 'says: ""', "`says` is empty"),
        (r"    says: .*\n", "", "`says` is missing"),
        (r"quote: .*", 'quote: ""', "`quote` is empty"),
        (r"says:", "sais:", "unknown key `sais`"),
        (r"says:", "paraphrase:", "unknown key `paraphrase`"),
        (r"    says:", "\tsays:", "a tab is used where YAML needs plain spaces"),
        (r"kind: \w+", "kind: claim", "`claim` is not a kind of attribution"),
    ],
)
def test_an_error_in_all_attributions_is_one_diagnostic_with_all_lines(
    root: Path, pattern: str, put: str, message: str
) -> None:
    rewrite(root / METADATA, lambda text: re.sub(pattern, put, text))

    one = the_one(root)
    lines = [one.line, *(place.line for place in one.other_locations)]
    assert one.message == message
    assert len(lines) == 6
    assert one.full_message == f"{message} (lines {', '.join(map(str, lines[:-1]))} and {lines[-1]})"


def test_a_missing_attribution_is_reported_once(root: Path) -> None:
    rewrite(root / METADATA, lambda text: text.replace("id: c02", "id: c22"))
    append(root / METADATA, "    disputes: [c02]\n")

    one = the_one(root)
    assert (one.rule, len(one.other_locations)) == ("unknown-id", 1)


def test_sentences_are_judged_one_by_one(root: Path) -> None:
    append(root / ARTICLE, "\nThe mayor said so.\n\nA clerk said more.\n")

    diagnostics, _ = checking.check(root)
    assert [one.rule for one in diagnostics] == ["unattributed-cue", "unattributed-cue"]


def test_errors_of_several_kinds_of_record_are_separate(root: Path) -> None:
    for kind in (Kind.PLACE, Kind.THEME):
        append(root / f"content/{kind.folder}/other.yml", "nam: Other\n")

    assert len(checking.check(root)[0]) > 1


# The law


def diagnostic(path: str, line: int, message: str, cause: str = "") -> Diagnostic:
    return SourceFile(path, "x\n" * 60).diagnose("bad-value", Span(line), message, cause=cause)


def test_merged_diagnostics_keep_each_location_once() -> None:
    given = [diagnostic("a.yml", line, "same") for line in range(1, 40)]
    given += [diagnostic(path, 3, f"of {path}", cause="one") for path in ("b.yml", "c.yml")]
    given += [diagnostic("a.yml", 5, "other")]

    merged = merge_causes([*reversed(given), *given])

    assert [(one.path, one.line, one.message) for one in merged] == [
        ("a.yml", 1, "same"),
        ("a.yml", 5, "other"),
        ("b.yml", 3, "of b.yml"),
    ]
    assert merged[0].other_locations == tuple(Location("a.yml", line) for line in range(2, 40))
    assert merged[0].full_message.endswith("19, 20, 21 and 18 more)")
    assert merged[2].full_message == "of b.yml (also c.yml:3)"
    assert merge_causes(merged) == merged
