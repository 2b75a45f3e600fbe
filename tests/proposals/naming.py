"""Mentions for tests of attributions: a few names, found as those of the registry are."""

from collections.abc import Sequence

from generator.diagnostics import Source
from generator.proposals.attributions import propose
from generator.proposals.given import Mention, Text
from generator.proposals.proposal import ProposedAttribution, ProposedVoice
from generator.text.article import Article, parse
from generator.text.names import Names

NAMES = {
    "Ada Holm": ("actor", "person"),
    "Holm": ("actor", "person"),
    "Lind": ("actor", "person"),
    "Harbour Council": ("actor", "public-body"),
    "Skerry Line": ("actor", "organization"),
    "Port Union": ("actor", "organization"),
    "Isle Courier": ("actor", "media"),
    "Velmora": ("actor", "state"),
    "Marn": ("place", ""),
}
IDS = {"Holm": "ada-holm"}
_FOUND = Names.build([(name, name) for name in NAMES])


def mentions(article: Article) -> list[Mention]:
    """Where the names stand."""
    return [
        Mention(number, match.start, match.end, NAMES[name][0], _id(name), NAMES[name][1])
        for number, passage in enumerate(article.passages)
        for match in _FOUND.find(passage.text)
        for name in match.targets
    ]


def proposed(markdown: str, language: str = "en") -> Sequence[ProposedAttribution]:
    """What is proposed of a text."""
    article = parse(Source("article.md", markdown))
    return propose(Text(article, language), mentions(article))


def told(markdown: str, language: str = "en") -> list[str]:
    """What is proposed of a text, each in a line: the kind, the voices, the quote."""
    return [f"{one.kind} {' + '.join(map(_voice, one.by))}: {one.quote.exact}" for one in proposed(markdown, language)]


def _id(name: str) -> str:
    return IDS.get(name, name.lower().replace(" ", "-"))


def _voice(voice: ProposedVoice) -> str:
    if voice.actor:
        return voice.actor
    return f"({'; '.join(part for part in (voice.unnamed, voice.within, voice.place) if part)})"
