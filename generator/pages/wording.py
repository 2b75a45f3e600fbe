"""Small words that all pages use: numbers with their nouns, text as Markdown."""

import re
from functools import lru_cache

from generator.markdown import Markdown, escape

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks of Unicode whose letters run from right to left: Hebrew, Arabic, and those that follow them."""


def capital(value: str) -> str:
    """The same with its first letter large."""
    return value[:1].upper() + value[1:]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 briefing", "1,234 briefings"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


@lru_cache(maxsize=1 << 16)
def shown(text: str) -> Markdown:
    """A text as Markdown that shows it; most stand on several pages.

    Where it has letters that run from right to left, it is set apart, so that what stands beside it keeps its place.
    """
    return Markdown(f"<bdi>{escape(text)}</bdi>" if _RIGHT_TO_LEFT.search(text) else escape(text))
