"""Complete builds are measured one after another, and an incomplete site fails the measurement.

The builds are pretended here, save those of Hugo: what is tested is what surrounds them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import peers
import processes
import publishing
import pytest
from bench import RATIOS
from processes import Resources
from synthetic import write_content

SIZE = 5


class Builds:
    """Simulates the commands: each article becomes its page, unchanged. An `idle` program does nothing; a `tired` one
    works only once."""

    def __init__(self, idle: str = "") -> None:
        self.idle = idle
        self.tired = ""
        self.done: list[str] = []

    def run(self, command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Resources:
        program = command[2]
        self.done.append(program)
        if program == "hugo" != self.idle:
            return processes.run(command, folder, environment)
        if program != self.idle and (program != self.tired or self.done.count(program) == 1):
            root = Path(command[4]) if program == "generator" else folder
            if program == "generator":
                draft(root)
            show(root, Path(command[-1]) if program == "mkdocs" else root / "site")
        return Resources(1.0, 1.0, None)


def draft(root: Path) -> None:
    for article in root.glob("content/briefings/*/article.md"):
        text = article.read_text(encoding="utf-8") + article.with_name("metadata.yml").read_text(encoding="utf-8")
        write(root / f"docs/briefings/{article.parent.name}.md", text)


def show(root: Path, site: Path) -> None:
    for page in root.glob("docs/briefings/*.md"):
        write(site / f"briefings/{page.stem}/index.html", page.read_text(encoding="utf-8"))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def pretended(monkeypatch: pytest.MonkeyPatch, idle: str = "") -> Builds:
    builds = Builds(idle)
    monkeypatch.setattr(publishing, "run", builds.run)
    monkeypatch.setattr(peers, "run", builds.run)
    return builds


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_content(tmp_path, SIZE)
    return tmp_path


def test_all_builds_of_all_generators_are_measured(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = pretended(monkeypatch)
    figures = dict([*publishing.measure_builds(root), *peers.measure_peer_builds(root)])

    assert builds.done == ["generator"] * 10 + ["mkdocs"] + ["zensical"] * 2 + ["hugo"] * 3
    assert {row for pair in RATIOS.values() for row in pair} <= set(figures)
    assert [figures[f"{whose}: pages"] for whose in ("ours", "MkDocs", "Zensical")] == [SIZE + 3] * 3
    assert not (root / "peer").exists()


def test_each_change_is_of_another_briefing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretended(monkeypatch)
    before = {one.name for one in (root / "content/briefings").iterdir()}
    dict(publishing.measure_builds(root))

    folders = publishing.list_briefings(root / "project")
    changed = [one for one in folders if publishing.SENTENCE in (one / "article.md").read_text(encoding="utf-8")]
    assert len(changed) == publishing.TIMES
    assert len({one.name for one in folders} - before) == publishing.TIMES
    assert publishing.SENTENCE not in "".join(
        (one / "article.md").read_text(encoding="utf-8") for one in (root / "content/briefings").iterdir()
    )


def test_a_build_without_the_change_is_an_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretended(monkeypatch, idle="generator")

    with pytest.raises(SystemExit, match=r"the page of briefing-0 in .* does not say “Lanterns were hung"):
        dict(publishing.measure_builds(root))


@pytest.mark.parametrize("peer", ["mkdocs", "hugo"])
def test_a_peer_that_builds_nothing_is_an_error(peer: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretended(monkeypatch)
    dict(publishing.measure_builds(root))
    pretended(monkeypatch, idle=peer)

    with pytest.raises(SystemExit, match=rf"(?i)^{peer} has no page for {SIZE + 3} briefings, as for briefing-0$"):
        dict(peers.measure_peer_builds(root))


def test_a_peer_that_ignores_a_change_is_an_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = pretended(monkeypatch)
    dict(publishing.measure_builds(root))
    builds.tired = "zensical"

    with pytest.raises(SystemExit, match=r"the page of briefing-7 in .* does not say “Lanterns were hung"):
        dict(peers.measure_peer_builds(root))
