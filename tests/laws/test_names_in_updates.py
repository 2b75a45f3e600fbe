"""The briefings that an update processes again when names change; its result is that of a clean build."""

from collections.abc import Sequence

import pytest
from contents import NOW, Tree
from edited_desk import Desk, open_desks
from plain_index import check_plainly

from generator import pages
from generator.content.visibility import View
from generator.incremental.briefing_work import BriefingResult, WorkContext, process_briefing
from generator.incremental.update import update_store
from generator.model.kinds import Ref

ARTICLES = {
    "plain": "The Gronfield Institute spoke.",
    "soft": "The Gron\u00adfield Insti\u00adtute spoke.",
    "linked": "[Gronfield\u200b Institute](https://example.org) spoke.",
    "heading": "# Gronfield Institute\n\nIt spoke.",
    "marked": "[The institute](actor:gron) spoke.",
    "denied": "The [Gronfield Institute](none) spoke.",
    "code": "Call `Gronfield Institute`.",
    "tariqa": "Men of al-Tariq'a and of al-Tariq\u2019a.",
    "harbors": "Of ports and of Ports.",
    "none": "Nobody spoke.",
}
METADATA = (
    "title: A title\ntype: report\nauthors: [Desk]\npublished: 2019-01-05\nsummary: A summary.\n"
    "tags: [trade]\nactors: [mill-desk]\n"
)
GRON = "name: Gronfield Institute\ntype: organization\n"
RECORDS = {
    "actors/gron.yml": GRON,
    "actors/mill-desk.yml": "name: Mill Desk\ntype: organization\n",
    "themes/trade.yml": "name: Trade\n",
}


def tree(**records: str) -> Tree:
    """Return the files of content/; each of `records` is the text of an actor, empty to leave the actor out."""
    actors = {f"actors/{id_.replace('_', '-')}.yml": text for id_, text in records.items()}
    files = {path: text for path, text in {**RECORDS, **actors}.items() if text}
    for id_, article in ARTICLES.items():
        files[f"briefings/{id_}/article.md"] = f"{article}\n"
        files[f"briefings/{id_}/metadata.yml"] = METADATA
    site = "name: Desk\npublisher: Desk\ncontact: desk@quayside.test\n"
    return {f"content/{path}": text for path, text in {"site.yml": site, **files}.items()}


def worked_on(desk: Desk, after: Tree) -> set[str]:
    """Write the files, update the store, compare the result with a clean build, and return the processed briefings."""
    desk.lay(after)
    worked: set[str] = set()

    def working(refs: Sequence[Ref], around: WorkContext) -> list[BriefingResult]:
        worked.update(ref.id for ref in refs)
        return [process_briefing(ref, around) for ref in refs]

    update_store(desk.root, desk.store, working, View(NOW))
    desk.store.roll_back()
    diagnostics, index = check_plainly(desk.root, now=NOW)
    assert desk.update() == diagnostics
    assert index is not None
    assert desk.all_pages == {page.path: page.text for page in pages.render(index)}
    return worked


NAMING = {"plain", "soft", "linked", "heading"}
TOUCHED = {*NAMING, "denied", "code"}
"""The briefings that contain the words, as a name or not: only the analysis of an article can tell the two apart."""


@pytest.mark.parametrize(
    ("before", "after", "again"),
    [
        (tree(), tree(gron=f"{GRON}match: marked\n"), TOUCHED),
        (tree(gron=f"{GRON}match: marked\n"), tree(), TOUCHED),
        (tree(), tree(gron=f"{GRON}match: names\n"), set()),
        (tree(), tree(other="name: Gron\u00adfield\ntype: person\n"), TOUCHED),
        (tree(), tree(other="name: al-Tariq\u02bfa\ntype: organization\n"), {"tariqa"}),
        (tree(), tree(gron=f"{GRON}aliases: [al-Tariq\u02bea]\n"), {"tariqa"}),
        (tree(), tree(gron=f"{GRON}aliases: [Nobody]\nmatch: marked\n"), TOUCHED),
        (tree(gron=f"{GRON}match: marked\n"), tree(gron=f"{GRON}aliases: [Nobody]\nmatch: marked\n"), set()),
        (tree(), tree(gron=f"{GRON}aliases: [Nobody]\n"), {"none"}),
    ],
)
def test_briefings_are_processed_again_when_names_change(before: Tree, after: Tree, again: set[str]) -> None:
    for desk in open_desks():
        worked_on(desk, before)
        assert worked_on(desk, after) == again


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[Gronfield Institute](none)", "Gronfield Institute"),
        ("Gronfield Institute", "[Gronfield Institute](none)"),
        ("Gronfield Institute", "[Gronfield Institute](https://example.org)"),
        ("# Gronfield Institute\n\nText", "Gronfield Institute\n\nText"),
        ("in March", "im M\u00e4rz"),
    ],
)
def test_a_changed_article_is_worked_on_alone(before: str, after: str) -> None:
    path = "content/briefings/none/article.md"
    for desk in open_desks():
        worked_on(desk, {**tree(), path: f"{before}\n"})
        assert worked_on(desk, {**tree(), path: f"{after}\n"}) == {"none"}


def test_another_language_brings_its_common_words() -> None:
    march = tree(gron=f"{GRON}aliases: [Mars]\n")
    path = "content/briefings/none/metadata.yml"
    french = {**march, path: f"{METADATA}language: fr\n"}
    for desk in open_desks():
        for content, warned in ((march, False), (french, True), (march, False)):
            worked_on(desk, content)
            assert ("common-name" in {one.rule for one in desk.update()}) is warned


def test_adding_and_removing_a_theme_updates_its_briefings() -> None:
    ports = {**tree(), "content/themes/ports.yml": "name: Ports\n"}
    for desk in open_desks():
        worked_on(desk, tree())
        assert worked_on(desk, ports) == {"harbors"}
        assert worked_on(desk, {**ports, "content/themes/ports.yml": "name: Ports\nmatch: marked\n"}) == {"harbors"}
        assert worked_on(desk, tree()) == set()
