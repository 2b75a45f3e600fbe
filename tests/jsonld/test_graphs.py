"""JSON-LD keeps to the vocabulary, its addresses lead to existing pages, and it has no more than the pages show."""

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from plain_index import check_plainly
from vocabulary import TYPES, as_list, is_date, list_errors, list_types

from generator import pages
from generator.index.model import Index
from generator.jsonld.article import TYPES as ARTICLES
from generator.jsonld.node import build_block, build_node, encode_node, format_exact_date
from generator.model.dates import parse_date
from generator.model.kinds import AttributionKind, Kind
from generator.model.page_paths import get_url_path

PROJECT = Path(__file__).parents[2]
CONTENTS = [PROJECT, *sorted(path.parent for path in (PROJECT / "tests/golden").glob("*/content"))]
_BLOCK = re.compile(r'\n<script type="application/ld\+json">\n(.*?)\n</script>\n', re.DOTALL)

Graph = list[dict[str, Any]]


class SiteGraphs:
    """The graphs of all pages of some content, by path."""

    def __init__(self, root: Path) -> None:
        _, index = check_plainly(root)
        assert index
        self.index: Index = index
        self.texts = {page.path: page.text for page in pages.render(index)}
        self.graphs: dict[str, Graph] = {path: parse_graph(text) for path, text in self.texts.items() if ".md" in path}

    def nodes(self, type_: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the complete nodes of a type, with the paths of their pages."""
        for path, graph in self.graphs.items():
            yield from ((path, node) for node in graph if type_ in list_types(node))


def parse_graph(text: str) -> Graph:
    match = _BLOCK.search(text)
    assert match
    data = json.loads(match[1])
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


@pytest.fixture(scope="module", params=CONTENTS, ids=lambda path: path.name)
def site(request: pytest.FixtureRequest) -> SiteGraphs:
    return SiteGraphs(request.param)


@pytest.fixture(scope="module")
def full() -> SiteGraphs:
    return SiteGraphs(PROJECT / "tests/golden/full")


def list_addresses(value: Any) -> Iterator[str]:
    """Yield all addresses of pages and nodes of this site."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in {"@id", "item", "inDefinedTermSet"} and isinstance(item, str):
                yield item
            else:
                yield from list_addresses(item)
    elif isinstance(value, list):
        for item in value:
            yield from list_addresses(item)


def test_every_graph_is_in_the_vocabulary(site: SiteGraphs) -> None:
    assert {path: errors for path, graph in site.graphs.items() if (errors := list_errors(graph))} == {}


def test_every_address_leads_to_a_page_and_every_fragment_to_words_on_it(site: SiteGraphs) -> None:
    served = {get_url_path(path): path for path in site.texts if path.endswith(".md")}
    for path, graph in site.graphs.items():
        for written in list_addresses(graph):
            target, _, fragment = written.partition("#")
            address = posixpath.normpath(f"/{get_url_path(path)}{target}").lstrip("/")
            address = f"{address}/" if address else ""
            assert address in served, (path, written)
            assert not fragment or f'id="{fragment}"' in site.texts[served[address]], (path, written)


def test_no_block_can_end_its_element(site: SiteGraphs) -> None:
    for path, text in site.texts.items():
        if path.endswith(".md"):
            match = _BLOCK.search(text)
            assert match
            assert not set(match[1]) & set("<>&"), path


def test_the_data_is_beside_the_notes_of_a_briefing_and_last_on_other_pages(site: SiteGraphs) -> None:
    for path, text in site.texts.items():
        if path.endswith(".md"):
            _, notes, rest = text.partition("///Footnotes Go Here///\n")
            assert text.count("<script") == 1, path
            assert rest.lstrip().startswith("<script") if notes else text.endswith("</script>\n"), path


def test_every_page_has_breadcrumbs_except_the_home_page(site: SiteGraphs) -> None:
    for path, graph in site.graphs.items():
        kinds = [node["@type"] for node in graph]
        assert kinds[0] == ("WebSite" if path == "index.md" else "BreadcrumbList")
        if path != "index.md":
            steps = as_list(graph[0]["itemListElement"])
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert steps[-1]["item"] == "./"


def test_every_statement_except_silences_is_one_claim(site: SiteGraphs) -> None:
    for ref, briefing in site.index.briefings.items():
        claims = {node["@id"]: node for node in site.graphs[f"{ref.stem}.md"] if node["@type"] == "Claim"}
        statements = [item for item in briefing.statements if item.kind is not AttributionKind.SILENCE]
        assert list(claims) == [f"./#{statement.key.id}" for statement in statements]
        for statement in statements:
            claim = claims[f"./#{statement.key.id}"]
            assert (claim["text"], claim["genre"]) == (statement.says, statement.kind.value)
            assert len(as_list(claim.get("author", []))) == len(statement.speakers)
            assert ("creditText" in claim) == (len(statement.speakers) < len(statement.voices))


def test_an_unnamed_speaker_is_not_an_author_in_the_graph(full: SiteGraphs) -> None:
    claim = next(node for path, node in full.nodes("Claim") if path.endswith("tolls.md") and node["@id"] == "./#c04")
    assert "author" not in claim
    assert claim["creditText"] == "workers who gave no names (unnamed, within Quay Workers)"


def test_every_genre_has_its_type(site: SiteGraphs) -> None:
    for ref, briefing in site.index.briefings.items():
        article = next(node for node in site.graphs[f"{ref.stem}.md"] if node.get("headline"))
        assert article["@type"] == ARTICLES[briefing.metadata.type]
        assert article["headline"] == briefing.metadata.title
        assert article["inLanguage"] == briefing.language
    assert set(ARTICLES.values()) <= TYPES.keys()


def test_corrections_are_comments(full: SiteGraphs) -> None:
    article = next(node for node in full.graphs["briefings/quay-tolls.md"] if node.get("headline"))
    assert [(node["@type"], node["datePublished"]) for node in article["correction"]] == [
        ("CorrectionComment", "2019-05-06"),
        ("CorrectionComment", "2019-05-05"),
    ]


def test_a_withdrawn_briefing_has_no_other_data(full: SiteGraphs) -> None:
    assert full.index.notices
    for ref in full.index.notices:
        breadcrumbs, article = full.graphs[f"{ref.stem}.md"]
        assert article["creativeWorkStatus"] == "Withdrawn"
        assert article["correction"]["text"] == "The stalls were counted twice; no number can be given."
        assert not article.keys() & {"abstract", "about", "author", "keywords", "isBasedOn", "wordCount"}
        assert breadcrumbs["@type"] == "BreadcrumbList"


def test_every_entity_has_its_own_node_with_its_name(site: SiteGraphs) -> None:
    for ref in site.index.entities:
        own = [node for node in site.graphs[f"{ref.stem}.md"] if node.get("@id") == "./"]
        assert [node["name"] for node in own] == [site.index.label(ref)]


def test_events_are_dated_only_where_the_day_is_sure(site: SiteGraphs) -> None:
    for ref in site.index.select_kind(Kind.EVENT):
        event = next(node for node in site.graphs[f"{ref.stem}.md"] if node.get("@id") == "./")
        date = site.index.entities[ref].date  # type: ignore[attr-defined]
        if date is None or date.start is None or date.start.qualifier:
            assert "startDate" not in event
        else:
            assert event["startDate"] == date.start.iso


@pytest.mark.parametrize(
    ("written", "exact"),
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
def test_a_date_is_as_exact_as_it_is_known(written: str, exact: str | None) -> None:
    assert format_exact_date(parse_date(written)) == exact


def test_hostile_text_is_text() -> None:
    hostile = "</script><script>alert(1)</script><!-- ]]> &amp; \u2028\u2029\x00"
    text = build_block("https://schema.org", [encode_node(build_node("Claim", text=hostile))])
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
def test_the_vocabulary_check_finds_errors(graph: Graph) -> None:
    assert list_errors(graph)


def test_the_vocabulary_check_knows_dates() -> None:
    assert [date for date in ("2017", "2017-03", "2017-03-26", "2017-13", "17", "2017-3") if is_date(date)] == [
        "2017",
        "2017-03",
        "2017-03-26",
    ]
