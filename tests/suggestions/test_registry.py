"""The registry that proposals are made from: names, tags of other briefings, and the metadata of a text."""

from pathlib import Path

from desk import METADATA, lay_desk

from generator.authoring.registry import build_registry, build_text
from generator.content import reader
from generator.model.kinds import Kind, Ref
from generator.proposals.inputs import ArticleInput


def build_text_at(root: Path) -> ArticleInput:
    content = reader.read_content(root)
    return build_text(content.briefings[Ref(Kind.BRIEFING, "ferry")], content)


def test_names_of_all_kinds_and_briefings_with_their_tags(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=METADATA + "status: draft\n")
    (root / "content/actors/broken.yml").write_text("name:\n  a: b\n", encoding="utf-8")

    registry = build_registry(reader.read_content(root))

    entities = {entity.ref.id: entity for entity in registry.entities}
    assert entities["ann-lee"].forms == ("Ann Lee", "Lee")
    assert (entities["ann-lee"].type, entities["money"].forms, entities["ferry-talks"].date) == (
        "person",
        ("Money",),
        None,
    )
    assert "broken" not in entities
    (briefing,) = registry.briefings
    assert (briefing.id, briefing.tags) == ("ferry", ("ports",))
    assert briefing.text.startswith("The ferry stops\n\nA ferry is to stop.\n\nThe harbour council said")
    assert build_registry(reader.read_content(root), except_briefing="ferry").briefings == ()


def test_a_text_is_dated_by_those_who_wrote_it(tmp_path: Path) -> None:
    own = build_text_at(lay_desk(tmp_path / "own"))
    assert (own.published, own.title, own.publisher) == ("2026-05-04", "The ferry stops", "")

    root = lay_desk(tmp_path / "other", metadata=METADATA + "based_on: paper\n")
    assert build_text_at(root).published is None
    source = root / "content/sources/paper.yml"
    source.parent.mkdir()
    source.write_text("type: report\ntitle: Paper\nissued: 2025-04\npublisher: ann-lee\n", encoding="utf-8")
    assert (build_text_at(root).published, build_text_at(root).publisher) == ("2025-04", "Ann Lee")


def test_notes_of_an_import_override_the_date_and_name_the_publisher(tmp_path: Path) -> None:
    noted = "# Published by: The Paper\n" + METADATA.replace(
        "2026-05-04", "2026-05-04 # the file gives no date; this is the day of the import"
    )
    text = build_text_at(lay_desk(tmp_path, metadata=noted))
    assert (text.published, text.publisher) == (None, "The Paper")


def test_invalid_values_are_ignored(tmp_path: Path) -> None:
    text = build_text_at(lay_desk(tmp_path, metadata="title:\n  - x\npublished: soon\n"))
    assert (text.title, text.published, text.language) == ("", None, "en")
