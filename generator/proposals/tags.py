"""Tags for a text: themes that it names, and themes of the briefings that resemble it.

Which briefings resemble it is told by BM25, as SQLite's full-text search has it, in memory. Nothing is kept: an index
of the briefings costs a quarter of a millisecond each.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.kinds import Kind
from generator.proposals.given import Known, Registry, Tagged, Text
from generator.proposals.proposal import Confidence, ProposedTag, Words
from generator.proposals.territories import plain
from generator.proposals.words import name_words, read, words
from generator.text.characters import WORD, fold

MOST_READ = 1_000
"""Briefings that are compared, the last of the registry."""
_NEAREST = 5
_SHARED = 8
"""Words that a briefing has in common with the text, at least."""
_SHARE = 0.34
"""Of the weight of the nearest briefings: what those with the tag have, at least."""
_SHOWN = 4
_SHORTEST = 4
_NAMINGS = 3
"""How often a text names its theme, at least; the title counts for as many."""
_OFTEN = 6
"""As often a single word must stand there, as it may have another meaning too."""

_TABLE = "CREATE VIRTUAL TABLE briefings USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')"


@dataclass(slots=True)
class _Naming:
    """How often a theme is named, in which words and where."""

    count: int = 0
    in_head: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    words: list[Words] = field(default_factory=list)


def propose(text: Text, registry: Registry) -> tuple[ProposedTag, ...]:
    """Themes of the registry that fit a text, the likeliest first."""
    themes = [thing for thing in registry.things if thing.ref.kind is Kind.THEME]
    named = {tag.id: tag for tag in _named(text, themes)}
    ids = {theme.ref.id for theme in themes}
    alike = {tag.id: tag for tag in _alike(text, registry.briefings) if tag.id in ids}
    both = [_joined(named.get(id_), alike.get(id_)) for id_ in dict.fromkeys([*named, *alike])]
    order = list(Confidence)
    return tuple(sorted(both, key=lambda tag: order.index(tag.confidence)))


def _joined(named: ProposedTag | None, alike: ProposedTag | None) -> ProposedTag:
    """One proposal of two for the same theme."""
    one = named or alike
    if one is None:
        raise AssertionError("one of both is given")
    if named is None or alike is None:
        return one
    reason = f"{named.reason}; {alike.reason}"
    return ProposedTag(id=one.id, reason=reason, confidence=Confidence.HIGH, words=named.words)


def _named(text: Text, themes: Sequence[Known]) -> Iterator[ProposedTag]:
    """Themes whose names or aliases, in any form of their words, the text has often or its head has once."""
    endings = _endings(text.language)
    sought: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for theme in themes:
        for form in theme.forms:
            stems = tuple(stem for stem, _, _ in _stems(form, endings))
            if stems and not any((stems, theme.ref.id) == one[:2] for one in sought.get(stems[0], ())):
                sought.setdefault(stems[0], []).append((stems, theme.ref.id, form))
    found: dict[str, _Naming] = {}
    head = [text.title, *text.keywords]
    for number, passage in enumerate([*head, *(passage.text for passage in text.article.passages)]):
        is_head = number < len(head)
        for id_, form, start, end in _namings(passage, sought, endings):
            naming = found.setdefault(id_, _Naming())
            naming.count += _NAMINGS if is_head else 1
            naming.forms[form] += 1
            naming.in_head |= is_head
            if not is_head:
                naming.words.append(Words(number - len(head), start, end))
    most = max((naming.count for naming in found.values()), default=0)
    for id_, naming in found.items():
        sure = naming.in_head or len(naming.forms) > 1 or naming.count >= _OFTEN
        if sure and naming.count >= _NAMINGS and naming.count * 4 >= most:
            yield _of_naming(id_, naming)


def _of_naming(id_: str, naming: _Naming) -> ProposedTag:
    forms = ", ".join(f"“{form}”" for form, _ in naming.forms.most_common(_SHOWN))
    times = sum(naming.forms.values())
    confidence = Confidence.HIGH if naming.count >= _OFTEN else Confidence.MEDIUM
    reason = f"named {'once' if times == 1 else f'{times} times'}: {forms}"
    return ProposedTag(id=id_, reason=reason, confidence=confidence, words=tuple(naming.words))


def _namings(
    text: str, sought: Mapping[str, list[tuple[tuple[str, ...], str, str]]], endings: Sequence[str]
) -> Iterator[tuple[str, str, int, int]]:
    """Theme, form and range of each name of a theme."""
    stems = list(_stems(text, endings))
    for at, (stem, start, _) in enumerate(stems):
        for form, id_, shown in sought.get(stem, ()):
            if tuple(one for one, _, _ in stems[at : at + len(form)]) == form:
                yield id_, shown, start, stems[at + len(form) - 1][2]


def _endings(language: str) -> tuple[str, ...]:
    tree = read(language, "tags") or {}
    return tuple(sorted(words(tree.get("endings")), key=len, reverse=True))


def _stems(text: str, endings: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for match in WORD.finditer(text):
        yield _stem(plain(match[0]), endings), *match.span()


def _stem(word: str, endings: Sequence[str]) -> str:
    """A word without its ending, of which at least three letters stay."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: len(word) - len(ending)]
    return word


def _alike(text: Text, briefings: Sequence[Tagged]) -> Iterator[ProposedTag]:
    """Tags of the briefings nearest to the text, weighed by how near these are."""
    content = " ".join([text.title, *text.keywords, *(passage.text for passage in text.article.passages)])
    ours = _content_words(content, text.language)
    near = [
        one for one in _nearest(ours, briefings[-MOST_READ:]) if len(_shared(ours, one[0], text.language)) >= _SHARED
    ]
    whole = sum(weight for _, weight in near)
    weights: dict[str, float] = {}
    for briefing, weight in near:
        for tag in briefing.tags:
            weights[tag] = weights.get(tag, 0) + weight
    for tag, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if weight >= _SHARE * whole:
            briefing = next(briefing for briefing, _ in near if tag in briefing.tags)
            common = _shared(ours, briefing, text.language)
            shown = ", ".join(common[:_SHOWN])
            yield ProposedTag(
                id=tag,
                reason=f"{len(common)} words as in `{briefing.id}`: {shown} …",
                confidence=Confidence.MEDIUM if weight * 2 >= whole else Confidence.LOW,
                words=(),
            )


def _content_words(text: str, language: str) -> Counter[str]:
    """The words of a text that say what it is about, and how often."""
    known = name_words(language)
    common = known.common if known else frozenset()
    found = (match[0].lower() for match in WORD.finditer(fold(text)))
    return Counter(word for word in found if len(word) >= _SHORTEST and word not in common and not word[0].isdigit())


def _shared(ours: Mapping[str, int], briefing: Tagged, language: str) -> list[str]:
    """The words that both texts have, those first that both have often."""
    theirs = _content_words(briefing.text, language)
    common = [word for word in ours if word in theirs]
    return sorted(common, key=lambda word: (-ours[word] * theirs[word], word))


def _nearest(ours: Iterable[str], briefings: Sequence[Tagged]) -> list[tuple[Tagged, float]]:
    """The briefings that BM25 puts first, with their scores."""
    query = " OR ".join(f'"{word}"' for word in ours if re.fullmatch(r"\w+", word))
    if not query or not briefings:
        return []
    base = sqlite3.connect(":memory:")
    try:
        base.execute(
            "CREATE VIRTUAL TABLE briefings USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')"
        )
        rows = ((number, one.text) for number, one in enumerate(briefings))
        base.executemany("INSERT INTO briefings(rowid, words) VALUES (?, ?)", rows)
        ranked = base.execute(
            "SELECT rowid, -bm25(briefings) FROM briefings WHERE briefings MATCH ? ORDER BY rank, rowid LIMIT ?",
            (query, _NEAREST),
        ).fetchall()
    finally:
        base.close()
    return [(briefings[number], score) for number, score in ranked if score > 0]
