"""The project of a preview, in which drafts and embargoed briefings are published.

A preview is built by the same steps as the site, from a project of its own below `.cache/`: a copy of the hand-written
pages of docs/, links to everything else, and a configuration that inherits the desk's. So it has its own docs/, its own
caches and its own site, and no byte of it can reach those that are published.
"""

import errno
import filecmp
import json
import os
import shutil
from collections.abc import Collection
from pathlib import Path

from generator.infra.file_digests import compute_digest
from generator.infra.files import OutputError, wrap_os_error
from generator.site.output import manifest

PREVIEW = Path(".cache") / "preview"
"""The preview project, below the root."""

_CONFIG = "mkdocs.yml"
_OWN = frozenset({"docs", "site", _CONFIG})
"""Names in the root that the preview project has of its own, not as links."""

_SETTINGS = """\
# The settings of a preview; those of the site have the digest {digest}.
INHERIT: {inherited}
docs_dir: docs
site_dir: site
extra:
  preview: true
"""


def prepare_preview(root: Path, out: Path | None = None) -> Path:
    """Bring the preview project of `root` up to date and return its folder.

    Its site is published to the folder `out`, or within the project if there is none. Raise `OutputError` if a file
    cannot be read or written, or if `out` is a folder that a preview must not replace.
    """
    project = root.absolute() / PREVIEW
    if out is not None:
        check_target(root, out)
    try:
        (project / "docs").mkdir(parents=True, exist_ok=True)
        _point_site(project / "site", out)
        _link_rest(root.absolute(), project, out)
        _copy_pages(root / "docs", project / "docs")
        (project / _CONFIG).write_text(_format_settings(root.absolute() / _CONFIG), encoding="utf-8")
    except OSError as error:
        raise wrap_os_error("write", Path(error.filename or project), error) from error
    return project


def check_target(root: Path, out: Path) -> None:
    """Raise `OutputError` if `out` holds the project, or is a folder in which the project keeps something else."""
    project, target = root.resolve(), out.resolve()
    if project.is_relative_to(target):
        raise OutputError(f"cannot publish a preview to `{out.as_posix()}`: it contains the project")
    if not target.is_relative_to(project):
        return
    name = target.relative_to(project).parts[0]
    if name.startswith(".") or name in {"content", "docs", "documentation", "generator", "site", "tests"}:
        raise OutputError(f"cannot publish a preview to `{out.as_posix()}`: `{name}` is a folder of the project")


def _format_settings(inherited: Path) -> str:
    """Return the configuration of a preview of the project with the configuration `inherited`."""
    try:
        config = inherited.read_bytes()
    except OSError as error:
        raise wrap_os_error("read", inherited, error) from error
    # JSON text is valid YAML.
    return _SETTINGS.format(digest=compute_digest(config), inherited=json.dumps(inherited.as_posix()))


def _point_site(site: Path, out: Path | None) -> None:
    """Make `site` a link to `out`; without `out`, remove such a link."""
    target = out.resolve() if out is not None else None
    if site.is_symlink() and (target is None or site.readlink() != target):
        site.unlink()
    if target is not None and not site.is_symlink():
        if site.is_dir():
            shutil.rmtree(site)
        site.symlink_to(target)


def _link_rest(root: Path, project: Path, out: Path | None) -> None:
    """Link every folder and file of the root that the preview project does not have of its own."""
    target = out.resolve() if out is not None else None
    names = {
        entry.name
        for entry in root.iterdir()
        if not entry.name.startswith(".") and entry.name not in _OWN and entry.resolve() != target
    }
    for entry in project.iterdir():
        is_link = entry.is_symlink() and entry.name not in _OWN
        if is_link and (entry.name not in names or entry.readlink() != root / entry.name):
            entry.unlink()
    for name in names:
        if not (project / name).is_symlink():
            (project / name).symlink_to(root / name)


def _copy_pages(docs: Path, copies: Path) -> None:
    """Make the hand-written files of `copies` equal to those of `docs`; leave generated pages of both alone."""
    pages = _list_files(docs) - manifest.read_manifest(docs).keys()
    generated = manifest.read_manifest(copies).keys()
    for path in _list_files(copies) - pages - generated:
        (copies / path).unlink()
    _remove_empty_folders(copies, {*pages, *generated})
    for path in sorted(pages):
        source, copy = docs / path, copies / path
        if source.is_symlink() or not copy.is_file() or not filecmp.cmp(source, copy, shallow=False):
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.unlink(missing_ok=True)
            # A link stays a link, so that the build refuses it as it does in docs/.
            shutil.copyfile(source, copy, follow_symlinks=False)


def _list_files(folder: Path) -> set[str]:
    """Return the path of each file and link below `folder`, except dotfiles, with forward slashes."""
    paths: set[str] = set()
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(parent, name).is_symlink()]
        names = [*files, *links]
        paths.update(Path(parent, name).relative_to(folder).as_posix() for name in names if not name.startswith("."))
    return paths


def _remove_empty_folders(docs: Path, paths: Collection[str]) -> None:
    """Remove the folders below `docs` that contain none of the files at `paths`."""
    needed = {parent.as_posix() for path in paths for parent in Path(path).parents}
    for parent_folder, folders, _ in os.walk(docs, topdown=False):
        for name in folders:
            folder = Path(parent_folder, name)
            if folder.relative_to(docs).as_posix() not in needed and not folder.is_symlink():
                try:
                    folder.rmdir()
                except OSError as error:
                    if error.errno != errno.ENOTEMPTY:
                        raise
