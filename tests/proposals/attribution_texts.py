"""Helpers for tests of attributions: an article's mentions of a few names, and its proposals in one line each."""

from collections.abc import Sequence

from generator.diagnostics.diagnostic import SourceFile
from generator.proposals.attributions import propose
from generator.proposals.inputs import ArticleInput, EntityMention
from generator.proposals.proposal import ProposedAttribution, ProposedVoice
from generator.text.article import Article, parse_article
from generator.text.names import NameFinder

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
_FINDER = NameFinder.build([(name, name) for name in NAMES])


def find_mentions(article: Article) -> list[EntityMention]:
    """Find the mentions of the names."""
    mentions: list[EntityMention] = []
    for number, passage in enumerate(article.passages):
        for match in _FINDER.find(passage.text):
            for name in match.targets:
                kind, type_ = NAMES[name]
                mentions.append(EntityMention(number, match.start, match.end, kind, _get_id(name), type_))
    return mentions


def propose_attributions(markdown: str, language: str = "en") -> Sequence[ProposedAttribution]:
    """Propose the attributions of a text."""
    article = parse_article(SourceFile("article.md", markdown))
    return propose(ArticleInput(article, language), find_mentions(article))


def summarize_attributions(markdown: str, language: str = "en") -> list[str]:
    """Return a line for each proposal for a text: the kind, the speakers and the quote."""
    lines: list[str] = []
    for proposal in propose_attributions(markdown, language):
        speakers = " + ".join(map(_format_voice, proposal.by))
        lines.append(f"{proposal.kind} {speakers}: {proposal.quote.exact}")
    return lines


def _get_id(name: str) -> str:
    return IDS.get(name, name.lower().replace(" ", "-"))


def _format_voice(voice: ProposedVoice) -> str:
    if voice.actor:
        return voice.actor
    return f"({'; '.join(part for part in (voice.unnamed, voice.within, voice.place) if part)})"
