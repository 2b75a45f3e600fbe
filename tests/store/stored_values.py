"""The types that the store keeps, and drawn values of them."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import msgspec
from hypothesis import strategies as st
from pydantic import BaseModel

from generator.infra.serialization import Codec
from generator.model.dates import EdtfDate
from generator.model.instants import Instant

DATES = ("2017", "2017-03", "2017-03-26", "2017-03~", "2016/2017-02", "../2017", "2017-03-26?/..")
MOMENTS = ("2026-12-01T06:00+01:00", "2026-12-01T05:00Z", "2026-12-01 05:00:30.250-09:30")
PACKAGE = Path(__file__).parents[2] / "generator"
LEAVES: Mapping[Any, st.SearchStrategy[Any]] = {
    EdtfDate: st.sampled_from(DATES).map(EdtfDate),
    Instant: st.sampled_from(MOMENTS).map(Instant),
    str: st.text(max_size=5),
    bytes: st.binary(max_size=5),
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    dt.date: st.dates(),
    NoneType: st.none(),
    msgspec.Raw: st.just(msgspec.Raw(b"\x01")),
}
_DEPTH = 10
"""The number of types within each other at which collections are left empty."""


def find_codecs() -> dict[str, Codec[Any]]:
    """Return all codecs of the program: constants of its modules, or values of a mapping that is one."""
    codecs: dict[Codec[Any], str] = {}
    for module in _import_modules():
        for name, constant in vars(module).items():
            values = constant if isinstance(constant, dict) else {"": constant}
            for key, value in values.items():
                if isinstance(value, Codec):
                    codecs[value] = f"{module.__name__}.{name} {key}".strip()
    return {name: codec for codec, name in codecs.items()}


def _import_modules() -> Iterator[ModuleType]:
    """Yield the modules that use codecs."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "generator.infra.serialization import" in path.read_text(encoding="utf-8"):
            name = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
            yield import_module(name)


@st.composite
def values(draw: st.DrawFn, annotation: Any) -> Any:
    """Draw a value of a type that the store keeps."""
    return _draw_value(draw, annotation, 0)


def _draw_value(draw: st.DrawFn, annotation: Any, depth: int) -> Any:
    if annotation in LEAVES:
        return draw(LEAVES[annotation])
    origin, arguments = get_origin(annotation) or annotation, get_args(annotation)
    if origin is Literal:
        return draw(st.sampled_from(arguments))
    if origin in {Union, UnionType}:
        return _draw_value(draw, draw(st.sampled_from(arguments)), depth + 1)
    if issubclass(origin, Enum):
        return draw(st.sampled_from(list(origin)))
    fields = _find_fields(origin, arguments)
    if fields is None:
        return _draw_collection(draw, origin, arguments, depth)
    drawn = {name: _draw_value(draw, field, depth + 1) for name, field in fields.items()}
    return origin.model_construct(**drawn) if issubclass(origin, BaseModel) else origin(**drawn)


def _draw_collection(draw: st.DrawFn, origin: type[Any], arguments: tuple[Any, ...], depth: int) -> Any:
    if origin is tuple and arguments[-1:] != (...,):
        return tuple(_draw_value(draw, argument, depth + 1) for argument in arguments)
    # Without an end, blocks within blocks would never end.
    number = draw(st.integers(0, 2)) if depth < _DEPTH else 0
    rows = [[_draw_value(draw, one, depth + 1) for one in arguments if one is not ...] for _ in range(number)]
    if issubclass(origin, Mapping):
        return dict(rows)
    items = [item for (item,) in rows]
    return items if issubclass(list, origin) else origin(items)


def _find_fields(origin: Any, arguments: tuple[Any, ...]) -> dict[str, Any] | None:
    """Return the types of the fields of a record, by name; None for other types."""
    if not isinstance(origin, type):
        raise TypeError(f"the store keeps no values of {origin}")
    if issubclass(origin, BaseModel):
        names = list(origin.model_fields)
    elif issubclass(origin, msgspec.Struct):
        names = list(origin.__struct_fields__)
    elif dataclasses.is_dataclass(origin):
        names = [field.name for field in dataclasses.fields(origin)]
    elif is_typeddict(origin) or hasattr(origin, "_fields"):
        names = list(origin.__annotations__)
    else:
        return None
    hints = get_type_hints(origin)
    parameters = dict(zip(getattr(origin, "__parameters__", ()), arguments, strict=True))
    return {name: _fill(hints[name], parameters) for name in names}


def _fill(annotation: Any, parameters: Mapping[Any, Any]) -> Any:
    """Return the type of a field with the arguments of its class in place of the type variables."""
    if annotation in parameters:
        return parameters[annotation]
    variables = getattr(annotation, "__parameters__", ())
    return annotation[tuple(parameters[variable] for variable in variables)] if variables else annotation


def outline(value: Any) -> Any:
    """Return a value with the types of all its parts, as some values are equal though their types are not."""
    parts: Any = value
    if isinstance(value, BaseModel):
        parts = outline(value.__dict__)
    elif isinstance(value, dict):
        parts = [(outline(key), outline(item)) for key, item in value.items()]
    elif isinstance(value, tuple | list):
        parts = [outline(item) for item in value]
    elif isinstance(value, frozenset):
        parts = {repr(outline(item)) for item in value}
    elif isinstance(value, msgspec.Struct):
        parts = [outline(getattr(value, name)) for name in value.__struct_fields__]
    elif dataclasses.is_dataclass(value):
        parts = [outline(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return (type(value), parts)
