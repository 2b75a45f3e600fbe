"""The shards of the search index: which page is in which, and how Pagefind's program indexes one.

Below `FEW` pages there is one shard; above, so many that they grow in size as in number. A page's shard is decided by
its path and their number alone. Pagefind has a Python interface too, which takes a tenth of a second for each page, so
the program is called.
"""

import hashlib
import math
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pagefind_bin import get_executable

from generator.progress import Progress, counted
from generator.site.files import Disk, EngineError
from generator.site.kept import DIGITS, Manifest, StaleState, content, digest_of, put
from generator.site.lean import NO_TEXT, NOT_TEXT, day
from generator.site.settled import Settled, settle

FEW = 500
SIZE = 2

PAGES, FRAGMENTS, SHARDS, WASM = "pages", "fragment", "shards", "wasm"
"""Folders of the state."""
_RUNS = "run"
_ONE_FILE = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(2**40)}
"""All words of a shard in one file, as they are put into ranges later; without it there are only more files to read."""


class Manner(NamedTuple):
    """How the index is made: by how many processes, on which disk, and who is told."""

    jobs: int
    disk: Disk
    progress: Progress


def number_of(pages: int) -> int:
    """How many shards so many pages have: a power of two, and a shard has `SIZE` times as many pages or more.

    Both what one changed page costs by the pages of its shard, and what it costs by the number of shards, so grow with
    the square root.
    """
    return 1 if pages < FEW else 1 << (math.isqrt(pages // SIZE).bit_length() - 1)


def shard_of(path: str, number: int) -> int:
    """The number of the shard that the page is in."""
    return int.from_bytes(hashlib.sha256(path.encode()).digest()[:4], "big") % number


def place(path: str, number: int) -> str:
    """Where a page is kept, below the state: the pages of a shard have a folder, as Pagefind reads all of one."""
    return f"{_folder(shard_of(path, number), number)}/{path}"


def indexed(state: Path, before: Manifest, pages: Mapping[str, tuple[str, str]], manner: Manner) -> Manifest:
    """What the folder holds when its shards are those of `pages`: only the changed ones are indexed anew."""
    number = number_of(len(pages))
    language = _main(language for _, language in pages.values())
    within: list[dict[str, str]] = [{} for _ in range(number)]
    for path, (digest, _) in sorted(pages.items()):
        within[shard_of(path, number)][path] = digest
    changed = set(range(number))
    if number == len(before.shards) and language == before.language:
        different = {path for path in pages.keys() | before.pages.keys() if pages.get(path) != before.pages.get(path)}
        changed = {shard_of(path, number) for path in different}
    shards = [{} if one in changed else before.shards[one] for one in range(number)]
    about = before.about if len(changed) < number else {}
    # Where there is no page at all, Pagefind says so; a shard among others may well be empty.
    busy = {one: within[one] for one in sorted(changed) if within[one] or number == 1}
    with manner.progress.stage("indexing", len(busy)) as stage:
        for one, settled in counted(stage, _settled(state, busy, number, language, manner.jobs)):
            shards[one] = _kept(state, one, settled, manner.disk)
            about = {**settled.entry, **_program(state, settled, manner.disk)}
    return replace(before, pages=pages, language=language, shards=tuple(shards), about=about)


def _main(languages: Iterable[str]) -> str:
    """The language of most pages: all are one index."""
    counted = Counter(languages)
    return min(counted, key=lambda name: (-counted[name], name), default="")


def _settled(
    state: Path, busy: Mapping[int, Mapping[str, str]], number: int, language: str, jobs: int
) -> Iterator[tuple[int, Settled]]:
    """What Pagefind makes of each shard, of which the pages are given with their digests. Raises `StaleState`."""
    threads = 1 if min(jobs, len(busy)) > 1 else None
    pool = ThreadPoolExecutor(max_workers=jobs)
    try:
        # What is to be indexed is looked at first: all of it, and nothing else.
        days = {one: _days(state, one, number, pages) for one, pages in busy.items()}
        runs = [pool.submit(_call, state / _folder(one, number), _run(state, one), language, threads) for one in busy]
        for one, run in zip(busy, runs, strict=True):
            run.result()
            yield one, settle(_run(state, one), days=days[one])
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(state / _RUNS, ignore_errors=True)


def _days(state: Path, one: int, number: int, pages: Mapping[str, str]) -> dict[str, str]:
    """The day of each page of a shard by its address. Raises `StaleState`."""
    folder = _folder(one, number)
    if sum(len(files) for _, _, files in os.walk(state / folder)) != len(pages):
        raise StaleState(f"`{folder}` has other pages")
    return {_address(path): day(content(state, f"{folder}/{path}", digest)) for path, digest in pages.items()}


def _call(site: Path, out: Path, language: str, threads: int | None) -> None:
    """Has Pagefind index the pages in a folder. Raises `EngineError` with what it says."""
    excluded = [*(f".{name}" for name in NOT_TEXT), *NO_TEXT]
    command = [str(get_executable()), "--site", str(site), "--output-path", str(out)]
    command += ["--silent", *(word for one in excluded for word in ("--exclude-selectors", one))]
    command += ["--force-language", language] if language else []
    limits = {"RAYON_NUM_THREADS": str(threads)} if threads else {}
    done = subprocess.run(command, capture_output=True, check=False, env={**os.environ, **_ONE_FILE, **limits})
    if done.returncode:
        said = done.stderr.decode(errors="replace").split("\n")
        raise EngineError(("the search index could not be made", *(line.strip() for line in said if line.strip())))


def _kept(state: Path, number: int, settled: Settled, disk: Disk) -> dict[str, str]:
    """The files in which the parts of the shard are kept."""
    (state / FRAGMENTS).mkdir(exist_ok=True)
    sizes = {name: file.stat().st_size for name, file in settled.fragments.items()}
    there = set(os.listdir(state / FRAGMENTS))  # noqa: PTH208  # of thousands
    for name, file in settled.fragments.items():
        if f"{name}.pf_fragment" not in there:
            file.replace(state / FRAGMENTS / f"{name}.pf_fragment")
    parts = {
        "pages": [[*page, sizes[page[0]]] for page in settled.pages],
        "facets": settled.facets,
        "weights": {word: weight for word, (weight, _) in settled.words.items()},
        "words": settled.words,
    }
    return {name: put(state, f"{SHARDS}/{number}.{name}", value, disk) for name, value in parts.items()}


def _program(state: Path, settled: Settled, disk: Disk) -> dict[str, str | int]:
    """The WebAssembly of the language of all pages."""
    data = settled.wasm.read_bytes()
    name = digest_of(data)[:DIGITS]
    file = f"{WASM}/{name}.pagefind"
    if not (state / file).exists():
        disk.put(state / file, data)
    return {"wasm": name, "wasm_file": file, "wasm_size": len(data)}


def _folder(one: int, number: int) -> str:
    return f"{PAGES}/{number}/{one}"


def _run(state: Path, number: int) -> Path:
    return state / _RUNS / str(number)


def _address(path: str) -> str:
    """The address that Pagefind gives a page."""
    return "/" + (path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
