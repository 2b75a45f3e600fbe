"""Lists of the index and of pages have each entry once, however many reasons there are for it."""

import json
import re
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

import pytest
from laying import lay, lay_base

from generator import pages
from generator.build import checking
from generator.index.model import Index
from generator.jsonld.entities import point_to
from generator.model.kinds import Kind, Ref

FULL = Path(__file__).parents[1] / "golden/full"

METADATA = "content/briefings/ferry-fare/metadata.yml"
QUARREL = Ref(Kind.BRIEFING, "quarrel")
DESK = {
    "content/actors/mill-desk.yml": "name: Mill Desk\ntype: organization\n",
    "content/actors/orla.yml": (
        "name: Orla Finch\ntype: person\naliases: [Finch]\n"
        "roles:\n  - as: clerk\n    of: mill-desk\n  - as: head\n    of: mill-desk\n"
    ),
    "content/places/selm.yml": "name: Selm\n",
    "content/questions/mill.yml": "name: Does the mill leak?\nabout: [mill-desk, orla]\n",
    "content/sources/letter.yml": "type: post\ntitle: A letter\nurl: https://example.org/letter\nseen: true\n",
    "content/briefings/quarrel/article.md": (
        "Orla Finch said that the mill leaks in spring. Finch said that the mill leaks in autumn too.\n\n"
        "Two clerks of Mill Desk in Selm wrote that the mill is dry, and Orla Finch read it.\n"
    ),
    "content/briefings/quarrel/metadata.yml": """\
title: A quarrel
type: report
published: 2020-02-02
summary: On the mill.
tags: [ferry-fares]
actors: [orla, mill-desk]
authors: [Jo Example]
attributions:
  - id: c01
    kind: report
    by: orla
    says: The mill leaks each spring.
    about: [mill-desk]
    answers: mill
    source: [letter]
    quote: the mill leaks in spring
  - id: c02
    kind: report
    by: orla
    says: It does so each autumn.
    about: [mill-desk]
    answers: mill
    source: [letter]
    quote: the mill leaks in autumn too
  - id: c03
    kind: report
    by:
      - unnamed: a clerk
        within: mill-desk
        place: selm
      - unnamed: another clerk
        within: mill-desk
        place: selm
    says: No water comes in.
    answers: mill
    quote: the mill is dry
""",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index of content in which each entity is related to the briefing in several ways."""
    root = tmp_path_factory.mktemp("quarrel")
    lay_base(root)
    lay(root, DESK)
    diagnostics, index = checking.check(root)
    assert index, [diagnostic.full_message for diagnostic in diagnostics]
    return index


def list_duplicates(values: Iterable[Hashable]) -> list[Hashable]:
    seen: set[Hashable] = set()
    return [value for value in values if value in seen or seen.add(value)]


LISTS: dict[str, Callable[[Index], Iterable[Hashable]]] = {
    "concerns": lambda index: index.cards[QUARREL].concerns,
    "named themes": lambda index: index.cards[QUARREL].named_themes,
    "questions": lambda index: index.cards[QUARREL].questions,
    "statements within an actor": lambda index: [
        statement.key for statement in index.statements_within[Ref(Kind.ACTOR, "mill-desk")]
    ],
    "statements within a place": lambda index: [
        statement.key for statement in index.statements_within[Ref(Kind.PLACE, "selm")]
    ],
    "statements by an actor": lambda index: [
        statement.key for statement in index.statements_by[Ref(Kind.ACTOR, "orla")]
    ],
    "briefings that concern an actor": lambda index: index.concerning[Ref(Kind.ACTOR, "orla")],
    "briefings that concern a source": lambda index: index.concerning[Ref(Kind.SOURCE, "letter")],
    "referrers": lambda index: index.list_referrers(Ref(Kind.ACTOR, "mill-desk"), "of"),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_is_in_a_list_of_the_index_once(index: Index, name: str) -> None:
    values = list(LISTS[name](index))
    assert list_duplicates(values) == []
    assert values or name == "named themes"


def test_a_speaker_within_an_actor_twice_is_listed_once(index: Index) -> None:
    (statement,) = index.statements_within[Ref(Kind.ACTOR, "mill-desk")]
    assert statement.affiliations == (Ref(Kind.ACTOR, "mill-desk"), Ref(Kind.PLACE, "selm"))


def list_sections(text: str) -> dict[str, list[str]]:
    """Return the rows of each section of a page by its fragment."""
    sections: dict[str, list[str]] = {}
    slug = ""
    for line in text.splitlines():
        if heading := re.match(r"##+ .*\{ #([\w-]+) \}$", line):
            slug = heading[1]
        elif row := re.match(r"-   \[.*?\]\((\S+?)\)", line):
            sections.setdefault(slug, []).append(row[1])
    return sections


def read_search_data(text: str) -> dict[str, Any]:
    """Return the search data in the front matter of a page; it is empty if the search does not find the page."""
    head = text.split("\n---\n", maxsplit=1)[0]
    line = re.search(r"^search_data: (.*)$", head, re.MULTILINE)
    return json.loads(line[1]) if line else {}


def check_page(text: str) -> None:
    search_data = read_search_data(text)
    for values in search_data.get("facets", {}).values():
        assert list_duplicates(map(tuple, values)) == []
    assert list_duplicates(search_data.get("names", "").split(" ")) == []
    for rows in list_sections(text).values():
        assert list_duplicates(rows) == []
    nodes = re.findall(r'^\{"@type":.*"@id":"(\.\.[^"]*)","name"', text, re.MULTILINE)
    assert list_duplicates(nodes) == []


def test_a_node_points_to_each_node_once() -> None:
    orla = Ref(Kind.ACTOR, "orla")
    assert point_to([orla, QUARREL, orla], QUARREL) == [{"@id": "../../actors/orla/"}, {"@id": "./"}]


def test_rows_facets_names_and_data_are_on_a_page_once(index: Index) -> None:
    texts = {page.path: page.text for page in pages.render(index)}
    for path, text in texts.items():
        if path.endswith(".md"):
            check_page(text)
    assert list_sections(texts["actors/orla.md"])["questions"] == ["../questions/mill.md"]
    assert read_search_data(texts["briefings/quarrel.md"])["facets"]["source"] == [["letter", "A letter"]]


def test_rows_facets_names_and_data_are_in_the_full_case_once() -> None:
    _, index = checking.check(FULL)
    assert index
    for page in pages.render(index):
        if page.path.endswith(".md"):
            check_page(page.text)
