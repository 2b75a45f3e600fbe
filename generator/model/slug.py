"""The id that a name gives, in whatever script the name is written."""

import re

from anyascii import anyascii

_LONGEST = 64


def slug(name: str) -> str:
    """The letters and digits of a name in Latin ones, small and joined by hyphens; empty where it has none."""
    plain = re.sub(r"['`]", "", anyascii(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
