"""Measure publishing: from saved files to the site with its search, as a desk publishes.

A project is laid out with the content, and built by the command, in a process of its own each time: first from nothing,
then as it is, then after an article's text has changed, then with a new briefing. Each time it is looked at whether the
site shows it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from laid_project import PROJECT, lay_project
from processes import Resources, list_rows, run
from synthetic import add_briefing

from generator.build import pipeline

TIMES = 3
"""The number of runs of each short build; each changes another text or adds another briefing."""

SENTENCE = "Lanterns were hung along the lower terrace."
"""The sentence that is added to an article; it has no names."""


def measure_builds(root: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds and MB of each type of build of `root`/content, in the order in which a desk runs them."""
    project = lay(root)
    size = len(list_briefings(project))
    yield from list_rows("ours: clean build", [_built(project)])
    yield from list_rows("ours: nothing changed", [_built(project) for _ in range(TIMES)])
    yield from list_rows("ours: changed text", [_changed(project, number * size // TIMES) for number in range(TIMES)])
    yield from list_rows("ours: new briefing", [_with_new(project, size, number) for number in range(TIMES)])
    yield "ours: pages", count_pages("our build", project / "site", project)


def lay(root: Path) -> Path:
    """Create a project with the content of `root`, without a build; return its folder."""
    project = root / "project"
    shutil.rmtree(project, ignore_errors=True)
    return lay_project(project, root / "content")


def get_site(root: Path) -> Path:
    """Return the site of the content of `root`: the last one of `published`, or one that is built at the first call."""
    project = root / "project"
    if not (project / "site").exists():
        pipeline.build(lay(root))
    return project / "site"


def list_briefings(project: Path) -> list[Path]:
    """Return the folders of the briefings, in the order of their ids."""
    return sorted((project / "content/briefings").iterdir())


def count_pages(whose: str, built: Path, project: Path) -> int:
    """Return the number of pages of a site; raise `SystemExit` if a briefing of the project has none."""
    missing = [
        one.name for one in list_briefings(project) if not (built / "briefings" / one.name / "index.html").is_file()
    ]
    if missing:
        sys.exit(f"{whose} has no page for {len(missing)} briefings, as for {missing[0]}")
    return sum(name.endswith(".html") for _, _, names in os.walk(built) for name in names)


def require_words(built: Path, briefing: str, words: str) -> None:
    """Raise `SystemExit` if the page of a briefing does not have these words."""
    page = built / "briefings" / briefing / "index.html"
    if not page.is_file() or words not in page.read_text(encoding="utf-8"):
        sys.exit(f"the page of {briefing} in {built} does not say “{words}”")


def add_sentence(file: Path, sentence: str = SENTENCE) -> None:
    """Add a sentence at the end of the last paragraph of a text."""
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()} {sentence}\n", encoding="utf-8")


def _changed(project: Path, position: int) -> Resources:
    briefing = list_briefings(project)[position]
    add_sentence(briefing / "article.md")
    taken = _built(project)
    require_words(project / "site", briefing.name, SENTENCE)
    return taken


def _with_new(project: Path, size: int, number: int) -> Resources:
    """Build with one more briefing, the newest of all."""
    add_briefing(project, size, size + number, published=f"2025-02-{number + 1:02}")
    taken = _built(project)
    require_words(project / "site", f"briefing-{size + number}", f"part {size + number + 1}")
    return taken


def _built(project: Path) -> Resources:
    return run([sys.executable, "-m", "generator", "--root", str(project), "build"], PROJECT)
