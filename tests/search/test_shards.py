"""The search index is updated shard by shard: it always equals a new index, and never builds on damaged files."""

import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.infra.files import DISK, Disk
from generator.site.search_index import shards
from generator.site.search_index.search_bundle import StaleIndexError, update_index
from generator.site.search_index.search_data import SearchData
from generator.site.search_index.shards import count_shards, get_shard_number

WORDS = ["gravel", "harbour", "barley", "canal", "مرفأ", "委员会说", "náutica", "nautica", "quay", "toll", "winter"]
MANIFEST = "manifest.json"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "FEW", 8)
    monkeypatch.setattr(shards, "SIZE", 1)


class SearchedPage(NamedTuple):
    html: bytes
    data: SearchData


DATA: defaultdict[Path, dict[str, SearchData]] = defaultdict(dict)
"""The search data of all pages of each index, by path, as docs/ has it."""


def page(title: str, text: str, *, day: str = "2020-01-01", more: str = "") -> SearchedPage:
    html = f"""<!doctype html><html lang="en" class="no-js"><head><title>{title}</title></head>
<body><article data-pagefind-body class="text"><h1>{title}</h1><p id="p1">{text}</p>{more}</article></body></html>
"""
    word = text.split(maxsplit=1)[0]
    return SearchedPage(html.encode(), SearchData(title, day=day, facets={"kind": [(word, word.upper())]}))


def unsearched(html: str) -> SearchedPage:
    return SearchedPage(html.encode(), SearchData())


def pages_of(number: int, dice: random.Random) -> dict[str, SearchedPage]:
    return {f"briefings/{one}/index.html": some_page(dice) for one in range(number)}


def some_page(dice: random.Random) -> SearchedPage:
    day = f"20{dice.randrange(10, 30)}-01-01"
    return page(f"No {dice.randrange(100)}", " ".join(dice.choices(WORDS, k=6)), day=day)


def update(
    state: Path, pages: Mapping[str, SearchedPage], removed: tuple[str, ...] = (), jobs: int = 1, disk: Disk = DISK
) -> Mapping[str, str]:
    DATA[state] |= {path: one.data for path, one in pages.items()}
    html = {path: one.html for path, one in pages.items()}
    return update_index(state, html, removed, DATA[state].__getitem__, jobs=jobs, disk=disk)


def bundle(
    state: Path, pages: Mapping[str, SearchedPage], removed: tuple[str, ...] = (), jobs: int = 1
) -> dict[str, bytes]:
    return {path: (state / file).read_bytes() for path, file in update(state, pages, removed, jobs).items()}


@pytest.mark.parametrize("seed", range(3))
def test_incremental_update_equals_a_new_index(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    pages = pages_of(dice.randrange(6, 12), dice)
    bundle(tmp_path / "kept", pages)
    for step in range(5):
        gone = tuple(dice.sample(sorted(pages), dice.randrange(3)))
        new = {f"briefings/{step}-{one}/index.html": some_page(dice) for one in range(dice.randrange(5))}
        changed = {path: some_page(dice) for path in dice.sample(sorted(pages), 2) if path not in gone}
        pages = {path: one for path, one in pages.items() if path not in gone} | new | changed
        kept = bundle(tmp_path / "kept", new | changed, gone, jobs=2)

        assert kept == bundle(tmp_path / f"new-{step}", dict(reversed(pages.items())))


def test_only_the_shard_of_a_changed_page_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pages_of(20, random.Random(1))
    bundle(tmp_path, pages)
    asked = []
    call = shards._call  # noqa: SLF001  # what is counted
    monkeypatch.setattr(shards, "_call", lambda folder, *rest: (asked.append(folder.name), call(folder, *rest)))
    path = min(pages)

    bundle(tmp_path, {path: page("Other", "words")})

    assert asked == [str(get_shard_number(path, count_shards(20)))]


def test_content_that_is_not_searched_does_not_change_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "briefings/a/index.html"
    before = update(tmp_path, {path: page("A", "gravel")})
    monkeypatch.setattr(shards, "_call", None)
    more = '<figure><svg><text>x</text></svg></figure><ul class="rows"><li>y</li></ul><script>{}</script>'

    after = update(tmp_path, {path: page("A", "gravel", more=more), "other.html": unsearched("<p>not searched")})

    assert after == before


def test_a_change_of_facets_alone_updates_only_their_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = pages_of(20, random.Random(7))
    before = bundle(tmp_path / "kept", pages)
    asked = []
    call = shards._call  # noqa: SLF001  # what is counted
    monkeypatch.setattr(shards, "_call", lambda folder, *rest: (asked.append(folder.name), call(folder, *rest)))
    path = min(pages)
    data = pages[path].data._replace(facets={"theme": [("tolls", "Tolls")], **pages[path].data.facets})
    changed = {path: pages[path]._replace(data=data)}

    after = bundle(tmp_path / "kept", changed)

    assert asked == [str(get_shard_number(path, count_shards(20)))]
    new = {file for file in after if file not in before}
    assert sorted(file.split("/")[1] for file in new) == ["facets", new_list(after)]
    assert after == bundle(tmp_path / "new", pages | changed)


def new_list(files: Mapping[str, bytes]) -> str:
    return next(path.split("/")[1] for path in files if path.endswith(".pf_meta"))


def test_facets_that_changed_unnoticed_make_the_index_stale(tmp_path: Path) -> None:
    pages = pages_of(2, random.Random(4))
    bundle(tmp_path, pages)
    DATA[tmp_path][max(pages)] = SearchData("Other")

    with pytest.raises(StaleIndexError):
        bundle(tmp_path, {min(pages): page("Other", "words")})


def test_returned_files_are_never_modified_in_place(tmp_path: Path) -> None:
    pages = pages_of(12, random.Random(2))
    before = update(tmp_path / "state", pages)
    links = {path: tmp_path / "site" / path for path in before}
    for path, link in links.items():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.hardlink_to(tmp_path / "state" / before[path])
    contents = {path: link.read_bytes() for path, link in links.items()}

    bundle(tmp_path / "state", {min(pages): page("Other", "words")})

    assert {path: link.read_bytes() for path, link in links.items()} == contents


def test_a_page_that_is_no_longer_searched_is_removed(tmp_path: Path) -> None:
    pages = pages_of(10, random.Random(3))
    bundle(tmp_path / "kept", pages)
    path = min(pages)

    without = bundle(tmp_path / "new", pages | {path: unsearched("")})
    assert bundle(tmp_path / "kept", {path: unsearched("<p>none")}) == without


@pytest.mark.parametrize("pattern", [MANIFEST, "fragment/*", "wasm/*", "pagefind/*", "pagefind/*/*"])
def test_damaged_published_files_are_detected_at_once(tmp_path: Path, pattern: str) -> None:
    bundle(tmp_path, pages_of(9, random.Random(4)))
    damage(next(file for file in sorted(tmp_path.glob(pattern)) if file.is_file()))

    with pytest.raises(StaleIndexError):
        bundle(tmp_path, {})


@pytest.mark.parametrize("part", ["pages", "facets", "weights", "chunks"])
def test_a_damaged_shard_is_detected_when_any_page_changes(tmp_path: Path, part: str) -> None:
    pages = pages_of(9, random.Random(4))
    bundle(tmp_path, pages)
    number = next(
        get_shard_number(path, count_shards(9))
        for path in pages
        if get_shard_number(path, count_shards(9)) != shard(pages)
    )
    damage(next(tmp_path.glob(f"shards/{number}.{part}.*")))

    with pytest.raises(StaleIndexError):
        bundle(tmp_path, {min(pages): page("Other", "words")})


def test_a_damaged_page_is_detected_when_its_shard_is_indexed_again(tmp_path: Path) -> None:
    pages = pages_of(2, random.Random(4))
    bundle(tmp_path, pages)
    damage(tmp_path / "pages/1/0" / max(pages))

    with pytest.raises(StaleIndexError):
        bundle(tmp_path, {min(pages): page("Other", "words")})


def damage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def shard(pages: Mapping[str, SearchedPage]) -> int:
    """The shard of the first page."""
    return get_shard_number(min(pages), count_shards(len(pages)))


@pytest.mark.parametrize("writes", [1, 3, 10, 20])
def test_an_interrupted_update_is_detected(tmp_path: Path, writes: int) -> None:
    pages = pages_of(12, random.Random(5))
    bundle(tmp_path, pages)
    changed = {path: page("Other", f"words {path}") for path in pages}
    left = iter(range(writes))

    class Killed(Disk):
        def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            super().put(path, data, durable=durable)

    with pytest.raises(KeyboardInterrupt):
        update(tmp_path, changed, disk=Killed())

    with pytest.raises(StaleIndexError):
        bundle(tmp_path, {})


def test_an_index_of_another_version_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(tmp_path, pages_of(2, random.Random(6)))
    monkeypatch.setattr("generator.site.search_index.search_bundle._FORMAT", -1)

    with pytest.raises(StaleIndexError, match="another version made it"):
        bundle(tmp_path, {})


@pytest.mark.parametrize(("pages", "number"), [(0, 1), (7, 1), (8, 2), (15, 2), (16, 4), (63, 4), (64, 8)])
def test_the_number_of_shards_grows_by_powers_of_two(pages: int, number: int) -> None:
    assert count_shards(pages) == number


def test_site_without_articles_has_no_index(tmp_path: Path) -> None:
    assert update(tmp_path / "state", {"index.html": unsearched("<!doctype html><title>Home</title>")}) == {}
