"""Ids for proposed records, made from their names."""

import zlib
from collections.abc import Container

from generator.model.fields import DEVICE_NAMES, ID_FORM
from generator.model.slug import make_slug

_MAX_LENGTH = 64


def make_id(name: str, taken: Container[str] = ()) -> str:
    """Return a valid id for a new record with this name that is not in `taken`, whatever the name is."""
    base = make_slug(name.replace(".", ""))
    if not ID_FORM.match(base):
        base = f"name-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    number = 1
    id_ = base
    while id_ in taken or id_ in DEVICE_NAMES:
        number += 1
        ending = f"-{number}"
        id_ = base[: _MAX_LENGTH - len(ending)] + ending
    return id_
