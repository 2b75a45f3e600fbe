"""MkDocs for chosen pages."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, Self

from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.site.engine.files import Known, excluded, file_of, named
from generator.site.engine.saying import MISTAKES, captured, dated, sentence
from generator.site.engine.templates import Compiled, fill
from generator.site.engine.whole import CONFIG
from generator.site.files import EngineError

_IN_NAVIGATION = ("icon", "status", "subtitle")
"""What Material's navigation shows of a page besides its title, from the front matter."""


class Made(NamedTuple):
    """A page as MkDocs wrote it."""

    path: str
    """Below docs/."""
    dest: str
    """Below the site."""
    html: bytes
    """Empty where the template gave nothing: then the page has no file."""
    modified: Any
    """The date in its front matter, if it has one, which the sitemap shows."""
    asked: frozenset[str]
    """All paths below docs/ that its links led to, or might have."""
    anchors: Mapping[str, Mapping[str, str]]
    """The anchors that it links to: page → anchor → the link as written."""
    lines: tuple[str, ...]
    """What MkDocs complains of."""
    failed: bool
    """Whether it could not be made; the last line says why."""


class Engine:
    """MkDocs with the configuration of one root, and its navigation."""

    def __init__(self, config: MkDocsConfig, compiled: MutableMapping[str, bytes]) -> None:
        self._config = config
        self.epoch = 0
        """The date of the build, in seconds, from `navigate` on."""
        self.compiled = compiled
        """Templates, by Jinja's keys."""
        self._environment = config.theme.get_env()
        self._environment.bytecode_cache = Compiled(compiled)
        self._known: Collection[str] = ()
        self._navigation = Navigation([], [])

    @classmethod
    def load(cls, root: Path, compiled: MutableMapping[str, bytes]) -> Self:
        """The engine for `root`; `compiled` keeps templates, by Jinja's keys. Raises `EngineError`."""
        with captured() as lines:
            try:
                return cls(load_config(str(root / CONFIG), strict=True), compiled)
            except MISTAKES as error:
                raise EngineError((*lines, sentence(error))) from error

    def navigate(self, known: Collection[str], fresh: Iterable[str], epoch: int) -> tuple[str, ...]:
        """Builds the navigation of its pages, out of the paths `known`; returns what MkDocs says of it.

        To be called before pages are made, which have `epoch`, in seconds, as the date of the build. Those that are
        `fresh` are new in docs/: MkDocs says which of them ought to stand there. Raises `EngineError`.
        """
        self._known, self.epoch = known, epoch
        listed = set(named(self._config.nav))
        files = [file_of(self._config, path) for path in fresh]
        set_exclusions(files, self._config)
        chosen = [file for file in files if file.inclusion is InclusionLevel.INCLUDED or file.src_uri in listed]
        files_known = Known(chosen, known, self._config)
        with captured() as lines, dated(self.epoch):
            try:
                self._navigation = get_navigation(files_known, self._config)
                for page in self._navigation.pages:
                    self._read(page, files_known)
            except MISTAKES as error:
                raise EngineError((*lines, sentence(error))) from error
        return tuple(lines)

    def _read(self, page: Page, files: Files) -> None:
        """Gives a page of the navigation what others show of it: its front matter, and its title."""
        page.read_source(self._config)
        if "title" not in vars(page) and "title" not in page.meta:
            with captured():
                page.render(self._config, files)

    @property
    def whole(self) -> bool:
        """Whether pages depend on more than themselves here: plugins and hooks may do anything."""
        config = self._config
        plugins = (getattr(plugin.config, "enabled", True) for plugin in config.plugins.values())
        return any(plugins) or bool(config.hooks) or bool(config.extra_templates) or config.nav is None

    def is_page(self, path: str) -> bool:
        """Whether a file of docs/ is a page in Markdown."""
        return utils.is_markdown_file(path)

    @property
    def navigation(self) -> str:
        """Sums up what of the navigation stands on every page."""
        pages = self._navigation.pages
        shown = [[one.file.src_uri, one.title, *(one.meta.get(name) for name in _IN_NAVIGATION)] for one in pages]
        return blake2b(json.dumps(shown, default=str).encode(), digest_size=16).hexdigest()

    def excluded(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """Those of `paths`, all of one docs/, that are not published, and what MkDocs says of it."""
        return excluded(self._config, paths)

    def theme_files(self) -> dict[str, tuple[int, str]]:
        """The theme's own files that stand in every site: path in it → number of the theme's folder, file."""
        files = Files(())
        files.add_files_from_theme(self._environment, self._config)
        return {
            file.src_uri: (self._config.theme.dirs.index(str(file.src_dir)), str(file.abs_src_path)) for file in files
        }

    def theme_file(self, number: int, path: str) -> Path:
        """Where the file at `path` of that folder of the theme is."""
        return Path(self._config.theme.dirs[number], path)

    def pages(self, paths: Iterable[str], *, linking: Collection[str]) -> Iterator[Made]:
        """The pages of these paths below docs/, in their order; it ends after one that cannot be made.

        Of the anchors that a page links to, those on other pages are told where the page is one of `linking`.
        """
        of_navigation = {page.file.src_uri: page.file for page in self._navigation.pages}
        with dated(self.epoch):
            for path in paths:
                made = self._page(of_navigation.get(path) or file_of(self._config, path), path in linking)
                yield made
                if made.failed:
                    return

    def _page(self, file: File, linking: bool) -> Made:  # noqa: FBT001  # one caller
        files = Known([*(page.file for page in self._navigation.pages), file], self._known, self._config)
        page = file.page if isinstance(file.page, Page) else Page(None, file, self._config)
        # What `!relative` in mkdocs.yml goes by.
        self._config._current_page = page  # noqa: SLF001
        html, failed, doing = b"", False, "reading"
        with captured() as lines:
            try:
                page.read_source(self._config)
                page.render(self._config, files)
                doing = "building"
                html = self._written(page)
                anchors = _anchors(page)
                page.links_to_anchors = {to: links for to, links in (page.links_to_anchors or {}).items() if to is file}
                page.validate_anchor_links(files=files, log_level=self._config.validation.links.anchors)
            except MISTAKES as error:
                lines[f"error: Error {doing} page '{file.src_uri}': {sentence(error)}"] = None
                failed, anchors = True, {}
        # A page of the navigation lives on; its text need not.
        page.content, page.markdown, page.toc = None, "", TableOfContents([])
        return Made(
            file.src_uri,
            file.dest_uri,
            html,
            page.meta.get("modified"),
            frozenset(files.asked),
            anchors if linking else {},
            tuple(lines),
            failed,
        )

    def _written(self, page: Page) -> bytes:
        page.active = True
        try:
            context = build.get_context(self._navigation, (), self._config, page)
            template = self._environment.get_template(page.meta.get("template", "main.html"))
            output: str = template.render(context)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""

    def present(self, path: str) -> list[str]:
        """The anchors that a page has."""
        page = Page(None, file_of(self._config, path), self._config)
        with captured():
            page.read_source(self._config)
            page.render(self._config, Known([page.file], self._known, self._config))
        return sorted(page.present_anchor_ids or ())

    def missing(
        self, path: str, anchors: Mapping[str, Mapping[str, str]], present: Mapping[str, Iterable[str]]
    ) -> tuple[str, ...]:
        """What MkDocs says of the `anchors` that the page at `path` links to, where others have those `present`."""
        page = Page(None, file_of(self._config, path), self._config)
        page.links_to_anchors = {}
        for target, links in anchors.items():
            other = Page(None, file_of(self._config, target), self._config)
            other.present_anchor_ids = set(present.get(target, ()))
            page.links_to_anchors[other.file] = dict(links)
        with captured() as lines:
            page.validate_anchor_links(files=Files(()), log_level=self._config.validation.links.anchors)
        return tuple(lines)

    def templates(self, dates: Iterable[tuple[str, Any]]) -> dict[str, bytes]:
        """What the theme makes of its own, by name: 404.html, the sitemap, robots.txt.

        `dates`: for each page in the order of MkDocs, its path in the site and the date in its front matter.
        Raises `EngineError`.
        """
        with dated(self.epoch):
            return fill(self._config, self._environment, self._navigation, dates)


def _anchors(page: Page) -> dict[str, dict[str, str]]:
    others = (page.links_to_anchors or {}).items()
    return {to.src_uri: dict(links) for to, links in others if to is not page.file and to.is_documentation_page()}
