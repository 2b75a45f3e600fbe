"""A copy of the project's own folder, so that builds leave the original unchanged."""

import shutil
from pathlib import Path

from generator.site.output import manifest

PROJECT = Path(__file__).parents[1]

ADDRESS = "https://briefings.test/"
"""The address of the site of a copied project."""
_EXAMPLES = {
    "mkdocs.yml": ("https://briefings.example/", ADDRESS),
    "content/site.yml": ("corrections@example.org", "corrections@briefings.test"),
}
"""Texts that an owner must replace before a publication, by file: with the examples, a strict build fails."""


def lay_project(root: Path, content: Path = PROJECT / "content") -> Path:
    """Copy all that a build of `content` reads into the folder `root`, with the hand-written files of docs/.

    The copy has addresses of its own, so that it is ready to be published.
    """
    docs = PROJECT / "docs"
    generated = {docs / path for path in manifest.read_manifest(docs)}
    handwritten = [path for path in docs.rglob("*") if path.is_file() and path.name[0] != "." and path not in generated]
    for file in (*handwritten, PROJECT / "mkdocs.yml"):
        target = root / file.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    shutil.copytree(PROJECT / "generator/theme", root / "generator/theme")
    if content.exists():
        shutil.copytree(content, root / "content")
    for path, (example, own) in _EXAMPLES.items():
        if (root / path).exists():
            text = (root / path).read_text(encoding="utf-8")
            (root / path).write_text(text.replace(example, own), encoding="utf-8")
    return root
