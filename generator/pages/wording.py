"""Small words that all pages use: numbers with their nouns, text as Markdown."""

from functools import lru_cache

from generator.markdown import Markdown, escape


def capital(value: str) -> str:
    """The same with its first letter large."""
    return value[:1].upper() + value[1:]


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 briefing", "1,234 briefings"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


@lru_cache(maxsize=1 << 16)
def shown(text: str) -> Markdown:
    """A text as Markdown that shows it; most stand on several pages."""
    return Markdown(escape(text))
