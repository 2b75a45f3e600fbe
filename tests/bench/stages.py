"""What the benchmark measures of the generator: its stages, in the order of `generator.build`.

The one place of the benchmark that names functions of the generator. A stage takes what the stages before
it gave, by their names, and returns what those after it take.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator import analysis, checks, content, index, pages
from generator.collector import collector_paused

__all__ = ["STAGES", "collector_paused", "complaints"]

Values = Mapping[str, Any]
Stage = Callable[[Path, Values], Any]


def _read(root: Path, _: Values) -> Any:
    return content.read(root)


def _analyse(_: Path, values: Values) -> Any:
    return analysis.analyse_all(values["read"])


def _check(_: Path, values: Values) -> Any:
    return checks.check(values["read"], values["analyse"])


def _index(_: Path, values: Values) -> Any:
    return index.build(values["read"], values["analyse"])


def _pages(_: Path, values: Values) -> Any:
    """All pages at once, as they are written once all of them are there."""
    return {page.path: page.text for page in pages.render(values["index"])}


STAGES: dict[str, Stage] = {
    "read": _read,
    "analyse": _analyse,
    "check": _check,
    "index": _index,
    "pages": _pages,
}


def complaints(values: Values) -> list[str]:
    """What is wrong with the measured content: figures of content with mistakes would mislead."""
    return [f"{found.path}:{found.line}: {found.rule}: {found.message}" for found in values["check"]]
