"""Feeds: valid Atom, with the entries that the list of changes has, and read back by feedparser."""

import io
import shutil
from pathlib import Path

import feedparser
import pytest
from atom_rules import find_faults
from changes_desk import ADDRESS, FIRST, NOW, QUESTION, add_briefing, correct, lay_desk, read_index, render_subject
from laying import lay
from stored_index import update_index

from generator import pages
from generator.index.model import Index
from generator.infra.store import Store
from generator.model.entity_kinds import FEED_KINDS
from generator.pages import feeds
from generator.pages.atom import AtomFeed, render_feed

SITE_FEED = "changes/feed.atom"
GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*/content"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay_desk(tmp_path)


def render_feeds(index: Index) -> dict[str, str]:
    """Return all feeds by path."""
    return {page.path: page.text for page in pages.render(index) if page.path.endswith(".atom")}


def parse(text: str) -> feedparser.FeedParserDict:
    """Return what a feed reader understands of a feed; nothing of it may be wrong."""
    feed = feedparser.parse(io.BytesIO(text.encode()))
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def write_all_changes(root: Path) -> None:
    """Write briefings with a change of each kind, and characters that have a meaning in XML."""
    corrections = correct("correction", "2019-06-02", "It is 4 < 5 & more.") + correct(
        "clarification", "2019-06-03", "A"
    )
    add_briefing(
        root, "rowers", "2019-06-01", answers=QUESTION, extra=f"updated: 2019-07-01\ncorrections:\n{corrections}"
    )
    withdrawn = f"status: withdrawn\ncorrections:\n{correct('withdrawal', '2019-06-04', 'It was ‘forged’ <b>.')}"
    add_briefing(root, "notice", "2019-05-01", title="Fares & “tolls”", extra=withdrawn)


def test_a_feed_has_an_entry_for_each_kind_of_change(root: Path) -> None:
    write_all_changes(root)
    feed = parse(render_subject(read_index(root), "changes")[SITE_FEED])

    briefing = f"{ADDRESS}briefings/rowers/"
    entries = [(entry.title, entry.id, entry.link, entry.updated, entry.summary) for entry in feed.entries]
    summary = "The summary of rowers."
    assert entries == [
        ("Update: The title of rowers", f"{briefing}#update-2019-07-01", briefing, "2019-07-01T00:00:00Z", summary),
        (
            "Withdrawn: Fares & “tolls”",
            f"{ADDRESS}briefings/notice/#withdrawal-2019-06-04",
            f"{ADDRESS}briefings/notice/",
            "2019-06-04T00:00:00Z",
            "It was ‘forged’ <b>.",
        ),
        (
            "Clarification: The title of rowers",
            f"{briefing}#clarification-2019-06-03",
            f"{briefing}#corrections",
            "2019-06-03T00:00:00Z",
            "A",
        ),
        (
            "Correction: The title of rowers",
            f"{briefing}#correction-2019-06-02",
            f"{briefing}#corrections",
            "2019-06-02T00:00:00Z",
            "It is 4 < 5 & more.",
        ),
        ("The title of rowers", briefing, briefing, "2019-06-01T00:00:00Z", summary),
        (
            "New accounts: Why does the fare rise?",
            f"{briefing}#q_{QUESTION}",
            f"{ADDRESS}questions/{QUESTION}/#accounts",
            "2019-06-01T00:00:00Z",
            "1 account by Tessa Varga in “The title of rowers”.",
        ),
        (
            "What the ferry costs",
            f"{ADDRESS}briefings/{FIRST}/",
            f"{ADDRESS}briefings/{FIRST}/",
            "2019-03-04T00:00:00Z",
            "The fare of the ferry rises, and the town and its rowers disagree on the reason.",
        ),
    ]
    assert feed.feed.updated == "2019-07-01T00:00:00Z"
    assert feed.feed.link == f"{ADDRESS}changes/"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [ADDRESS + SITE_FEED]
    assert feed.entries[1].tags[0].term == "withdrawal"


def test_every_feed_is_valid_and_has_a_page_of_the_site(root: Path) -> None:
    write_all_changes(root)
    index = read_index(root)
    paths = {page.path for page in pages.render(index)}
    texts = render_feeds(index)

    assert {path.partition("/")[0] for path in texts} == {"changes", "actors", "themes", "questions"}
    for path, text in texts.items():
        assert find_faults(text.encode()) == [], path
        feed = parse(text)
        linked = [feed.feed.link, *(entry.link for entry in feed.entries)]
        pages_of_links = {link.partition("#")[0].removeprefix(ADDRESS).rstrip("/") for link in linked}
        assert {f"{page}.md" for page in pages_of_links} <= paths


@pytest.mark.parametrize("content", GOLDEN, ids=lambda content: content.parent.name)
def test_the_feeds_of_golden_cases_are_valid(tmp_path: Path, content: Path) -> None:
    shutil.copytree(content, tmp_path / "content")
    lay(tmp_path, {"mkdocs.yml": f"site_url: {ADDRESS}\n"})
    for path, text in render_feeds(read_index(tmp_path)).items():
        assert find_faults(text.encode()) == [], path
        parse(text)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<updated>2019-03-04T00:00:00Z</updated>", "", "<entry> has 0 <updated>"),
        ("T00:00:00Z", "", "the date of <feed> is not one of RFC 3339"),
        (f"<id>{ADDRESS}briefings", "<id>briefings", "the id of <entry> is not an absolute IRI"),
        ('rel="self"', 'rel="alternate"', "the feed has no single link to itself"),
        ("<name>", "<uri>", None),
        ("</entry>", "<summary/></entry>", "<entry> has 2 <summary>"),
        (f'href="{ADDRESS}briefings', 'href="briefings', f"<entry> links to briefings/{FIRST}/"),
    ],
)
def test_the_validator_finds_faults(root: Path, old: str, new: str, fault: str | None) -> None:
    text = render_subject(read_index(root), "changes")[SITE_FEED]
    assert old in text
    broken = text.replace(old, new).replace("</name>", "</uri>" if fault is None else "</name>")

    assert (fault or "an author has no name") in find_faults(broken.encode())


def test_a_feed_without_changes_is_valid(root: Path) -> None:
    shutil.rmtree(root / "content")
    site = "name: Desk\npublisher: The desk\ncontact: desk@desk.test\n"
    lay(root, {"content/site.yml": site, "content/themes/tolls.yml": "name: Tolls\nlisted: true\n"})
    texts = render_feeds(read_index(root))

    assert texts.keys() == {SITE_FEED, "themes/tolls/feed.atom"}
    for text in texts.values():
        assert find_faults(text.encode()) == []
        assert parse(text).entries == []


def test_a_feed_has_the_newest_fifty_changes(root: Path) -> None:
    for number in range(feeds.ENTRY_LIMIT + 5):
        add_briefing(root, f"number-{number}", f"2020-{1 + number // 28:02}-{1 + number % 28:02}")
    texts = render_feeds(read_index(root))

    for path in (SITE_FEED, "actors/tessa-varga/feed.atom"):
        ids = [entry.id for entry in parse(texts[path]).entries]
        assert len(ids) == 50
        assert (ids[0], ids[-1]) == (f"{ADDRESS}briefings/number-54/", f"{ADDRESS}briefings/number-5/")


def test_an_entity_feed_has_the_changes_that_concern_it(root: Path) -> None:
    write_all_changes(root)
    texts = render_feeds(read_index(root))

    question = [entry.id.removeprefix(ADDRESS) for entry in parse(texts[f"questions/{QUESTION}/feed.atom"]).entries]
    assert "briefings/rowers/#q_fare-cause" in question
    assert "briefings/rowers/#correction-2019-06-02" in question
    assert {ref.kind for change in read_index(root).changes for ref in change.concerns} == FEED_KINDS
    guild = [entry.id for entry in parse(texts["actors/rowers-guild/feed.atom"]).entries]
    assert guild == [f"{ADDRESS}briefings/{FIRST}/"]


def test_the_feed_of_a_renamed_entity_is_at_its_former_addresses_too(root: Path) -> None:
    lay(root, {"content/actors/tessa-varga.yml": {"append": "formerly: [t-varga]\n"}})
    texts = render_feeds(read_index(root))

    assert texts["actors/t-varga/feed.atom"] == texts["actors/tessa-varga/feed.atom"]
    assert parse(texts["actors/t-varga/feed.atom"]).feed.link == f"{ADDRESS}actors/tessa-varga/"


def test_a_site_without_an_address_has_no_feeds_and_no_links_to_feeds(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: Desk\n", encoding="utf-8")
    texts = {page.path: page.text for page in pages.render(read_index(root))}

    assert "changes.md" in texts
    assert [path for path, text in texts.items() if path.endswith(".atom") or "feed.atom" in text] == []


def test_another_address_renders_all_feeds_again(root: Path) -> None:
    store = Store.in_memory()
    first = update_index(root, store, NOW)
    lay(root, {"mkdocs.yml": "site_url: https://moved.test/\n"})
    second = update_index(root, store, NOW)

    assert first.index
    assert second.index
    assert second.result.changed is None
    assert ADDRESS in render_subject(first.index, "changes")[SITE_FEED]
    assert ADDRESS not in render_subject(second.index, "changes")[SITE_FEED]
    assert "https://moved.test/changes/" in render_subject(second.index, "changes")[SITE_FEED]


def test_characters_that_xml_forbids_are_left_out() -> None:
    """Content cannot have them, but a feed with one could not be read at all."""
    feed = AtomFeed(f"{ADDRESS}a", ADDRESS, "Rowers\ufffe\x01 and \U0001f6a3", "Desk", "en", ())

    assert parse(render_feed(feed)).feed.title == "Rowers and \U0001f6a3"
