"""All suggestions for one briefing of a project: its files are read, proposals are made and become suggestions."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.analysis.analyzer import Analysis, analyze, build_name_finder
from generator.authoring.registry import build_registry, build_text
from generator.authoring.suggestions.collection import collect_suggestions
from generator.authoring.suggestions.context import SuggestionContext
from generator.authoring.suggestions.existing import ExistingBriefing, read_present_content
from generator.authoring.suggestions.suggestion import Suggestion, SuggestionGroup, drop_duplicate_ids
from generator.content import reader
from generator.content.reader import BriefingSource, Content
from generator.diagnostics.diagnostic import Diagnostic
from generator.model.kinds import Kind, Ref
from generator.model.messages import add_nearest
from generator.proposals import propose
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import Proposals

Propose = Callable[[ArticleInput, EntityRegistry], Proposals]


class SuggestError(Exception):
    """The briefing does not exist or cannot be read: `diagnostics` say why."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class BriefingSuggestions:
    """A briefing, its analysis, all content, and the suggestions for the briefing by group."""

    briefing: BriefingSource
    analysis: Analysis
    content: Content
    suggestions: tuple[Suggestion, ...]


def find_suggestions(root: Path, id_or_folder: str, propose_from: Propose = propose) -> BriefingSuggestions:
    """Return the suggestions for a briefing of the content in `root`; `id_or_folder` names it.

    Raise `SuggestError` if it does not exist or cannot be read.
    """
    content = reader.read_content(root)
    briefing = _get_briefing(content, id_or_folder)
    analysis = analyze(briefing, build_name_finder(content.entities), content.site.value.language)
    text, registry = build_text(briefing, content), build_registry(content, except_briefing=briefing.ref.id)
    present = read_present_content(briefing, analysis, content)
    context = SuggestionContext(text, registry, propose_from(text, registry), present)
    proposed = collect_suggestions(context)
    additional = ExistingBriefing(briefing, analysis, content, context, proposed).suggest()
    order = list(SuggestionGroup)
    suggestions = drop_duplicate_ids([*proposed, *additional])
    by_group = sorted(suggestions, key=lambda suggestion: order.index(suggestion.group))
    return BriefingSuggestions(briefing, analysis, content, tuple(by_group))


def _get_briefing(content: Content, id_or_folder: str) -> BriefingSource:
    id_ = id_or_folder.rstrip("/").rpartition("/")[2]
    briefing = content.briefings.get(Ref(Kind.BRIEFING, id_))
    if briefing is None:
        known = [ref.id for ref in content.briefings]
        raise SuggestError(add_nearest(f"there is no briefing `{id_}`", id_, known))
    if briefing.missing or not briefing.has_article or () in briefing.metadata.invalid_paths:
        paths = (briefing.article.path, briefing.metadata.source.path)
        diagnostics = tuple(diagnostic for diagnostic in content.diagnostics if diagnostic.path in paths)
        raise SuggestError(f"the briefing `{id_}` cannot be read", diagnostics)
    return briefing
