"""Engines that are programs: when they run, how their errors are reported, and that they leave no files."""

import importlib.util
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from laid_project import PROJECT, lay_project
from other_engines import OTHERS, PROPERDOCS, ZENSICAL
from small_site import (
    assert_same_as_first_build,
    build_small_site,
    lay_published,
    lay_root,
    publish_with_light_search,
    read_files,
)

from generator.build import pipeline
from generator.cli import main
from generator.infra.files import EngineError, OutputError
from generator.site import external_engines, zensical
from generator.site.engine_choice import ENGINES, MKDOCS, MissingEngineError, ensure_installed
from generator.site.output import docs_tree
from generator.site.postprocess.csp import InlineError

pytestmark = pytest.mark.usefixtures("_light_search")


@pytest.fixture
def root(root: Path) -> Path:
    """Add the page to which the search button leads."""
    return add_search_page(root)


def add_search_page(root: Path) -> Path:
    (root / "docs/search.md").write_text("# Search\n")
    return root


@pytest.fixture(scope="module")
def originals() -> dict[str, Path]:
    """The roots whose sites were published, by engine; tests get copies."""
    return {}


@pytest.fixture
def published_root(
    engine: str, originals: dict[str, Path], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A root whose site was published with the engine of the test."""
    if engine not in originals:
        root = add_search_page(lay_root(tmp_path_factory.mktemp(engine)))
        originals[engine] = publish_with_light_search(root, engine)
    lay_published(originals[engine], tmp_path)
    return tmp_path


def edit(root: Path, path: str, text: str) -> None:
    with (root / path).open("a") as file:
        file.write(text)


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def list_pages(root: Path) -> set[str]:
    return {path for path in read_files(root / "site") if path.endswith(".html")}


def fail_on_run(*_: Any, **__: Any) -> None:
    raise AssertionError("a program was run")


# Builds


@pytest.mark.parametrize("engine", OTHERS)
def test_engines_publish_the_same_files_of_docs(root: Path, engine: str) -> None:
    edit(root, "docs/README.md", "# Not for readers\n")
    edit(root, "docs/_headers", "/x\n  X-Y: z\n")
    (root / "docs/.hidden").mkdir()
    edit(root, "docs/.hidden/x.md", "# Hidden\n")
    assert build_small_site(root)
    before = read_files(root / "site")
    assert build_small_site(root, engine=engine)
    after = read_files(root / "site")
    assert list_pages(root) == {path for path in before if path.endswith(".html")}
    assert after["robots.txt"].rstrip() == before["robots.txt"].rstrip()
    assert b"<title>Moved</title>" in after["actors/old-name/index.html"]
    assert after["_headers"].endswith(b"\n/x\n  X-Y: z\n")


@pytest.mark.parametrize("engine", OTHERS)
def test_builds_are_reproducible_and_leave_no_temporary_files(root: Path, tmp_path: Path, engine: str) -> None:
    docs = read_files(root / "docs")
    assert build_small_site(root, engine=engine)
    assert read_files(root / "docs") == docs
    assert {path.name for path in root.iterdir()} == {".cache", "docs", "generator", "mkdocs.yml", "site"}
    assert {path.name for path in (root / ".cache").iterdir()} == {"html.db", "published", "search", "site", "site.db"}
    assert_same_as_first_build(root, tmp_path / "elsewhere", engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
def test_a_repeated_build_does_not_run_the_engine(
    published_root: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(external_engines.subprocess, "run", fail_on_run)
        assert not build_small_site(published_root, engine=engine)
    edit(published_root, "docs/about.md", "\nMore.\n")
    assert build_small_site(published_root, engine=engine)
    assert b"More." in read_files(published_root / "site")["about/index.html"]
    assert not build_small_site(published_root, engine=engine)


@pytest.mark.parametrize("engine", OTHERS)
def test_switching_engines_equals_clean_builds(root: Path, tmp_path: Path, engine: str) -> None:
    assert build_small_site(root)
    assert build_small_site(root, engine=engine)
    assert_same_as_first_build(root, tmp_path / "elsewhere", engine=engine)
    assert build_small_site(root)
    assert_same_as_first_build(root, tmp_path / "elsewhere")
    assert not build_small_site(root)


@pytest.mark.parametrize("engine", [PROPERDOCS])
def test_the_sitemap_has_the_date_of_the_content(published_root: Path) -> None:
    assert b"<lastmod>2017-03-20</lastmod>" in read_files(published_root / "site")["sitemap.xml"]


# Errors


@pytest.mark.parametrize("engine", OTHERS)
def test_engine_errors_are_reported_and_nothing_is_published(published_root: Path, engine: str) -> None:
    before = read_files(published_root / "site")
    edit(published_root, "docs/about.md", "\n[a](none.md)\n")
    with pytest.raises(EngineError) as caught:
        build_small_site(published_root, engine=engine)
    lines = caught.value.lines
    assert any("none.md" in line for line in lines)
    assert lines[-1] == f"{ENGINES[engine].title} ended with status 1"
    assert not [line for line in lines if "\x1b" in line or "Traceback" in line or str(published_root) in line]
    assert read_files(published_root / "site") == before
    assert not (published_root / ".cache/whole").exists()
    replace(published_root, "docs/about.md", "\n[a](none.md)\n", "")
    assert not build_small_site(published_root, engine=engine)


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
def test_invalid_input_is_an_engine_error(root: Path, engine: str, path: str, text: str) -> None:
    with (root / path).open("ab") as file:
        file.write(text.encode(errors="surrogateescape"))
    with pytest.raises(EngineError) as caught:
        build_small_site(root, engine=engine)
    assert len(caught.value.lines) > 1
    assert not (root / "site").exists()


@pytest.mark.parametrize("engine", [ZENSICAL])
@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("docs/about.md", "# About", "# About\n\n[a](/absolute/)", "`about/index.html` links to `/absolute/`"),
        ("docs/about.md", "# About", "# About\n\n[a](actors/none/)", "`about/index.html` links to `../actors/none/`"),
        ("mkdocs.yml", "About: about.md", "About: abuot.md", "links to `../abuot.md`, which does not exist"),
    ],
)
def test_broken_links_that_zensical_accepts_are_errors(  # noqa: PLR0917  # a case has as many inputs as it has
    root: Path, engine: str, path: str, old: str, new: str, message: str
) -> None:
    replace(root, path, old, new)
    with pytest.raises(EngineError, match="Zensical accepts this, but it is not published") as caught:
        build_small_site(root, engine=engine)
    assert any(message in line for line in caught.value.lines), caught.value.lines


@pytest.mark.parametrize("link", ["http://[#%", "//[::1/", "%", "%zz/", "../%2"])
def test_links_that_are_not_valid_urls_are_dead(link: str) -> None:
    page = f'<a href="{link}">x</a> <a href="#%">y</a> <a href="https://example.org/%#%">z</a>'
    assert list(zensical.find_dead_links(page.encode(), "about/index.html", ["about/index.html"])) == [link]


def test_a_killed_engine_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("properdocs", reason="ProperDocs is not installed")
    real = subprocess.run

    def killed(_: list[str], **options: Any) -> Any:
        return real([sys.executable, "-c", f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"], **options)

    monkeypatch.setattr(external_engines.subprocess, "run", killed)
    with pytest.raises(EngineError, match=r"\AProperDocs ended with status -9\Z"):
        build_small_site(root, engine="properdocs")


@pytest.mark.parametrize("engine", OTHERS)
def test_an_inline_script_is_reported(root: Path, engine: str) -> None:
    edit(root, "docs/about.md", "\n<script>alert(1)</script>\n")
    with pytest.raises(InlineError, match=r"`about/index\.html` has an inline script"):
        build_small_site(root, engine=engine)
    assert not (root / "site").exists()
    assert not (root / ".cache/whole").exists()


@pytest.mark.parametrize("engine", OTHERS)
def test_a_file_at_the_path_of_the_output_folder_is_reported(root: Path, engine: str) -> None:
    (root / ".cache").mkdir()
    (root / ".cache/whole").write_text("a file")
    with pytest.raises(OutputError, match=r"^cannot write `.*/\.cache/whole"):
        build_small_site(root, engine=engine)


ENDLESS_BUILD = """
import signal, subprocess, sys
from pathlib import Path
from small_site import build_small_site
from generator.site import external_engines

def begin(command, **options):
    kept_options = {name: options[name] for name in ("cwd", "env")}
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kept_options)
    print("begun", flush=True)
    signal.pause()

external_engines.subprocess.run = begin
build_small_site(Path(sys.argv[1]), engine=sys.argv[2])
"""
"""A build whose engine program never seems to end."""


@pytest.mark.parametrize("engine", OTHERS)
def test_an_engine_that_outlives_its_build_does_not_affect_the_next(root: Path, tmp_path: Path, engine: str) -> None:
    path = os.pathsep.join(str(folder) for folder in (PROJECT, Path(__file__).parent))
    command = [sys.executable, "-c", ENDLESS_BUILD, str(root), engine]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE) as builder:
        assert builder.stdout
        assert builder.stdout.readline() == b"begun\n"
        builder.kill()
    assert not (root / "site").exists()
    assert build_small_site(root, engine=engine)
    assert_same_as_first_build(root, tmp_path / "elsewhere", engine=engine)


# Missing engines


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)


@pytest.mark.usefixtures("_nothing_installed")
@pytest.mark.parametrize("engine", [name for name in ENGINES if name != MKDOCS])
def test_a_missing_engine_is_reported_before_any_file_is_written(tmp_path: Path, engine: str) -> None:
    root = lay_project(tmp_path / "root")
    before = read_files(root)
    with pytest.raises(MissingEngineError):
        pipeline.build(root, engine=engine)
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--engine", engine])
    title, requirement = ENGINES[engine]
    assert (
        result.output == f'error: {title} is not installed; install it with `python -m pip install "{requirement}"`\n'
    )
    assert result.exit_code == 1
    assert read_files(root) == before


def test_mkdocs_is_always_installed() -> None:
    ensure_installed(MKDOCS)


def test_an_unknown_engine_is_a_usage_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(tmp_path), "build", "--engine", "hugo"])
    assert result.exit_code == 2
    assert "'mkdocs', 'properdocs', 'zensical'" in result.output


def test_suggested_requirements_are_those_of_the_project() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    requirements = {*project["dependencies"], *project["optional-dependencies"]["dev"]}
    assert {requirement for _, requirement in ENGINES.values()} <= requirements


@pytest.mark.parametrize("engine", OTHERS)
def test_an_engine_failure_names_the_engine(tmp_path: Path, engine: str) -> None:
    root = lay_project(tmp_path / "root", PROJECT / "tests/golden/empty/content")
    edit(root, "docs/about.md", "\n[a](none.md)\n")
    result = CliRunner().invoke(main, ["--root", str(root), "build", "--engine", engine])
    assert result.exit_code == 1
    title = ENGINES[engine].title
    assert result.output.endswith(f"error: {title} could not build the site; the published site is unchanged\n")


# Helpers for Zensical


@pytest.mark.parametrize(
    ("path", "html", "expected"),
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
def test_links_above_the_root_of_the_site_are_repaired(path: str, html: str, expected: str) -> None:
    assert zensical.repair_links(html.encode(), path).decode() == expected


def test_addresses_of_images_are_repaired() -> None:
    form = '<source srcset="{0}b/x/a.avif 640w, {0}b/x/c.avif 9w"><img alt="../../../" src="{0}b/x/a.jpg">'
    repaired = form.format("../../").encode()

    assert zensical.repair_links(form.format("../../../").encode(), "b/x/index.html") == repaired
    assert zensical.repair_links(repaired, "b/x/index.html") == repaired


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
    assert bool(list(zensical.find_dead_links(html, "actors/x/index.html", FILES))) is is_dead


def test_a_page_missing_from_the_output_is_reported(tmp_path: Path) -> None:
    docs_tree.write_pages(tmp_path / "docs", {"actors/x.md": "# X\n"})
    (tmp_path / "site").mkdir()
    assert zensical.finish_site(tmp_path / "site", ["actors/x.md", "actors/index.json"]) == [
        "error: `actors/x.md` has no page",
        "error: `actors/index.json` has no page",
    ]


def test_error_lines_leave_out_tracebacks() -> None:
    text = (
        "INFO - Building\nWarning: no such page\n   ╭─[ own.md:2:5 ]\n\nTraceback (most recent call last):\n  File x\n"
    )
    assert list(external_engines.extract_error_lines(f"{text}    build()\nRuntimeError: aborted\n")) == [
        "Warning: no such page",
        "   ╭─[ own.md:2:5 ]",
        "RuntimeError: aborted",
    ]


def test_pages_for_an_engine_are_copies_not_links(root: Path) -> None:
    """Nothing that a program does to the copies changes docs/."""
    zensical.create_project(root, root / ".cache/room", ["about.md"])
    copy = root / ".cache/room/docs/about.md"
    assert copy.read_bytes() == (root / "docs/about.md").read_bytes()
    assert not copy.samefile(root / "docs/about.md")
