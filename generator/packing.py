"""Values as bytes for the store, and back.

What is unpacked was packed by this program on this machine's disk: whoever can write there can change the program too.
"""

import marshal
import pickle
from typing import Any


def pack(value: object) -> bytes:
    """Any value of ours."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two packed values are equal: sets have another order in each process, so that their bytes may differ."""
    return one == other or (one is not None and other is not None and bool(unpack(one) == unpack(other)))


def unpack(data: bytes) -> Any:
    """What `pack` was given."""
    return pickle.loads(data)  # noqa: S301  # see above


def pack_plain(value: object) -> bytes:
    """A value of nothing but mappings, lists, tuples, texts and numbers: several times as fast."""
    return marshal.dumps(value)  # type: ignore[arg-type]  # a type that marshal alone has a name for


def unpack_plain(data: bytes | None) -> Any:
    """What `pack_plain` was given; an empty mapping for None."""
    return marshal.loads(data) if data else {}  # noqa: S302  # see above
