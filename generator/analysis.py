"""The second stage: what stands in the words of each article.

`analyse` looks at one briefing at a time: the structure of its prose, the entities named in it, the passages that its
attributions quote, and the prose written out again with links and marks. It judges nothing: what is wrong with the
findings is said by generator.checks. A briefing's analysis depends on its two files, the names and nothing else.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.content import Content, Piece, Record
from generator.diagnostics import Diagnostic, Source
from generator.model.direction import direction
from generator.model.entities import Entity
from generator.model.kinds import Kind, Ref
from generator.paths import RESERVED_FRAGMENTS, relative
from generator.progress import SILENT, Progress, counted
from generator.text.article import Passage, parse
from generator.text.markup import Link, Mark, emit
from generator.text.names import Names
from generator.text.quotes import Place, QuoteFinder
from generator.text.sentences import sentence_ranges

NAMED_KINDS = (Kind.ACTOR, Kind.PLACE, Kind.THEME, Kind.EVENT)
"""Kinds that are looked for in the prose by their names."""

_COMMON_NOUNS = (Kind.THEME, Kind.EVENT)
"""Kinds whose names are phrases rather than proper names, so that a small first letter is the same."""


class Mention(NamedTuple):
    """An entity named in a passage: half-open range of its text."""

    ref: Ref
    passage_index: int
    start: int
    end: int


class Ambiguity(NamedTuple):
    """A name in a passage that several entities share."""

    refs: tuple[Ref, ...]
    passage_index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What stands in one article. Lists run in the order of the text; `quotes` in that of the attributions.

    `body` is the prose as Markdown, with links and marks; `fragments` are the ids that the
    article brings to its page, `sentences` half-open ranges for each passage.
    """

    ref: Ref
    source: Source
    language: str
    passages: tuple[Passage, ...]
    fragments: frozenset[str]
    sentences: tuple[tuple[tuple[int, int], ...], ...]
    mentions: tuple[Mention, ...]
    ambiguous: tuple[Ambiguity, ...]
    quotes: tuple[tuple[Place, ...], ...]
    words: int
    body: str
    diagnostics: tuple[Diagnostic, ...]


def names_of(entities: Mapping[Ref, Record[Entity]]) -> Names[Ref]:
    """The registry of all names that are looked for."""
    return registry_of((form, ref) for ref, record in sorted(entities.items()) for form in forms_of(ref, record))


def forms_of(ref: Ref, record: Record[Entity]) -> list[str]:
    """The forms by which an entity is looked for."""
    sought = ref.kind in NAMED_KINDS and not record.broken & {(), ("name",)}
    return list(dict.fromkeys(record.value.forms)) if sought else []


def registry_of(forms: Iterable[tuple[str, Ref]]) -> Names[Ref]:
    """The registry of these forms, each with what it names."""
    known = list(forms)
    return Names.build(
        [form for form in known if form[1].kind not in _COMMON_NOUNS],
        either_case=[form for form in known if form[1].kind in _COMMON_NOUNS],
    )


def analyse_all(content: Content, progress: Progress = SILENT) -> dict[Ref, Analysis]:
    """The analysis of every briefing."""
    names = names_of(content.entities)
    language = content.site.value.language
    drafts = {ref for ref, piece in content.pieces.items() if piece.metadata.value.status == "draft"}
    pieces = sorted(content.pieces.items())
    with progress.stage("analysing", len(pieces)) as stage:
        return {ref: analyse(piece, names, language, drafts) for ref, piece in counted(stage, pieces)}


def analyse(piece: Piece, names: Names[Ref], site_language: str, drafts: Collection[Ref] = ()) -> Analysis:
    """What stands in one briefing's article; a link to one of the `drafts` is plain text until that is published."""
    metadata = piece.metadata.value
    language = metadata.language or site_language
    article = parse(piece.article, RESERVED_FRAGMENTS)
    passages = article.passages
    mentions, ambiguous = _mentions(passages, names)
    finder = QuoteFinder([passage.text for passage in passages])
    quotes = tuple(
        tuple(finder.find(attribution.quote.exact, attribution.quote.prefix or "", attribution.quote.suffix or ""))
        for attribution in metadata.attributions
    )
    page = f"{piece.ref.stem}.md"
    marks = _marks(piece, passages, quotes)
    body = emit(
        article,
        _links(passages, mentions, page),
        marks,
        lambda kind, id_: None if (kind, id_) in drafts else relative(f"{kind}s/{id_}.md", page),
        isolates_dates=direction(language) == "rtl",
    )
    return Analysis(
        ref=piece.ref,
        source=piece.article,
        language=language,
        passages=passages,
        fragments=article.anchors,
        sentences=tuple(tuple(sentence_ranges(passage.text, language)) for passage in passages),
        mentions=mentions,
        ambiguous=ambiguous,
        quotes=quotes,
        words=article.words,
        body=body,
        diagnostics=article.diagnostics,
    )


def _mentions(passages: Sequence[Passage], names: Names[Ref]) -> tuple[tuple[Mention, ...], tuple[Ambiguity, ...]]:
    """The entities named, by their names or by a link that an editor set; and the names that are not clear."""
    mentions: list[Mention] = []
    ambiguous: list[Ambiguity] = []
    for index, passage in enumerate(passages):
        found = [Mention(Ref(Kind(link.kind), link.id), index, link.start, link.end) for link in passage.links]
        for match in names.find(passage.text, passage.protected):
            if len(match.targets) == 1:
                found.append(Mention(match.targets[0], index, match.start, match.end))
            else:
                ambiguous.append(Ambiguity(match.targets, index, match.start, match.end))
        mentions += sorted(found, key=lambda mention: mention.start)
    return tuple(mentions), tuple(ambiguous)


def _links(passages: Sequence[Passage], mentions: Sequence[Mention], page: str) -> Mapping[int, Sequence[Link]]:
    """A link at the first mention of each entity in each section."""
    links: dict[int, list[Link]] = {}
    seen: set[tuple[int, Ref]] = set()
    for mention in mentions:
        passage = passages[mention.passage_index]
        if (passage.section, mention.ref) in seen:
            continue
        seen.add((passage.section, mention.ref))
        if not any(link.start == mention.start for link in passage.links):
            target = relative(f"{mention.ref.stem}.md", page)
            links.setdefault(passage.number, []).append(Link(mention.start, mention.end, target))
    return links


def _marks(
    piece: Piece, passages: Sequence[Passage], quotes: Sequence[Sequence[Place]]
) -> Mapping[int, Sequence[Mark]]:
    """A mark at the words of each attribution."""
    marks: dict[int, list[Mark]] = {}
    for attribution, places in zip(piece.metadata.value.attributions, quotes, strict=True):
        for place in places[:1]:
            mark = Mark(place.start, place.end, attribution.id, attribution.kind.value)
            marks.setdefault(passages[place.passage].number, []).append(mark)
    return marks


def sentence_with(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The sentence of a passage that the character at `offset` is in."""
    return next((sentence for sentence in sentences if offset < sentence[1]), (0, offset))
