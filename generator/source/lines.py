"""One line of YAML at a time: what an editor meant by it, and how it reads with its text in quotation marks.

The parser stops at the first mistake. So that one run tells all of them, lines are mended in a private copy
of the text, which keeps the number of lines, and the columns of all that stands before the mended value.
"""

import re
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Source, Span
from generator.source.characters import HIDDEN, named

REPEATED = 60
"""Characters of a text that a message repeats at most."""

IN_QUOTES = "put the text in quotation marks"
"""What most help lines say."""

_ODD = "\t\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ODD_BLANKS = re.compile(f"[{_ODD}]+")
_MARGIN = re.compile(f"[ {_ODD}]*(?:-[ {_ODD}]+)*(?:[a-z_]+:(?=[ {_ODD}])[ {_ODD}]*)?")
"""Where only plain spaces belong: before a line's text, after its dash, and after its key."""

_ODD_INSIDE = re.compile("[\u2028\u2029]")
"""YAML 1.1 ends a line at these, and nothing else does."""

_UNUSUAL = re.compile(f"[{HIDDEN.pattern[1:-1]}{_ODD}\u2028\u2029]")
"""Any of these; most files have none, and need not be looked at line by line."""

_ENTRY = re.compile(r"""(?P<lead>\ *(?:-\ +)*) (?P<key>(?:[\w-]+|"[^"]*"|'[^']*'):\ +)? (?P<value>\S.*)""", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line as lead (indentation, dashes), key and value; `column` is where the value begins, from 0."""

    lead: str
    key: str
    value: str

    @property
    def column(self) -> int:
        """Where the value begins."""
        return len(self.lead) + len(self.key)


@dataclass(frozen=True, slots=True)
class Copy:
    """The text as the parser is given it; rows count from 0.

    `indented` are rows whose indentation was put right, perhaps not as it was meant, and `quoted` are those
    whose text was put in quotation marks. Unless it `is_whole`, lines that nothing could mend are left out.
    """

    lines: tuple[str, ...]
    found: tuple[Diagnostic, ...] = ()
    indented: frozenset[int] = frozenset()
    quoted: frozenset[int] = frozenset()
    is_whole: bool = True

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def line(self, row: int) -> str:
        """The line, empty beyond the last."""
        return self.lines[row] if row < len(self.lines) else ""


def copy_of(source: Source) -> Copy:
    """The copy to begin with: plain spaces in the margins, and nothing that a YAML reader refuses to see."""
    if not _UNUSUAL.search(source.text):
        return Copy(tuple(source.lines))
    lines = _ODD_INSIDE.sub(" ", HIDDEN.sub("\ufffd", source.text)).split("\n")
    found: list[Diagnostic] = []
    for row, line in enumerate(lines):
        margin = _MARGIN.match(line)
        end = margin.end() if margin else 0
        odd = _ODD_BLANKS.search(line, 0, end)
        if not odd:
            continue
        lines[row] = _ODD_BLANKS.sub(lambda match: " " * len(match[0]), line[:end]) + line[end:]
        if line[end:] and not _is_tab_after_key(line, odd):
            found.append(_bad_indentation(source, row, odd))
    return Copy(tuple(lines), tuple(found), frozenset(diagnostic.line - 1 for diagnostic in found))


def entry(line: str) -> Entry | None:
    """The parts of a line; none of an empty one."""
    match = _ENTRY.match(line)
    return Entry(match["lead"], match["key"] or "", match["value"]) if match else None


def indentation(line: str) -> int:
    """How many spaces it begins with."""
    return len(line) - len(line.lstrip(" "))


def quoted(text: str) -> str:
    """`text` in the marks that it does not hold itself."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def shortened(text: str) -> str:
    """`text` as a message repeats it."""
    return text if len(text) <= REPEATED else f"{text[:REPEATED]}…"


def without_comment(text: str) -> str:
    """`text` up to what YAML takes for a comment."""
    return text.partition(" #")[0].rstrip()


def in_quotes(copy: Copy, row: int, *, lines: int | None = None) -> Copy:
    """The copy with the value that begins on `row` in quotation marks, over `lines` or as far as it goes."""
    begin = entry(copy.line(row))
    if not begin:
        return copy
    last = row + lines - 1 if lines else last_row(copy, row)
    changed = list(copy.lines)
    changed[row] = changed[row][begin.column :]
    changed[last] = without_comment(changed[last])
    for number in range(row, last + 1):
        changed[number] = changed[number].replace("'", "''")
    changed[row] = f"{copy.lines[row][: begin.column]}'{changed[row]}"
    changed[last] += "'"
    return replace(copy, lines=tuple(changed), quoted=copy.quoted | set(range(row, last + 1)))


def without_item(copy: Copy, row: int) -> Copy:
    """The copy without the list item or key that holds `row`: for what cannot be mended."""
    first, depth = _head(copy, row)
    rows = list(copy.lines)
    for number in range(first, len(rows)):
        if number > max(first, row) and _begins_anew(rows[number], depth):
            break
        rows[number] = ""
    return replace(copy, lines=tuple(rows), is_whole=False)


def without_rest(copy: Copy, row: int) -> Copy:
    """The copy up to `row`."""
    return replace(copy, lines=copy.lines[:row], is_whole=False)


def _is_tab_after_key(line: str, odd: re.Match[str]) -> bool:
    """A tab after the colon is the one odd blank that YAML reads as a space."""
    return odd[0].strip("\t") == "" and line[: odd.start()].rstrip(" ").endswith(":")


def _bad_indentation(source: Source, row: int, odd: re.Match[str]) -> Diagnostic:
    name = "a tab" if odd[0][0] == "\t" else named(odd[0][0])
    span = Span(row + 1, odd.start() + 1, len(odd[0]))
    message = f"{name} stands where plain spaces belong"
    return source.diagnostic("bad-indentation", span, message, advice="put plain spaces in its place")


def last_row(copy: Copy, row: int) -> int:
    """The last row of the value that begins on `row`: lines below that are indented deeper than its key."""
    begin = entry(copy.line(row))
    if not begin:
        return row
    depth = len(begin.lead) if begin.key else begin.lead.rfind("-")
    last = row
    for number in range(row + 1, len(copy.lines)):
        line = copy.lines[number]
        if line.strip() and (indentation(line) <= depth or line.lstrip().startswith("#")):
            break
        if line.strip():
            last = number
    return last


def _head(copy: Copy, row: int) -> tuple[int, int]:
    """The row where the item that holds `row` begins, and how deep it is indented."""
    depth = indentation(copy.line(row))
    while row > 0:
        line = copy.line(row)
        if line.strip() and (indentation(line) == 0 or _is_item(line)) and indentation(line) <= depth:
            break
        row -= 1
    return row, indentation(copy.line(row)) if _is_item(copy.line(row)) else -1


def _begins_anew(line: str, depth: int) -> bool:
    """Whether the item at `depth` is over; at -1, it is a key of the file, whose list may not be indented."""
    if not line.strip():
        return False
    return indentation(line) <= depth if depth >= 0 else indentation(line) == 0 and not _is_item(line)


def _is_item(line: str) -> bool:
    return f"{line.lstrip(' ')} ".startswith("- ")
