"""Pages of actors, themes, sources, questions, events and places: a head with facts, and lists of all that leads there.

Each kind is one function, which gives the facts and the lists; one template, entity.md.j2, lays all of them out.
Empty lists are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from generator.index.used import Card, Index, Statement
from generator.markdown import Markdown, escape
from generator.model.briefing import AUTHOR
from generator.model.date_words import in_words
from generator.model.entities import Actor, Entity, Event, Named, Place, Question, Source, Theme
from generator.model.kinds import Kind, Ref
from generator.pages import facets, rows
from generator.pages.listing import Listing
from generator.pages.network import around
from generator.pages.page import Page, Part, pages_with_lists
from generator.pages.standpoint import Standpoint, Standpoints
from generator.pages.wording import capital

Fact = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class _Subject:
    """The thing that a page is of, and where the page stands."""

    here: Standpoint
    ref: Ref

    @property
    def index(self) -> Index:
        return self.here.index

    def under(self, key: str, kind: Kind) -> list[Ref]:
        """Records of a kind that refer to it under a key."""
        return [ref for ref in self.index.under(self.ref, key) if ref.kind is kind]


def render(site: Standpoints, ref: Ref) -> Iterator[Page | Part]:
    """The page of one entity, with its further pages."""
    entity, basis = site.index.reads.once(lambda: site.index.entities[ref])
    date = facets.date_of(entity)
    here = site.at(f"{ref.stem}.md")
    facts, lists = _VIEWS[ref.kind](_Subject(here, ref), entity)
    shown = [(name, value) for name, value in (*facts, *_common_facts(here, entity)) if value]
    filled = [listing for listing in lists if listing.rows]
    description = getattr(entity, "description", None) or ""
    values = {
        "title": entity.label,
        "kind": ref.kind.value,
        "facets": facets.of_entity(site.index, ref),
        "searched_names": facets.names_of(entity),
        "shown_date": in_words(date) if date else "",
        "day": facets.day_of(date),
        "names": here.names(entity) if isinstance(entity, Named) else [],
        "description": description,
        "summary": description or _summary(entity.label, filled),
        "facts": shown,
    }
    yield from pages_with_lists(site, here.path, "entity", filled, values, basis)


def _summary(label: str, lists: list[Listing]) -> str:
    return f"{label}: " + ", ".join(f"{listing.title} ({len(listing.rows):,})" for listing in lists[:4])


def _common_facts(here: Standpoint, entity: Entity) -> Iterator[Fact]:
    if isinstance(entity, Named | Event) and entity.aliases:
        yield "Also written", ", ".join(entity.aliases)
    if isinstance(entity, Actor | Theme | Place) and entity.same_as:
        yield "Elsewhere", Markdown(", ".join(here.registers(entity.same_as)))


def _questions_of(subject: _Subject, found: list[Statement]) -> Listing:
    answered = [one.answers for one in found if one.answers]
    return rows.questions(subject.here, [*answered, *subject.under("about", Kind.QUESTION)])


def _actor(subject: _Subject, actor: Actor) -> tuple[list[Fact], list[Listing]]:
    here, index, ref = subject.here, subject.index, subject.ref
    said, within = list(index.said.get(ref, ())), list(index.said_within.get(ref, ()))
    of = [one for one in index.said_of.get(ref, ()) if ref not in one.speakers]
    concerning = index.concerning.get(ref, ())
    facts = [
        ("Type", actor.type.replace("-", " ")),
        ("Roles", Markdown("; ".join(_roles(here, actor)))),
        ("Part of", here.links([Ref(Kind.ACTOR, actor.part_of)]) if actor.part_of else ""),
        ("Died", in_words(actor.died) if actor.died else ""),
    ]
    groups = {"By name": said, f"Unnamed voices within {actor.name}": within}
    notes = {other: _role_there(index, other, ref) for other in subject.under("of", Kind.ACTOR)}
    lists = [
        rows.statements("says", f"What {actor.name} says", groups),
        rows.statements("said-of", f"What others say about {actor.name}", rows.by_voice(of)),
        rows.occurrences(index, ref),
        replace(rows.actors_named_with(here, ref), figure=around(here, ref)),
        rows.things("parts", "Parts", here, dict.fromkeys(subject.under("part_of", Kind.ACTOR), "")),
        rows.things("people", "Offices", here, notes),
        rows.themes_of(here, ref, concerning),
        rows.events(here, [*subject.under("actors", Kind.EVENT), *_events_of(said + within)]),
        _questions_of(subject, said + within),
        rows.things("sources", "Publications", here, dict.fromkeys(subject.under("publisher", Kind.SOURCE), "")),
        rows.concerning(index, ref),
    ]
    return facts, lists


def _events_of(found: list[Statement]) -> list[Ref]:
    return [ref for one in found for ref in one.about if ref.kind is Kind.EVENT]


def _roles(here: Standpoint, actor: Actor) -> Iterator[str]:
    for role in actor.roles:
        of = f", {here.link(Ref(Kind.ACTOR, role.of))}" if role.of else ""
        times = [
            f"from {in_words(role.from_)}" if role.from_ else "",
            f"to {in_words(role.to)}" if role.to else "",
        ]
        time = " ".join(part for part in times if part)
        source = f" ({here.link(Ref(Kind.SOURCE, role.source))})" if role.source else ""
        yield f"{escape(role.as_)}{of}{f', {time}' if time else ''}{source}"


def _role_there(index: Index, person: Ref, organization: Ref) -> str:
    actor = index.entities[person]
    roles = actor.roles if isinstance(actor, Actor) else ()
    return ", ".join(role.as_ for role in roles if role.of == organization.id)


def _theme(subject: _Subject, theme: Theme) -> tuple[list[Fact], list[Listing]]:
    here, index = subject.here, subject.index
    found = index.concerning.get(subject.ref, ())
    related = [*(Ref(Kind.THEME, id_) for id_ in theme.related), *subject.under("related", Kind.THEME)]
    facts: list[Fact] = [
        ("Under", here.links([Ref(Kind.THEME, theme.broader)]) if theme.broader else ""),
        ("Above", here.links(subject.under("broader", Kind.THEME))),
        ("See also", here.links(index.by_name(list(set(related))))),
    ]
    cards = [card for card in map(index.cards.__getitem__, found) if subject.ref.id in card.tags]
    tagged = [card.ref for card in cards]
    total = sum(card.statements for card in cards)
    asked = {question for card in cards for question in card.asked}
    spoken = list(islice(_statements_of(index, cards), rows.NEWEST))
    search = here.searched("can be searched", subject.ref)
    intro = f"The newest {len(spoken)} of {total:,}; the others stand in its briefings, which {search}."
    lists = [
        rows.briefings(tagged),
        rows.actors_of(here, subject.ref, tagged),
        rows.questions(here, [*asked, *subject.under("about", Kind.QUESTION)]),
        rows.statements("says", "Who says what", {"": spoken}, Markdown(intro) if total > len(spoken) else ""),
        rows.events(here, subject.under("tags", Kind.EVENT)),
        rows.occurrences(index, subject.ref),
    ]
    return facts, lists


def _statements_of(index: Index, cards: Iterable[Card]) -> Iterator[Statement]:
    for card in cards:
        if card.statements:
            yield from index.briefings[card.ref].statements


def _source(subject: _Subject, source: Source) -> tuple[list[Fact], list[Listing]]:
    here, index, ref = subject.here, subject.index, subject.ref
    facts: list[Fact] = [
        ("Type", source.type.replace("-", " ")),
        ("Authors", ", ".join(source.authors)),
        ("Published by", here.links([Ref(Kind.ACTOR, source.publisher)]) if source.publisher else ""),
        ("Issued", in_words(source.issued) if source.issued else ""),
        ("Address", here.outside(source.url, source.url) if source.url else ""),
        ("Kept copy", here.outside(source.archived, source.archived) if source.archived else ""),
        ("Accessed", in_words(source.accessed) if source.accessed else ""),
        ("Language", source.language or ""),
        ("Seen by the desk", "yes" if source.seen else "no; cited only"),
        ("Cited in", here.links([Ref(Kind.SOURCE, source.cited_in)]) if source.cited_in else ""),
    ]
    supported = [*subject.under("source", Kind.EVENT), *subject.under("source", Kind.ACTOR)]
    lists = [
        rows.briefings(index.digested_in.get(ref, ()), "Digested in"),
        rows.statements("says", "What was said through it", {"": index.sourced.get(ref, ())}),
        rows.occurrences(index, ref),
        rows.things("sources", "Cites", here, dict.fromkeys(subject.under("cited_in", Kind.SOURCE), "")),
        rows.things("names", "Source for", here, dict.fromkeys(supported, "")),
    ]
    return facts, lists


def _question(subject: _Subject, question: Question) -> tuple[list[Fact], list[Listing]]:
    here, index = subject.here, subject.index
    accounts = list(index.accounts.get(subject.ref, ()))
    voices = Counter(label for one in accounts for label in _voice_labels(index, one))
    order = sorted(voices, key=lambda label: (-voices[label], label))
    facts: list[Fact] = [
        ("About", here.links(index.by_id[id_] for id_ in question.about)),
        ("Accounts by voice", ", ".join(f"{label} {voices[label]}" for label in order)),
    ]
    lists = [
        replace(rows.statements("accounts", "Accounts", {"": accounts}), side_by_side=True),
        rows.occurrences(index, subject.ref),
        rows.briefings(dict.fromkeys(one.key.briefing for one in accounts)),
    ]
    return facts, lists


def _voice_labels(index: Index, statement: Statement) -> Iterator[str]:
    for voice in statement.voices:
        if voice.named:
            yield index.label(Ref(Kind.ACTOR, voice.named))
        elif voice.unnamed:
            yield capital(voice.unnamed)
        else:
            yield "The author" if voice.actor == AUTHOR else "No voice named"


def _event(subject: _Subject, event: Event) -> tuple[list[Fact], list[Listing]]:
    here, index, ref = subject.here, subject.index, subject.ref
    facts: list[Fact] = [
        ("Date", in_words(event.date) if event.date else ""),
        ("On the date", event.date_note or ""),
        ("Status in the texts", event.status),
        ("Place", here.links([Ref(Kind.PLACE, event.place)]) if event.place else ""),
        ("Actors", here.links(Ref(Kind.ACTOR, id_) for id_ in event.actors)),
        ("Themes", here.links(Ref(Kind.THEME, id_) for id_ in event.tags)),
        ("Source", here.links([Ref(Kind.SOURCE, event.source)]) if event.source else ""),
    ]
    of = list(index.said_of.get(ref, ()))
    lists = [
        rows.statements("said-of", "What is said about it", rows.by_voice(of)),
        rows.occurrences(index, ref),
        _questions_of(subject, of),
        rows.concerning(index, ref),
    ]
    return facts, lists


def _place(subject: _Subject, place: Place) -> tuple[list[Fact], list[Listing]]:
    here, index, ref = subject.here, subject.index, subject.ref
    facts: list[Fact] = [("Part of", here.links([Ref(Kind.PLACE, place.part_of)]) if place.part_of else "")]
    lists = [
        rows.statements("says", f"Unnamed voices in {place.name}", {"": index.said_within.get(ref, ())}),
        rows.statements("said-of", "What is said about it", rows.by_voice(index.said_of.get(ref, ()))),
        rows.events(here, subject.under("place", Kind.EVENT)),
        rows.occurrences(index, ref),
        rows.things("parts", "Parts", here, dict.fromkeys(subject.under("part_of", Kind.PLACE), "")),
        rows.concerning(index, ref),
    ]
    return facts, lists


_VIEWS: dict[Kind, Callable[[_Subject, Any], tuple[list[Fact], list[Listing]]]] = {
    Kind.ACTOR: _actor,
    Kind.THEME: _theme,
    Kind.SOURCE: _source,
    Kind.QUESTION: _question,
    Kind.EVENT: _event,
    Kind.PLACE: _place,
}
