"""The built pages of a site, served below a path of a host, as many owners publish theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from laid_project import lay_project
from serving import serve_site

from generator.build.pipeline import build
from generator.site import rebuild

BASE_PATH = "/desk/"


@contextmanager
def serve_content(content: Path, root: Path) -> Iterator[str]:
    """Build the pages of `content` in the empty folder `root`, and serve them at the address that is given.

    They have no search index, which would take a fifth of the build.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rebuild, "update_index", lambda *_, **__: {})
        result = build(lay_project(root, content))
    assert result.published, result.diagnostics
    with serve_site(root / "site", BASE_PATH) as address:
        yield address
