"""Results have all words of the query, and words that no page has give no result."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import category

import folding_script
import pytest
from desks import BASE_PATH
from laid_project import lay_project
from playwright.sync_api import Browser, Page, Request, expect
from search_page import list_results, open_search, read_bundle, type_words
from serving import serve_site
from visitor import visiting

from generator.build import pipeline
from generator.pages.facets import ENTITY_NAMES
from generator.text.search_words import extract_words

CONTENT = Path(__file__).parent / "words"
DENIAL = "denial Muhammad Hassan denied “The barge is good” and said: The barge is no good."


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay_project(tmp_path_factory.mktemp("words"), CONTENT)
    assert pipeline.build(root).published
    return root


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    with serve_site(root / "site", BASE_PATH) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """One tab for all queries: their words are typed into it."""
    with visiting(browser, address) as reader:
        yield reader.page
    assert reader.faults == []


@contextmanager
def collecting_requests(page: Page) -> Iterator[list[str]]:
    """Collect the URLs that the next pages in a tab request; the page before them may still have been loading."""
    requested: list[str] = []

    def collect(request: Request) -> None:
        requested.append(request.url)

    page.goto("about:blank")
    page.on("request", collect)
    yield requested
    page.remove_listener("request", collect)


def read_status(page: Page) -> str:
    return page.locator(".search-status").inner_text()


def select_briefings(paths: list[str]) -> list[str]:
    return [path.split("/")[1] for path in paths if path.startswith("briefings/")]


@pytest.mark.parametrize("word", ["Arvandale", "Thessaly", "Onager", "Andorra", "toward", "thence", "bee"])
def test_a_missing_word_has_no_result(page: Page, address: str, word: str) -> None:
    type_words(page, address, word)
    assert read_status(page) == f"0 pages found for “{word}”. No page has “{word}”."
    assert list_results(page) == []


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        ("Tobias Blerk", "“Tobias” or “Blerk”"),
        ("mill Blerk", "“Blerk”"),
        ("Blerk mill", "“Blerk”"),
        ("roste mill", "“roste”"),
        ('mill "desk mill"', "“desk mill”"),
    ],
)
def test_the_status_names_the_missing_words(page: Page, address: str, words: str, absent: str) -> None:
    type_words(page, address, words)
    assert read_status(page) == f"0 pages found for “{words}”. No page has {absent}."


def test_words_that_no_page_has_together_have_no_result(page: Page, address: str) -> None:
    type_words(page, address, "sponge canal")
    assert read_status(page) == "0 pages found for “sponge canal”"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Roster", ["lists", "halls"]),
        ("policies", ["halls", "lists"]),
        ("policy", ["halls", "lists"]),
        ("installa", ["halls"]),
        ("install", ["halls"]),
        ("barge cana", ["halls", "lists"]),
        ("weave", ["letters"]),
    ],
)
def test_stems_and_a_prefix_of_the_last_word_are_found(
    page: Page, address: str, words: str, expected: list[str]
) -> None:
    type_words(page, address, words)
    assert sorted(select_briefings(list_results(page))) == sorted(expected)


def test_whole_words_rank_above_prefix_matches(page: Page, address: str) -> None:
    type_words(page, address, "roster")
    assert select_briefings(list_results(page)) == ["lists", "halls"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"cut a sponge"', ["order"]),
        ("“a sponge cut”", []),
        ("«runners running»", []),
        ("„running runners“", ["order"]),
        ("„running runners”", ["order"]),
        ('"Mill Desk cut"', ["order"]),
        ("“to be or not to be”", ["order"]),
        ('"running runner"', []),
        ('"to be" "mill desk"', ["order"]),
        ('sponge "mill desk"', ["order"]),
        ('"policies were written', ["halls"]),
        ('"policies were wri', ["halls"]),
        ('"policies were wri"', []),
        ('"d\'artagne and"', ["letters"]),
        ('"old fashioned way"', ["letters"]),
        ('"fashioned old"', []),
        ('"hassan did not muhammad"', []),
    ],
)
def test_quotation_marks_search_for_a_phrase(page: Page, address: str, words: str, expected: list[str]) -> None:
    type_words(page, address, words)
    assert select_briefings(list_results(page)) == expected


def test_a_phrase_does_not_match_across_paragraphs(page: Page, address: str) -> None:
    type_words(page, address, '"did not muhammad hassan"')
    assert list_results(page) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("barge -roster", ["halls"]),
        ("-roster barge", ["halls"]),
        ('barge -"lay in"', ["halls"]),
        ("barge -policies", []),
        ("al-qasimi -barge", []),
    ],
)
def test_pages_with_excluded_words_are_left_out(page: Page, address: str, words: str, expected: list[str]) -> None:
    type_words(page, address, words)
    assert select_briefings(list_results(page)) == expected


def test_an_excluded_word_alone_lists_all_other_pages(page: Page, address: str) -> None:
    type_words(page, address, "-barge")
    paths = list_results(page)
    assert "briefings/letters/" in paths
    assert not {"briefings/halls/", "briefings/lists/"} & set(paths)


@pytest.mark.parametrize(
    "word",
    [
        "walenski",
        "Wałęński",
        "odegard",
        "lodz",
        "office",
        "encyclopaedia",
        "thorir",
        "strasse",
        "union",
        "republic",
        "artagne",
        "tariqa",
        "tariq",
        "fashioned",
        "oldfashioned",
        "gronfield",
        "l'union",
        "oﬀice",
        "ＯＦＦＩＣＥ",
    ],
)
def test_words_are_found_without_diacritics_and_across_punctuation(page: Page, address: str, word: str) -> None:
    type_words(page, address, word)
    assert select_briefings(list_results(page)) == ["letters"]


@pytest.mark.parametrize(
    ("words", "stem"),
    [("Lech Walenski", "actors/lech-walenski/"), ("soren odegard", "actors/soren-odegard/")],
)
def test_an_actor_is_first_for_its_name_without_diacritics(page: Page, address: str, words: str, stem: str) -> None:
    type_words(page, address, words)
    assert list_results(page)[0] == stem


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hassan al-Qasimi", ["actors/muhammad-hassan/", "actors/yahya-qasimi/"]),
        ("Yahya al-Qasimi and Muhammad Hassan", ["actors/yahya-qasimi/", "actors/muhammad-hassan/"]),
        ("qasimi barge hassan", ["actors/yahya-qasimi/", "actors/muhammad-hassan/"]),
        ("mill desk qasimi", ["actors/mill-desk/", "actors/yahya-qasimi/"]),
    ],
)
def test_two_names_put_both_actors_first(page: Page, address: str, words: str, expected: list[str]) -> None:
    type_words(page, address, words)
    assert list_results(page)[: len(expected)] == expected


@pytest.mark.parametrize(
    "date", ["2026-03-14", "14 March 2026", "March 14th, 2026", "14 Mar 2026", "14th of march 2026"]
)
def test_pages_of_an_exact_date_are_first(page: Page, address: str, date: str) -> None:
    type_words(page, address, date)
    assert set(list_results(page)[:2]) == {"briefings/lists/", "events/lock-opening/"}


@pytest.mark.parametrize(
    ("words", "suggestion"),
    [
        ("Yahia Qassimi", "Yahya al-Qasimi"),
        ("Jahja al-Kasimi", "Yahya al-Qasimi"),
        ("mohammed hasan", "Muhammad Hassan"),
        ("rostrehall", "Rosterhall"),
        ("Sorin Odegard", "Søren Ødegård"),
        ("el qasimy", "al-Qasimi"),
    ],
)
def test_a_misspelled_name_gets_a_suggestion(page: Page, address: str, words: str, suggestion: str) -> None:
    type_words(page, address, words)
    link = page.locator(".search-leads").get_by_role("link", name=suggestion, exact=True)
    link.click()
    expect(page.locator(".search-status")).to_contain_text(f"found for “{suggestion}”")
    expect(page.locator("input[name=q]")).to_have_value(suggestion)
    assert list_results(page)


def test_a_suggestion_replaces_only_the_misspelled_word(page: Page, address: str) -> None:
    type_words(page, address, "barge Hasssan")
    expect(page.locator(".search-leads a").first).to_have_text("barge Hassan")


def test_names_for_suggestions_are_not_loaded_if_there_are_results(page: Page, address: str, root: Path) -> None:
    name = read_bundle(root / "site").facet_files[ENTITY_NAMES]
    with collecting_requests(page) as requested:
        type_words(page, address, "hassan")
    assert not [url for url in requested if name in url]


@pytest.mark.parametrize("word", ["xyzzy", "Zephyrin Quillon", "Zephyrine Quilon", "qq"])
def test_a_word_that_resembles_no_name_gets_no_suggestion(page: Page, address: str, word: str) -> None:
    type_words(page, address, word)
    assert page.locator(".search-leads a").count() == 0


def test_only_names_of_entities_with_a_page_are_suggested(root: Path) -> None:
    bundle = read_bundle(root / "site")
    ids = {id_ for id_, _ in bundle.values(ENTITY_NAMES)}
    assert "muhammad-hassan" in ids
    for id_ in ids:
        assert list((root / "site").glob(f"*/{id_}/index.html")), id_


def test_filters_without_a_word_list_the_pages_newest_first(page: Page, address: str) -> None:
    with collecting_requests(page) as requested:
        open_search(page, address, "kind=briefing&theme=trade")
        assert read_status(page) == "6 pages, the newest first"
        assert select_briefings(list_results(page))[:3] == ["halls", "lists", "letters"]
        expect(page.locator(".search-own a")).to_have_attribute("href", f"{address}themes/trade/")
    assert not [url for url in requested if "/pagefind/index/" in url or "/wasm" in url]


@pytest.mark.parametrize(
    ("query", "passage"),
    [
        ("attribution=denial", DENIAL),
        ("q=barge&attribution=denial", DENIAL),
        ("q=barge&attribution=statement", "statement Yahya al-Qasimi said: The barge is good."),
        ("q=barge&actor=yahya-qasimi", "Policies were written after the installation at Rosterhall."),
        ("kind=briefing&actor=yahya-qasimi", "Policies were written after the installation at Rosterhall."),
    ],
)
def test_passages_match_the_selected_facets(page: Page, address: str, query: str, passage: str) -> None:
    open_search(page, address, query)
    first = page.locator(".search-results > li", has_text="halls").first.locator(".search-passage a").first
    assert first.inner_text().startswith(passage)


@pytest.mark.parametrize("length", [1, 5, 30, 60])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("denial Mill Desk denied “It is", "a barge” and said: No."),
        ("denial Mill Desk denied “It is so” and said:", "No barge."),
        ("allegation Mill Desk alleged about Hassan:", "A barge."),
    ],
)
def test_an_excerpt_never_separates_words_from_their_speaker_and_verb(
    page: Page, address: str, before: str, after: str, length: int
) -> None:
    """Without its verb, a denied statement would read as a fact, or as a statement of its speaker."""
    row = f"{before} {'so. ' * length}{after}"
    tokens = row.split()
    [at] = (number for number, token in enumerate(tokens) if token.startswith("barge"))
    data = {
        "content": row,
        "anchors": [{"element": "li", "id": "fn:c1", "text": row, "location": 0}],
        "weighted_locations": [{"weight": 1, "balanced_score": 1, "location": at}],
    }
    page.goto(f"{address}search/")
    script = f"async data => (await import('{BASE_PATH}assets/search/passages.js')).findPassages(data, 2)"
    [passage] = page.evaluate(script, data)
    text = "".join(piece["text"] + piece["space"] for piece in passage["pieces"])
    assert text.startswith(" ".join(tokens[: at + 1]))
    assert passage["id"] == "fn:c1"


@pytest.mark.parametrize("words", ["wikidata", "odegard", "occurred", "lock"])
def test_excerpts_are_sentences_not_lists_of_facts(page: Page, address: str, words: str) -> None:
    type_words(page, address, words)
    texts = page.locator(".search-passage").all_inner_texts()
    assert not [text for text in texts if "Type person" in text or "Elsewhere" in text or "Status in" in text]
    if words == "wikidata":
        assert texts == ["keeper of the lock."]


def test_an_excerpt_begins_at_the_start_of_its_sentence(page: Page, address: str) -> None:
    type_words(page, address, "canal")
    first = page.locator(".search-results > li", has_text="halls").locator(".search-passage a").first
    assert first.inner_text().startswith("Muhammad Hassan spoke of a canal.")
    type_words(page, address, "praised")
    first = page.locator(".search-results > li", has_text="halls").locator(".search-passage a").first
    assert "praised the barge, and" in first.inner_text()


def test_the_folding_table_of_the_browser_equals_that_of_the_generator() -> None:
    assert folding_script.SCRIPT.read_text(encoding="utf-8") == folding_script.render_script()


def test_words_are_folded_the_same_in_browser_and_index(page: Page, address: str) -> None:
    characters = [chr(point) for point in range(0x20, 0x10000) if category(chr(point)) not in {"Cn", "Cs"}]
    texts = ["Wałęsa’s ŒUVRE", "ΣΟΦΟΣ σοφός", "می\u200cخواهم", "हिन्दी", "กิน", "½ m²", "ﬁn…al", "İSTANBUL", "ẞ ǿ"]
    texts += ["a" + character + "b" for character in characters]
    page.goto(f"{address}search/")
    script = f"async texts => texts.map((await import('{BASE_PATH}assets/search/folding.js')).wordsOf)"
    pairs = zip(texts, page.evaluate(script, texts), strict=True)
    assert [(ascii(text), words) for text, words in pairs if tuple(words) != extract_words(text)] == []
