"""Which other records a record refers to, and where: derived from the `RefTo` marks of its fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.model.briefing import AUTHOR, UNATTRIBUTED, Voice
from generator.model.fields import RefTo
from generator.model.kinds import Kind, Ref
from generator.model.wording import Path


class Reference(NamedTuple):
    """An id as written at `path`, which is to be of one of `kinds`."""

    path: Path
    id: str
    kinds: tuple[Kind, ...]

    @property
    def refs(self) -> tuple[Ref, ...]:
        """What it may lead to."""
        return tuple(Ref(kind, self.id) for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that is, or holds, references."""

    name: str
    key: str
    kinds: tuple[Kind, ...]
    parts: tuple[Any, ...]


def references(value: BaseModel, path: Path = ()) -> Iterator[Reference]:
    """Every reference in a record, in the order of its fields."""
    for field in _referring(type(value)):
        held = getattr(value, field.name)
        items = held if isinstance(held, tuple) else (held,)
        for position, item in enumerate(items):
            at = (*path, field.key, position) if isinstance(held, tuple) else (*path, field.key)
            if isinstance(item, BaseModel):
                yield from references(item, at)
            elif item is not None and item not in {AUTHOR, UNATTRIBUTED}:
                yield Reference(at, item, field.kinds)


def written_references(model: type[BaseModel], data: Any, path: Path = ()) -> Iterator[Reference]:
    """Every reference in the data of a file as it was read, whatever else is wrong there; in the order of the keys.

    Of a `by`, which may be written as text, as keys or as a list of both, the path is that of what is written.
    """
    if not isinstance(data, dict):
        return
    fields = {field.key: field for field in _referring(model)}
    for key, held in data.items():
        if field := fields.get(key):
            items = enumerate(held) if isinstance(held, list) else [(None, held)]
            for position, item in items:
                at = (*path, key) if position is None else (*path, key, position)
                yield from _written(field, item, at)


def _written(field: _Field, item: Any, path: Path) -> Iterator[Reference]:
    inner = [part for part in field.parts if _is_referring_model(part)]
    if not isinstance(item, str):
        for part in inner:
            yield from written_references(part, item, path)
        return
    kinds = field.kinds or tuple(kind for part in inner for one in _referring(part)[:1] for kind in one.kinds)
    if (Voice in inner or field.kinds) and item not in {AUTHOR, UNATTRIBUTED}:
        yield Reference(path, " ".join(item.split()), kinds)


@cache
def kinds_by_key(model: type[BaseModel]) -> dict[str, frozenset[Kind]]:
    """The kinds of thing that a value may refer to, by its key, for the keys of all depths."""
    kinds: dict[str, frozenset[Kind]] = {}
    for field in _referring(model):
        inner = [part for part in field.parts if _is_referring_model(part)]
        below = [found for part in inner for found in kinds_by_key(part).items()]
        own = frozenset(field.kinds).union(*(found for _, found in below))
        for key, found in [*below, (field.key, own)]:
            kinds[key] = kinds.get(key, frozenset()) | found
    return kinds


@cache
def _referring(model: type[BaseModel]) -> tuple[_Field, ...]:
    found = []
    for name, field in model.model_fields.items():
        parts = (field.annotation, *_parts(field.annotation))
        marks = [mark for mark in (*field.metadata, *parts) if isinstance(mark, RefTo)]
        if marks or any(_is_referring_model(part) for part in parts):
            found.append(_Field(name, field.alias or name, marks[0].kinds if marks else (), parts))
    return tuple(found)


def _is_referring_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel) and bool(_referring(part))


def _parts(annotation: Any) -> Iterator[Any]:
    """An annotation's arguments and marks, at every depth."""
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield part
        yield from _parts(part)
