import pickle
import re
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.text.names import NameFinder, NameMatch


def find_names(text: str, *forms: str, either_case: tuple[str, ...] = ()) -> list[str]:
    names = NameFinder.build(((form, form) for form in forms), ((form, form) for form in either_case))
    return [text[match.start : match.end] for match in names.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hamas said so.", ["Hamas"]),
        ("Hamas’ answer, Hamas's answer, Hamas’s answer", ["Hamas", "Hamas", "Hamas"]),
        ("the Hamas-led council, the pro-Hamas press", ["Hamas", "Hamas"]),
        ("(Hamas), “Hamas”, ‘Hamas’: Hamas…", ["Hamas"] * 4),
        ("HAMAS, hamas, Hamases, Hamas2, Hamas_1, xHamas", []),
        ("Hamas’ military wing and the Hamas men", ["Hamas’ military wing", "Hamas"]),
        ("Hamas ' military wing", ["Hamas"]),
        ("the\nmilitary\u00a0 wing", ["the\nmilitary\u00a0 wing"]),
        ("The military wing of the others", ["The military wing"]),
        ("THE military wing", []),
        ("O'Brien, O’Brien, Brien's, 'Brien', rock'n'Brien", ["Brien", "Brien"]),
        ("Sana'a, Sana’a, Sana's, Sana’ll, Sana’", ["Sana", "Sana", "Sana"]),
        ("l'Iran, qu’Iran, L'Iran, d’Iran", ["Iran", "Iran", "Iran"]),
        ("the U.S., U.S.'s, U.S.A., U.S.-led", ["U.S.", "U.S.", "U.S."]),
        ("on .NET, ASP.NET", [".NET"]),
        ("Al‑Majd, Al-Majd, Al–Majd, Al Majd", ["Al‑Majd", "Al-Majd", "Al–Majd"]),
        ("the PA, The PA, PA, a PA", ["the PA", "The PA", "PA", "PA"]),
        ("Osama Hamdan, Osama and Hamdan", ["Osama Hamdan", "Hamdan"]),
    ],
)
def test_finds_whole_names(text: str, names: list[str]) -> None:
    forms = ["Hamas", "Hamas' military wing", "the military wing", "Brien", "Sana", "Iran", "U.S.", ".NET"]
    assert find_names(text, *forms, "Al-Majd", "the PA", "PA", "Osama Hamdan", "Hamdan") == names


@pytest.mark.parametrize(
    ("text", "form", "names"),
    [
        ("据哈马斯说", "哈马斯", ["哈马斯"]),
        ("ハマスは発表した", "ハマス", ["ハマス"]),
        ("IDF部隊", "IDF", ["IDF"]),
        ("ฮามาสกล่าวว่า", "ฮามาส", ["ฮามาส"]),
        ("กา กี กุ", "ก", ["ก"]),
        ("हमास ने कहा", "हमास", ["हमास"]),
        ("हमासी", "हमास", []),
        ("حماس وحماس بحماس لحماس كحماس فحماس", "حماس", ["حماس"] * 6),
        ("الحماس حماسة", "حماس", []),
        ("חמאס וחמאס שחמאס לחמאס", "חמאס", ["חמאס"] * 4),
        ("וBBC בBBC", "BBC", []),
        ("צה״ל צה\"ל צה'", "צה", ["צה"]),
        ("ב-צה״ל", 'צה"ל', ["צה״ל"]),
        ("بقم قم", "قم", ["قم"]),
    ],
)
def test_finds_names_of_other_scripts(text: str, form: str, names: list[str]) -> None:
    assert find_names(text, form) == names


@pytest.mark.parametrize(
    ("text", "form", "names"),
    [
        ("Gron\u00adfield Insti\u00adtute", "Gronfield Institute", ["Gron\u00adfield Insti\u00adtute"]),
        ("Gronfield\u200b Institute’s", "Gronfield Institute", ["Gronfield\u200b Institute"]),
        ("\u200fGronfield\u200e Institute\u200f’s", "Gronfield Institute", ["Gronfield\u200e Institute"]),
        ("\ufeffGronfield \u2060Institute", "Gron\u00adfield Institute", ["Gronfield \u2060Institute"]),
        ("الحزب، حـزب\u200f وحزب", "حزب", ["حـزب", "حزب"]),
        ("می\u200cدان میدان", "می\u200cدان", ["می\u200cدان"]),
        ("می\u200cدان میدان", "میدان", ["میدان"]),
        ("al-Tariq'a, al-Tariq‘a, al-Tariqʿa's, al-Tariqa", "al-Tariqʿa", ["al-Tariq'a", "al-Tariq‘a", "al-Tariqʿa"]),
        ("Saʾda, Sa'da, Saʼda; Sada", "Saʿda", ["Saʾda", "Sa'da", "Saʼda"]),
        ("ʿAbd al-Karim, 'Abd al-Karim", "ʻAbd al-Karim", ["ʿAbd al-Karim", "'Abd al-Karim"]),
        ("ʿAbd al-Karim", "Abd al-Karim", ["Abd al-Karim"]),
        ("Sanʿa, Sanʿa’s, Sanʾ", "San", ["San"]),
        ("the ﬁrm Ｇｒｏｎ", "Gron", ["Ｇｒｏｎ"]),
        ("the Oﬃce", "Office", ["Oﬃce"]),
        ("Wait… What", "Wait...", ["Wait…"]),
        ("Lukasz, Łukasz", "Łukasz", ["Łukasz"]),
    ],
)
def test_finds_names_however_they_are_typed(text: str, form: str, names: list[str]) -> None:
    assert find_names(text, form) == names


def test_letter_case_at_the_beginning() -> None:
    text = "truce, Truce, prisoner swap, Prisoner swap, Prisoner Swap"
    assert find_names(text, "Truce", "prisoner swap") == ["Truce", "prisoner swap", "Prisoner swap"]
    assert find_names(text, either_case=("Truce", "Prisoner swap")) == text.split(", ")[:4]


def test_a_shared_name_has_all_its_targets_in_one_order() -> None:
    forms = [("Abbas", "mahmoud"), ("Abbas", "ihsan"), ("Abbas", "mahmoud"), ("Mahmoud Abbas", "mahmoud")]
    for order in (forms, forms[::-1]):
        matches = NameFinder.build(order).find("Mahmoud Abbas met Abbas")
        assert matches == [NameMatch(0, 13, ("mahmoud",)), NameMatch(18, 23, ("ihsan", "mahmoud"))]


def test_protected_ranges_are_left_alone() -> None:
    names = NameFinder.build([("Hamas", 1), ("Hamas military wing", 2), ("wing", 3)])
    text = "Hamas military wing, Hamas"
    for protected, expected in [
        ([], [(0, 19, 2), (21, 26, 1)]),
        ([(6, 14)], [(0, 5, 1), (15, 19, 3), (21, 26, 1)]),
        ([(18, 22)], [(0, 5, 1)]),
        ([(21, 26), (2, 3), (0, 4)], [(15, 19, 3)]),
        ([(18, 21)], [(0, 5, 1), (21, 26, 1)]),
        ([(3, 3)], [(0, 19, 2), (21, 26, 1)]),
        ([(0, 26), (2, 4)], []),
    ]:
        found_there = [(match.start, match.end, *match.targets) for match in names.find(text, protected)]
        assert found_there == expected


def test_protected_ranges_are_of_the_text_itself() -> None:
    text = "Wait… Gron\u00adfield, Gron\u00adfield and Gron\u00adfield"
    names = NameFinder.build([("Gronfield", 1)])
    starts = [match.start() for match in re.finditer("Gron", text)]
    for at, start in enumerate(starts):
        for protected in ([(start, start + 4)], [(start + 5, start + 10)], [(start, start + 10)]):
            others = [other for number, other in enumerate(starts) if number != at]
            assert [match.start for match in names.find(text, protected)] == others
    assert len(names.find(text, [(starts[0] - 1, starts[0]), (starts[0] + 10, starts[0] + 11)])) == 3


def test_forms_without_letters_are_never_found() -> None:
    assert find_names("a - b … “”", "-", "", "  ", "…", "“”") == []


def test_forms_are_normalized() -> None:
    decomposed = normalize("NFD", "Erdoğan  Bey ")
    assert find_names("Erdoğan Bey", decomposed) == ["Erdoğan Bey"]


def test_a_registry_can_be_pickled_however_long_a_name_is() -> None:
    long = "word " * 5_000
    names = NameFinder.build([(long, 1), ("PA", 2)], [("truce", 3)])
    assert pickle.loads(pickle.dumps(names)) == names  # noqa: S301
    assert names.find(long)[0].targets == (1,)


WORDS = st.sampled_from(["Ali", "Abu", "the", "B.", "x", "Émile", "'", "’", "-", "–", " ", "\n", ",", "s", "“", "”"])
TEXTS = st.lists(WORDS, max_size=14).map("".join)
FORMS = st.lists(TEXTS, max_size=6)


def find_by_pattern(text: str, forms: list[str], protected: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Find every form with a pattern, at every position."""
    alike = str.maketrans({"’": "'", "–": "-", "“": '"', "”": '"', "\n": " "})
    plain = text.translate(alike)
    patterns = [(form, _pattern(form.translate(alike))) for form in forms if re.search(r"\w", form)]
    matches = []
    at = 0
    while at < len(text):
        ends = [end for form, pattern in patterns for end in [_end(plain, at, pattern, protected)] if end]
        if ends:
            matches.append((at, max(ends)))
        at = max(ends, default=at + 1)
    return matches


def _pattern(form: str) -> re.Pattern[str]:
    words = form.split()
    first = words[0][0]
    begin = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    parts = [begin + re.escape(words[0][1:]), *map(re.escape, words[1:])]
    return re.compile(" +".join(parts))


def _end(text: str, at: int, pattern: re.Pattern[str], protected: list[tuple[int, int]]) -> int | None:
    match = pattern.match(text, at)
    if not match or any(start < match.end() and at < end for start, end in protected):
        return None
    before, after = text[:at], text[match.end() :]
    inner = re.match(r"\w", match[0]) and re.search(r"\w'\Z", before)
    goes_on = re.search(r"\w\Z", match[0]) and re.match(r"'(?!s(?!\w))\w", after)
    if inner or goes_on or re.search(r"\w\Z", before) or re.match(r"\w", after):
        return None
    return match.end()


@settings(max_examples=400)
@given(TEXTS, FORMS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=2))
def test_matches_equal_those_of_a_brute_force_search(
    text: str, forms: list[str], protected: list[tuple[int, int]]
) -> None:
    names = NameFinder.build((form, form) for form in forms)
    spans = [(match.start, match.end) for match in names.find(text, protected)]
    assert spans == find_by_pattern(text, forms, [span for span in protected if span[0] < span[1]])


@settings(max_examples=100)
@given(TEXTS, st.permutations([("Ali", 1), ("Ali Abu", 2), ("the x", 3), ("Abu", 4), ("B.", 5), ("Ali", 6)]))
def test_the_order_of_registration_does_not_matter(text: str, forms: list[tuple[str, int]]) -> None:
    assert NameFinder.build(forms).find(text) == NameFinder.build(sorted(forms)).find(text)


@settings(max_examples=200)
@given(
    st.text(max_size=40).map(lambda text: normalize("NFC", text)),
    st.text(max_size=12).filter(lambda form: any(map(str.isalnum, form))),
)
def test_a_name_between_spaces_is_found_in_any_text(text: str, form: str) -> None:
    name = " ".join(normalize("NFC", form).split())
    whole = f"{text} ; {name} ; {text}"
    matches = NameFinder.build([(form, 1)]).find(whole)
    first = len(text) + 3
    assert any(match.start < first + len(name) and first < match.end for match in matches)
    assert all(before.end <= after.start for before, after in pairwise(matches))
