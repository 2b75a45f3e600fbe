"""After any edits, and at any moment, an update gives the pages and diagnostics of a clean build."""

import datetime as dt
import os
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
import yaml
from contents import EMBARGOES, EXPIRIES, LATER, NOW, Tree, lay_tree, trees
from edited_desk import SETTINGS, open_desks
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from laying import lay
from plain_index import check_plainly
from synthetic import write_content

from generator import pages
from generator.diagnostics.diagnostic import Diagnostic
from generator.incremental import stored_links
from generator.pages import feeds, pagination

EXAMPLES, STEPS = 1_600 if "BRIEFINGS_SOAK" in os.environ else 100, 6

SCALARS = {"title": "Another title", "name": "Nord", "published": "2016-05", "summary": "Said anew.", "status": "draft"}
WORDS = (
    "Ana Berg and Old Dock were named once more.",
    "[Ana Berg](https://example.org/ana) and [Old Dock](none) in May.",
    "## Ana\u00ad Berg at the Dock\n\nNobody else.",
    "Ana\u200b Berg, Zoë O\u02bcHara and Émile d\u02bfOr.",
)
MOMENTS = (NOW, *LATER)
LISTS = ("tags", "actors", "aliases", "attributions", "formerly", "corrections", "about", "roles")


def edits(  # noqa: PLR0911  # one case for each sort of edit
    draw: Any, tree: Tree, others: list[Tree]
) -> Tree:
    """Return the tree after an edit of an editor or of version control."""
    path = draw(st.sampled_from(sorted(tree)))
    kind = draw(
        st.sampled_from(["take over", "remove", "mix", "rename", "scalar", "shorten", "break", "again", "words"])
    )
    other = draw(st.sampled_from(others))
    match kind:
        case "take over":
            return dict(other)
        case "mix":
            return {**tree, **{name: text for name, text in other.items() if draw(st.booleans())}}
        case "remove":
            return {name: text for name, text in tree.items() if name != path}
        case "rename":
            return {name.replace(Path(path).stem, f"{Path(path).stem}-x"): text for name, text in tree.items()}
        case "again":
            return {**tree, path: other.get(path, tree[path])}
        case "break":
            return {**tree, path: tree[path] + "\n: [broken"}
        case "words" if path.endswith(".md"):
            return {**tree, path: tree[path] + f"\n\n{draw(st.sampled_from(WORDS))}\n"}
    return {**tree, path: _record(draw, path, tree[path], kind)}


def _record(draw: Any, path: str, text: str, kind: str) -> str:
    if not path.endswith(".yml"):
        return text
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    if kind == "scalar":
        if path.split("/")[1] in {"actors", "themes", "places", "events"} and draw(st.booleans()):
            record["match"] = draw(st.sampled_from(["names", "marked"]))
            record["aliases"] = [*(record.get("aliases") or []), *draw(st.sampled_from([[], ["May"], ["Dock"]]))]
        record |= {key: draw(st.sampled_from([value, record[key]])) for key, value in SCALARS.items() if key in record}
        if path.endswith("metadata.yml") and draw(st.booleans()):
            record["status"] = draw(st.sampled_from(["draft", "review", "published", "withdrawn"]))
            record["embargo"] = draw(st.sampled_from([None, *EMBARGOES]))
            record["expires"] = draw(st.sampled_from([None, *EXPIRIES]))
            record = {key: value for key, value in record.items() if value is not None}
    elif kind == "shorten":
        for key in [key for key in LISTS if isinstance(record.get(key), list) and record[key]]:
            record[key] = record[key][: draw(st.integers(0, len(record[key])))] or None
        record = {key: value for key, value in record.items() if value is not None}
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False)


class PlainBuild(NamedTuple):
    """The diagnostics of a clean build, and its pages by path; None if there are errors."""

    diagnostics: list[Diagnostic]
    pages: dict[str, str] | None


@lru_cache(maxsize=300)  # Hypothesis varies its examples, so that most of the files occur several times.
def build_plainly(files: frozenset[tuple[str, str]], now: dt.datetime) -> PlainBuild:
    """Return the clean build of a tree at a moment."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        lay_tree(root, {"mkdocs.yml": SETTINGS, **dict(files)})
        diagnostics, index = check_plainly(root, now=now)
    return PlainBuild(diagnostics, {page.path: page.text for page in pages.render(index)} if index else None)


@patch.object(pagination, "ROWS_PER_PAGE", 1)  # so that there are parts of lists
@patch.object(stored_links, "_BLOCK_SIZE", 2)
@patch.object(feeds, "ENTRY_LIMIT", 2)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(st.lists(trees(), min_size=2, max_size=3), st.data())
def test_updates_equal_clean_builds(others: list[Tree], data: st.DataObject) -> None:
    for desk in open_desks():
        tree, now = others[0], NOW
        for step in range(STEPS):
            if step and data.draw(st.booleans()):
                now = data.draw(st.sampled_from(MOMENTS))
            elif step:
                tree = edits(data.draw, tree, others)
            desk.lay(tree)
            expected = build_plainly(frozenset(tree.items()), now)
            assert desk.update(now) == expected.diagnostics
            if expected.pages is not None:
                assert desk.all_pages == expected.pages


RENAMED = {
    "content/actors/actor-3.yml": {"name: ": "name: Old "},
    "content/briefings/briefing-2/metadata.yml": {"title: Works": "title: Old works"},
    "content/events/event-0.yml": {"name: ": "name: Old "},
    "content/places/place-0.yml": {"name: ": "name: Old "},
    "content/questions/question-0.yml": {"What comes": "What ever comes"},
    "content/sources/source-1.yml": {"title: Paper": "title: Old paper"},
    "content/themes/theme-1.yml": {"name: ": "name: Old "},
}
"""A new label for a record of each kind, by file."""


@pytest.mark.parametrize("path", RENAMED)
def test_a_new_label_is_on_every_page_that_shows_it(path: str) -> None:
    """Also on pages with nothing else from that record, whose link to it was rendered for another page before."""
    now = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    for desk in open_desks():
        write_content(desk.root, 12)
        desk.update(now)
        lay(desk.root, {path: {"replace": RENAMED[path]}})
        diagnostics, index = check_plainly(desk.root, now=now)
        assert desk.update(now) == diagnostics
        assert index
        assert desk.all_pages == {page.path: page.text for page in pages.render(index)}
