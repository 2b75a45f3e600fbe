"""What the benchmark measures of publishing: from files that were saved to the site with its search, as a desk does it.

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
from processes import Taken, rows, run
from synthetic import add_briefing

from generator import build

TIMES = 3
"""How often each of the short builds is measured: each text and each briefing is another."""

SENTENCE = "Lanterns were hung along the lower terrace."
"""What is written at the end of an article; nothing of it is a name."""


def published(root: Path) -> Iterator[tuple[str, float]]:
    """Seconds and MB of each sort of build of `root`/content, in the order in which they happen to a desk."""
    project = lay(root)
    size = len(briefings(project))
    yield from rows("ours: clean build", [_built(project)])
    yield from rows("ours: nothing changed", [_built(project) for _ in range(TIMES)])
    yield from rows("ours: changed text", [_changed(project, number * size // TIMES) for number in range(TIMES)])
    yield from rows("ours: new briefing", [_with_new(project, size, number) for number in range(TIMES)])
    yield "ours: pages", pages("our build", project / "site", project)


def lay(root: Path) -> Path:
    """A project with the content of `root`, which nobody has built yet."""
    project = root / "project"
    shutil.rmtree(project, ignore_errors=True)
    return lay_project(project, root / "content")


def site(root: Path) -> Path:
    """The site of the content of `root`, which whoever asks first builds; where publishing was measured, its last."""
    project = root / "project"
    if not (project / "site").exists():
        build.build(lay(root))
    return project / "site"


def briefings(project: Path) -> list[Path]:
    """The folders of the briefings, in the order of their ids."""
    return sorted((project / "content/briefings").iterdir())


def pages(whose: str, built: Path, project: Path) -> int:
    """How many pages a site has; SystemExit where a briefing of the project is not among them."""
    missing = [one.name for one in briefings(project) if not (built / "briefings" / one.name / "index.html").is_file()]
    if missing:
        sys.exit(f"{whose} has no page for {len(missing)} briefings, as for {missing[0]}")
    return sum(name.endswith(".html") for _, _, names in os.walk(built) for name in names)


def show(built: Path, briefing: str, words: str) -> None:
    """SystemExit where the page of a briefing has not these words."""
    page = built / "briefings" / briefing / "index.html"
    if not page.is_file() or words not in page.read_text(encoding="utf-8"):
        sys.exit(f"the page of {briefing} in {built} does not say “{words}”")


def add_sentence(file: Path, sentence: str = SENTENCE) -> None:
    """One sentence more at the end of the last paragraph of a text."""
    file.write_text(f"{file.read_text(encoding='utf-8').rstrip()} {sentence}\n", encoding="utf-8")


def _changed(project: Path, position: int) -> Taken:
    briefing = briefings(project)[position]
    add_sentence(briefing / "article.md")
    taken = _built(project)
    show(project / "site", briefing.name, SENTENCE)
    return taken


def _with_new(project: Path, size: int, number: int) -> Taken:
    """With a briefing more, the newest of all."""
    add_briefing(project, size, size + number, published=f"2025-02-{number + 1:02}")
    taken = _built(project)
    show(project / "site", f"briefing-{size + number}", f"part {size + number + 1}")
    return taken


def _built(project: Path) -> Taken:
    return run([sys.executable, "-m", "generator", "--root", str(project), "build"], PROJECT)
