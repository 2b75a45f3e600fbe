from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.folding import fold
from generator.text.quotes import (
    ArticleWords,
    ClosestMatch,
    QuoteFinder,
    QuotePosition,
    find_shared_run,
    is_in_quotation_marks,
)

ARTICLE = (
    (
        "The harbour council’s answer came late. Its speaker said that “quiet steps” were under way, and that no\n"
        "ferry would sail before the storm had passed."
    ),
    "",
    "Fishermen in the harbour  doubt it. The council denies that a ferry would sail at night.",
    "Where the ferry goes, the island follows",
    "the harbour, as the saying has it. In the harbour, boats wait; in the harbour bar, crews do.",
)


def get_words_at(places: list[QuotePosition]) -> list[str]:
    return [ARTICLE[place.passage][place.start : place.end] for place in places]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("answer came late", ["answer came late"]),
        ("The harbour council's answer", ["The harbour council’s answer"]),
        ('said that "quiet  steps" were', ["said that “quiet steps” were"]),
        ("and that no ferry would", ["and that no\nferry would"]),
        (" Fishermen in the harbour doubt it. ", ["Fishermen in the harbour  doubt it."]),
        ("doubt it. The council", ["doubt it. The council"]),
        ("fishermen in the harbour", []),
        ("ishermen in the harbour", []),
        ("Fishermen in the harb", []),
        ("the island follows the harbour", []),
        ("ferry would sail", ["ferry would sail", "ferry would sail"]),
        ("", []),
        (" ", []),
    ],
)
def test_finds_quotes(quote: str, words: list[str]) -> None:
    assert get_words_at(QuoteFinder(ARTICLE).find(quote)) == words


@pytest.mark.parametrize(
    ("prefix", "suffix", "passages"),
    [
        ("", "", [0, 2]),
        ("no", "", [0]),
        ("that no", "", [0]),
        (" that  no ", "", [0]),
        ("", "at night", [2]),
        ("that a", " at night.", [2]),
        ("no", "at night", []),
        ("Fishermen", "", []),
        ("", "before the storm", [0]),
    ],
)
def test_prefix_and_suffix_choose_among_places(prefix: str, suffix: str, passages: list[int]) -> None:
    places = QuoteFinder(ARTICLE).find("ferry would sail", prefix, suffix)
    assert [place.passage for place in places] == passages


def test_prefix_and_suffix_of_a_quote_are_in_its_passage() -> None:
    finder = QuoteFinder(ARTICLE)
    assert finder.find("the harbour, as the saying", prefix="follows") == []
    assert finder.find("the island follows", suffix="the harbour") == []
    assert finder.find("the harbour", suffix=", as") == [QuotePosition(4, 0, 11)]
    assert finder.find("the harbour", prefix="in", suffix="bar") == [QuotePosition(4, 66, 77)]


def test_places_may_overlap() -> None:
    assert [place.start for place in QuoteFinder(["no no no no, nono no"]).find("no no")] == [0, 3, 6]


def test_quotes_of_scripts_without_spaces() -> None:
    assert QuoteFinder(["渡轮不会在暴风雨前开航。"]).find("不会在暴风雨前") == [QuotePosition(0, 2, 9)]


def test_quotes_in_another_normal_form() -> None:
    assert QuoteFinder(["Le débat a été différé hier."]).find(normalize("NFD", "débat a été différé"))


def test_a_quote_across_passages() -> None:
    finder = QuoteFinder(ARTICLE)
    assert finder.find_crossing("before the storm had passed. Fishermen in") == (0, 2)
    assert finder.find_crossing("the island follows the harbour") == (3, 4)
    assert finder.find_crossing("passed. " + ARTICLE[2] + " Where") == (0, 3)
    assert finder.find_crossing("answer came late") is None
    assert finder.find_crossing("the island follows the harb") is None
    assert finder.find_crossing("") is None


@pytest.mark.parametrize(
    ("quote", "words", "score"),
    [
        ("no ferry would sail befor the storm passed", "no\nferry would sail before the storm had passed", 94),
        ("Fisherman in the harbor doubt it", "Fishermen in the harbour  doubt it", 95),
        ("the council denied that a ferry", "The council denies that a ferry", 93),
    ],
)
def test_the_closest_words(quote: str, words: str, score: int) -> None:
    near = QuoteFinder(ARTICLE).find_closest(quote)
    assert near
    assert near.text == words
    assert near.score == score
    assert ARTICLE[near.passage][near.start : near.end] == words


def test_nothing_is_close_to_other_words() -> None:
    assert QuoteFinder(ARTICLE).find_closest("quarterly zinc exports rose") is None
    assert QuoteFinder([]).find_closest("ferry would sail") is None
    assert QuoteFinder(ARTICLE).find_closest(" ") is None


def test_a_short_passage_is_not_close_to_a_long_quote_that_holds_it() -> None:
    assert QuoteFinder(["Ferry"]).find_closest("Ferry services to all of the islands are suspended") is None


def test_the_closest_words_of_a_large_article() -> None:
    texts = [f"Paragraph {number} tells of ship {number * 7}, of its crew and cargo." for number in range(2_000)]
    texts[1234] = "The pilot of the last tugboat steered by the lights of the old mill."
    near = QuoteFinder(texts).find_closest("pilot of that last tugboat steered by lights")
    assert near == ClosestMatch(1234, 4, 51, "pilot of the last tugboat steered by the lights", 92)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The city has [can\u00adcelled the con\u00adtract] with us.", "cancelled the contract"),
        ("Then it [has left\u2060 the\u200b room].", "has left the room"),
        ("He said that \u200f[حزب\u200f has left] it.", "حزب has left"),
        ("The \ufeff[men left] it.", "men left"),
        ("The [men left] it.", "m\u00aden left\u200b"),
        ("They [stayed in Sanʿa] for days.", "stayed in San'a"),
        ("They [stayed in San'a] for days.", "stayed in Sanʾa"),
        ("Of [ʻOmar’s house] it is said.", "‘Omar's house"),
        ("We [wait… and see].", "wait... and see"),
        ("We [wait ... and see].", "wait … and see"),
        ("So [well–known or well—known].", "well-known or well-known"),
        ("The [oﬃcial ﬁnding].", "official finding"),
        ("The [Ｇｒｏｎ　１２ plan].", "Gron 12 plan"),
        ("[می\u200cشود گفت].", "می\u200cشود گفت"),
    ],
)
def test_quotes_bind_however_they_are_typed(text: str, quote: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert QuoteFinder([plain]).find(quote) == [(0, start, end)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("می\u200cشود گفت", "می شود گفت"),
        ("می\u200cشود گفت", "میشود گفت"),
        ("Łukasz left", "Lukasz left"),
        ("so many résumés", "so many resumes"),
        ("Hamas left", "hamas left"),
    ],
)
def test_other_words_are_other_words(text: str, quote: str) -> None:
    assert QuoteFinder([text]).find(quote) == []


def fold_words(text: str) -> str:
    return fold(text).strip().text


@settings(max_examples=200)
@given(st.lists(st.text(" \n\u00a0’'“—ab.é漢", max_size=30), max_size=5), st.data())
def test_every_sequence_of_whole_words_is_found_at_its_position(texts: list[str], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(texts) - 1)) if texts else 0
    words = texts[number].split() if texts else []
    first = data.draw(st.integers(0, len(words)))
    quote = " ".join(words[first : data.draw(st.integers(first, len(words)))])
    places = QuoteFinder(texts).find(quote)
    assert bool(quote) is any(place.passage == number for place in places)
    for place in places:
        assert fold_words(texts[place.passage][place.start : place.end]) == fold_words(quote)


@settings(max_examples=100)
@given(st.lists(st.text(" ab.é漢", max_size=40), max_size=4), st.text(" ab.é漢", max_size=40))
def test_the_closest_words_are_words_of_the_article(texts: list[str], quote: str) -> None:
    near = QuoteFinder(texts).find_closest(quote)
    if near:
        assert texts[near.passage][near.start : near.end] == near.text
        assert near.text == near.text.strip() != ""
        assert 0 < near.score <= 100


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said, “we [wait] here.”", True),
        ("He said, [“we wait here.”]", True),
        ("He “said” that [we wait] “here”.", False),
        ('He "said" that [we wait] "here".', False),
        ('He said: "so [we wait]", and "here".', True),
        ("Er sagte: „wir [warten]“.", True),
        ("„Ja“, sagte er, [wir warten], „nein“.", False),
        ("Il dit : « nous [attendons] ».", True),
        ("»Ja«, sagte er, »wir [warten]«.", True),
        ("»Ja«, sagte er, [wir] »warten«.", False),
        ("”Ja”, sade han, ”vi [väntar]”.", True),
        ("”Ja”, sade han, [vi] ”väntar”.", False),
        ("他说：「我们[等]。」", True),
        ("他说：『我们[等]。』 “不”", True),
        ("They ‘[wait] here’, it’s said.", True),
        ("They ‘wait’, it’s [said] here.", False),
        ("They ‘know the crews’ [wish] to wait’.", True),
        ("The crews’ wish, the boats’ [wait].", False),
        ("It's a 'long [wait]' here.", True),
        ("It's not a [long] wait, don't ask.", False),
        ("He ‹so [waits]› here.", True),
        ("Sie sagte ‚wir [warten]‘.", True),
        ("“They said ‘[wait]’ to us.”", True),
        ("“We wait, and [go on in the next paragraph.]", True),
        ("“We [wait”, he] said.", False),
        ("[We wait.]", False),
    ],
)
def test_inside_quotation_marks(text: str, inside: bool) -> None:  # noqa: FBT001
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    assert is_in_quotation_marks(plain, start, end) is inside


@pytest.mark.parametrize(
    ("says", "run"),
    [
        ("No boat leaves until the weather is better.", None),
        (
            "We hear that no ferry would sail before the storm had passed!",
            "that no ferry would sail before the storm had passed",
        ),
        (
            "It SAID that 'quiet steps' were under-way; and that was all.",
            "SAID that 'quiet steps' were under-way; and that",
        ),
        ("no ferry would sail before the storm", None),
        ("Where the ferry goes, the island follows the harbour", None),
        (
            "the harbour council's answer came late, its speaker said",
            "the harbour council's answer came late, its speaker said",
        ),
        ("sail would ferry no that and way under steps quiet", None),
        ("", None),
    ],
)
def test_a_run_of_words_shared_with_the_article(says: str, run: str | None) -> None:
    assert find_shared_run(says, ArticleWords(ARTICLE)) == run


def test_the_length_of_a_shared_run() -> None:
    article = ArticleWords(["one two three four five"])
    assert find_shared_run("zero one two three", article, 3) == "one two three"
    assert find_shared_run("zero one two three", article, 4) is None


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=3),
    st.lists(st.sampled_from("abcd"), max_size=12),
    st.integers(2, 4),
)
def test_a_shared_run_is_the_first_and_as_long_as_it_goes(texts: list[list[str]], says: list[str], length: int) -> None:
    grams = {tuple(text[at : at + size]) for text in texts for size in range(13) for at in range(len(text) - size + 1)}
    first = next((at for at in range(len(says) - length + 1) if tuple(says[at : at + length]) in grams), None)
    expected = None
    if first is not None:
        ends = range(first + length, len(says) + 1)
        expected = ", ".join(says[first : max(end for end in ends if tuple(says[first:end]) in grams)])
    assert find_shared_run(", ".join(says), ArticleWords([" ".join(text) for text in texts]), length) == expected
