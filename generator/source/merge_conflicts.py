"""The conflict markers that a version control system writes where it cannot merge two versions of a file."""

import re
from dataclasses import replace

from generator.diagnostics.diagnostic import Diagnostic, Location, SourceFile, Span

_MARKER = re.compile(r"(?P<ours><{7}|\|{7})(?:\s|\Z)|(?P<theirs>>{7})(?:\s|\Z)|(?P<between>={7})\Z")
_MARKER_LENGTH = 7
_ADVICE = "choose one of the two versions, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"


def check_merge_conflicts(source: SourceFile) -> tuple[Diagnostic, ...]:
    """Return one diagnostic for all the conflict markers of a file, if it has any.

    In Markdown, a row of `=` underlines a heading and `>` begins a quotation: they count only beside another marker.
    """
    if not any(marker in source.text for marker in ("<<<<<<<", "|||||||", ">>>>>>>")):
        return ()
    locations: list[Location] = []
    markers: set[str | None] = set()
    for number, line in enumerate(source.lines, 1):
        if match := _MARKER.match(line):
            locations.append(Location(source.path, number))
            markers.add(match.lastgroup)
    has_end = "theirs" in markers and (source.path.endswith(".yml") or "between" in markers)
    if "ours" not in markers and not has_end:
        return ()
    first_location, *other_locations = locations
    span = Span(first_location.line, 1, _MARKER_LENGTH)
    message = "a merge conflict is not resolved here"
    diagnostic = source.diagnose("merge-conflict", span, message, advice=_ADVICE)
    return (replace(diagnostic, other_locations=tuple(other_locations)),)
