"""Proposals in a fresh metadata.yml: comments that become data where their mark is deleted, and go when accepted."""

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from desk import BRIEFING, by_hand, found_at, ids_at, lay_desk
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import content
from generator.authoring.registry import registry_of, text_of
from generator.authoring.suggestions.accepting import accept
from generator.authoring.suggestions.comments import render_comments, without
from generator.build import check
from generator.proposals.proposal import Proposals
from generator.source.inserting import Lines

HEAD = "title: The ferry stops\ntype: report\npublished: 2026-05-04\nsummary: It stops.\nauthor_note: not named\n"


def imported(root: Path, head: str = HEAD) -> Path:
    """A desk with a fresh draft: a head, and what is proposed as comments."""
    lay_desk(root, metadata=head)
    written = content.read(root)
    piece = next(iter(written.pieces.values()))
    given_, registry = text_of(piece, written), registry_of(written, but="ferry")
    lines = render_comments(given_, registry, by_hand(given_, registry), "ferry")
    (root / BRIEFING).write_text("\n".join([head.rstrip("\n"), "", *lines, ""]), encoding="utf-8")
    return root


def test_they_are_comments_and_have_the_ids_of_what_is_suggested(tmp_path: Path) -> None:
    root = imported(tmp_path)
    text = (root / BRIEFING).read_text(encoding="utf-8")

    assert yaml.safe_load(text) == yaml.safe_load(HEAD)
    ids = [id_ for id_ in ids_at(root) if not id_.startswith("answers:")]
    assert re.findall(r"^## \[(\S+)\] (?:high|medium|low): ", text, flags=re.MULTILINE) == ids
    assert "##   “next month”: 2026-06~" in text


def test_nothing_is_said_where_nothing_is_proposed(tmp_path: Path) -> None:
    written = content.read(lay_desk(tmp_path))
    piece = next(iter(written.pieces.values()))
    assert render_comments(text_of(piece, written), registry_of(written), Proposals()) == []


def test_deleting_all_marks_accepts_all(tmp_path: Path) -> None:
    root = imported(tmp_path)
    file = root / BRIEFING
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^# ", "", text), encoding="utf-8")

    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert data["tags"] == ["money", "ports"]
    assert data["actors"] == ["harbour-council", "dockers"]
    assert [one["id"] for one in data["attributions"]] == ["c01", "c02", "c03", "c04"]
    assert {one.rule for one in check(root)[0] if "content/briefings" in one.path} == {"missing-key", "unknown-id"}


def test_deleting_the_marks_of_one_accepts_that_one(tmp_path: Path) -> None:
    root = imported(tmp_path)
    file = root / BRIEFING
    text = file.read_text(encoding="utf-8")
    one = re.search(r"(?s)# attributions:\n## \[(\S+)\] [^\n]*\n(.*?)\n##", text)
    assert one
    plain = re.sub(r"(?m)^# ", "", one[0].removesuffix("\n##"))
    file.write_text(text.replace(one[0].removesuffix("\n##"), plain), encoding="utf-8")

    assert len(yaml.safe_load(file.read_text(encoding="utf-8"))["attributions"]) == 1
    assert one[1] not in ids_at(root)


def test_what_is_accepted_by_its_id_goes_from_the_comments(tmp_path: Path) -> None:
    root = imported(tmp_path)
    said = [id_ for id_ in ids_at(root) if id_.startswith("said:")]

    accept(root, found_at(root), [said[1], "tag:money"])

    text = (root / BRIEFING).read_text(encoding="utf-8")
    assert "\n## Tags that fit\ntags:\n  - money\n## [tag:ports] high: “port”\n#   - ports\n" in text
    assert "\n## Attributions\nattributions:\n  - id: c02\n    kind: statement\n    by: ann-lee\n" in text
    assert said[1] not in text
    assert text.count("## [said:") == len(said) - 1
    done = accept(root, found_at(root), [said[0]])
    assert done.unsaid == ("c01",)


@settings(max_examples=25)
@given(st.randoms(use_true_random=False), st.sampled_from(["", "tags: []\nactors: []\nattributions: []\n"]))
def test_when_all_is_decided_no_comment_is_left(shuffling: random.Random, keys: str) -> None:
    with TemporaryDirectory() as folder:
        root = imported(Path(folder), HEAD + keys)
        left = [id_ for id_ in ids_at(root) if id_ != "actor:anne-lee"]
        while left:
            chosen = shuffling.sample(left, shuffling.randint(1, len(left)))
            alias = [id_ for id_ in left if id_ == "alias:ann-lee:anne-lee"]
            accept(root, found_at(root), [*chosen, *alias])
            left = [id_ for id_ in ids_at(root) if id_ != "actor:anne-lee"]
        text = (root / BRIEFING).read_text(encoding="utf-8")
        assert "[said:" not in text
        assert "# attributions:" not in text
        assert "## Tags that fit" not in text
        assert "## Proposals" not in text
        assert len(yaml.safe_load(text)["attributions"]) == 4
        assert "\n\n\n" not in text


def test_marks_without_lines_go_with_the_next_that_is_accepted(tmp_path: Path) -> None:
    root = imported(tmp_path)
    file = root / BRIEFING
    file.write_text(file.read_text(encoding="utf-8").replace("# tags:", "tags:").replace("#   - money", "  - money"))

    accept(root, found_at(root), ["alias:harbour-council:the-council"])

    assert "[tag:money]" not in file.read_text(encoding="utf-8")
    assert "[tag:ports]" in file.read_text(encoding="utf-8")


def test_comments_of_an_editor_stay() -> None:
    mine = "a: b\n\n## Tags that fit\n# mine\n## [tag:x] high: x\n#   - x\n# mine too\n\n## Dates in the text\n"
    done = without(Lines.of(mine), {"tag:x"}).text
    assert done == "a: b\n\n# mine\n# mine too\n\n## Dates in the text\n"
    assert without(Lines.of(mine), {"tag:y"}).text == mine
