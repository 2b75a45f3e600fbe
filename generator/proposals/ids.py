"""Ids of what is proposed, made from names."""

import re
import unicodedata
import zlib
from collections.abc import Container

from generator.model.fields import ID_FORM

_LONGEST = 64


def id_of(name: str, taken: Container[str] = ()) -> str:
    """An id for a name, other than those taken; it has the form of ids whatever the name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['`.]", "", plain)).strip("-")[:_LONGEST].strip("-")
    if not ID_FORM.match(slug):
        slug = f"name-{zlib.crc32(name.encode('utf-8', 'replace')):08x}"
    number, found = 1, slug
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = slug[: _LONGEST - len(ending)] + ending
    return found
