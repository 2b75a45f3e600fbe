"""The second stage: the analysis of each article.

`analyze` reads one briefing at a time: the structure of its prose, the entities named in it, the passages that its
attributions quote, and the prose rendered again with links and marks. It judges nothing: generator.checks reports the
errors and warnings. The analysis of a briefing depends on its two files and on the names only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from generator.content.reader import BriefingSource, Content, Record
from generator.diagnostics.diagnostic import Diagnostic, SourceFile
from generator.infra.progress import SILENT, Progress, count_items
from generator.model.direction import get_direction
from generator.model.entities import Entity
from generator.model.entity_kinds import ENTITY_KINDS, NAMED_KINDS
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import RESERVED_FRAGMENTS, get_relative_link
from generator.text.article import Article, Passage, parse_article
from generator.text.folding import FoldedText, fold
from generator.text.markdown_renderer import Link, Mark, render_markdown
from generator.text.names import NameFinder
from generator.text.passage import PlacedLink
from generator.text.quotes import QuoteFinder, QuotePosition
from generator.text.sentences import find_sentences
from generator.text.spans import Spans

Destinations = Mapping[Ref, Ref | None]
"""The targets of links to briefings, except to those with a page of their own; None if the text is not linked."""

OWN_PAGES: Destinations = MappingProxyType({})
"""No exceptions: every briefing has a page of its own."""


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
    """The findings about one article. Lists run in the order of the text, `quotes` in that of the attributions.

    `links` are the links that the writer set by hand, also in headings, whether or not their targets exist. `quotes`
    has the positions of each attribution's quote. `body` is the prose as Markdown, with links and marks. `fragments`
    are the ids that the article brings to its page. `segments` are the passages and then the headings. `sentences` has
    half-open ranges for each segment; a heading is one sentence. `words` counts the words of the article.
    """

    ref: Ref
    source: SourceFile
    language: str
    passages: tuple[Passage, ...]
    headings: tuple[Passage, ...]
    links: tuple[PlacedLink, ...]
    fragments: frozenset[str]
    sentences: tuple[tuple[tuple[int, int], ...], ...]
    mentions: tuple[Mention, ...]
    ambiguous: tuple[Ambiguity, ...]
    quotes: tuple[tuple[QuotePosition, ...], ...]
    words: int
    body: str
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def segments(self) -> tuple[Passage, ...]:
        """The texts that are searched for names."""
        return (*self.passages, *self.headings)


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


def analyze_all(
    content: Content, progress: Progress = SILENT, *, destinations: Destinations = OWN_PAGES
) -> dict[Ref, Analysis]:
    """Return the analysis of every briefing."""
    names = build_name_finder(content.entities)
    language = content.site.value.language
    briefings = sorted(content.briefings.items())
    with progress.stage("analyzing", len(briefings)) as stage:
        return {ref: analyze(source, names, language, destinations) for ref, source in count_items(stage, briefings)}


def analyze(
    briefing: BriefingSource, names: NameFinder[Ref], site_language: str, destinations: Destinations = OWN_PAGES
) -> Analysis:
    """Return the analysis of one briefing; links to other briefings lead to their `destinations`."""
    language = briefing.metadata.value.language or site_language
    article = parse_article(briefing.article, RESERVED_FRAGMENTS)
    segments = article.segments
    folded = [fold(segment.text) for segment in segments]
    mentions, ambiguous = _find_mentions(segments, folded, names)
    quotes = _find_quotes(briefing, article.passages, folded)
    return Analysis(
        ref=briefing.ref,
        source=briefing.article,
        language=language,
        passages=article.passages,
        headings=article.headings,
        links=article.links,
        fragments=article.anchors,
        sentences=tuple(_split_sentences(segment, language) for segment in segments),
        mentions=mentions,
        ambiguous=ambiguous,
        quotes=quotes,
        words=article.words,
        body=_render_body(briefing, article, mentions, quotes, language, destinations),
        diagnostics=article.diagnostics,
    )


def _find_quotes(
    briefing: BriefingSource, passages: Sequence[Passage], folded: Sequence[FoldedText]
) -> tuple[tuple[QuotePosition, ...], ...]:
    """Return for each attribution the positions of its quote; `folded` has the passages and then the headings."""
    finder = QuoteFinder([passage.text for passage in passages], folded[: len(passages)])
    positions = []
    for attribution in briefing.metadata.value.attributions:
        quote = attribution.quote
        positions.append(tuple(finder.find(quote.exact, quote.prefix or "", quote.suffix or "")))
    return tuple(positions)


def _render_body(  # noqa: PLR0913, PLR0917  # the findings, and their destinations
    briefing: BriefingSource,
    article: Article,
    mentions: Sequence[Mention],
    quotes: Sequence[Sequence[QuotePosition]],
    language: str,
    destinations: Destinations,
) -> str:
    """Return the prose as Markdown, with a link at mentions and a mark at quotes."""
    page = f"{briefing.ref.stem}.md"

    def get_link(kind: str, id_: str) -> str | None:
        return _get_destination(destinations, Ref(Kind(kind), id_), page)

    return render_markdown(
        article,
        _link_mentions(article.segments, mentions, page),
        _mark_quotes(briefing, article.passages, quotes),
        get_link,
        isolates_dates=get_direction(language) == "rtl",
    )


def _split_sentences(segment: Passage, language: str) -> tuple[tuple[int, int], ...]:
    if segment.is_heading:
        return ((0, len(segment.text)),)
    return tuple(find_sentences(segment.text, language))


def _get_destination(destinations: Destinations, ref: Ref, page: str) -> str | None:
    """Return the address of a record's page; None if it has none, as a hidden briefing."""
    target = destinations.get(ref, ref)
    return get_relative_link(f"{target.stem}.md", page) if target else None


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


def _link_mentions(segments: Sequence[Passage], mentions: Sequence[Mention], page: str) -> Mapping[int, Sequence[Link]]:
    """Return links by number of the passage: one at the first mention of each entity in each section.

    A mention in a heading or in another link gets none.
    """
    links: dict[int, list[Link]] = {}
    linked_entities: set[tuple[int, Ref]] = set()
    linked_ranges: dict[int, Spans] = {}
    for mention in mentions:
        segment = segments[mention.segment]
        if segment.is_heading or (segment.section, mention.ref) in linked_entities:
            continue
        if mention.segment not in linked_ranges:
            linked_ranges[mention.segment] = Spans(segment.linked_ranges())
        is_in_link = bool(linked_ranges[mention.segment].find_overlapping(mention.start, mention.end))
        if not is_in_link:
            target = get_relative_link(f"{mention.ref.stem}.md", page)
            links.setdefault(segment.number, []).append(Link(mention.start, mention.end, target))
        if not is_in_link or _is_link_of_editor(segment, mention):
            linked_entities.add((segment.section, mention.ref))
    return links


def _is_link_of_editor(segment: Passage, mention: Mention) -> bool:
    return any((link.start, link.end) == (mention.start, mention.end) for link in segment.links)


def _mark_quotes(
    briefing: BriefingSource, passages: Sequence[Passage], quotes: Sequence[Sequence[QuotePosition]]
) -> Mapping[int, Sequence[Mark]]:
    """Return marks by number of the passage: one at the words of each attribution."""
    marks: dict[int, list[Mark]] = {}
    for attribution, positions in zip(briefing.metadata.value.attributions, quotes, strict=True):
        if positions:
            position = positions[0]
            mark = Mark(position.start, position.end, attribution.id, attribution.kind.value)
            marks.setdefault(passages[position.passage].number, []).append(mark)
    return marks


def find_sentence(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """Return the sentence of a passage that contains the character at `offset`."""
    for sentence in sentences:
        if offset < sentence[1]:
            return sentence
    return (0, offset)
