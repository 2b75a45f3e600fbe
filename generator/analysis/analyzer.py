"""The second stage: the analysis of each article.

`analyze` reads one briefing at a time: the structure of its prose, the entities named in it, the passages that its
attributions quote. It judges nothing: generator.checks reports the errors and warnings. It renders nothing:
generator.pages writes the article as Markdown. The analysis of a briefing depends on its two files, on the names, and
on the language of the site if the briefing does not name its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from generator.content.reader import BriefingSource, Content, Record
from generator.diagnostics.diagnostic import SourceFile
from generator.model.entities import Entity
from generator.model.entity_kinds import ENTITY_KINDS, NAMED_KINDS
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import RESERVED_FRAGMENTS
from generator.text.article import Article, Passage, parse_article
from generator.text.folding import FoldedText, fold
from generator.text.names import NameFinder
from generator.text.quotes import QuoteFinder, QuotePosition
from generator.text.sentences import Range, find_sentences
from generator.text.spans import Spans


class Mention(NamedTuple):
    """An entity named in a segment, by index: half-open range of the text of the segment."""

    ref: Ref
    segment: int
    start: int
    end: int


class Ambiguity(NamedTuple):
    """A name that several entities share: half-open range of the text of the segment with that index."""

    refs: tuple[Ref, ...]
    segment: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """The findings about one article as plain data.

    Lists run in the order of the text, `quotes` in that of the attributions. `sentences` has half-open ranges for each
    segment; a heading is one sentence. `quotes` has the positions of each attribution's quote.
    """

    ref: Ref
    source: SourceFile
    language: str
    article: Article
    sentences: tuple[tuple[Range, ...], ...]
    mentions: tuple[Mention, ...]
    ambiguous: tuple[Ambiguity, ...]
    quotes: tuple[tuple[QuotePosition, ...], ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The texts in which quotes are found."""
        return self.article.passages

    @property
    def segments(self) -> tuple[Passage, ...]:
        """The texts that are searched for names: the passages, and then the headings."""
        return self.article.segments


def build_name_finder(entities: Mapping[Ref, Record[Entity]]) -> NameFinder[Ref]:
    """Return a finder for all names of the entities."""
    forms: list[tuple[str, Ref]] = []
    for ref, record in sorted(entities.items()):
        forms += [(form, ref) for form in list_forms(ref, record)]
    return build_finder(forms)


def list_forms(ref: Ref, record: Record[Entity]) -> list[str]:
    """Return the forms of an entity's name that are searched for; none if it is not found by name."""
    is_named = ref.kind in NAMED_KINDS and record.value.is_found_by_name
    if not is_named or record.invalid_paths & {(), ("name",)}:
        return []
    return list(dict.fromkeys(record.value.forms))


def build_finder(forms: Iterable[tuple[str, Ref]]) -> NameFinder[Ref]:
    """Return a finder for these forms, each with the entity that it names."""
    proper_names: list[tuple[str, Ref]] = []
    common_nouns: list[tuple[str, Ref]] = []
    for form, ref in forms:
        group = common_nouns if ENTITY_KINDS[ref.kind].names_are_phrases else proper_names
        group.append((form, ref))
    return NameFinder.build(proper_names, either_case=common_nouns)


def analyze_all(content: Content) -> dict[Ref, Analysis]:
    """Return the analysis of every briefing."""
    names = build_name_finder(content.entities)
    language = content.site.value.language
    analyses: dict[Ref, Analysis] = {}
    for ref, source in sorted(content.briefings.items()):
        analyses[ref] = analyze(source, names, language)
    return analyses


def analyze(briefing: BriefingSource, names: NameFinder[Ref], site_language: str) -> Analysis:
    """Return the analysis of one briefing."""
    language = briefing.metadata.value.language or site_language
    article = parse_article(briefing.article, RESERVED_FRAGMENTS)
    folded: list[FoldedText] = []
    sentences: list[tuple[Range, ...]] = []
    for segment in article.segments:
        folded.append(fold(segment.text))
        sentences.append(_split_sentences(segment, language))
    mentions, ambiguous = _find_mentions(article.segments, folded, names)
    return Analysis(
        ref=briefing.ref,
        source=briefing.article,
        language=language,
        article=article,
        sentences=tuple(sentences),
        mentions=mentions,
        ambiguous=ambiguous,
        quotes=_find_quotes(briefing, article.passages, folded),
    )


def _find_quotes(
    briefing: BriefingSource, passages: Sequence[Passage], folded: Sequence[FoldedText]
) -> tuple[tuple[QuotePosition, ...], ...]:
    """Return for each attribution the positions of its quote; `folded` has the passages and then the headings."""
    finder = QuoteFinder([passage.text for passage in passages], folded[: len(passages)])
    positions = []
    for attribution in briefing.metadata.value.attributions:
        quote = attribution.quote
        positions.append(tuple(finder.find(quote.exact, quote.prefix, quote.suffix)))
    return tuple(positions)


def _split_sentences(segment: Passage, language: str) -> tuple[Range, ...]:
    if segment.is_heading:
        return ((0, len(segment.text)),)
    return tuple(find_sentences(segment.text, language))


def _find_mentions(
    segments: Sequence[Passage], folded: Sequence[FoldedText], names: NameFinder[Ref]
) -> tuple[tuple[Mention, ...], tuple[Ambiguity, ...]]:
    """Return the entities that are named, by a name or by a link that an editor set, and the ambiguous names.

    A name in a link to another site is a mention. A shared name is not ambiguous there, as no link can say which entity
    is meant.
    """
    mentions: list[Mention] = []
    ambiguous: list[Ambiguity] = []
    for index in _order_by_text(segments):
        segment = segments[index]
        matches = [Mention(Ref(Kind(link.kind), link.id), index, link.start, link.end) for link in segment.links]
        linked: Spans | None = None
        for match in names.find(folded[index], segment.protected):
            if len(match.targets) == 1:
                matches.append(Mention(match.targets[0], index, match.start, match.end))
                continue
            linked = linked or Spans(segment.linked_ranges())
            if not linked.find_overlapping(match.start, match.end):
                ambiguous.append(Ambiguity(match.targets, index, match.start, match.end))
        mentions += sorted(matches, key=lambda mention: mention.start)
    return tuple(mentions), tuple(ambiguous)


def _order_by_text(segments: Sequence[Passage]) -> Sequence[int]:
    """Return the indexes of the segments in reading order: each heading comes before its section."""
    indexes = range(len(segments))
    if not segments or not segments[-1].is_heading:
        return indexes
    return sorted(indexes, key=lambda index: (segments[index].section, not segments[index].is_heading, index))


def find_sentence(sentences: Sequence[Range], offset: int) -> Range:
    """Return the sentence of a passage that contains the character at `offset`."""
    for sentence in sentences:
        if offset < sentence[1]:
            return sentence
    return (0, offset)
