"""Lenient validation: read data into the model, report all errors at once and return a value in every case.

`ContentModel` is the base of every type that editors write. `validate_partial` returns a value of the requested type
for any data. If a part is invalid, it is reported, and the example of its field takes its place, so that the rest of
the file can be checked in the same run. The paths of the replaced parts are `invalid_paths`; checks do not report them.
"""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.model.messages import FieldProblem, KeyPath, convert_error, find_meant_key
from generator.source.yaml_loader import REFUSED

_ROUNDS = 6
"""The number of repairs in a row. A repair can uncover an error one level below; the model has fewer levels."""


class ContentModel(BaseModel):
    """The base of all types that editors write: frozen, and with no keys except its own.

    A required field has an example. Editors' tools show it, and it replaces an invalid value.
    """

    # Built at first use, as most runs read few kinds of files, and many read none.
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


W = TypeVar("W", bound=ContentModel)


@dataclass(frozen=True, slots=True)
class ValidationResult(Generic[W]):
    """A validated value, the problems of its data, and the paths at which an example replaces the data."""

    value: W
    problems: tuple[FieldProblem, ...] = ()
    invalid_paths: frozenset[KeyPath] = frozenset()


def validate_partial(model: type[W], data: Any) -> ValidationResult[W]:
    """Validate `data` (nested dicts, lists and text) as a `model`. Never raises."""
    try:
        return ValidationResult(model.model_validate(data))
    except ValidationError as error:
        return _repair_and_validate(model, data, error)


def create_placeholder(model: type[W]) -> ValidationResult[W]:
    """Return the example of a `model`, all of it invalid, for a file that cannot be read."""
    return ValidationResult(model.model_validate(build_example(model)), invalid_paths=frozenset({()}))


def build_example(model: type[BaseModel]) -> dict[str, Any]:
    """Return the required keys of a model, each with its example."""
    examples: dict[str, Any] = {}
    for key, field_ in _fields_by_key(model).items():
        if field_.is_required() and field_.examples:
            examples[key] = field_.examples[0]
    return examples


@dataclass(slots=True)
class _Repair:
    """The repair of some data: the problems, the replaced paths and the probable keys so far."""

    model: type[BaseModel]
    data: Any
    """The data as the editor wrote it."""
    repaired: Any
    """A copy of it, in which examples replace what is invalid."""
    problems: dict[KeyPath, FieldProblem] = field(default_factory=dict)
    invalid_paths: set[KeyPath] = field(default_factory=set)
    likely_keys: set[KeyPath] = field(default_factory=set)
    """The known keys that unknown keys are probably misspellings of."""

    def apply(self, error: ErrorDetails) -> None:
        """Report one error and replace the part that it concerns."""
        path = _find_written_path(self.data, error["loc"])
        fields = _fields_by_key(_find_model(self.model, path[:-1]))
        is_unknown_key = error["type"] == "extra_forbidden"
        if is_unknown_key:
            self.likely_keys.add((*path[:-1], find_meant_key(str(path[-1]), fields) or ""))
        if not overlaps(path, self.invalid_paths) and error["input"] is not REFUSED:
            self.problems.setdefault(path, convert_error(error, path, fields))
        if not is_unknown_key:
            self.invalid_paths.add(path)
        self.repaired = _replace_with_example(self.model, self.repaired, path)

    def collect_problems(self) -> tuple[FieldProblem, ...]:
        """Return all problems except keys that are only missing because they are misspelled."""
        problems: list[FieldProblem] = []
        for path, problem in self.problems.items():
            is_misspelled = problem.rule == "missing-key" and path in self.likely_keys
            if not is_misspelled:
                problems.append(problem)
        return tuple(problems)


def _repair_and_validate(model: type[W], data: Any, error: ValidationError) -> ValidationResult[W]:
    repair = _Repair(model, data, copy.deepcopy(data))
    for _ in range(_ROUNDS):
        for details in error.errors(include_url=False):
            repair.apply(details)
        try:
            value = model.model_validate(repair.repaired)
        except ValidationError as next_error:
            error = next_error
        else:
            return ValidationResult(value, repair.collect_problems(), frozenset(repair.invalid_paths))
    return ValidationResult(create_placeholder(model).value, repair.collect_problems(), frozenset({()}))


def overlaps(path: KeyPath, invalid_paths: Iterable[KeyPath]) -> bool:
    """Check whether a path contains an invalid part or is within one: a single report is enough."""
    return any(path[: len(invalid)] == invalid or invalid[: len(path)] == path for invalid in invalid_paths)


def _find_written_path(data: Any, location: tuple[str | int, ...]) -> KeyPath:
    """Return the part of pydantic's location that exists in the data; the rest names types within a field."""
    path: list[str | int] = []
    for step in location:
        if isinstance(data, dict) and isinstance(step, int):
            continue  # the field takes a mapping or a list of them
        if isinstance(data, dict) or _has_step(data, step):
            path.append(step)
        if not _has_step(data, step):
            break
        data = data[step]
    return tuple(path)


def _replace_with_example(model: type[BaseModel], data: Any, path: KeyPath) -> Any:
    """Return `data` with the example of its field at `path`, or without the key if it is optional."""
    if not path:
        return build_example(model)
    parent = data
    for step in path[:-1]:
        parent = parent[step] if _has_step(parent, step) else None
    step = path[-1]
    if isinstance(parent, list) and isinstance(step, int) and step < len(parent):
        item_model = _find_model(model, path)
        parent[step] = build_example(item_model) if item_model is not _find_model(model, path[:-2]) else "example"
    elif isinstance(parent, dict):
        field_ = _fields_by_key(_find_model(model, path[:-1])).get(str(step))
        parent.pop(step, None)
        if field_ and field_.is_required() and field_.examples:
            parent[step] = copy.deepcopy(field_.examples[0])
    return data


def _has_step(container: Any, step: str | int) -> bool:
    if isinstance(container, dict):
        return step in container
    return isinstance(container, list) and isinstance(step, int) and step < len(container)


@cache
def _fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the keys that editors write."""
    return {field_.alias or name: field_ for name, field_ in model.model_fields.items()}


def _find_model(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """Return the innermost model that contains the value at `path`."""
    for step in path:
        if field_ := _fields_by_key(model).get(str(step)):
            model = next(_iterate_models(field_.annotation), model)
    return model


def _iterate_models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _iterate_models(argument)
