"""CBOR (RFC 8949) as Pagefind writes it: whole numbers from 0, texts and arrays, all of known length."""

from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value]"

_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes in which a number follows that has no room in the first byte, by what stands there."""


def decoded(data: bytes) -> Value:
    """The one value that `data` holds; `ValueError` where it is anything else."""
    value, end = _read(data, 0)
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes more than a value")
    return value


def encoded(value: Value) -> bytes:
    """The value in as few bytes as can be."""
    match value:
        case int():
            return _head(_NUMBER, value)
        case str():
            data = value.encode()
            return _head(_TEXT, len(data)) + data
        case list():
            return _head(_ARRAY, len(value)) + b"".join(map(encoded, value))


def _read(data: bytes, at: int) -> tuple[Value, int]:
    kind, number, at = _read_head(data, at)
    if kind == _NUMBER:
        return number, at
    if kind == _TEXT:
        return data[at : at + number].decode(), at + number
    if kind != _ARRAY:
        raise ValueError(f"a value of type {kind}")
    values: list[Value] = []
    for _ in range(number):
        value, at = _read(data, at)
        values.append(value)
    return values, at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """The type, the number or length, and where what follows begins."""
    if at >= len(data):
        raise ValueError("it ends too early")
    kind, number = divmod(data[at], 32)
    at += 1
    if number < min(_SIZES):
        return kind, number, at
    if number not in _SIZES:
        raise ValueError("a value without a length")
    end = at + _SIZES[number]
    return kind, int.from_bytes(data[at:end], "big"), end


def _head(kind: int, number: int) -> bytes:
    if number < min(_SIZES):
        return bytes([kind * 32 + number])
    mark, size = next((mark, size) for mark, size in _SIZES.items() if number < 256**size)
    return bytes([kind * 32 + mark]) + number.to_bytes(size, "big")
