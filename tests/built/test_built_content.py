"""The built site of the real content, word by word: all that the desk set out to show stands there."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from site_tree import BASE, SiteTree, words

from generator import content
from generator.analysis import Analysis, analyse_all
from generator.index.used import Briefing, Index, Statement
from generator.model.briefing import AUTHOR, Voice
from generator.model.kinds import Kind, Ref
from generator.paths import address

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
"""As the desk agreed on them: a change of the table is a change of every page."""


@pytest.fixture(scope="module")
def briefing(everything: Index) -> Briefing:
    (one,) = everything.briefings.values()
    return one


@pytest.fixture(scope="module")
def analysis(root: Path) -> Analysis:
    """What was found in the words of its article."""
    (one,) = analyse_all(content.read(root)).values()
    return one


@pytest.fixture(scope="module")
def page(tree: SiteTree) -> LexborHTMLParser:
    """The briefing's page."""
    return tree.pages[f"briefings/{BRIEFING}/"]


def statement(briefing: Briefing, attribution: str) -> Statement:
    (found,) = (one for one in briefing.statements if one.key.id == attribution)
    return found


def by_id(page: LexborHTMLParser, id_: str) -> LexborNode:
    (found,) = page.css(f'[id="{id_}"]')
    return found


def targets(node: LexborNode, page: str) -> list[str]:
    """The addresses of the links in `node`, below the site's own."""
    links = [urljoin(BASE + page, link.attributes["href"] or "") for link in node.css("a[href]")]
    return [link.removeprefix(BASE) for link in links]


def voice_in_words(index: Index, voice: Voice) -> str:
    """How the pages name a voice, said anew."""
    if voice.unnamed:
        home = Ref(Kind.ACTOR, voice.within) if voice.within else Ref(Kind.PLACE, voice.place or "")
        return f"{voice.unnamed} (unnamed, {'within' if voice.within else 'in'} {index.label(home)})"
    if voice.named:
        return index.label(Ref(Kind.ACTOR, voice.named))
    return "the author" if voice.actor == AUTHOR else "the text, naming no voice,"


def quoted_in(row: LexborNode) -> list[str]:
    """The attributions to whose words a row of the briefing's own page leads."""
    here = f"{BASE}briefings/{BRIEFING}/"
    links = [urljoin(here, link.attributes["href"] or "") for link in row.css("a.words")]
    assert all(link.startswith(f"{here}#") for link in links)
    return [link.removeprefix(f"{here}#") for link in links]


def head_of(index: Index, one: Statement) -> str:
    """Kind, voice, verb and paraphrase, as every list begins with them."""
    voices = " and ".join(voice_in_words(index, voice) for voice in one.voices)
    voices = voices[0].upper() + voices[1:]
    ascribed = f" {index.label(one.about[0])}" if one.kind == "motive" else ""
    return f"{one.kind} {voices} {VERBS[one.kind]}{ascribed}: {one.says}"


# What there is


@pytest.mark.parametrize("kind", Kind)
def test_ids_are_those_that_were_asked_for(everything: Index, kind: Kind) -> None:
    refs = everything.briefings if kind is Kind.BRIEFING else everything.of_kind(kind)
    assert sorted(ref.id for ref in refs) == IDS[kind].split()
    assert len(refs) == COUNTS[kind]


def test_attributions_are_those_that_were_asked_for(briefing: Briefing) -> None:
    assert sorted(one.key.id for one in briefing.statements) == ATTRIBUTIONS


def test_article_is_a_digest_of_its_source(root: Path, briefing: Briefing, page: LexborHTMLParser) -> None:
    article = (root / f"content/briefings/{BRIEFING}/article.md").read_text(encoding="utf-8")
    prose = re.sub(r"\]\([a-z]+:[a-z0-9-]+\)|[\[#]", " ", article)

    assert 700 <= len(prose.split()) <= 1000
    assert 700 <= briefing.words <= 1000
    assert briefing.metadata.based_on == "jcpa-coordination-2017"
    heads = " ".join(words(node) for node in page.css("article p.meta"))
    assert "Based on Israeli-Palestinian Coordination Against Hamas" in heads
    outside = [link.attributes["href"] for link in page.css("article p.meta a")]
    assert "http://jcpa.org/israeli-palestinian-coordination-hamas/" in outside


def test_all_eight_kinds_but_denial_are_used(briefing: Briefing) -> None:
    assert {one.kind.value for one in briefing.statements} == VERBS.keys() - {"denial"}


# Each attribution


@every_attribution
def test_words_are_marked_where_they_stand(page: LexborHTMLParser, briefing: Briefing, attribution: str) -> None:
    written = next(one for one in briefing.metadata.attributions if one.id == attribution)
    mark = by_id(page, attribution)

    assert mark.tag == "mark"
    assert words(mark) == written.quote.exact
    assert mark.attributes["class"] == f"at at-{written.kind}"
    assert mark.parent
    assert (mark.parent.attributes["id"] or "").startswith("p")


@every_attribution
def test_note_names_voice_and_verb(
    page: LexborHTMLParser, everything: Index, briefing: Briefing, attribution: str
) -> None:
    one = statement(briefing, attribution)
    note = words(by_id(page, f"fn:{attribution}"))
    reference = by_id(page, f"fnref:{attribution}")

    assert note.startswith(head_of(everything, one))
    assert reference.css_first("a").attributes["href"] == f"#fn:{attribution}"
    assert reference.prev
    assert reference.prev.attributes.get("id") == attribution


@every_attribution
def test_note_leads_to_its_words(page: LexborHTMLParser, briefing: Briefing, attribution: str) -> None:
    one = statement(briefing, attribution)
    note = by_id(page, f"fn:{attribution}")

    assert quoted_in(note) == [attribution]
    link = words(note.css_first("a.words"))
    assert link[1:-1] == one.words
    assert link[0] + link[-1] in {"“”", "‘’"}


@every_attribution
def test_pages_of_all_concerned_lead_to_its_words(
    tree: SiteTree, everything: Index, briefing: Briefing, attribution: str
) -> None:
    one = statement(briefing, attribution)
    concerned = [*one.speakers, *one.homes, *one.about, *one.sources, *([one.answers] if one.answers else [])]
    for ref in concerned:
        there = address(f"{ref.stem}.md")
        rows = [
            row for row in rows_of(tree.pages[there]) if f"{BRIEFING}/#{attribution}" in " ".join(targets(row, there))
        ]
        assert [row for row in rows if words(row).startswith(head_of(everything, one))], ref


def rows_of(page: LexborHTMLParser) -> Iterator[LexborNode]:
    yield from page.css("article .ledger li, article .accounts li")


def test_notes_run_as_the_text_does(page: LexborHTMLParser) -> None:
    marks = [mark.attributes["id"] for mark in page.css("article mark[id]")]
    notes = [(note.attributes["id"] or "").removeprefix("fn:") for note in page.css("#who-says-what ~ .footnote li")]

    assert notes == marks
    assert sorted(notes) == ATTRIBUTIONS


def test_accounts_of_a_question_stand_side_by_side(page: LexborHTMLParser, briefing: Briefing) -> None:
    asked = Counter(one.answers for one in briefing.statements if one.answers)
    groups = {words(group.css_first("li")): len(group.css("li")) for group in page.css("article .accounts")}

    assert sorted(groups.values()) == sorted(number for number in asked.values() if number > 1)
    assert len(page.css("article .accounts a.words")) == sum(number for number in asked.values() if number > 1)


# Each mention


def test_first_mention_in_each_section_is_linked(page: LexborHTMLParser, analysis: Analysis) -> None:
    """By its name; what an editor links by hand is linked as often as it was."""
    here = f"briefings/{BRIEFING}/"
    wanted: Counter[str] = Counter()
    seen: set[tuple[int, Ref]] = set()
    for mention in analysis.mentions:
        passage = analysis.passages[mention.passage_index]
        by_hand = any((link.start, link.end) == (mention.start, mention.end) for link in passage.links)
        if by_hand or (passage.section, mention.ref) not in seen:
            wanted[address(f"{mention.ref.stem}.md")] += 1
        seen.add((passage.section, mention.ref))
    (article,) = page.css("div.article")
    found = Counter(target for target in targets(article, here) if not target.startswith(here))

    assert found == wanted
    assert sum(found.values()) > 60


def test_every_mention_is_counted(page: LexborHTMLParser, everything: Index, analysis: Analysis) -> None:
    counted = Counter(mention.ref for mention in analysis.mentions)
    for ref, number in counted.items():
        if ref.kind is not Kind.SOURCE:
            rows = [row for row in page.css("article .rows-entity li") if words(row).startswith(everything.label(ref))]
            times = "once" if number == 1 else f"{number} times"
            assert any(words(row).endswith(f" · {times}") for row in rows), ref


def test_every_sentence_with_a_name_is_listed(
    tree: SiteTree, briefing: Briefing, everything: Index, analysis: Analysis
) -> None:
    mentioned = {mention.ref for mention in analysis.mentions if mention.ref.kind is not Kind.SOURCE}
    text = " ".join(" ".join(passage.text.split()) for passage in analysis.passages)
    for ref in mentioned:
        there = address(f"{ref.stem}.md")
        rows = tree.pages[there].css("article .rows-occurrence li")
        assert len(rows) == len(everything.occurrences[ref])
        for row in rows:
            sentence, place = words(row).rsplit(everything.label(briefing.ref), 1)
            assert sentence.strip() in text
            assert row.css("strong")
            anchor = targets(row, there)[-1].partition("#p")[2]
            assert place.strip() == f"¶ {anchor}"
            assert sentence.strip() in " ".join(analysis.passages[int(anchor) - 1].text.split())


def test_names_are_found_as_a_reader_would_find_them(briefing: Briefing, analysis: Analysis) -> None:
    """A second look at one name that is part of no other form, with nothing of the program's own."""
    texts = [passage.text for passage in analysis.passages]
    found = sum(len(re.findall(r"\bTrump\b", text)) for text in texts)
    assert found == briefing.named[Ref(Kind.ACTOR, "donald-trump")]
    assert found > 2
