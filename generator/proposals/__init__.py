"""Proposals of actors, tags, dates, events, places and attributions for an article; the editor decides on them.

The functions of this package are pure: from a text and the known entities they make proposals. The package reads no
file except its word lists in languages/, and it writes none. `generator.authoring` shows the proposals, and writes
those that an editor accepts.
"""

from generator.proposals import actors, attributions, dates, events, places, tags
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import Proposals


def propose(text: ArticleInput, registry: EntityRegistry) -> Proposals:
    """Propose everything that the rules find in a text."""
    proposed_actors, mentions = actors.propose(text, registry)
    proposed_dates = dates.propose(text)
    return Proposals(
        actors=proposed_actors,
        tags=tags.propose(text, registry),
        dates=proposed_dates,
        events=events.propose(text, registry, mentions, proposed_dates),
        places=places.propose(text, registry, mentions),
        attributions=attributions.propose(text, mentions, proposed_dates),
    )
