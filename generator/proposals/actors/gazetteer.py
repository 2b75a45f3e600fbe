"""Names of the registry: their mentions in the text, and their similarity to new names."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from generator.model.kinds import Kind
from generator.proposals.actors.clusters import make_key
from generator.proposals.inputs import ArticleInput, EntityRegistry, KnownEntity
from generator.proposals.proposal import TextSpan
from generator.text.folding import fold_name
from generator.text.names import NameFinder
from generator.text.passage import Passage

_MIN_SIMILARITY = 88
"""The similarity (of 100) of two spellings that may be one name."""
_MAX_SIMILAR = 3
_SPELLINGS = (
    (re.compile(r"\b(?:al|el|ad|an|ar|as|at|az|ash)[- ]"), ""),
    (re.compile(r"['`’ʿʾ-]"), ""),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"ei|ai|ay|ey|ee|ie|y|e"), "i"),
    (re.compile(r"kh|gh|q|c(?!h)"), "k"),
    (re.compile(r"dj|zh"), "j"),
    (re.compile(r"tch|tsch|ch"), "sh"),
    (re.compile(r"ph|v|w"), "f"),
    (re.compile(r"h\b"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Patterns of letters that transliterations write differently, with what they have in common."""
_NAMED_KINDS = (Kind.ACTOR, Kind.PLACE)

EntitiesByKey = Mapping[tuple[bool, str], KnownEntity | None]
"""Known entities by (is it a place, key of a form); None if several share the key."""


def find_known_entities(text: ArticleInput, registry: EntityRegistry) -> dict[KnownEntity, set[TextSpan]]:
    """Find the mentions of known actors and places, by their names or by a link of the writer's."""
    entities = registry.list_of_kinds(*_NAMED_KINDS)
    finder = NameFinder.build((form, entity) for entity in entities if not entity.is_marked for form in entity.forms)
    linked_entities = {(str(entity.ref.kind), entity.ref.id): entity for entity in entities}
    spans: dict[KnownEntity, set[TextSpan]] = {}
    for number, passage in enumerate(text.article.passages):
        for link in passage.links:
            if linked := linked_entities.get((link.kind, link.id)):
                spans.setdefault(linked, set()).add(TextSpan(number, link.start, link.end))
        link_ranges = [(link.start, link.end) for link in passage.links]
        for match in finder.find(passage.text, [*find_non_prose(passage), *link_ranges]):
            if len(match.targets) == 1:
                spans.setdefault(match.targets[0], set()).add(TextSpan(number, match.start, match.end))
    return spans


def index_by_key(registry: EntityRegistry) -> EntitiesByKey:
    """Index known actors and places by the keys of their forms."""
    index: dict[tuple[bool, str], KnownEntity | None] = {}
    for entity in registry.list_of_kinds(*_NAMED_KINDS):
        for key in make_keys(entity):
            entry = (entity.is_place, key)
            is_unique = index.get(entry, entity) is entity
            index[entry] = entity if is_unique else None
    return index


def make_keys(entity: KnownEntity) -> set[str]:
    """Return the keys of all forms of an entity's name."""
    return set(map(make_key, entity.forms))


def find_non_prose(passage: Passage) -> list[tuple[int, int]]:
    """Return the ranges that hold no names: code, bare addresses, and words that an editor marked as not a name.

    These are the protected ranges except links over words.
    """
    links = passage.linked_ranges()
    return [
        (start, end)
        for start, end in passage.protected
        if (start, end) not in links or "://" in passage.text[start:end]
    ]


def normalize_spelling(name: str) -> str:
    """Return one key for the spellings of a name in Latin letters, with its words in alphabetical order."""
    spelling = fold_name(name)
    for pattern, replacement in _SPELLINGS:
        spelling = pattern.sub(replacement, spelling)
    return " ".join(sorted(spelling.split()))


def index_by_spelling(registry: EntityRegistry) -> Mapping[str, list[KnownEntity]]:
    """Index known actors by the normalized spellings of their names."""
    index: dict[str, list[KnownEntity]] = {}
    for entity in registry.list_of_kinds(Kind.ACTOR):
        for form in entity.forms:
            index.setdefault(normalize_spelling(form), []).append(entity)
    return index


def find_similar(names: Sequence[str], type_: str, index: Mapping[str, list[KnownEntity]]) -> tuple[str, ...]:
    """Return the ids of known actors that one of the names may be another spelling of, the most similar first."""
    scores: dict[str, float] = {}
    for name in names:
        matches = process.extract(
            normalize_spelling(name),
            index.keys(),
            scorer=fuzz.ratio,
            score_cutoff=_MIN_SIMILARITY,
            limit=_MAX_SIMILAR,
        )
        for spelling, score, _ in matches:
            for entity in index[spelling]:
                if not entity.type or (entity.type == "person") == (type_ == "person"):
                    scores[entity.ref.id] = max(score, scores.get(entity.ref.id, 0))
    return tuple(sorted(scores, key=lambda id_: (-scores[id_], id_)))[:_MAX_SIMILAR]
