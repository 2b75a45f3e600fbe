"""The linking of a briefing: its two files and the analysis of its article, with every id resolved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from generator.analysis.analyzer import Analysis, find_sentence
from generator.content.reader import BriefingSource
from generator.content.visibility import Decision, PublicationState
from generator.images.inspection import ImageFacts
from generator.index.changes import get_latest_local_day, limit_date, list_changes
from generator.index.model import (
    ArticleText,
    Briefing,
    Card,
    Change,
    Notice,
    Occurrence,
    PublishedMetadata,
    QuotedWords,
    Reason,
    Statement,
    StatementKey,
    build_refs,
)
from generator.index.published_figure import PublishedFigure
from generator.infra.mappings import index_by, select_keys
from generator.model.briefing import Attribution, Metadata
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref, select_kind
from generator.text.quotes import QuotePosition


class LinkedBriefing(NamedTuple):
    """A briefing with its article, the sentences of it that name each entity, and its changes.

    The changes are those that `list_changes` returns.
    """

    briefing: Briefing
    article: ArticleText
    occurrences: tuple[tuple[Ref, Occurrence], ...]
    changes: tuple[Change, ...]


class KnownRecords(NamedTuple):
    """The records of the site as far as a briefing is linked to them.

    `by_id` has the record with each id. `theme_ids` has `Entity.theme_ids` of the records that have any, by stem.
    """

    by_id: Mapping[str, Ref]
    theme_ids: Mapping[str, Sequence[str]]

    def list_themes(self, refs: Iterable[Ref]) -> Iterator[Ref]:
        """Yield the themes of questions and events, with repetitions. Ids that no record has are left out."""
        ids = follow_theme_ids(refs, self.theme_ids)
        return select_kind(filter(None, map(self.by_id.get, ids)), Kind.THEME)


def follow_theme_ids(refs: Iterable[Ref], theme_ids: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the ids that lead from records to themes: an event has themes, a question has themes and events."""
    ids: list[str] = []
    for ref in refs:
        for id_ in theme_ids.get(ref.stem, ()):
            ids.append(id_)
            ids += theme_ids.get(Ref(Kind.EVENT, id_).stem, ())
    return ids


def link_briefing(
    source: BriefingSource, analysis: Analysis, known: KnownRecords, language: str, decision: Decision
) -> LinkedBriefing | Notice | None:
    """Return the published form of a briefing without errors; None if it is hidden.

    `language` is the language of the site.
    """
    if decision.state.is_hidden:
        return None
    if not decision.state.is_full:
        return _build_notice(source, decision)
    return _link_full_text(source, analysis, known, language, decision)


def list_reachable(card: Card) -> Iterator[Ref]:
    """Yield the records that a briefing with its full text leads to, and so makes visible."""
    for ref in card.concerns:
        if ref.kind is not Kind.BRIEFING:
            yield ref
    yield from card.named_themes
    yield from card.originals


def _build_notice(source: BriefingSource, decision: Decision) -> Notice:
    """Return the replacement for the text: the title, the type, the dates and the reason, and nothing else."""
    metadata = source.metadata.value
    state = decision.state
    changed = _find_last_change(metadata, decision)
    notice = Notice(ref=source.ref, state=state, formerly=metadata.formerly, changed=changed)
    if state is PublicationState.REDIRECTED:
        return replace(notice, target=Ref(Kind.BRIEFING, metadata.redirect_to or ""))
    notice = replace(notice, title=metadata.title, type=metadata.type, published=metadata.published)
    if state is PublicationState.EXPIRED and metadata.expires:
        changed = EdtfDate.of_day(get_latest_local_day(metadata.expires.moment))
        return replace(notice, changed=changed, date=EdtfDate.of_day(metadata.expires.day))
    withdrawals = [correction for correction in metadata.corrections if correction.kind == "withdrawal"]
    reasons = tuple(Reason(correction.date, correction.text) for correction in withdrawals)
    return replace(notice, date=reasons[-1].date if reasons else None, reasons=reasons)


def _link_full_text(
    source: BriefingSource, analysis: Analysis, known: KnownRecords, language: str, decision: Decision
) -> LinkedBriefing:
    figures = tuple(_publish_figures(source, analysis))
    statements = tuple(_unlink_missing(_link_statements(source, analysis, known), figures))
    mention_counts = _count_mentions(analysis)
    card = _build_card(source, statements, mention_counts, language, decision)
    briefing = Briefing(
        card=card,
        metadata=PublishedMetadata.select(source.metadata.value),
        word_count=analysis.article.words,
        statements=statements,
        mention_counts=mention_counts,
        figures=figures,
        hidden_by=decision.hidden_by,
    )
    article = ArticleText(
        body=analysis.article.body, mentions=analysis.mentions, quotes=tuple(_list_quoted_words(source, analysis))
    )
    changes = list_changes(source.metadata.value, card, statements, decision)
    return LinkedBriefing(briefing, article, tuple(_find_occurrences(source.ref, analysis)), changes)


def _publish_figures(source: BriefingSource, analysis: Analysis) -> Iterator[PublishedFigure]:
    """Yield the images of the article; words that the article gives an image take precedence over its entry's."""
    by_file = index_by(attrgetter("file"), source.metadata.value.figures)
    for image in analysis.article.images:
        block = image.block
        figure, facts = by_file.get(block.file), source.images.get(block.file)
        if figure and isinstance(facts, ImageFacts):
            yield PublishedFigure(
                anchor=image.anchor,
                file=block.file,
                digest=facts.digest,
                width=facts.width,
                height=facts.height,
                alt=block.alt or figure.alt or "",
                caption=block.caption or figure.caption or "",
                credit=figure.credit,
                license=figure.license or "",
                source=Ref(Kind.SOURCE, figure.source) if figure.source else None,
            )


def _unlink_missing(statements: Iterable[Statement], figures: Iterable[PublishedFigure]) -> Iterator[Statement]:
    """Yield the statements without links to images that are not shown: a draft in a preview may lack the file."""
    anchors = {None, *map(attrgetter("anchor"), figures)}
    for statement in statements:
        yield statement if statement.figure in anchors else replace(statement, figure=None)


def _list_quoted_words(source: BriefingSource, analysis: Analysis) -> Iterator[QuotedWords]:
    for attribution, positions in zip(source.metadata.value.attributions, analysis.quotes, strict=True):
        position = positions[0]
        yield QuotedWords(attribution.id, attribution.kind, position.passage, position.start, position.end)


def _count_mentions(analysis: Analysis) -> dict[Ref, int]:
    """Return the number of mentions by entity, the most often named first."""
    counts = Counter(mention.ref for mention in analysis.mentions)
    return select_keys(counts, sorted(counts, key=lambda ref: (-counts[ref], ref)))


def _build_card(
    source: BriefingSource, statements: Sequence[Statement], named: Iterable[Ref], language: str, decision: Decision
) -> Card:
    metadata = source.metadata.value
    named_themes = [ref for ref in select_kind(named, Kind.THEME) if ref.id not in metadata.tags]
    answered = chain.from_iterable(statement.answered for statement in statements)
    return Card(
        ref=source.ref,
        title=metadata.title,
        summary=metadata.summary,
        type=metadata.type,
        published=metadata.published,
        changed=_find_last_change(metadata, decision),
        withdrawn=decision.state is PublicationState.WITHDRAWN_SHOWN,
        language=metadata.language or language,
        tags=metadata.tags,
        statement_count=len(statements),
        concerns=tuple(dict.fromkeys(_list_concerned(metadata, statements, named))),
        named_themes=tuple(named_themes),
        questions=tuple(dict.fromkeys(answered)),
        based_on=Ref(Kind.SOURCE, metadata.based_on) if metadata.based_on else None,
    )


def _find_last_change(metadata: Metadata, decision: Decision) -> EdtfDate:
    """Return the newest date of a briefing, which is never later than today."""
    dates: list[EdtfDate | None] = [
        metadata.published,
        metadata.updated,
        *(correction.date for correction in metadata.corrections),
    ]
    newest = max(filter(None, dates), key=lambda date: date.sort_key)
    return limit_date(newest, decision)


def _list_concerned(metadata: Metadata, statements: Sequence[Statement], named: Iterable[Ref]) -> Iterator[Ref]:
    """Yield the entities that a briefing concerns, in the order of `Card.concerns` and with repetitions."""
    yield from build_refs(Kind.ACTOR, metadata.actors)
    yield from build_refs(Kind.THEME, metadata.tags)
    for ref in named:
        if ref.kind is not Kind.THEME:
            yield ref
    for statement in statements:
        yield from (*statement.speakers, *statement.affiliations, *statement.about, *statement.sources)
        yield from statement.answered
    yield from build_refs(Kind.SOURCE, [figure.source for figure in metadata.figures])


class _PlacedAttribution(NamedTuple):
    """An attribution, and the position of its quote in the article."""

    attribution: Attribution
    position: QuotePosition

    @property
    def order(self) -> tuple[int, int, int, str]:
        """A sort key in the order of the text."""
        return (self.position.passage, self.position.start, self.position.end, self.attribution.id)


def _link_statements(source: BriefingSource, analysis: Analysis, known: KnownRecords) -> Iterator[Statement]:
    named_themes = _group_named_themes(analysis)
    placed = []
    for attribution, positions in zip(source.metadata.value.attributions, analysis.quotes, strict=True):
        placed.append(_PlacedAttribution(attribution, positions[0]))
    placed.sort(key=lambda item: item.order)
    for number, item in enumerate(placed, start=1):
        statement = _link_statement(analysis, item, number, known)
        named = named_themes.get(item.position.passage, ())
        themes = dict.fromkeys([*named, *known.list_themes([*statement.answered, *statement.about])])
        yield replace(statement, themes=tuple(themes))


def _group_named_themes(analysis: Analysis) -> dict[int, list[Ref]]:
    """Return the themes that each passage names, by its index, with repetitions."""
    themes: dict[int, list[Ref]] = defaultdict(list)
    for mention in analysis.mentions:
        if mention.ref.kind is Kind.THEME:
            themes[mention.segment].append(mention.ref)
    return themes


def _link_statement(analysis: Analysis, placed: _PlacedAttribution, number: int, known: KnownRecords) -> Statement:
    """Return a statement without its themes."""
    attribution, position = placed
    passage = analysis.passages[position.passage]
    briefing = analysis.ref
    return Statement(
        key=StatementKey(briefing, attribution.id),
        number=number,
        kind=attribution.kind,
        voices=attribution.by,
        says=attribution.says,
        words=" ".join(passage.text[position.start : position.end].split()),
        anchor=passage.anchor,
        about=tuple(map(known.by_id.__getitem__, attribution.about)),
        date=attribution.date,
        answers=Ref(Kind.QUESTION, attribution.answers) if attribution.answers else None,
        disputes=tuple(map(partial(_parse_key, briefing), attribution.disputes)),
        denies=attribution.denies,
        themes=(),
        implied=attribution.implied,
        direct=attribution.direct,
        sources=tuple(build_refs(Kind.SOURCE, attribution.source)),
        figure=analysis.article.get_image_anchor(attribution.figure),
    )


def _parse_key(briefing: Ref, word: str) -> StatementKey:
    """Return the key of `c12` in this briefing, or of `other/c12` in another."""
    folder, _, attribution_id = word.rpartition("/")
    return StatementKey(Ref.of_briefing(folder) if folder else briefing, attribution_id)


class _NamedSentence(NamedTuple):
    """A sentence that names an entity: half-open range in the segment of that index."""

    ref: Ref
    segment: int
    start: int
    end: int


def _find_occurrences(briefing: Ref, analysis: Analysis) -> Iterator[tuple[Ref, Occurrence]]:
    """Yield each sentence once for each entity that it names."""
    spans: dict[_NamedSentence, list[tuple[int, int]]] = defaultdict(list)
    for mention in analysis.mentions:
        start, end = find_sentence(analysis.sentences[mention.segment], mention.start)
        sentence = _NamedSentence(mention.ref, mention.segment, start, end)
        spans[sentence].append((mention.start - start, mention.end - start))
    # Entities that a sentence names share its text in memory.
    texts: dict[tuple[int, int, int], str] = {}
    for sentence, ranges in spans.items():
        ref, index, start, end = sentence
        segment = analysis.segments[index]
        text = texts.setdefault((index, start, end), segment.text[start:end])
        yield ref, Occurrence(briefing, segment.anchor, text, tuple(ranges))
