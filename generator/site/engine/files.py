"""Files of docs/ as MkDocs knows them: by their paths, and made objects when they are asked for."""

import os
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions


def file_of(config: MkDocsConfig, path: str) -> File:
    """The file at a path below docs/."""
    return File(path, config.docs_dir, config.site_dir, config.use_directory_urls)


class Known(Files):
    """The files `chosen`, and all others whose paths are `known`."""

    def __init__(self, chosen: Iterable[File], known: Collection[str], config: MkDocsConfig) -> None:
        super().__init__(chosen)
        self._known = known
        self._config = config
        self._made: dict[str, File] = {}
        self.asked: set[str] = set()
        """The paths that were asked for."""

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path, as `Files` gives it."""
        self.asked.add(path)
        found = self.src_uris.get(path) or self._made.get(path)
        if found is None and path in self._known:
            found = self._made[path] = file_of(self._config, path)
            found.inclusion = InclusionLevel.NOT_IN_NAV
        return found


def excluded(config: MkDocsConfig, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those of `paths`, all of one docs/, that are not published, and what MkDocs says of it."""
    files = [file_of(config, path) for path in sorted(paths, key=walked)]
    set_exclusions(files, config)
    gone = [file.src_uri for file in files if _is_out(file)]
    lines = []
    first: dict[tuple[str, str], File] = {}
    for file in files:
        before = first.setdefault((file.src_uri.rpartition("/")[0], file.dest_uri), file)
        if before is file:
            continue
        if not _is_out(file) and not _is_out(before):
            what = f"Excluding '{before.src_uri}' from the site because it conflicts with '{file.src_uri}'."
            lines.append(f"warning: {what}")
        gone.append((file if _is_out(file) else before).src_uri)
    return sorted(set(gone)), lines


def _is_out(file: File) -> bool:
    return file.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}


def walked(path: str) -> tuple[Any, ...]:
    """Sorts paths as MkDocs meets files: those of a folder before its folders, the index first."""
    *folders, name = path.split("/")
    is_index = os.path.splitext(name)[0] in {"index", "README"}  # noqa: PTH122  # a Path for each takes five times as long
    return (*((1, folder) for folder in folders), (0, not is_index, name))


def named(navigation: Any) -> Iterator[str]:
    """All paths that a `nav` names."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, dict | list):
        for one in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from named(one)
