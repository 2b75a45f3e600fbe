"""Rows and lists that several kinds of page have, made from what the index says of a thing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from heapq import nsmallest
from typing import NamedTuple

from generator.index.links import Plain
from generator.index.used import Index, Statement, VoiceSort
from generator.markdown import Markdown
from generator.model.date_words import in_words
from generator.model.entities import Event, Named
from generator.model.kinds import Kind, Ref
from generator.pages.listing import ROWS, Listing, Row
from generator.pages.standpoint import Standpoint
from generator.pages.wording import count, shown
from generator.paths import SECTIONS

NEWEST = 50
"""Statements that a theme shows itself; all stand in its briefings."""

VOICE_GROUPS = {
    VoiceSort.NAMED: "Named actors",
    VoiceSort.UNNAMED: "Unnamed voices",
    VoiceSort.AUTHOR: "Authors of the texts",
    VoiceSort.NONE: "No voice named",
}


class EntityRow(NamedTuple):
    """A thing in a list; `details` are what stands behind its name."""

    ref: Ref
    details: Markdown
    level: int = 0
    """How deep it hangs below the rows before it, in a tree."""


def statements(slug: str, title: str, groups: Mapping[str, Iterable[Statement]], intro: str = "") -> Listing:
    """A list of statements; subheadings only where there are several groups."""
    filled = {group: list(members) for group, members in groups.items() if members}
    rows = (Row(one, group if len(filled) > 1 else "") for group, members in filled.items() for one in members)
    return Listing(slug, title, "statement", Plain(rows), intro)


def by_voice(found: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements by what sort of voice stands behind them."""
    groups: dict[str, list[Statement]] = {group: [] for group in VOICE_GROUPS.values()}
    for statement in found:
        groups[VOICE_GROUPS[statement.voice_sort]].append(statement)
    return groups


def occurrences(index: Index, ref: Ref) -> Listing:
    """Every sentence that names it."""
    rows = index.occurrences.rows(ref).mapped(Row)
    return Listing("mentions", SECTIONS["mentions"], "occurrence", rows, apart=True)


def briefings(found: Iterable[Ref], title: str = "Briefings") -> Listing:
    """Briefings, as they come."""
    return Listing("briefings", title, "briefing", Plain(map(Row, found)))


def concerning(index: Index, ref: Ref) -> Listing:
    """The briefings that concern a thing."""
    return Listing("briefings", "Briefings", "briefing", index.concerning.rows(ref).mapped(Row), apart=True)


def things(slug: str, title: str, here: Standpoint, notes: Mapping[Ref, str]) -> Listing:
    """Things with a note each, as they come."""
    rows = (Row(EntityRow(ref, details(here, ref, note))) for ref, note in notes.items())
    return Listing(slug, title, "entity", Plain(rows))


def all_things(slug: str, title: str, here: Standpoint, refs: Iterable[Ref], note: Callable[[Ref], str]) -> Listing:
    """So many things that the note of each is made when it is shown."""
    rows = Plain(refs).mapped(lambda ref: Row(EntityRow(ref, details(here, ref, note(ref)))))
    return Listing(slug, title, "entity", rows, apart=True)


def details(here: Standpoint, ref: Ref, note: str = "") -> Markdown:
    """What stands behind a name in a list: the names in other scripts, and a note."""
    entity = here.index.entities[ref]
    names = "".join(f" · {name}" for name in here.names(entity)) if isinstance(entity, Named) and entity.names else ""
    return Markdown(f"{names} · <small>{shown(note)}</small>" if note else names)


def strongest(slug: str, here: Standpoint, of: Ref, counts: Mapping[Ref, int]) -> Listing:
    """Things that are named in the briefings of one, most first; of very many, the search has those named least."""
    order = nsmallest(ROWS, counts, key=lambda ref: (-counts[ref], ref))
    left_out = len(counts) - ROWS
    listing = things(slug, SECTIONS[slug], here, {ref: count(counts[ref], "briefing") for ref in order})
    if left_out <= 0:
        return listing
    more = here.searched(f"the search has {left_out:,} more", of)
    return replace(listing, intro=Markdown(f"The {ROWS} most frequent; {more}."))


def actors_named_with(here: Standpoint, ref: Ref) -> Listing:
    """The actors that the same briefings concern, with how many these are."""
    return strongest("named-with", here, ref, here.index.named_with.get(ref, {}))


def themes_of(here: Standpoint, ref: Ref, found: Iterable[Ref]) -> Listing:
    """The themes of the briefings that concern a thing, the most frequent first."""
    counts = Counter(theme for one in found for theme in here.index.cards[one].of_kind(Kind.THEME))
    return strongest("themes", here, ref, counts)


def actors_of(here: Standpoint, ref: Ref, found: Iterable[Ref]) -> Listing:
    """The actors that the briefings of a thing concern, the most frequent first."""
    counts = Counter(actor for one in found for actor in here.index.cards[one].of_kind(Kind.ACTOR))
    return strongest("actors", here, ref, counts)


def events(here: Standpoint, refs: Iterable[Ref]) -> Listing:
    """Events in time, the undated last."""
    order = sorted(set(refs), key=lambda ref: event_order(here.index, ref))
    return things("events", SECTIONS["events"], here, {ref: event_note(here.index, ref) for ref in order})


def event_order(index: Index, ref: Ref) -> tuple[object, ...]:
    """By date; the undated after all others, by name."""
    event = index.entities[ref]
    date = event.date if isinstance(event, Event) else None
    return (0, date.sort_key, ref) if date else (1, index.label(ref).casefold(), ref)


def event_note(index: Index, ref: Ref) -> str:
    """When it was, and whether it is certain."""
    event = index.entities[ref]
    if not isinstance(event, Event):
        return ""
    parts = [in_words(event.date) if event.date else "", event.date_note or ""]
    parts += [event.status] if event.status != "occurred" else []
    return " · ".join(part for part in parts if part)


def questions(here: Standpoint, refs: Iterable[Ref]) -> Listing:
    """Questions, with the number of accounts."""
    order = here.index.by_name(list(set(refs)))
    return things("questions", SECTIONS["questions"], here, {ref: accounts_of(here, ref) for ref in order})


def accounts_of(here: Standpoint, ref: Ref) -> str:
    """How many accounts there are of a question."""
    return count(here.index.accounts.number(ref), "account")
