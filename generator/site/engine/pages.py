"""MkDocs for chosen pages."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from mkdocs import utils
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.infra.files import EngineError
from generator.infra.mappings import index_by, remove_keys
from generator.site.engine.files import KnownFiles, create_file, find_excluded, list_nav_paths, list_theme_files
from generator.site.engine.full_build import CONFIG
from generator.site.engine.inline_patterns import SelectiveInlinePatterns
from generator.site.engine.messages import RENDER_ERRORS, capture_warnings, describe_error, set_build_date
from generator.site.engine.templates import TemplateCache, render_templates

_IN_NAVIGATION = ("icon", "status", "subtitle")
"""The front matter of a page that Material's navigation shows besides the title."""


_SEARCHES = frozenset({"search", "material/search"})
"""The plugins that MkDocs adds if the configuration lists none."""


class RenderedPage(NamedTuple):
    """A page as MkDocs wrote it."""

    path: str
    """The path below docs/."""
    dest: str
    """The path below the site."""
    html: bytes
    """Empty if the template rendered no text: then the page has no file."""
    modified: Any
    """The date in its front matter, if it has one, for the sitemap."""
    targets: frozenset[str]
    """All paths below docs/ that its links led to, or might have."""
    anchors: Mapping[str, Mapping[str, str]]
    """The anchors that it links to: page → anchor → the link in the Markdown."""
    warnings: tuple[str, ...]
    """The warnings of MkDocs."""
    failed: bool
    """True if the page could not be built; the last of the warnings is then the error."""


class Engine:
    """MkDocs with the configuration of one root, and its navigation."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.epoch = 0
        """The date of the build in seconds, set by `navigate`."""
        self._environment = config.theme.get_env()
        self._environment.bytecode_cache = TemplateCache()
        self._known: Collection[str] = ()
        self._navigation = Navigation([], [])

    @classmethod
    def load(cls, root: Path) -> Self:
        """Load the engine for `root`. Raise `EngineError` if the engine fails."""
        with capture_warnings() as lines:
            try:
                config = load_config(str(root / CONFIG), strict=True)
                extensions: list[Any] = config.markdown_extensions
                extensions.append(SelectiveInlinePatterns())
                return cls(config)
            except Abort as error:
                # MkDocs has logged each invalid option; the error itself names none.
                raise EngineError(tuple(lines)) from error
            except RENDER_ERRORS as error:
                raise EngineError((*lines, describe_error(error))) from error

    def navigate(
        self, known: Collection[str], new_pages: Iterable[str], epoch: int, *, unwritten: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Build the navigation from the paths `known`; return the warnings of MkDocs.

        Call it before pages are built, which get `epoch`, in seconds, as the date of the build. `new_pages` are new in
        docs/: MkDocs reports those that the navigation lacks. Pages that are `unwritten` have no file yet, and count as
        empty. Raise `EngineError` if the engine fails.
        """
        self._known, self.epoch = known, epoch
        listed = set(list_nav_paths(self._config.nav))
        files = list(map(partial(create_file, self._config), new_pages))
        set_exclusions(files, self._config)
        chosen = [file for file in files if file.inclusion is InclusionLevel.INCLUDED or file.src_uri in listed]
        known_files = KnownFiles(chosen, known, self._config)
        with capture_warnings() as lines, set_build_date(self.epoch):
            try:
                self._navigation = get_navigation(known_files, self._config)
                for page in self._navigation.pages:
                    if page.file.src_uri in unwritten:
                        page.file.content_string = ""
                    self._read_page(page, known_files)
            except RENDER_ERRORS as error:
                raise EngineError((*lines, describe_error(error))) from error
        return tuple(lines)

    def _read_page(self, page: Page, files: Files) -> None:
        """Read the data of a page that the navigation shows on other pages: its front matter and its title."""
        page.read_source(self._config)
        if "title" not in vars(page) and "title" not in page.meta:
            with capture_warnings():
                page.render(self._config, files)

    @property
    def needs_full_build(self) -> bool:
        """True if pages may depend on anything: plugins and hooks have no limits."""
        config = self._config
        return any((self._list_plugins(), config.hooks, config.extra_templates, config.nav is None))

    @property
    def has_extensions(self) -> bool:
        """True if the owner's plugins or hooks may create or change pages; the engine's own search does not."""
        return any((self._list_plugins() - _SEARCHES, self._config.hooks))

    def _list_plugins(self) -> set[str]:
        """Return the names of the plugins that are enabled."""
        # MkDocs lists hooks among its plugins, though they are modules and have no configuration.
        config = self._config
        plugins = remove_keys(config.plugins, config.hooks)
        return {name for name, plugin in plugins.items() if getattr(plugin.config, "enabled", True)}

    def is_page(self, path: str) -> bool:
        """Check whether a file of docs/ is a page in Markdown."""
        return utils.is_markdown_file(path)

    @property
    def navigation(self) -> str:
        """A digest of the navigation as every page shows it."""
        entries = list(map(_describe_entry, self._navigation.pages))
        return blake2b(json.dumps(entries, default=str).encode(), digest_size=16).hexdigest()

    def find_excluded(self, paths: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return those of `paths`, all of one docs/, that are not published, and the warnings of MkDocs about them."""
        return find_excluded(self._config, paths)

    def list_theme_files(self) -> dict[str, tuple[int, str]]:
        """Return the theme's static files: path in the site → number of the theme's folder, file."""
        theme_files = {}
        for file in list_theme_files(self._config):
            number = self._config.theme.dirs.index(str(file.src_dir))
            theme_files[file.src_uri] = (number, str(file.abs_src_path))
        return theme_files

    def get_theme_file(self, number: int, path: str) -> Path:
        """Return the file at `path` of the theme's folder with that number."""
        return Path(self._config.theme.dirs[number], path)

    @property
    def _navigation_files(self) -> Iterator[File]:
        """The files of the pages in the navigation."""
        return (page.file for page in self._navigation.pages)

    def build_pages(self, paths: Iterable[str], *, linking: Collection[str]) -> Iterator[RenderedPage]:
        """Yield the pages of these paths below docs/, in their order; the last one is the first that fails.

        A page has the anchors on other pages that it links to only if it is one of `linking`.
        """
        navigation_files = index_by(attrgetter("src_uri"), self._navigation_files)
        with set_build_date(self.epoch):
            for path in paths:
                file = navigation_files.get(path) or create_file(self._config, path)
                page = self._build_page(file, has_anchors=path in linking)
                yield page
                if page.failed:
                    return

    def _build_page(self, file: File, *, has_anchors: bool) -> RenderedPage:
        files = KnownFiles([*self._navigation_files, file], self._known, self._config)
        page = file.page if isinstance(file.page, Page) else Page(None, file, self._config)
        # `!relative` in mkdocs.yml refers to the current page.
        self._config._current_page = page  # noqa: SLF001
        html, failed, action = b"", False, "reading"
        with capture_warnings() as lines:
            try:
                page.read_source(self._config)
                page.render(self._config, files)
                action = "building"
                html = self._render_template(page)
                anchors = _list_anchor_links(page)
                page.links_to_anchors = {to: links for to, links in (page.links_to_anchors or {}).items() if to is file}
                page.validate_anchor_links(files=files, log_level=self._config.validation.links.anchors)
            except RENDER_ERRORS as error:
                # The words of MkDocs.
                lines[f"error: Error {action} page '{file.src_uri}': {describe_error(error)}"] = None
                failed, anchors = True, {}
        # A page of the navigation is used again, its text is not.
        page.content, page.markdown, page.toc = None, "", TableOfContents([])
        return RenderedPage(
            file.src_uri,
            file.dest_uri,
            html,
            page.meta.get("modified"),
            frozenset(files.requested),
            anchors if has_anchors else {},
            tuple(lines),
            failed,
        )

    def _render_template(self, page: Page) -> bytes:
        page.active = True
        try:
            context = build.get_context(self._navigation, (), self._config, page)
            template = self._environment.get_template(page.meta.get("template", "main.html"))
            output: str = template.render(context)
        finally:
            page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""

    def list_anchors(self, path: str, text: str | None = None) -> list[str]:
        """Return the sorted anchors of a page, with the given `text` or that of its file."""
        file = create_file(self._config, path)
        if text is not None:
            file.content_string = text
        with capture_warnings(), set_build_date(self.epoch):
            page = Page(None, file, self._config)
            page.read_source(self._config)
            page.render(self._config, KnownFiles([page.file], self._known, self._config))
        return sorted(page.present_anchor_ids or ())

    def check_anchors(
        self, path: str, links: Mapping[str, Mapping[str, str]], anchors: Mapping[str, Iterable[str]]
    ) -> tuple[str, ...]:
        """Return the warnings of MkDocs about the `links` of the page at `path` to missing anchors.

        `links`: page → anchor → the link in the Markdown; `anchors`: page → its anchors.
        """
        with capture_warnings() as lines, set_build_date(self.epoch):
            page = Page(None, create_file(self._config, path), self._config)
            page.links_to_anchors = {}
            for target, target_links in links.items():
                target_page = Page(None, create_file(self._config, target), self._config)
                target_page.present_anchor_ids = set(anchors.get(target, ()))
                page.links_to_anchors[target_page.file] = dict(target_links)
            page.validate_anchor_links(files=Files(()), log_level=self._config.validation.links.anchors)
        return tuple(lines)

    def render_templates(self, dates: Iterable[tuple[str, Any]]) -> dict[str, bytes]:
        """Return the theme's own files by name: 404.html, the sitemap, robots.txt.

        `dates`: for each page in the order of MkDocs, its path in the site and the date in its front matter. Raise
        `EngineError` if the engine fails.
        """
        with set_build_date(self.epoch):
            return render_templates(self._config, self._environment, self._navigation, dates)


def _describe_entry(page: Page) -> list[Any]:
    """Return the data of a page that the navigation shows."""
    return [page.file.src_uri, page.title, *map(page.meta.get, _IN_NAVIGATION)]


def _list_anchor_links(page: Page) -> dict[str, dict[str, str]]:
    """Return the links of a page to anchors on other pages: page → anchor → the link in the Markdown."""
    links_to_others = {}
    for file, links in (page.links_to_anchors or {}).items():
        if file is not page.file and file.is_documentation_page():
            links_to_others[file.src_uri] = dict(links)
    return links_to_others
