"""Titles beside a name: the text later uses them for the person ("the mayor")."""

from generator.proposals.attributions.sentence import Sentence
from generator.proposals.token_patterns import TokenPattern

_MAX_TITLE = 30
"""Tokens of a title before its name, at most."""
_APPOSITION = TokenPattern("[nominal]*")
_OFFICE = TokenPattern("[word & people]")
_TITLE_AFTER_NAME = TokenPattern("""
    [comma]
    (?: (?= [determiners|people] ) [nominal & !relatives]{1,30}
      | [nominal & !relatives]{1,5}+ (?! [nominal & !relatives] )
    )
""")
"""A title after its name; without an article it is short."""


def find_titles(sentence: Sentence, position: int) -> list[str]:
    """Return the nouns for the offices of the person that a token names."""
    positions = (_find_before(sentence, position), _find_after(sentence, position))
    return [sentence.words[noun] for noun in positions if noun is not None]


def _find_before(sentence: Sentence, name: int) -> int | None:
    """Return the title in "Mayor Anna Berg", "the harbour’s spokesman Jon Lind" and "the mayor, Anna Berg,"."""
    if sentence.has("comma", name - 1):
        return _find_in_apposition(sentence, name - 1)
    return name - 1 if sentence.has("people", name - 1) else None


def _find_in_apposition(sentence: Sentence, comma: int) -> int | None:
    """Return the noun for people in the definite phrase before a comma."""
    start = sentence.find_run_start(_APPOSITION, comma, comma - _MAX_TITLE)
    office = sentence.search(_OFFICE, start, comma)
    return office.start if office and sentence.has("definite", start) else None


def _find_after(sentence: Sentence, name: int) -> int | None:
    """Return the title in "Anna Berg, the mayor of the town,"."""
    title = sentence.match(_TITLE_AFTER_NAME, name + 1)
    return sentence.find_first("people", title.start, title.stop) if title else None
