"""The writing direction of a language: from its script, which its tag names or Unicode's registry (CLDR) gives."""

from functools import cache
from typing import Literal

from babel.core import get_global

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""The scripts of living languages that are written from right to left, by their codes in ISO 15924."""

_SCRIPT_LENGTH = 4
_REGION_LENGTH = 2


@cache
def get_direction(language: str) -> Direction:
    """Return the direction of a language by its tag (BCP 47): `ar` and `az-Arab` are written from right to left."""
    return "rtl" if _get_script(language) in _RIGHT_TO_LEFT else "ltr"


def _get_script(language: str) -> str:
    """Return the code of the script, or an empty string for an unknown language."""
    name, *subtags = language.split("-")
    region = ""
    for subtag in subtags:
        if len(subtag) == _SCRIPT_LENGTH and subtag.isalpha():
            return subtag.title()
        if len(subtag) == _REGION_LENGTH and not region:
            region = subtag.upper()
    likely_subtags = get_global("likely_subtags")
    likely_tag = likely_subtags.get(f"{name}_{region}") or likely_subtags.get(name) or ""
    return next((subtag for subtag in likely_tag.split("_") if len(subtag) == _SCRIPT_LENGTH), "")
