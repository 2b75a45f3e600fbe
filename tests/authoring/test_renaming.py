"""Renaming: every reference follows, every other byte stays, and what was interrupted is completed."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from laying import lay
from styled import lay_styled, tree
from synthetic import write_content

from generator import build
from generator.authoring.desk import Desk, RefusedError
from generator.authoring.renaming import rename
from generator.authoring.swapping import Swapped, places_of
from generator.cli import main
from generator.content import read
from generator.model.kinds import FOLDERS, Kind, Ref
from generator.model.references import references, written_references
from generator.report import as_text
from generator.site.files import Disk, OutputError
from generator.source.rewriting import YamlText

sys.path.insert(0, str(Path(__file__).parents[1] / "laws"))

from contents import Tree, lay_tree, trees

slow = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Content in every manner of writing."""
    lay_styled(tmp_path)
    return tmp_path


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *words])


def found(root: Path) -> list[tuple[str, str, int]]:
    return sorted((one.rule, one.path, one.line) for one in build.check(root)[0])


def as_renamed(text: str, old: Ref, new: str) -> str:
    """A path with the new id."""
    return re.sub(rf"{old.kind.folder}/{old.id}(?=[./]|$)", f"{old.kind.folder}/{new}", text)


def all_things(root: Path) -> list[Ref]:
    written = read(root)
    return [*written.entities, *written.pieces]


def used(root: Path, swap: tuple[Ref, str] | None = None) -> list[tuple[object, ...]]:
    """What all records refer to, in their order; with one id in the place of another."""
    written = read(root)
    records = {**written.entities, **{ref: piece.metadata for ref, piece in written.pieces.items()}}
    old, new = swap or (None, "")
    found = []
    for ref, record in records.items():
        name = new if ref == old else ref.id
        for one in references(record.value):
            is_it = old is not None and one.id == old.id and old.kind in one.kinds
            found.append((ref.kind, name, one.path, new if is_it else one.id))
    return sorted(found, key=str)


# Laws


@slow
@given(trees(), st.data())
def test_renamed_content_checks_as_before_and_refers_to_the_same(files: Tree, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        old = data.draw(st.sampled_from(all_things(root)))
        before, wanted = found(root), used(root, (old, "renamed-thing"))

        rename(root, old.kind, old.id, "renamed-thing")

        assert found(root) == sorted((rule, as_renamed(path, old, "renamed-thing"), row) for rule, path, row in before)
        assert used(root) == wanted
        assert old not in all_things(root)
        assert old.id in Desk.at(root).formerly(Ref(old.kind, "renamed-thing"))


@slow
@given(trees(), st.data())
def test_there_and_back_restores_all_but_the_former_ids(files: Tree, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        one = data.draw(st.sampled_from(all_things(root)))
        before = tree(root)

        rename(root, one.kind, one.id, "renamed-thing")
        rename(root, one.kind, "renamed-thing", one.id)

        assert without_former(tree(root), one) == without_former(before, one)


def without_former(files: dict[str, bytes], ref: Ref) -> dict[str, bytes]:
    text = YamlText(files[ref.record].decode())
    if "formerly:" in text.text or '"formerly":' in text.text:
        text = text.without_key("formerly")
    return {**files, ref.record: text.text.rstrip().encode()}


@slow
@given(trees())
def test_references_in_data_are_those_of_the_values(files: Tree) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, files)
        desk = Desk.at(root)
        for leaf in desk.leaves():
            record = (
                desk.content.pieces[leaf.ref].metadata
                if leaf.ref.kind is Kind.BRIEFING
                else desk.content.entities[leaf.ref]
            )
            of_value = sorted((one.id, one.kinds) for one in references(record.value))
            assert sorted((one.id, one.kinds) for one in written_references(leaf.model, leaf.data)) == of_value


def test_large_content_is_renamed(tmp_path: Path) -> None:
    write_content(tmp_path, 60)
    before = tree(tmp_path)
    for kind, old in ((Kind.ACTOR, "actor-3"), (Kind.THEME, "theme-1"), (Kind.SOURCE, "source-0")):
        assert "reference" in rename(tmp_path, kind, old, "another").summary
        assert found(tmp_path) == []
        rename(tmp_path, kind, "another", old)
        assert without_former(tree(tmp_path), Ref(kind, old)) == without_former(before, Ref(kind, old))
        lay(tmp_path, {f"content/{Ref(kind, old).record}": before[Ref(kind, old).record].decode()})


# Every manner of writing

THINGS = [
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


@pytest.mark.parametrize("one", THINGS, ids=lambda ref: ref.stem)
def test_style_comments_and_order_stay(desk: Path, one: Ref) -> None:
    before, wrong = tree(desk), found(desk)

    rename(desk, one.kind, one.id, "another-id")

    there = tree(desk)
    assert found(desk) == sorted((rule, as_renamed(path, one, "another-id"), row) for rule, path, row in wrong)
    assert {as_renamed(path, one, "another-id") for path in before} == there.keys()
    for path, data in before.items():
        now = there[as_renamed(path, one, "another-id")].decode()
        assert (
            re.sub(r"another-id", one.id, now).replace(f"formerly: [{one.id}]", "").rstrip() == data.decode().rstrip()
        )

    rename(desk, one.kind, "another-id", one.id)
    assert without_former(tree(desk), one) == without_former(before, one)


def test_links_in_articles_follow_and_code_does_not(desk: Path) -> None:
    rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    text = (desk / "content/briefings/second/article.md").read_text(encoding="utf-8")
    assert text.startswith("\ufeffThe guild")
    assert "[it](actor:oar-guild) and [it][1], `[no](actor:rowers-guild)`" in text
    assert "[1]: actor:oar-guild\n" in text
    assert "    [code](actor:rowers-guild)\n" in text


def test_what_the_desk_wrote_itself_is_told_and_left(desk: Path) -> None:
    done = rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    assert done.summary == "renamed actor `rowers-guild` to `oar-guild`: changed 10 references in 4 files"
    assert done.left == ("docs/about.md:3: it links to `actors/rowers-guild`; write `actors/oar-guild` there by hand",)
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


# Mistakes


def test_mistakes_elsewhere_do_not_stand_in_the_way(desk: Path) -> None:
    lay(
        desk,
        {
            "content/actors/other.yml": "type: person\nname: Other\nnmae: x\npart_of: rowers-guild\n",
            "content/actors/torn.yml": 'type: "person\nname: Torn\npart_of: rowers-guild\n',
            "content/places/braces.yml": "name: {rowers-guild: x}\n",
            "content/briefings/second/metadata.yml": {"replace": {"type: report": "type: novel"}},
        },
    )
    before = len([one for one in build.check(desk)[0] if one.severity == "error"])

    done = rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")

    assert "part_of: oar-guild" in (desk / "content/actors/other.yml").read_text(encoding="utf-8")
    assert (desk / "content/actors/torn.yml").read_text(encoding="utf-8").endswith("\npart_of: oar-guild\n")
    assert done.left[0].startswith("content/places/braces.yml:1: `rowers-guild` stands in what cannot be read")
    assert len([one for one in build.check(desk)[0] if one.severity == "error"]) == before


REFUSALS = [
    (["actor", "tessa-vargo", "tessa"], "there is no actor `tessa-vargo`; did you mean `tessa-varga`?"),
    (["theme", "tessa-varga", "tessa"], "`tessa-varga` is an actor, not a theme"),
    (["actor", "tessa-varga", "Tessa Varga"], "`Tessa Varga` is no valid id: ids have 2 to 64"),
    (["actor", "tessa-varga", "index"], "`index` is no valid id"),
    (
        ["actor", "tessa-varga", "rowers-guild"],
        "`rowers-guild` names an actor already: content/actors/rowers-guild.yml; `merge actor tessa-varga",
    ),
    (["actor", "tessa-varga", "old-pier"], "`old-pier` names a place already: content/places/old-pier.yml"),
    (["actor", "tessa-varga", "tessa-varga"], "`tessa-varga` names an actor already"),
    (["actor", "tessa-varga", "long-ago"], "`long-ago` is a former id of a briefing: content/briefings/second"),
]


@pytest.mark.parametrize(("words", "message"), REFUSALS)
def test_what_cannot_be_done_is_told_and_nothing_is_changed(desk: Path, words: list[str], message: str) -> None:
    lay(desk, {"content/briefings/second/metadata.yml": {"append": "formerly: [long-ago]\r\n"}})
    before = tree(desk)

    done = run(desk, "rename", *words)

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"error: {message}" in done.stderr
    assert tree(desk) == before


def test_all_that_is_wrong_with_a_wish_is_told(desk: Path) -> None:
    done = run(desk, "rename", "actor", "nobody", "No Id")
    assert done.stderr.splitlines() == [
        "there is no actor `nobody`",
        "error: `No Id` is no valid id: ids have 2 to 64 of a–z, 0–9 and the hyphen",
    ]


def test_id_that_was_renamed_leads_to_the_new_one(desk: Path) -> None:
    rename(desk, Kind.ACTOR, "tessa-varga", "tessa")
    assert "it is `tessa` now" in run(desk, "rename", "actor", "tessa-varga", "other").stderr


def test_place_that_is_not_written_plainly_is_told(desk: Path) -> None:
    lay(desk, {"content/actors/other.yml": 'type: person\nname: Other\npart_of: "rowers\\x2dguild"\n'})
    lay(desk, {"content/actors/third.yml": "type: person\nname: Third\npart_of: rowers-guild # rowers-guild\n"})
    lay(desk, {"content/actors/other.yml": {"append": "# rowers-guild\n"}})
    before = tree(desk)

    with pytest.raises(RefusedError, match=r"other\.yml:4: write the id `rowers-guild` as plain text"):
        rename(desk, Kind.ACTOR, "rowers-guild", "oar-guild")
    assert tree(desk) == before


def test_record_without_a_place_for_the_former_id_is_told(desk: Path) -> None:
    lay(desk, {"content/actors/tessa-varga.yml": {"append": "...\n"}})
    before = tree(desk)
    with pytest.raises(RefusedError, match="could not be changed safely"):
        rename(desk, Kind.ACTOR, "tessa-varga", "tessa")
    assert tree(desk) == before


# What stops midway


class Tiring(Disk):
    """A disk that refuses after some deeds."""

    def __init__(self, deeds: int) -> None:
        self.deeds = deeds

    def _tire(self) -> None:
        self.deeds -= 1
        if self.deeds < 0:
            raise OutputError("cannot write: no space left on device")

    def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
        self._tire()
        super().put(path, data, durable=durable)

    def move(self, here: Path, there: Path) -> None:
        self._tire()
        super().move(here, there)

    def remove(self, path: Path) -> None:
        self._tire()
        super().remove(path)


def stops(root: Path, one: Ref) -> Iterator[int]:
    """Tells before which deed a renaming stops, until it is done."""
    for deeds in range(100):
        try:
            rename(root, one.kind, one.id, "another-id", disk=Tiring(deeds))
        except OutputError:
            yield deeds
        else:
            return


@pytest.mark.parametrize("one", [THINGS[0], THINGS[4], THINGS[8], THINGS[9], THINGS[10]], ids=lambda ref: ref.stem)
def test_interrupted_renaming_is_completed_by_the_same_command(tmp_path: Path, one: Ref) -> None:
    whole = tmp_path / "whole"
    lay_styled(whole)
    before = tree(whole)
    rename(whole, one.kind, one.id, "another-id")
    wanted = tree(whole)
    number = 0
    for number in range(100):
        root = tmp_path / str(number)
        lay_styled(root)
        try:
            rename(root, one.kind, one.id, "another-id", disk=Tiring(number))
        except OutputError:
            assert len(tree(root)) == len(before)
            rename(root, one.kind, one.id, "another-id")
            assert tree(root) == wanted
        else:
            break
    assert number >= 3


def test_renaming_one_step_at_a_time_comes_to_an_end(desk: Path, tmp_path: Path) -> None:
    lay_styled(tmp_path / "whole")
    rename(tmp_path / "whole", Kind.ACTOR, "rowers-guild", "another-id")

    for _ in range(20):
        try:
            rename(desk, Kind.ACTOR, "rowers-guild", "another-id", disk=Tiring(1))
        except OutputError:
            continue
        break

    assert tree(desk) == tree(tmp_path / "whole")


def test_command_says_how_to_go_on(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.authoring.renaming.carry_out", lambda *_: (_ for _ in ()).throw(OutputError("full")))
    done = run(desk, "rename", "actor", "tessa-varga", "tessa")
    assert done.stderr == "error: full; the same command goes on from there\n"


def test_done_twice_says_so(desk: Path) -> None:
    assert run(desk, "rename", "actor", "tessa-varga", "tessa").exit_code == 0
    again = run(desk, "rename", "actor", "tessa-varga", "tessa")
    assert (again.exit_code, again.stdout) == (0, "actor `tessa-varga` is `tessa` already\n")


def test_every_reference_of_the_model_is_known(desk: Path) -> None:
    """What the finder of places gives for each thing of the desk is what its records refer to."""
    known = Desk.at(desk)
    assert FOLDERS.keys() == {ref.kind.folder for ref in all_things(desk)}
    for ref in all_things(desk):
        paths = [(leaf.ref, path) for leaf in known.leaves() for path in places_of(leaf, leaf.data or {}, ref)]
        assert paths or ref in {Ref(Kind.PLACE, "quay"), Ref(Kind.ACTOR, "x")}, ref


def test_refusal_shows_what_would_be_wrong(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that would leave a reference behind is not made."""
    monkeypatch.setattr("generator.authoring.renaming.swapped", lambda *_: Swapped({}, 0, ()))
    before = tree(desk)

    with pytest.raises(RefusedError, match=r"the content would have \d+ errors more; nothing was changed") as refused:
        rename(desk, Kind.ACTOR, "tessa-varga", "tessa")

    assert any("error[unknown-id]" in line for line in refused.value.lines)
    assert tree(desk) == before
    assert "error" not in as_text(build.check(desk)[0])
