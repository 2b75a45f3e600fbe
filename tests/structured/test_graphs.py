"""What pages say to machines is in the vocabulary, leads to pages that are there, and says no more than they do."""

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from vocabulary import TYPES, families, faults, is_date, listed

from generator import build, pages
from generator.index.used import Index
from generator.model.dates import parse
from generator.model.kinds import AttributionKind, Kind
from generator.paths import address
from generator.structured.article import TYPES as ARTICLES
from generator.structured.node import block, exact, line, node

PROJECT = Path(__file__).parents[2]
CONTENTS = [PROJECT, *sorted(path.parent for path in (PROJECT / "tests/golden").glob("*/content"))]
_BLOCK = re.compile(r'\n<script type="application/ld\+json">\n(.*)\n</script>\n\Z', re.DOTALL)

Graph = list[dict[str, Any]]


class Told:
    """The graphs of all pages of some content, by path."""

    def __init__(self, root: Path) -> None:
        _, index = build.check(root)
        assert index
        self.index: Index = index
        self.texts = {page.path: page.text for page in pages.render(index)}
        self.graphs: dict[str, Graph] = {path: graph_of(text) for path, text in self.texts.items() if ".md" in path}

    def nodes(self, type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Nodes in full, with the paths of their pages."""
        for path, graph in self.graphs.items():
            yield from ((path, one) for one in graph if type_ in families(one))


def graph_of(text: str) -> Graph:
    found = _BLOCK.search(text)
    assert found
    data = json.loads(found[1])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


@pytest.fixture(scope="module", params=CONTENTS, ids=lambda path: path.name)
def told(request: pytest.FixtureRequest) -> Told:
    return Told(request.param)


@pytest.fixture(scope="module")
def full() -> Told:
    return Told(PROJECT / "tests/golden/full")


def addresses(value: Any) -> Iterator[str]:
    """All that name a page or a node of this site."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name in {"@id", "item", "inDefinedTermSet"} and isinstance(one, str):
                yield one
            else:
                yield from addresses(one)
    elif isinstance(value, list):
        for one in value:
            yield from addresses(one)


def test_every_graph_is_in_the_vocabulary(told: Told) -> None:
    assert {path: found for path, graph in told.graphs.items() if (found := faults(graph))} == {}


def test_every_address_leads_to_a_page_and_every_fragment_to_words_on_it(told: Told) -> None:
    served = {address(path): path for path in told.texts if path.endswith(".md")}
    for path, graph in told.graphs.items():
        for written in addresses(graph):
            target, _, fragment = written.partition("#")
            there = posixpath.normpath(f"/{address(path)}{target}").lstrip("/")
            there = f"{there}/" if there else ""
            assert there in served, (path, written)
            assert not fragment or f'id="{fragment}"' in told.texts[served[there]], (path, written)


def test_no_block_can_end_its_element(told: Told) -> None:
    for path, text in told.texts.items():
        if path.endswith(".md"):
            found = _BLOCK.search(text)
            assert found
            assert not set(found[1]) & set("<>&"), path


def test_every_page_tells_the_way_to_it_but_home_is_the_site(told: Told) -> None:
    for path, graph in told.graphs.items():
        kinds = [one["@type"] for one in graph]
        assert kinds[0] == ("WebSite" if path == "index.md" else "BreadcrumbList")
        if path != "index.md":
            steps = listed(graph[0]["itemListElement"])
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == "./"


def test_every_statement_is_one_claim_but_silences(told: Told) -> None:
    for ref, briefing in told.index.briefings.items():
        claims = {one["@id"]: one for one in told.graphs[f"{ref.stem}.md"] if one["@type"] == "Claim"}
        spoken = [one for one in briefing.statements if one.kind is not AttributionKind.SILENCE]
        assert list(claims) == [f"./#{one.key.id}" for one in spoken]
        for one in spoken:
            claim = claims[f"./#{one.key.id}"]
            assert (claim["text"], claim["genre"]) == (one.says, one.kind.value)
            assert len(listed(claim.get("author", []))) == len(one.speakers)
            assert ("creditText" in claim) == (len(one.speakers) < len(one.voices))


def test_an_unnamed_voice_is_nobody_in_the_graph(full: Told) -> None:
    claim = next(one for path, one in full.nodes("Claim") if path.endswith("tolls.md") and one["@id"] == "./#c04")
    assert "author" not in claim
    assert claim["creditText"] == "workers who gave no names (unnamed, within Quay Workers)"


def test_every_genre_has_its_type(told: Told) -> None:
    for ref, briefing in told.index.briefings.items():
        article = next(one for one in told.graphs[f"{ref.stem}.md"] if one.get("headline"))
        assert article["@type"] == ARTICLES[briefing.metadata.type]
        assert article["headline"] == briefing.metadata.title
        assert article["inLanguage"] == briefing.language
    assert set(ARTICLES.values()) <= TYPES.keys()


def test_corrections_are_comments(full: Told) -> None:
    article = next(one for one in full.graphs["briefings/quay-tolls.md"] if one.get("headline"))
    assert [(one["@type"], one["datePublished"]) for one in article["correction"]] == [
        ("CorrectionComment", "2019-05-06"),
        ("CorrectionComment", "2019-05-05"),
    ]


def test_of_a_withdrawn_briefing_nothing_is_told_but_that(full: Told) -> None:
    withdrawn = [briefing for briefing in full.index.briefings.values() if briefing.withdrawn]
    assert withdrawn
    for briefing in withdrawn:
        trail, article = full.graphs[f"{briefing.ref.stem}.md"]
        assert article["creativeWorkStatus"] == "Withdrawn"
        assert not article.keys() & {"abstract", "about", "keywords", "isBasedOn", "wordCount"}
        assert trail["@type"] == "BreadcrumbList"


def test_every_entity_has_its_own_node_with_its_name(told: Told) -> None:
    for ref in told.index.entities:
        own = [one for one in told.graphs[f"{ref.stem}.md"] if one.get("@id") == "./"]
        assert [one["name"] for one in own] == [told.index.label(ref)]


def test_events_are_dated_only_where_the_day_is_sure(told: Told) -> None:
    for ref in told.index.of_kind(Kind.EVENT):
        event = next(one for one in told.graphs[f"{ref.stem}.md"] if one.get("@id") == "./")
        date = told.index.entities[ref].date  # type: ignore[attr-defined]
        if date is None or date.start is None or date.start.qualifier:
            assert "startDate" not in event
        else:
            assert event["startDate"] == date.start.iso


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2017", "2017"),
        ("2017-03", "2017-03"),
        ("2017-03-26", "2017-03-26"),
        ("2017~", None),
        ("2017-03-26?", None),
        ("2016/2017", None),
        ("../2017", None),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(written: str, told: str | None) -> None:
    assert exact(parse(written)) == told


def test_hostile_text_is_text() -> None:
    hostile = "</script><script>alert(1)</script><!-- ]]> &amp; \u2028\u2029\x00"
    text = block("https://schema.org", [line(node("Claim", text=hostile))])
    assert not set(text) & set("<>&\u2028\u2029\x00")
    assert json.loads(text)["@graph"][0]["text"] == hostile


@pytest.mark.parametrize(
    "graph",
    [
        [{"@type": "Assertion"}],
        [{"@type": "Person", "headline": "x"}],
        [{"@type": "Claim", "dateCreated": "2017-02-30"}],
        [{"@type": "Claim", "author": {"@type": "Place", "name": "x"}}],
        [{"@type": "Claim", "author": {"@id": "../nowhere/"}}],
        [{"@type": "Event", "eventStatus": "https://schema.org/EventOccurred"}],
        [{"@type": "Article", "wordCount": "many"}],
    ],
    ids=lambda graph: str(graph[0])[:60],
)
def test_the_judge_finds_faults(graph: Graph) -> None:
    assert faults(graph)


def test_the_judge_knows_dates() -> None:
    assert [one for one in ("2017", "2017-03", "2017-03-26", "2017-13", "17", "2017-3") if is_date(one)] == [
        "2017",
        "2017-03",
        "2017-03-26",
    ]
