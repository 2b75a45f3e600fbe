"""The reported changes of a desk: which there are, in which order, and to which page each leads."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from changes_desk import FIRST, NOW, QUESTION, add_briefing, correct, lay_desk, list_names, read_index, render_subject
from stored_index import update_index
from synthetic import add_briefing as add_synthetic_briefing
from synthetic import write_content

from generator.incremental import rendering, stale_subjects
from generator.index.dependencies import hash_read
from generator.index.model import Index
from generator.index.subjects import list_subjects
from generator.infra.store import Store
from generator.model.kinds import Kind, Ref
from generator.model.site import Site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_desk(tmp_path)


def test_each_sort_of_change_is_listed_the_newest_first(root: Path) -> None:
    corrections = correct("correction", "2019-06-02", "It is 4.") + correct("clarification", "2019-06-03", "Here.")
    add_briefing(root, "rowers", "2019-06", extra=f"updated: 2019-07-01\ncorrections:\n{corrections}")

    assert list_names(read_index(root)) == [
        "rowers#update-2019-07-01",
        "rowers#clarification-2019-06-03",
        "rowers#correction-2019-06-02",
        "rowers#",
        f"{FIRST}#",
    ]


def test_an_update_that_a_correction_explains_is_listed_once(root: Path) -> None:
    corrections = correct("update", "2019-06-02", "There are new figures.")
    add_briefing(root, "rowers", "2019-06-01", extra=f"updated: 2019-06-02\ncorrections:\n{corrections}")

    assert list_names(read_index(root))[:2] == ["rowers#update-2019-06-02", "rowers#"]


def test_corrections_of_the_same_day_have_different_names(root: Path) -> None:
    corrections = correct("correction", "2019-06-02", "It is 4.") + correct("correction", "2019-06-02", "It is 5.")
    add_briefing(root, "rowers", "2019-06-01", extra=f"updated: 2019-06-02\ncorrections:\n{corrections}")

    assert list_names(read_index(root))[:2] == ["rowers#correction-2019-06-02", "rowers#correction-2019-06-02-2"]


def test_dates_without_a_day_are_below_the_days_of_the_same_month(root: Path) -> None:
    for id_, published in {"year": "2020", "month": "2020-01", "day": "2020-01-01"}.items():
        add_briefing(root, id_, published)

    page = render_subject(read_index(root), "changes")["changes.md"]

    assert list_names(read_index(root))[:3] == ["day#", "month#", "year#"]
    headings = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert headings == ["January 2020", "2020", "March 2019"]


# New accounts of old questions


def test_the_first_accounts_of_a_question_are_not_new_accounts_of_an_old_one(root: Path) -> None:
    assert list_names(read_index(root)) == [f"{FIRST}#"]


def test_accounts_of_a_later_briefing_lead_to_the_question_and_to_their_words(root: Path) -> None:
    add_briefing(root, "rowers", "2019-06-01", answers=QUESTION)
    index = read_index(root)

    assert list_names(index) == ["rowers#", f"rowers#q_{QUESTION}", f"{FIRST}#"]
    page = render_subject(index, "changes")["changes.md"]
    assert f"(questions/{QUESTION}.md#accounts)" in page
    assert "1 account by Tessa Varga in [The title of rowers](briefings/rowers.md#c1)" in page


def test_which_accounts_are_new_changes_with_the_first_briefing(root: Path) -> None:
    """Updates of one store: a first briefing is added, removed, and hidden again."""
    add_briefing(root, "rowers", "2019-06-01", answers=QUESTION)
    store = Store.in_memory()

    def update(now: dt.datetime = NOW) -> list[str]:
        index = update_index(root, store, now).index
        assert index
        return [name for name in list_names(index) if "#q_" in name]

    assert update() == [f"rowers#q_{QUESTION}"]
    add_briefing(root, "oldest", "2018-01-01", answers=QUESTION)
    assert update() == [f"rowers#q_{QUESTION}", f"{FIRST}#q_{QUESTION}"]
    shutil.rmtree(root / "content/briefings/oldest")
    assert update() == [f"rowers#q_{QUESTION}"]
    shutil.rmtree(root / f"content/briefings/{FIRST}")
    for name in ("events/pier-walkout", "actors/rowers-guild", "sources/guild-letter", "places/old-pier"):
        (root / f"content/{name}.yml").unlink()
    add_briefing(root, "oldest", "2018-01-01", answers=QUESTION, extra="embargo: 2029-01-01T00:00Z\n")
    assert update(dt.datetime(2028, 1, 1, tzinfo=dt.UTC)) == []
    assert update() == [f"rowers#q_{QUESTION}"]


# Visibility


def test_a_notice_has_its_title_reason_and_date_and_nothing_else(root: Path) -> None:
    corrections = correct("correction", "2019-06-02", "A hidden error.") + correct(
        "withdrawal", "2019-06-04", "Forged."
    )
    extra = f"status: withdrawn\nupdated: 2019-06-02\ncorrections:\n{corrections}"
    add_briefing(root, "rowers", "2019-06-01", answers=QUESTION, extra=extra)
    index = read_index(root)
    texts = {
        path: text for name in ("changes", "actors/tessa-varga") for path, text in render_subject(index, name).items()
    }

    assert list_names(index) == ["rowers#withdrawal-2019-06-04", f"{FIRST}#"]
    assert "[The title of rowers](briefings/rowers.md)  \n    Forged." in texts["changes.md"]
    for hidden in ("The summary of rowers", "A hidden error", "rowers/#q_"):
        assert [path for path, text in texts.items() if hidden in text] == []
    # The notice does not say whom the text named, so no entity's feed has it.
    assert "The title of rowers" in texts["changes/feed.atom"]
    assert "The title of rowers" not in texts["actors/tessa-varga/feed.atom"]


def test_a_withdrawn_text_that_remains_keeps_its_changes_and_is_marked(root: Path) -> None:
    corrections = correct("withdrawal", "2019-06-04", "Forged.")
    extra = f"status: withdrawn\nwithdrawal: shown\ncorrections:\n{corrections}"
    add_briefing(root, "rowers", "2019-06-01", extra=extra)
    index = read_index(root)

    assert list_names(index) == ["rowers#withdrawal-2019-06-04", "rowers#", f"{FIRST}#"]
    feed = render_subject(index, "actors/tessa-varga")["actors/tessa-varga/feed.atom"]
    assert "<title>Withdrawn: The title of rowers</title>" in feed
    assert "<title>The title of rowers (withdrawn)</title>" in feed


@pytest.mark.parametrize(
    "extra",
    [
        "status: draft\n",
        "status: review\n",
        "embargo: 2031-01-01T00:00Z\n",
        "expires: 2029-01-01T00:00Z\n",
        f"status: withdrawn\nwithdrawal: redirect\nredirect_to: {FIRST}\n",
    ],
)
def test_other_hidden_briefings_leave_no_trace(root: Path, extra: str) -> None:
    add_briefing(root, "rowers", "2019-06-01", answers=QUESTION, extra=extra)
    index = read_index(root)

    assert list_names(index) == [f"{FIRST}#"]
    for text in render_subject(index, "changes").values():
        assert "briefings/rowers" not in text
        assert "The title of rowers" not in text


def test_an_embargo_is_the_date_of_publication_if_it_is_later(root: Path) -> None:
    add_briefing(root, "rowers", "2019-06-01", extra="embargo: 2019-08-01T12:00+02:00\n")
    add_briefing(root, "earlier", "2019-06-01", extra="embargo: 2019-05-01T12:00+02:00\n")
    days = {change.name: change.date.text for change in read_index(root).changes}

    assert days["rowers#"] == "2019-07-31"  # the day that it was where days begin last
    assert days["earlier#"] == "2019-06-01"


# Names that stay


def test_no_name_changes_with_a_title_a_text_or_a_date(root: Path) -> None:
    def write(title: str, text: str, published: str) -> list[tuple[str, str]]:
        extra = f"updated: 2019-06-02\ncorrections:\n{correct('correction', '2019-06-02', text)}"
        add_briefing(root, "rowers", published, title=title, extra=extra)
        return [(change.origin, change.name) for change in read_index(root).changes]

    assert write("One title", "It is 4.", "2019-06-01") == write("Another title", "It is 5.", "2019-05-30")


def test_a_renamed_briefing_keeps_its_origin(root: Path) -> None:
    add_briefing(root, "rowers", "2019-06-01", extra="formerly: [first-id, second-id]\n")
    index = read_index(root)

    assert index.changes[0].origin == "first-id"
    feed = render_subject(index, "changes")["changes/feed.atom"]
    assert "/briefings/first-id/</id>" in feed
    assert 'href="https://desk.test/news/briefings/rowers/"' in feed


# What is read


def test_the_feed_of_an_actor_reads_only_its_newest_changes(tmp_path: Path) -> None:
    """An old briefing may be edited without rendering the feed again; a new one is added to the feed."""
    (tmp_path / "mkdocs.yml").write_text("site_url: https://desk.test/\n", encoding="utf-8")
    write_content(tmp_path, 130)
    store = Store.in_memory()
    update = update_index(tmp_path, store, NOW)
    assert update.index
    actor = max(update.index.changes_of.count_all().items(), key=lambda item: (item[0].kind is Kind.ACTOR, item[1]))[0]
    names = [change.name for change in update.index.changes_of.get_rows(actor)]
    assert len(names) > 60
    reads = read_feed(store, update.result.site, actor)

    assert {name for name in names if hash_read("change", name) in reads} == set(names[:50])
    briefings = {name: name.partition("#")[0] for name in names}
    newest = {briefings[name] for name in names[:50]}
    assert {id_ for id_ in briefings.values() if hash_read("card", id_) in reads} <= newest


def read_feed(store: Store, site: Site, actor: Ref) -> set[int]:
    """Return the hashes of what the feed of an actor reads."""
    renderer = rendering.Renderer(store, site)
    reads = renderer.render(stale_subjects.RenderTask(actor.stem)).reads
    return set(memoryview(reads[f"{actor.stem}/feed.atom"]).cast("I"))


def test_an_edit_renders_the_feeds_that_it_appears_in_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_url: https://desk.test/\n", encoding="utf-8")
    write_content(tmp_path, 30)
    store = Store.in_memory()
    before = render_feeds(update_index(tmp_path, store, NOW).index)
    add_synthetic_briefing(tmp_path, 30, 31, "2029-01-01")
    index = update_index(tmp_path, store, NOW).index
    assert index
    after = render_feeds(index)

    concerned = {f"{ref.stem}/feed.atom" for change in index.changes[:5] for ref in change.concerns}
    written = {path for path in after if after[path] != before.get(path)}
    assert index.changes[0].briefing.id == "briefing-31"
    assert "changes/feed.atom" in written
    assert written - {"changes/feed.atom"} <= concerned
    assert len(written) < len(after) / 2


def render_feeds(index: Index | None) -> dict[str, str]:
    assert index
    texts: dict[str, str] = {}
    for subject in list_subjects(index):
        texts |= {path: text for path, text in render_subject(index, subject).items() if path.endswith(".atom")}
    return texts
