"""A built site, served below a path of a host, as many owners publish theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from laid_project import lay_project
from serving import serve_site

from generator.build.pipeline import build

BASE_PATH = "/desk/"


@contextmanager
def serve_content(content: Path, root: Path) -> Iterator[str]:
    """Build the site of `content` in the empty folder `root`, and serve it at the address that is given."""
    result = build(lay_project(root, content))
    assert result.published, result.diagnostics
    with serve_site(root / "site", BASE_PATH) as address:
        yield address
