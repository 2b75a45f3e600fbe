"""After any edits, what is remembered gives the pages and the diagnostics that a clean build gives."""

import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml
from contents import Tree, trees
from edited_desk import desks
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator import build, pages
from generator.pages import listing
from generator.remembered import links

EXAMPLES, STEPS = int(os.environ.get("BRIEFINGS_SOAK", "3")) * 8, 6

SCALARS = {"title": "Another title", "name": "Nord", "published": "2016-05", "summary": "Said anew.", "status": "draft"}
LISTS = ("tags", "actors", "aliases", "attributions", "formerly", "corrections", "about", "roles")


def edits(  # noqa: PLR0911  # one case for each sort of edit
    draw: Any, tree: Tree, others: list[Tree]
) -> Tree:
    """One edit, as editors and version control do them."""
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
            return {**tree, path: tree[path] + "\n\nAna Berg and Old Dock were named once more.\n"}
    return {**tree, path: _record(draw, path, tree[path], kind)}


def _record(draw: Any, path: str, text: str, kind: str) -> str:
    if not path.endswith(".yml"):
        return text
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError:
        return text
    if kind == "scalar":
        record |= {key: draw(st.sampled_from([value, record[key]])) for key, value in SCALARS.items() if key in record}
        if path.endswith("metadata.yml") and draw(st.booleans()):
            record["status"] = draw(st.sampled_from(["draft", "published", "withdrawn"]))
    elif kind == "shorten":
        for key in [key for key in LISTS if isinstance(record.get(key), list) and record[key]]:
            record[key] = record[key][: draw(st.integers(0, len(record[key])))] or None
        record = {key: value for key, value in record.items() if value is not None}
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@patch.object(listing, "ROWS", 1)  # so that there are parts of lists
@patch.object(links, "_BLOCK", 2)
@given(st.lists(trees(), min_size=2, max_size=3), st.data())
def test_updates_give_what_a_clean_build_gives(others: list[Tree], data: st.DataObject) -> None:
    for desk in desks():
        tree = others[0]
        for step in range(STEPS):
            tree = tree if step == 0 else edits(data.draw, tree, others)
            desk.lay(tree)
            diagnostics, index = build.check(desk.root)
            assert desk.updated() == diagnostics
            if index:
                assert desk.all_pages == {page.path: page.text for page in pages.render(index)}
