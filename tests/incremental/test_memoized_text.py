"""Text that several pages share: each page that shows it records the reads behind it, whoever computed it first."""

from pathlib import Path

import pytest
from stored_index import update_index

from generator.incremental.dependency_tracker import DependencyTracker
from generator.incremental.index import build_index
from generator.incremental.rendering import Renderer
from generator.incremental.stale_subjects import RenderTask
from generator.index.dependencies import ReadTracker, hash_read
from generator.index.subjects import list_subjects
from generator.infra.store import Store
from generator.model.site import Site

GOLDEN = Path(__file__).parents[1] / "golden"
NUMBER, OTHER_NUMBER = hash_read("number"), hash_read("other number")


def test_each_use_of_a_memoized_value_records_its_reads() -> None:
    tracker = ReadTracker()
    computed: list[str] = []

    def double(word: str) -> str:
        computed.append(word)
        tracker.recorded.add(hash_read(word))
        return word * 2

    get_double = tracker.memoize(double, str.casefold)
    for word in ("number", "number", "NUMBER", "other number"):
        with tracker.track() as reads:
            assert get_double(word).casefold() == word.casefold() * 2
        assert reads == {hash_read(word.casefold())}
    assert computed == ["number", "other number"]


def test_a_memoized_value_that_uses_another_one_records_the_reads_of_both() -> None:
    tracker = ReadTracker()

    def read(_: str) -> str:
        tracker.recorded.add(NUMBER)
        return "1"

    get_number = tracker.memoize(read, str)

    def read_both(word: str) -> str:
        tracker.recorded.add(OTHER_NUMBER)
        return word + get_number(word)

    get_both = tracker.memoize(read_both, str)
    get_number("a")
    for _ in range(2):
        with tracker.track() as reads:
            assert get_both("a") == "a1"
        assert reads == {NUMBER, OTHER_NUMBER}


def render_subjects(store: Store, site: Site, subjects: list[str]) -> dict[str, object]:
    """Render subjects in their order in one process, which shares text; return the reads of each."""
    renderer = Renderer(store, site)
    return {subject: renderer.render(RenderTask(subject)).reads for subject in subjects}


@pytest.mark.parametrize("case", ["full", "further", "sections", "visibility"])
def test_reads_do_not_depend_on_the_pages_that_were_rendered_before(case: str) -> None:
    store = Store.in_memory()
    site = update_index(GOLDEN / case, store).result.site
    subjects = sorted(list_subjects(build_index(DependencyTracker(store), site)))
    alone: dict[str, object] = {}
    for subject in subjects:
        alone |= render_subjects(store, site, [subject])

    assert render_subjects(store, site, subjects) == alone
    assert render_subjects(store, site, subjects[::-1]) == alone
