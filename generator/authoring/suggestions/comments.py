"""Suggestions as comments of a metadata.yml: they show the possible metadata of an imported article.

None of it is data. Lines for the editor alone begin with `##`, lines of YAML with `#`: deleting `# ` accepts some lines
or all of them. Accepted suggestions are removed again, with the headings that have nothing below them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from generator.authoring.suggestions.collection import collect_suggestions
from generator.authoring.suggestions.context import PresentContent, SuggestionContext
from generator.authoring.suggestions.suggestion import (
    NewAttribution,
    NewItem,
    NewRecord,
    Suggestion,
    SuggestionGroup,
    group_suggestions,
)
from generator.authoring.suggestions.yaml_lines import AttributionStyle, render_attribution, render_record
from generator.diagnostics.phrases import add_prefix
from generator.proposals.inputs import ArticleInput, EntityRegistry
from generator.proposals.proposal import Proposals
from generator.source.yaml_insertion import FileLines, find_node
from generator.source.yaml_scalars import format_scalar

_HEAD = "## Proposals: none is accepted yet. To accept one, delete the `# ` before its lines and before the key above"
_HEAD_COMMAND = "## them, or use its id: make suggest BRIEFING={briefing} ACCEPT=…"
_EARLIER_HEAD = (
    "## Proposals, of which none is decided. Accept one by deleting the `# ` before its lines and before the key that"
)
"""The first line of the head in drafts that were imported before it was reworded."""

_KEYS = {SuggestionGroup.TAG: "tags", SuggestionGroup.PRINCIPAL: "actors", SuggestionGroup.SAID: "attributions"}
"""The groups that are written to metadata.yml, with their keys."""

_HEADINGS = frozenset(f"## {group.value}" for group in SuggestionGroup)
_COMMENTED_KEYS = frozenset(f"# {key}:" for key in _KEYS.values())

_PREFIXES_WITH_YAML = ("tag:", "principal:", "said:")
"""The prefixes of the ids of suggestions that have lines of YAML."""

_MARK = re.compile(r"## \[(\S+)\] ")
_CONTINUATION = re.compile(r"##?   ")
_ID = re.compile(r"#   - id: (\S+)")


class _CommentBlock(NamedTuple):
    """A suggestion that a file has as a comment, and its rows."""

    suggestion_id: str
    rows: range


# Rendering


def render_comments(
    text: ArticleInput, registry: EntityRegistry, proposals: Proposals, briefing: str = "…"
) -> list[str]:
    """Return lines for the end of the metadata.yml of `briefing`, which has no tags, actors and attributions yet."""
    present = PresentContent(f"content/briefings/{briefing}/metadata.yml")
    suggestions = collect_suggestions(SuggestionContext(text, registry, proposals, present))
    if not suggestions and not proposals.dates:
        return []
    lines = [_HEAD, _HEAD_COMMAND.format(briefing=briefing)]
    for group, members in group_suggestions(suggestions).items():
        lines += ["", f"## {group.value}", *_render_group(group, members)]
    dates = dict.fromkeys(f"##   “{date.phrase}”: {date.date}" for date in proposals.dates)
    if dates:
        lines += ["", "## Dates in the text", *dates]
    return lines


def _render_group(group: SuggestionGroup, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    if group in _KEYS:
        yield f"# {_KEYS[group]}:"
    for number, suggestion in enumerate(suggestions, start=1):
        title = "" if group in _KEYS else f"{suggestion.title}; "
        yield f"## [{suggestion.id}] {suggestion.confidence}: {title}{suggestion.reason}"
        for change in suggestion.changes:
            # All other changes are written to other files.
            match change:
                case NewItem(value=value) if group in _KEYS:
                    yield f"#   - {format_scalar(value)}"
                case NewAttribution():
                    yield from _render_attribution_comment(change, f"c{number:02}")
                case NewRecord(keys=keys):
                    yield from add_prefix("##   ", render_record(keys))


def _render_attribution_comment(change: NewAttribution, id_: str) -> Iterator[str]:
    first_line, *other_lines = render_attribution(change.attribution, id_, change.sentence, AttributionStyle(), {})
    yield f"#   - {first_line}"
    yield from add_prefix("#     ", other_lines)


# Reading


def uncomment_key(lines: FileLines, key: str) -> FileLines:
    """Return lines in which a key that is a comment above suggestions is a key, if the file has none yet."""
    comment = f"# {key}:"
    if comment not in lines.texts or find_node(lines, (key,)):
        return lines
    return lines.replace_line(lines.texts.index(comment), f"{key}:")


def find_id_in_comment(lines: FileLines, suggestion_id: str) -> str | None:
    """Return the id that the comment of a suggested attribution gives it."""
    for block in _find_blocks(lines):
        if block.suggestion_id == suggestion_id:
            ids = list_ids_in_comments(lines.texts[block.rows.start : block.rows.stop])
            return next(iter(ids), None)
    return None


def list_ids_in_comments(texts: Iterable[str]) -> list[str]:
    """Return the ids of the attributions that are comments in some lines."""
    return [match[1] for match in filter(None, map(_ID.match, texts))]


# Removing


def remove_accepted(lines: FileLines, accepted: Collection[str]) -> FileLines:
    """Return lines without the comments of accepted suggestions.

    `accepted` are ids; a suggestion whose lines were all uncommented counts as well.
    """
    removed = [block.rows for block in _find_blocks(lines) if block.suggestion_id in accepted or _is_uncommented(block)]
    for rows in reversed(removed):
        lines = lines.remove_rows(rows.start, rows.stop)
    return _remove_empty_head(_remove_empty_headings(lines)) if removed else lines


def _is_uncommented(block: _CommentBlock) -> bool:
    return len(block.rows) == 1 and block.suggestion_id.startswith(_PREFIXES_WITH_YAML)


def _find_blocks(lines: FileLines) -> list[_CommentBlock]:
    blocks = []
    for row, line in enumerate(lines.texts):
        if mark := _MARK.match(line):
            continuation = list(takewhile(_CONTINUATION.match, lines.texts[row + 1 :]))
            blocks.append(_CommentBlock(mark[1], range(row, row + 1 + len(continuation))))
    return blocks


def _find_rows(lines: FileLines, texts: Collection[str]) -> list[int]:
    """Return the rows that are one of these texts."""
    return [row for row, line in enumerate(lines.texts) if line in texts]


def _remove_empty_headings(lines: FileLines) -> FileLines:
    """Return lines without headings of groups that have no suggestion left, and the blank line before each."""
    heading_rows = _find_rows(lines, _HEADINGS)
    for row, end in reversed(list(pairwise([*heading_rows, len(lines.texts)]))):
        if any(map(_MARK.match, lines.texts[row:end])):
            continue
        stop = row + 1
        if stop < end and lines.texts[stop] in _COMMENTED_KEYS:
            stop += 1
        lines = _remove_section(lines, row, stop)
    return lines


def _remove_empty_head(lines: FileLines) -> FileLines:
    """Return lines without the head and the comments around it if no suggestion is left."""
    rows = _find_rows(lines, {_HEAD, _EARLIER_HEAD})
    if not rows or _find_blocks(lines):
        return lines
    above, below = reversed(lines.texts[: rows[0]]), lines.texts[rows[0] :]
    start = rows[0] - len(list(takewhile(_is_comment, above)))
    stop = rows[0] + len(list(takewhile(_is_comment, below)))
    return _remove_section(lines, start, stop)


def _remove_section(lines: FileLines, start: int, stop: int) -> FileLines:
    """Return lines without some rows, and without the blank line before them if there is one after them as well."""
    if start and _is_blank(lines, start - 1) and _is_blank(lines, stop):
        start -= 1
    return lines.remove_rows(start, stop)


def _is_comment(line: str) -> bool:
    return line.startswith("## ")


def _is_blank(lines: FileLines, row: int) -> bool:
    """Check whether a row is blank; rows after the end are."""
    return row >= len(lines.texts) or not lines.texts[row].strip()
