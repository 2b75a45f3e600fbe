"""Indexed words of scripts without spaces, and of words with attached particles."""

import re
from pathlib import Path

import pytest

from generator.site.search_index.searched_text import mark_word_boundaries
from generator.text.characters import SPACELESS

WORDS = Path(__file__).parents[2] / "generator/theme/assets/search/words.js"


def mark_and_split(page: str) -> list[str]:
    return re.sub("<[^>]*>", "", mark_word_boundaries(page.encode()).decode()).split()


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>委员会说</p>", "委员 员会 会说 说"),
        ("<p>船</p>", "船"),
        ("<p>说，船在2024年3月</p>", "说 ， 船在 在 2024 年 3 月"),
        ("<p>港<a href='港口'>口</a><mark id=c1>说</mark></p>", "港口 口说 说"),
        ("<p>港</p><p>口</p>", "港 口"),
        ("<p>กิน</p>", "กิน น"),
        ("<p>no 'change' &amp; “none”</p>", "no 'change' &amp; “none”"),
        (
            "<p>l’Union–Republic <a>Israel</a>’s Tariqʿa “it” – no</p>",
            "l’`Union–`Republic Israel’`s Tariqʿ`a “it” – no",
        ),
        ("<p>السفينة</p>", "ال`سفينة"),
        ("<p>والسفينة في</p>", "وال`سفينة في"),
        ("<p>ואל</p>", "ואל"),
        ("<p>האונייה</p>", "ה`אונייה"),
    ],
)
def test_word_boundaries_are_marked(page: str, expected: str) -> None:
    assert mark_and_split(page) == expected.split()


def test_attributes_and_scripts_are_not_changed() -> None:
    page = "<h2 id='港口' title='委员会'></h2><script type='application/ld+json'>{\"name\": \"委员会\"}</script>"

    assert mark_word_boundaries(page.encode()).decode() == page


def test_the_browser_has_the_same_scripts() -> None:
    script = WORDS.read_text(encoding="utf-8")
    ranges = re.search(r'"\[(\\\\u.*?)" \+\s+"(.*?)\]"', script)
    assert ranges
    characters = re.sub(r"\\\\u\{?([0-9a-f]+)\}?", lambda match: chr(int(match[1], 16)), "".join(ranges.groups()))

    assert characters == SPACELESS
