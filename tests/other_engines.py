"""The engines besides MkDocs, for tests to be run with each: skipped where one is not installed."""

import importlib.util
from typing import Any

import pytest

from generator.site.engines import ENGINES, MKDOCS


def _param(name: str) -> Any:
    missing = importlib.util.find_spec(name) is None
    return pytest.param(name, marks=pytest.mark.skipif(missing, reason=f"{ENGINES[name].title} is not installed"))


OTHERS = [_param(name) for name in ENGINES if name != MKDOCS]
PROPERDOCS, ZENSICAL = _param("properdocs"), _param("zensical")
