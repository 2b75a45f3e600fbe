"""What the search knows of a page besides its words: facets to narrow to, names to put it first for, a day to sort by.

A facet is a pair of its name and a value that readers know. All of it stands in the front matter, from which the theme
writes what the index is made of. The kinds of facet and their titles are in `theme/assets/search/facets.js`.
"""

from collections.abc import Iterator
from unicodedata import category, normalize

from generator.index.used import Briefing, Index
from generator.markdown import Markdown
from generator.model.dates import EdtfDate
from generator.model.entities import Entity, Event, Named, Question, Source
from generator.model.kinds import Kind, Ref
from generator.pages.templating import front_matter
from generator.pages.wording import capital
from generator.text.characters import fold

FACETED = (Kind.ACTOR, Kind.THEME, Kind.SOURCE)
"""Kinds of things that are a facet each; the facet has the kind's name."""


NAME_END = "\u01c1"
"""A letter that ends the names in the index and no word of any text, so that a name is not taken for a longer one's
start. What is typed gets it in `theme/assets/search/words.js`."""


def of_briefing(index: Index, briefing: Briefing) -> Markdown:
    """The facets of a briefing, for the front matter; of a withdrawn one, those that do not come from its text."""
    pairs = [("kind", "Briefing"), *_year(briefing.metadata.published)]
    if briefing.withdrawn:
        return _written([*pairs, *_things(index, briefing.of_kind(Kind.THEME))])
    based_on = [Ref(Kind.SOURCE, briefing.metadata.based_on)] if briefing.metadata.based_on else []
    sources = [source for one in briefing.statements for source in one.sources]
    pairs += _things(index, (*briefing.card.concerns, *based_on, *sources))
    pairs += [("attribution", capital(one.kind)) for one in briefing.statements]
    return _written(pairs)


def of_entity(index: Index, ref: Ref) -> Markdown:
    """The facets of a thing's page, for the front matter: itself, and what its own record names."""
    entity = index.entities[ref]
    things = _things(index, (ref, *_named(index, entity)))
    return _written([("kind", capital(ref.kind)), *_year(date_of(entity)), *things])


def date_of(entity: Entity) -> EdtfDate | None:
    """The date that results show with a thing, where it has one."""
    match entity:
        case Event():
            return entity.date
        case Source():
            return entity.issued
        case _:
            return None


def names_of(entity: Entity) -> str:
    """All its names, as the index has them: each as one word, so that what is typed is the name or is not.

    Those of actors, themes and places stand there in their words as well, as who types a part of one seeks these before
    what is only titled with it; with straight apostrophes, since Pagefind takes what has a curly one for two words.
    """
    names = (entity.label, *entity.forms)
    words = [_as_one_word(name) for name in names]
    return " ".join(dict.fromkeys([*words, *map(fold, names)] if isinstance(entity, Named) else words))


def _as_one_word(name: str) -> str:
    letters = (letter for letter in normalize("NFC", name).lower() if category(letter)[0] in "LMN")
    return "".join(letters) + NAME_END


def day_of(date: EdtfDate | None) -> str:
    """The day to sort by, as YYYY-MM-DD: the first that it can have been; empty for none."""
    day = date and (date.earliest or date.latest)
    return day.isoformat() if day else ""


def _named(index: Index, entity: Entity) -> Iterator[Ref]:
    match entity:
        case Event():
            ids = (*entity.actors, *entity.tags, entity.source)
        case Question():
            ids = (*entity.about,)
        case Source():
            ids = (entity.publisher,)
        case _:
            ids = ()
    yield from (index.by_id[id_] for id_ in ids if id_)


def _things(index: Index, refs: tuple[Ref, ...]) -> list[tuple[str, str]]:
    return [(ref.kind.value, index.label(ref)) for ref in refs if ref.kind in FACETED]


def _year(date: EdtfDate | None) -> list[tuple[str, str]]:
    day = date and (date.earliest or date.latest)
    return [("year", str(day.year))] if day else []


def _written(pairs: list[tuple[str, str]]) -> Markdown:
    """The pairs as YAML, each once and in order of names, so that the page is the same however it came by them."""
    return Markdown("\n".join(f"  - [{facet}, {front_matter(value)}]" for facet, value in sorted(set(pairs))))
