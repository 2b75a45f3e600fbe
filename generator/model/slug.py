"""Ids made from names of any script."""

import re

from anyascii import anyascii

_MAX_LENGTH = 64


def make_slug(name: str) -> str:
    """Return the letters and digits of a name in lower-case ASCII, joined by hyphens; empty if it has none."""
    plain = re.sub(r"['`]", "", anyascii(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_LENGTH].strip("-")
