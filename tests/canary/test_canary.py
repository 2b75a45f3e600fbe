"""The canary law: no byte of anything that is hidden is in any output.

Each text field of each kind of record carries an invented word, in stories for every state of a briefing. All bytes of
site/ and docs/ are searched for them, before and after the moment at which some of the states change.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from canary_content import Story, StoryWriter, write_stories
from canary_scan import find_words
from canary_words import Origin, Vocabulary
from laid_project import lay_project
from pydantic import BaseModel

from generator.build.pipeline import build
from generator.model.briefing import Attribution, Correction, Figure, Metadata, Quote, Voice
from generator.model.entities import ENTITIES, Role, SameAs
from generator.model.kinds import Kind

BEFORE = dt.datetime(2026, 12, 1, 4, 59, tzinfo=dt.UTC)
MOMENT = "2026-12-01T06:00+01:00"
AFTER = dt.datetime(2026, 12, 1, 5, 0, tzinfo=dt.UTC)

WITHDRAWN = {"status": "withdrawn"}
STORIES = [
    Story("published"),
    Story("draft", {"status": "draft"}),
    Story("review", {"status": "review"}),
    Story("embargoed", {"embargo": MOMENT}),
    Story("embargoed for long", {"embargo": "2036-12-01T06:00+01:00"}),
    Story("embargoed once", {"embargo": "2020-01-01T06:00+01:00"}),
    Story("draft after its embargo", {"status": "draft", "embargo": "2020-01-01T06:00+01:00"}),
    Story("expiring", {"expires": MOMENT}),
    Story("expired", {"expires": "2021-12-01T06:00+01:00"}),
    Story("withdrawn", WITHDRAWN),
    Story("withdrawn, shown", {**WITHDRAWN, "withdrawal": "shown"}),
    Story("redirected", {**WITHDRAWN, "withdrawal": "redirect"}),
    Story("withdrawn under embargo", {**WITHDRAWN, "embargo": "2036-12-01T06:00+01:00"}),
    Story("to be withdrawn"),
    Story("records that nothing uses", has_briefing=False),
    Story("records that are listed", record_keys={"listed": "true"}, has_briefing=False),
]

NOTHING: frozenset[str] = frozenset()
ADDRESS = frozenset({"id", "formerly"})
EXPIRED = ADDRESS | {"title"}
NOTICE = ADDRESS | {"title", "corrections.reason"}
"""The fields of a briefing that are shown though its text is not; of its records, nothing is."""

NOT_SHOWN = {("briefing", "author_note"), ("source", "title_note")}
"""Fields that no page shows if another key is present."""


@dataclass(frozen=True)
class Desk:
    """A project with all stories, and its words."""

    root: Path
    vocabulary: Vocabulary

    def publish(self, now: dt.datetime) -> None:
        """Build the site as it is at a moment."""
        outcome = build(self.root, now=now)
        assert outcome.pages, outcome.diagnostics

    def scan(self) -> "Found":
        """Return the origins of the words that are found, by folder."""
        folders = ("site", "docs", ".cache/site")
        return {folder: frozenset(find_words(self.root / folder, self.vocabulary)) for folder in folders}


Found = Mapping[str, frozenset[Origin]]


def lay_desk(root: Path) -> Desk:
    """Lay a project with all stories."""
    lay_project(root, root / "no content")
    desk = Desk(root, write_stories(root, STORIES))
    target = StoryWriter(root, STORIES[0], desk.vocabulary).make_id("briefing")
    redirected = StoryWriter(root, _story("redirected"), desk.vocabulary).make_id("briefing")
    _edit(root, redirected, "withdrawal: redirect", f"withdrawal: redirect\nredirect_to: {target}")
    return desk


def _story(name: str) -> Story:
    return next(story for story in STORIES if story.name == name)


def _edit(root: Path, briefing: str, old: str, new: str) -> None:
    file = root / "content/briefings" / briefing / "metadata.yml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def _withdraw(desk: Desk) -> None:
    """Withdraw the briefing that is to be withdrawn."""
    briefing = StoryWriter(desk.root, _story("to be withdrawn"), desk.vocabulary).make_id("briefing")
    _edit(desk.root, briefing, "type: analysis", "type: analysis\nstatus: withdrawn")


@dataclass(frozen=True)
class Publications:
    """The words found after three publications: at first, after a withdrawal, and at a later moment."""

    desk: Desk
    first: Found
    withdrawn: Found
    later: Found


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> Publications:
    desk = lay_desk(tmp_path_factory.mktemp("canary") / "desk")
    desk.publish(BEFORE)
    first = desk.scan()
    _withdraw(desk)
    desk.publish(BEFORE)
    withdrawn = desk.scan()
    desk.publish(AFTER)
    return Publications(desk, first, withdrawn, desk.scan())


def everything(desk: Desk, story: str) -> set[Origin]:
    """Return the origins of all words of a story that is published, except those of fields that pages leave out."""
    origins = {origin for origin in desk.vocabulary.origins.values() if origin.story == story}
    return {origin for origin in origins if (origin.kind, origin.field) not in NOT_SHOWN}


def allowed(desk: Desk, story: str, fields: frozenset[str]) -> set[Origin]:
    """Return the origins of the words in these fields of a story's briefing."""
    origins = everything(desk, story)
    return {origin for origin in origins if origin.kind == "briefing" and origin.field in fields}


FIRST = {
    "published": None,
    "draft": NOTHING,
    "review": NOTHING,
    "embargoed": NOTHING,
    "embargoed for long": NOTHING,
    "embargoed once": None,
    "draft after its embargo": NOTHING,
    "expiring": None,
    "expired": EXPIRED,
    "withdrawn": NOTICE,
    "withdrawn, shown": None,
    "redirected": ADDRESS,
    "withdrawn under embargo": NOTHING,
    "to be withdrawn": None,
    "records that nothing uses": NOTHING,
    "records that are listed": None,
}
"""The fields of each story's briefing that are shown at first, or everything."""
WITHDRAWN_FIRST = {**FIRST, "to be withdrawn": NOTICE}
LATER = {**WITHDRAWN_FIRST, "embargoed": None, "expiring": EXPIRED}


@pytest.mark.parametrize("folder", ["site", "docs"])
@pytest.mark.parametrize("story", FIRST)
@pytest.mark.parametrize(
    ("publication", "expected"), [("first", FIRST), ("withdrawn", WITHDRAWN_FIRST), ("later", LATER)]
)
def test_exactly_the_allowed_fields_are_shown(
    publications: Publications,
    publication: str,
    expected: Mapping[str, frozenset[str] | None],
    story: str,
    folder: str,
) -> None:
    fields = expected[story]
    desk = publications.desk
    wanted = everything(desk, story) if fields is None else allowed(desk, story, fields)
    found: Found = getattr(publications, publication)
    assert {origin for origin in found[folder] if origin.story == story} == wanted


def test_withdrawn_text_does_not_stay_in_the_spare_tree(publications: Publications) -> None:
    for found in (publications.withdrawn, publications.later):
        shown = {origin.field for origin in found[".cache/site"] if origin.story == "to be withdrawn"}
        assert shown <= NOTICE


def test_an_incremental_build_at_a_later_moment_is_a_clean_one(publications: Publications, tmp_path: Path) -> None:
    clean = lay_desk(tmp_path / "desk")
    _withdraw(clean)
    clean.publish(AFTER)
    for folder in ("site", "docs"):
        assert _files(publications.desk.root / folder) == _files(clean.root / folder)


MODELS: dict[str, type[BaseModel]] = {
    **{kind.folder: model for kind, model in ENTITIES.items()},
    Kind.BRIEFING.folder: Metadata,
    "attributions": Attribution,
    "by": Voice,
    "corrections": Correction,
    "figures": Figure,
    "quote": Quote,
    "roles": Role,
    "same_as": SameAs,
}
"""The model of the records in a folder, or of the values of a key."""


def test_every_key_of_the_model_carries_a_word_or_leads_to_one(publications: Publications) -> None:
    written: dict[str, set[str]] = {}
    for file in (publications.desk.root / "content").glob("*/**/*.yml"):
        folder = file.relative_to(publications.desk.root / "content").parts[0]
        _collect_keys(folder, yaml.safe_load(file.read_text(encoding="utf-8")), written)
    wanted = {
        place: {field.alias or name for name, field in model.model_fields.items()} for place, model in MODELS.items()
    }
    # It is written as the text under `by`, without a key of its own.
    wanted["by"].remove("actor")
    assert written == wanted


def _collect_keys(place: str, value: object, written: dict[str, set[str]]) -> None:
    """Add the keys of all mappings in `value`, which is in a folder or under a key."""
    if isinstance(value, list):
        for item in value:
            _collect_keys(place, item, written)
    elif isinstance(value, dict) and place != "names":
        for key, item in value.items():
            written.setdefault(place, set()).add(key)
            _collect_keys(key, item, written)


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
