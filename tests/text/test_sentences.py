import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.text.sentences import find_cues, find_sentences


def split_sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "The ferry waits. It will not sail.", ["The ferry waits.", "It will not sail."]),
        ("en-GB", " The ferry waits.\nIt\u00a0will not sail. \n", ["The ferry waits.", "It\u00a0will not sail."]),
        ("en", "Mr. Hill left at 5 p.m. on Jan. 3.", ["Mr. Hill left at 5 p.m. on Jan. 3."]),
        ("en", "The U.S. envoy met Dr. Hill. Both left.", ["The U.S. envoy met Dr. Hill.", "Both left."]),
        ("en", "“Wait. Not now.” He left.", ["“Wait. Not now.”", "He left."]),
        ("en", "Where the island follows", ["Where the island follows"]),
        ("he", "המעבורת ממתינה. היא לא תפליג.", ["המעבורת ממתינה.", "היא לא תפליג."]),
        ("ar", "العبارة تنتظر. هل تبحر؟ لا.", ["العبارة تنتظر.", "هل تبحر؟", "لا."]),
        ("zh-Hant", "渡輪在等。它不會開。", ["渡輪在等。", "它不會開。"]),
        ("de", "Die Fähre wartet z. B. hier. Sie fährt nicht.", ["Die Fähre wartet z. B. hier.", "Sie fährt nicht."]),
        ("tlh", "The ferry waits. It stays.", ["The ferry waits.", "It stays."]),
        ("", "The ferry waits. It stays.", ["The ferry waits.", "It stays."]),
        ("en", " \n ", []),
        ("en", "", []),
    ],
)
def test_sentences(language: str, text: str, parts: list[str]) -> None:
    assert split_sentences(text, language) == parts


def test_a_long_text_is_cut_where_a_short_one_is() -> None:
    text = "The ferry waits for the tide. " * 1_000
    assert find_sentences(text, "en") == [(at, at + 29) for at in range(0, 30_000, 30)]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "“ferry " * 5_000
    parts = split_sentences(text, "en")
    assert " ".join(parts) == text.strip()
    assert {word for part in parts for word in part.split()} == {"“ferry"}


@settings(max_examples=200)
@given(
    st.one_of(st.text(), st.text("aA. .\n\u00a0\u2028“”\"'()?!。؟é🎉")),
    st.sampled_from(["en", "he", "ar", "ja", "hi", "xx", "", "../en", "EN_us"]),
)
@example("\nA \u00a0.” x", "en")
@example("\u2028.A", "ar")
def test_sentences_hold_everything_but_space(text: str, language: str) -> None:
    ranges = find_sentences(text, language)
    held = "".join(text[start:end] for start, end in ranges)
    assert "".join(held.split()) == "".join(text.split())
    borders = [border for span in ranges for border in span]
    assert borders == sorted(borders)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in ranges)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("According to the crew, it waits.", ["According to"]),
        ("The crew said so, and the pilot says no.", ["said", "says"]),
        ("The pilot told the crew to wait.", ["told"]),
        ("The council announced a halt and denied fault.", ["announced", "denied"]),
        ("The paper reported on 3 May that it waits.", ["reported"]),
        ("The council estimates that it waits; it reports that, too.", ["estimates", "reports"]),
        ("The council claims that it waits.", ["claims"]),
        ("The pilot added: “Wait.” He noted, “now”.", ["added", "noted"]),
        ("Sources in the harbour claim it waits.", ["Sources in the harbour claim"]),
        ("Harbour officials with knowledge\nof it say so.", ["officials with knowledge\nof it say"]),
        ("officials in the report deny it", ["officials in the report deny"]),
        ("It is said to wait.", ["said"]),
        ("The ferry, reportedly old, is believed to leak.", ["reportedly", "is believed to"]),
        ("İ. Kaya SAID so.", ["SAID"]),
        ("The report was long; claims were paid.", []),
        ("The claim that it waits, a report that it left", []),
        ("He was denied entry. All told, ten left.", []),
        ("That said, the reported theft and the said ferry remain.", []),
        ("The so-called pilot added salt and noted times.", []),
        ("The United States of old estimates.", []),
        ("officials want to report it", []),
        ("Officials left. They say-so.", []),
        ("Officials, it was late, report", []),
        ("", []),
    ],
)
def test_cues(text: str, words: list[str]) -> None:
    cues = find_cues(text, "en")
    assert [cue.text for cue in cues] == words
    assert [text[cue.start : cue.end] for cue in cues] == words


@pytest.mark.parametrize("language", ["tlh", "", "../en", "e", "english", "e/n"])
def test_no_cues_in_a_language_without_a_list(language: str) -> None:
    assert find_cues("The crew said so.", language) == []


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "en_US", "en-Latn-IE"])
def test_a_language_is_known_by_its_first_part(language: str) -> None:
    assert [cue.text for cue in find_cues("The crew said so.", language)] == ["said"]
