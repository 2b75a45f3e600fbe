"""A briefing as an article of schema.org, and its attributions as claims that appear in it.

The author of a claim is a named actor. An unnamed voice is nobody in particular: whether it is one person or several,
a person or an office, no one can tell, so it has no author, and `creditText` says who is meant, as the page does. A
claim's `genre` is the kind of attribution. Who is silent claims nothing, so that silences are left out. Of a withdrawn
briefing only the head and the notice are given.
"""

from collections.abc import Iterator

from generator.index.used import Briefing, Index, Statement
from generator.model.briefing import AUTHOR, Correction, Voice
from generator.model.kinds import AttributionKind, Kind, Ref
from generator.structured.node import HERE, Node, exact, line, node
from generator.structured.things import pointers, publisher, shorts

TYPES = {
    "analysis": "AnalysisNewsArticle",
    "report": "ReportageNewsArticle",
    "background": "BackgroundNewsArticle",
    "opinion": "OpinionNewsArticle",
}


def lines(index: Index, briefing: Briefing) -> list[str]:
    """The article, its claims, and in short all that they refer to."""
    claims = [line(_claim(index, one)) for one in _claims(briefing)]
    return [line(_article(index, briefing)), *claims, *shorts(index, _meant(briefing))]


def _claims(briefing: Briefing) -> list[Statement]:
    return [one for one in briefing.statements if one.kind is not AttributionKind.SILENCE]


def _meant(briefing: Briefing) -> Iterator[Ref]:
    """What the nodes of a briefing refer to."""
    if briefing.withdrawn:
        return
    if briefing.metadata.based_on:
        yield Ref(Kind.SOURCE, briefing.metadata.based_on)
    yield from _subjects(briefing)
    for statement in _claims(briefing):
        yield from (*statement.speakers, *statement.about, *statement.sources)
        if statement.answers:
            yield statement.answers


def _subjects(briefing: Briefing) -> list[Ref]:
    metadata = briefing.metadata
    themes = [Ref(Kind.THEME, id_) for id_ in metadata.tags]
    return [*themes, *(Ref(Kind.ACTOR, id_) for id_ in metadata.actors)]


def _article(index: Index, briefing: Briefing) -> Node:
    metadata, here = briefing.metadata, briefing.ref
    head = node(
        TYPES[metadata.type],
        id_=HERE,
        headline=metadata.title,
        url=HERE,
        datePublished=exact(metadata.published),
        dateModified=exact(metadata.updated),
        inLanguage=briefing.language,
        author=[node("Person", name=name) for name in metadata.authors],
        publisher=publisher(index),
        correction=[_correction(one) for one in metadata.corrections],
    )
    if briefing.withdrawn:
        return head | {"creativeWorkStatus": "Withdrawn"}
    return head | node(
        head["@type"],
        abstract=metadata.summary,
        wordCount=briefing.words,
        isBasedOn=pointers([Ref(Kind.SOURCE, metadata.based_on)] if metadata.based_on else [], here),
        about=pointers(_subjects(briefing), here),
        keywords=list(metadata.keywords),
    )


def _correction(correction: Correction) -> Node:
    return node("CorrectionComment", name=correction.kind, text=correction.text, datePublished=exact(correction.date))


def _claim(index: Index, statement: Statement) -> Node:
    """One attribution; its @id is where its words stand."""
    here = statement.key.briefing
    about = [*statement.about, *([statement.answers] if statement.answers else [])]
    return node(
        "Claim",
        id_=f"{HERE}#{statement.key.id}",
        genre=statement.kind.value,
        text=statement.says,
        author=pointers(statement.speakers, here),
        creditText=", ".join(_credit(index, voice) for voice in statement.voices if not voice.named),
        dateCreated=exact(statement.date),
        about=pointers(about, here),
        appearance={"@id": HERE},
        firstAppearance=pointers(statement.sources, here),
    )


def _credit(index: Index, voice: Voice) -> str:
    """A voice that is no actor, in words."""
    if voice.unnamed:
        homes = [f"within {index.label(Ref(Kind.ACTOR, voice.within))}"] if voice.within else []
        homes += [f"in {index.label(Ref(Kind.PLACE, voice.place))}"] if voice.place else []
        return f"{voice.unnamed} ({', '.join(['unnamed', *homes])})"
    return "the author of the text" if voice.actor == AUTHOR else "no voice named"
