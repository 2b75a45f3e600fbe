"""A folder of content that is edited, and what is remembered of it: pages as updates give them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from contents import Tree, lay_tree

from generator.diagnostics import Diagnostic, has_errors
from generator.remembered import rendering
from generator.remembered.units import work
from generator.remembered.update import Update, update
from generator.store import Store


@dataclass
class Desk:
    """A folder of content, and what is remembered of it."""

    root: Path
    store: Store
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    """By subject, its pages as they were last rendered."""

    def lay(self, tree: Tree) -> None:
        content = self.root / "content"
        for path in [path for path in content.rglob("*") if path.is_file()]:
            if str(path.relative_to(self.root)) not in tree:
                path.unlink()
        lay_tree(self.root, {path: text for path, text in tree.items() if self._differs(path, text)})

    def _differs(self, path: str, text: str) -> bool:
        there = self.root / path
        return not there.exists() or there.read_text(encoding="utf-8") != text

    def updated(self) -> list[Diagnostic]:
        """Brings what is remembered up to date, unless there are errors."""
        found: Update = update(self.root, self.store, lambda refs, around: [work(ref, around) for ref in refs])
        if has_errors(found.diagnostics):
            self.store.forget()
            return found.diagnostics
        rendering.mark_stale(self.store, found.site, found.changed)
        stale = rendering.stale(self.store)
        renderer = rendering.Renderer(self.store, found.site)
        made = [renderer.render(task) for task in rendering.tasks(self.store, found.site, stale)]
        before = {} if found.changed is None else self.pages
        self.pages = {subject: texts for subject, texts in before.items() if subject not in stale}
        for one in made:
            known = {path: before[one.subject][path] for path in one.known}
            self.pages[one.subject] = known | {page.path: page.text for page in one.pages}
        left = [rendering.Left(one.subject, one.digests, one.known, one.reads) for one in made]
        rendering.keep(self.store, left, stale.keys())
        self.store.commit()
        assert rendering.made(self.store).keys() == self.pages.keys()
        return found.diagnostics

    @property
    def all_pages(self) -> dict[str, str]:
        return {path: text for found in self.pages.values() for path, text in found.items()}


def desks() -> Iterator[Desk]:
    with TemporaryDirectory() as folder, Store.open(Path(folder, "state"), "1") as store:
        yield Desk(Path(folder), store)
