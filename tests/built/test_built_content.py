"""The built site of the real content, word by word: the pages show all that the content contains."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from site_tree import BASE, SiteTree, get_text

from generator.analysis.analyzer import Analysis, Mention, analyze_all
from generator.content import reader
from generator.index.model import Briefing, Index, Statement
from generator.model.briefing import AUTHOR, Metadata, Voice
from generator.model.date_words import format_date
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_url_path
from generator.text.passage import Passage

BRIEFING = "israeli-palestinian-coordination-against-hamas"

IDS = {
    Kind.BRIEFING: BRIEFING,
    Kind.ACTOR: """
        abu-jihad al-majd donald-trump fatah hamas hamas-military-wing idf israel israel-security-agency
        israeli-defense-establishment jcpa mahmoud-abbas mazen-fuqha mossad osama-hamdan palestinian-authority
        palestinian-security-services united-states unrwa yahya-sinwar
    """,
    Kind.THEME: """
        collaborators-counterintelligence crossings-closure palestinian-politics prisoner-exchange
        retaliation-deterrence security-coordination targeted-killing us-palestinian-diplomacy
    """,
    Kind.PLACE: """
        area-a beirut central-israel erez gaza-border gaza-strip jenin-area tubas tunisia west-bank white-house
    """,
    Kind.EVENT: """
        abbas-trump-meeting abu-jihad-killing beirut-1973 fuqha-killing gaza-closure oslo-agreement rearrests
        shalit-deal sinwar-takes-office
    """,
    Kind.SOURCE: "al-majd-2017-03-26 jcpa-coordination-2017",
    Kind.QUESTION: "method motive pa-conduct responsibility retaliation",
}
COUNTS = {
    Kind.BRIEFING: 1,
    Kind.ACTOR: 20,
    Kind.THEME: 8,
    Kind.PLACE: 11,
    Kind.EVENT: 9,
    Kind.SOURCE: 2,
    Kind.QUESTION: 5,
}
ATTRIBUTIONS = [f"c{number:02}" for number in range(1, 45)]
every_attribution = pytest.mark.parametrize("attribution", ATTRIBUTIONS)

VERBS = {
    "statement": "said",
    "report": "reported",
    "assessment": "assessed",
    "hypothesis": "raised the possibility",
    "allegation": "alleged",
    "motive": "ascribed to",
    "denial": "denied",
    "silence": "made no statement",
}
"""The neutral verbs, by kind: a change of this table changes every page."""


@pytest.fixture(scope="module")
def briefing(everything: Index) -> Briefing:
    (briefing,) = everything.briefings.values()
    return briefing


@pytest.fixture(scope="module")
def analysis(root: Path) -> Analysis:
    """The analysis of the briefing's article."""
    (analysis,) = analyze_all(reader.read_content(root)).values()
    return analysis


@pytest.fixture(scope="module")
def metadata(root: Path) -> Metadata:
    """The briefing's metadata as its editor wrote it."""
    (source,) = reader.read_content(root).briefings.values()
    return source.metadata.value


@pytest.fixture(scope="module")
def page(tree: SiteTree) -> LexborHTMLParser:
    """The briefing's page."""
    return tree.pages[f"briefings/{BRIEFING}/"]


def get_statement(briefing: Briefing, attribution: str) -> Statement:
    (statement,) = (candidate for candidate in briefing.statements if candidate.key.id == attribution)
    return statement


def find_by_id(page: LexborHTMLParser, id_: str) -> LexborNode:
    (node,) = page.css(f'[id="{id_}"]')
    return node


def list_targets(node: LexborNode, page: str) -> list[str]:
    """Return the addresses of the links in `node`, relative to the site."""
    links = [urljoin(BASE + page, link.attributes["href"] or "") for link in node.css("a[href]")]
    return [link.removeprefix(BASE) for link in links]


def format_speaker(index: Index, voice: Voice) -> str:
    """Return the name of a speaker on pages, computed independently."""
    if voice.unnamed:
        home = Ref(Kind.ACTOR, voice.within) if voice.within else Ref(Kind.PLACE, voice.place or "")
        return f"{voice.unnamed} (unnamed, {'within' if voice.within else 'in'} {index.label(home)})"
    if voice.named:
        return index.label(Ref(Kind.ACTOR, voice.named))
    return "the author" if voice.actor == AUTHOR else "the text, naming no speaker,"


def list_quoted(row: LexborNode) -> list[str]:
    """Return the attributions whose quotes are linked from a row of the briefing's own page."""
    page_url = f"{BASE}briefings/{BRIEFING}/"
    links = [urljoin(page_url, link.attributes["href"] or "") for link in row.css("a.words")]
    assert all(link.startswith(f"{page_url}#") for link in links)
    return [link.removeprefix(f"{page_url}#") for link in links]


def format_head(index: Index, statement: Statement) -> str:
    """Return kind, speaker, verb and paraphrase, with which every list begins."""
    voices = " and ".join(format_speaker(index, voice) for voice in statement.voices)
    voices = voices[0].upper() + voices[1:]
    ascribed = f" {index.label(statement.about[0])}" if statement.kind == "motive" else ""
    return f"{statement.kind} {voices} {VERBS[statement.kind]}{ascribed}: {statement.says}"


# Sections


@pytest.mark.parametrize("kind", Kind)
def test_ids_of_each_kind_are_as_specified(everything: Index, kind: Kind) -> None:
    refs = everything.briefings if kind is Kind.BRIEFING else everything.select_kind(kind)
    assert sorted(ref.id for ref in refs) == IDS[kind].split()
    assert len(refs) == COUNTS[kind]


def test_attribution_ids_are_as_specified(briefing: Briefing) -> None:
    assert sorted(statement.key.id for statement in briefing.statements) == ATTRIBUTIONS


def test_article_has_the_length_and_the_source_of_a_digest(
    root: Path, briefing: Briefing, page: LexborHTMLParser
) -> None:
    article = (root / f"content/briefings/{BRIEFING}/article.md").read_text(encoding="utf-8")
    prose = re.sub(r"\]\([a-z]+:[a-z0-9-]+\)|[\[#]", " ", article)

    assert 700 <= len(prose.split()) <= 1000
    assert 700 <= briefing.word_count <= 1000
    assert briefing.metadata.based_on == "jcpa-coordination-2017"
    heads = " ".join(get_text(node) for node in page.css("article p.meta"))
    assert "Based on Israeli-Palestinian Coordination Against Hamas" in heads
    outside = [link.attributes["href"] for link in page.css("article p.meta a")]
    assert "http://jcpa.org/israeli-palestinian-coordination-hamas/" in outside


def test_all_attribution_kinds_except_denial_are_used(briefing: Briefing) -> None:
    assert {statement.kind.value for statement in briefing.statements} == VERBS.keys() - {"denial"}


# Each attribution


@every_attribution
def test_quotes_are_marked_in_their_paragraphs(page: LexborHTMLParser, metadata: Metadata, attribution: str) -> None:
    source = next(candidate for candidate in metadata.attributions if candidate.id == attribution)
    mark = find_by_id(page, attribution)

    assert mark.tag == "mark"
    assert get_text(mark) == source.quote.exact
    assert mark.attributes["class"] == f"at at-{source.kind}"
    assert mark.parent
    assert (mark.parent.attributes["id"] or "").startswith("p")


@every_attribution
def test_note_names_speaker_and_verb(
    page: LexborHTMLParser, everything: Index, briefing: Briefing, attribution: str
) -> None:
    statement = get_statement(briefing, attribution)
    note = get_text(find_by_id(page, f"fn:{attribution}"))
    reference = find_by_id(page, f"fnref:{attribution}")

    assert note.startswith(format_head(everything, statement))
    assert reference.css_first("a").attributes["href"] == f"#fn:{attribution}"
    previous = reference.prev
    if previous and previous.tag == "-text":
        assert re.fullmatch(r"[^\w\s]+", previous.text()), "only stops and closing quotation marks are between"
        previous = previous.prev
    assert previous
    assert previous.attributes.get("id") == attribution


@every_attribution
def test_note_links_to_its_quote(page: LexborHTMLParser, briefing: Briefing, attribution: str) -> None:
    statement = get_statement(briefing, attribution)
    note = find_by_id(page, f"fn:{attribution}")

    assert list_quoted(note) == [attribution]
    link = get_text(note.css_first("a.words"))
    assert link[1:-1] == statement.words
    assert link[0] + link[-1] in {"“”", "‘’"}


@every_attribution
def test_pages_of_all_concerned_entities_link_to_the_quote(
    tree: SiteTree, everything: Index, briefing: Briefing, attribution: str
) -> None:
    statement = get_statement(briefing, attribution)
    concerned = [
        *statement.speakers,
        *statement.affiliations,
        *statement.about,
        *statement.sources,
        *([statement.answers] if statement.answers else []),
    ]
    for ref in concerned:
        address = get_url_path(f"{ref.stem}.md")
        rows = [
            row
            for row in list_rows(tree.pages[address])
            if f"{BRIEFING}/#{attribution}" in " ".join(list_targets(row, address))
        ]
        assert [row for row in rows if get_text(row).startswith(format_head(everything, statement))], ref


def list_rows(page: LexborHTMLParser) -> Iterator[LexborNode]:
    yield from page.css("article .ledger li, article .accounts li")


def test_notes_have_the_order_of_the_text(page: LexborHTMLParser) -> None:
    marks = [mark.attributes["id"] for mark in page.css("article mark[id]")]
    notes = [(note.attributes["id"] or "").removeprefix("fn:") for note in page.css("#who-says-what ~ .footnote li")]

    assert notes == marks
    assert sorted(notes) == ATTRIBUTIONS


def test_accounts_of_a_question_are_grouped(page: LexborHTMLParser, briefing: Briefing) -> None:
    counts = Counter(statement.answers for statement in briefing.statements if statement.answers)
    groups = [len(group.css("a.note")) for group in page.css("article .rows-account")]

    assert sorted(groups) == sorted(number for number in counts.values() if number > 1)


# Each mention


def is_inside_link(segment: Passage, mention: Mention) -> bool:
    return any(start < mention.end and mention.start < end for start, end in segment.linked_ranges())


def test_first_mention_in_each_section_is_a_tab_stop(page: LexborHTMLParser, analysis: Analysis) -> None:
    """An entity is linked by its name, outside headings and other links; handwritten links are unchanged.

    The keyboard stops at the first link in each section.
    """
    page_address = f"briefings/{BRIEFING}/"
    expected: Counter[str] = Counter()
    expected_repeated: Counter[str] = Counter()
    linked: set[tuple[int, Ref]] = set()
    for mention in analysis.mentions:
        segment = analysis.segments[mention.segment]
        is_handwritten = any((link.start, link.end) == (mention.start, mention.end) for link in segment.links)
        if not is_handwritten and (segment.is_heading or is_inside_link(segment, mention)):
            continue
        is_stop = is_handwritten or (segment.section, mention.ref) not in linked
        (expected if is_stop else expected_repeated)[get_url_path(f"{mention.ref.stem}.md")] += 1
        linked.add((segment.section, mention.ref))
    (article,) = page.css("div.article")
    repeated = Counter(
        urljoin(BASE + page_address, link.attributes["href"] or "").removeprefix(BASE)
        for link in article.css('a.again[tabindex="-1"]')
    )
    actual = Counter(target for target in list_targets(article, page_address) if not target.startswith(page_address))

    assert sum(expected_repeated.values()) > 20
    assert repeated == expected_repeated
    assert actual - repeated == expected
    assert sum(actual.values()) > 60


def test_every_mention_is_counted(page: LexborHTMLParser, everything: Index, analysis: Analysis) -> None:
    counted = Counter(mention.ref for mention in analysis.mentions)
    for ref, number in counted.items():
        if ref.kind is not Kind.SOURCE:
            rows = [
                row for row in page.css("article .rows-entity li") if get_text(row).startswith(everything.label(ref))
            ]
            times = "once" if number == 1 else f"{number} times"
            assert any(get_text(row).endswith(f" · {times}") for row in rows), ref


def test_every_sentence_with_a_mention_is_listed_on_the_entity_page(
    tree: SiteTree, briefing: Briefing, everything: Index, analysis: Analysis
) -> None:
    mentioned = {mention.ref for mention in analysis.mentions if mention.ref.kind is not Kind.SOURCE}
    texts = {segment.anchor: " ".join(segment.text.split()) for segment in analysis.segments}
    for ref in mentioned:
        address = get_url_path(f"{ref.stem}.md")
        rows = tree.pages[address].css("article .rows-occurrence li")
        assert len(rows) == len(everything.occurrences[ref])
        for row in rows:
            sentence, location = get_text(row).rsplit(everything.label(briefing.ref), 1)
            assert row.css("strong")
            anchor = list_targets(row, address)[-1].partition("#")[2]
            number = re.fullmatch(r"p(\d+)", anchor)
            place = f"¶ {number[1]}" if number else "heading"
            assert location.strip() == f"{place} · {format_date(briefing.metadata.published)}"
            assert sentence.strip() in texts[anchor]


def test_mention_counts_equal_a_plain_text_search(briefing: Briefing, analysis: Analysis) -> None:
    """This test counts a name that is part of no other form, without any code of the program."""
    texts = [passage.text for passage in analysis.passages]
    count = sum(len(re.findall(r"\bTrump\b", text)) for text in texts)
    assert count == briefing.mention_counts[Ref(Kind.ACTOR, "donald-trump")]
    assert count > 2
