"""The engines besides MkDocs, as parameters of tests: skipped if an engine is not installed."""

import importlib.util
from typing import Any

import pytest

from generator.site.engine_choice import ENGINES, MKDOCS


def _make_param(name: str) -> Any:
    missing = importlib.util.find_spec(name) is None
    return pytest.param(name, marks=pytest.mark.skipif(missing, reason=f"{ENGINES[name].title} is not installed"))


OTHERS = [_make_param(name) for name in ENGINES if name != MKDOCS]
PROPERDOCS, ZENSICAL = _make_param("properdocs"), _make_param("zensical")
