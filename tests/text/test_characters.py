from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text.characters import (
    TOKEN,
    count_words,
    find_word_end,
    is_word,
    splits_word,
)
from generator.text.folding import fold


@given(st.text())
@example("\u03000")
@example("\u0e01\u0e49a")
def test_tokens_are_the_text_and_never_split_a_word(text: str) -> None:
    folded = fold(text).text
    tokens = TOKEN.findall(folded)
    assert "".join(tokens) == folded
    assert not any(is_word(before) and is_word(after) for before, after in pairwise(tokens))
    at = 0
    for token in tokens:
        assert not token[0].isalnum() or not splits_word(folded, at)
        assert not is_word(token) or all(splits_word(folded, at + inner) for inner in range(1, len(token)))
        at += len(token)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Don't go,  PA2!", ["Don", "'", "t", " ", "go", ",", "  ", "PA2", "!"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("می‌خواهد شَرْق", ["می‌خواهد", " ", "شَرْق"]),
        ("中国IDF", ["中", "国", "IDF"]),
        ("ที่นี่", ["ที่", "นี่"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens


@pytest.mark.parametrize(
    ("text", "cuts"),
    [("ab c", [1]), ("中国", []), ("é\u0301a", [1, 2]), ("don't", [1, 2]), ("", [])],
)
def test_cuts_that_go_through_a_word(text: str, cuts: list[int]) -> None:
    assert [at for at in range(len(text)) if splits_word(text, at)] == cuts


def test_end_of_word() -> None:
    assert [find_word_end("ab, c", at) for at in range(5)] == [2, 2, 2, 3, 5]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" – … ", 0),
        ("one", 1),
        ("an attack within\nthe month", 5),
        ("“sleeper cells” in the West Bank", 6),
        ("don’t say U.S.-led 3.5 times", 5),
        ("a large-scale move – not now", 5),
        ("yes—no", 2),
        ("哈马斯", 2),
        ("在加沙的IDF士兵", 4),
        ("ฮามาสกล่าว", 3),
        ("हिन्दी में लिखा", 3),
    ],
)
def test_word_count(text: str, count: int) -> None:
    assert count_words(text) == count
