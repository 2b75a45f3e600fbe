"""Accepted suggestions are in the files, all else is unchanged, and an invalid selection is refused as a whole."""

import random
import shutil
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from desk import BRIEFING, METADATA, lay_desk, list_ids_at, propose_by_hand, suggest_at
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.suggestions.accepting import AcceptedSuggestions, accept
from generator.authoring.suggestions.editing import EditError
from generator.authoring.suggestions.file_writes import FileWrite, FileWriteError, write_files
from generator.authoring.suggestions.finding import find_suggestions
from generator.authoring.suggestions.selection import SelectionError
from generator.build.checking import check
from generator.diagnostics.rule import Severity
from generator.model.kinds import AttributionKind
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import Proposals, QuoteSelector

with TemporaryDirectory() as _folder:
    IDS = [suggestion.id for suggestion in suggest_at(lay_desk(Path(_folder))).suggestions if suggestion.changes]
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


def accept_at(root: Path, *typed: str) -> AcceptedSuggestions:
    return accept(root, suggest_at(root), typed)


def read_files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def parse_metadata(text: bytes) -> dict[str, object]:
    return dict(yaml.load(text.decode("utf-8-sig"), yaml.BaseLoader))


def list_errors(root: Path) -> list[tuple[str, str]]:
    """Return the rule and message of each error, once for each of its locations."""
    errors: list[tuple[str, str]] = []
    for diagnostic in check(root)[0]:
        if diagnostic.severity is Severity.ERROR:
            errors += [(diagnostic.rule, diagnostic.message)] * (1 + len(diagnostic.other_locations))
    return errors


def only_adds(old: str, new: str) -> bool:
    """Check whether only lines were inserted, or text in the line of a list."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for operation, i1, i2, j1, j2 in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes():
        if operation == "replace":
            rest = iter("".join(new_lines[j1:j2]))
            if not all(char in rest for char in "".join(old_lines[i1:i2])):
                return False
        elif operation not in {"equal", "insert"}:
            return False
    return True


# What is written


def test_an_attribution_is_written_in_the_style_of_the_file_and_waits_for_its_paraphrase(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accepted = accept_at(root, CLAIMED)

    assert accepted.without_says == ("c09",)
    assert accepted.new == ("content/actors/dockers.yml", "content/places/the-quay.yml")
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
    assert list_errors(root) == [("missing-key", "`says` is empty")]


def test_records_are_written_and_completed(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accept_at(
        root, "actor:dockers", ALIAS, "alias:harbour-council:the-council", "date:ferry-talks", "event:sale-of-the-ferry"
    )

    records = {path.name: path.read_text(encoding="utf-8") for path in (root / "content").rglob("*.yml")}
    line = "# yaml-language-server: $schema=../.schemas/"
    assert records["dockers.yml"] == (
        f'{line}actor.json\ntype: collective\nname: "Dockers: a crew"\naliases: [Dockers at the quay, "crew, the"]\n'
    )
    assert records["ann-lee.yml"] == 'type: person\nname: Ann Lee\naliases:\n  - "Lee"\n  - "Anne Lee"\n  # more\n'
    assert records["harbour-council.yml"].splitlines()[1:3] == [
        "name: Harbour Council # its full name",
        "aliases: [the council]",
    ]
    assert records["ferry-talks.yml"] == "name: Ferry Talks\ndate: 2026-06~\ndate_note: next month\nstatus: planned\n"
    assert records["sale-of-the-ferry.yml"] == (
        f"{line}event.json\nname: Sale of the ferry\ndate: 2026-05\nactors: [harbour-council]\nstatus: occurred\n"
    )
    assert records["metadata.yml"] == METADATA


def test_an_alias_makes_one_actor_of_two_spellings(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accept_at(root, DENIED, ALIAS)

    new = yaml.load((root / BRIEFING).read_text(encoding="utf-8"), yaml.BaseLoader)["attributions"][-1]
    assert new["by"] == ["ann-lee", "author"]
    assert new["about"] == ["ann-lee", "sale-of-the-ferry"]
    assert not (root / "content/actors/anne-lee.yml").exists()


def test_required_keys_without_a_proposal_are_left_to_the_editor(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    def propose_denials(text: ArticleInput, registry: EntityRegistry) -> Proposals:
        proposals = propose_by_hand(text, registry)
        kinds = (AttributionKind.DENIAL, AttributionKind.MOTIVE)
        attributions = [replace(proposals.attributions[1], kind=kind, about=(), direct=False) for kind in kinds]
        return replace(
            proposals,
            attributions=(
                attributions[0],
                replace(attributions[1], quote=QuoteSelector("Ann Lee attributions reporters")),
            ),
        )

    suggested = find_suggestions(root, "ferry", propose_denials)
    accepted = accept(
        root, suggested, [suggestion.id for suggestion in suggested.suggestions if suggestion.id.startswith("said:")]
    )

    assert accepted.without_key == (("c09", "denies"), ("c10", "about"))
    messages = [message for rule, message in list_errors(root) if rule == "missing-key"]
    assert sorted(messages) == ["`about` is missing", "`denies` is empty", *["`says` is empty"] * 2]


def test_ids_go_on_where_the_last_one_ends_and_pass_over_taken_ones(tmp_path: Path) -> None:
    text = METADATA.replace("id: c08", "id: c99") + "corrections:\n  - date: 2026\n    kind: update\n    text: x\n"
    root = lay_desk(tmp_path, metadata=text + "    attributions: [c100]\n")

    assert accept_at(root, TOLD).without_says == ("c101",)


@settings(max_examples=40)
@given(st.sets(st.sampled_from(IDS), min_size=1), st.sampled_from(OTHER_FORMS), st.randoms(use_true_random=False))
def test_accepted_suggestions_are_added_and_nothing_else_changes(
    chosen: set[str], metadata: str, shuffling: random.Random
) -> None:
    chosen -= {NEW} if ALIAS in chosen else set()
    chosen |= {ALIAS} if DENIED in chosen and NEW not in chosen else set()
    order = sorted(chosen)
    shuffling.shuffle(order)
    with TemporaryDirectory() as folder:
        root = lay_desk(Path(folder) / "one", metadata=metadata)
        other = Path(shutil.copytree(root, Path(folder) / "other"))
        before, wrong = read_files(root), list_errors(root)

        accepted = accept_at(root, *order)
        accept_at(other, " ".join(sorted(chosen)).split()[0], *sorted(chosen))

        after = read_files(root)
        assert after == read_files(other), "the order does not matter"
        assert before.keys() == after.keys() - set(accepted.new)
        assert {path for path in before if before[path] != after[path]} == set(accepted.changed)
        for path in accepted.changed:
            # Brackets around nothing are all that goes: what comes in their place does not fit in between.
            assert only_adds(before[path].decode().replace("attributions: []", "attributions:"), after[path].decode())
            old, new = parse_metadata(before[path]), parse_metadata(after[path])
            for key, value in old.items():
                assert new[key] == value or new[key][: len(value or "")] == (value or [])  # type: ignore[index, arg-type]
        assert len(accepted.without_says) == sum(suggestion.id in SAID for suggestion in accepted.suggestions)
        assert [error for error in list_errors(root) if error not in wrong] == [
            ("missing-key", "`says` is empty")
        ] * len(accepted.without_says)
        assert not {suggestion.id for suggestion in accepted.suggestions} & set(list_ids_at(root)), (
            "it is not proposed again"
        )
        with pytest.raises(SelectionError):
            accept_at(root, *order)
        assert read_files(root) == after, "accepting twice changes nothing"


# What is refused


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ([f"{TOLD}0"], f"`{TOLD}0` is not, or no longer, a proposal; similar ids: `{TOLD}`"),
        (["nonsense"], "`nonsense` is not, or no longer, a proposal; to list the proposals, leave out `--accept`"),
        (["all:most"], "`all:most` does not exist: use one of `all:high`, `all:medium`, `all:low`"),
        ([DENIED], f"`{DENIED}` names an actor who may have a record already: also accept `{NEW}` or `{ALIAS}`"),
        ([NEW, ALIAS], "`anne-lee` cannot be two actors: accept a record for it or one alias, not both"),
    ],
)
def test_ambiguous_selections_are_refused_before_any_file_is_written(
    tmp_path: Path, typed: list[str], message: str
) -> None:
    root = lay_desk(tmp_path)
    before = read_files(root)

    with pytest.raises(SelectionError, match=message.replace("(", r"\(")):
        accept_at(root, TOLD, *typed)

    assert read_files(root) == before


def test_all_that_is_sure_is_accepted_at_once(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)

    accepted = accept_at(root, "all:high")

    assert {suggestion.confidence.value for suggestion in accepted.suggestions} == {"high"}
    assert TOLD in {suggestion.id for suggestion in accepted.suggestions}


def test_a_value_that_is_not_a_list_is_reported_and_nothing_is_written(tmp_path: Path) -> None:
    root = lay_desk(
        tmp_path, metadata=METADATA.replace("- harbour-council\n\n", "\n").replace("actors:\n", "actors: x\n")
    )
    before = read_files(root)

    with pytest.raises(EditError, match=r"metadata\.yml was not changed: `actors` is not a list; write it by hand"):
        accept_at(root, "actor:dockers", "principal:dockers")

    assert read_files(root) == before


def test_invalid_yaml_is_reported_and_nothing_is_written(tmp_path: Path) -> None:
    root = lay_desk(tmp_path, metadata=METADATA.replace("type: report", "type: report: x"))
    before = read_files(root)

    with pytest.raises(EditError, match=r"metadata\.yml was not changed: it is not valid YAML; write it by hand"):
        accept_at(root, TOLD)

    assert read_files(root) == before


def test_an_id_that_names_something_already_is_not_used_again(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    (root / "content/briefings/dockers").mkdir()
    (root / "content/briefings/dockers/article.md").write_text("Words.\n", encoding="utf-8")
    before = read_files(root)

    with pytest.raises(EditError, match="`dockers` is already the id of a briefing; create an actor with another id"):
        accept_at(root, "actor:dockers")

    assert read_files(root) == before


def test_a_former_id_is_not_used_again(tmp_path: Path) -> None:
    root = lay_desk(tmp_path)
    theme = "name: Money\nformerly: [dockers]\n"
    (root / "content/themes/money.yml").write_text(theme, encoding="utf-8")

    with pytest.raises(EditError, match="`dockers` is a former id of a theme; create an actor with another id"):
        accept_at(root, "actor:dockers")


def test_changed_and_existing_files_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"newer")
    (tmp_path / "c").write_bytes(b"there")

    with pytest.raises(FileWriteError, match="a could not be written: it was changed meanwhile"):
        write_files(tmp_path, {"b": FileWrite(None, b"new"), "a": FileWrite(b"old", b"new")})
    with pytest.raises(FileWriteError, match="c could not be written: file exists"):
        write_files(tmp_path, {"a": FileWrite(b"newer", b"new"), "c": FileWrite(None, b"new")})

    assert read_files(tmp_path) == {"a": b"newer", "c": b"there"}


def test_a_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "link").symlink_to("a")

    write_files(tmp_path, {"link": FileWrite(b"old", b"new")})

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
