"""Files of docs/ as MkDocs knows them: by their paths, with objects that are created on demand."""

import os
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions


def create_file(config: MkDocsConfig, path: str) -> File:
    """Return the file at a path below docs/."""
    return File(path, config.docs_dir, config.site_dir, config.use_directory_urls)


class KnownFiles(Files):
    """The files `chosen`, and all others whose paths are `known`."""

    def __init__(self, chosen: Iterable[File], known: Collection[str], config: MkDocsConfig) -> None:
        super().__init__(chosen)
        self._known = known
        self._config = config
        self._created: dict[str, File] = {}
        self.requested: set[str] = set()
        """The paths that were requested."""

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path, as `Files` does."""
        self.requested.add(path)
        file = self.src_uris.get(path) or self._created.get(path)
        if file is None and path in self._known:
            file = self._created[path] = create_file(self._config, path)
            file.inclusion = InclusionLevel.NOT_IN_NAV
        return file


def find_excluded(config: MkDocsConfig, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those of `paths`, all of one docs/, that are not published, and the warnings of MkDocs about them."""
    files = list(map(partial(create_file, config), sorted(paths, key=get_walk_key)))
    set_exclusions(files, config)
    excluded = {file.src_uri for file in files if _is_excluded(file)}
    warnings = []
    files_by_dest: dict[tuple[str, str], File] = {}
    for file in files:
        earlier = files_by_dest.setdefault((file.src_uri.rpartition("/")[0], file.dest_uri), file)
        if earlier is file:
            continue
        if not any(map(_is_excluded, (file, earlier))):
            # The words of MkDocs.
            conflict = f"Excluding '{earlier.src_uri}' from the site because it conflicts with '{file.src_uri}'."
            warnings.append(f"warning: {conflict}")
        excluded.add((file if _is_excluded(file) else earlier).src_uri)
    return sorted(excluded), warnings


def _is_excluded(file: File) -> bool:
    return file.inclusion in {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}


class _VisibleFilesLoader(FileSystemLoader):
    """A loader that lists no hidden files or folders.

    MkDocs publishes none of them, but it walks through all of them first. Material has 10,000 icons in one.
    """

    def list_templates(self) -> list[str]:
        paths: set[str] = set()
        for searchpath in self.searchpath:
            for folder, subfolders, names in os.walk(searchpath):
                subfolders[:] = [name for name in subfolders if not name.startswith(".")]
                # A Path for each file takes longer than the walk.
                prefix = os.path.join(folder, "")[len(os.path.join(searchpath, "")) :].replace(os.sep, "/")  # noqa: PTH118
                paths.update(prefix + name for name in names if not name.startswith("."))
        return sorted(paths)


def list_theme_files(config: MkDocsConfig) -> list[File]:
    """Return the theme's static files, as MkDocs finds them."""
    files = Files(())
    files.add_files_from_theme(Environment(autoescape=True, loader=_VisibleFilesLoader(config.theme.dirs)), config)
    return list(files)


def get_walk_key(path: str) -> tuple[Any, ...]:
    """Return a key that sorts paths as MkDocs walks files: those of a folder before its folders, the index first."""
    *folders, name = path.split("/")
    is_index = os.path.splitext(name)[0] in {"index", "README"}  # noqa: PTH122  # a Path for each takes five times as long
    return (*((1, folder) for folder in folders), (0, not is_index, name))


def list_nav_paths(navigation: Any) -> Iterator[str]:
    """Yield all paths in the setting `nav`."""
    if isinstance(navigation, str):
        yield navigation
    elif isinstance(navigation, dict | list):
        for item in navigation.values() if isinstance(navigation, dict) else navigation:
            yield from list_nav_paths(item)
