"""The search index gets the search data of pages from docs/, with every engine, and notices when it changes alone."""

from pathlib import Path
from typing import Any

import pytest
from other_engines import OTHERS
from small_site import assert_same_as_first_build, build_small_site, read_files

from generator.site import rebuild
from generator.site.engine_choice import MKDOCS

PAGE = "actors/hamas.md"
ENTRY = "pagefind/actors/hamas/index.html.pf"

pytestmark = pytest.mark.usefixtures("_light_search")


@pytest.fixture
def root(root: Path) -> Path:
    """Add the page to which the search button leads, and search data to another page."""
    (root / "docs/search.md").write_text("# Search\n")
    write_label(root, "Hamas")
    return root


def write_label(root: Path, label: str) -> None:
    """Write the search data of a page, which is not part of its HTML."""
    body = (root / "docs" / PAGE).read_text().split("---\n")[-1]
    data = '{"facets": {"actor": [["hamas", "%s"]]}}'
    (root / "docs" / PAGE).write_text(f"---\nsearch_data: {data % label}\n---\n{body}")


def edit_another_page(root: Path) -> None:
    with (root / "docs/about.md").open("a") as file:
        file.write("\nMore words.\n")


@pytest.mark.parametrize("engine", [MKDOCS, *OTHERS])
def test_a_change_of_search_data_alone_updates_the_index(root: Path, tmp_path: Path, engine: str) -> None:
    assert build_small_site(root, engine=engine)
    before = read_files(root / "site")
    assert b"('hamas', 'Hamas')" in before[ENTRY]
    write_label(root, "Hamas & “friends”")

    assert build_small_site(root, engine=engine)

    after = read_files(root / "site")
    assert "('hamas', 'Hamas & “friends”')".encode() in after[ENTRY]
    assert [path for path in after if after[path] != before[path]] == [ENTRY]
    assert_same_as_first_build(root, tmp_path / "elsewhere", engine=engine)


def test_search_data_is_correct_after_an_interrupted_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build_small_site(root)
    write_label(root, "Other")

    def end(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rebuild, "publish", end)
        with pytest.raises(KeyboardInterrupt):
            build_small_site(root)
    write_label(root, "Hamas")

    build_small_site(root)
    edit_another_page(root)
    build_small_site(root)

    assert b"('hamas', 'Hamas')" in read_files(root / "site")[ENTRY]
    assert_same_as_first_build(root, tmp_path / "elsewhere")
