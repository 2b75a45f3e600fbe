"""Protection of files in site/ that this program did not publish: they are never replaced or removed.

The published paths are recorded in `.cache/published` before each exchange of the site, together with the paths of the
site before it, so that a killed build leaves no file of its own unrecorded. If the record is lost, or belongs to
another folder (a project that was moved or copied), files are recognized by their content or path: pages by the policy
in them, the search index and the theme by their folders, and other files by the paths of generated files, of docs/, or
of the record.
"""

import contextlib
import filecmp
import os
import re
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from generator.infra.file_digests import compute_digest
from generator.infra.files import Disk, OutputError
from generator.model.kinds import FOLDERS
from generator.site.output import staging
from generator.site.output.state import CACHE
from generator.site.postprocess import host_headers
from generator.site.postprocess.csp import THEME_PAGE

RECORD = CACHE / "published"

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that operating systems create in every folder that a user opens; they may be removed with their folder."""

_THEME = re.compile(r"pagefind/|assets/(?:site\.[0-9a-f]+\.css$|(?:external|images|javascripts|stylesheets)/)")
_GENERATED = re.compile(
    rf"(?:{'|'.join(FOLDERS)})/(?:index\.json|[^/]+/[^/]+\.(?:avif|jpg))|assets/.+\.(?:css|js)|sitemap\.xml(?:\.gz)?|robots\.txt"
    rf"|{re.escape(host_headers.NETLIFY)}|{re.escape(host_headers.NGINX)}"
)
"""Paths at which any version of this program may have published a file other than a page that the new site lacks.

A list that became empty has no file, and another version has other styles and scripts.
"""

_POLICY = b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
_PAGES = (".html", ".htm")
_HEAD_SIZE = 4096
"""The bytes at the start of a page that contain its policy."""


class PublicationRecord(NamedTuple):
    """The record of the files that this program published."""

    paths: frozenset[str]
    is_moved: bool
    """True if it was written for a site in another folder, so that it proves nothing about this one."""


def read_record(root: Path) -> PublicationRecord | None:
    """Return the record of site/; None if it is missing or damaged."""
    try:
        digest, _, data = (root / RECORD).read_bytes().partition(b"\n")
    except OSError:
        return None
    if digest.decode(errors="replace") != compute_digest(data):
        return None
    folder, *paths = data.decode(errors="surrogateescape").split("\0")
    return PublicationRecord(frozenset(paths), folder != _resolve_site(root))


def write_record(root: Path, paths: Iterable[str]) -> None:
    """Record the paths that this program published. Raise `OutputError` if a file cannot be read or written."""
    data = "\0".join([_resolve_site(root), *sorted(paths)]).encode(errors="surrogateescape")
    Disk().put(root / RECORD, compute_digest(data).encode() + b"\n" + data)


def _resolve_site(root: Path) -> str:
    """Return the real path of the site: a preview may be published to another folder each time."""
    return os.path.realpath(root / "site")


def find_foreign_files(
    site: Path, existing: Iterable[str], record: PublicationRecord | None, likely: Collection[str] = frozenset()
) -> list[str]:
    """Return those of the `existing` paths of `site` whose files this program did not publish.

    `likely` are paths at which this program may have published a file without a record of it.
    """
    if record and not record.is_moved:
        foreign = list(set(existing) - record.paths)
    else:
        foreign = [path for path in existing if not _is_recognized(site, path)]
        if _is_recognized(site, THEME_PAGE):
            recorded = record.paths if record else frozenset[str]()
            foreign = [path for path in foreign if not _is_likely(path, recorded, likely)]
    return sorted(path for path in foreign if path.rpartition("/")[2] not in LITTER)


def _is_likely(path: str, *likely: Collection[str]) -> bool:
    """Check whether this program published the file at one of the likely paths; it would recognize a page itself."""
    if path.endswith(_PAGES):
        return False
    return bool(_GENERATED.fullmatch(path)) or any(path in paths for paths in likely)


def ensure_owned(
    site: Path, existing: Iterable[str], record: PublicationRecord | None, wanted: Collection[str]
) -> None:
    """Raise `OutputError` if `site` has files that this program did not publish.

    If there is no record, but the page for missing addresses shows that the site is this program's, then files at the
    paths `wanted` that are not pages count as published: the new site has them as well.
    """
    foreign = find_foreign_files(site, existing, record, wanted)
    if foreign:
        others = f" and {len(foreign) - 1:,} more" if len(foreign) > 1 else ""
        raise OutputError(
            f"`{site.as_posix()}` was not replaced: it holds files that this program did not publish, "
            f"`{foreign[0]}`{others}; move them to another place, or into `docs/` if they belong to the site"
        )


def remove_published(root: Path) -> tuple[str, ...]:
    """Remove the published files of site/, and return the paths of the files that this program did not publish."""
    site = root / "site"
    existing = staging.list_files(site, hidden=True)
    foreign = find_foreign_files(site, existing, read_record(root), _find_copies(root / "docs", site, existing))
    if not foreign:
        shutil.rmtree(site, ignore_errors=True)
        return ()
    listing = staging.FolderWalk(os.fspath(site), hidden=True).finish()
    with contextlib.suppress(OSError):
        for path in listing.files.keys() - set(foreign):
            (site / path).unlink()
    for folder in reversed(listing.folders):
        Disk().remove_empty(site / folder)
    return tuple(foreign)


def _find_copies(docs: Path, site: Path, paths: Iterable[str]) -> set[str]:
    """Return the paths at which docs/ and the site have the same file."""
    return {path for path in paths if _is_same_file(docs / path, site / path)}


def _is_same_file(source: Path, copy: Path) -> bool:
    try:
        return filecmp.cmp(source, copy, shallow=False)
    except OSError:
        return False


def _is_recognized(site: Path, path: str) -> bool:
    """Check whether a file can only come from this program: by its path, or as a page by its policy."""
    if _THEME.match(path):
        return True
    if not path.endswith(_PAGES):
        return False
    try:
        with open(os.path.join(site, path), "rb") as file:  # noqa: PTH118, PTH123  # as for all files of a site
            return _POLICY in file.read(_HEAD_SIZE)
    except OSError:
        return False
