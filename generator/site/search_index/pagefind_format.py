"""The reader of the index that Pagefind wrote for one shard, into parts that can be merged (`shard_merge`).

Pagefind 1.5 numbers the pages in the order in which it reads them. Here pages are numbered in time, the oldest first,
and each word has its positions in those pages as bytes that need no change when the shard becomes part of a larger
index: only the number of the first page of each form of a word is separate. The result depends on the pages alone.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

import cbor2

from generator.site.search_index.postings import Form, PageText, PostingCollector, TokenCache
from generator.site.search_index.shard_cache import DIGITS, hash_content

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
"""The first bytes of the content of each of Pagefind's files, which are compressed as a whole."""


class DatedPage(Protocol):
    """What decides the order of pages in time."""

    @property
    def address(self) -> str:
        """The address in the site."""

    @property
    def day(self) -> str:
        """The day as YYYY-MM-DD; empty if the page has none."""


Page = TypeVar("Page", bound=DatedPage)


class ShardPage(NamedTuple):
    """A page of a shard: the name of its fragment, its address, its day."""

    fragment: str
    address: str
    day: str


class _Fragment(NamedTuple):
    """The text of a page in Pagefind's bundle: Pagefind's number, its new name, the page, and its file."""

    number: int
    name: str
    address: str
    day: str
    file: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardIndex:
    """A shard: the parts that are merged with those of others, and the files that are copied."""

    pages: tuple[ShardPage, ...]
    words: Mapping[str, tuple[int, list[Form]]]
    """The weight of each word, which does not depend on the distribution of pages over shards, and its forms."""
    fragments: Mapping[str, Path]
    wasm: Path
    entry: Mapping[str, Any]


def read_shard(bundle: Path, *, days: Mapping[str, str]) -> ShardIndex:
    """Read the bundle that Pagefind wrote for a shard; `days` has the days of pages by address."""
    entry = json.loads((bundle / ENTRY).read_bytes())
    [(language, index)] = entry["languages"].items()
    _, listed, _, _, _, fields = _read(bundle / f"pagefind.{index['hash']}.pf_meta")
    fragments: list[_Fragment] = []
    texts: list[PageText] = []
    cache = TokenCache()
    for number, (name, _) in enumerate(listed):
        file = bundle / f"fragment/{name}.pf_fragment"
        data = file.read_bytes()
        content = json.loads(_decompress(data))
        address = content["url"]
        # Pagefind's own names have too few digits: two files with the same name could be taken for one.
        fragments.append(_Fragment(number, hash_content(data)[:DIGITS], address, days.get(address, ""), file))
        texts.append(PageText.read(content, cache))
    pages: list[ShardPage] = []
    ranks: dict[int, int] = {}
    for rank, fragment in enumerate(sort_by_time(fragments)):
        pages.append(ShardPage(fragment.name, fragment.address, fragment.day))
        ranks[fragment.number] = rank
    return ShardIndex(
        pages=tuple(pages),
        words=_read_words(bundle / "index", PostingCollector(texts, ranks, fields)),
        fragments={fragment.name: fragment.file for fragment in fragments},
        wasm=bundle / f"wasm.{index['wasm'] or 'unknown'}.pagefind",
        entry={"version": entry["version"], "include_characters": entry["include_characters"], "language": language},
    )


def sort_by_time(pages: Iterable[Page]) -> list[Page]:
    """Return pages with the oldest first, and before them those without a day.

    Pages of one day are in descending order of address, so that the newest first reads from a to z.
    """
    by_address = sorted(pages, key=attrgetter("address"), reverse=True)
    return sorted(by_address, key=attrgetter("day"))


def _read_words(folder: Path, collector: PostingCollector) -> dict[str, tuple[int, list[Form]]]:
    for file in folder.glob("*.pf_index"):
        [packed] = _read(file)
        for word, pages, variants in packed:
            collector.add(word, pages)
            for _, variant_pages in variants:
                collector.add(word, variant_pages)
    return dict(collector.finish())


def _read(file: Path) -> Any:
    return cbor2.loads(_decompress(file.read_bytes()))


def _decompress(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(SIGNATURE)
