"""Suggestions as text for people and as JSON for programs."""

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from generator.analysis.analyzer import Analysis, find_sentence
from generator.authoring.suggestions.accepting import AcceptedSuggestions
from generator.authoring.suggestions.finding import BriefingSuggestions
from generator.authoring.suggestions.suggestion import (
    Change,
    NewAttribution,
    NewAttributionKey,
    NewItem,
    NewKey,
    NewRecord,
    Suggestion,
    group_suggestions,
)
from generator.authoring.suggestions.yaml_lines import AttributionStyle, render_attribution, render_record
from generator.diagnostics.phrases import add_prefix
from generator.proposals.proposal import Confidence, TextSpan

_BEFORE, _AFTER = "[[", "]]"
"""The marks around the words that a suggestion is based on."""
_EXCERPT_LENGTH = 240
"""Characters of a sentence that are shown around them."""
_EXAMPLE_IDS = 3


class _Excerpt(NamedTuple):
    """A sentence on one line, its position in article.md (from 1), and the characters that a suggestion rests on."""

    line: int
    column: int
    sentence: str
    start: int
    end: int


# Text


def render_text(suggested: BriefingSuggestions, suggestions: Sequence[Suggestion]) -> str:
    """Return the suggestions by group: id, confidence, title, reason and excerpt; then the command to accept them."""
    if not suggestions:
        return "no proposals"
    lines = [suggested.briefing.article.path]
    for group, members in group_suggestions(suggestions).items():
        lines += ["", group.value]
        for suggestion in members:
            lines += _render_suggestion(suggested.analysis, suggestion)
    return "\n".join([*lines, "", *_render_command(suggested.briefing.ref.id, suggestions)])


def _render_suggestion(analysis: Analysis, suggestion: Suggestion) -> Iterator[str]:
    needs = f" (with {', '.join(suggestion.needs)})" if suggestion.needs else ""
    yield f"  {suggestion.id}  {suggestion.confidence}"
    yield f"    {suggestion.title}{needs}"
    yield f"    {suggestion.reason}"
    if suggestion.spans:
        excerpt = _build_excerpt(analysis, suggestion.spans[0])
        yield f"    line {excerpt.line}: {_render_excerpt(excerpt)}"


def _render_excerpt(excerpt: _Excerpt) -> str:
    """Return the sentence with the words marked, shortened around them if it is long."""
    sentence, start, end = excerpt.sentence, excerpt.start, excerpt.end
    first = max(0, min(start, end - _EXCERPT_LENGTH))
    last = min(len(sentence), max(end, first + _EXCERPT_LENGTH))
    words = sentence[start:end]
    if len(words) > _EXCERPT_LENGTH:
        words = f"{words[:_EXCERPT_LENGTH]} …"
    before, after = "… " if first else "", " …" if last < len(sentence) else ""
    return f"{before}{sentence[first:start]}{_BEFORE}{words}{_AFTER}{sentence[end:last]}{after}"


def _render_command(briefing: str, suggestions: Iterable[Suggestion]) -> list[str]:
    acceptable = [suggestion for suggestion in suggestions if suggestion.changes]
    if not acceptable:
        return ["None of these can be accepted by a command."]
    certain = [
        suggestion.id for suggestion in acceptable if suggestion.confidence is Confidence.HIGH and not suggestion.either
    ]
    if not certain:
        return ["To accept some, give their ids:", f"  make suggest BRIEFING={briefing} ACCEPT='ID ID …'"]
    ids = shlex.quote(" ".join(certain[:_EXAMPLE_IDS]))
    return [
        "To accept some (all:high accepts all of high confidence):",
        f"  make suggest BRIEFING={briefing} ACCEPT={ids}",
    ]


def render_accepted(accepted: AcceptedSuggestions) -> str:
    """Return the accepted suggestions, the written files, and the keys that an editor still has to write."""
    lines = [f"accepted {suggestion.id}" for suggestion in accepted.suggestions]
    lines += add_prefix("wrote ", accepted.new)
    lines += add_prefix("changed ", accepted.changed)
    if accepted.without_says:
        other_keys = "".join(f", `{key}` of {id_}" for id_, key in accepted.without_key)
        lines.append(f"still to write: `says` of {', '.join(accepted.without_says)}{other_keys}")
    return "\n".join(lines)


# JSON


def render_json(suggested: BriefingSuggestions, suggestions: Sequence[Suggestion]) -> str:
    """Return a list of objects; lines and columns count from 1, `start` and `end` are characters of `sentence`."""
    entries = [_build_entry(suggested, suggestion) for suggestion in suggestions]
    return json.dumps(entries, indent=2, ensure_ascii=False)


def _build_entry(suggested: BriefingSuggestions, suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.id,
        "group": suggestion.group.name.lower(),
        "title": suggestion.title,
        "reason": suggestion.reason,
        "confidence": suggestion.confidence.value,
        **_build_position(suggested, suggestion),
        "needs": list(suggestion.needs),
        "either": list(map(list, suggestion.either)),
        "writes": list(map(_build_change_entry, suggestion.changes)),
    }


def _build_position(suggested: BriefingSuggestions, suggestion: Suggestion) -> dict[str, Any]:
    path = suggested.briefing.article.path
    if not suggestion.spans:
        return {"path": path}
    excerpt = _build_excerpt(suggested.analysis, suggestion.spans[0])
    return {"path": path, **excerpt._asdict()}


def _build_change_entry(change: Change) -> dict[str, Any]:
    match change:
        case NewItem():
            return {"path": change.path, "key": change.key, "item": change.value}
        case NewKey():
            attribution = {"attribution": change.attribution} if change.attribution else {}
            return {"path": change.path, **attribution, "key": change.key, "value": change.value}
        case NewRecord():
            return {"path": change.path, "yaml": render_record(change.keys)}
        case NewAttribution():
            lines = render_attribution(change.attribution, "…", change.sentence, AttributionStyle(), {})
            return {"path": change.path, "key": "attributions", "yaml": lines[1:]}
        case NewAttributionKey():
            return {"of": change.suggestion_id, "key": change.key, "value": change.value}


RENDERERS: dict[str, Callable[[BriefingSuggestions, Sequence[Suggestion]], str]] = {
    "text": render_text,
    "json": render_json,
}
"""The renderers by the name of the format."""


# Both


def _build_excerpt(analysis: Analysis, span: TextSpan) -> _Excerpt:
    """Return the sentence of a span, on one line."""
    passage = analysis.passages[span.passage]
    first, last = find_sentence(analysis.sentences[span.passage], span.start)
    sentence = passage.text[first : max(last, span.end)].replace("\n", " ")
    position = analysis.article.locate(span.passage, span.start, span.end)
    return _Excerpt(position.line, position.column, sentence, span.start - first, span.end - first)
