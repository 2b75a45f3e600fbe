"""Stubs pass the check as they are, take their id from the name, and overwrite nothing."""

import datetime as dt
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring.stubs import StubError, slug, write_site, write_stub
from generator.build import check
from generator.cli import main
from generator.diagnostics import has_errors
from generator.model.fields import ID_FORM
from generator.model.kinds import Kind
from generator.model.schema import schemas

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    site = tmp_path / "content" / "site.yml"
    site.parent.mkdir()
    site.write_text("name: Desk\npublisher: The desk\ncontact: desk@example.org\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", list(Kind))
def test_a_stub_of_each_kind_passes_the_check(desk: Path, kind: Kind) -> None:
    write_stub(desk, Kind.THEME, "First theme", "", TODAY)

    written = write_stub(desk, kind, "Talks in Geneva: a “test”", "", TODAY)

    diagnostics, _ = check(desk)
    assert not has_errors(diagnostics)
    assert all((desk / path).is_file() for path in written)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(Kind)), st.text(max_size=130))
def test_any_name_gives_a_stub_that_passes_or_nothing(kind: Kind, name: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, "Desk")
        write_stub(root, Kind.THEME, "First theme", "", TODAY)
        before = sorted(root.rglob("*"))
        try:
            written = write_stub(root, kind, name, "", TODAY)
        except StubError:
            assert sorted(root.rglob("*")) == before
        else:
            assert not has_errors(check(root)[0])
            assert all((root / path).is_file() for path in written)


def test_an_id_is_made_from_the_name_or_given(desk: Path) -> None:
    assert write_stub(desk, Kind.ACTOR, "Zoë  Ångström-O’Hara", "", TODAY) == ["content/actors/zoe-angstrom-ohara.yml"]
    assert write_stub(desk, Kind.ACTOR, "حماس", "hamas", TODAY) == ["content/actors/hamas.yml"]
    with pytest.raises(StubError, match="gives no id"):
        write_stub(desk, Kind.ACTOR, "?!", "", TODAY)
    with pytest.raises(StubError, match=r"`\.\./hamas` is no valid id"):
        write_stub(desk, Kind.ACTOR, "Hamas", "../hamas", TODAY)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Łódź", "lodz"),
        ("Straße Øst", "strasse-ost"),
        ("Яхья Синвар", "yakhya-sinvar"),
        ("Αθήνα", "athina"),
        ("哈马斯", "hamasi"),
        ("Rowers’ Guild", "rowers-guild"),
        ("A" * 80, "a" * 64),
    ],
)
def test_names_of_other_scripts_give_ids(name: str, wanted: str) -> None:
    assert slug(name) == wanted


def test_first_line_leads_to_the_schema(desk: Path) -> None:
    (desk / "content/site.yml").unlink()
    paths = write_site(desk, "Desk")
    paths += write_stub(desk, Kind.THEME, "First theme", "", TODAY)
    paths += write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)
    CliRunner().invoke(main, ["--root", str(desk), "schema"])
    for path in paths:
        first = (desk / path).read_text(encoding="utf-8").splitlines()[0]
        if path.endswith(".yml"):
            assert first.startswith("# yaml-language-server: $schema=")
            assert ((desk / path).parent / first.partition("=")[2]).is_file()


# Names and ids that are taken


def test_nothing_is_overwritten(desk: Path) -> None:
    write_stub(desk, Kind.PLACE, "Geneva", "", TODAY)

    with pytest.raises(StubError, match=r"`geneva` names a place already: content/places/geneva\.yml"):
        write_stub(desk, Kind.ACTOR, "Geneva", "", TODAY)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("yahya  SINWAR", "`yahya-sinwar` names an actor already: content/actors/yahya-sinwar.yml"),
        ("Sinwar", "`Sinwar` is the name of an actor: content/actors/yahya-sinwar.yml; if another is meant"),
        ("Yehya Sinwar", "`Yehya Sinwar` is near `Yahya Sinwar`, a name of an actor: content/actors/yahya-sinwar.yml"),
        ("Sinwar, Yahia", "`Sinwar, Yahia` is near `Yahya Sinwar`, a name of an actor"),
        ("Яхья Синвар", "`Яхья Синвар` is near `Yahya Sinwar`, a name of an actor"),
        ("Abu Ibrahim", "`abu-ibrahim` is a former id of an actor, and never used again"),
    ],
)
def test_what_is_there_is_not_written_again(desk: Path, name: str, message: str) -> None:
    record = "type: person\nname: Yahya Sinwar\naliases: [Sinwar]\nformerly: [abu-ibrahim]\n"
    (desk / "content/actors").mkdir()
    (desk / "content/actors/yahya-sinwar.yml").write_text(record, encoding="utf-8")

    with pytest.raises(StubError) as refused:
        write_stub(desk, Kind.ACTOR, name, "", TODAY)

    assert message in str(refused.value)
    assert len(list((desk / "content/actors").iterdir())) == 1


@pytest.mark.parametrize("name", ["Yasser Abbas", "Hamas", "Round 2", "Yahya", "Sinwar Prison"])
def test_what_is_called_otherwise_is_written(desk: Path, name: str) -> None:
    for known in ("Yahya Sinwar", "Hamas military wing", "Round 1", "Mahmoud Abbas"):
        write_stub(desk, Kind.ACTOR, known, "", TODAY)
    assert write_stub(desk, Kind.ACTOR, name, "", TODAY)


def test_another_of_a_near_name_is_written_when_it_is_meant(desk: Path) -> None:
    write_stub(desk, Kind.ACTOR, "Yahya Sinwar", "", TODAY)
    assert write_stub(desk, Kind.ACTOR, "Yehya Sinwar", "", TODAY, force=True) == ["content/actors/yehya-sinwar.yml"]
    assert write_stub(desk, Kind.ACTOR, "Yahya Sinwar", "sinwar-2", TODAY, force=True)
    assert write_stub(desk, Kind.SOURCE, "Yahya Sinvar", "", TODAY)


def test_a_briefing_needs_a_theme(desk: Path) -> None:
    with pytest.raises(StubError, match="a briefing needs a theme"):
        write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)


def test_all_that_speaks_against_a_stub_is_told(desk: Path) -> None:
    title = "Talks " * 30

    done = CliRunner().invoke(main, ["--root", str(desk), "new", "briefing", title, "--id", "No Id"])

    assert done.exit_code == 1
    assert done.stderr.splitlines() == [
        "`No Id` is no valid id: ids have 2 to 64 of a–z, 0–9 and the hyphen",
        "`title` has 179 characters, 110 at most; leave out 69 of them",
        "error: a briefing needs a theme: write one first with `make new KIND=theme NAME=…`",
    ]


def test_unnamed_voice_is_no_actor(desk: Path) -> None:
    with pytest.raises(StubError, match="`sources in Hamas` is an unnamed voice, not an actor"):
        write_stub(desk, Kind.ACTOR, "sources in Hamas", "", TODAY)


def test_half_of_a_briefing_is_not_left(desk: Path) -> None:
    write_stub(desk, Kind.THEME, "First theme", "", TODAY)
    folder = desk / "content/briefings/talks"
    folder.mkdir(parents=True)
    (folder / "metadata.yml").symlink_to("nowhere")

    with pytest.raises(StubError, match=r"content/briefings/talks/metadata\.yml could not be written"):
        write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)

    assert [path.name for path in folder.iterdir()] == ["metadata.yml"]


@given(st.text())
def test_a_slug_is_an_id_or_too_short_for_one(name: str) -> None:
    made = slug(name)
    assert len(made) < 2 or made == "index" or ID_FORM.match(made)


# The command


def test_the_command_says_what_it_wrote_or_why_not(desk: Path) -> None:
    new = ["--root", str(desk), "new", "actor", "Ann Lee"]
    number = len(schemas())

    done = CliRunner().invoke(main, new)
    again = CliRunner().invoke(main, new)

    said = f"wrote content/actors/ann-lee.yml\nwrote {number} schemas to content/.schemas/, for editors' tools\n"
    assert (done.exit_code, done.output) == (0, said)
    assert again.exit_code == 1
    assert "names an actor already" in again.output


def test_a_desk_begins_with_nothing(tmp_path: Path) -> None:
    run = CliRunner()
    for words in (["site", "Desk: one"], ["theme", "Talks"], ["actor", "Ann Lee"], ["briefing", "Ann Lee resigns"]):
        assert run.invoke(main, ["--root", str(tmp_path), "new", *words]).exit_code == 0

    assert not has_errors(check(tmp_path)[0])
    again = run.invoke(main, ["--root", str(tmp_path), "new", "site", "Desk"])
    assert again.stderr == "error: content/site.yml could not be written: file exists\n"
    shutil.rmtree(tmp_path / "content")
    assert run.invoke(main, ["--root", str(tmp_path), "new", "site", "D" * 200]).exit_code == 1
    assert not (tmp_path / "content").exists()
