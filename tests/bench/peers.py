"""Measure other generators with the same content as ours.

MkDocs and Zensical build the same docs/ with the same mkdocs.yml, so they have the pages that ours has, though no
search; Hugo builds the articles and their taxonomies alone. Each is started as its users start it. The long builds are
measured once: with ten thousand briefings they take minutes.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from hugo_site import write_hugo_site
from processes import list_rows, run
from publishing import SENTENCE, count_pages, get_site, list_briefings, require_words

HUGO_TIMES = 3
"""The number of runs: its builds are short, and ours are compared with them."""

_QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def measure_peer_builds(root: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds, MB and pages of each of the others, for the content of the project in `root`."""
    project = get_site(root).parent
    for peer in (mkdocs, zensical, hugo):
        folder = root / "peer"
        folder.mkdir()
        yield from peer(project, folder)
        shutil.rmtree(folder)


def mkdocs(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Measure MkDocs alone, in its one process."""
    built = folder / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(built)]
    yield from list_rows("MkDocs: clean build", [run(command, project, _QUIET)])
    yield "MkDocs: pages", count_pages("MkDocs", built, project)


def zensical(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Measure Zensical from nothing, and again after the same change to an article as ours."""
    for name in ("mkdocs.yml", "docs", "generator"):
        copied = shutil.copytree if (project / name).is_dir() else shutil.copyfile
        copied(project / name, folder / name)
    # It has one of its own; ours asks for values that it does not have, and stops it.
    (folder / "generator/theme/sitemap.xml").unlink(missing_ok=True)
    command = [sys.executable, "-m", "zensical", "build"]
    yield from list_rows("Zensical: clean build", [run(command, folder)])
    article = list_briefings(project)[-1].name
    with (folder / f"docs/briefings/{article}.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{SENTENCE}\n")
    yield from list_rows("Zensical: changed text", [run(command, folder)])
    require_words(folder / "site", article, SENTENCE)
    yield "Zensical: pages", count_pages("Zensical", folder / "site", project)


def hugo(project: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Measure Hugo, which builds everything each time."""
    write_hugo_site(folder / "source", project / "content")
    built = folder / "site"
    command = [sys.executable, "-m", "hugo", "--source", str(folder / "source"), "--destination", str(built)]
    taken = []
    for _ in range(HUGO_TIMES):
        shutil.rmtree(built, ignore_errors=True)
        taken.append(run(command, folder))
    yield from list_rows("Hugo: clean build", taken)
    yield "Hugo: pages", count_pages("Hugo", built, project)
