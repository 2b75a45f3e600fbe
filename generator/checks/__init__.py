"""The checks: whether content follows the rules of `generator.diagnostics.rules`.

Single values are checked when they are read (generator.model). The rules here compare several values: of one record, of
records that refer to each other, of an attribution and its article, or of all records.

A rule that needs one record, or its references, is checked by `check_entity` or `check_briefing`; one that compares
records with each other, by `global_rules`. Updates call these functions for what changed.
"""

from collections.abc import Iterator, Mapping

from generator.analysis.analyzer import Analysis
from generator.checks import (
    consistency,
    figures,
    global_rules,
    placeholders,
    prose,
    publication,
    quotes,
    references,
    requirements,
)
from generator.checks.global_rules import GlobalFacts
from generator.checks.registry import Registry
from generator.content.reader import BriefingSource, Content, Record, relax_for_draft
from generator.diagnostics.diagnostic import Diagnostic, SourceFile, sort_diagnostics
from generator.model.entities import Entity
from generator.model.kinds import Ref
from generator.model.site import Site


def find_diagnostics(content: Content, analyses: Mapping[Ref, Analysis]) -> list[Diagnostic]:
    """Check the content by the rules that do not depend on the moment; return all diagnostics, sorted.

    An edit of the desk's own tools is checked so, before it is written. `incremental` checks what a build publishes.
    """
    return sort_diagnostics([*content.diagnostics, *_check_records(content, analyses)])


def _check_records(content: Content, analyses: Mapping[Ref, Analysis]) -> Iterator[Diagnostic]:
    """Check all records, one by one and then together."""
    registry = Registry.from_content(content)
    facts: list[GlobalFacts] = []
    yield from check_site(content.site, content.settings)
    for record in content.entities.values():
        yield from check_entity(record, registry)
        facts.append(global_rules.collect_entity_facts(record, registry))
    for ref, briefing in content.briefings.items():
        yield from check_briefing(briefing, analyses[ref], registry)
        facts.append(global_rules.collect_briefing_facts(briefing, analyses[ref], registry))
    facts.append(GlobalFacts(is_partial=content.is_partial))
    yield from global_rules.check(content.entities, GlobalFacts.combine(facts))


def check_site(site: Record[Site], settings: SourceFile | None) -> Iterator[Diagnostic]:
    """Check the site's own files, beyond their single values."""
    yield from placeholders.check_site(site, settings)


def check_entity(record: Record[Entity], registry: Registry) -> Iterator[Diagnostic]:
    """Check the record of an entity, beyond its single values."""
    yield from references.check_entity(record, registry)
    yield from requirements.check_entity(record)
    yield from consistency.check_entity(record)
    yield from placeholders.check_entity(record)


def check_briefing(briefing: BriefingSource, analysis: Analysis, registry: Registry) -> Iterator[Diagnostic]:
    """Check a briefing, beyond its single values."""
    yield from relax_for_draft(briefing.metadata, _check_briefing(briefing, analysis, registry))


def _check_briefing(briefing: BriefingSource, analysis: Analysis, registry: Registry) -> Iterator[Diagnostic]:
    yield from analysis.article.diagnostics
    yield from references.check_briefing(briefing, analysis, registry)
    yield from requirements.check_briefing(briefing, analysis)
    yield from consistency.check_briefing(briefing, registry)
    yield from placeholders.check_briefing(briefing, analysis)
    yield from publication.check_keys(briefing.metadata)
    yield from figures.check_briefing(briefing, analysis)
    yield from quotes.check_briefing(briefing, analysis)
    yield from prose.check_briefing(briefing, analysis, registry.labels)
