"""The facets of the search: which pages have which values.

A browser reads one file of compressed JSON for each facet that it needs (`theme/assets/search/bundle_files.js`):

    {"values": [["port-office", "Port Office", 2], ["quay-workers", "Quay Workers", 1]], "steps": ["014", "33R"]}

A value is its id, its label and the number of its pages. The pages of all values follow each other as steps: the number
of the first page of a value, and the differences to the next ones. Here they are 3, 67 and 290: pages 3 and 70 of the
first value, page 290 of the second. A step is a number in base 64. Each text has one digit of all steps, the highest
digits first: these are nearly equal, so that they compress to almost nothing.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from operator import sub
from typing import NamedTuple

from generator.site.search_index.search_data import FacetValue, SearchData

BASE = 64
ZERO = "0"
"""The character of the digit 0; those of the others follow it in Unicode."""

FacetPages = dict[str, dict[FacetValue, list[int]]]
"""The numbers of the pages of each value of each facet."""


class FacetRow(NamedTuple):
    """A value of a facet with its pages, as the cache has it."""

    facet: str
    id: str
    label: str
    pages: list[int]


def collect_facets(pages: Iterable[SearchData]) -> FacetPages:
    """Return the facets of pages that are numbered in this order."""
    facets: FacetPages = {}
    for number, page in enumerate(pages):
        for facet, page_values in page.facets.items():
            values = facets.setdefault(facet, {})
            for value in dict.fromkeys(page_values):
                values.setdefault(value, []).append(number)
    return facets


def merge_facets(page_shards: Sequence[int], shards: Sequence[Sequence[FacetRow]]) -> FacetPages:
    """Return the facets of all shards, with page numbers of the whole index.

    `page_shards` has the number of the shard of each page, and `shards` the rows of each shard.
    """
    numbers: list[list[int]] = [[] for _ in shards]
    for number, shard in enumerate(page_shards):
        numbers[shard].append(number)
    merged: FacetPages = {}
    for shard_numbers, rows in zip(numbers, shards, strict=True):
        for facet, id_, label, pages in rows:
            values = merged.setdefault(facet, {})
            merged_pages = values.setdefault((id_, label), [])
            merged_pages.extend(map(shard_numbers.__getitem__, pages))
    return merged


def list_rows(facets: FacetPages) -> list[FacetRow]:
    """Return facets as sorted rows for the cache."""
    rows = []
    for facet, values in sorted(facets.items()):
        for (id_, label), pages in sorted(values.items()):
            rows.append(FacetRow(facet, id_, label, pages))
    return rows


def render_facet(values: Mapping[FacetValue, list[int]]) -> bytes:
    """Return the file of a facet."""
    rows = []
    steps: list[int] = []
    for (id_, label), pages in sorted(values.items()):
        numbers = sorted(pages)
        rows.append((id_, label, len(numbers)))
        steps += (*numbers[:1], *map(sub, numbers[1:], numbers))
    content = {"values": rows, "steps": _encode_steps(steps)}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def _encode_steps(steps: Sequence[int]) -> list[str]:
    """Return the texts with the digits of all steps, the highest digits first."""
    characters = [chr(ord(ZERO) + digit) for digit in range(BASE)]
    texts: list[str] = []
    rest = list(steps)
    while any(rest):
        texts.append("".join(characters[number % BASE] for number in rest))
        rest = [number // BASE for number in rest]
    return texts[::-1]
