"""Names that the registry has: where they stand, and which of them new names resemble."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from generator.model.kinds import Kind, Ref
from generator.proposals.given import Known, Registry, Text
from generator.proposals.proposal import Words
from generator.proposals.territories import plain
from generator.text.names import Names
from generator.text.passage import Passage

_ALIKE = 88
"""Of 100: how alike two spellings are of which one may be the other."""
_MOST = 3
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"\b(?:al|el|ad|an|ar|as|at|az|ash)[- ]", ""),
        (r"['`’ʿʾ-]", ""),
        (r"ou|oo|o", "u"),
        (r"ei|ai|ay|ey|ee|ie|y|e", "i"),
        (r"kh|gh|q|c(?!h)", "k"),
        (r"dj|zh", "j"),
        (r"tch|tsch|ch", "sh"),
        (r"ph|v|w", "f"),
        (r"h\b", ""),
        (r"(.)\1+", r"\1"),
    )
)
_SOUGHT = (Kind.ACTOR, Kind.PLACE)


def found(text: Text, registry: Registry) -> dict[Ref, set[Words]]:
    """Where the text names known actors and places, by their names or by a link of the writer's."""
    things = [thing for thing in registry.things if thing.ref.kind in _SOUGHT]
    names = Names.build((form, thing.ref) for thing in things for form in thing.forms)
    ids = {thing.ref for thing in things}
    where: dict[Ref, set[Words]] = {}
    for number, passage in enumerate(text.article.passages):
        links = [(link.start, link.end) for link in passage.links]
        for link in passage.links:
            ref = next((ref for ref in ids if (ref.kind, ref.id) == (link.kind, link.id)), None)
            if ref:
                where.setdefault(ref, set()).add(Words(number, link.start, link.end))
        for match in names.find(passage.text, [*no_prose(passage), *links]):
            if len(match.targets) == 1:
                where.setdefault(match.targets[0], set()).add(Words(number, match.start, match.end))
    return where


def no_prose(passage: Passage) -> list[tuple[int, int]]:
    """Code and bare addresses: what is protected and no link over words."""
    links = {(wrap.start, wrap.end) for wrap in passage.inline.wraps if wrap.kind == "link"}
    entities = {(link.start, link.end) for link in passage.links}
    return [span for span in passage.protected if span not in links | entities or "://" in passage.text[slice(*span)]]


def spelling(name: str) -> str:
    """What spellings of one name in Latin letters have in common, more or less; its words in order of the alphabet."""
    folded = plain(name)
    for pattern, to in _SPELLINGS:
        folded = pattern.sub(to, folded)
    return " ".join(sorted(folded.split()))


def spellings(things: Sequence[Known]) -> Mapping[str, list[Known]]:
    """Known actors by the spellings of their names."""
    by_spelling: dict[str, list[Known]] = {}
    for thing in things:
        for form in thing.forms if thing.ref.kind is Kind.ACTOR else ():
            by_spelling.setdefault(spelling(form), []).append(thing)
    return by_spelling


def resembled(names: Sequence[str], type_: str, known: Mapping[str, list[Known]]) -> tuple[str, ...]:
    """Ids of known actors that one of the names may be another spelling of, the likeliest first."""
    likely: dict[str, float] = {}
    for name in names:
        near = process.extract(spelling(name), known.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
        for form, score, _ in near:
            for thing in known[form]:
                if (thing.type == "person") == (type_ == "person") or not thing.type:
                    likely[thing.ref.id] = max(score, likely.get(thing.ref.id, 0))
    return tuple(sorted(likely, key=lambda id_: (-likely[id_], id_)))[:_MOST]
