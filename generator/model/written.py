"""Reading data into the model: all mistakes at once, and a value in every case.

`Written` is the base of every type that editors write. `read_as` gives, for any data whatever, a value of the asked
type: where a part is wrong, the part is reported and an example of its field stands in, so that the rest of the file
can be checked in the same run. The paths of the parts that stand in are `broken`; checks say nothing of them.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from generator.model.wording import Path, Problem, nearest, problem
from generator.source.tree import REFUSED

_ROUNDS = 6
"""Mending a part can uncover what is wrong within it, level by level; the model is less deep than this."""


class Written(BaseModel):
    """Base of what editors write: frozen, and with no keys but its own.

    A required field gives an example: editors' tools show it, and it stands in for a value that is wrong.
    """

    # Made ready when it is first used: most runs read few kinds of files, and many none.
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


W = TypeVar("W", bound=Written)


@dataclass(frozen=True, slots=True)
class Reading(Generic[W]):
    """What became of some data: the value, what was wrong, and the paths where an example stands in."""

    value: W
    problems: tuple[Problem, ...] = ()
    broken: frozenset[Path] = frozenset()


def read_as(model: type[W], data: Any) -> Reading[W]:
    """`data` (nested dicts, lists and text) as a `model`; never raises."""
    try:
        return Reading(model.model_validate(data))
    except ValidationError as error:
        return _salvage(model, data, error)


def stand_in(model: type[W]) -> Reading[W]:
    """The example of a `model`, all of it broken: for a file of which nothing could be read."""
    return Reading(model.model_validate(example(model)), broken=frozenset({()}))


def example(model: type[BaseModel]) -> dict[str, Any]:
    """The required keys of a model, each with its example."""
    return {key: field.examples[0] for key, field in _keys(model).items() if field.is_required() and field.examples}


def _salvage(model: type[W], data: Any, error: ValidationError) -> Reading[W]:
    mended = copy.deepcopy(data)
    problems: dict[Path, Problem] = {}
    broken: set[Path] = set()
    meant: set[Path] = set()
    for _ in range(_ROUNDS):
        for detail in error.errors(include_url=False):
            path = _written_path(data, detail["loc"])
            keys = _keys(_model_at(model, path[:-1]))
            if detail["type"] == "extra_forbidden":
                meant.add((*path[:-1], nearest(str(path[-1]), keys) or ""))
            if not _overlaps(path, broken) and detail["input"] is not REFUSED:
                problems.setdefault(path, problem(detail, path, keys))
            if detail["type"] != "extra_forbidden":
                broken.add(path)
            mended = _mend(model, mended, path)
        try:
            return Reading(model.model_validate(mended), _told(problems, meant), frozenset(broken))
        except ValidationError as again:
            error = again
    return Reading(stand_in(model).value, _told(problems, meant), frozenset({()}))


def _told(problems: dict[Path, Problem], meant: set[Path]) -> tuple[Problem, ...]:
    """All problems but this: a key that is missing because it is misspelt."""
    return tuple(one for path, one in problems.items() if not (one.rule == "missing-key" and path in meant))


def _overlaps(path: Path, broken: set[Path]) -> bool:
    """Whether a part is known to be wrong of which this is one, or the other way round: one report is enough."""
    return any(path[: len(known)] == known or known[: len(path)] == path for known in broken)


def _written_path(data: Any, loc: tuple[str | int, ...]) -> Path:
    """The part of pydantic's location that the editor's data has; the rest names types within a field."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(data, dict) and isinstance(step, int):
            continue  # a field that takes one thing or a list of them
        path.append(step)
        if isinstance(data, dict):
            if step not in data:
                break
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            path.pop()
            break
    return tuple(path)


def _mend(model: type[BaseModel], data: Any, path: Path) -> Any:
    """`data` with the example in place of what stands at `path`, or with an optional key left out."""
    if not path:
        return example(model)
    parent = data
    for step in path[:-1]:
        parent = parent[step] if _has(parent, step) else None
    step = path[-1]
    if isinstance(parent, list) and isinstance(step, int) and step < len(parent):
        inner = _model_at(model, path)
        parent[step] = example(inner) if inner is not _model_at(model, path[:-2]) else "example"
    elif isinstance(parent, dict):
        field = _keys(_model_at(model, path[:-1])).get(str(step))
        parent.pop(step, None)
        if field and field.is_required() and field.examples:
            parent[step] = copy.deepcopy(field.examples[0])
    return data


def _has(container: Any, step: str | int) -> bool:
    if isinstance(container, dict):
        return step in container
    return isinstance(container, list) and isinstance(step, int) and step < len(container)


@cache
def _keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model by the key that editors write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The innermost model that holds what stands at `path`."""
    for step in path:
        field = _keys(model).get(str(step))
        model = next(_models_in(field.annotation), model) if field else model
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
