"""The third stage: what links here.

`build` turns records as written into things as used (generator.index.used), and groups them by what they lead to, so
that every reference is found from both its ends. Nothing depends on the order of files.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from generator.analysis import Analysis, sentence_with
from generator.content import Content, Piece
from generator.index.related import named_with, related_briefings, spoken_between
from generator.index.used import Briefing, Index, Occurrence, Statement, StatementKey
from generator.model.briefing import Attribution
from generator.model.kinds import Kind, Ref
from generator.model.references import references
from generator.text.quotes import Place

K = TypeVar("K")
V = TypeVar("V")


def build(content: Content, analyses: Mapping[Ref, Analysis]) -> Index:
    """The index of content without errors. Drafts are left out; of withdrawn briefings only the head is there."""
    entities = {ref: record.value for ref, record in sorted(content.entities.items())}
    by_id = {ref.id: ref for ref in entities}
    language = content.site.value.language
    briefings = sorted(
        (
            _briefing(piece, analyses[piece.ref], by_id, language)
            for piece in content.pieces.values()
            if piece.metadata.value.status != "draft"
        ),
        key=_newest_first,
    )
    statements = [statement for briefing in briefings for statement in briefing.statements]
    based = ((Ref(Kind.SOURCE, one.metadata.based_on), one) for one in briefings if one.metadata.based_on)
    return Index(
        site=content.site.value,
        entities=entities,
        by_id=by_id,
        briefings={briefing.ref: briefing for briefing in briefings},
        statements={statement.key: statement for statement in statements},
        said=_group((ref, one) for one in statements for ref in one.speakers),
        said_within=_group((ref, one) for one in statements for ref in one.homes),
        said_of=_group((ref, one) for one in statements for ref in one.about),
        accounts=_group((one.answers, one) for one in statements if one.answers),
        sourced=_group((ref, one) for one in statements for ref in one.sources),
        disputed_by=_group((key, one) for one in statements for key in one.disputes),
        occurrences=_group(pair for briefing in briefings for pair in _occurrences(briefing)),
        concerning=_group((ref, briefing) for briefing in briefings for ref in briefing.concerns),
        digested_in=_group(based),
        pointing=_group(_pointers(content, by_id)),
        named_with=named_with(briefings),
        spoken_between=spoken_between(statements),
        related=related_briefings(briefings),
    )


def _group(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """The values by key, in the order in which they come."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def _newest_first(briefing: Briefing) -> tuple[int, str]:
    published = briefing.metadata.published
    day = published.earliest or published.latest
    return (-day.toordinal() if day else 0, briefing.ref.id)


def _briefing(piece: Piece, analysis: Analysis, by_id: Mapping[str, Ref], language: str) -> Briefing:
    metadata = piece.metadata.value
    shown = metadata.status != "withdrawn"
    statements = tuple(_statements(piece, analysis, by_id)) if shown else ()
    counts = Counter(mention.ref for mention in analysis.mentions) if shown else Counter[Ref]()
    named = {ref: counts[ref] for ref in sorted(counts, key=lambda ref: (-counts[ref], ref))}
    return Briefing(
        ref=piece.ref,
        metadata=metadata,
        analysis=analysis,
        language=metadata.language or language,
        statements=statements,
        named=named,
        concerns=tuple(dict.fromkeys(_concerns(piece, statements, named))) if shown else (),
    )


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


def _occurrences(briefing: Briefing) -> Iterator[tuple[Ref, Occurrence]]:
    """Each sentence once for each entity that it names."""
    if briefing.withdrawn:
        return
    spans: dict[tuple[Ref, int, tuple[int, int]], list[tuple[int, int]]] = defaultdict(list)
    analysis = briefing.analysis
    for mention in analysis.mentions:
        sentence = sentence_with(analysis.sentences[mention.passage_index], mention.start)
        span = (mention.start - sentence[0], mention.end - sentence[0])
        spans[mention.ref, mention.passage_index, sentence].append(span)
    texts: dict[tuple[int, int, int], str] = {}
    for (ref, index, (start, end)), ranges in spans.items():
        passage = analysis.passages[index]
        text = texts.setdefault((index, start, end), passage.text[start:end])
        yield ref, Occurrence(briefing.ref, passage.anchor, text, tuple(ranges))


def _pointers(content: Content, by_id: Mapping[str, Ref]) -> Iterator[tuple[Ref, tuple[str, Ref]]]:
    """What the records of entities refer to, with the key: of `roles` the inner one."""
    for ref, record in sorted(content.entities.items()):
        for reference in references(record.value):
            key = next(str(step) for step in reversed(reference.path) if isinstance(step, str))
            yield by_id[reference.id], (key, ref)
