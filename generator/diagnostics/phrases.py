"""Words of messages and pages: numbers with nouns, lists in a sentence, values in backticks, lines with a prefix."""

from collections.abc import Iterable, Sequence


def add_backticks(values: Iterable[str]) -> list[str]:
    """Return each value in backticks, as messages show the words of files."""
    return [f"`{value}`" for value in values]


def add_prefix(prefix: str, lines: Iterable[str]) -> list[str]:
    """Return each line with `prefix` before it: an indentation, a dash or a mark."""
    return [f"{prefix}{line}" for line in lines]


def join_words(words: Sequence[str], conjunction: str = "and") -> str:
    """Return the words as a list in a sentence: "3", "3 and 9", "3, 9 and 12"."""
    head = ", ".join(words[:-1])
    return f"{head} {conjunction} {words[-1]}" if head else words[-1]


def format_count(number: int, noun: str) -> str:
    """Return a number with its noun: "1 error", "1,234 errors"."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def shorten_text(text: str, limit: int) -> str:
    """Return a text as a message quotes it: the first `limit` characters if it has more."""
    return text if len(text) <= limit else f"{text[:limit]}…"
