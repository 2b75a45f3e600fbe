"""Material's scripts and language files are published only if a file of the site names them."""

from pathlib import Path

import pytest
from other_engines import OTHERS
from small_site import assert_same_as_first_build, build_small_site, read_files

from generator.site.postprocess.theme_scripts import find_unused_scripts

pytestmark = pytest.mark.usefixtures("_light_search")

THEIRS = {"assets/javascripts/bundle.1.js", "assets/javascripts/lunr/min/lunr.de.min.js"}
OURS = {"assets/frame.js": b"frame", "assets/briefings.css": b"p{}", "rows.json": b"[]"}


def list_scripts(root: Path) -> set[str]:
    return {path for path in read_files(root / "site") if path.startswith("assets/javascripts/")}


def test_scripts_that_no_page_names_are_not_published(root: Path, tmp_path: Path) -> None:
    assert build_small_site(root)
    assert list_scripts(root) == set()
    assert {"assets/frame.js", "assets/search/worker.js", "assets/images/favicon.png"} < read_files(
        root / "site"
    ).keys()

    # An owner may restore Material's own script in a page. Only that page is built again.
    about = root / "docs/about.md"
    about.write_text(f'{about.read_text()}\n<a href="../assets/javascripts/none.js">The script</a>\n')
    assert build_small_site(root)
    assert any("lunr.de" in path for path in list_scripts(root))
    assert_same_as_first_build(root, tmp_path / "elsewhere")
    assert not build_small_site(root)


def test_own_files_in_the_folder_of_scripts_are_published(root: Path) -> None:
    for path in ("generator/theme/assets/javascripts/own.js", "docs/assets/javascripts/other.js"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("1;")
    assert build_small_site(root)
    assert list_scripts(root) == {"assets/javascripts/own.js", "assets/javascripts/other.js"}


@pytest.mark.parametrize("engine", OTHERS)
def test_other_engines_publish_no_unused_scripts(root: Path, engine: str) -> None:
    (root / "docs/search.md").write_text("# Search\n")
    assert build_small_site(root, engine=engine)
    assert list_scripts(root) == set()


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("assets/own.js", b'import "./javascripts/bundle.1.js";'),
        ("assets/own.mjs", b'const at = "assets\\/javascripts\\/lunr";'),
        ("own.css", b"@import url(assets/javascripts/x.css)"),
    ],
)
def test_scripts_named_in_scripts_or_style_sheets_are_published(tmp_path: Path, path: str, data: bytes) -> None:
    files = {**OURS, path: data}
    assert find_unused_scripts(tmp_path, {*files, *THEIRS}, files.__getitem__, has_reference=False) == set()


def test_a_reference_in_a_page_publishes_all_theme_scripts(tmp_path: Path) -> None:
    assert find_unused_scripts(tmp_path, {*OURS, *THEIRS}, OURS.__getitem__, has_reference=False) == THEIRS
    assert find_unused_scripts(tmp_path, {*OURS, *THEIRS}, OURS.__getitem__, has_reference=True) == set()
