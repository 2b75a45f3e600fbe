"""The words of an index in ranges, one file for each range, so that a browser fetches only the ranges it needs.

A file is the concatenation of one chunk for each shard. Each chunk is compressed separately, so that only the chunks of
a changed shard are written again and the others are copied. The border of a range is decided by the words around it
alone: one word more or less moves the borders near it, and no others. The ranges do not depend on the distribution of
pages over shards.
"""

import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import filterfalse, pairwise

import cbor2

from generator.infra.mappings import select_keys
from generator.site.search_index.postings import Form

LIGHT, HEAVY = 10_000, 20_000
"""A range has at least the first weight, up to the next possible border; and at most the second, or a single word."""
_BORDERS = 8
"""One in this number of words may begin a range."""

END = b"\x03\x00"
"""An empty last block, which ends the stream of compressed chunks (RFC 1951)."""

Range = tuple[str, str]
"""The first word of a range, and that of the next range, or "" after the last one."""
Words = Mapping[str, tuple[int, list[Form]]]


def split_into_ranges(weights: Mapping[str, int]) -> list[Range]:
    """Return all ranges of an index, in order, by the weight of each word."""
    starts: list[str] = []
    range_weight = 0
    for word in sorted(weights):
        weight = weights[word]
        is_border = range_weight >= LIGHT and not zlib.crc32(word.encode()) % _BORDERS
        if not starts or is_border or range_weight + weight > HEAVY:
            starts.append(word)
            range_weight = 0
        range_weight += weight
    return list(pairwise([*starts, ""]))


def list_last_words(weights: Mapping[str, int], ranges: Sequence[Range]) -> list[str]:
    """Return the last word of each range."""
    words = sorted(weights)
    return [words[_find_end(words, next_start) - 1] for _, next_start in ranges]


def build_chunks(
    number: int, words: Words, ranges: Sequence[Range], known: Mapping[Range, bytes]
) -> dict[Range, bytes]:
    """Return the chunks of the shard with that number, b"" for a range without words; `known` chunks are reused."""
    missing = list(filterfalse(known.__contains__, ranges))
    chunks = dict(known)
    for word_range, forms in _group_words(words, missing):
        chunks[word_range] = _compress([number, forms]) if forms else b""
    return select_keys(chunks, ranges)


def _group_words(words: Words, ranges: Sequence[Range]) -> Iterator[tuple[Range, list[object]]]:
    """Yield each range with its words and their forms."""
    sorted_words = sorted(words) if ranges else []
    for word_range in ranges:
        start, next_start = word_range
        members = sorted_words[bisect_left(sorted_words, start) : _find_end(sorted_words, next_start)]
        yield word_range, [[word, words[word][1]] for word in members]


def _find_end(sorted_words: Sequence[str], next_start: str) -> int:
    """Return the number of words before the next range."""
    return bisect_left(sorted_words, next_start) if next_start else len(sorted_words)


def _compress(value: object) -> bytes:
    """Return a value compressed up to a byte border, so that another chunk can follow."""
    compressor = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(cbor2.dumps(value)) + compressor.flush(zlib.Z_FULL_FLUSH)
