"""The postings of the index have each word of each page, as it is spelled, with its position."""

import io
import random
import zlib
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import cbor2
import pytest
from search_page import read_bundle, unpack_json

from generator.site.search_index.postings import FULL, INLINE
from generator.site.search_index.search_bundle import index_site
from generator.site.search_index.search_data import SearchData
from generator.text.search_words import extract_words

TEXT = (
    "policies policy the old-fashioned l’Union–Republic Tariqʿa Wałęsa oﬃce ｍｉｌｌｓ Straße Gron\u00adfield re-enter "
    "winter. “winter – 2017-03-26 & 委员会 السفينة McDonald’s U.S. e-mail, naïve Ænima and/or part_of ½ ’tis"
)
PLACES = Path(__file__).parents[2] / "generator/theme/assets/search/places.js"

Postings = dict[tuple[int, int], set[str]]
"""The words at each pair of page and position."""


def render_page(title: str, paragraphs: list[str]) -> str:
    body = "".join(f'<p id="p{number}">{text}</p>' for number, text in enumerate(paragraphs, 1))
    head = f"<title>{title}</title>"
    article = f'<article data-pagefind-body><h1 id="t">{title}</h1>{body}</article>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{article}</body></html>'


def read_packed_words(bundle: Path) -> Iterator[tuple[str, str, int, list[int]]]:
    """Yield the stem, spelling, first page and numbers of each posting of the only shard."""
    for file in (bundle / "index").iterdir():
        data = zlib.decompress(file.read_bytes(), -zlib.MAX_WBITS)
        stream = io.BytesIO(data)
        while stream.tell() < len(data):
            _, words = cbor2.load(stream)
            for stem, forms in words:
                for form, _, first, packed in forms:
                    yield stem, form or stem, first, cbor2.loads(packed)


def read_postings(bundle: Path) -> Postings:
    """Return the words at each position, read as a browser reads them."""
    words_at: Postings = {}
    for _, spelling, first, numbers in read_packed_words(bundle):
        word, *length = spelling.split(" ")
        at, number = 0, first
        while at < len(numbers):
            step, count = numbers[at : at + 2]
            number += step
            for place in decode_positions(numbers[at + 2 : at + 2 + count]):
                if not length:
                    words_at.setdefault((number, place), set()).add(word)
            at += 2 + count
            at += 1 + numbers[at]
    return words_at


def decode_positions(packed: list[int]) -> Iterator[int]:
    run = [-1 - FULL]
    for value in [*packed, -1]:
        if value < 0:
            yield from accumulate(run[1:])
            run = []
        run.append(value)
        if len(run) == 1 and value >= 0:
            run.insert(0, -1 - FULL)


@pytest.mark.parametrize("seed", range(3))
def test_postings_have_all_words_at_their_positions(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(5):
        file = tmp_path / f"briefings/{number}/index.html"
        file.parent.mkdir(parents=True)
        texts = [" ".join(dice.choices(TEXT.split(), k=dice.randrange(1, 9))) for _ in range(3)]
        file.write_text(render_page(f"No {number} policies", texts), encoding="utf-8")
    index_site(tmp_path, lambda path: SearchData(f"No {path.split('/')[1]} policies"))
    bundle = read_bundle(tmp_path)

    expected: Postings = {}
    for number, name in enumerate(bundle.pages):
        fragment = unpack_json(bundle.folder / f"fragment/{name}.pf_fragment")
        blocks = {anchor["location"] for anchor in fragment["anchors"] if anchor["element"] not in INLINE}
        place = 0
        for location, token in enumerate(fragment["content"].split(" ")):
            place += location in blocks
            for word in extract_words(token):
                expected[number, place] = {word}
                place += 1
    assert read_postings(bundle.folder) == expected


def test_compound_words_are_indexed_joined_and_by_stem(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(render_page("A", ["Old-fashioned policies of the l’Union"]), encoding="utf-8")
    index_site(tmp_path, lambda _: SearchData("A"))
    indexed = {(stem, spelling) for stem, spelling, _, _ in read_packed_words(tmp_path / "pagefind")}
    assert {("polici", "policies"), ("fashion", "fashioned"), ("union", "union"), ("lunion", "lunion 2")} <= indexed
    assert ("oldfashion", "oldfashioned 2") in indexed


def test_the_browser_counts_the_same_elements_as_blocks() -> None:
    names = ", ".join(f'"{name}"' for name in INLINE)
    assert f"export const INLINE = [{names}];" in PLACES.read_text(encoding="utf-8")
