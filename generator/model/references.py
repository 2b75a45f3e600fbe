"""The references of a record to other records, with their places: derived from the `RefTo` marks of its fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.infra.mappings import index_by
from generator.model.briefing import AUTHOR, UNATTRIBUTED, Voice
from generator.model.fields import RefTo
from generator.model.kinds import Kind, Ref
from generator.model.messages import KeyPath, get_innermost_key


class Reference(NamedTuple):
    """An id as it is written at `path`, which must be of one of `kinds`."""

    path: KeyPath
    id: str
    kinds: tuple[Kind, ...]

    @property
    def key(self) -> str:
        """The innermost key on its path, such as `of` for a reference within `roles`; empty if it has no path."""
        return get_innermost_key(self.path)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The records that it may refer to."""
        return tuple(Ref(kind, self.id) for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class _ReferringField:
    """A field that is a reference, or that contains references in `inner_models`."""

    name: str
    key: str
    kinds: tuple[Kind, ...]
    inner_models: tuple[type[BaseModel], ...]

    @property
    def text_kinds(self) -> tuple[Kind, ...]:
        """The kinds of a value that is written as plain text: its own, or those of a model's first field."""
        if self.kinds:
            return self.kinds
        kinds: list[Kind] = []
        for model in self.inner_models:
            kinds += _find_referring_fields(model)[0].kinds
        return tuple(kinds)


def find_references(value: BaseModel, path: KeyPath = ()) -> Iterator[Reference]:
    """Yield every reference of a record, in the order of its fields."""
    for field in _find_referring_fields(type(value)):
        field_value = getattr(value, field.name)
        field_path = (*path, field.key)
        if isinstance(field_value, tuple):
            for position, item in enumerate(field_value):
                yield from _find_in_item(field, item, (*field_path, position))
        else:
            yield from _find_in_item(field, field_value, field_path)


def _find_in_item(field: _ReferringField, item: Any, path: KeyPath) -> Iterator[Reference]:
    if isinstance(item, BaseModel):
        yield from find_references(item, path)
    elif item is not None and item not in {AUTHOR, UNATTRIBUTED}:
        yield Reference(path, item, field.kinds)


def find_raw_references(model: type[BaseModel], data: Any, path: KeyPath = ()) -> Iterator[Reference]:
    """Yield every reference in the data of a file, valid or not, in the order of the keys.

    A `by` may be text, keys or a list of both: the path follows the form in which it is written.
    """
    if not isinstance(data, dict):
        return
    fields = index_by(attrgetter("key"), _find_referring_fields(model))
    for key, value in data.items():
        field = fields.get(key)
        if field is None:
            continue
        if isinstance(value, list):
            for position, item in enumerate(value):
                yield from _find_in_raw_item(field, item, (*path, key, position))
        else:
            yield from _find_in_raw_item(field, value, (*path, key))


def _find_in_raw_item(field: _ReferringField, item: Any, path: KeyPath) -> Iterator[Reference]:
    if not isinstance(item, str):
        for model in field.inner_models:
            yield from find_raw_references(model, item, path)
        return
    is_reference = bool(field.kinds) or Voice in field.inner_models
    if is_reference and item not in {AUTHOR, UNATTRIBUTED}:
        yield Reference(path, " ".join(item.split()), field.text_kinds)


@cache
def collect_kinds_by_key(model: type[BaseModel]) -> dict[str, frozenset[Kind]]:
    """Return the kinds of record that a value may refer to, by its key, for the keys of all levels."""
    kinds: dict[str, frozenset[Kind]] = {}
    for field in _find_referring_fields(model):
        field_kinds = frozenset(field.kinds)
        for inner_model in field.inner_models:
            for key, inner_kinds in collect_kinds_by_key(inner_model).items():
                kinds[key] = kinds.get(key, frozenset()) | inner_kinds
                field_kinds |= inner_kinds
        kinds[field.key] = kinds.get(field.key, frozenset()) | field_kinds
    return kinds


@cache
def _find_referring_fields(model: type[BaseModel]) -> tuple[_ReferringField, ...]:
    fields = []
    for name, field in model.model_fields.items():
        annotations = (field.annotation, *_iterate_annotations(field.annotation))
        marks = [mark for mark in (*field.metadata, *annotations) if isinstance(mark, RefTo)]
        inner_models = tuple(filter(_is_referring_model, annotations))
        if marks or inner_models:
            fields.append(_ReferringField(name, field.alias or name, marks[0].kinds if marks else (), inner_models))
    return tuple(fields)


def _is_referring_model(annotation: Any) -> bool:
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return is_model and bool(_find_referring_fields(annotation))


def _iterate_annotations(annotation: Any) -> Iterator[Any]:
    """Yield the arguments and marks of an annotation, at every level."""
    for argument in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield argument
        yield from _iterate_annotations(argument)
