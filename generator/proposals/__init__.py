"""What the machine proposes of an article, and the editor decides: actors, tags, dates, and who says what.

Pure functions from a text and what is known to proposals. Nothing here reads or writes a file but the word lists
beside it, and no proposal is ever written as a fact: `generator.authoring` shows them, and writes those that an editor
accepts.
"""

from generator.proposals import actors, attributions, dates, events, places, tags
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals


def propose(text: Text, registry: Registry) -> Proposals:
    """All that can be proposed of a text."""
    named, mentions = actors.propose(text, registry)
    dated = dates.propose(text)
    return Proposals(
        actors=named,
        tags=tags.propose(text, registry),
        dates=dated,
        events=events.propose(text, registry, mentions, dated),
        places=places.propose(text, registry, mentions),
        attributions=attributions.propose(text, mentions, dated),
    )
