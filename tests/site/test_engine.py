"""MkDocs, driven in this process: its pages and its warnings."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from generator.infra.files import OutputError
from generator.site.engine import Engine, EngineError, build_site, get_walk_key

REPOSITORY = Path(__file__).parents[2]
EPOCH = 1_490_000_000


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_writes_pages_and_prints_nothing(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert build_site(root, root / "out") == ()
    assert capfd.readouterr() == ("", "")
    assert "Words." in (root / "out/actors/hamas/index.html").read_text()
    assert (root / "out/actors/old-name/index.html").read_text() == "<!doctype html>\n<title>Moved</title>\n"
    assert (root / "out/assets/briefings.css").is_file()


def test_same_pages_give_the_same_bytes(root: Path) -> None:
    build_site(root, root / "one", epoch=EPOCH)
    build_site(root, root / "other", epoch=EPOCH)
    assert read_files(root / "one") == read_files(root / "other")
    assert b"<lastmod>2017-03-20</lastmod>" in (root / "one/sitemap.xml").read_bytes()


@pytest.mark.parametrize("before", [None, "17"])
def test_environment_variables_are_restored(root: Path, monkeypatch: pytest.MonkeyPatch, before: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if before:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", before)
    build_site(root, root / "out", epoch=EPOCH)
    assert os.environ.get("SOURCE_DATE_EPOCH") == before


def test_destination_is_emptied_first(root: Path) -> None:
    (root / "out").mkdir()
    (root / "out/stale.html").write_text("stale")
    build_site(root, root / "out")
    assert not (root / "out/stale.html").exists()


def test_broken_links_and_anchors_fail_a_strict_build(root: Path) -> None:
    (root / "docs/network.md").write_text("[a](nowhere.md) [b](actors/hamas.md#none) [c](/absolute/)\n")
    with pytest.raises(EngineError) as caught:
        build_site(root, root / "out")
    assert [line.partition(":")[0] for line in caught.value.lines] == [
        "warning",
        "warning",
        "warning",
        "Aborted with 3 warnings in strict mode!",
    ]
    assert "'nowhere.md'" in caught.value.lines[0]


def test_broken_links_are_returned_by_a_lenient_build(root: Path) -> None:
    (root / "docs/network.md").write_text("[a](nowhere.md)\n")
    lines = build_site(root, root / "out", strict=False)
    assert len(lines) == 1
    assert lines[0].startswith("warning: Doc file 'network.md' contains a link 'nowhere.md'")
    assert (root / "out/network/index.html").is_file()


def test_page_that_the_navigation_lists_but_is_missing_is_an_error(root: Path) -> None:
    (root / "docs/timeline.md").unlink()
    with pytest.raises(EngineError, match=r"timeline\.md"):
        build_site(root, root / "out")


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("mkdocs.yml", "site_name: [", "parsing"),
        ("mkdocs.yml", "site_name: x\ntheme: no-such-theme\n", "no-such-theme"),
        ("mkdocs.yml", "site_name: x\nmarkdown_extensions: [no_such_extension]\n", "no_such_extension"),
        ("generator/theme/main.html", "{% extends", "unexpected"),
    ],
)
def test_errors_in_configuration_and_theme_are_reported(root: Path, path: str, text: str, message: str) -> None:
    (root / path).write_text(text)
    with pytest.raises(EngineError, match=message):
        build_site(root, root / "out")


def test_missing_configuration_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"mkdocs\.yml"):
        build_site(tmp_path, tmp_path / "out")


def test_destination_that_cannot_be_written_is_an_error(root: Path) -> None:
    (root / "out").write_text("a file")
    with pytest.raises(OutputError, match=r"^cannot write `"):
        build_site(root, root / "out")


def test_no_page_loads_resources_from_another_site(root: Path) -> None:
    build_site(root, root / "out")
    for path, data in read_files(root / "out").items():
        if path.endswith((".html", ".css")):
            text = re.sub(r'<link rel="canonical"[^>]*>', "", data.decode())
            assert not re.findall(r"""(?:src|srcset|action)=["']?(?:https?:)?//""", text), path
            assert not re.findall(r"""<link[^>]*href=["']?(?:https?:)?//""", text), path
            assert not re.findall(r"""url\(["']?(?:https?:)?//""", text), path
            assert 'style="' not in text, path


@pytest.mark.parametrize(
    ("old", "new"), [("", ""), ("- About: about.md", "- about.md"), ("- navigation.top", "- navigation.footer")]
)
def test_selected_pages_equal_those_of_a_full_mkdocs_build(root: Path, old: str, new: str) -> None:
    config = (root / "mkdocs.yml").read_text()
    (root / "mkdocs.yml").write_text(config.replace(old, new))
    (root / "docs/places/index.md").write_text("---\nmodified: '2019-04-01'\nicon: material/plus\n---\n# Places\n")
    build_site(root, root / "full", epoch=EPOCH)
    full_build = read_files(root / "full")

    engine = Engine.load(root)
    paths = sorted((path for path in read_files(root / "docs") if path.endswith(".md")), key=get_walk_key)
    assert engine.navigate(read_files(root / "docs").keys() | engine.list_theme_files().keys(), paths, EPOCH) == ()
    pages = list(engine.build_pages(paths, linking=()))
    outputs = {page.dest: page.html for page in pages}
    outputs |= engine.render_templates((page.dest, page.modified) for page in pages)

    assert {path for path in full_build if path.endswith((".html", ".xml", ".gz", ".txt"))} == {
        *outputs,
        "actors/old-name/index.html",
    }
    assert [path for path, html in outputs.items() if html != full_build[path]] == []
    assert engine.list_theme_files().keys() <= full_build.keys()


def test_theme_files_are_those_that_mkdocs_finds(root: Path) -> None:
    theme = root / "generator/theme"
    for path in (".hidden/a.svg", ".a.css", "assets/.a.css", "assets/.hidden/a.css", "a.b/.c/d.js", "a.b/e.f.svg"):
        (theme / path).parent.mkdir(parents=True, exist_ok=True)
        (theme / path).write_text("")
    config = load_config(str(root / "mkdocs.yml"))
    expected = Files(())
    expected.add_files_from_theme(config.theme.get_env(), config)

    files = Engine.load(root).list_theme_files()

    assert list(files) == [file.src_uri for file in expected]
    assert [file for _, file in files.values()] == [file.abs_src_path for file in expected]
    assert "a.b/e.f.svg" in files


@pytest.mark.parametrize("engine", ["mkdocs", "properdocs"])
def test_engines_build_the_site_on_the_command_line(root: Path, engine: str) -> None:
    command = [sys.executable, "-m", engine, "build", "-f", "mkdocs.yml", "--strict", "-d", "out"]
    result = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    assert (root / "out/actors/hamas/index.html").is_file()


def test_no_other_package_imports_the_engine() -> None:
    importing = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "generator").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "mkdocs" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mkdocs")
    }
    assert importing
    assert {path for path in importing if not path.startswith("generator/site/engine/")} == set()
