"""A check of the hand-written pages of docs/: diagnostics for the errors that would stop a build.

The check uses the engine itself: it builds these pages as a build would, and each of its warnings stops the build.
Generated pages need not be written for that: `GeneratedPages` knows which of them exist, and returns the text of one
that a link leads into. Messages of the owner's plugins and hooks are not known here.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span, sort_diagnostics
from generator.site.engine import CONFIG, Engine, EngineError, RenderedPage
from generator.site.output import docs_tree, manifest
from generator.site.postprocess.csp import THEME_PAGE, InlineError
from generator.site.postprocess.pages import compute_policy, read_traits

RULE = "hand-written"
_ENDING = ".md"
_PAGE = re.compile(r"(?:Doc file|page) '([^']+)'|\A`([^`]+\.md)`")
_LINK = re.compile(r"\b(?:link|a link to) '([^']*)'")
_LEVEL = re.compile(r"\A(?:warning|error): ")
_OPTION = re.compile(r"Config value '(\w+)': ")
_QUOTED = re.compile(r"'([^']*)'")
_FOOTNOTE = "#fnref:"
"""The start of a link back from a footnote."""


@dataclass(slots=True)
class GeneratedPages(Collection[str]):
    """The paths below docs/ that a build would write; each is rendered only when it is requested.

    `subjects` are the paths of pages without their ending; `render` returns a page and the further pages of its lists,
    path → text.
    """

    subjects: Collection[str]
    render: Callable[[str], Mapping[str, str]]
    _pages: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (path.removesuffix(_ENDING) in self.subjects or self.text(path) is not None)

    def __iter__(self) -> Iterator[str]:
        return (f"{subject}{_ENDING}" for subject in self.subjects)

    def __len__(self) -> int:
        return len(self.subjects)

    def text(self, path: str) -> str | None:
        """Return the text of a generated page, or None if a build writes no such page."""
        stem = path.removesuffix(_ENDING)
        # Further pages of a list lie below the page's own address.
        segments = stem.split("/")
        for length in range(len(segments), 0, -1):
            subject = "/".join(segments[:length])
            if subject not in self.subjects:
                continue
            if subject not in self._pages:
                self._pages[subject] = self.render(subject)
            return self._pages[subject].get(path)
        return None


@dataclass(frozen=True, slots=True)
class _AllPaths(Collection[str]):
    """All paths below docs/: those of hand-written files, and those that a build would write."""

    files: Collection[str]
    generated: GeneratedPages

    def __contains__(self, path: object) -> bool:
        return path in self.files or path in self.generated

    def __iter__(self) -> Iterator[str]:
        yield from self.files
        yield from self.generated

    def __len__(self) -> int:
        return len(self.files) + len(self.generated)


def check_pages(root: Path, generated: GeneratedPages) -> list[Diagnostic]:
    """Return the errors that a build would find in docs/ and in the navigation of `root`.

    Raise `OutputError` if a file cannot be read.
    """
    docs = root / "docs"
    files = sorted(set(_list_files(docs)) - manifest.read_manifest(docs).keys())
    folders = {subject.partition("/")[0] for subject in generated.subjects if "/" in subject}
    # A file at the path of a folder is in the way of the folder's pages.
    blocked = [f"{folder}/index{_ENDING}" for folder in folders.intersection(files)]
    paths = filter(generated.__contains__, [*files, *blocked])
    diagnostics = list(docs_tree.find_obstacles(docs, paths, generated.text))
    if docs.is_dir() and (root / CONFIG).is_file():
        diagnostics += map(partial(_create_diagnostic, root), _collect_warnings(root, files, generated))
    return sort_diagnostics(diagnostics)


def _collect_warnings(root: Path, files: Collection[str], generated: GeneratedPages) -> list[str]:
    """Return the warnings of the engine and of the site's policy about the hand-written pages."""
    try:
        engine = Engine.load(root)
        if engine.has_extensions:
            # They may create pages, and repair links.
            return []
        excluded, lines = engine.find_excluded(files)
        files = [path for path in files if path not in excluded]
        known = _AllPaths({*files, *engine.list_theme_files()}, generated)
        lines += engine.navigate(known, (), 0, unwritten=generated)
        paths = list(filter(engine.is_page, files))
        pages = list(engine.build_pages(paths, linking=paths))
        for page in pages:
            lines += page.warnings
        lines += _find_missing_anchors(engine, pages, generated)
        lines += _find_inline_elements(engine, pages)
    except EngineError as error:
        return list(error.lines)
    return lines


def _list_files(docs: Path) -> Iterator[str]:
    """Yield the paths of all files below docs/ that are not hidden."""
    for file in docs.rglob("*"):
        path = file.relative_to(docs).as_posix()
        if file.is_file() and "/." not in f"/{path}":
            yield path


def _find_missing_anchors(engine: Engine, pages: Iterable[RenderedPage], generated: GeneratedPages) -> Iterator[str]:
    """Yield the engine's warnings about links to anchors that do not exist."""
    linked_pages = chain.from_iterable(page.anchors for page in pages)
    anchors = {path: engine.list_anchors(path, generated.text(path)) for path in dict.fromkeys(linked_pages)}
    for page in pages:
        yield from engine.check_anchors(page.path, page.anchors, anchors)


def _find_inline_elements(engine: Engine, pages: Iterable[RenderedPage]) -> Iterator[str]:
    """Yield a line for each page with a script or a style that is not the theme's."""
    theme = read_traits(engine.render_templates(()).get(THEME_PAGE, b""))
    for page in pages:
        try:
            compute_policy({page.path: read_traits(page.html), THEME_PAGE: theme})
        except InlineError as error:
            yield from error.lines


def _create_diagnostic(root: Path, line: str) -> Diagnostic:
    """Return a diagnostic for a line of the engine, at the link that it names, or at the page."""
    message = _LEVEL.sub("", line)
    page_match = _PAGE.search(message)
    link_match = _LINK.search(message)
    path = CONFIG
    if page_match:
        path = f"docs/{page_match[1] or page_match[2]}"
        message = message.replace(f"Doc file '{page_match[1]}' contains", "this page has")
    link = link_match[1] if link_match else ""
    source = SourceFile(path, _read_text(root / path))
    option_match = _OPTION.match(message)
    return source.diagnose(
        RULE,
        _locate(source, f"{option_match[1]}:" if option_match else link),
        _QUOTED.sub(r"`\1`", message).rstrip("."),
        advice=_advise(link),
    )


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _advise(link: str) -> str:
    if link.startswith(_FOOTNOTE):
        return f"put `[^{link.removeprefix(_FOOTNOTE)}]` after the words that the footnote belongs to, or delete it"
    return "correct or remove the link; link to files, as in `[a title](briefings/truce.md)`" if link else ""


def _locate(source: SourceFile, name: str) -> Span:
    """Return the place of a link's address, of an option with its colon, or of a footnote without a reference."""
    if name.startswith(_FOOTNOTE):
        pattern = re.escape(f"[^{name.removeprefix(_FOOTNOTE)}]:")
    else:
        pattern = rf"(?<![^\s(<\"'=:]){re.escape(name)}(?![^\s)>\"'])"
    for number, line in enumerate(source.lines, 1):
        if name and (match := re.search(pattern, line)):
            return Span(number, match.start() + 1, len(match[0]))
    return Span()
