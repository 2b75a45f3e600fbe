"""The smallest pieces of wording on pages: numbers with their nouns, and text as Markdown."""

import re
from functools import lru_cache

from babel import Locale

from generator.model.briefing import AUTHOR, Voice
from generator.text.escaping import Markdown, escape

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Unicode blocks whose letters run from right to left: Hebrew, Arabic, and those that follow them."""


def capitalize(value: str) -> str:
    """Return a text with an upper-case first letter; other letters stay as they are."""
    return value[:1].upper() + value[1:]


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: "1 briefing", "1,234 briefings"."""
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def describe_voice(voice: Voice) -> str:
    """Return the words for a voice (a speaker) that is not a named actor."""
    if voice.unnamed:
        return voice.unnamed
    return "the author" if voice.actor == AUTHOR else "no speaker named"


def name_language(tag: str) -> str:
    """Return the English name of a language (BCP 47), or of the language without its region; the tag if it has none."""
    names = Locale("en").languages
    primary = tag.partition("-")[0]
    return str(names.get(tag.replace("-", "_")) or names.get(primary) or tag)


@lru_cache(maxsize=1 << 16)
def show_text(text: str) -> Markdown:
    """Return Markdown that shows a text. Results are cached, as most texts are on several pages.

    A text with letters that run from right to left is isolated, so that the text around it keeps its order.
    """
    return Markdown(f"<bdi>{escape(text)}</bdi>" if _RIGHT_TO_LEFT.search(text) else escape(text))
