"""Suggestions in a new metadata.yml: comments that become data if uncommented, and are removed when accepted."""

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from desk import BRIEFING, lay_desk, list_ids_at, propose_by_hand, suggest_at
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.registry import build_registry, build_text
from generator.authoring.suggestions.accepting import accept
from generator.authoring.suggestions.comments import remove_accepted, render_comments
from generator.build.checking import check
from generator.content import reader
from generator.proposals.proposal import Proposals
from generator.source.yaml_insertion import FileLines

HEAD = "title: The ferry stops\ntype: report\npublished: 2026-05-04\nsummary: It stops.\nauthor_note: not named\n"


def write_draft(root: Path, head: str = HEAD) -> Path:
    """Write a desk with a new draft: a head, and the suggestions as comments."""
    lay_desk(root, metadata=head)
    content = reader.read_content(root)
    piece = next(iter(content.briefings.values()))
    text, registry = build_text(piece, content), build_registry(content, except_briefing="ferry")
    lines = render_comments(text, registry, propose_by_hand(text, registry), "ferry")
    (root / BRIEFING).write_text("\n".join([head.rstrip("\n"), "", *lines, ""]), encoding="utf-8")
    return root


def test_suggestions_are_comments_with_their_ids(tmp_path: Path) -> None:
    root = write_draft(tmp_path)
    text = (root / BRIEFING).read_text(encoding="utf-8")

    assert yaml.safe_load(text) == yaml.safe_load(HEAD)
    ids = [id_ for id_ in list_ids_at(root) if not id_.startswith("answers:")]
    assert re.findall(r"^## \[(\S+)\] (?:high|medium|low): ", text, flags=re.MULTILINE) == ids
    assert "##   “next month”: 2026-06~" in text


def test_no_comments_are_written_without_proposals(tmp_path: Path) -> None:
    content = reader.read_content(lay_desk(tmp_path))
    piece = next(iter(content.briefings.values()))
    assert render_comments(build_text(piece, content), build_registry(content), Proposals()) == []


def test_deleting_all_marks_accepts_all(tmp_path: Path) -> None:
    root = write_draft(tmp_path)
    file = root / BRIEFING
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^# ", "", text), encoding="utf-8")

    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert data["tags"] == ["money", "ports"]
    assert data["actors"] == ["harbour-council", "dockers"]
    assert [entry["id"] for entry in data["attributions"]] == ["c01", "c02", "c03", "c04"]
    assert {diagnostic.rule for diagnostic in check(root)[0] if "content/briefings" in diagnostic.path} == {
        "missing-key",
        "unknown-id",
    }


def test_deleting_the_marks_of_one_accepts_that_one(tmp_path: Path) -> None:
    root = write_draft(tmp_path)
    file = root / BRIEFING
    text = file.read_text(encoding="utf-8")
    match = re.search(r"(?s)# attributions:\n## \[(\S+)\] [^\n]*\n(.*?)\n##", text)
    assert match
    plain = re.sub(r"(?m)^# ", "", match[0].removesuffix("\n##"))
    file.write_text(text.replace(match[0].removesuffix("\n##"), plain), encoding="utf-8")

    assert len(yaml.safe_load(file.read_text(encoding="utf-8"))["attributions"]) == 1
    assert match[1] not in list_ids_at(root)


def test_accepted_suggestions_are_removed_from_the_comments(tmp_path: Path) -> None:
    root = write_draft(tmp_path)
    said = [id_ for id_ in list_ids_at(root) if id_.startswith("said:")]

    accept(root, suggest_at(root), [said[1], "tag:money"])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "\n## Tags that fit\ntags:\n  - money\n## [tag:ports] high: “port”\n#   - ports\n" in text
    assert "\n## Attributions\nattributions:\n  - id: c02\n    kind: statement\n    by: ann-lee\n" in text
    assert said[1] not in text
    assert text.count("## [said:") == len(said) - 1
    accepted = accept(root, suggest_at(root), [said[0]])
    assert accepted.without_says == ("c01",)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.sampled_from(["", "tags: []\nactors: []\nattributions: []\n"]))
def test_when_all_is_decided_no_comment_is_left(shuffling: random.Random, keys: str) -> None:
    with TemporaryDirectory() as folder:
        root = write_draft(Path(folder), HEAD + keys)
        ids = [id_ for id_ in list_ids_at(root) if id_ != "actor:anne-lee"]
        while ids:
            chosen = shuffling.sample(ids, shuffling.randint(1, len(ids)))
            alias = [id_ for id_ in ids if id_ == "alias:ann-lee:anne-lee"]
            accept(root, suggest_at(root), [*chosen, *alias])
            ids = [id_ for id_ in list_ids_at(root) if id_ != "actor:anne-lee"]
        text = (root / BRIEFING).read_text(encoding="utf-8")
        assert "[said:" not in text
        assert "# attributions:" not in text
        assert "## Tags that fit" not in text
        assert "## Proposals" not in text
        assert len(yaml.safe_load(text)["attributions"]) == 4
        assert "\n\n\n" not in text


def test_marks_without_lines_go_with_the_next_that_is_accepted(tmp_path: Path) -> None:
    root = write_draft(tmp_path)
    file = root / BRIEFING
    file.write_text(file.read_text(encoding="utf-8").replace("# tags:", "tags:").replace("#   - money", "  - money"))

    accept(root, suggest_at(root), ["alias:harbour-council:the-council"])

    assert "[tag:money]" not in file.read_text(encoding="utf-8")
    assert "[tag:ports]" in file.read_text(encoding="utf-8")


def test_comments_of_an_editor_stay() -> None:
    mine = "a: b\n\n## Tags that fit\n# mine\n## [tag:x] high: x\n#   - x\n# mine too\n\n## Dates in the text\n"
    accepted = remove_accepted(FileLines.split(mine), {"tag:x"}).text
    assert accepted == "a: b\n\n# mine\n# mine too\n\n## Dates in the text\n"
    assert remove_accepted(FileLines.split(mine), {"tag:y"}).text == mine
    assert remove_accepted(FileLines.split("a: b\n## [tag:x] high: x\n"), {"tag:x"}).text == "a: b\n"


def test_the_head_of_an_earlier_import_is_removed_as_well() -> None:
    head = (
        "## Proposals, of which none is decided. Accept one by deleting the `# ` before its lines and before the key "
        "that\n## they belong to, or by its id: make suggest BRIEFING=ferry ACCEPT=…\n"
    )
    lines = FileLines.split(f"a: b\n\n{head}\n## Tags that fit\n# tags:\n## [tag:x] high: x\n#   - x\n")
    assert remove_accepted(lines, {"tag:x"}).text == "a: b\n"
