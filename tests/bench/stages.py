"""Measure the generator: its stages, in the order of `generator.build.pipeline`.

The one place of the benchmark that names functions of the generator. A stage takes what the stages before
it gave, by their names, and returns what those after it take.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator import checks, index, pages
from generator.analysis import analyzer
from generator.build.clock import read_now
from generator.content import reader, visibility
from generator.infra.gc_pause import pause_gc

__all__ = ["STAGES", "complaints", "pause_gc"]

Values = Mapping[str, Any]
Stage = Callable[[Path, Values], Any]


def _read(root: Path, _: Values) -> Any:
    return reader.read_content(root)


def _decide(_: Path, values: Values) -> Any:
    return visibility.decide_all(values["read"], read_now())


def _analyze(_: Path, values: Values) -> Any:
    return analyzer.analyze_all(values["read"])


def _check(_: Path, values: Values) -> Any:
    return checks.check_content(values["read"], values["analyze"], values["decide"])


def _index(_: Path, values: Values) -> Any:
    return index.build(values["read"], values["analyze"], values["decide"])


def _pages(_: Path, values: Values) -> Any:
    """Render all pages at once, as they are written only when all of them exist."""
    return {page.path: page.text for page in pages.render(values["index"])}


STAGES: dict[str, Stage] = {
    "read": _read,
    "decide": _decide,
    "analyze": _analyze,
    "check": _check,
    "index": _index,
    "pages": _pages,
}


def complaints(values: Values) -> list[str]:
    """Return the errors in the measured content: figures of content with errors would mislead."""
    return [f"{found.path}:{found.line}: {found.rule}: {found.message}" for found in values["check"]]
