"""The work on one briefing: read its files, analyze and check its words, and prepare the data that pages need.

The state of a briefing depends on its two files, on the names in its article, on what the ids in it refer to, on the
language of the site, and on the moment. The moment is stored as the range of its decision, the ids as `needed_ids`.
Nothing here reads the state of another briefing, so briefings can be processed in any order, and in several processes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import checks
from generator.analysis.analyzer import Analysis, analyze
from generator.checks import publication
from generator.checks.global_rules import GlobalFacts, collect_briefing_facts
from generator.checks.references import find_attribution_references
from generator.checks.registry import Registry, Speakers, get_speakers
from generator.content import reader
from generator.content.reader import BriefingSource, ContentLayout
from generator.content.visibility import Decision, Destinations, View, decide, resolve_destination
from generator.diagnostics.diagnostic import Diagnostic, has_errors
from generator.incremental.dependency_tracker import (
    ARTICLE,
    ARTICLE_CODEC,
    BRIEFING,
    BRIEFING_CODEC,
    CARD,
    CARD_CODEC,
    CHANGES,
    CHANGES_CODEC,
    NOTICE,
    NOTICE_CODEC,
    SENTENCES,
    SENTENCES_CODEC,
    STATEMENTS,
    STATEMENTS_CODEC,
    StoredSentence,
)
from generator.incremental.index_entries import collect_briefing_entries, collect_notice_entries, pack_entries
from generator.incremental.parallel import map_chunks
from generator.incremental.unfinished_drafts import remove_placeholders
from generator.index.briefing import KnownRecords, LinkedBriefing, follow_theme_ids, link_briefing
from generator.index.changes import list_notice_changes
from generator.index.model import Change, Notice
from generator.infra.progress import SILENT, Progress, count_items
from generator.infra.serialization import Codec
from generator.model.kinds import Ref
from generator.model.references import find_references
from generator.text.names import NameFinder

STATE, TEXTS, ENTRIES = "state", "texts", "entries"
"""Spaces of the store with the state of a briefing, the texts of its passages and headings, and its index entries."""

PAGE_SPACES = (CARD, BRIEFING, ARTICLE, NOTICE, STATEMENTS, SENTENCES, CHANGES, ENTRIES)
"""Spaces of the store with the data that pages need."""


@dataclass(frozen=True, slots=True)
class BriefingState:
    """The stored state of a briefing, except the data that pages show.

    `attributions` has their ids with the ids of their speakers, None if an error hides an attribution; `leads_to` is
    the id of the briefing to whose page links lead, None if there is no page; `formerly` has its former ids.
    """

    diagnostics: tuple[Diagnostic, ...]
    facts: GlobalFacts
    needed_ids: tuple[str, ...]
    attributions: Speakers | None
    leads_to: str | None
    formerly: tuple[str, ...]
    decision: Decision


STATE_CODEC = Codec(BriefingState)
TEXTS_CODEC = Codec(list[str])


@dataclass(frozen=True, slots=True)
class WorkContext:
    """Everything that the work on a briefing depends on besides its id: the same for all briefings of a round."""

    layout: ContentLayout
    names: NameFinder[Ref]
    registry: Registry
    theme_ids: Mapping[str, tuple[str, ...]]
    language: str
    destinations: Destinations
    view: View


@dataclass(frozen=True, slots=True)
class BriefingResult:
    """The state of a briefing, and its data as bytes by space of the store.

    A space that only a briefing with a page and without errors has may be missing. No text of a briefing is stored
    while it is not published.
    """

    ref: Ref
    state: BriefingState
    data: Mapping[str, bytes]


def process_briefing(ref: Ref, context: WorkContext) -> BriefingResult:
    """Read, analyze and check one briefing."""
    briefing, diagnostics = reader.read_briefing(ref, context.layout)
    analysis = analyze(briefing, context.names, context.language)
    diagnostics += checks.check_briefing(briefing, analysis, context.registry)
    diagnostics += publication.check_briefing(briefing, context.view.now, context.destinations)
    metadata = briefing.metadata.value
    decision = decide(metadata, context.view)
    destination = resolve_destination(ref, metadata, decision.state)
    state = BriefingState(
        diagnostics=tuple(diagnostics),
        facts=collect_briefing_facts(briefing, analysis, context.registry),
        needed_ids=tuple(sorted(set(_find_needed_ids(briefing, analysis, context)))),
        attributions=get_speakers(briefing.metadata),
        leads_to=destination.id if destination else None,
        formerly=metadata.formerly,
        decision=decision,
    )
    # A diagnostic quotes the text, which is not stored while it is hidden.
    stored_state = state if decision.state.is_full else replace(state, diagnostics=())
    data = {STATE: STATE_CODEC.encode(stored_state)}
    if decision.state.is_full:
        data[TEXTS] = TEXTS_CODEC.encode([segment.text for segment in analysis.segments])
    if not (has_errors(state.diagnostics) or briefing.missing):
        data |= _prepare_page_data(briefing, analysis, state, context)
    return BriefingResult(ref, state, data)


def _find_needed_ids(briefing: BriefingSource, analysis: Analysis, context: WorkContext) -> Iterator[str]:
    """Yield the ids whose meaning determines diagnostics, links and facts of the briefing."""
    metadata = briefing.metadata.value
    yield from metadata.formerly
    for reference in find_references(metadata):
        yield reference.id
        yield from follow_theme_ids(reference.refs, context.theme_ids)
    for _, name in find_attribution_references(metadata):
        folder, slash, _ = name.rpartition("/")
        if slash:
            yield folder
    for link in analysis.article.links:
        yield link.id
    for mention in analysis.mentions:
        yield mention.ref.id
    for ambiguity in analysis.ambiguous:
        for ref in ambiguity.refs:
            yield ref.id


def _prepare_page_data(
    briefing: BriefingSource, analysis: Analysis, state: BriefingState, context: WorkContext
) -> dict[str, bytes]:
    """Return the data that pages need of a briefing without errors, by space of the store."""
    by_id: dict[str, Ref] = {}
    for id_ in state.needed_ids:
        if holder := context.registry.get_holder(id_):
            by_id[id_] = holder
    if state.decision.hidden_by and briefing.metadata.invalid_paths:
        briefing = remove_placeholders(briefing)
        analysis = analyze(briefing, context.names, context.language)
    known = KnownRecords(by_id, context.theme_ids)
    linked = link_briefing(briefing, analysis, known, context.language, state.decision)
    if linked is None:
        return {}
    if isinstance(linked, Notice):
        return _pack_notice(linked)
    return _pack_linked(linked)


def _pack_notice(notice: Notice) -> dict[str, bytes]:
    changes = list_notice_changes(notice)
    entries = pack_entries(collect_notice_entries(notice, changes))
    return {NOTICE: NOTICE_CODEC.encode(notice), CHANGES: _pack_changes(changes), ENTRIES: entries}


def _pack_changes(changes: Sequence[Change]) -> bytes:
    return CHANGES_CODEC.encode({change.slug: change for change in changes})


def _pack_linked(linked: LinkedBriefing) -> dict[str, bytes]:
    briefing = linked.briefing
    sentences: dict[Ref, list[StoredSentence]] = defaultdict(list)
    for ref, (_, anchor, sentence, spans) in linked.occurrences:
        sentences[ref].append(StoredSentence(anchor, sentence, spans))
    return {
        CARD: CARD_CODEC.encode(briefing.card),
        BRIEFING: BRIEFING_CODEC.encode(briefing),
        ARTICLE: ARTICLE_CODEC.encode(linked.article),
        STATEMENTS: STATEMENTS_CODEC.encode({statement.key.id: statement for statement in briefing.statements}),
        SENTENCES: SENTENCES_CODEC.encode(sentences),
        CHANGES: _pack_changes(linked.changes),
        ENTRIES: pack_entries(collect_briefing_entries(linked)),
    }


def find_briefings_naming(texts: Iterable[tuple[str, bytes]], names: NameFinder[Ref]) -> Iterator[str]:
    """Yield the ids of briefings in whose passages one of the names occurs; `texts` has the packed texts by id."""
    for id_, data in texts:
        if any(map(names.find, TEXTS_CODEC.decode(data))):
            yield id_


def make_processor(
    jobs: int, progress: Progress = SILENT
) -> Callable[[Sequence[Ref], WorkContext], Iterator[BriefingResult]]:
    """Return a function that processes briefings in `jobs` processes."""

    def process(refs: Sequence[Ref], context: WorkContext) -> Iterator[BriefingResult]:
        def process_chunk(chunk: Sequence[Ref]) -> list[BriefingResult]:
            return [process_briefing(ref, context) for ref in chunk]

        with progress.stage("analyzing", len(refs)) as stage:
            yield from count_items(stage, map_chunks(jobs, lambda: process_chunk, refs))

    return process
