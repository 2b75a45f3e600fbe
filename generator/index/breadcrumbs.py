"""Breadcrumbs: the pages above a page, which the theme and JSON-LD show."""

from typing import NamedTuple

from generator.index.model import Index
from generator.model.entity_kinds import ENTITY_KINDS, get_index_path, get_index_title
from generator.model.kinds import FOLDERS, Ref
from generator.model.page_paths import parse_path


class Breadcrumb(NamedTuple):
    """A page above another one: its name, and its path relative to docs/."""

    name: str
    path: str


def list_breadcrumbs(index: Index, path: str) -> list[Breadcrumb]:
    """Return the pages above the page at `path`, from the index of its kind on; empty for general pages.

    They are the index, what contains the entity, such as the places that a place is in, and for a further page of a
    list the page that the list begins on.
    """
    folder = path.partition("/")[0]
    kind = FOLDERS.get(folder)
    if not kind or path == get_index_path(kind):
        return []
    breadcrumbs = [Breadcrumb(get_index_title(kind), get_index_path(kind))]
    ref = parse_path(path)
    if ref and ref in index.labels:
        above = _list_containing(index, ref)
        if path != f"{ref.stem}.md":
            above.append(ref)
        breadcrumbs.extend(Breadcrumb(index.label(step), f"{step.stem}.md") for step in above)
    return breadcrumbs


def _list_containing(index: Index, ref: Ref) -> list[Ref]:
    """Return the entities that contain an entity, the largest first; empty if its kind has no such chain."""
    kind = ENTITY_KINDS.get(ref.kind)
    if not kind or not kind.chain_contains:
        return []
    containing: list[Ref] = []
    parents = index.resolve_field(index.entities[ref], kind.chain)
    while parents:
        containing.insert(0, parents[0])
        parents = index.resolve_field(index.entities[parents[0]], kind.chain)
    return containing
