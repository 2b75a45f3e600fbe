"""A briefing as an article of schema.org, with its attributions as claims that appear in it.

The author of a claim is a named actor. A claim of an unnamed voice (speaker) has no author, because it is unknown
whether that is one person or several, a person or an office. Its `creditText` is the page's wording.

The `genre` of a claim is the kind of attribution. For a denial, `text` is the speaker's own claim, and `description`
also has the denied one. A silence is not a claim and is left out. A withdrawn briefing is marked as such, whether its
text or a notice is shown.
"""

from collections.abc import Iterator
from functools import partial

from generator.content.visibility import PublicationState
from generator.index.denials import UNPUBLISHED, strip_period
from generator.index.model import Briefing, Index, Notice, Statement, build_refs
from generator.index.published_figure import PublishedFigure
from generator.jsonld.entities import build_publisher, build_references, point_to
from generator.jsonld.node import THIS_PAGE, Node, build_node, encode_node, format_exact_date
from generator.model.briefing import AUTHOR, Correction, Voice
from generator.model.kinds import AttributionKind, Kind, Ref

TYPES = {
    "analysis": "AnalysisNewsArticle",
    "report": "ReportageNewsArticle",
    "background": "BackgroundNewsArticle",
    "opinion": "OpinionNewsArticle",
}


def build_lines(index: Index, briefing: Briefing) -> list[str]:
    """Return the article, its claims, and short nodes of all entities that they refer to."""
    claims = _select_claims(briefing)
    nodes = [_build_article(index, briefing), *map(partial(_build_claim, index), claims)]
    lines = list(map(encode_node, nodes))
    lines += build_references(index, _list_references(briefing, claims))
    return lines


def build_notice_line(index: Index, notice: Notice) -> str:
    """Return the article that a notice replaced: its title, and the reason of its withdrawal."""
    withdrawals = []
    for reason in notice.reasons:
        date = format_exact_date(reason.date)
        withdrawals.append(build_node("CorrectionComment", name="withdrawal", text=reason.text, datePublished=date))
    return encode_node(
        build_node(
            TYPES[notice.type],
            id_=THIS_PAGE,
            headline=notice.title,
            url=THIS_PAGE,
            datePublished=format_exact_date(notice.published),
            expires=format_exact_date(notice.date) if notice.state is PublicationState.EXPIRED else None,
            publisher=build_publisher(index),
            correction=withdrawals,
            creativeWorkStatus="Withdrawn" if notice.state is PublicationState.WITHDRAWN else None,
        )
    )


def _select_claims(briefing: Briefing) -> list[Statement]:
    return [statement for statement in briefing.statements if statement.kind is not AttributionKind.SILENCE]


def _list_references(briefing: Briefing, claims: list[Statement]) -> Iterator[Ref]:
    """Yield the entities that the nodes of a briefing refer to."""
    yield from build_refs(Kind.SOURCE, [briefing.metadata.based_on])
    yield from _list_subjects(briefing)
    for claim in claims:
        yield from filter(None, (*claim.speakers, *claim.about, *claim.sources, claim.answers))


def _list_subjects(briefing: Briefing) -> list[Ref]:
    metadata = briefing.metadata
    return [*build_refs(Kind.THEME, metadata.tags), *build_refs(Kind.ACTOR, metadata.actors)]


def _build_article(index: Index, briefing: Briefing) -> Node:
    metadata, page = briefing.metadata, briefing.ref
    return build_node(
        TYPES[metadata.type],
        id_=THIS_PAGE,
        headline=metadata.title,
        url=THIS_PAGE,
        datePublished=format_exact_date(metadata.published),
        dateModified=format_exact_date(metadata.updated),
        inLanguage=briefing.language,
        author=[build_node("Person", name=name) for name in metadata.authors],
        publisher=build_publisher(index),
        correction=list(map(_build_correction, metadata.corrections)),
        creativeWorkStatus="Withdrawn" if briefing.withdrawn else None,
        abstract=metadata.summary,
        wordCount=briefing.word_count,
        isBasedOn=point_to(build_refs(Kind.SOURCE, [metadata.based_on]), page),
        about=point_to(_list_subjects(briefing), page),
        keywords=list(metadata.keywords),
        image=list(map(_build_image, briefing.figures)),
    )


def _build_image(figure: PublishedFigure) -> Node:
    """Return an image; its @id is the address of its figure on the page."""
    return build_node(
        "ImageObject",
        id_=f"{THIS_PAGE}#{figure.anchor}",
        contentUrl=f"{THIS_PAGE}{figure.name_file(figure.versions[-1])}",
        description=figure.alt,
        caption=figure.caption,
        creditText=figure.credit,
        license=build_node("CreativeWork", name=figure.license) if figure.license else None,
    )


def _build_correction(correction: Correction) -> Node:
    date = format_exact_date(correction.date)
    return build_node("CorrectionComment", name=correction.kind, text=correction.text, datePublished=date)


def _build_claim(index: Index, statement: Statement) -> Node:
    """Return one attribution; its @id is the address of its words."""
    page = statement.key.briefing
    about = filter(None, (*statement.about, statement.answers))
    credits_ = [_format_credit(index, voice) for voice in statement.voices if not voice.named]
    return build_node(
        "Claim",
        id_=f"{THIS_PAGE}#{statement.key.id}",
        genre=statement.kind.value,
        text=statement.says,
        description=_describe_denial(index, statement),
        author=point_to(statement.speakers, page),
        creditText=", ".join(credits_),
        dateCreated=format_exact_date(statement.date),
        about=point_to(about, page),
        appearance={"@id": THIS_PAGE},
        firstAppearance=point_to(statement.sources, page),
    )


def _describe_denial(index: Index, statement: Statement) -> str | None:
    """Return a denial with the denied claim, as pages show it: the vocabulary has no property for the latter."""
    if statement.kind is not AttributionKind.DENIAL:
        return None
    claims = [index.statements[key].says for key in statement.disputes if key in index.statements]
    if statement.denies:
        claims = [statement.denies]
    denied = " and ".join(f"“{strip_period(claim)}”" for claim in claims)
    return f"Denied {denied or UNPUBLISHED} and said: {statement.says}"


def _format_credit(index: Index, voice: Voice) -> str:
    """Return a voice (speaker) that is not an actor, in words."""
    if voice.unnamed:
        details = ["unnamed"]
        if voice.within:
            details.append(f"within {index.label(Ref(Kind.ACTOR, voice.within))}")
        if voice.place:
            details.append(f"in {index.label(Ref(Kind.PLACE, voice.place))}")
        return f"{voice.unnamed} ({', '.join(details)})"
    return "the author of the text" if voice.actor == AUTHOR else "no speaker named"
