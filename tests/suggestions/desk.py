"""A small desk, and proposals made by hand, so that suggestions do not depend on rules of language."""

from pathlib import Path

from generator.authoring.suggestions.finding import BriefingSuggestions, find_suggestions
from generator.model.kinds import AttributionKind
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import (
    Confidence,
    Proposals,
    ProposedActor,
    ProposedAttribution,
    ProposedDate,
    ProposedEvent,
    ProposedPlace,
    ProposedTag,
    ProposedVoice,
    QuoteSelector,
    TextSpan,
)

ARTICLE = """\
The harbour council said on 3 May 2026 that the ferry would stop. “We have no money for it,” Ann Lee told reporters.

Dockers at the quay claim that the council sold the ferry in secret. The port has not commented, and it will not.

Anne Lee, who leads the council, denied this. The Ferry Talks begin next month, the council hopes.
"""

METADATA = """\
title: The ferry stops # as the paper has it
type: report
published: 2026-05-04
summary: "A ferry is to stop."
tags: [ports] # more to come

actors:
- harbour-council

author_note: not named

# What they say
attributions:
    # The council
    - id: c07
      kind: statement
      by: harbour-council
      about: [ferry-talks]
      quote: 'said on 3 May 2026 that the ferry'
      says: The council ends the ferry.


    - id: c08
      kind: assessment
      by:
        - author
        - harbour-council
      says: >-
        The council hopes
        for talks.
      quote: Talks begin next month, the council hopes
    # the end
"""

FILES = {
    "site.yml": "name: Desk\npublisher: The desk\ncontact: desk@quayside.test\n",
    "briefings/ferry/article.md": ARTICLE,
    "briefings/ferry/metadata.yml": METADATA,
    "actors/harbour-council.yml": "type: public-body\nname: Harbour Council # its full name\ndescription: A council.\n",
    "actors/ann-lee.yml": 'type: person\nname: Ann Lee\naliases:\n  - "Lee"\n  # more\n',
    "themes/ports.yml": "name: Ports\n",
    "themes/money.yml": "name: Money\n",
    "events/ferry-talks.yml": "name: Ferry Talks\ndate_note: next month\nstatus: planned\n",
    "questions/sale.yml": "name: Was the ferry sold in secret?\nabout: [dockers]\n",
}

BRIEFING = "content/briefings/ferry/metadata.yml"


def lay_desk(root: Path, **changed: str) -> Path:
    """Write the desk in an empty folder, with another `metadata` or `article` if they are given."""
    files = FILES | {
        f"briefings/ferry/{name}.{'md' if name == 'article' else 'yml'}": text for name, text in changed.items()
    }
    for name, text in files.items():
        file = root / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def propose_by_hand(text: ArticleInput, registry: EntityRegistry) -> Proposals:
    """Return proposals of each kind for the article."""
    passages = [passage.text for passage in text.article.passages]

    def words(number: int, shown: str) -> tuple[TextSpan, ...]:
        start = passages[number].find(shown)
        return (TextSpan(number, start, start + len(shown)),) if start >= 0 else ()

    def sentence(number: int, index: int) -> tuple[TextSpan, ...]:
        return (TextSpan(number, *text.sentences[number][index]),)

    forms = {form: thing.ref.id for thing in registry.entities for form in thing.forms}
    anne = forms.get("Anne Lee", "anne-lee")
    if len(passages) < 3 or [len(cut) for cut in text.sentences[:3]] != [2, 2, 2]:
        return Proposals()
    high, medium, low = Confidence
    return Proposals(
        tags=(
            ProposedTag(reason="“money” stands in the text", confidence=medium, spans=words(0, "money"), id="money"),
            ProposedTag(reason="“port”", confidence=high, spans=words(1, "port"), id="ports"),
        ),
        actors=(
            ProposedActor(
                reason="a known name", confidence=high, spans=words(0, "harbour council") * 4, id="harbour-council",
                name="Harbour Council", type="public-body", aliases=("the council",), known=True,
            ),
            ProposedActor(
                reason="a known name", confidence=high, spans=words(0, "Ann Lee"), id="ann-lee", name="Ann Lee",
                type="person", known=True,
            ),
            ProposedActor(
                reason="“at the quay” behind them", confidence=high, spans=words(1, "Dockers") * 3, id="dockers",
                name="Dockers: a crew", type="collective", aliases=("Dockers at the quay", "crew, the"),
            ),
            ProposedActor(
                reason="two words with capitals", confidence=medium, spans=words(2, "Anne Lee"), id=anne,
                name="Anne Lee", type="person", resembles=("ann-lee",) if anne not in forms.values() else (),
            ),
        ),
        dates=(
            ProposedDate(
                reason="a date", confidence=high, spans=words(0, "3 May 2026"), phrase="3 May 2026",
                date="2026-05-03",
            ),
            ProposedDate(
                reason="counted from the text", confidence=low, spans=words(2, "next month"), phrase="next month",
                date="2026-06~", relative=True,
            ),
        ),
        events=(
            ProposedEvent(
                reason="dated", confidence=medium, spans=words(1, "sold the ferry"), id="sale-of-the-ferry",
                name="Sale of the ferry", date="2026-05", actors=("harbour-council", "nobody"),
            ),
            ProposedEvent(
                reason="“next month” beside it", confidence=medium, spans=words(2, "Ferry Talks"), id="ferry-talks",
                name="Ferry Talks", date="2026-06~", known=True,
            ),
        ),
        places=(
            ProposedPlace(reason="“at”", confidence=medium, spans=words(1, "quay"), id="the-quay", name="The quay"),
        ),
        attributions=(
            ProposedAttribution(
                reason="“said”", confidence=high, spans=sentence(0, 0), kind=AttributionKind.STATEMENT,
                by=(ProposedVoice(actor="harbour-council"),), quote=QuoteSelector("that the ferry would stop"),
            ),
            ProposedAttribution(
                reason="“told”", confidence=high, spans=sentence(0, 1), kind=AttributionKind.STATEMENT,
                by=(ProposedVoice(actor="ann-lee"),), quote=QuoteSelector("We have no money for it"), direct=True,
                date="2026-05-03",
            ),
            ProposedAttribution(
                reason="“claim that”", confidence=medium, spans=sentence(1, 0), kind=AttributionKind.ALLEGATION,
                by=(ProposedVoice(unnamed="Dockers at the quay", place="the-quay"),),
                about=("harbour-council", "nobody", "dockers"),
                quote=QuoteSelector("the ferry in secret", prefix="sold"),
            ),
            ProposedAttribution(
                reason="“denied”", confidence=low, spans=sentence(2, 0), kind=AttributionKind.STATEMENT,
                by=(ProposedVoice(actor=anne), ProposedVoice(actor="author")), implied=True,
                about=(anne, "sale-of-the-ferry"), quote=QuoteSelector("leads the council, denied this"),
            ),
        ),
    )  # fmt: skip


def suggest_at(root: Path) -> BriefingSuggestions:
    """Return all suggestions."""
    return find_suggestions(root, "ferry", propose_by_hand)


def list_ids_at(root: Path) -> list[str]:
    """Return the ids of all suggestions."""
    return [suggestion.id for suggestion in suggest_at(root).suggestions]
