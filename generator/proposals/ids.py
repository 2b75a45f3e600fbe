"""Ids of what is proposed, made from names."""

import zlib
from collections.abc import Container

from generator.model.fields import ID_FORM
from generator.model.slug import slug

_LONGEST = 64


def id_of(name: str, taken: Container[str] = ()) -> str:
    """An id for a name, other than those taken; it has the form of ids whatever the name."""
    first = slug(name.replace(".", ""))
    if not ID_FORM.match(first):
        first = f"name-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    number, found = 1, first
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = first[: _LONGEST - len(ending)] + ending
    return found
