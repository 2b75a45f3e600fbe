"""Proposals of tags: themes that the text names, and themes of similar briefings.

Similarity is the BM25 of SQLite's full-text search, in memory. No index is stored: indexing the briefings takes a
quarter of a millisecond each.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from generator.model.kinds import Kind
from generator.proposals.inputs import ArticleInput, EntityRegistry, KnownEntity, TaggedBriefing
from generator.proposals.proposal import Confidence, ProposedTag, TextSpan
from generator.proposals.word_lists import cache_by_language, load_name_words, parse_word_list, read_word_file
from generator.text.characters import WORD
from generator.text.folding import fold_name, normalize_marks

MAX_COMPARED = 1_000
"""Briefings that are compared at most, from the end of the registry."""
_MAX_NEAREST = 5
_MIN_SHARED_WORDS = 8
"""Words that a briefing shares with the text at least."""
_MIN_WEIGHT = 0.34
"""The share in the weight of the nearest briefings that the briefings with a tag have at least."""
_MAX_SHOWN = 4
_MIN_WORD_LENGTH = 4
_MIN_STEM_LENGTH = 3
_MIN_NAMINGS = 3
"""Times that a text names its theme at least; a naming in the title counts as this many."""
_MANY_NAMINGS = 6
"""Times that a single word must occur, as it may have another meaning too."""

_TABLE = "CREATE VIRTUAL TABLE briefings USING fts5(words, tokenize='porter unicode61 remove_diacritics 2')"


class _Stem(NamedTuple):
    """A word's stem, and the range of the word in its text."""

    text: str
    start: int
    end: int


class _ThemeForm(NamedTuple):
    """A form of a theme's name: its stems, the theme's id, and the form as an editor wrote it."""

    stems: tuple[str, ...]
    id: str
    text: str


_FormsByStem = Mapping[str, Sequence[_ThemeForm]]
"""Forms of themes by their first stem."""


class _Naming(NamedTuple):
    """A form of a theme's name in a text, as a range of characters."""

    form: _ThemeForm
    start: int
    end: int


class _Neighbor(NamedTuple):
    """A briefing that is similar to the text, with its score and the words that both share."""

    briefing: TaggedBriefing
    score: float
    shared_words: Sequence[str]


@dataclass(slots=True)
class _ThemeNamings:
    """The names of a theme in a text: their number, forms and positions."""

    count: int = 0
    in_head: bool = False
    forms: Counter[str] = field(default_factory=Counter)
    spans: list[TextSpan] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        """True if the names are surely those of the theme, and not words with another meaning."""
        return self.in_head or len(self.forms) > 1 or self.count >= _MANY_NAMINGS


def propose(text: ArticleInput, registry: EntityRegistry) -> tuple[ProposedTag, ...]:
    """Propose themes of the registry that fit a text, the most likely first."""
    themes = registry.list_of_kinds(Kind.THEME)
    proposals: dict[str, ProposedTag] = {}
    for tag in chain(_propose_named(text, themes), _propose_of_similar(text, registry.briefings, themes)):
        named = proposals.get(tag.id)
        proposals[tag.id] = _merge(named, tag) if named else tag
    order = list(Confidence)
    return tuple(sorted(proposals.values(), key=lambda tag: order.index(tag.confidence)))


def _merge(named: ProposedTag, similar: ProposedTag) -> ProposedTag:
    """Merge two proposals of the same theme."""
    reason = f"{named.reason}; {similar.reason}"
    return ProposedTag(id=named.id, reason=reason, confidence=Confidence.HIGH, spans=named.spans)


def _propose_named(text: ArticleInput, themes: Sequence[KnownEntity]) -> Iterator[ProposedTag]:
    """Propose themes whose names or aliases occur often in the text, or in its title and keywords."""
    endings = _load_endings(text.language)
    forms = _index_forms(themes, endings)
    namings: dict[str, _ThemeNamings] = {}
    head = [text.title, *text.keywords]
    for number, passage in enumerate([*head, *text.article.passage_texts]):
        is_head = number < len(head)
        for naming in _find_namings(passage, forms, endings):
            theme = namings.setdefault(naming.form.id, _ThemeNamings())
            theme.count += _MIN_NAMINGS if is_head else 1
            theme.forms[naming.form.text] += 1
            theme.in_head |= is_head
            if not is_head:
                theme.spans.append(TextSpan(number - len(head), naming.start, naming.end))
    highest_count = max((theme.count for theme in namings.values()), default=0)
    for id_, theme in namings.items():
        is_frequent = theme.count >= _MIN_NAMINGS and theme.count * 4 >= highest_count
        if theme.is_clear and is_frequent:
            yield _propose_of_namings(id_, theme)


def _index_forms(themes: Sequence[KnownEntity], endings: Sequence[str]) -> _FormsByStem:
    """Return the forms of all themes by their first stem; of forms with equal stems, only the first of a theme."""
    forms: dict[str, dict[tuple[tuple[str, ...], str], _ThemeForm]] = {}
    for theme in themes:
        for text in theme.forms:
            stems = _list_texts(_iterate_stems(text, endings))
            if stems:
                form = _ThemeForm(stems, theme.ref.id, text)
                forms.setdefault(stems[0], {}).setdefault((stems, theme.ref.id), form)
    return {stem: tuple(same_start.values()) for stem, same_start in forms.items()}


def _propose_of_namings(id_: str, theme: _ThemeNamings) -> ProposedTag:
    shown_forms = ", ".join(f"“{form}”" for form, _ in theme.forms.most_common(_MAX_SHOWN))
    count = sum(theme.forms.values())
    times = "once" if count == 1 else f"{count} times"
    return ProposedTag(
        id=id_,
        reason=f"named {times}: {shown_forms}",
        confidence=Confidence.HIGH if theme.count >= _MANY_NAMINGS else Confidence.MEDIUM,
        spans=tuple(theme.spans),
    )


def _find_namings(text: str, forms: _FormsByStem, endings: Sequence[str]) -> Iterator[_Naming]:
    """Find the names of themes in a text."""
    stems = list(_iterate_stems(text, endings))
    texts = _list_texts(stems)
    for position, stem in enumerate(stems):
        for form in forms.get(stem.text, ()):
            stop = position + len(form.stems)
            if texts[position:stop] == form.stems:
                yield _Naming(form, stem.start, stems[stop - 1].end)


@cache_by_language
def _load_endings(language: str) -> tuple[str, ...]:
    tree = read_word_file(language, "tags") or {}
    return tuple(sorted(parse_word_list(tree.get("endings")), key=len, reverse=True))


def _iterate_stems(text: str, endings: Sequence[str]) -> Iterator[_Stem]:
    for match in WORD.finditer(text):
        yield _Stem(_strip_ending(fold_name(match[0]), endings), *match.span())


def _list_texts(stems: Iterable[_Stem]) -> tuple[str, ...]:
    return tuple(stem.text for stem in stems)


def _strip_ending(word: str, endings: Sequence[str]) -> str:
    """Strip the ending of a word, and leave at least three letters."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_LENGTH:
            return word[: len(word) - len(ending)]
    return word


def _propose_of_similar(
    text: ArticleInput, briefings: Sequence[TaggedBriefing], themes: Iterable[KnownEntity]
) -> Iterator[ProposedTag]:
    """Propose the themes of the briefings nearest to the text, weighted by the briefings' scores."""
    theme_ids = {theme.ref.id for theme in themes}
    total_weight = 0.0
    weights: defaultdict[str, float] = defaultdict(float)
    nearest: dict[str, _Neighbor] = {}
    for neighbor in _find_neighbors(text, briefings):
        total_weight += neighbor.score
        for tag in neighbor.briefing.tags:
            weights[tag] += neighbor.score
            nearest.setdefault(tag, neighbor)
    for tag, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if tag in theme_ids and weight >= _MIN_WEIGHT * total_weight:
            confidence = Confidence.MEDIUM if weight * 2 >= total_weight else Confidence.LOW
            yield ProposedTag(id=tag, reason=_explain_similarity(nearest[tag]), confidence=confidence, spans=())


def _find_neighbors(text: ArticleInput, briefings: Sequence[TaggedBriefing]) -> Iterator[_Neighbor]:
    """Find the briefings nearest to the text that share enough words with it, the nearest first."""
    content = " ".join([text.title, *text.keywords, *text.article.passage_texts])
    word_counts = _count_content_words(content, text.language)
    for briefing, score in _rank_briefings(word_counts, briefings[-MAX_COMPARED:]):
        shared_words = _list_shared_words(word_counts, briefing, text.language)
        if len(shared_words) >= _MIN_SHARED_WORDS:
            yield _Neighbor(briefing, score, shared_words)


def _explain_similarity(neighbor: _Neighbor) -> str:
    shared = neighbor.shared_words
    return f"{len(shared)} words as in `{neighbor.briefing.id}`: {', '.join(shared[:_MAX_SHOWN])} …"


def _count_content_words(text: str, language: str) -> Counter[str]:
    """Count the words of a text that carry its topic."""
    name_words = load_name_words(language)
    common_words = name_words.common if name_words else frozenset()
    counts: Counter[str] = Counter()
    for match in WORD.finditer(normalize_marks(text)):
        word = match[0].lower()
        if len(word) >= _MIN_WORD_LENGTH and word not in common_words and not word[0].isdigit():
            counts[word] += 1
    return counts


def _list_shared_words(word_counts: Mapping[str, int], briefing: TaggedBriefing, language: str) -> list[str]:
    """List the words that occur in both texts, the most frequent first."""
    briefing_counts = _count_content_words(briefing.text, language)
    shared = [word for word in word_counts if word in briefing_counts]
    return sorted(shared, key=lambda word: (-word_counts[word] * briefing_counts[word], word))


def _rank_briefings(words: Iterable[str], briefings: Sequence[TaggedBriefing]) -> list[tuple[TaggedBriefing, float]]:
    """Return the briefings that BM25 ranks first, with their scores."""
    query = " OR ".join(f'"{word}"' for word in words if re.fullmatch(r"\w+", word))
    if not query or not briefings:
        return []
    database = sqlite3.connect(":memory:")
    try:
        database.execute(_TABLE)
        rows = enumerate(briefing.text for briefing in briefings)
        database.executemany("INSERT INTO briefings(rowid, words) VALUES (?, ?)", rows)
        ranked = database.execute(
            "SELECT rowid, -bm25(briefings) FROM briefings WHERE briefings MATCH ? ORDER BY rank, rowid LIMIT ?",
            (query, _MAX_NEAREST),
        ).fetchall()
    finally:
        database.close()
    return [(briefings[number], score) for number, score in ranked if score > 0]
