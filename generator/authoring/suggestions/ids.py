"""Ids of suggestions, which an editor types to accept them.

They are readable if possible, have no spaces, and depend on the words of the text alone: they are the same in each
run until those words change.
"""

import hashlib
from collections.abc import Iterable

from generator.authoring.suggestions.spans import list_words
from generator.model.slug import make_slug
from generator.proposals.proposal import ProposedAttribution
from generator.text.article import Article
from generator.text.folding import fold

_MIN_DIGITS = 4


def make_alias_id(actor: str, form: str) -> str:
    """Return the id of a form to be added to an actor's record: `alias:hamas:the-movement`."""
    return f"alias:{actor}:{make_slug(form) or compute_digest(form)[:_MIN_DIGITS]}"


def make_attribution_ids(article: Article, attributions: Iterable[ProposedAttribution]) -> list[str]:
    """Return ids made from the sentences and quotes of attributions: `said:3f2a`, longer if two are the same."""
    ids: dict[str, None] = {}
    for attribution in attributions:
        digest = compute_attribution_digest(article, attribution)
        length = _MIN_DIGITS
        while f"said:{digest[:length]}" in ids and length < len(digest):
            length += 1
        ids[f"said:{digest[:length]}"] = None
    return list(ids)


def compute_attribution_digest(article: Article, attribution: ProposedAttribution) -> str:
    """Return a digest of the words that an attribution is based on, independent of its proposed speaker."""
    sentences = list_words(article, attribution.spans)
    quote = attribution.quote
    return compute_digest(*sentences, quote.exact, quote.prefix or "", quote.suffix or "")


def compute_digest(*texts: str) -> str:
    """Return a hexadecimal digest of some words, which does not depend on their spaces and quotation marks."""
    words = "\0".join(fold(text).text.strip() for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()
