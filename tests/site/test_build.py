"""Incremental builds of the site: what is rebuilt and reused; the result always equals that of a first build."""

import errno
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import msgspec
import pytest
from laid_project import lay_project
from small_site import (
    EPOCH,
    assert_same_as_first_build,
    build_small_site,
    lay_published,
    lay_root,
    open_state,
    publish_with_light_search,
    read_files,
)

from generator.build import pipeline
from generator.infra import file_digests
from generator.infra.files import EngineError, OutputError
from generator.infra.store import Store
from generator.site import site_content
from generator.site.engine import Engine
from generator.site.output import docs_tree, state
from generator.site.output.state import State
from generator.site.postprocess.csp import InlineError

PROJECT = Path(__file__).parents[2]

GENERATED = {
    "events/talks.md": (
        "---\ntitle: Talks\nmodified: '2019-04-01'\n---\n# Talks\n\n## Who\n\n[Hamas](../actors/hamas.md)\n"
    ),
    "events/index.md": "# Events\n\n- [Talks](talks.md)\n",
    "events/old-talks/index.html": "<!doctype html>\n<meta charset='utf-8'>\n<title>Moved</title>\n",
    "events/index.json": "[]\n",
}

pytestmark = pytest.mark.usefixtures("_light_search")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with generated pages, whose site was published; tests get copies."""
    root = lay_root(tmp_path_factory.mktemp("original"))
    docs_tree.write_pages(root / "docs", GENERATED)
    (root / "docs/assets").mkdir()
    (root / "docs/assets/map.svg").write_text("<svg/>")
    return publish_with_light_search(root)


@pytest.fixture
def site(original: Path, tmp_path: Path) -> Path:
    """A root with generated pages, whose site was published."""
    lay_published(original, tmp_path)
    return tmp_path


def generate(root: Path, **changes: str | None) -> None:
    """Write the generated pages with some changes; None for a page that no longer exists."""
    pages = dict(GENERATED)
    for name, text in changes.items():
        path = name.replace("__", "/").replace("_md", ".md")
        if text is None:
            pages.pop(path, None)
        else:
            pages[path] = text
    assert isinstance(docs_tree.write_pages(root / "docs", pages), docs_tree.WriteSummary)


def edit(root: Path, path: str, text: str) -> None:
    """Append text to a file below the root."""
    with (root / path).open("a") as file:
        file.write(text)


def tamper(file: Path) -> None:
    """Change the text of a file in place, so that only the time of writing shows it."""
    before, data = file.stat(), file.read_bytes()
    file.write_bytes(data.replace(b"Briefings", b"Br1efings"))
    after = file.stat()
    assert file.read_bytes() != data
    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino)


def flip(file: Path, seed: int) -> None:
    """Flip ten bits of a file."""
    random, data = Random(seed), bytearray(file.read_bytes())
    for _ in range(10):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    file.write_bytes(data)


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def remove_cache(root: Path) -> None:
    shutil.rmtree(root / ".cache")


EDITS: dict[str, Callable[[Path], Any]] = {
    "a page of docs/ that is generated": lambda root: generate(root, events__talks_md="# Talks, resumed\n"),
    "a new page that is generated": lambda root: generate(root, events__war_md="# War\n\n[Talks](talks.md#who)\n"),
    "a page with a new date": lambda root: generate(root, events__talks_md="---\nmodified: '2020-01-02'\n---\n# T\n"),
    "a page that is no longer generated": lambda root: generate(
        root, events__talks_md=None, events__index_md="# Events\n"
    ),
    "a page in docs/ that is edited": lambda root: edit(root, "docs/about.md", "\n[Talks](events/talks.md#who)\n"),
    "a new handwritten page": lambda root: edit(root, "docs/own.md", "# Own\n\n[About](about.md#about)\n"),
    "a page in docs/ that is renamed": lambda root: (
        (root / "docs/actors/hamas.md").rename(root / "docs/actors/h.md")
        and edit(root, "docs/actors/hamas.md", "# Hamas\n\n## Says\n")
    ),
    "an index page with another title": lambda root: edit(root, "docs/themes/index.md", "\nMore words.\n"),
    "a file that is copied": lambda root: edit(root, "docs/assets/map.svg", "<!-- more -->"),
    "a file that disappears": lambda root: (root / "docs/assets/map.svg").unlink(),
    "a class that no other page has": lambda root: edit(
        root, "docs/about.md", '\n<p class="md-banner__inner">Words</p>\n'
    ),
    "the configuration": lambda root: replace(root, "mkdocs.yml", "site_name: Briefings", "site_name: Other"),
    "an entry of the navigation": lambda root: replace(root, "mkdocs.yml", "- About: about.md", "- about.md"),
    "a template": lambda root: edit(root, "generator/theme/partials/copyright.html", "<p>More</p>"),
    "a style sheet of the theme": lambda root: edit(root, "generator/theme/assets/figures.css", "p{color:red}"),
    "a script of the theme": lambda root: edit(root, "generator/theme/assets/frame.js", '\nmake("md-banner__inner")'),
    "handwritten headers": lambda root: edit(root, "docs/_headers", "/x\n  X-Y: z\n"),
    "a redirect": lambda root: generate(root, **{"events/older/index.html": "<!doctype html>\n<title>M</title>\n"}),
    "a page that was removed from the site": lambda root: (root / "site/about/index.html").unlink(),
    "a page that was edited in the site": lambda root: edit(root, "site/events/talks/index.html", "<p>Tampered</p>"),
    "a page of the site with other text of the same length": lambda root: tamper(root / "site/about/index.html"),
    "a page that was replaced in the site": lambda root: (
        shutil.copy(root / "site/index.html", root / "site/x"),
        (root / "site/x").replace(root / "site/about/index.html"),
    ),
    "no site": lambda root: shutil.rmtree(root / "site"),
    "no cache": remove_cache,
    "no cached pages": lambda root: ((root / ".cache/html.db").unlink(), edit(root, "docs/about.md", "\nMore.\n")),
    "no state": lambda root: (root / ".cache/site.db").unlink(),
    "no search state": lambda root: (shutil.rmtree(root / ".cache/search"), edit(root, "docs/about.md", "\nMore.\n")),
    "a damaged search state": lambda root: (
        edit(root, ".cache/search/damaged", "x"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
    "a damaged state": lambda root: (flip(root / ".cache/site.db", 1), edit(root, "docs/about.md", "More.\n")),
    "damaged pages": lambda root: (
        flip(root / ".cache/html.db", 2),
        edit(root, "generator/theme/assets/figures.css", "p{color:blue}"),
    ),
    "a state that is not a database": lambda root: (root / ".cache/site.db").write_text("x" * 5000),
    "a staging tree of copies": lambda root: (
        shutil.rmtree(root / ".cache/site"),
        shutil.copytree(root / "site", root / ".cache/site"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
    "a staging tree with other files": lambda root: (
        (root / ".cache/site/.git/refs").mkdir(parents=True),
        (root / ".cache/site/.git/refs/main").write_text("main"),
        (root / ".cache/site/about/index.html").unlink(),
        (root / ".cache/site/about/index.html").mkdir(),
        (root / ".cache/site/about/index.html/more").write_text("more"),
        (root / ".cache/site/404.html").unlink(),
        (root / ".cache/site/404.html").symlink_to("index.html"),
        shutil.rmtree(root / ".cache/site/events"),
        (root / ".cache/site/events").write_text("no folder"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
    "a staging tree that was written into": lambda root: (
        (root / ".cache/site/events/talks/index.html").write_text("another text"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
    "a file at the path of the staging tree": lambda root: (
        shutil.rmtree(root / ".cache/site"),
        (root / ".cache/site").write_text("no folder"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
    "a link at the path of the staging tree": lambda root: (
        (root / ".cache/site").rename(root / "elsewhere"),
        (root / ".cache/site").symlink_to("../elsewhere"),
        edit(root, "docs/about.md", "\nMore.\n"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_incremental_build_after_an_edit_equals_clean_build(site: Path, tmp_path: Path, name: str) -> None:
    EDITS[name](site)
    assert build_small_site(site)
    assert_same_as_first_build(site, tmp_path / "elsewhere")
    assert not build_small_site(site)


@pytest.mark.parametrize("seed", range(3))
def test_incremental_build_after_random_edits_equals_clean_build(site: Path, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    for name in random.sample(sorted(EDITS), 6):
        # An edit may remove the input of another, which then is skipped.
        try:
            EDITS[name](site)
        except (AssertionError, OSError):
            continue
        if random.random() < 0.7:
            build_small_site(site, jobs=random.choice((1, 2)))
    build_small_site(site)
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def list_built_pages(root: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> list[str]:
    """Run a build, and return the pages that the engine built."""
    built_paths: list[str] = []
    real = site_content.build_pages

    def record(engine: Engine, paths: list[str], *arguments: Any) -> Any:
        built_paths.extend(paths)
        return real(engine, paths, *arguments)

    monkeypatch.setattr(site_content, "build_pages", record)
    build_small_site(root, **options)
    return built_paths


def test_only_changed_and_handwritten_pages_are_built(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handwritten = {path for path in read_files(site / "docs") if path.endswith(".md")} - GENERATED.keys()
    generate(site, events__talks_md="# Talks, resumed\n")
    assert set(list_built_pages(site, monkeypatch)) == handwritten | {"events/talks.md"}


def test_unchanged_files_are_reused(site: Path) -> None:
    before = {path: (site / "site" / path).stat().st_ino for path in read_files(site / "site")}
    generate(site, events__talks_md="# Talks, resumed\n")
    build_small_site(site)
    after = {path: (site / "site" / path).stat().st_ino for path in read_files(site / "site")}
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed <= {
        "events/talks/index.html", "pagefind/events/talks/index.html.pf", "sitemap.xml", "sitemap.xml.gz"
    }  # fmt: skip
    # The staging tree has links to unchanged files, and the old versions of changed ones.
    assert {path for path in after if (site / "site" / path).stat().st_nlink == 1} == changed


def test_published_files_are_never_modified_in_place(site: Path, tmp_path: Path) -> None:
    open_files = {path: os.open(site / "site" / path, os.O_RDONLY) for path in read_files(site / "site")}
    before = read_files(site / "site")
    edit(site, "generator/theme/partials/copyright.html", "<p>More</p>")
    build_small_site(site)
    for path, file in open_files.items():
        assert os.pread(file, 10_000_000, 0) == before[path]
        os.close(file)
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def no_engine(*_: Any, **__: Any) -> NoReturn:
    raise AssertionError("the engine was loaded")


def test_a_repeated_build_neither_loads_the_engine_nor_writes_state(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Files that were new at the first build are read once more: that build cannot know whether they change again.
    later = time.time_ns() + 10**10
    monkeypatch.setattr(file_digests.time, "time_ns", lambda: later)
    build_small_site(site)
    before = (site / ".cache/site.db").stat().st_mtime_ns
    monkeypatch.setattr(Engine, "load", no_engine)
    assert not build_small_site(site)
    assert (site / ".cache/site.db").stat().st_mtime_ns == before


def test_new_files_are_read_once_more_by_the_next_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = file_digests.compute_digest
    read_data: list[bytes] = []
    monkeypatch.setattr(file_digests, "compute_digest", lambda data: read_data.append(data) or real(data))
    later = time.time_ns() + 10**10
    monkeypatch.setattr(file_digests.time, "time_ns", lambda: later)
    for reads_again in (True, False):
        read_data.clear()
        assert not build_small_site(site)
        assert (len(read_data) > 10) is reads_again


ENGINE = {"mkdocs", "jinja2", "tinycss2", "markdown"}
"""Packages that take long to import, and that only builds of pages need."""


def test_an_up_to_date_build_does_not_import_the_engine(site: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from generator.site.build import update_site
from generator.site.output.docs_tree import WriteSummary
from generator.site.output.state import Project
assert not update_site(Project(Path({str(site)!r}), {EPOCH}, 1), WriteSummary(), full=False)
assert not {ENGINE} & sys.modules.keys(), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True)


@pytest.mark.parametrize(
    ("loaded", "unloaded"),
    [
        ("generator.cli.site", {"generator.analysis", "generator.pages", "jinja2"}),
        ("generator.build.docs_stage", {"generator.pages", "jinja2", "PIL"}),
    ],
)
def test_code_is_loaded_in_the_process_that_runs_it(loaded: str, unloaded: set[str]) -> None:
    script = f"import sys, {loaded}\nassert not {unloaded} & sys.modules.keys(), sorted(sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True)


def test_the_build_command_imports_no_engine_if_nothing_changed(tmp_path: Path) -> None:
    root = lay_project(tmp_path, PROJECT / "tests/golden/empty/content")
    assert pipeline.build(root).published
    script = f"""
import sys
from generator.cli import main
try:
    main(["--root", {str(root)!r}, "build", "--jobs", "1"])
except SystemExit as ended:
    assert not ended.code
assert not {ENGINE - {"jinja2"}} & sys.modules.keys(), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=True)


def test_the_number_of_jobs_does_not_affect_the_site(root: Path, tmp_path: Path) -> None:
    docs_tree.write_pages(
        root / "docs", GENERATED | {f"events/e{n}.md": f"# E{n}\n\n[Talks](talks.md)\n" for n in range(40)}
    )
    shutil.copytree(root, tmp_path / "three")
    build_small_site(root, jobs=1)
    build_small_site(tmp_path / "three", jobs=3)
    assert read_files(root / "site") == read_files(tmp_path / "three/site")


def test_the_number_of_jobs_does_not_affect_the_errors(root: Path) -> None:
    pages = {f"events/e{n}.md": f"# E{n}\n\n[a](none{n}.md)\n" for n in range(30)}
    docs_tree.write_pages(root / "docs", GENERATED | pages)
    errors = []
    for jobs in (1, 3):
        with pytest.raises(EngineError) as caught:
            build_small_site(root, jobs=jobs)
        errors.append(caught.value.lines)
    assert errors[0] == errors[1]
    assert len(errors[0]) == 31
    assert "'events/e0.md' contains a link 'none0.md'" in errors[0][0]
    assert errors[0][-1] == "Aborted with 30 warnings in strict mode!"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a](none.md)", "Doc file 'about.md' contains a link 'none.md', but the target is not found"),
        ("[a](events/talks.md#none)", "but the doc 'events/talks.md' does not contain an anchor '#none'"),
        ("[a](#none)", "contains a link '#none', but there is no such anchor on this page"),
        ("[a](/absolute/)", "contains an absolute link '/absolute/'"),
    ],
)
def test_broken_links_are_reported_as_in_a_full_build(site: Path, text: str, message: str) -> None:
    edit(site, "docs/about.md", f"\n{text}\n")
    errors = []
    for full in (False, True):
        with pytest.raises(EngineError) as caught:
            build_small_site(site, full=full)
        errors.append(caught.value.lines)
    assert errors[0] == errors[1]
    assert message in errors[0][0]
    assert len(errors[0]) == 2


def test_a_handwritten_link_to_a_removed_target_is_reported(site: Path) -> None:
    edit(site, "docs/about.md", "\n[a](events/talks.md#who)\n")
    assert build_small_site(site)
    generate(site, events__talks_md="# Talks\n\n[Hamas](../actors/hamas.md)\n")
    with pytest.raises(EngineError, match="does not contain an anchor '#who'"):
        build_small_site(site)
    generate(site, events__talks_md=None, events__index_md="# Events\n")
    with pytest.raises(EngineError, match=r"link 'events/talks.md#who', but the target 'events/talks.md' is not found"):
        build_small_site(site)


def test_a_link_of_a_generated_page_to_a_removed_page_is_reported(site: Path) -> None:
    (site / "docs/actors/hamas.md").unlink()
    with pytest.raises(EngineError) as caught:
        build_small_site(site)
    assert any("'events/talks.md' contains a link '../actors/hamas.md'" in line for line in caught.value.lines)


def test_a_handwritten_page_missing_from_the_navigation_is_reported(site: Path) -> None:
    replace(site, "mkdocs.yml", "  /**", "  /events/")
    edit(site, "docs/own.md", "# Own\n")
    with pytest.raises(EngineError, match=r"not included in the \"nav\" configuration") as caught:
        build_small_site(site)
    assert "own.md" in str(caught.value)


def test_two_files_for_one_page_are_reported(site: Path) -> None:
    edit(site, "docs/themes/README.md", "# Read me\n")
    with pytest.raises(EngineError, match=r"Excluding 'themes/README.md' from the site because it conflicts"):
        build_small_site(site)


def test_excluded_files_are_not_published(site: Path, tmp_path: Path) -> None:
    edit(site, "docs/README.md", "# Not for readers\n")
    assert build_small_site(site)
    assert not [path for path in read_files(site / "site") if "README" in path]
    assert_same_as_first_build(site, tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("docs/about.md", "\udcff", r"Encoding error reading file: about\.md\n.utf-8. codec"),
        ("docs/about.md", "---\ntemplate: none.html\n---\n", "Error building page 'about.md': 'none.html' not found"),
        ("generator/theme/sitemap.xml", "{{ 1 / none }}", "Error building template 'sitemap.xml'"),
    ],
)
def test_errors_name_the_page(site: Path, path: str, text: str, message: str) -> None:
    before = read_files(site / "site")
    (site / path).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(EngineError, match=message):
        build_small_site(site, jobs=2)
    assert read_files(site / "site") == before


def test_an_inline_script_is_reported_and_nothing_is_published(site: Path) -> None:
    before = read_files(site / "site")
    edit(site, "docs/about.md", "\n<script>alert(1)</script>\n")
    with pytest.raises(InlineError, match=r"`about/index.html` has an inline script"):
        build_small_site(site)
    assert read_files(site / "site") == before
    replace(site, "docs/about.md", "<script>alert(1)</script>", "")
    assert build_small_site(site)


def test_a_file_that_cannot_be_read_is_reported(site: Path) -> None:
    (site / "docs/dead.md").symlink_to("nowhere.md")
    with pytest.raises(OutputError, match=r"^cannot read `.*/docs/dead.md`: no such file or directory$"):
        build_small_site(site)


def test_plugins_of_mkdocs_run_in_incremental_builds(site: Path, tmp_path: Path) -> None:
    replace(site, "mkdocs.yml", "enabled: false", "enabled: true")
    assert build_small_site(site)
    assert (site / "site/search/search_index.json").exists()
    assert not build_small_site(site)
    generate(site, events__talks_md="# Talks, resumed\n")
    assert build_small_site(site)
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def test_hooks_of_mkdocs_run_in_incremental_builds(site: Path, tmp_path: Path) -> None:
    (site / "own_hook.py").write_text("def on_page_markdown(text, **_):\n    return f'{text}\\n\\nHooked.\\n'\n")
    edit(site, "mkdocs.yml", "\nhooks: [own_hook.py]\n")
    assert build_small_site(site)
    assert b"Hooked." in (site / "site/about/index.html").read_bytes()
    assert not build_small_site(site)
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def test_the_sitemap_has_the_date_of_the_build_or_of_the_page(site: Path, tmp_path: Path) -> None:
    assert build_small_site(site, epoch=EPOCH + 90_000)
    assert b"<lastmod>2017-03-21</lastmod>" in (site / "site/sitemap.xml").read_bytes()
    assert b"<lastmod>2019-04-01</lastmod>" in (site / "site/sitemap.xml").read_bytes()
    assert_same_as_first_build(site, tmp_path / "elsewhere", epoch=EPOCH + 90_000)


def test_a_disk_without_hard_links_gets_copies(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    edit(site, "docs/about.md", "\nMore.\n")
    assert build_small_site(site)
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def test_a_site_behind_a_symbolic_link_is_updated_at_its_target(site: Path, tmp_path: Path) -> None:
    (site / "site").rename(site / "www")
    (site / "site").symlink_to("www")
    assert not build_small_site(site)
    edit(site, "docs/about.md", "\nMore.\n")
    assert build_small_site(site)
    assert (site / "site").is_symlink()
    assert_same_as_first_build(site, tmp_path / "elsewhere")


class Attack:
    """A value whose pickle writes a file when it is read."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.target, "it ran")


@pytest.mark.parametrize("field", ["docs_digests", "pages", "published"])
@pytest.mark.parametrize("kind", ["pickle", "random", "shape"])
def test_invalid_state_is_discarded_and_computed_again(site: Path, tmp_path: Path, field: str, kind: str) -> None:
    values = {
        "pickle": pickle.dumps(Attack(tmp_path / "ran")),
        "random": Random(5).randbytes(100),
        "shape": msgspec.msgpack.encode({"about.md": [{}]}),
    }
    with open_state(site) as store:
        store.put("site", {field: values[kind]})
        store.commit()
    edit(site, "docs/about.md", "\nMore.\n")

    assert build_small_site(site)
    assert not build_small_site(site)
    assert not (tmp_path / "ran").exists()
    assert_same_as_first_build(site, tmp_path / "elsewhere")


def test_saved_state_is_read_back_unchanged(site: Path) -> None:
    with open_state(site) as store:
        saved = state.read_state(store)
        copy = Store.in_memory()
        state.save_state(copy, saved, State())
        assert state.read_state(copy) == saved
    assert all(getattr(saved, field.name) for field in fields(State) if field.name not in {"excluded", "anchors"})
