"""Conversion of values to bytes for the store, and back.

Only bytes that this program packed on this machine's disk are unpacked: a person who can write there can change the
program too.
"""

import marshal
import pickle
from typing import Any


def pack(value: object) -> bytes:
    """Return any value of this program as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def is_same_value(old: bytes | None, new: bytes | None) -> bool:
    """Check whether two packed values are equal; their bytes may differ, as each process has its own order of sets."""
    if old is None or new is None:
        return old is new
    return old == new or bool(unpack(old) == unpack(new))


def unpack(data: bytes) -> Any:
    """Return the value that `pack` got."""
    return pickle.loads(data)  # noqa: S301  # see above


def pack_plain(value: object) -> bytes:
    """Return a value of mappings, lists, tuples, texts and numbers alone as bytes: several times as fast as `pack`."""
    return marshal.dumps(value)  # type: ignore[arg-type]  # marshal's own type for these values has no public name


def unpack_plain(data: bytes | None) -> Any:
    """Return the value that `pack_plain` got; an empty mapping for None."""
    return marshal.loads(data) if data else {}  # noqa: S302  # see above
