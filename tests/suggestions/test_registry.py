"""What is known, as proposals are made from it: names, tags of other briefings, and what metadata says of a text."""

from pathlib import Path

from desk import METADATA, lay_desk

from generator import content
from generator.authoring.registry import registry_of, text_of
from generator.model.kinds import Kind, Ref
from generator.proposals.given import Text


def text_at(root: Path) -> Text:
    written = content.read(root)
    return text_of(written.pieces[Ref(Kind.BRIEFING, "ferry")], written)


def test_names_of_all_kinds_and_briefings_with_their_tags(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=METADATA + "status: draft\n")
    (root / "content/actors/broken.yml").write_text("name:\n  a: b\n", encoding="utf-8")

    registry = registry_of(content.read(root))

    things = {thing.ref.id: thing for thing in registry.things}
    assert things["ann-lee"].forms == ("Ann Lee", "Lee")
    assert (things["ann-lee"].type, things["money"].forms, things["ferry-talks"].date) == ("person", ("Money",), None)
    assert "broken" not in things
    (briefing,) = registry.briefings
    assert (briefing.id, briefing.tags) == ("ferry", ("ports",))
    assert briefing.text.startswith("The ferry stops\n\nA ferry is to stop.\n\nThe harbour council said")
    assert registry_of(content.read(root), but="ferry").briefings == ()


def test_a_text_is_dated_by_those_who_wrote_it(tmp_path: Path) -> None:
    own = text_at(lay_desk(tmp_path / "own"))
    assert (own.published, own.title, own.publisher) == ("2026-05-04", "The ferry stops", "")

    root = lay_desk(tmp_path / "other", metadata=METADATA + "based_on: paper\n")
    assert text_at(root).published is None
    source = root / "content/sources/paper.yml"
    source.parent.mkdir()
    source.write_text("type: report\ntitle: Paper\nissued: 2025-04\npublisher: ann-lee\n", encoding="utf-8")
    assert (text_at(root).published, text_at(root).publisher) == ("2025-04", "Ann Lee")


def test_what_an_import_noted_is_known_until_an_editor_says_better(tmp_path: Path) -> None:
    noted = "# Published by: The Paper\n" + METADATA.replace(
        "2026-05-04", "2026-05-04 # the file gives no date; this is that of the import"
    )
    text = text_at(lay_desk(tmp_path, metadata=noted))
    assert (text.published, text.publisher) == (None, "The Paper")


def test_what_is_broken_says_nothing(tmp_path: Path) -> None:
    text = text_at(lay_desk(tmp_path, metadata="title:\n  - x\npublished: soon\n"))
    assert (text.title, text.published, text.language) == ("", None, "en")
