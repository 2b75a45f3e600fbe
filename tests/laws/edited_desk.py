"""A project whose content is edited, with its store and the pages that updates render."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from contents import NOW, Tree, lay_tree
from stored_index import process_briefings

from generator.content.visibility import View
from generator.diagnostics.diagnostic import Diagnostic, has_errors
from generator.incremental import rendering, stale_subjects
from generator.incremental.update import update_store
from generator.infra.file_digests import compute_digest
from generator.infra.store import Store

SETTINGS = "site_url: https://desk.test/\n"
"""The text of mkdocs.yml, with the address that feeds need."""


@dataclass
class Desk:
    """A project whose content is edited, with its store."""

    root: Path
    store: Store
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    """The texts of the pages by subject and path, as they were last rendered."""

    def lay(self, tree: Tree) -> None:
        """Write the files of a tree that differ, and delete all others."""
        content = self.root / "content"
        for path in [path for path in content.rglob("*") if path.is_file()]:
            if str(path.relative_to(self.root)) not in tree:
                path.unlink()
        lay_tree(self.root, {path: text for path, text in tree.items() if self._differs(path, text)})

    def _differs(self, path: str, text: str) -> bool:
        file = self.root / path
        return not file.exists() or file.read_text(encoding="utf-8") != text

    def update(self, now: dt.datetime = NOW) -> list[Diagnostic]:
        """Bring the store and the pages up to date at a moment, unless there are errors."""
        result = update_store(self.root, self.store, process_briefings, View(now))
        if has_errors(result.diagnostics):
            self.store.roll_back()
            return result.diagnostics
        stale_subjects.mark_stale(self.store, result.site, result.changed)
        stale = stale_subjects.read_stale(self.store)
        renderer = rendering.Renderer(self.store, result.site)
        rendered = [renderer.render(task) for task in stale_subjects.list_tasks(self.store, result.site, stale)]
        before = {} if result.changed is None else self.pages
        self.pages = {subject: texts for subject, texts in before.items() if subject not in stale}
        for item in rendered:
            unchanged = {path: before[item.subject][path] for path in item.current_paths}
            self.pages[item.subject] = unchanged | {page.path: page.text for page in item.pages}
        files = []
        for item in rendered:
            digests = {page.path: compute_digest(page.text.encode()) for page in item.pages}
            files.append(stale_subjects.RenderedFiles(item.subject, digests, item.current_paths, item.reads))
        stale_subjects.save_rendered(self.store, files, stale.keys())
        self.store.commit()
        assert stale_subjects.read_page_digests(self.store).keys() == self.pages.keys()
        return result.diagnostics

    @property
    def all_pages(self) -> dict[str, str]:
        """The texts of all pages by path."""
        return {path: text for texts in self.pages.values() for path, text in texts.items()}


def open_desks() -> Iterator[Desk]:
    """Open a single empty desk; use it in a loop, which closes it."""
    with TemporaryDirectory() as folder, Store.open(Path(folder, "state"), "1") as store:
        Path(folder, "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        yield Desk(Path(folder), store)
