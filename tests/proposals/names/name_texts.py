"""Short texts and registries for the tests of names, tags, dates and events."""

from collections.abc import Iterable

from generator.diagnostics import Source
from generator.model.kinds import Kind, Ref
from generator.proposals import actors
from generator.proposals.given import Known, Mention, Registry, Tagged, Text
from generator.proposals.proposal import ProposedActor
from generator.text.article import parse


def text_of(
    article: str, language: str = "en", published: str | None = "2017-03-29", title: str = "", **more: str
) -> Text:
    """A text as imported; `more` may have a publisher."""
    return Text(
        article=parse(Source("article.md", article)), language=language, title=title, published=published, **more
    )


def actor(id_: str, *forms: str, type_: str = "person") -> Known:
    return Known(Ref(Kind.ACTOR, id_), forms, type_)


def registry_of(*things: Known, briefings: Iterable[Tagged] = ()) -> Registry:
    return Registry(things, tuple(briefings))


def proposed(article: str, *known: Known, language: str = "en") -> dict[str, ProposedActor]:
    """The actors of a text by their names."""
    found, _ = actors.propose(text_of(article, language), registry_of(*known))
    return {one.name: one for one in found}


def types(article: str, *known: Known, language: str = "en") -> dict[str, str]:
    """The types of the actors of a text by their names."""
    return {name: one.type for name, one in proposed(article, *known, language=language).items()}


def mentioned(article: str, *known: Known, language: str = "en") -> list[tuple[str, str, str]]:
    """The words, kind and id of each mention."""
    text = text_of(article, language)
    _, mentions = actors.propose(text, registry_of(*known))
    return [(shown(text, one), one.kind, one.id) for one in mentions]


def shown(text: Text, one: Mention) -> str:
    return text.article.passages[one.passage].text[one.start : one.end]
