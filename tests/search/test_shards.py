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
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "FEW", 8)
    monkeypatch.setattr(shards, "SIZE", 1)


class SearchedPage(NamedTuple):
    html: bytes
    data: SearchData


DATA: defaultdict[Path, dict[str, SearchData]] = defaultdict(dict)
"""The search data of all pages of each index, by path, as docs/ has it."""


def make_page(title: str, text: str, *, day: str = "2020-01-01", extra: str = "") -> SearchedPage:
    html = f"""<!doctype html><html lang="en" class="no-js"><head><title>{title}</title></head>
<body><article data-pagefind-body class="text"><h1>{title}</h1><p id="p1">{text}</p>{extra}</article></body></html>
"""
    word = text.split(maxsplit=1)[0]
    return SearchedPage(html.encode(), SearchData(title, day=day, facets={"kind": [(word, word.upper())]}))


def make_unsearched(html: str) -> SearchedPage:
    return SearchedPage(html.encode(), SearchData())


def make_pages(number: int, dice: random.Random) -> dict[str, SearchedPage]:
    return {f"briefings/{index}/index.html": make_random_page(dice) for index in range(number)}


def make_random_page(dice: random.Random) -> SearchedPage:
    day = f"20{dice.randrange(10, 30)}-01-01"
    return make_page(f"No {dice.randrange(100)}", " ".join(dice.choices(WORDS, k=6)), day=day)


def update_files(
    state: Path, pages: Mapping[str, SearchedPage], removed: tuple[str, ...] = (), jobs: int = 1, disk: Disk = DISK
) -> Mapping[str, str]:
    DATA[state] |= {path: searched.data for path, searched in pages.items()}
    html = {path: searched.html for path, searched in pages.items()}
    return update_index(state, html, removed, DATA[state].__getitem__, jobs=jobs, disk=disk)


def update_bundle(
    state: Path, pages: Mapping[str, SearchedPage], removed: tuple[str, ...] = (), jobs: int = 1
) -> dict[str, bytes]:
    return {path: (state / file).read_bytes() for path, file in update_files(state, pages, removed, jobs).items()}


@pytest.mark.parametrize("seed", range(3))
def test_incremental_update_equals_a_new_index(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    pages = make_pages(dice.randrange(6, 12), dice)
    update_bundle(tmp_path / "kept", pages)
    for step in range(5):
        removed = tuple(dice.sample(sorted(pages), dice.randrange(3)))
        new = {f"briefings/{step}-{number}/index.html": make_random_page(dice) for number in range(dice.randrange(5))}
        changed = {path: make_random_page(dice) for path in dice.sample(sorted(pages), 2) if path not in removed}
        pages = {path: number for path, number in pages.items() if path not in removed} | new | changed
        updated = update_bundle(tmp_path / "kept", new | changed, removed, jobs=2)

        assert updated == update_bundle(tmp_path / f"new-{step}", dict(reversed(pages.items())))


def test_only_the_shard_of_a_changed_page_is_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = make_pages(20, random.Random(1))
    update_bundle(tmp_path, pages)
    indexed_shards = []
    call = shards._call  # noqa: SLF001  # the calls are counted
    monkeypatch.setattr(
        shards, "_call", lambda folder, *rest: (indexed_shards.append(folder.name), call(folder, *rest))
    )
    path = min(pages)

    update_bundle(tmp_path, {path: make_page("Other", "words")})

    assert indexed_shards == [str(get_shard_number(path, count_shards(20)))]


def test_content_that_is_not_searched_does_not_change_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "briefings/a/index.html"
    before = update_files(tmp_path, {path: make_page("A", "gravel")})
    monkeypatch.setattr(shards, "_call", None)
    extra = '<figure><svg><text>x</text></svg></figure><ul class="rows"><li>y</li></ul><script>{}</script>'

    after = update_files(
        tmp_path, {path: make_page("A", "gravel", extra=extra), "other.html": make_unsearched("<p>not searched")}
    )

    assert after == before


def test_a_change_of_facets_alone_updates_only_their_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = make_pages(20, random.Random(7))
    before = update_bundle(tmp_path / "kept", pages)
    indexed_shards = []
    call = shards._call  # noqa: SLF001  # the calls are counted
    monkeypatch.setattr(
        shards, "_call", lambda folder, *rest: (indexed_shards.append(folder.name), call(folder, *rest))
    )
    path = min(pages)
    data = pages[path].data._replace(facets={"theme": [("tolls", "Tolls")], **pages[path].data.facets})
    changed = {path: pages[path]._replace(data=data)}

    after = update_bundle(tmp_path / "kept", changed)

    assert indexed_shards == [str(get_shard_number(path, count_shards(20)))]
    new = {file for file in after if file not in before}
    assert sorted(file.split("/")[1] for file in new) == ["facets", find_page_list(after)]
    assert after == update_bundle(tmp_path / "new", pages | changed)


def find_page_list(files: Mapping[str, bytes]) -> str:
    return next(path.split("/")[1] for path in files if path.endswith(".pf_meta"))


def test_facets_that_changed_unnoticed_make_the_index_stale(tmp_path: Path) -> None:
    pages = make_pages(2, random.Random(4))
    update_bundle(tmp_path, pages)
    DATA[tmp_path][max(pages)] = SearchData("Other")

    with pytest.raises(StaleIndexError):
        update_bundle(tmp_path, {min(pages): make_page("Other", "words")})


def test_returned_files_are_never_modified_in_place(tmp_path: Path) -> None:
    pages = make_pages(12, random.Random(2))
    before = update_files(tmp_path / "state", pages)
    links = {path: tmp_path / "site" / path for path in before}
    for path, link in links.items():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.hardlink_to(tmp_path / "state" / before[path])
    contents = {path: link.read_bytes() for path, link in links.items()}

    update_bundle(tmp_path / "state", {min(pages): make_page("Other", "words")})

    assert {path: link.read_bytes() for path, link in links.items()} == contents


def test_a_page_that_is_no_longer_searched_is_removed(tmp_path: Path) -> None:
    pages = make_pages(10, random.Random(3))
    update_bundle(tmp_path / "kept", pages)
    path = min(pages)

    without = update_bundle(tmp_path / "new", pages | {path: make_unsearched("")})
    assert update_bundle(tmp_path / "kept", {path: make_unsearched("<p>none")}) == without


@pytest.mark.parametrize("pattern", [MANIFEST, "fragment/*", "wasm/*", "pagefind/*", "pagefind/*/*"])
def test_damaged_published_files_are_detected_at_once(tmp_path: Path, pattern: str) -> None:
    update_bundle(tmp_path, make_pages(9, random.Random(4)))
    damage(next(file for file in sorted(tmp_path.glob(pattern)) if file.is_file()))

    with pytest.raises(StaleIndexError):
        update_bundle(tmp_path, {})


@pytest.mark.parametrize("part", ["pages", "facets", "weights", "chunks"])
def test_a_damaged_shard_is_detected_when_any_page_changes(tmp_path: Path, part: str) -> None:
    pages = make_pages(9, random.Random(4))
    update_bundle(tmp_path, pages)
    number = next(
        get_shard_number(path, count_shards(9))
        for path in pages
        if get_shard_number(path, count_shards(9)) != get_first_shard(pages)
    )
    damage(next(tmp_path.glob(f"shards/{number}.{part}.*")))

    with pytest.raises(StaleIndexError):
        update_bundle(tmp_path, {min(pages): make_page("Other", "words")})


def test_a_damaged_page_is_detected_when_its_shard_is_indexed_again(tmp_path: Path) -> None:
    pages = make_pages(2, random.Random(4))
    update_bundle(tmp_path, pages)
    damage(tmp_path / "pages/1/0" / max(pages))

    with pytest.raises(StaleIndexError):
        update_bundle(tmp_path, {min(pages): make_page("Other", "words")})


def damage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def get_first_shard(pages: Mapping[str, SearchedPage]) -> int:
    """Return the number of the shard of the first page."""
    return get_shard_number(min(pages), count_shards(len(pages)))


@pytest.mark.parametrize("writes", [1, 3, 10, 20])
def test_an_interrupted_update_is_detected(tmp_path: Path, writes: int) -> None:
    pages = make_pages(12, random.Random(5))
    update_bundle(tmp_path, pages)
    changed = {path: make_page("Other", f"words {path}") for path in pages}
    remaining = iter(range(writes))

    class Killed(Disk):
        def put(self, path: Path, data: bytes, *, durable: bool = False) -> None:
            if next(remaining, None) is None:
                raise KeyboardInterrupt
            super().put(path, data, durable=durable)

    with pytest.raises(KeyboardInterrupt):
        update_files(tmp_path, changed, disk=Killed())

    with pytest.raises(StaleIndexError):
        update_bundle(tmp_path, {})


def test_an_index_of_another_version_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update_bundle(tmp_path, make_pages(2, random.Random(6)))
    monkeypatch.setattr("generator.site.search_index.search_bundle._FORMAT", -1)

    with pytest.raises(StaleIndexError, match="another version made it"):
        update_bundle(tmp_path, {})


@pytest.mark.parametrize(("pages", "number"), [(0, 1), (7, 1), (8, 2), (15, 2), (16, 4), (63, 4), (64, 8)])
def test_the_number_of_shards_grows_by_powers_of_two(pages: int, number: int) -> None:
    assert count_shards(pages) == number


def test_site_without_articles_has_no_index(tmp_path: Path) -> None:
    assert update_files(tmp_path / "state", {"index.html": make_unsearched("<!doctype html><title>Home</title>")}) == {}
