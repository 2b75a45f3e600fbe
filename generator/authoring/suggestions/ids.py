"""Ids of proposals: what an editor names to accept one.

They are readable where they can be, hold no space, and rest on the words of the text alone: they are the same in each
run until those words change.
"""

import hashlib
from collections.abc import Iterable

from generator.model.slug import slug
from generator.proposals.proposal import ProposedAttribution
from generator.text.article import Article
from generator.text.characters import fold

_SHORTEST = 4


def alias_id(actor: str, form: str) -> str:
    """That of a form to be added to an actor's record: `alias:hamas:the-movement`."""
    return f"alias:{actor}:{slug(form) or digest(form)[:_SHORTEST]}"


def said_ids(article: Article, attributions: Iterable[ProposedAttribution]) -> list[str]:
    """Those of attributions, made of their sentence and their quote: `said:3f2a`, longer where two are alike."""
    taken: dict[str, None] = {}
    for one in attributions:
        whole = said_digest(article, one)
        length = _SHORTEST
        while f"said:{whole[:length]}" in taken and length < len(whole):
            length += 1
        taken[f"said:{whole[:length]}"] = None
    return list(taken)


def said_digest(article: Article, one: ProposedAttribution) -> str:
    """What stands for the words that an attribution rests on, whoever is taken for its voice."""
    sentences = [article.passages[words.passage].text[words.start : words.end] for words in one.words]
    return digest(*sentences, one.quote.exact, one.quote.prefix or "", one.quote.suffix or "")


def digest(*parts: str) -> str:
    """Hexadecimal digits that stand for some words, however they are spaced and quoted."""
    words = "\0".join(" ".join(fold(part).split()) for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()
