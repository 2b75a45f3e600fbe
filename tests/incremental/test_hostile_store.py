"""A store that another program wrote: nothing in it runs, and pages and diagnostics are those of a clean build."""

import pickle
from collections.abc import Iterator
from dataclasses import replace as replace_field
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any

import msgspec
import pytest
from laying import lay, lay_base

from generator.build.clock import read_now
from generator.build.docs_stage import PAGE_DIGESTS, RENDERED_BY, STATE, DocsResult, write_docs
from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental import (
    briefing_state,
    briefing_work,
    dependency_tracker,
    entity_state,
    new_accounts,
    stale_subjects,
    update,
)
from generator.incremental.version import compute_versions
from generator.infra.store import Store
from generator.model.kinds import Kind, Ref

SPACES = (
    *briefing_work.PAGE_SPACES,
    briefing_work.STATE,
    briefing_work.TEXTS,
    briefing_state.NEEDED_BY,
    dependency_tracker.ENTITY,
    dependency_tracker.POSTINGS,
    dependency_tracker.RELATED,
    new_accounts.OPENERS,
    new_accounts.NEW_ACCOUNTS,
    stale_subjects.READS,
    stale_subjects.DIGESTS,
    stale_subjects.STALE,
)
GENERAL_KEYS = (
    update.SITE,
    update.DIGESTS,
    dependency_tracker.LABELS,
    dependency_tracker.TALLIES,
    dependency_tracker.IDS,
    briefing_state.SIGNATURES,
    briefing_state.FACTS,
    briefing_state.DIAGNOSED,
    briefing_state.UNPUBLISHED,
    briefing_state.ZONE,
    entity_state.REGISTRY,
    entity_state.NAMES,
    entity_state.STEMS,
    entity_state.CHECKED,
    entity_state.GLOBAL_CHECKED,
    entity_state.VISIBLE,
    entity_state.REFERENCES,
    entity_state.THEME_IDS,
    PAGE_DIGESTS,
)
"""The keys of the space `GENERAL`."""
PLAIN = {RENDERED_BY, dependency_tracker.ADDRESS}
"""Keys whose bytes are only compared."""
PLACES = [*((space, "") for space in SPACES), *((dependency_tracker.GENERAL, key) for key in GENERAL_KEYS)]
"""Spaces, and keys within the space `GENERAL`."""
RAN = "ran"
SHAPES: dict[str, object] = {
    "text": "text",
    "number": 7,
    "none": None,
    "list": [1, [2]],
    "mapping": {"a": {"b": [1]}},
    "inner pickle": {"said": b"\x80\x04.", "all": b"\x80\x04.", "shared": b"\x80", "": b"\x80"},
}


class Attack:
    """A value whose pickle writes a file when it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.target, "it ran")


def run_stage(root: Path) -> DocsResult:
    return write_docs(root, View(read_now()), strict=False, full=False, jobs=1)


def edit(root: Path) -> None:
    """Change a name, a text and a briefing, so that most of the store is read."""
    for path in sorted((root / "content/briefings").glob("*/article.md")):
        lay(root, {path.relative_to(root).as_posix(): {"append": "\nIt rained for a week.\n"}})
    for path in sorted((root / "content/actors").glob("*.yml"))[:1]:
        lay(root, {path.relative_to(root).as_posix(): {"append": "aliases: [Weather Office]\n"}})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built."""
    root = tmp_path_factory.mktemp("built")
    lay_base(root)
    assert run_stage(root).pages
    return root


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The pages and the diagnostics of a clean build after the edit."""
    root = tmp_path_factory.mktemp("clean")
    lay_base(root)
    edit(root)
    return show(root)


def show(root: Path) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Return the pages and the diagnostics of a run."""
    result = run_stage(root)
    assert result.pages, result.diagnostics
    docs = root / "docs"
    files = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}
    return files, list(result.diagnostics)


def replace(root: Path, space: str, key: str, value: bytes) -> None:
    """Replace the value at a key of the store, or all values of a space, with right digests."""
    with Store.open(root / STATE, compute_versions().states) as store:
        # After a build, no subject is stale, and no briefing has a notice.
        keys = [key] if key else store.keys(space) or ["methodology"]
        store.put(space, dict.fromkeys(keys, value))
        store.commit()


def list_values(target: Path) -> Iterator[tuple[str, bytes]]:
    yield "pickle", pickle.dumps(Attack(target))
    yield "random", Random(5).randbytes(100)
    for name, shape in SHAPES.items():
        yield name, msgspec.msgpack.encode(shape)


@pytest.mark.parametrize("place", PLACES, ids=" ".join)
def test_values_written_by_another_program_are_computed_again(
    tmp_path: Path, built: Path, clean: tuple[dict[str, bytes], list[Diagnostic]], place: tuple[str, str]
) -> None:
    failures = []
    for name, value in list_values(tmp_path / RAN):
        root = tmp_path / name
        copytree(built, root)
        replace(root, *place, value)
        edit(root)
        try:
            failures += [f"{name}: build {build} differs" for build in (1, 2) if show(root) != clean]
        except Exception as error:  # noqa: BLE001  # the other values are tried too
            failures.append(f"{name}: {error!r}")
        if (tmp_path / RAN).exists():
            failures.append(f"{name}: code ran")
            (tmp_path / RAN).unlink()
    assert failures == []


def test_all_of_the_store_is_replaced(built: Path) -> None:
    with Store.open(built / STATE, compute_versions().states) as store:
        assert set(store.keys(dependency_tracker.GENERAL)) == {*GENERAL_KEYS, *PLAIN}


def test_no_page_is_written_elsewhere(
    tmp_path: Path, built: Path, clean: tuple[dict[str, bytes], list[Diagnostic]]
) -> None:
    """The former id of a record is part of the path of a redirect."""
    root = tmp_path / "root"
    copytree(built, root)
    ref = Ref(Kind.SOURCE, "guild-letter")
    with Store.open(root / STATE, compute_versions().states) as store:
        read = dependency_tracker.read_record(store, ref)
        assert read
        record, diagnostics = read
        moved = replace_field(record, value=record.value.model_copy(update={"formerly": ("../../../../escaped",)}))
        data = dependency_tracker.RECORD_CODECS[ref.kind].encode((moved, diagnostics))
        store.put(dependency_tracker.ENTITY, {ref.stem: data})
        store.put(stale_subjects.STALE, {ref.stem: b""})
        store.commit()
    edit(root)

    assert show(root) == clean
    assert list(tmp_path.iterdir()) == [root]
