"""The words of an index in ranges, one file for each range, of which a browser fetches those that it needs.

A file is joined of one piece for each shard, each compressed by itself, so that a changed shard is written anew and the
others' pieces are only copied. Where a range begins is decided by the words around it alone: a word more or less moves
the borders near it, and no others. However pages are spread over shards, the ranges are the same.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import cbor2

from generator.site.settled import Form

LIGHT, HEAVY = 10_000, 20_000
"""A range has at least this weight, up to the next word at which one may begin; and at most that, or one word."""
_BORDERS = 8
"""One in so many words may begin a range."""

END = b"\x03\x00"
"""An empty last block, which ends the stream of compressed pieces (RFC 1951)."""

Range = tuple[str, str]
"""The first word of a range, and that of the next one; "" where there is none."""
Words = Mapping[str, tuple[int, list[Form]]]


def ranges(weights: Mapping[str, int]) -> list[Range]:
    """All ranges of an index, in order, by the weight of each word."""
    starts: list[str] = []
    weight = 0
    for word in sorted(weights):
        more = weights[word]
        is_border = weight >= LIGHT and not zlib.crc32(word.encode()) % _BORDERS
        if not starts or is_border or weight + more > HEAVY:
            starts.append(word)
            weight = 0
        weight += more
    return list(pairwise([*starts, ""]))


def last_words(weights: Mapping[str, int], parts: Sequence[Range]) -> list[str]:
    """The last word of each range."""
    words = sorted(weights)
    places = {word: place for place, word in enumerate(words)}
    return [words[places[after] - 1] if after else words[-1] for _, after in parts]


def cut(number: int, words: Words, parts: Sequence[Range], known: Mapping[Range, bytes]) -> dict[Range, bytes]:
    """The pieces of the shard of that number; those that are `known` are kept, b"" where it has no word of a range."""
    wanted = [part for part in parts if part not in known]
    made = {part: _packed([number, found]) if found else b"" for part, found in _in_ranges(words, wanted)}
    return {part: known[part] if part in known else made[part] for part in parts}


def _in_ranges(words: Words, parts: Sequence[Range]) -> Iterator[tuple[Range, list[object]]]:
    ordered = sorted(words) if parts else []
    at = 0
    for part in parts:
        first, after = part
        while at < len(ordered) and ordered[at] < first:
            at += 1
        found: list[object] = []
        while at < len(ordered) and (not after or ordered[at] < after):
            found.append([ordered[at], words[ordered[at]][1]])
            at += 1
        yield part, found


def _packed(value: object) -> bytes:
    """Compressed up to a border of bytes, so that another piece can follow."""
    compressor = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(cbor2.dumps(value)) + compressor.flush(zlib.Z_FULL_FLUSH)
