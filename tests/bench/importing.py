"""Measure an import: the command in a process of its own, as editors run it, from a file to a draft."""

import html
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from laid_project import PROJECT
from processes import run

CORPUS = PROJECT / "tests" / "proposals" / "corpus"
TIMES = 3


def time_imports(root: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds to import the longest article of the corpus into `root`, as text and as a web page."""
    longest = max(CORPUS.glob("*/*/article.md"), key=lambda file: file.stat().st_size)
    text = longest.read_text(encoding="utf-8")
    yield "import: words", len(text.split())
    files = {"text": ("article.txt", text), "a web page": ("article.html", _page(text))}
    with tempfile.TemporaryDirectory() as folder:
        for name, (leaf, content) in files.items():
            file = Path(folder, leaf)
            file.write_text(content, encoding="utf-8")
            yield f"import: {name}, s", median(_seconds(root, file) for _ in range(TIMES))


def _seconds(root: Path, file: Path) -> float:
    taken = run(
        [sys.executable, "-m", "generator", "--root", str(root), "import", str(file), "--id", "imported-anew"], PROJECT
    )
    shutil.rmtree(root / "content" / "briefings" / "imported-anew")
    return taken.wall


def _page(text: str) -> str:
    blocks = (html.escape(block) for block in text.split("\n\n"))
    body = "\n".join(
        f"<h2>{block.lstrip('# ')}</h2>" if block.startswith("#") else f"<p>{block}</p>" for block in blocks
    )
    return f"<!doctype html><html lang=en><title>A long article</title><body><article>{body}</article></body></html>"
