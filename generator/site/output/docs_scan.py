"""The scan of docs/ and the theme: which files go into the site, and which pages must be built for that.

A page depends on its own Markdown, on the fingerprint of the site (`fingerprint`), on the navigation, and on the
existence of the pages that it links to. Links between generated pages are always valid. So a generated page is built
only if its Markdown changed, or if another of its targets was added or removed. Hand-written pages are built whenever
any page is, so that their links are checked again.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from generator.infra import file_digests
from generator.infra.mappings import remove_keys, select_keys
from generator.site.engine import Engine, get_walk_key
from generator.site.output.docs_files import DocsFiles
from generator.site.output.staging import SiteFile, copy_file
from generator.site.output.state import PageRecord, Project, State


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsScan:
    """The files that docs/ and the theme contribute to the site, and the pages to be built."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """The pages in Markdown: path → digest."""
    copies: Mapping[str, SiteFile] = field(default_factory=dict)
    """All other files: path in the site → source."""
    excluded: tuple[str, ...] = ()
    theme: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    generated: AbstractSet[str] = frozenset()
    """The generated pages, which have valid links."""
    pages_to_build: list[str] = field(default_factory=list)
    """The pages to be built, in the order of MkDocs."""
    warnings: tuple[str, ...] = ()
    """The warnings of MkDocs about these files and about the navigation."""


def scan_docs(project: Project, engine: Engine, previous: State, files: DocsFiles) -> DocsScan:
    """Compare docs/, which has these files, with the `previous` build.

    It also makes the engine build its navigation. Raise `EngineError` if the engine fails.
    """
    docs = project.root / "docs"
    excluded, warnings = _find_excluded(engine, previous, files.digests)
    published = remove_keys(files.digests, excluded)
    theme = dict(previous.theme) or _scan_theme(engine)
    pages = select_keys(published, filter(engine.is_page, published))
    copies = {}
    for path, (number, digest) in theme.items():
        copies[path] = copy_file(digest, str(engine.get_theme_file(number, path)))
    for path, digest in published.items():
        if path not in pages:
            copies[path] = copy_file(digest, f"{docs}/{path}")
    new_pages = sorted(pages.keys() - previous.pages.keys(), key=get_walk_key)
    navigation_warnings = engine.navigate({*published, *theme}, new_pages, project.epoch)
    pages_to_build = _select_pages(engine, previous, pages, published, files.generated)
    return DocsScan(
        digests=pages,
        copies=copies,
        excluded=tuple(sorted(excluded)),
        theme=theme,
        generated=files.generated,
        pages_to_build=sorted(pages_to_build, key=get_walk_key),
        warnings=(*warnings, *navigation_warnings),
    )


def _select_pages(
    engine: Engine,
    previous: State,
    pages: Mapping[str, str],
    published: Mapping[str, str],
    generated: AbstractSet[str],
) -> set[str]:
    """Return the pages to be built."""
    if engine.navigation != previous.navigation:
        return set(pages)
    added_or_removed = published.keys() ^ (previous.docs_digests.keys() - set(previous.excluded))

    def is_current(path: str, digest: str, record: PageRecord | None) -> bool:
        return (
            record is not None
            and record.digest == digest
            and path in generated
            and added_or_removed.isdisjoint(record.external_targets)
        )

    return {path for path, digest in pages.items() if not is_current(path, digest, previous.pages.get(path))}


def _find_excluded(engine: Engine, previous: State, digests: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """Return the files of docs/ that are not published, and the engine's warnings about them.

    The engine is asked only about files that were added or removed, and about files with the same address.
    """
    changed_addresses = set(map(_get_address_key, previous.docs_digests.keys() ^ digests.keys()))
    to_check: set[str] = set()
    if changed_addresses:
        to_check = {path for path in digests if _get_address_key(path) in changed_addresses}
    excluded, warnings = engine.find_excluded(to_check)
    still_excluded = digests.keys() & set(previous.excluded) - to_check
    return still_excluded | set(excluded), warnings


def _get_address_key(path: str) -> tuple[str, str]:
    """Return a key that is the same for all files that may get the same address."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    return folder, "index" if stem == "README" else stem


def _scan_theme(engine: Engine) -> dict[str, tuple[int, str]]:
    digests = {}
    for path, (number, file) in engine.list_theme_files().items():
        digests[path] = (number, file_digests.compute_digest(Path(file).read_bytes()))
    return digests
