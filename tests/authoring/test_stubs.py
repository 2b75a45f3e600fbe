"""Stubs pass the check as they are, take their id from the name, and overwrite nothing."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.stubs import StubError, slug, write_stub
from generator.build import check
from generator.cli import main
from generator.diagnostics import has_errors
from generator.model.fields import ID_FORM
from generator.model.kinds import Kind

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


def test_an_id_is_made_from_the_name_or_given(desk: Path) -> None:
    assert write_stub(desk, Kind.ACTOR, "Zoë  Ångström-O’Hara", "", TODAY) == ["content/actors/zoe-angstrom-ohara.yml"]
    assert write_stub(desk, Kind.ACTOR, "حماس", "hamas", TODAY) == ["content/actors/hamas.yml"]
    with pytest.raises(StubError, match="gives no id"):
        write_stub(desk, Kind.ACTOR, "哈马斯", "", TODAY)
    with pytest.raises(StubError, match="gives no id"):
        write_stub(desk, Kind.ACTOR, "Hamas", "../hamas", TODAY)


def test_nothing_is_overwritten(desk: Path) -> None:
    write_stub(desk, Kind.PLACE, "Geneva", "", TODAY)

    with pytest.raises(StubError, match="`geneva` names a place already: content/places/geneva"):
        write_stub(desk, Kind.ACTOR, "Geneva", "", TODAY)


def test_a_briefing_needs_a_theme(desk: Path) -> None:
    with pytest.raises(StubError, match="a briefing needs a theme"):
        write_stub(desk, Kind.BRIEFING, "Talks", "", TODAY)


@given(st.text())
def test_a_slug_is_an_id_or_too_short_for_one(name: str) -> None:
    made = slug(name)
    assert len(made) < 2 or made == "index" or ID_FORM.match(made)


def test_the_command_says_what_it_wrote_or_why_not(desk: Path) -> None:
    new = ["--root", str(desk), "new", "actor", "Ann Lee"]

    done = CliRunner().invoke(main, new)
    again = CliRunner().invoke(main, new)

    assert (done.exit_code, done.output) == (0, "wrote content/actors/ann-lee.yml\n")
    assert again.exit_code == 1
    assert "names an actor already" in again.output


def test_schemas_are_written_for_each_sort_of_file(desk: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(desk), "schema"])

    files = sorted(path.name for path in (desk / "content" / ".schemas").iterdir())
    assert done.exit_code == 0
    assert files == sorted(f"{name}.schema.json" for name in ["site", *Kind])
    actor = json.loads((desk / "content" / ".schemas" / "actor.schema.json").read_text(encoding="utf-8"))
    assert actor["properties"]["type"]["enum"][0] == "person"
    assert actor["properties"]["name"]["description"] == "The name that pages show."
    assert actor["additionalProperties"] is False
