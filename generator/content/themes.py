"""Themes, with the broader themes above them."""

from collections.abc import Iterable, Mapping

from generator.content.reader import Record
from generator.model.entities import Entity, Theme
from generator.model.kinds import Kind, Ref


def add_broader_themes(tags: Iterable[str], entities: Mapping[Ref, Record[Entity]]) -> set[str]:
    """Return the tags and the ids of all themes above them; a circle of themes ends where it began."""
    themes: set[str] = set()
    for tag in tags:
        theme: str | None = tag
        while theme and theme not in themes:
            themes.add(theme)
            record = entities.get(Ref(Kind.THEME, theme))
            theme = record.value.broader if record and isinstance(record.value, Theme) else None
    return themes
