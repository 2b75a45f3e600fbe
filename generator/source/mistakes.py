"""What an editor did wrong where the YAML parser stopped, and a copy of the text with which it gets further.

The parser says what it expected; an editor wants to know which mark is missing, which the line itself tells.
Mistakes that show in the parsed tree (a key twice, braces, anchors) are for the tree's builder to find.
"""

from dataclasses import dataclass, replace

from yaml import MarkedYAMLError, YAMLError

from generator.diagnostics import Source, Span
from generator.source.lines import (
    IN_QUOTES,
    REPEATED,
    Copy,
    Entry,
    entry,
    in_quotes,
    indentation,
    last_row,
    quoted,
    shortened,
    without_comment,
    without_item,
    without_rest,
)

_SPECIAL = "@`%*&!?,|>"
"""Characters that mean something else to YAML at the beginning of a text."""


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One mistake at a row and column, from 0; `mended` where the text can be put right without guessing."""

    rule: str
    row: int
    column: int
    message: str
    advice: str
    mended: Copy | None = None


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where the parser stopped, and in which words; `begun` is the row and column of what it was in."""

    copy: Copy
    row: int
    column: int
    problem: str
    context: str
    begun: tuple[int, int]

    @property
    def line(self) -> str:
        return self.copy.line(self.row)

    @property
    def entry(self) -> Entry | None:
        return entry(self.line)


def mend(source: Source, copy: Copy, error: YAMLError) -> Copy:
    """The copy with the mistake behind `error` reported, and mended or left out; its text is another one."""
    stop = _stop(copy, error)
    mistake = (
        _colon(stop)
        or _escape(stop)
        or _quotation_mark(stop)
        or _bracket(stop)
        or _missing_colon(stop)
        or _special_character(stop)
        or _indentation(stop)
        or _unknown(stop)
    )
    if _is_news(copy, mistake, stop.row):
        span = _within(source, Span(mistake.row + 1, mistake.column + 1))
        found = source.diagnostic(mistake.rule, span, mistake.message, advice=mistake.advice)
        copy = replace(copy, found=(*copy.found, found), quoted=copy.quoted | {mistake.row})
        if mistake.mended:
            mended = mistake.mended
            return replace(copy, lines=mended.lines, quoted=copy.quoted | mended.quoted)
    shorter = without_item(copy, mistake.row)
    if shorter.lines == copy.lines or "<document start>" in stop.problem:
        return without_rest(copy, min(stop.row, len(copy.lines) - 1))
    return shorter


def _is_news(copy: Copy, mistake: _Mistake, row: int) -> bool:
    """Whether it does not follow from what was reported already."""
    rows = {mistake.row, row}
    if mistake.rule == "yaml-syntax" and not copy.indented.isdisjoint(rows):
        return False
    return copy.quoted.isdisjoint(rows)


def _stop(copy: Copy, error: YAMLError) -> _Stop:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    if not isinstance(error, MarkedYAMLError) or not mark:
        return _Stop(copy, 0, 0, str(error).lower(), "", (0, 0))
    begun = error.context_mark or mark
    place = (begun.line, begun.column)
    return _Stop(copy, mark.line, mark.column, error.problem or "", error.context or "", place)


def _unknown(stop: _Stop) -> _Mistake:
    message = "from here on this is no YAML"
    return _Mistake("yaml-syntax", stop.row, stop.column, message, f"YAML says: {stop.problem}")


def _within(source: Source, span: Span) -> Span:
    """`span`, moved to the end of the last line where it is beyond."""
    if span.line > len(source.lines):
        return Span(len(source.lines), len(source.lines[-1]) + 1)
    return Span(span.line, min(span.column, len(source.lines[span.line - 1]) + 1))


def _colon(stop: _Stop) -> _Mistake | None:
    if not stop.problem.startswith("mapping values are not allowed") or not stop.entry:
        return None
    here = stop.entry
    if here.key and here.column < stop.column:
        if here.value[0] in "\"'":
            return _after_mark(stop, stop.row, stop.column)
        return _after_bracket(stop) if here.value[0] in "[{" else _unquoted(stop, stop.row)
    if " " in stop.line[len(here.lead) : stop.column]:
        return _unquoted(stop, _above(stop.copy, stop.row))
    word = stop.line[len(here.lead) : stop.column]
    above = _line_above(stop.copy, stop.row)
    if indentation(stop.copy.line(above)) == indentation(stop.line) and above != stop.row:
        return _without_colon(stop, above)
    message = f"`{word}` is indented deeper than the keys that it stands among"
    return _Mistake("yaml-syntax", stop.row, len(here.lead), message, "keys of one thing begin in one column")


def _unquoted(stop: _Stop, row: int) -> _Mistake:
    message = "a colon stands in a text without quotation marks"
    mended = in_quotes(stop.copy, row)
    return _Mistake("unquoted-colon", stop.row, stop.column, message, _in_quotes(stop.copy, row), mended)


def _escape(stop: _Stop) -> _Mistake | None:
    if "escape" not in stop.problem and "hexdecimal" not in stop.problem:
        return None
    backslash = max(0, stop.line.rfind("\\", 0, stop.column + 1))
    escape = stop.line[backslash : backslash + 2]
    message = f"`{escape}` means nothing between double quotation marks"
    return _Mistake("yaml-syntax", stop.row, backslash, message, f"write `\\{escape}`, or use single marks")


def _quotation_mark(stop: _Stop) -> _Mistake | None:
    if "scanning a quoted scalar" in stop.context:
        return _unclosed(stop, *stop.begun)
    before = stop.line[: stop.column].rstrip()
    if before[-1:] in {"]", "}"} and stop.entry and stop.entry.value[0] in "[{":
        return _after_bracket(stop)
    if stop.problem.startswith(("while scanning", "mapping values")) or before[-1:] not in {'"', "'"}:
        return None
    here = stop.entry
    if here and here.value[0] in "\"'" and len(before) > here.column + 1:
        return _after_mark(stop, stop.row, stop.column)
    begun = _opening(stop.copy, stop.row, before[-1])
    if here and here.key and len(before) == here.column + 1 and begun != stop.row:
        opened = entry(stop.copy.line(begun))
        return _unclosed(stop, begun, opened.column if opened else 0)
    return _after_mark(stop, begun, stop.column)


def _unclosed(stop: _Stop, row: int, column: int) -> _Mistake:
    here = entry(stop.copy.line(row))
    mended = in_quotes(stop.copy, row, lines=1) if here and here.column == column else None
    message = "the quotation mark that opens here is not closed"
    advice = "write another one where the text ends"
    return _Mistake("yaml-syntax", row, column, message, advice, mended)


def _after_mark(stop: _Stop, row: int, column: int) -> _Mistake:
    begin = entry(stop.copy.line(row))
    mended = in_quotes(stop.copy, row) if begin and begin.value[0] in "\"'" else None
    message = "text follows the closing quotation mark"
    if "flow" in stop.context:
        return _Mistake("text-after-quote", stop.row, stop.column, message, "write a comma between two texts")
    return _Mistake("text-after-quote", stop.row, column, message, _in_quotes(stop.copy, row), mended)


def _after_bracket(stop: _Stop) -> _Mistake:
    message = "text follows the closing bracket"
    advice = _in_quotes(stop.copy, stop.row)
    return _Mistake("yaml-syntax", stop.row, stop.column, message, advice, in_quotes(stop.copy, stop.row))


def _bracket(stop: _Stop) -> _Mistake | None:
    here = stop.line[stop.column : stop.column + 1]
    if here in {"]", "}"} and "block" in stop.context:
        message = f"the `{here}` closes nothing that is open"
        return _Mistake("yaml-syntax", stop.row, stop.column, message, "leave it out")
    if "flow" not in stop.context or "scanning" in stop.context:
        return None
    row, column = stop.begun
    bracket = stop.copy.line(row)[column : column + 1]
    if bracket in {"[", "{"}:
        other = "]" if bracket == "[" else "}"
        message = f"the `{bracket}` that opens here is not closed"
        advice = f"write `{other}` where it ends, and commas between"
        return _Mistake("yaml-syntax", row, column, message, advice)
    if stop.row >= len(stop.copy.lines) - 1 and not stop.line.strip():
        row = _line_above(stop.copy, stop.row)
        column = max(0, len(stop.copy.line(row).rstrip()) - 1)
        return _Mistake("yaml-syntax", row, column, "the file ends before a bracket is closed", "close it")
    message = "something is missing between the brackets"
    return _Mistake("yaml-syntax", stop.row, stop.column, message, "write a list as `[first, second]`")


def _missing_colon(stop: _Stop) -> _Mistake | None:
    if "simple key" not in stop.context or "expected ':'" not in stop.problem:
        return None
    return _without_colon(stop, stop.begun[0])


def _without_colon(stop: _Stop, row: int) -> _Mistake:
    line = stop.copy.line(row)
    text = without_comment(line.strip())
    word, colon, rest = text.removeprefix("- ").partition(":")
    if colon and rest and " " not in word:
        message = f"a space is missing after the colon of `{shortened(word)}`"
        advice = f"write `{shortened(word)}: {shortened(rest)}`"
    else:
        message = f"`{shortened(text)}` is no key: no colon follows"
        advice = "write `key: value`; a text that goes on over several lines is indented deeper than its key"
    return _Mistake("yaml-syntax", row, indentation(line), message, advice)


def _special_character(stop: _Stop) -> _Mistake | None:
    here = stop.entry
    if not here or stop.column < here.column:
        return None
    first = here.value[0]
    if first in _SPECIAL:
        message = f"a text cannot begin with `{first}`"
        mended = in_quotes(stop.copy, stop.row)
        advice = _in_quotes(stop.copy, stop.row)
        return _Mistake("yaml-syntax", stop.row, here.column, message, advice, mended)
    if "cannot start any token" in stop.problem:
        message = f"a text cannot begin with `{stop.line[stop.column : stop.column + 1]}`"
        return _Mistake("yaml-syntax", stop.row, stop.column, message, IN_QUOTES)
    if "sequence entries are not allowed" in stop.problem:
        message = "a list with dashes begins on a line of its own"
        advice = "put the dash on the next line, or the list in square brackets: `[first, second]`"
        return _Mistake("yaml-syntax", stop.row, stop.column, message, advice)
    return None


def _indentation(stop: _Stop) -> _Mistake | None:
    if not stop.entry or stop.column > indentation(stop.line):
        return None
    if "<document start>" in stop.problem:
        message = "this line is indented less than the first line of the file"
        advice = "begin the keys of the file in the first column"
    elif stop.line[stop.column :].startswith("-"):
        message = "a list item stands where a key belongs"
        advice = "dashes of one list begin in one column, under their key"
    else:
        message = "the indentation of this line fits none of the lines above"
        advice = "keys of one thing begin in one column"
    return _Mistake("yaml-syntax", stop.row, stop.column, message, advice)


def _above(copy: Copy, row: int) -> int:
    """The row on which the text began that goes on at `row`."""
    for number in range(row - 1, -1, -1):
        here = entry(copy.line(number))
        is_begin = here and (here.key or "-" in here.lead)
        if is_begin and indentation(copy.line(number)) <= indentation(copy.line(row)):
            return number
    return row


def _line_above(copy: Copy, row: int) -> int:
    return next((number for number in range(row - 1, -1, -1) if copy.line(number).strip()), row)


def _opening(copy: Copy, row: int, mark: str) -> int:
    """The row where the quotation mark opens that closes at `row`."""
    for number in range(row - 1, -1, -1):
        here = entry(copy.line(number))
        if here and (here.key or "-" in here.lead):
            return number if here.value.startswith(mark) else row
    return row


def _in_quotes(copy: Copy, row: int) -> str:
    """The help line with the text of `row` as it should be, where it is short enough."""
    here = entry(copy.line(row))
    text = without_comment(here.value) if here else ""
    if not 0 < len(text) <= REPEATED or last_row(copy, row) > row:
        return IN_QUOTES
    return f"{IN_QUOTES}: `{quoted(text)}`"
