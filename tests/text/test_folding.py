import re
from unicodedata import category, decomposition, normalize

import pytest
from anyascii import anyascii
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text import folding
from generator.text.folding import (
    ACCENTS,
    IGNORABLE,
    JOINERS,
    LETTERS,
    PUNCTUATION,
    FoldedText,
    Level,
    build_character_set,
    fold,
    fold_name,
    normalize_marks,
    normalize_spaces,
)

TELLING = "aZ 'ʿʾ’“–…ﬁﷺＡｶﾞ½²łßIıİéé\n\u00a0\u00ad\u200b\u200c\u200d\u200f\u2060\ufeff\ufe0f\u0640میन्ত\u0301𝐀\U000e0041"
TEXTS = st.one_of(st.text(), st.text(alphabet=TELLING)).map(lambda text: normalize("NFC", text))
LEVELS = st.sampled_from(Level)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Gron\u00adfield", "Gronfield"),
        ("Gronfield\u200b Institute", "Gronfield Institute"),
        ("\u200fGronfield\u200e Insti\u2060tu\ufeffte", "Gronfield Institute"),
        ("a \u200b b", "a b"),
        ("two  \t spaces\nand\u00a0a line", "two spaces and a line"),
        ("wait… what", "wait... what"),
        ("San‘a, Sanʿa, Sanʾa, Sanʼa, Sanʻa, San′a", "San'a, San'a, San'a, San'a, San'a, San'a"),
        ("“a” „b“ «c» ″d", '"a" "b" "c" "d'),
        ("a–b—c‐d−e⸺f", "a-b-c-d-e-f"),
        ("oﬃcial ﬂag", "official flag"),
        ("Ｇｒｏｎ　１２", "Gron 12"),
        ("ﾊﾏｽ", "ハマス"),
        ("𝐆ron𝓯ield", "Gronfield"),
        ("ﺣﻤﺎﺱ", "حماس"),
        ("حـــماس", "حماس"),
        ("Ĳssel, ŉ", "IJssel, 'n"),
        ("☎\ufe0f", "☎"),
        # What tells words apart stays.
        ("Łukasz Ørsted ß É x² ½ ①", "Łukasz Ørsted ß É x² ½ ①"),
        ("กำ ガ 각 ¨", "กำ ガ 각 ¨"),
    ],
)
def test_typography(text: str, plain: str) -> None:
    assert fold(text).text == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("می\u200cشود", "می\u200cشود"),
        ("می\u200c\u200cشود", "می\u200cشود"),
        ("می\u00ad\u200cشود", "می\u200cشود"),
        ("حزب\u200c الله", "حزب الله"),
        ("\u200cمی", "می"),
        ("क्\u200dष", "क्\u200dष"),
        ("ত্\u200d ", "ত্\u200d "),
        ("Auf\u200clage, a\u200db", "Auflage, ab"),
        ("می\u200cx", "میx"),
    ],
)
def test_joiners_are_part_of_words_that_use_them(text: str, plain: str) -> None:
    assert fold(text).text == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (
            "Łódź Ørsted Đoković Straße Æther Cœur Þór Eyjafjörður Iğdır",
            "lodz orsted dokovic strasse aether coeur thor eyjafjordur igdir",
        ),
        ("STRAẞE İstanbul IĞDIR", "strasse istanbul igdir"),
        ("Ǿ ǽ ǯ", "o ae z"),
        ("x² ½ ①", "x2 1⁄2 1"),
        ("مُحَمَّد ٱلأحمد", "محمد الاحمد"),
        ("ایران", "ايران"),
        ("שָׁלוֹם", "שלום"),
        ("Ёлка", "елка"),
        ("हिन्दी ガザ 각하", "हिन्दी ガザ 각하"),
    ],
)
def test_search(text: str, plain: str) -> None:
    assert fold(normalize("NFC", text), Level.SEARCH).text == plain


def test_offsets_lead_back_to_the_text() -> None:
    text = "The Gron\u00adfield … ﬁnd"
    folded = fold(text)
    start = folded.text.index("Gronfield")
    assert text[slice(*folded.map_range(start, start + 9))] == "Gron\u00adfield"
    assert text[slice(*folded.map_range(start + 10, start + 11))] == "…"
    assert text[slice(*folded.map_range(start + 14, start + 15))] == "ﬁ"
    assert folded.map_position(text.index("…")) == start + 10
    assert folded.map_position(text.index("field")) == folded.map_position(text.index("\u00ad")) == start + 4


def test_a_text_that_keeps_its_positions_has_no_offsets() -> None:
    assert fold("Hamas’s “no” – as ever").offsets is None
    assert fold("Plain.").offsets is None


def test_stripped() -> None:
    assert fold(" a ").strip() == FoldedText("a", (1,))
    assert fold("  \n").strip() == FoldedText("", ())
    assert fold("a").strip() == FoldedText("a")


@given(st.text())
@example("a\u3000b\u2028c\x85d")
def test_plain_marks_keep_every_position(text: str) -> None:
    plain = normalize_marks(text)
    assert len(plain) == len(text)
    assert normalize_marks(plain) == plain
    assert not re.search(r"[^\S ]", plain)


@given(st.text())
def test_plain_spaces_change_nothing_but_spaces(text: str) -> None:
    assert normalize_spaces(text) == re.sub(r"\s", " ", text)


@given(text=TEXTS, level=LEVELS)
@example(text="a \u200b b", level=Level.TYPOGRAPHY)
@example(text="ب\u200c\u0640 ", level=Level.TYPOGRAPHY)
@example(text="¨ ´", level=Level.SEARCH)
def test_folding_twice_changes_nothing(text: str, level: Level) -> None:
    once = fold(text, level).text
    assert fold(once, level).text == once


@given(text=TEXTS, level=LEVELS)
def test_offsets_ascend_and_cover(text: str, level: Level) -> None:
    folded = fold(text, level)
    if folded.offsets is None:
        assert len(folded.text) == len(text)
        return
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    # What no character of the result stands for is left out: invisible, a space beside another, or an accent.
    left = re.compile(rf"[\s{JOINERS}{build_character_set(IGNORABLE)}]|[{build_character_set(ACCENTS)}]")
    for at in set(range(len(text))) - set(folded.offsets):
        assert left.match(text[at]) or fold(text[at], level).text == "" or fold(text[at], level).text == " "


@given(text=TEXTS, level=LEVELS)
def test_offsets_map_each_character_to_its_source(text: str, level: Level) -> None:
    folded = fold(text, level)
    for at, letter in enumerate(folded.text):
        start, end = folded.map_range(at, at + 1)
        assert end == start + 1
        assert letter in fold(text[start:end], level).text or letter in JOINERS


@given(
    parts=st.lists(st.sampled_from(["Hamas", " ", "\u00ad", "\u200b", "ﬁ", "…", "é", "’"]), max_size=8), level=LEVELS
)
def test_invisible_characters_are_ignored(parts: list[str], level: Level) -> None:
    seen = [part for part in parts if part not in {"\u00ad", "\u200b"}]
    assert fold("".join(parts), level).text == fold("".join(seen), level).text


def test_search_folding_equals_the_documented_recipe() -> None:
    """Fold by the recipe of the module's docstring for implementations in another language."""
    unseen = re.compile(f"[{build_character_set(IGNORABLE)}{JOINERS}{build_character_set(ACCENTS)}]")

    def fold_by_recipe(text: str) -> str:
        plain = normalize("NFKD", "".join(PUNCTUATION.get(letter, letter) for letter in text))
        plain = "".join(PUNCTUATION.get(letter, letter) for letter in unseen.sub("", plain))
        plain = "".join(LETTERS.get(letter, letter) for letter in plain).lower()
        return re.sub(" +", " ", normalize("NFC", plain))

    for number in range(0x20000):
        letter = chr(number)
        if category(letter) not in {"Cs", "Cn", "Co"} and normalize("NFC", letter) == letter:
            assert fold_by_recipe(letter) == fold(letter, Level.SEARCH).text, hex(number)


def test_letters_agree_with_anyascii() -> None:
    others = {"ĸ", "ŋ", "Ŋ", "ʒ", "Ʒ", "ẞ"}
    for letter, plain in LETTERS.items():
        if plain.isascii() and letter not in others:
            assert anyascii(letter) == plain


def test_no_compatible_character_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks, forms = folding._COMPATIBLE_BLOCKS, folding.collect_compatibility_forms()  # noqa: SLF001
    monkeypatch.setattr(folding, "_COMPATIBLE_BLOCKS", ((0, 0x10FFFF),))
    assert dict(folding._iterate_compatibility_forms()) == forms  # noqa: SLF001
    assert all(any(first <= ord(letter) <= last for first, last in blocks) for letter in forms)


def test_letters_have_no_mapping_in_unicode() -> None:
    assert [letter for letter in LETTERS if decomposition(letter)] == []


@pytest.mark.parametrize(
    "names",
    [
        ("al-Tariqʿa", "Al-Tariq'a", "AL-TARIQ’A "),
        ("Łukasz Ørsted", "Lukasz  Orsted"),
        ("Gron\u00adfield", "gronfield"),
        ("ＧＲＯＮ", "gron"),
    ],
)
def test_comparable(names: tuple[str, ...]) -> None:
    assert len(set(map(fold_name, names))) == 1
