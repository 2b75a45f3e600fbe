"""Conversion of values to bytes for the store, and back, by the type of the values.

The bytes are MessagePack: data alone, no code and no names of types. The program says which type it expects, and bytes
that are no value of that type are damage. So a person who can change the bytes can change values, and no more.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any, Generic, TypedDict, TypeVar, get_type_hints

import msgspec
from pydantic import BaseModel

from generator.infra.store import DamagedStoreError

T = TypeVar("T")

Raw = msgspec.Raw
"""A part of a value that is not decoded; two parts are equal if the values are, unless they contain sets."""


class Codec(Generic[T]):
    """The conversion of values of one type: what is decoded is equal to what was encoded, and has the same types.

    The type consists of dataclasses, named tuples, structs of msgspec, models of pydantic, enumerations, tuples, lists,
    sets and mappings, days, text, bytes, numbers and None. A union has at most one record that is not a struct. Equal
    values without sets have the same bytes if their mappings have the same order.
    """

    def __init__(self, value_type: type[T]) -> None:
        self.value_type = value_type

    # Built at first use, as most commands read no store.
    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[T]:
        return msgspec.msgpack.Decoder(self.value_type, dec_hook=_build_model)

    def encode(self, value: T) -> bytes:
        """Return a value as bytes."""
        return _ENCODER.encode(value)

    def decode(self, data: bytes) -> T:
        """Return the value that `encode` got. Raise `DamagedStoreError` if the bytes are no value of the type."""
        try:
            return self._decoder.decode(data)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise DamagedStoreError from error

    def decode_or(self, data: bytes | None, default: T) -> T:
        """Return the value that `encode` got, or the default if there are no bytes. Raises as `decode` does."""
        return default if data is None else self.decode(data)


def _convert_to_plain(value: object) -> object:
    """Return a value of a type that msgspec does not know as one that it knows."""
    if isinstance(value, BaseModel):
        return value.__dict__
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"the store has no form for values of {type(value)}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_convert_to_plain)


def _build_model(model: type[Any], data: object) -> object:
    """Return a model of pydantic with these fields; they are not validated again, as they are no longer as written."""
    if not issubclass(model, BaseModel):
        raise TypeError(f"the store has no form for values of {model}")
    fields = msgspec.convert(data, _make_fields_type(model), dec_hook=_build_model)
    # All models of a type share this set, as nothing asks which fields a file had.
    return model.model_construct(_get_field_names(model), **fields)


@cache
def _get_field_names(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


@cache
def _make_fields_type(model: type[BaseModel]) -> Any:
    """Return the type of a mapping with all fields of a model."""
    annotations = get_type_hints(model)
    return TypedDict("Fields", {name: annotations[name] for name in model.model_fields})  # type: ignore[operator]
