"""Suggestions as comments of a metadata.yml: how an imported article shows what might be said of it.

None of it is data. `##` stands before what is for the editor alone, `#` before YAML, so that taking `# ` away accepts
it, from some lines as from all of them. What has been accepted is taken out again, with headings that nothing is under.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from generator.authoring.suggestions.case import Case, Present
from generator.authoring.suggestions.gathering import gather
from generator.authoring.suggestions.suggestion import Entry, Group, Item, NewRecord, Suggestion
from generator.authoring.suggestions.yaml_lines import Style, attribution, record
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals
from generator.source.inserting import Lines, node_at
from generator.source.scalars import scalar

HEAD = (
    "## Proposals, of which none is decided. Accept one by deleting the `# ` before its lines and before the key that",
    "## they belong to, or by its id: make suggest BRIEFING={briefing} ACCEPT=…",
)
_KEYS = {Group.TAG: "tags", Group.PRINCIPAL: "actors", Group.SAID: "attributions"}
"""The groups that are written to metadata.yml, with their keys."""

_IN_LINES = ("tag:", "principal:", "said:")
"""How the ids of what has lines of YAML begin."""

_MARK = re.compile(r"## \[(\S+)\] ")
_REST = re.compile(r"##?   ")
_ID = re.compile(r"#   - id: (\S+)")


def render_comments(given: Text, registry: Registry, proposals: Proposals, briefing: str = "…") -> list[str]:
    """Lines for the end of the metadata.yml of `briefing`, which has none of `tags`, `actors` and `attributions`."""
    case = Case(given, registry, proposals, Present(f"content/briefings/{briefing}/metadata.yml"))
    suggestions = gather(case)
    if not suggestions and not proposals.dates:
        return []
    lines = [line.format(briefing=briefing) for line in HEAD]
    for group in Group:
        chosen = [one for one in suggestions if one.group is group]
        if chosen:
            lines += ["", f"## {group.value}", *_block(group, chosen)]
    dates = dict.fromkeys(f"##   “{one.phrase}”: {one.date}" for one in proposals.dates)
    if dates:
        lines += ["", "## Dates in the text", *dates]
    return lines


def _block(group: Group, suggestions: Sequence[Suggestion]) -> Iterable[str]:
    if group in _KEYS:
        yield f"# {_KEYS[group]}:"
    for number, one in enumerate(suggestions, start=1):
        what = "" if group in _KEYS else f"{one.title}; "
        yield f"## [{one.id}] {one.confidence}: {what}{one.reason}"
        for change in one.changes:
            match change:
                case Item(value=value) if group in _KEYS:
                    yield f"#   - {scalar(value)}"
                case Entry(attribution=said, sentence=sentence):
                    first, *more = attribution(said, f"c{number:02}", sentence, Style())
                    yield f"#   - {first}"
                    yield from (f"#     {line}" for line in more)
                case NewRecord(keys=keys):
                    yield from (f"##   {line}" for line in record(keys))
                case _:
                    pass  # it goes into another file


def with_key_uncommented(lines: Lines, key: str) -> Lines:
    """With a key that stands there as the head of proposals, where the file has none yet."""
    row = next((row for row, line in enumerate(lines.texts) if line == f"# {key}:"), None)
    return lines if row is None or node_at(lines, (key,)) else lines.with_line(row, f"{key}:")


def id_in_comment(lines: Lines, suggested: str) -> str | None:
    """The id that the comment of a suggested attribution has for it."""
    rows = next((rows for id_, rows in _marked(lines) if id_ == suggested), range(0))
    return next((found[1] for row in rows if (found := _ID.match(lines.texts[row]))), None)


def ids_in_comments(lines: Lines) -> list[str]:
    """The ids of all attributions that stand there as comments."""
    return [found[1] for line in lines.texts if (found := _ID.match(line))]


def without(lines: Lines, accepted: Collection[str]) -> Lines:
    """Without the comments of what was accepted, by its id or by deleting the marks before its lines."""
    gone = [rows for id_, rows in _marked(lines) if id_ in accepted or (len(rows) == 1 and id_.startswith(_IN_LINES))]
    for rows in reversed(gone):
        lines = lines.without(rows.start, rows.stop)
    return _without_head(_without_headings(lines)) if gone else lines


def _marked(lines: Lines) -> list[tuple[str, range]]:
    """Each suggestion that stands there as a comment, with its rows."""
    found = []
    for row, line in enumerate(lines.texts):
        if mark := _MARK.match(line):
            end = row + 1
            while end < len(lines.texts) and _REST.match(lines.texts[end]):
                end += 1
            found.append((mark[1], range(row, end)))
    return found


def _without_headings(lines: Lines) -> Lines:
    """Without headings of groups that have no suggestion any more, and the blank line before each."""
    headings = {f"## {group.value}" for group in Group}
    places = [row for row, line in enumerate(lines.texts) if line in headings]
    ends = [*places[1:], len(lines.texts)]
    for row, end in reversed(list(zip(places, ends, strict=True))):
        if any(_MARK.match(line) for line in lines.texts[row:end]):
            continue
        last = row + 1
        if last < end and lines.texts[last] in {f"# {key}:" for key in _KEYS.values()}:
            last += 1
        first = row - 1 if row and not lines.texts[row - 1].strip() and _is_blank(lines, last) else row
        lines = lines.without(first, last)
    return lines


def _without_head(lines: Lines) -> Lines:
    """Without what is said of all proposals, and the lines of comment around it, where none is left."""
    rows = [row for row, line in enumerate(lines.texts) if line == HEAD[0]]
    if not rows or _marked(lines):
        return lines
    first = last = rows[0]
    while first and lines.texts[first - 1].startswith("## "):
        first -= 1
    while lines.texts[last : last + 1] and lines.texts[last].startswith("## "):
        last += 1
    first -= bool(first and not lines.texts[first - 1].strip() and _is_blank(lines, last))
    return lines.without(first, last)


def _is_blank(lines: Lines, row: int) -> bool:
    return row >= len(lines.texts) or not lines.texts[row].strip()
