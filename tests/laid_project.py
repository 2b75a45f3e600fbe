"""The project's own folder, copied, so that builds of it leave the original alone."""

import shutil
from pathlib import Path

from generator.site import manifest

PROJECT = Path(__file__).parents[1]


def lay_project(root: Path, content: Path = PROJECT / "content") -> Path:
    """Everything that a build of `content` reads, in the folder `root`: of docs/ what is written by hand."""
    docs = PROJECT / "docs"
    ours = {docs / path for path in manifest.read(docs)}
    by_hand = [path for path in docs.rglob("*") if path.is_file() and path.name[0] != "." and path not in ours]
    for file in (*by_hand, PROJECT / "mkdocs.yml"):
        target = root / file.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shutil.copytree(PROJECT / "generator/theme", root / "generator/theme")
    if content.exists():
        shutil.copytree(content, root / "content")
    return root
