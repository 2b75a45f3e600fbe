"""Renaming: every reference follows, every other byte stays, and an interrupted rename is completed."""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from laying import lay, lay_base
from PIL import Image
from styled import lay_styled, read_tree
from synthetic import write_content

from generator.authoring.reference_rewrite import ReferenceRewrite, find_reference_paths, rewrite_article
from generator.authoring.renaming import rename
from generator.authoring.snapshot import ContentSnapshot, RefusedError
from generator.build import checking
from generator.cli import main
from generator.content.reader import read_content
from generator.diagnostics.report import render_text
from generator.infra.files import Disk, OutputError
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.model.references import find_raw_references, find_references
from generator.source.yaml_edits import YamlText

sys.path.insert(0, str(Path(__file__).parents[1] / "laws"))

from contents import Tree, lay_tree, trees

_FIGURES = "figures:\n  - file: boat.png\n    credit: The desk\n"

slow = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Lay content in every style of writing."""
    lay_styled(tmp_path)
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def test_images_of_a_briefing_follow_it(tmp_path: Path) -> None:
    lay_base(tmp_path)
    folder = tmp_path / "content/briefings"
    Image.new("1", (2, 2)).save(folder / "ferry-fare/boat.png")
    for name, text in {"article.md": "\n![A boat](boat.png)\n", "metadata.yml": _FIGURES}.items():
        with (folder / "ferry-fare" / name).open("a") as file:
            file.write(text)

    done = run(tmp_path, "rename", "briefing", "ferry-fare", "ferry-prices")

    assert done.exit_code == 0, done.output
    assert (folder / "ferry-prices/boat.png").is_file()
    assert list_diagnostics(tmp_path) == []


def list_diagnostics(root: Path) -> list[tuple[str, str, int]]:
    return sorted((diagnostic.rule, diagnostic.path, diagnostic.line) for diagnostic in checking.check(root)[0])


def count_errors(root: Path) -> int:
    return sum(diagnostic.severity == "error" for diagnostic in checking.check(root)[0])


def rename_path(text: str, old: Ref, new: str) -> str:
    """Return a path with the new id."""
    return re.sub(rf"{old.kind.folder}/{old.id}(?=[./]|$)", f"{old.kind.folder}/{new}", text)


def list_refs(root: Path) -> list[Ref]:
    content = read_content(root)
    return [*content.entities, *content.briefings]


def list_references(root: Path, swap: tuple[Ref, str] | None = None) -> list[tuple[object, ...]]:
    """Return the references of all records in their order; `swap` is an id and the one in its place."""
    content = read_content(root)
    records = {**content.entities, **{ref: piece.metadata for ref, piece in content.briefings.items()}}
    old, new = swap or (None, "")
    references = []
    for ref, record in records.items():
        name = new if ref == old else ref.id
        for reference in find_references(record.value):
            is_swapped = old is not None and reference.id == old.id and old.kind in reference.kinds
            references.append((ref.kind, name, reference.path, new if is_swapped else reference.id))
    return sorted(references, key=str)


# Laws


@slow
@given(trees(), st.data())
def test_renamed_content_checks_as_before_and_refers_to_the_same(files: Tree, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        old = data.draw(st.sampled_from(list_refs(root)))
        before, wanted = list_diagnostics(root), list_references(root, (old, "renamed-entity"))

        rename(root, old.kind, old.id, "renamed-entity")

        assert list_diagnostics(root) == sorted(
            (rule, rename_path(path, old, "renamed-entity"), row) for rule, path, row in before
        )
        assert list_references(root) == wanted
        assert old not in list_refs(root)
        assert old.id in ContentSnapshot.read(root).get_former_ids(Ref(old.kind, "renamed-entity"))


@slow
@given(trees(), st.data())
def test_renaming_back_restores_everything_except_former_ids(files: Tree, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        ref = data.draw(st.sampled_from(list_refs(root)))
        before = read_tree(root)

        rename(root, ref.kind, ref.id, "renamed-entity")
        rename(root, ref.kind, "renamed-entity", ref.id)

        assert remove_former_ids(read_tree(root), ref) == remove_former_ids(before, ref)


def remove_former_ids(files: dict[str, bytes], ref: Ref) -> dict[str, bytes]:
    text = YamlText(files[ref.record].decode())
    if "formerly:" in text.text or '"formerly":' in text.text:
        text = text.remove_key("formerly")
    return {**files, ref.record: text.text.rstrip().encode()}


@slow
@given(trees())
def test_references_in_data_are_those_of_the_values(files: Tree) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        desk = ContentSnapshot.read(root)
        for record_file in desk.iter_records():
            record = (
                desk.content.briefings[record_file.ref].metadata
                if record_file.ref.kind is Kind.BRIEFING
                else desk.content.entities[record_file.ref]
            )
            of_value = sorted((reference.id, reference.kinds) for reference in find_references(record.value))
            of_data = find_raw_references(record_file.model, record_file.data)
            assert sorted((reference.id, reference.kinds) for reference in of_data) == of_value


def test_large_content_is_renamed(tmp_path: Path) -> None:
    write_content(tmp_path, 60)
    before = read_tree(tmp_path)
    for kind, old in ((Kind.ACTOR, "actor-3"), (Kind.THEME, "theme-1"), (Kind.SOURCE, "source-0")):
        assert "reference" in rename(tmp_path, kind, old, "another").summary
        assert list_diagnostics(tmp_path) == []
        rename(tmp_path, kind, "another", old)
        assert remove_former_ids(read_tree(tmp_path), Ref(kind, old)) == remove_former_ids(before, Ref(kind, old))
        lay(tmp_path, {f"content/{Ref(kind, old).record}": before[Ref(kind, old).record].decode()})


# Every style of writing

REFS = [
    Ref(Kind.ACTOR, "rowers-guild"),
    Ref(Kind.ACTOR, "harbour-office"),
    Ref(Kind.ACTOR, "tessa-varga"),
    Ref(Kind.PLACE, "old-pier"),
    Ref(Kind.SOURCE, "guild-letter"),
    Ref(Kind.QUESTION, "fare-cause"),
    Ref(Kind.EVENT, "pier-walkout"),
    Ref(Kind.THEME, "boats"),
    Ref(Kind.THEME, "ferry-fares"),
    Ref(Kind.BRIEFING, "ferry-fare"),
    Ref(Kind.BRIEFING, "second"),
]


@pytest.mark.parametrize("ref", REFS, ids=lambda ref: ref.stem)
def test_style_comments_and_order_stay(desk: Path, ref: Ref) -> None:
    before, wrong = read_tree(desk), list_diagnostics(desk)

    rename(desk, ref.kind, ref.id, "another-id")

    files = read_tree(desk)
    assert list_diagnostics(desk) == sorted(
        (rule, rename_path(path, ref, "another-id"), row) for rule, path, row in wrong
    )
    assert {rename_path(path, ref, "another-id") for path in before} == files.keys()
    for path, data in before.items():
        now = files[rename_path(path, ref, "another-id")].decode()
        assert (
            re.sub(r"another-id", ref.id, now).replace(f"formerly: [{ref.id}]", "").rstrip() == data.decode().rstrip()
        )

    rename(desk, ref.kind, "another-id", ref.id)
    assert remove_former_ids(read_tree(desk), ref) == remove_former_ids(before, ref)


def test_links_in_articles_follow_and_code_does_not(desk: Path) -> None:
    rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    text = (desk / "content/briefings/second/article.md").read_text(encoding="utf-8")
    assert text.startswith("\ufeffThe guild")
    assert "[it](actor:oar-guild) and [it][1], `[no](actor:rowers-guild)`" in text
    assert "[1]: actor:oar-guild\n" in text
    assert "    [code](actor:rowers-guild)\n" in text


def test_links_in_handwritten_pages_are_reported_and_not_changed(desk: Path) -> None:
    result = rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    assert result.summary == "renamed actor `rowers-guild` to `oar-guild`: changed 10 references in 4 files"
    assert result.remaining == (
        "docs/about.md:3: change the link to `actors/rowers-guild` to `actors/oar-guild` by hand",
    )
    assert "(actors/rowers-guild.md)" in (desk / "docs/about.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("formerly: [guild, rowers] # once\n", "formerly: [guild, rowers, rowers-guild] # once\n"),
        ("formerly: []\n", "formerly: [rowers-guild]\n"),
        ("formerly:\n  - guild # once\n# end\n", "formerly:\n  - guild # once\n  - rowers-guild\n# end\n"),
        ("formerly:\n- guild", "formerly:\n- guild\n- rowers-guild"),
        ("formerly: [guild, oar-guild]\n", "formerly: [guild, rowers-guild]\n"),
        ("# no key\n", "# no key\nformerly: [rowers-guild]\n"),
        ("description: |\n  Rows.\n\n", "description: |\n  Rows.\n\nformerly: [rowers-guild]\n"),
    ],
)
def test_former_ids_are_added_as_they_are_written(desk: Path, written: str, wanted: str) -> None:
    head = "type: organization\nname: Rowers’ Guild\n"
    lay(desk, {"content/actors/rowers-guild.yml": head + written})

    rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    assert (desk / "content/actors/oar-guild.yml").read_text(encoding="utf-8") == head + wanted


def test_who_may_read_a_file_stays(desk: Path) -> None:
    file = desk / "content/briefings/ferry-fare/metadata.yml"
    file.chmod(0o640)

    rename(desk, Kind.ACTOR, "tessa-varga", "tessa")

    assert file.stat().st_mode & 0o777 == 0o640


# Errors


def test_errors_in_other_files_do_not_prevent_a_rename(desk: Path) -> None:
    lay(
        desk,
        {
            "content/actors/other.yml": "type: person\nname: Other\nnmae: x\npart_of: rowers-guild\n",
            "content/actors/torn.yml": 'type: "person\nname: Torn\npart_of: rowers-guild\n',
            "content/places/braces.yml": "name: {rowers-guild: x}\n",
            "content/briefings/second/metadata.yml": {"replace": {"type: report": "type: novel"}},
        },
    )
    before = count_errors(desk)

    result = rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    assert "part_of: oar-guild" in (desk / "content/actors/other.yml").read_text(encoding="utf-8")
    assert (desk / "content/actors/torn.yml").read_text(encoding="utf-8").endswith("\npart_of: oar-guild\n")
    assert result.remaining[0].startswith(
        "content/places/braces.yml:1: `rowers-guild` is in a part that cannot be read"
    )
    assert count_errors(desk) == before


REFUSALS = [
    (["actor", "tessa-vargo", "tessa"], "there is no actor `tessa-vargo`; did you mean `tessa-varga`?"),
    (["theme", "tessa-varga", "tessa"], "`tessa-varga` is an actor, not a theme"),
    (["actor", "tessa-varga", "Tessa Varga"], "`Tessa Varga` is not a valid id: use an id of 2 to 64"),
    (["actor", "tessa-varga", "index"], "`index` is not a valid id"),
    (["actor", "tessa-varga", "nul"], "`nul` is the name of a device on Windows, which cannot store such a file"),
    (["actor", "tessa-varga", "com9"], "`com9` is the name of a device on Windows"),
    (
        ["actor", "tessa-varga", "rowers-guild"],
        "`rowers-guild` is already the id of an actor: content/actors/rowers-guild.yml; `merge actor tessa-varga",
    ),
    (["actor", "tessa-varga", "old-pier"], "`old-pier` is already the id of a place: content/places/old-pier.yml"),
    (["actor", "tessa-varga", "tessa-varga"], "`tessa-varga` is already the id of an actor"),
    (["actor", "tessa-varga", "long-ago"], "`long-ago` is a former id of a briefing: content/briefings/second"),
]


@pytest.mark.parametrize(("words", "message"), REFUSALS)
def test_impossible_renames_are_reported_and_change_nothing(desk: Path, words: list[str], message: str) -> None:
    lay(desk, {"content/briefings/second/metadata.yml": {"append": "formerly: [long-ago]\r\n"}})
    before = read_tree(desk)

    result = run(desk, "rename", *words)

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"error: {message}" in result.stderr
    assert read_tree(desk) == before


def test_an_id_reserved_by_windows_can_be_renamed(desk: Path) -> None:
    lay(desk, {"content/actors/tessa-varga.yml": {"move": "aux.yml"}})
    result = run(desk, "rename", "actor", "aux", "tessa")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (desk / "content/actors/tessa.yml").exists()
    assert "unstorable-id" not in {diagnostic.rule for diagnostic in checking.check(desk)[0]}


def test_all_errors_of_a_rename_are_reported(desk: Path) -> None:
    result = run(desk, "rename", "actor", "nobody", "No Id")
    assert result.stderr.splitlines() == [
        "there is no actor `nobody`",
        "error: `No Id` is not a valid id: use an id of 2 to 64 characters: a–z, 0–9 and hyphens",
    ]


def test_former_id_is_answered_with_the_new_one(desk: Path) -> None:
    rename(desk, Kind.ACTOR, "tessa-varga", "tessa")
    assert "its id is now `tessa`" in run(desk, "rename", "actor", "tessa-varga", "other").stderr


def test_reference_with_an_escape_is_reported(desk: Path) -> None:
    lay(desk, {"content/actors/other.yml": 'type: person\nname: Other\npart_of: "rowers\\x2dguild"\n'})
    lay(desk, {"content/actors/third.yml": "type: person\nname: Third\npart_of: rowers-guild # rowers-guild\n"})
    lay(desk, {"content/actors/other.yml": {"append": "# rowers-guild\n"}})
    before = read_tree(desk)

    with pytest.raises(RefusedError, match=r"other\.yml:4: write the id `rowers-guild` as plain text"):
        rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")
    assert read_tree(desk) == before


def test_record_that_cannot_take_the_former_id_is_reported(desk: Path) -> None:
    lay(desk, {"content/actors/tessa-varga.yml": {"append": "...\n"}})
    before = read_tree(desk)
    with pytest.raises(RefusedError, match="could not be changed safely"):
        rename(desk, Kind.ACTOR, "tessa-varga", "tessa")
    assert read_tree(desk) == before


# Interruptions


class FailingDisk(Disk):
    """A disk that fails after some operations."""

    def __init__(self, operations: int) -> None:
        self.operations = operations

    def _count(self) -> None:
        self.operations -= 1
        if self.operations < 0:
            raise OutputError("cannot write: no space left on device")

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        self._count()
        super().put(path, data, durable=durable)

    def move(self, source: Path, target: Path) -> None:
        self._count()
        super().move(source, target)

    def remove(self, path: Path) -> None:
        self._count()
        super().remove(path)


@pytest.mark.parametrize("ref", [REFS[0], REFS[4], REFS[8], REFS[9], REFS[10]], ids=lambda ref: ref.stem)
def test_interrupted_renaming_is_completed_by_the_same_command(tmp_path: Path, ref: Ref) -> None:
    whole = tmp_path / "whole"
    lay_styled(whole)
    before = read_tree(whole)
    rename(whole, ref.kind, ref.id, "another-id")
    wanted = read_tree(whole)
    number = 0
    for number in range(100):
        root = tmp_path / str(number)
        lay_styled(root)
        try:
            rename(root, ref.kind, ref.id, "another-id", disk=FailingDisk(number))
        except OutputError:
            assert len(read_tree(root)) == len(before)
            rename(root, ref.kind, ref.id, "another-id")
            assert read_tree(root) == wanted
        else:
            break
    assert number >= 3


def test_renaming_one_step_at_a_time_comes_to_an_end(desk: Path, tmp_path: Path) -> None:
    lay_styled(tmp_path / "whole")
    rename(tmp_path / "whole", Kind.ACTOR, "rowers-guild", "another-id")

    for _ in range(20):
        try:
            rename(desk, Kind.ACTOR, "rowers-guild", "another-id", disk=FailingDisk(1))
        except OutputError:
            continue
        break

    assert read_tree(desk) == read_tree(tmp_path / "whole")


def test_command_says_how_to_go_on(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generator.authoring.renaming.apply_change", lambda *_: (_ for _ in ()).throw(OutputError("full"))
    )
    result = run(desk, "rename", "actor", "tessa-varga", "tessa")
    assert result.stderr == "error: full; run the same command again to continue\n"


def test_done_twice_says_so(desk: Path) -> None:
    assert run(desk, "rename", "actor", "tessa-varga", "tessa").exit_code == 0
    again = run(desk, "rename", "actor", "tessa-varga", "tessa")
    assert (again.exit_code, again.stdout) == (0, "actor `tessa-varga` is `tessa` already\n")


def test_every_reference_of_the_model_is_known(desk: Path) -> None:
    """Each entity that a record refers to has a path."""
    known = ContentSnapshot.read(desk)
    assert FOLDERS.keys() == {ref.kind.folder for ref in list_refs(desk)}
    for ref in list_refs(desk):
        paths = [
            (record_file.ref, path)
            for record_file in known.iter_records()
            for path in find_reference_paths(record_file, record_file.data or {}, ref)
        ]
        assert paths or ref in {Ref(Kind.PLACE, "quay"), Ref(Kind.ACTOR, "x")}, ref


def test_refusal_shows_the_errors_that_the_change_would_add(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that would leave a reference to the old id is refused."""
    monkeypatch.setattr("generator.authoring.renaming.rewrite_references", lambda *_: ReferenceRewrite({}, 0, ()))
    before = read_tree(desk)

    with pytest.raises(RefusedError, match=r"the change would add \d+ errors; nothing was changed") as refused:
        rename(desk, Kind.ACTOR, "tessa-varga", "tessa")

    assert any("error[unknown-id]" in line for line in refused.value.lines)
    assert read_tree(desk) == before
    assert "error" not in render_text(checking.check(desk)[0])


def test_a_link_in_a_heading_is_changed() -> None:
    changed = rewrite_article("## [Hamas](actor:hamas)\n\n`actor:hamas`\n", Ref(Kind.ACTOR, "hamas"), "movement")

    assert changed == ("## [Hamas](actor:movement)\n\n`actor:hamas`\n", 1, [])
