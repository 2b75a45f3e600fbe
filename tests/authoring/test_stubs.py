"""Stubs pass the check except for empty values, get their id from the name, and overwrite nothing."""

import datetime as dt
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.authoring.stubs import StubError, make_slug, write_site, write_stub
from generator.build.checking import check
from generator.cli import main
from generator.diagnostics.diagnostic import has_errors
from generator.model.fields import ID_FORM
from generator.model.kinds import Kind
from generator.model.schema import build_schemas

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    site = tmp_path / "content" / "site.yml"
    site.parent.mkdir()
    site.write_text("name: Desk\npublisher: The desk\ncontact: desk@quayside.test\n", encoding="utf-8")
    return tmp_path


def list_empty_values(root: Path) -> list[str]:
    """Return the messages of the errors, which are all about values that an editor must fill in."""
    errors = [diagnostic for diagnostic in check(root)[0] if has_errors([diagnostic])]
    assert [diagnostic.rule for diagnostic in errors] == ["missing-key"] * len(errors)
    return [diagnostic.message for diagnostic in errors]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_stub_of_each_kind_lacks_only_values_to_fill_in(desk: Path, kind: Kind) -> None:
    written = write_stub(desk, kind, "Talks in Geneva: a “test”", "", TODAY)

    assert list_empty_values(desk) == (["the date is empty"] if kind is Kind.EVENT else [])
    assert all((desk / path).is_file() for path in written)


def test_a_stub_of_a_briefing_makes_nothing_up(desk: Path) -> None:
    write_stub(desk, Kind.THEME, "First theme", "", TODAY)
    write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)
    folder = desk / "content/briefings/talks"

    diagnostics, _ = check(desk)
    assert (folder / "article.md").read_text(encoding="utf-8") == ""
    assert [diagnostic.message for diagnostic in diagnostics if diagnostic.rule == "unfinished"] == [
        "the article is empty",
        "`authors` is missing",
        "`summary` is empty",
        "`tags` is empty",
    ]
    # If it is not a draft, missing values stop the build, each by its own rule.
    metadata = folder / "metadata.yml"
    text = metadata.read_text(encoding="utf-8")
    metadata.write_text(text.replace("status: draft # delete this line to publish\n", ""), encoding="utf-8")
    rules = [diagnostic.rule for diagnostic in check(desk)[0] if has_errors([diagnostic])]
    assert rules == ["empty-article", "missing-key", "missing-key", "missing-key"]


@pytest.mark.parametrize("name", ["Untitled", "TODO", "not named yet", "Title goes here", "?!…"])
@pytest.mark.parametrize("kind", [Kind.ACTOR, Kind.BRIEFING, Kind.PLACE])
def test_a_placeholder_names_nothing(desk: Path, kind: Kind, name: str) -> None:
    with pytest.raises(StubError):
        write_stub(desk, kind, name, "some-id" if "?" not in name else "", TODAY)


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
            list_empty_values(root)
            assert all((root / path).is_file() for path in written)


def test_an_id_is_made_from_the_name_or_given(desk: Path) -> None:
    assert write_stub(desk, Kind.ACTOR, "Zoë  Ångström-O’Hara", "", TODAY) == ["content/actors/zoe-angstrom-ohara.yml"]
    assert write_stub(desk, Kind.ACTOR, "حماس", "hamas", TODAY) == ["content/actors/hamas.yml"]
    with pytest.raises(StubError, match="no id can be made from"):
        write_stub(desk, Kind.ACTOR, "?!", "", TODAY)
    with pytest.raises(StubError, match=r"`\.\./hamas` is not a valid id"):
        write_stub(desk, Kind.ACTOR, "Hamas", "../hamas", TODAY)


@pytest.mark.parametrize(("name", "id_"), [("Con", ""), ("ＮＵＬ", ""), ("Lpt 9", "lpt9"), ("Aux", "aux")])
def test_ids_reserved_by_windows_are_refused_for_new_records(desk: Path, name: str, id_: str) -> None:
    with pytest.raises(StubError, match="is the name of a device on Windows, which cannot store such a file"):
        write_stub(desk, Kind.PLACE, name, id_, TODAY)
    assert write_stub(desk, Kind.PLACE, name, f"{id_ or 'con'}-island", TODAY)


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
    assert make_slug(name) == wanted


def test_first_line_leads_to_the_schema(desk: Path) -> None:
    (desk / "content/site.yml").unlink()
    paths = write_site(desk, "Desk")
    paths += write_stub(desk, Kind.THEME, "First theme", "", TODAY)
    paths += write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)
    CliRunner().invoke(main, ["--root", str(desk), "schema"])
    for path in paths:
        if path.endswith(".yml"):
            first = (desk / path).read_text(encoding="utf-8").splitlines()[0]
            assert first.startswith("# yaml-language-server: $schema=")
            assert ((desk / path).parent / first.partition("=")[2]).is_file()


# Names and ids that are taken


def test_nothing_is_overwritten(desk: Path) -> None:
    write_stub(desk, Kind.PLACE, "Geneva", "", TODAY)

    with pytest.raises(StubError, match=r"`geneva` is already the id of a place: content/places/geneva\.yml"):
        write_stub(desk, Kind.ACTOR, "Geneva", "", TODAY)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("yahya  SINWAR", "`yahya-sinwar` is already the id of an actor: content/actors/yahya-sinwar.yml"),
        (
            "Sinwar",
            ("`Sinwar` is the name of an actor: content/actors/yahya-sinwar.yml; if you mean another, use --force"),
        ),
        (
            "Yehya Sinwar",
            "`Yehya Sinwar` is similar to `Yahya Sinwar`, a name of an actor: content/actors/yahya-sinwar.yml",
        ),
        ("Sinwar, Yahia", "`Sinwar, Yahia` is similar to `Yahya Sinwar`, a name of an actor"),
        ("Яхья Синвар", "`Яхья Синвар` is similar to `Yahya Sinwar`, a name of an actor"),
        ("Abu Ibrahim", "`abu-ibrahim` is a former id of an actor and cannot be used again"),
    ],
)
def test_existing_similar_and_former_names_are_refused(desk: Path, name: str, message: str) -> None:
    record = "type: person\nname: Yahya Sinwar\naliases: [Sinwar]\nformerly: [abu-ibrahim]\n"
    (desk / "content/actors").mkdir()
    (desk / "content/actors/yahya-sinwar.yml").write_text(record, encoding="utf-8")

    with pytest.raises(StubError) as refused:
        write_stub(desk, Kind.ACTOR, name, "", TODAY)

    assert message in str(refused.value)
    assert len(list((desk / "content/actors").iterdir())) == 1


@pytest.mark.parametrize("name", ["Yasser Abbas", "Hamas", "Round 2", "Yahya", "Sinwar Prison"])
def test_names_that_are_not_similar_are_accepted(desk: Path, name: str) -> None:
    for known in ("Yahya Sinwar", "Hamas military wing", "Round 1", "Mahmoud Abbas"):
        write_stub(desk, Kind.ACTOR, known, "", TODAY)
    assert write_stub(desk, Kind.ACTOR, name, "", TODAY)


def test_another_of_a_near_name_is_written_when_it_is_meant(desk: Path) -> None:
    write_stub(desk, Kind.ACTOR, "Yahya Sinwar", "", TODAY)
    assert write_stub(desk, Kind.ACTOR, "Yehya Sinwar", "", TODAY, force=True) == ["content/actors/yehya-sinwar.yml"]
    assert write_stub(desk, Kind.ACTOR, "Yahya Sinwar", "sinwar-2", TODAY, force=True)
    assert write_stub(desk, Kind.SOURCE, "Yahya Sinvar", "", TODAY)


def test_all_errors_of_a_stub_are_reported(desk: Path) -> None:
    title = "Talks " * 30

    result = CliRunner().invoke(main, ["--root", str(desk), "new", "briefing", title, "--id", "No Id"])

    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "`No Id` is not a valid id: use an id of 2 to 64 characters: a–z, 0–9 and hyphens",
        "error: `title` has 179 characters; the limit is 110; leave out 69 of them",
    ]


def test_unnamed_speaker_is_refused_as_an_actor(desk: Path) -> None:
    with pytest.raises(StubError, match="`sources in Hamas` is an unnamed speaker, not an actor"):
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
    made = make_slug(name)
    assert len(made) < 2 or made == "index" or ID_FORM.match(made)


# The command


def test_the_command_lists_written_files_or_the_error(desk: Path) -> None:
    new = ["--root", str(desk), "new", "actor", "Ann Lee"]
    number = len(build_schemas())

    result = CliRunner().invoke(main, new)
    again = CliRunner().invoke(main, new)

    said = f"wrote content/actors/ann-lee.yml\nwrote {number} schemas to content/.schemas/, for the tools of editors\n"
    assert (result.exit_code, result.output) == (0, said)
    assert again.exit_code == 1
    assert "is already the id of an actor" in again.output


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
