"""Which way a language is written: from its script, which its tag names or Unicode's registry (CLDR) tells."""

from functools import cache
from typing import Literal

from babel.core import get_global

Direction = Literal["ltr", "rtl"]

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts of living languages that run from right to left, by their codes in ISO 15924."""


@cache
def direction(language: str) -> Direction:
    """The direction of a language by its tag (BCP 47): `ar` and `az-Arab` run from right to left."""
    return "rtl" if _script(language) in _RIGHT_TO_LEFT else "ltr"


def _script(language: str) -> str:
    name, *subtags = language.split("-")
    written = next((one.title() for one in subtags if len(one) == 4 and one.isalpha()), "")
    region = next((one.upper() for one in subtags if len(one) == 2), "")
    likely = get_global("likely_subtags")
    usual = likely.get(f"{name}_{region}") or likely.get(name) or ""
    return written or next((one for one in usual.split("_") if len(one) == 4), "")
