"""After any edits, and any number of builds in between, the site is that of a first build.

A state machine: it edits content, a hand-written page, the theme and the configuration, damages the stores, lets time
pass, and publishes now and then, by looking at all files or only at those that a watcher would report. While there is
an error, the published site does not change.
"""

import datetime as dt
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from laid_project import lay_project
from laying import BASE

from generator.build.pipeline import build
from generator.build.watched import WatchedChanges
from generator.infra import file_digests
from generator.infra.mappings import find_changed_keys
from generator.site.output import docs_tree
from generator.site.output.manifest import read_manifest

EXAMPLES, STEPS = (40, 20) if "BRIEFINGS_SOAK" in os.environ else (4, 15)

BRIEFING = "ferry-fare"
ACTORS = ("tessa-varga", "rowers-guild")
MOMENTS = [dt.datetime(2021, month, 1, tzinfo=dt.UTC) for month in (1, 5, 9, 12)]
REASON = [{"date": "2020-12-01", "kind": "withdrawal", "text": "It rested on a forged letter."}]
PUBLICATIONS: tuple[dict[str, object], ...] = (
    {},
    {"status": "draft"},
    {"status": "review"},
    {"status": "withdrawn", "corrections": REASON},
    {"status": "withdrawn", "withdrawal": "shown", "corrections": REASON},
    {"embargo": "2021-03-01T06:00+01:00"},
    {"expires": "2021-07-01T06:00+01:00"},
    {"embargo": "2021-03-01T06:00+01:00", "expires": "2021-10-01T06:00+01:00"},
)
"""The combinations of keys that decide when a briefing is visible."""
THEMES = ("ferry-fares", "piers")


def files(*folders: Path) -> dict[str, bytes]:
    """Read all files in the folders, except the generator's own."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.as_posix().partition("/desk/")[2]: path.read_bytes() for path in found}


@pytest.fixture(autouse=True)
def _trust_new_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stamps of new files count at once, as those of older files do: between two edits, there is a build."""
    monkeypatch.setattr(file_digests, "_TIME_RESOLUTION", -60_000_000_000)


class Publishing(RuleBasedStateMachine):
    """A project with a few briefings, and the edits of its editors."""

    @initialize()
    def begin(self) -> None:
        """Publish a project for the first time."""
        self.folder = Path(mkdtemp())
        self.root = lay_project(self.folder / "here" / "desk", BASE / "content")
        self.record("themes/piers.yml", name="Piers")
        self.briefings = [BRIEFING]
        self.broken: Path | None = None
        self.now = MOMENTS[0]
        self.build_id = ""
        self.sources: dict[str, bytes] = {}
        self.publish(jobs=1, is_watched=False)

    def teardown(self) -> None:
        """Publish a last time."""
        self.correct()
        self.publish(jobs=1, is_watched=True)
        shutil.rmtree(self.folder)

    def record(self, path: str, **changes: object) -> None:
        """Change values of a record of content/; None removes a key."""
        file = self.root / "content" / path
        there = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
        kept = {key: value for key, value in {**there, **changes}.items() if value is not None}
        file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=False))

    def metadata(self, briefing: str, **changes: object) -> None:
        self.record(f"briefings/{briefing}/metadata.yml", **changes)

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), number=st.integers(1, 5))
    def add(self, data: st.DataObject, number: int) -> None:
        """Add a copy of a briefing."""
        like, id_ = data.draw(st.sampled_from(self.briefings)), f"fare-{number}"
        if id_ not in self.briefings:
            shutil.copytree(self.root / "content/briefings" / like, self.root / "content/briefings" / id_)
            self.briefings.append(id_)
            self.metadata(id_, title=f"What the ferry costs, {number}", published=f"2019-03-{number + 10}")

    @precondition(lambda self: not self.broken and len(self.briefings) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """Remove a briefing."""
        id_ = data.draw(st.sampled_from(self.briefings))
        shutil.rmtree(self.root / "content/briefings" / id_)
        self.briefings.remove(id_)

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), number=st.integers(6, 9))
    def rename(self, data: st.DataObject, number: int) -> None:
        """Rename the folder of a briefing."""
        old, new = data.draw(st.sampled_from(self.briefings)), f"fare-{number}"
        if new not in self.briefings:
            (self.root / "content/briefings" / old).rename(self.root / "content/briefings" / new)
            self.briefings[self.briefings.index(old)] = new

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), tags=st.lists(st.sampled_from(THEMES), min_size=1, unique=True))
    def retag(self, data: st.DataObject, tags: list[str]) -> None:
        """Change the tags of a briefing."""
        self.metadata(data.draw(st.sampled_from(self.briefings)), tags=tags)

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), day=st.integers(1, 28), note=st.booleans())
    def redate(self, data: st.DataObject, day: int, *, note: bool) -> None:
        """Change the date of a briefing, or of its update."""
        key = "updated" if note else "published"
        date = f"2020-0{1 + note}-{day:02}"
        self.metadata(data.draw(st.sampled_from(self.briefings)), **{key: date})

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), publication=st.sampled_from(PUBLICATIONS))
    def time(self, data: st.DataObject, publication: dict[str, object]) -> None:
        """Change when a briefing is visible."""
        keys = dict.fromkeys(("status", "withdrawal", "corrections", "embargo", "expires"))
        self.metadata(data.draw(st.sampled_from(self.briefings)), **{**keys, **publication})

    @rule(now=st.sampled_from(MOMENTS))
    def wait(self, now: dt.datetime) -> None:
        """Change the moment, to a later or an earlier one."""
        self.now = now

    @precondition(lambda self: not self.broken)
    @rule(actor=st.sampled_from(ACTORS), alias=st.sampled_from([None, "town hall", "spring", "The town"]))
    def realias(self, actor: str, alias: str | None) -> None:
        """Give an actor another name, which occurs in articles."""
        other = next(one for one in ACTORS if one != actor)
        self.record(f"actors/{actor}.yml", aliases=[alias] if alias else None)
        self.record(f"actors/{other}.yml", aliases=None)

    @precondition(lambda self: not self.broken)
    @rule(data=st.data(), words=st.sampled_from(["Tessa Varga rows.", "Nobody rows.", "The Old Pier is closed."]))
    def write(self, data: st.DataObject, words: str) -> None:
        """Add a sentence to an article."""
        file = self.root / "content/briefings" / data.draw(st.sampled_from(self.briefings)) / "article.md"
        file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n\n{words}\n", encoding="utf-8")

    @rule(words=st.text("ab ", min_size=1, max_size=3))
    def write_by_hand(self, words: str) -> None:
        """Change a hand-written page."""
        (self.root / "docs/about.md").write_text(f"# About\n\nWords: {words}.\n")

    @rule(words=st.sampled_from(["One", "Other"]))
    def change_template(self, words: str) -> None:
        """Change a template of the theme."""
        (self.root / "generator/theme/partials/copyright.html").write_text(f"<p>{words}</p>\n")

    @rule(name=st.sampled_from(["One", "Other"]))
    def configure(self, name: str) -> None:
        """Change the name of the site."""
        file = self.root / "mkdocs.yml"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(f"site_name: {name}\n" if line.startswith("site_name:") else line for line in lines))

    @rule(data=st.data())
    def damage(self, data: st.DataObject) -> None:
        """Change a byte somewhere in a store."""
        kept = sorted(path for path in (self.root / ".cache").glob("*.db") if path.stat().st_size)
        file = data.draw(st.sampled_from(kept))
        found = bytearray(file.read_bytes())
        found[data.draw(st.integers(0, len(found) - 1))] ^= 0xFF
        file.write_bytes(found)

    @precondition(lambda self: not self.broken)
    @rule(data=st.data())
    def break_record(self, data: st.DataObject) -> None:
        """Make a record unreadable."""
        self.broken = self.root / "content/briefings" / data.draw(st.sampled_from(self.briefings)) / "metadata.yml"
        self.broken.write_text(f"{self.broken.read_text(encoding='utf-8')}: [\n", encoding="utf-8")

    @precondition(lambda self: self.broken)
    @rule()
    def correct(self) -> None:
        """Correct the record."""
        if self.broken:
            self.broken.write_text(self.broken.read_text(encoding="utf-8").removesuffix(": [\n"), encoding="utf-8")
            self.broken = None

    @rule(jobs=st.sampled_from([1, 1, 3]), is_watched=st.sampled_from([True, False]))
    def publish(self, jobs: int, *, is_watched: bool) -> None:
        """Build the site; if there is an error, it must not change."""
        before = files(self.root / "site")
        sources = self.read_sources()
        watched = WatchedChanges(self.build_id, frozenset(find_changed_keys(self.sources, sources)))
        outcome = build(self.root, jobs=jobs, now=self.now, watched=watched if is_watched else None)
        self.build_id, self.sources = outcome.build_id, sources
        now = files(self.root / "docs", self.root / "site")
        if self.broken:
            assert outcome.pages is None
            assert files(self.root / "site") == before
        else:
            assert outcome.pages
            assert now == self.build_fresh()
            again = build(self.root, jobs=1, now=self.now)
            assert not again.published
            self.build_id = again.build_id

    def read_sources(self) -> dict[str, bytes]:
        """Return all files that a watcher watches, by path."""
        generated = {f"docs/{path}" for path in read_manifest(self.root / "docs")}
        folders = (self.root / name for name in ("content", "docs", "generator/theme"))
        sources = {path.removeprefix("/"): data for path, data in files(*folders).items() if path not in generated}
        return {**sources, "mkdocs.yml": (self.root / "mkdocs.yml").read_bytes()}

    def build_fresh(self) -> dict[str, bytes]:
        """Return the files of a first build of the project."""
        fresh = self.folder / "fresh" / "desk"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.root, fresh, ignore=shutil.ignore_patterns(".cache", "site"))
        docs_tree.remove_pages(fresh / "docs")
        assert build(fresh, jobs=1, now=self.now).published
        return files(fresh / "docs", fresh / "site")


Publishing.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
TestPublishing = Publishing.TestCase
