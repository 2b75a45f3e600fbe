"""What is accepted stands in the files, all else in them is as it was, and what cannot be is refused as a whole."""

import random
import shutil
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from desk import BRIEFING, METADATA, by_hand, found_at, ids_at, lay_desk
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.suggestions.accepting import Accepted, accept
from generator.authoring.suggestions.choosing import ChoiceError
from generator.authoring.suggestions.editing import EditError
from generator.authoring.suggestions.finding import find
from generator.authoring.suggestions.saving import SaveError, save
from generator.build import check
from generator.model.kinds import AttributionKind
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals, Wording
from generator.rules import Severity

with TemporaryDirectory() as _folder:
    IDS = [one.id for one in found_at(lay_desk(Path(_folder))).suggestions if one.changes]
SAID = [id_ for id_ in IDS if id_.startswith("said:")]
TOLD, CLAIMED, DENIED = SAID
ALIAS, NEW = "alias:ann-lee:anne-lee", "actor:anne-lee"

OTHER_FORMS = [
    METADATA,
    METADATA.replace("\n", "\r\n"),
    "\ufeff" + METADATA,
    METADATA.rstrip("\n"),
    METADATA.partition("attributions:")[0] + "attributions: [] # none\n",
    METADATA.partition("attributions:")[0]
    .replace("- harbour-council\n", "")
    .replace("tags: [ports]", "tags:\n- ports"),
]


def accepted(root: Path, *typed: str) -> Accepted:
    return accept(root, found_at(root), typed)


def texts(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def data(text: bytes) -> dict[str, object]:
    return dict(yaml.load(text.decode("utf-8-sig"), yaml.BaseLoader))


def errors(root: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.message) for one in check(root)[0] if one.severity is Severity.ERROR]


def only_adds(old: str, new: str) -> bool:
    """Whether lines came between, or text into a line of one list, and nothing went."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "replace":
            rest = iter("".join(after[j1:j2]))
            if not all(char in rest for char in "".join(before[i1:i2])):
                return False
        elif what not in {"equal", "insert"}:
            return False
    return True


# What is written


def test_an_attribution_is_written_in_the_style_of_the_file_and_waits_for_its_paraphrase(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    done = accepted(root, CLAIMED)

    assert done.unsaid == ("c09",)
    assert done.new == ("content/actors/dockers.yml", "content/places/the-quay.yml")
    assert (root / BRIEFING).read_text(encoding="utf-8") == METADATA.replace(
        "    # the end\n",
        """\


    - id: c09
      kind: allegation
      by:
        unnamed: Dockers at the quay
        place: the-quay
      about: [harbour-council, dockers]
      quote:
        exact: "the ferry in secret"
        prefix: "sold"
      # Dockers at the quay claim that the council sold the ferry in secret.
      says: ""
    # the end
""",
    )
    assert errors(root) == [("missing-key", "`says` is empty")]


def test_records_are_written_and_completed(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accepted(
        root, "actor:dockers", ALIAS, "alias:harbour-council:the-council", "date:ferry-talks", "event:sale-of-the-ferry"
    )

    written = {path.name: path.read_text(encoding="utf-8") for path in (root / "content").rglob("*.yml")}
    assert written["dockers.yml"] == (
        'type: collective\nname: "Dockers: a crew"\naliases: [Dockers at the quay, "crew, the"]\n'
    )
    assert written["ann-lee.yml"] == 'type: person\nname: Ann Lee\naliases:\n  - "Lee"\n  - "Anne Lee"\n  # more\n'
    assert written["harbour-council.yml"].splitlines()[1:3] == [
        "name: Harbour Council # its full name",
        "aliases: [the council]",
    ]
    assert written["ferry-talks.yml"] == "name: Ferry Talks\ndate: 2026-06~\ndate_note: next month\nstatus: planned\n"
    assert written["sale-of-the-ferry.yml"] == (
        "name: Sale of the ferry\ndate: 2026-05\nactors: [harbour-council]\nstatus: occurred\n"
    )
    assert written["metadata.yml"] == METADATA


def test_an_alias_makes_one_actor_of_two_spellings(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accepted(root, DENIED, ALIAS)

    new = yaml.load((root / BRIEFING).read_text(encoding="utf-8"), yaml.BaseLoader)["attributions"][-1]
    assert new["by"] == ["ann-lee", "author"]
    assert new["about"] == ["ann-lee", "sale-of-the-ferry"]
    assert not (root / "content/actors/anne-lee.yml").exists()


def test_what_a_kind_asks_for_and_nothing_gives_is_left_to_the_editor(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    def denying(text: Text, registry: Registry) -> Proposals:
        proposals = by_hand(text, registry)
        kinds = (AttributionKind.DENIAL, AttributionKind.MOTIVE)
        told = [replace(proposals.attributions[1], kind=kind, about=(), direct=False) for kind in kinds]
        return replace(proposals, attributions=(told[0], replace(told[1], quote=Wording("Ann Lee told reporters"))))

    found = find(root, "ferry", denying)
    done = accept(root, found, [one.id for one in found.suggestions if one.id.startswith("said:")])

    assert done.lacking == (("c09", "disputes"), ("c10", "about"))
    left = [message for rule, message in errors(root) if rule == "missing-key"]
    assert sorted(left) == ["`about` is missing", "`disputes` is missing", *["`says` is empty"] * 2]


def test_ids_go_on_where_the_last_one_ends_and_pass_over_taken_ones(tmp_path: Path) -> None:
    text = METADATA.replace("id: c08", "id: c99") + "corrections:\n  - date: 2026\n    kind: update\n    text: x\n"
    root = lay_desk(tmp_path, metadata=text + "    attributions: [c100]\n")

    assert accepted(root, TOLD).unsaid == ("c101",)


@settings(max_examples=40)
@given(st.sets(st.sampled_from(IDS), min_size=1), st.sampled_from(OTHER_FORMS), st.randoms(use_true_random=False))
def test_what_is_accepted_is_added_and_nothing_else_changes(
    chosen: set[str], metadata: str, shuffling: random.Random
) -> None:
    chosen -= {NEW} if ALIAS in chosen else set()
    chosen |= {ALIAS} if DENIED in chosen and NEW not in chosen else set()
    order = sorted(chosen)
    shuffling.shuffle(order)
    with TemporaryDirectory() as folder:
        root = lay_desk(Path(folder) / "one", metadata=metadata)
        other = Path(shutil.copytree(root, Path(folder) / "other"))
        before, wrong = texts(root), errors(root)

        done = accepted(root, *order)
        accepted(other, " ".join(sorted(chosen)).split()[0], *sorted(chosen))

        after = texts(root)
        assert after == texts(other), "the order does not matter"
        assert before.keys() == after.keys() - set(done.new)
        assert {path for path in before if before[path] != after[path]} == set(done.changed)
        for path in done.changed:
            # Brackets around nothing are all that goes: what comes in their place does not fit in between.
            assert only_adds(before[path].decode().replace("attributions: []", "attributions:"), after[path].decode())
            old, new = data(before[path]), data(after[path])
            for key, value in old.items():
                assert new[key] == value or new[key][: len(value or "")] == (value or [])  # type: ignore[index, arg-type]
        assert len(done.unsaid) == sum(one.id in SAID for one in done.suggestions)
        assert [one for one in errors(root) if one not in wrong] == [("missing-key", "`says` is empty")] * len(
            done.unsaid
        )
        assert not {one.id for one in done.suggestions} & set(ids_at(root)), "it is not proposed again"
        with pytest.raises(ChoiceError):
            accepted(root, *order)
        assert texts(root) == after, "accepting twice changes nothing"


# What is refused


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ([f"{TOLD}0"], f"`{TOLD}0` is not proposed, or no longer; the nearest: `{TOLD}`"),
        (["nonsense"], "`nonsense` is not proposed, or no longer; see what is without `--accept`"),
        (["all:most"], "`all:most` is not known: write `all:high`, `all:medium`, `all:low`"),
        ([DENIED], f"`{DENIED}` names somebody who may be known already: accept `{NEW}` or `{ALIAS}` with it"),
        ([NEW, ALIAS], "`anne-lee` cannot be two actors: accept a record for it or one alias, not both"),
    ],
)
def test_what_is_not_clear_is_refused_before_anything_is_written(
    tmp_path: Path, typed: list[str], message: str
) -> None:
    root = lay_desk(tmp_path)
    before = texts(root)

    with pytest.raises(ChoiceError, match=message.replace("(", r"\(")):
        accepted(root, TOLD, *typed)

    assert texts(root) == before


def test_all_that_is_sure_is_accepted_at_once(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    done = accepted(root, "all:high")

    assert {one.confidence.value for one in done.suggestions} == {"high"}
    assert TOLD in {one.id for one in done.suggestions}


def test_a_file_that_leaves_no_place_is_told_of_and_nothing_is_written(tmp_path: Path) -> None:
    root = lay_desk(
        tmp_path, metadata=METADATA.replace("- harbour-council\n\n", "\n").replace("actors:\n", "actors: x\n")
    )
    before = texts(root)

    with pytest.raises(EditError, match=r"metadata\.yml was not changed: `actors` is not a list; write it by hand"):
        accepted(root, "actor:dockers", "principal:dockers")

    assert texts(root) == before


def test_an_id_that_names_something_already_is_not_used_again(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/briefings/dockers").mkdir()
    (root / "content/briefings/dockers/article.md").write_text("Words.\n", encoding="utf-8")
    before = texts(root)

    with pytest.raises(EditError, match="`dockers` names a briefing already: write an actor of another id"):
        accepted(root, "actor:dockers")

    assert texts(root) == before


def test_what_changed_meanwhile_or_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"newer")
    (tmp_path / "c").write_bytes(b"there")

    with pytest.raises(SaveError, match="a could not be written: it was changed meanwhile"):
        save(tmp_path, {"b": (None, b"new"), "a": (b"old", b"new")})
    with pytest.raises(SaveError, match="c could not be written: file exists"):
        save(tmp_path, {"a": (b"newer", b"new"), "c": (None, b"new")})

    assert texts(tmp_path) == {"a": b"newer", "c": b"there"}


def test_a_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to("a")

    save(tmp_path, {"link": (b"old", b"new")})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
