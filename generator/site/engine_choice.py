"""The engines that can build the site, and a check that one is installed.

MkDocs comes with the generator and is driven in this process (`generator.site.engine`). The others are programs that
build the whole site at once (`generator.site.external_engines`); people who want them install them.
"""

import importlib.util
from collections.abc import Mapping
from typing import NamedTuple

MKDOCS = "mkdocs"


class EngineInfo(NamedTuple):
    """The name of an engine as its makers write it, and its requirement for pip."""

    title: str
    requirement: str


ENGINES: Mapping[str, EngineInfo] = {
    MKDOCS: EngineInfo("MkDocs", "mkdocs>=1.6.1,<2"),
    "properdocs": EngineInfo("ProperDocs", "properdocs"),
    # An alpha: each version may build other pages.
    "zensical": EngineInfo("Zensical", "zensical>=0.0.73,<0.0.74"),
}
"""The engines by the name of their package."""


class MissingEngineError(Exception):
    """An engine that is not installed; the message says how to install it."""


def ensure_installed(name: str) -> None:
    """Raise `MissingEngineError` if the engine is not installed."""
    if importlib.util.find_spec(name) is None:
        title, requirement = ENGINES[name]
        raise MissingEngineError(f'{title} is not installed; install it with `python -m pip install "{requirement}"`')
