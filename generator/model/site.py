"""The content of content/site.yml: the publisher and its policies."""

from pydantic import Field

from generator.model.fields import Contact, Description, Language, Name, Prose
from generator.model.lenient import ContentModel


class Policies(ContentModel):
    """The policies of the desk in its own words, shown on the methodology page."""

    corrections: Prose | None = None
    """How the desk corrects errors."""
    sourcing: Prose | None = None
    """How the desk chooses sources, and when it leaves a speaker unnamed."""
    ethics: Prose | None = None
    """The limits of what the desk publishes."""


class Site(ContentModel):
    """The site as a whole."""

    name: Name = Field(examples=["Briefings"])
    """The site's name."""
    publisher: Name = Field(examples=["Example desk"])
    """The name of the publisher."""
    contact: Contact = Field(examples=["corrections@example.org"])
    """The email address or URL that receives corrections."""
    language: Language = "en"
    """The language of articles that do not name one."""
    description: Description | None = None
    """A description of the site for search engines and the home page."""
    policies: Policies = Policies()
    """The desk's policies on corrections, sources and ethics."""
