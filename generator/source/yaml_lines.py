"""Single lines of YAML and their repair in a working copy of the text.

The parser stops at the first error. To report all errors in one run, lines are repaired in a working copy, which keeps
the number of lines and the columns in front of a repaired value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.source.characters import HIDDEN, describe_character

MAX_QUOTED = 60
"""The number of characters of a text that a message quotes."""

QUOTE_HELP = "put the text in quotation marks"
"""The help line of most errors."""

_ODD = "\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_BLANKS = re.compile(f"[{_ODD}]+")
_MARGIN = re.compile(f"[ {_ODD}]*(?:-[ {_ODD}]+)*(?:[a-z_]+:(?=[ {_ODD}])[ {_ODD}]*)?")
"""The part of a line that may contain only plain spaces: before its text, after its dash and after its key."""

_ODD_LINE_ENDS = re.compile("[\u2028\u2029]")
"""The characters that end a line in YAML 1.1 and nowhere else."""

_UNUSUAL = re.compile(f"[{HIDDEN.pattern[1:-1]}{_ODD}\u2028\u2029]")
"""Any unusual character: most files have none and need no examination of their lines."""

_ENTRY = re.compile(r"""(?P<lead>\ *(?:-\ +)*) (?P<key>(?:[\w-]+|"[^"]*"|'[^']*'):\ +)? (?P<value>\S.*)""", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class LineParts:
    """A line in parts: the lead (indentation and dashes), the key and the value. All are empty for an empty line."""

    lead: str
    key: str
    value: str

    @property
    def column(self) -> int:
        """The column of the value, from 0."""
        return len(self.lead) + len(self.key)

    @property
    def begins_value(self) -> bool:
        """True if the line has a key or a dash, so that a new value begins on it."""
        return bool(self.key) or "-" in self.lead


_EMPTY_LINE = LineParts("", "", "")


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """The text for the parser, with the diagnostics of its repairs. Rows count from 0.

    `reindented_rows` are rows with a corrected indentation, which may differ from the intended one. `quoted_rows` are
    rows whose text was put in quotation marks. If it is not `is_whole`, it lacks lines that could not be repaired.
    """

    lines: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    reindented_rows: frozenset[int] = frozenset()
    quoted_rows: frozenset[int] = frozenset()
    is_whole: bool = True

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def get_line(self, row: int) -> str:
        """Return a line; empty after the last one."""
        return self.lines[row] if row < len(self.lines) else ""

    def iter_text_rows(self, start: int) -> Iterator[tuple[int, str]]:
        """Yield the rows from `start` that are not blank, with their lines."""
        for row in range(start, len(self.lines)):
            if self.lines[row].strip():
                yield row, self.lines[row]


def create_working_copy(source: SourceFile) -> WorkingCopy:
    """Create the first copy, with plain spaces in margins and without characters that a YAML reader rejects."""
    if not _UNUSUAL.search(source.text):
        return WorkingCopy(tuple(source.lines))
    lines = _ODD_LINE_ENDS.sub(" ", HIDDEN.sub("\ufffd", source.text)).split("\n")
    diagnostics: list[Diagnostic] = []
    for row, line in enumerate(lines):
        margin = _MARGIN.match(line)
        end = margin.end() if margin else 0
        odd = _ODD_BLANKS.search(line, 0, end)
        if not odd:
            continue
        lines[row] = _ODD_BLANKS.sub(lambda match: " " * len(match[0]), line[:end]) + line[end:]
        if line[end:] and not _is_tab_after_key(line, odd):
            diagnostics.append(_report_bad_indentation(source, row, odd))
    rows = frozenset(diagnostic.line - 1 for diagnostic in diagnostics)
    return WorkingCopy(tuple(lines), tuple(diagnostics), rows)


def split_line(line: str) -> LineParts:
    """Split a line into its parts."""
    match = _ENTRY.match(line)
    return LineParts(match["lead"], match["key"] or "", match["value"]) if match else _EMPTY_LINE


def count_indentation(line: str) -> int:
    """Return the number of spaces at the beginning of a line."""
    return len(line) - len(line.lstrip(" "))


def shorten(text: str) -> str:
    """Shorten `text` for a message."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


def strip_comment(text: str) -> str:
    """Remove the part of `text` that YAML reads as a comment."""
    return text.partition(" #")[0].rstrip()


def put_in_quotes(copy: WorkingCopy, row: int, *, lines: int | None = None) -> WorkingCopy:
    """Put the value that begins on `row` in quotation marks: all of it, or as many `lines` as given."""
    line = split_line(copy.get_line(row))
    if not line.value:
        return copy
    end_row = row + lines - 1 if lines else find_last_row(copy, row)
    rows = range(row, end_row + 1)
    changed = list(copy.lines)
    changed[row] = changed[row][line.column :]
    changed[end_row] = strip_comment(changed[end_row])
    for number in rows:
        changed[number] = changed[number].replace("'", "''")
    changed[row] = f"{copy.lines[row][: line.column]}'{changed[row]}"
    changed[end_row] += "'"
    return replace(copy, lines=tuple(changed), quoted_rows=copy.quoted_rows | set(rows))


def drop_item(copy: WorkingCopy, row: int) -> WorkingCopy:
    """Remove the list item or key that contains `row`, because it cannot be repaired."""
    start_row = _find_item_start(copy, row)
    start_line = copy.get_line(start_row)
    depth = count_indentation(start_line) if _is_item(start_line) else None
    rows_below = copy.iter_text_rows(max(start_row, row) + 1)
    end_row = next((number for number, line in rows_below if _ends_item(line, depth)), len(copy.lines))
    blank_lines = [""] * (end_row - start_row)
    return replace(copy, lines=(*copy.lines[:start_row], *blank_lines, *copy.lines[end_row:]), is_whole=False)


def drop_rows_from(copy: WorkingCopy, row: int) -> WorkingCopy:
    """Remove `row` and all rows after it."""
    return replace(copy, lines=copy.lines[:row], is_whole=False)


def _is_tab_after_key(line: str, odd: re.Match[str]) -> bool:
    """Check for a tab after the colon, the only odd blank that YAML reads as a space."""
    return odd[0].strip("\t") == "" and line[: odd.start()].rstrip(" ").endswith(":")


def _report_bad_indentation(source: SourceFile, row: int, odd: re.Match[str]) -> Diagnostic:
    name = "a tab" if odd[0][0] == "\t" else describe_character(odd[0][0])
    span = Span(row + 1, odd.start() + 1, len(odd[0]))
    message = f"{name} is used where YAML needs plain spaces"
    return source.diagnose("bad-indentation", span, message, advice="replace it with plain spaces")


def find_last_row(copy: WorkingCopy, row: int) -> int:
    """Return the last row of the value that begins on `row`: the last line that is indented more than its key."""
    start_line = split_line(copy.get_line(row))
    if not start_line.value:
        return row
    depth = len(start_line.lead) if start_line.key else start_line.lead.rfind("-")
    last_row = row
    for number, line in copy.iter_text_rows(row + 1):
        if count_indentation(line) <= depth or line.lstrip().startswith("#"):
            break
        last_row = number
    return last_row


def _find_item_start(copy: WorkingCopy, row: int) -> int:
    """Return the row on which the list item or key begins that contains `row`."""
    depth = count_indentation(copy.get_line(row))
    for number in range(row, 0, -1):
        line = copy.get_line(number)
        indentation = count_indentation(line)
        if line.strip() and indentation <= depth and (indentation == 0 or _is_item(line)):
            return number
    return 0


def _ends_item(line: str, depth: int | None) -> bool:
    """Check whether a line with text is after the list item at `depth`, or after the key of the file if it is None.

    The list under a key of the file need not be indented.
    """
    if depth is None:
        return count_indentation(line) == 0 and not _is_item(line)
    return count_indentation(line) <= depth


def _is_item(line: str) -> bool:
    return f"{line.lstrip(' ')} ".startswith("- ")
