"""What Pagefind made of one shard's pages, taken apart so that shards can be put together (`generator.site.bundle`).

Pagefind 1.5 numbers the pages as it meets them and writes facets in no order. Here pages are numbered by address, and
each word has its places in those pages as bytes that need no change where the shard becomes part of a larger index:
only the number of the first page of each form of a word stands apart. All of it depends on the pages alone.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2

from generator.site.kept import DIGITS, digest_of

ENTRY = "pagefind-entry.json"
SIGNATURE = b"pagefind_dcd"
"""Before the content of each of Pagefind's files, which are compressed as a whole."""

FIELDS = ("date", "image", "image_alt", "name", "title", "other")
"""What pages say of themselves besides their words, in the order in which all shards count it; the last is the rest."""

Page = tuple[str, int, str, str]
"""The name of a page's fragment, its number of words, its address, its day."""
Form = tuple[str, int, int, bytes]
"""A spelling of a word ("" for the word itself), on how many pages it is, the number of the first, and its places as
Pagefind writes them from there on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A shard: what of it is put together with others, and the files that stay as they are."""

    pages: tuple[Page, ...]
    facets: Mapping[str, Mapping[str, list[int]]]
    words: Mapping[str, tuple[int, list[Form]]]
    """The weight of each word, which is alike however pages are spread over shards, and its forms."""
    fragments: Mapping[str, Path]
    wasm: Path
    entry: Mapping[str, Any]


def settle(bundle: Path, *, days: Mapping[str, str]) -> Settled:
    """Reads the bundle that Pagefind wrote for a shard; `days` has the days of pages by address."""
    entry = json.loads((bundle / ENTRY).read_bytes())
    [(language, index)] = entry["languages"].items()
    _, listed, _, filters, _, fields = _read(bundle / f"pagefind.{index['hash']}.pf_meta")
    files = [bundle / f"fragment/{name}.pf_fragment" for name, _ in listed]
    fragments = [file.read_bytes() for file in files]
    addresses = [json.loads(_unpacked(fragment))["url"] for fragment in fragments]
    places = sorted(range(len(listed)), key=addresses.__getitem__)
    ranks = {old: new for new, old in enumerate(places)}
    # Pagefind's own names have too few digits for files of which one is kept where another has its name.
    names = [digest_of(fragment)[:DIGITS] for fragment in fragments]
    return Settled(
        pages=tuple((names[old], listed[old][1], addresses[old], days.get(addresses[old], "")) for old in places),
        facets={name: _facet(bundle / f"filter/{file}.pf_filter", ranks) for name, file in sorted(filters)},
        words=dict(sorted(_words(bundle / "index", ranks, fields).items())),
        fragments=dict(zip(names, files, strict=True)),
        wasm=bundle / f"wasm.{index['wasm'] or 'unknown'}.pagefind",
        entry={"version": entry["version"], "include_characters": entry["include_characters"], "language": language},
    )


def _facet(file: Path, ranks: Mapping[int, int]) -> dict[str, list[int]]:
    _, values = _read(file)
    return {value: sorted(ranks[page] for page in pages) for value, pages in sorted(values)}


def _words(folder: Path, ranks: Mapping[int, int], fields: list[str]) -> dict[str, tuple[int, list[Form]]]:
    places = [FIELDS.index(name if name in FIELDS else FIELDS[-1]) for name in fields]
    words = {}
    for file in folder.glob("*.pf_index"):
        [packed] = _read(file)
        for word, pages, variants in packed:
            forms = [("", pages), *sorted((form, found) for form, found in variants)]
            settled = [(form, _renumbered(found, ranks, places)) for form, found in forms if found]
            weight = sum(1 + len(here) + len(said) for _, found in settled for _, here, said in found)
            words[word] = weight, [_form(form, found) for form, found in settled]
    return words


def _renumbered(
    packed: list[Any], ranks: Mapping[int, int], fields: list[int]
) -> list[tuple[int, list[int], list[int]]]:
    """Pages with their new numbers, in order; Pagefind writes of each how much larger its number is than the last."""
    number, pages = 0, []
    for step, here, said in packed:
        number += step
        # A negative number says in which field the next ones are.
        pages.append((ranks[number], here, [-1 - fields[-1 - one] if one < 0 else one for one in said]))
    pages.sort(key=lambda page: page[0])
    return pages


def _form(form: str, pages: list[tuple[int, list[int], list[int]]]) -> Form:
    steps = [0, *(after[0] - before[0] for before, after in pairwise(pages))]
    data = cbor2.dumps([[step, here, said] for step, (_, here, said) in zip(steps, pages, strict=True)])
    # Without the length of the list, and of its first page without that it has three parts, and its number.
    return form, len(pages), pages[0][0], data[len(cbor2.dumps(len(pages))) + 2 :]


def _read(file: Path) -> Any:
    return cbor2.loads(_unpacked(file.read_bytes()))


def _unpacked(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(SIGNATURE)
