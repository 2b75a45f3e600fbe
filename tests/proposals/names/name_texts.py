"""Short texts and registries for the tests of names, tags, dates and events."""

from collections.abc import Iterable

from generator.diagnostics.diagnostic import SourceFile
from generator.model.kinds import Kind, Ref
from generator.proposals import actors
from generator.proposals.inputs import ArticleInput, EntityMention, EntityRegistry, KnownEntity, TaggedBriefing
from generator.proposals.proposal import ProposedActor
from generator.text.article import parse_article


def make_text(
    article: str, language: str = "en", published: str | None = "2017-03-29", title: str = "", publisher: str = ""
) -> ArticleInput:
    """Return the input of proposals."""
    return ArticleInput(
        article=parse_article(SourceFile("article.md", article)),
        language=language,
        title=title,
        published=published,
        publisher=publisher,
    )


def make_actor(id_: str, *forms: str, type_: str = "person") -> KnownEntity:
    return KnownEntity(Ref(Kind.ACTOR, id_), forms, type_)


def make_registry(*entities: KnownEntity, briefings: Iterable[TaggedBriefing] = ()) -> EntityRegistry:
    return EntityRegistry(entities, tuple(briefings))


def propose_actors(article: str, *known: KnownEntity, language: str = "en") -> dict[str, ProposedActor]:
    """Propose the actors of a text, and return them by their names."""
    proposals, _ = actors.propose(make_text(article, language), make_registry(*known))
    return {proposal.name: proposal for proposal in proposals}


def get_types(article: str, *known: KnownEntity, language: str = "en") -> dict[str, str]:
    """Return the types of a text's actors by their names."""
    return {name: proposal.type for name, proposal in propose_actors(article, *known, language=language).items()}


def list_mentions(article: str, *known: KnownEntity, language: str = "en") -> list[tuple[str, str, str]]:
    """Return the text, kind and id of each mention."""
    text = make_text(article, language)
    _, mentions = actors.propose(text, make_registry(*known))
    return [(get_text(text, mention), mention.kind, mention.id) for mention in mentions]


def get_text(text: ArticleInput, mention: EntityMention) -> str:
    return text.article.passages[mention.passage].text[mention.start : mention.end]
