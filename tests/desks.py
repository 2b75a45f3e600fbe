"""A desk's site: built of some content and served below a path of a host, as many desks do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from laid_project import lay_project
from serving import served

from generator.build import build

BELOW = "/desk/"


@contextmanager
def desk_of(content: Path, root: Path) -> Iterator[str]:
    """The address of the site of `content`, built in the empty folder `root`."""
    outcome = build(lay_project(root, content))
    assert outcome.published, outcome.diagnostics
    with served(root / "site", BELOW) as address:
        yield address
