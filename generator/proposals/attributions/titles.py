"""Titles beside a name: the text later uses them for the person ("the mayor")."""

from collections.abc import Sequence

from generator.proposals.attributions.rules import Rules
from generator.proposals.attributions.tokens import WORD, SentenceToken

_MAX_TITLE = 30
"""Tokens of a title beside its name, at most."""
_MAX_BARE_TITLE = 5
"""Tokens of a title after its name without an article, at most."""


def find_titles(tokens: Sequence[SentenceToken], position: int, rules: Rules) -> list[str]:
    """Return the nouns for the offices of the person that a token names."""
    nouns = [_find_before(tokens, position, rules), _find_after(tokens, position, rules)]
    return [noun for noun in nouns if noun]


def _find_before(tokens: Sequence[SentenceToken], position: int, rules: Rules) -> str:
    """Return the title in "Mayor Anna Berg", "the harbour’s spokesman Jon Lind" and "the mayor, Anna Berg,"."""
    if position == 0:
        return ""
    previous = tokens[position - 1]
    if previous.folded == ",":
        return _find_apposition(tokens, position - 1, rules)
    return previous.folded if previous.folded in rules.people else ""


def _find_apposition(tokens: Sequence[SentenceToken], comma: int, rules: Rules) -> str:
    """Return the noun for people in the definite phrase before a comma."""
    start = comma
    while start and tokens[start - 1].is_nominal and comma - start < _MAX_TITLE:
        start -= 1
    if start == comma or tokens[start].folded not in rules.definite:
        return ""
    for token in tokens[start:comma]:
        if token.category == WORD and token.folded in rules.people:
            return token.folded
    return ""


def _find_after(tokens: Sequence[SentenceToken], position: int, rules: Rules) -> str:
    """Return the title in "Anna Berg, the mayor of the town,"."""
    if position + 1 >= len(tokens) or tokens[position + 1].folded != ",":
        return ""
    words: list[str] = []
    for token in tokens[position + 2 : position + 2 + _MAX_TITLE]:
        if not token.is_nominal or token.folded in rules.relatives:
            break
        words.append(token.folded)
    if not words:
        return ""
    opens_with_title = words[0] in rules.determiners or words[0] in rules.people
    if not opens_with_title and len(words) > _MAX_BARE_TITLE:
        return ""
    return next((word for word in words if word in rules.people), "")
