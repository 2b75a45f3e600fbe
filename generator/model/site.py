"""What content/site.yml holds: the publisher, and what readers are told of its ways."""

from pydantic import Field

from generator.model.fields import Contact, Description, Language, Name, Prose
from generator.model.written import Written


class Policies(Written):
    """What the desk does, in its own words; shown on the methodology page."""

    corrections: Prose | None = None
    """How mistakes are put right."""
    sourcing: Prose | None = None
    """How sources are chosen, and when a voice stays unnamed."""
    ethics: Prose | None = None
    """What the desk does not publish."""


class Site(Written):
    """The site as a whole."""

    name: Name = Field(examples=["Briefings"])
    """The site's name."""
    publisher: Name = Field(examples=["Example desk"])
    """Who publishes it."""
    contact: Contact = Field(examples=["corrections@example.org"])
    """Where corrections are received: an e-mail or web address."""
    language: Language = "en"
    """The language of articles that name none."""
    description: Description | None = None
    """What the site is, for search engines and the home page."""
    policies: Policies = Policies()
    """What the desk does about corrections, sources and people's privacy."""
