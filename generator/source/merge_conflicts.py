"""The conflict markers that a version control system writes where it cannot merge two versions of a file."""

import re
from dataclasses import replace

from generator.diagnostics.diagnostic import Diagnostic, Location, SourceFile, Span

_MARKER = re.compile(r"(?P<ours><{7}|\|{7})(?:\s|\Z)|(?P<theirs>>{7})(?:\s|\Z)|(?P<between>={7})\Z")
_ADVICE = "choose one of the two versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"


def check_merge_conflicts(source: SourceFile) -> tuple[Diagnostic, ...]:
    """Return one diagnostic for all the conflict markers of a file, if it has any.

    In Markdown, a row of `=` underlines a heading and `>` begins a quotation: they count only beside another marker.
    """
    if not any(marker in source.text for marker in ("<<<<<<<", "|||||||", ">>>>>>>")):
        return ()
    matches = {row: match for row, line in enumerate(source.lines, 1) if (match := _MARKER.match(line))}
    groups = {match.lastgroup for match in matches.values()}
    has_end = "theirs" in groups and (source.path.endswith(".yml") or "between" in groups)
    if "ours" not in groups and not has_end:
        return ()
    row, *other_rows = matches
    span = Span(row, 1, len(matches[row][0].rstrip()))
    message = "a merge conflict is not resolved here"
    diagnostic = source.diagnose("merge-conflict", span, message, advice=_ADVICE)
    other_locations = tuple(Location(source.path, other_row) for other_row in other_rows)
    return (replace(diagnostic, other_locations=other_locations),)
