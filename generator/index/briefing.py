"""A briefing as used: its two files and what was found in the words of one, with every id resolved."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.analysis import Analysis, sentence_with
from generator.content import Piece
from generator.index.used import Briefing, Card, Occurrence, Statement, StatementKey
from generator.model.briefing import Attribution, Metadata
from generator.model.dates import EdtfDate
from generator.model.kinds import Kind, Ref
from generator.text.quotes import Place


class Used(NamedTuple):
    """A briefing, and the sentences of it that name each entity."""

    briefing: Briefing
    occurrences: tuple[tuple[Ref, Occurrence], ...]


def used(piece: Piece, analysis: Analysis, by_id: Mapping[str, Ref], language: str) -> Used:
    """A briefing without errors; of a withdrawn one only the head is there. `language` is the site's."""
    metadata = piece.metadata.value
    shown = metadata.status != "withdrawn"
    statements = tuple(_statements(piece, analysis, by_id)) if shown else ()
    counts = Counter(mention.ref for mention in analysis.mentions) if shown else Counter[Ref]()
    named = {ref: counts[ref] for ref in sorted(counts, key=lambda ref: (-counts[ref], ref))}
    card = Card(
        ref=piece.ref,
        title=metadata.title,
        summary=metadata.summary,
        type=metadata.type,
        published=metadata.published,
        changed=_last_change(metadata),
        withdrawn=not shown,
        language=metadata.language or language,
        tags=metadata.tags,
        statements=len(statements),
        concerns=tuple(dict.fromkeys(_concerns(piece, statements, named))) if shown else (),
        asked=tuple(dict.fromkeys(one.answers for one in statements if one.answers)),
        based_on=Ref(Kind.SOURCE, metadata.based_on) if metadata.based_on else None,
    )
    briefing = Briefing(
        card=card, metadata=metadata, body=analysis.body, words=analysis.words, statements=statements, named=named
    )
    return Used(briefing, tuple(_occurrences(piece.ref, analysis)) if shown else ())


def _last_change(metadata: Metadata) -> EdtfDate:
    dates = [metadata.published, metadata.updated, *(one.date for one in metadata.corrections)]
    return max((date for date in dates if date), key=lambda date: date.sort_key)


def _concerns(piece: Piece, statements: Sequence[Statement], named: Iterable[Ref]) -> Iterator[Ref]:
    metadata = piece.metadata.value
    yield from (Ref(Kind.ACTOR, id_) for id_ in metadata.actors)
    yield from (Ref(Kind.THEME, id_) for id_ in metadata.tags)
    yield from named
    for statement in statements:
        yield from (*statement.speakers, *statement.homes, *statement.about, *statement.sources)
        if statement.answers:
            yield statement.answers


def _statements(piece: Piece, analysis: Analysis, by_id: Mapping[str, Ref]) -> Iterator[Statement]:
    written = list(zip(piece.metadata.value.attributions, (found[0] for found in analysis.quotes), strict=True))
    written.sort(key=lambda pair: (pair[1].passage, pair[1].start, pair[1].end, pair[0].id))
    for number, (attribution, place) in enumerate(written, start=1):
        yield _statement(analysis, attribution, place, number, by_id)


def _statement(
    analysis: Analysis, attribution: Attribution, place: Place, number: int, by_id: Mapping[str, Ref]
) -> Statement:
    passage = analysis.passages[place.passage]
    briefing = analysis.ref
    return Statement(
        key=StatementKey(briefing, attribution.id),
        number=number,
        kind=attribution.kind,
        voices=attribution.by,
        says=attribution.says,
        words=" ".join(passage.text[place.start : place.end].split()),
        anchor=passage.anchor,
        about=tuple(by_id[id_] for id_ in attribution.about),
        date=attribution.date,
        answers=Ref(Kind.QUESTION, attribution.answers) if attribution.answers else None,
        disputes=tuple(_key(briefing, word) for word in attribution.disputes),
        implied=attribution.implied,
        direct=attribution.direct,
        sources=tuple(Ref(Kind.SOURCE, id_) for id_ in attribution.source),
    )


def _key(briefing: Ref, word: str) -> StatementKey:
    """`c12` in this briefing, `other/c12` in another."""
    folder, _, attribution_id = word.rpartition("/")
    return StatementKey(Ref(Kind.BRIEFING, folder) if folder else briefing, attribution_id)


def _occurrences(briefing: Ref, analysis: Analysis) -> Iterator[tuple[Ref, Occurrence]]:
    """Each sentence once for each entity that it names."""
    spans: dict[tuple[Ref, int, tuple[int, int]], list[tuple[int, int]]] = defaultdict(list)
    for mention in analysis.mentions:
        sentence = sentence_with(analysis.sentences[mention.passage_index], mention.start)
        span = (mention.start - sentence[0], mention.end - sentence[0])
        spans[mention.ref, mention.passage_index, sentence].append(span)
    texts: dict[tuple[int, int, int], str] = {}
    for (ref, index, (start, end)), ranges in spans.items():
        passage = analysis.passages[index]
        text = texts.setdefault((index, start, end), passage.text[start:end])
        yield ref, Occurrence(briefing, passage.anchor, text, tuple(ranges))
