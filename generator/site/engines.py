"""Which engines can build the site, and whether one is there.

MkDocs comes with the generator and is driven in this process (`generator.site.engine`). The others are programs, which
build all in one go (`generator.site.programs`); they are installed by those who want them.
"""

import importlib.util
from collections.abc import Mapping
from typing import NamedTuple

MKDOCS = "mkdocs"


class Named(NamedTuple):
    """An engine: what its makers call it, and what pip is to be asked for."""

    title: str
    requirement: str


ENGINES: Mapping[str, Named] = {
    MKDOCS: Named("MkDocs", "mkdocs>=1.6.1,<2"),
    "properdocs": Named("ProperDocs", "properdocs"),
    # An alpha: each version may build other pages.
    "zensical": Named("Zensical", "zensical>=0.0.73,<0.0.74"),
}
"""By the name of their package."""


class MissingEngineError(Exception):
    """The engine that was asked for is not installed; the message says how it is."""


def demand(name: str) -> None:
    """Does nothing where the engine is installed. Raises `MissingEngineError`."""
    if importlib.util.find_spec(name) is None:
        title, requirement = ENGINES[name]
        raise MissingEngineError(f'{title} is not installed: `python -m pip install "{requirement}"` installs it')
