"""Engines that are programs: when they run, what becomes of what they say, and that they leave nothing behind."""

import importlib.util
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from laid_project import PROJECT, lay_project
from made import assert_as_new, files, made
from other_engines import OTHERS, ZENSICAL

from generator import build
from generator.cli import main
from generator.site import docs_tree, programs, zensical
from generator.site.engines import ENGINES, MKDOCS, MissingEngineError, demand
from generator.site.files import EngineError, OutputError
from generator.site.harden import InlineError

pytestmark = pytest.mark.usefixtures("_light_search")


@pytest.fixture
def root(root: Path) -> Path:
    """With the page that the button of the search leads to."""
    (root / "docs/search.md").write_text("# Search\n")
    return root


def edit(root: Path, path: str, text: str) -> None:
    with (root / path).open("a") as file:
        file.write(text)


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def pages(root: Path) -> set[str]:
    return {path for path in files(root / "site") if path.endswith(".html")}


def no_run(*_: Any, **__: Any) -> None:
    raise AssertionError("a program was run")


# What is built


@pytest.mark.parametrize("engine", OTHERS)
def test_the_same_files_of_docs_come_into_the_site(root: Path, engine: str) -> None:
    edit(root, "docs/README.md", "# Not for readers\n")
    edit(root, "docs/_headers", "/x\n  X-Y: z\n")
    (root / "docs/.hidden").mkdir()
    edit(root, "docs/.hidden/x.md", "# Hidden\n")
    assert made(root)
    before = files(root / "site")
    assert made(root, engine=engine)
    after = files(root / "site")
    assert pages(root) == {path for path in before if path.endswith(".html")}
    assert after["robots.txt"].rstrip() == before["robots.txt"].rstrip()
    assert b"<title>Moved</title>" in after["actors/old-name/index.html"]
    assert after["_headers"].endswith(b"\n/x\n  X-Y: z\n")


@pytest.mark.parametrize("engine", OTHERS)
def test_the_same_input_gives_the_same_bytes(root: Path, tmp_path: Path, engine: str) -> None:
    assert made(root, engine=engine)
    assert_as_new(root, tmp_path / "elsewhere", engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
def test_nothing_is_done_twice(root: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(root, engine=engine)
    with monkeypatch.context() as patched:
        patched.setattr(programs.subprocess, "run", no_run)
        assert not made(root, engine=engine)
    edit(root, "docs/about.md", "\nMore.\n")
    assert made(root, engine=engine)
    assert b"More." in files(root / "site")["about/index.html"]
    assert not made(root, engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
def test_there_and_back_again_is_as_new(root: Path, tmp_path: Path, engine: str) -> None:
    assert made(root)
    assert made(root, engine=engine)
    assert_as_new(root, tmp_path / "elsewhere", engine=engine)
    assert made(root)
    assert_as_new(root, tmp_path / "elsewhere")
    assert not made(root)


@pytest.mark.parametrize("engine", OTHERS)
def test_nothing_is_left_behind(root: Path, engine: str) -> None:
    before = files(root / "docs")
    assert made(root, engine=engine)
    assert files(root / "docs") == before
    assert {path.name for path in root.iterdir()} == {".cache", "docs", "generator", "mkdocs.yml", "site"}
    assert {path.name for path in (root / ".cache").iterdir()} == {"html.db", "search", "site", "site.db"}


def test_the_day_of_the_build_is_the_contents(root: Path) -> None:
    pytest.importorskip("properdocs", reason="ProperDocs is not installed")
    assert made(root, engine="properdocs")
    assert b"<lastmod>2017-03-20</lastmod>" in files(root / "site")["sitemap.xml"]


# What goes wrong


@pytest.mark.parametrize("engine", OTHERS)
def test_its_own_words_are_told_and_nothing_is_published(root: Path, engine: str) -> None:
    assert made(root, engine=engine)
    before = files(root / "site")
    edit(root, "docs/about.md", "\n[a](none.md)\n")
    with pytest.raises(EngineError) as caught:
        made(root, engine=engine)
    lines = caught.value.lines
    assert any("none.md" in line for line in lines)
    assert lines[-1] == f"{ENGINES[engine].title} ended with status 1"
    assert not [line for line in lines if "\x1b" in line or "Traceback" in line or str(root) in line]
    assert files(root / "site") == before
    assert not (root / ".cache/whole").exists()
    replace(root, "docs/about.md", "\n[a](none.md)\n", "")
    assert not made(root, engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/about.md", "\udcff"),
        ("docs/own.md", "---\ntemplate: none.html\n---\n"),
        ("generator/theme/main.html", "{% no_such_statement %}"),
        ("mkdocs.yml", "\n\t: ["),
    ],
)
def test_every_fault_of_the_program_is_an_error(root: Path, engine: str, path: str, text: str) -> None:
    with (root / path).open("ab") as file:
        file.write(text.encode(errors="surrogateescape"))
    with pytest.raises(EngineError) as caught:
        made(root, engine=engine)
    assert len(caught.value.lines) > 1
    assert not (root / "site").exists()


@pytest.mark.parametrize("engine", [ZENSICAL])
@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("docs/about.md", "# About", "# About\n\n[a](/absolute/)", "`about/index.html` links to `/absolute/`"),
        ("docs/about.md", "# About", "# About\n\n[a](actors/none/)", "`about/index.html` links to `../actors/none/`"),
        ("mkdocs.yml", "About: about.md", "About: abuot.md", "links to `../abuot.md`, which is not there"),
    ],
)
def test_what_zensical_does_not_mind_is_an_error(  # noqa: PLR0917  # a case has as many inputs as it has
    root: Path, engine: str, path: str, old: str, new: str, said: str
) -> None:
    replace(root, path, old, new)
    with pytest.raises(EngineError, match="Zensical does not mind, but this is not published") as caught:
        made(root, engine=engine)
    assert any(said in line for line in caught.value.lines), caught.value.lines


def test_a_program_that_is_killed_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("properdocs", reason="ProperDocs is not installed")
    real = subprocess.run

    def killed(_: list[str], **options: Any) -> Any:
        return real([sys.executable, "-c", f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"], **options)

    monkeypatch.setattr(programs.subprocess, "run", killed)
    with pytest.raises(EngineError, match=r"\AProperDocs ended with status -9\Z"):
        made(root, engine="properdocs")


@pytest.mark.parametrize("engine", OTHERS)
def test_an_inline_script_is_told(root: Path, engine: str) -> None:
    edit(root, "docs/about.md", "\n<script>alert(1)</script>\n")
    with pytest.raises(InlineError, match=r"`about/index\.html` has an inline script"):
        made(root, engine=engine)
    assert not (root / "site").exists()
    assert not (root / ".cache/whole").exists()


@pytest.mark.parametrize("engine", OTHERS)
def test_a_disk_that_refuses(root: Path, engine: str) -> None:
    (root / ".cache").mkdir()
    (root / ".cache/whole").write_text("a file")
    with pytest.raises(OutputError, match=r"^cannot write `.*/\.cache/whole"):
        made(root, engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
def test_a_program_that_outlives_its_build_is_in_nobodys_way(root: Path, tmp_path: Path, engine: str) -> None:
    script = f"from made import made; from pathlib import Path; made(Path({str(root)!r}), engine={engine!r})"
    path = os.pathsep.join(str(folder) for folder in (PROJECT, Path(__file__).parent))
    with subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": path}) as builder:
        while not (root / ".cache/whole").exists():
            assert builder.poll() is None
            time.sleep(0.01)
        builder.kill()
    assert not (root / "site").exists()
    assert made(root, engine=engine)
    assert_as_new(root, tmp_path / "elsewhere", engine=engine)


# What is not installed


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)


@pytest.mark.usefixtures("_nothing_installed")
@pytest.mark.parametrize("engine", [name for name in ENGINES if name != MKDOCS])
def test_an_engine_that_is_not_there_is_told_before_anything_is_written(tmp_path: Path, engine: str) -> None:
    root = lay_project(tmp_path / "root")
    before = files(root)
    with pytest.raises(MissingEngineError):
        build.build(root, engine=engine)
    done = CliRunner().invoke(main, ["--root", str(root), "build", "--engine", engine])
    title, requirement = ENGINES[engine]
    assert done.output == f'error: {title} is not installed: `python -m pip install "{requirement}"` installs it\n'
    assert done.exit_code == 1
    assert files(root) == before


def test_the_engine_that_comes_with_the_generator_is_there() -> None:
    demand(MKDOCS)


def test_an_engine_that_nobody_knows_is_a_wrong_call(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "build", "--engine", "hugo"])
    assert done.exit_code == 2
    assert "'mkdocs', 'properdocs', 'zensical'" in done.output


def test_what_pip_is_asked_for_is_what_the_tests_run_with() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = {*project["dependencies"], *project["optional-dependencies"]["dev"]}
    assert {requirement for _, requirement in ENGINES.values()} <= wanted


@pytest.mark.parametrize("engine", OTHERS)
def test_the_engine_is_named_where_it_fails(tmp_path: Path, engine: str) -> None:
    root = lay_project(tmp_path / "root")
    edit(root, "docs/about.md", "\n[a](none.md)\n")
    done = CliRunner().invoke(main, ["--root", str(root), "build", "--engine", engine])
    assert done.exit_code == 1
    title = ENGINES[engine].title
    assert done.output.endswith(f"error: {title} could not build the site; the published one is as it was\n")


# Its parts


@pytest.mark.parametrize(
    ("path", "html", "right"),
    [
        ("actors/x/index.html", '<a href="../../../events/y/">', '<a href="../../events/y/">'),
        ("actors/x/index.html", '<a class="n" href="../../../">', '<a class="n" href="../../">'),
        ("timeline/index.html", '<a href="../../events/y/"><a href="../events/y/">', '<a href="../events/y/">' * 2),
        ("index.html", '<a href="events/y/">', '<a href="events/y/">'),
        ("actors/x/index.html", '<a href="../../../../y/">', '<a href="../../../../y/">'),
        ("actors/x/index.html", 'a text: href="../../../y/"', 'a text: href="../../../y/"'),
        ("actors/x/index.html", '<a data-href="../../../y/">', '<a data-href="../../../y/">'),
    ],
)
def test_a_link_keeps_within_the_site(path: str, html: str, right: str) -> None:
    assert zensical.mended(html.encode(), path).decode() == right


FILES = {"index.html", "actors/index.html", "actors/x/index.html", "actors/index.json", "a b/index.html"}


@pytest.mark.parametrize(
    ("link", "is_dead"),
    [
        ("../", False), ("./", False), ("../..", False), ("../../", False), ("../index.json", False), ("#x", False),
        ("?q=1", False), ("../?q=1#x", False), ("https://example.org/none/", False), ("mailto:a@example.org", False),
        ("../../a%20b/", False), ("../../a&#32;b/", False), ("//example.org/x", False),
        ("../y/", True), ("../../../", True), ("/actors/", True), ("y.md", True), ("../none.json", True),
    ],
)  # fmt: skip
def test_dead_links_are_found(link: str, *, is_dead: bool) -> None:
    html = f'<p><a class="x" href="{link}">words</a>'.encode()
    assert bool(list(zensical.dead(html, "actors/x/index.html", FILES))) is is_dead


def test_a_page_that_did_not_come_is_told(tmp_path: Path) -> None:
    docs_tree.write(tmp_path / "docs", {"actors/x.md": "# X\n"})
    (tmp_path / "site").mkdir()
    assert zensical.settle(tmp_path / "site", ["actors/x.md", "actors/index.json"]) == [
        "error: `actors/x.md` has no page",
        "error: `actors/index.json` has no page",
    ]


def test_of_what_is_said_all_but_the_way_through_the_code_is_told() -> None:
    text = (
        "INFO - Building\nWarning: no such page\n   ╭─[ own.md:2:5 ]\n\nTraceback (most recent call last):\n  File x\n"
    )
    assert list(programs.said(f"{text}    build()\nRuntimeError: aborted\n")) == [
        "Warning: no such page",
        "   ╭─[ own.md:2:5 ]",
        "RuntimeError: aborted",
    ]


def test_copies_of_pages_are_copies(root: Path) -> None:
    """Whatever a program does to them, docs/ stays what it is."""
    zensical.lay(root, root / ".cache/room", ["about.md"])
    copy = root / ".cache/room/docs/about.md"
    assert copy.read_bytes() == (root / "docs/about.md").read_bytes()
    assert not copy.samefile(root / "docs/about.md")
