"""The files of docs/: generated pages, which the docs stage has just compared or written, and hand-written files.

Only the hand-written files are looked at: there are few of them.
"""

import errno
import os
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator.infra.file_digests import FileDigest, scan_files
from generator.infra.files import OutputError, wrap_os_error
from generator.infra.mappings import map_values
from generator.site.output.docs_tree import WriteSummary


class DocsFiles(NamedTuple):
    """The files of docs/ by path; `digests` are those of all files, sorted."""

    digests: Mapping[str, str]
    generated: AbstractSet[str]
    handwritten: Mapping[str, FileDigest]
    """The files that were not generated, with their stamps."""


def scan_handwritten(
    docs: Path, paths: Collection[str], pages: WriteSummary, previous: Mapping[str, FileDigest]
) -> DocsFiles:
    """Return the files of `docs`, which has these `paths`, or had them before the generated `pages` were written.

    Of the hand-written files, only those are read that may differ from `previous`. Raise `OutputError` if one cannot be
    read.
    """
    handwritten_paths = set(paths) - pages.digests.keys() - set(pages.removed)
    handwritten = scan_files(handwritten_paths, docs, previous)
    for path in sorted(handwritten_paths - handwritten.keys()):
        raise _describe_unreadable(docs / path)
    digests = {**pages.digests, **map_values(attrgetter("digest"), handwritten)}
    return DocsFiles(dict(sorted(digests.items())), pages.digests.keys(), handwritten)


def _describe_unreadable(path: Path) -> OutputError:
    try:
        path.stat()
        if not path.is_file():
            return wrap_os_error("read", path, OSError(errno.EINVAL, "not a regular file"))
        path.read_bytes()
    except OSError as error:
        return wrap_os_error("read", path, error)
    return wrap_os_error("read", path, OSError(errno.EAGAIN, os.strerror(errno.EAGAIN)))
