"""Recovery from YAML syntax errors: a diagnostic for an error, and a repaired copy of the text that parses further.

The parser reports what it expected. An editor wants to know which mark is missing, which the line itself shows. Errors
that are visible in the parsed data (a repeated key, braces, anchors) are found by `generator.source.yaml_loader`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from yaml import MarkedYAMLError, YAMLError

from generator.diagnostics.diagnostic import SourceFile, Span
from generator.source.quotation_marks import describe_marks, is_in_marks
from generator.source.yaml_lines import (
    MAX_QUOTED,
    QUOTE_HELP,
    LineParts,
    WorkingCopy,
    count_indentation,
    drop_item,
    drop_rows_from,
    find_last_row,
    put_in_quotes,
    shorten,
    split_line,
    strip_comment,
)
from generator.source.yaml_scalars import quote_text

_SPECIAL = "@`%*&!?,|>"
"""The characters that have a special meaning in YAML at the beginning of a text."""
_QUOTATION_MARKS = ('"', "'")
_CLOSING_BRACKETS = {"[": "]", "{": "}"}
_BRACKETS = tuple(_CLOSING_BRACKETS)
_COLUMN_HELP = "start the keys of one mapping in the same column"


@dataclass(frozen=True, slots=True)
class _SyntaxError:
    """An error at a row and column, from 0; `repaired` is the copy after a repair that needs no guess."""

    rule: str
    row: int
    column: int
    message: str
    advice: str
    repaired: WorkingCopy | None = None


@dataclass(frozen=True, slots=True)
class _ParserStop:
    """The position at which the parser stopped, and its words; the construct that it was in starts at `start`."""

    copy: WorkingCopy
    row: int
    column: int
    problem: str
    context: str
    start: tuple[int, int]

    @property
    def line(self) -> str:
        """The line at which the parser stopped."""
        return self.copy.get_line(self.row)

    @property
    def parts(self) -> LineParts:
        """The parts of that line."""
        return split_line(self.line)


def recover(source: SourceFile, copy: WorkingCopy, error: YAMLError) -> WorkingCopy:
    """Report the syntax error behind `error`, and return a copy of another text: repaired, or without the error."""
    stop = _describe_stop(copy, error)
    syntax_error = _explain(stop)
    if _is_independent(copy, syntax_error, stop.row):
        span = _clamp(source, Span(syntax_error.row + 1, syntax_error.column + 1))
        diagnostic = source.diagnose(syntax_error.rule, span, syntax_error.message, advice=syntax_error.advice)
        quoted_rows = copy.quoted_rows | {syntax_error.row}
        copy = replace(copy, diagnostics=(*copy.diagnostics, diagnostic), quoted_rows=quoted_rows)
        if repaired := syntax_error.repaired:
            return replace(copy, lines=repaired.lines, quoted_rows=quoted_rows | repaired.quoted_rows)
    shorter = drop_item(copy, syntax_error.row)
    if shorter.lines == copy.lines or "<document start>" in stop.problem:
        return drop_rows_from(copy, min(stop.row, len(copy.lines) - 1))
    return shorter


def _explain(stop: _ParserStop) -> _SyntaxError:
    """Return the error that made the parser stop."""
    for find in _FINDERS:
        if syntax_error := find(stop):
            return syntax_error
    message = "from here on, this is not valid YAML"
    return _SyntaxError("yaml-syntax", stop.row, stop.column, message, f"YAML says: {stop.problem}")


def _is_independent(copy: WorkingCopy, syntax_error: _SyntaxError, row: int) -> bool:
    """Check whether the error is more than a consequence of reported errors."""
    rows = {syntax_error.row, row}
    if syntax_error.rule == "yaml-syntax" and not copy.reindented_rows.isdisjoint(rows):
        return False
    return copy.quoted_rows.isdisjoint(rows)


def _describe_stop(copy: WorkingCopy, error: YAMLError) -> _ParserStop:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return _ParserStop(copy, 0, 0, str(error).lower(), "", (0, 0))
    mark = error.problem_mark
    start_mark = error.context_mark or mark
    start = (start_mark.line, start_mark.column)
    return _ParserStop(copy, mark.line, mark.column, error.problem or "", error.context or "", start)


def _clamp(source: SourceFile, span: Span) -> Span:
    """Return `span`, moved to the end of its line or of the last line if it is beyond."""
    if span.line > len(source.lines):
        return Span(len(source.lines), len(source.lines[-1]) + 1)
    return Span(span.line, min(span.column, len(source.lines[span.line - 1]) + 1))


def _find_colon(stop: _ParserStop) -> _SyntaxError | None:
    parts = stop.parts
    if not (parts.value and stop.problem.startswith("mapping values are not allowed")):
        return None
    if parts.key and parts.column < stop.column:
        return _describe_colon_in_value(stop, parts.value)
    word = stop.line[len(parts.lead) : stop.column]
    if " " in word:
        return _describe_unquoted_colon(stop, _find_text_start(stop.copy, stop.row))
    previous_row = _find_previous_row(stop.copy, stop.row)
    previous_line = stop.copy.get_line(previous_row)
    if count_indentation(previous_line) == count_indentation(stop.line) and previous_row != stop.row:
        return _describe_missing_colon(stop, previous_row)
    message = f"`{word}` is indented more than the keys around it"
    return _SyntaxError("yaml-syntax", stop.row, len(parts.lead), message, _COLUMN_HELP)


def _describe_colon_in_value(stop: _ParserStop, value: str) -> _SyntaxError:
    if value.startswith(_QUOTATION_MARKS):
        return _describe_text_after_mark(stop, stop.row, stop.column)
    if value.startswith(_BRACKETS):
        return _describe_text_after_bracket(stop)
    return _describe_unquoted_colon(stop, stop.row)


def _describe_unquoted_colon(stop: _ParserStop, row: int) -> _SyntaxError:
    parts = split_line(stop.copy.get_line(row))
    repaired = put_in_quotes(stop.copy, row)
    if is_in_marks(parts.value):
        message, advice = describe_marks(strip_comment(parts.value))
        return _SyntaxError("typographic-quotes", row, parts.column, message, advice, repaired)
    message = "the text contains a colon and is not in quotation marks"
    return _SyntaxError("unquoted-colon", stop.row, stop.column, message, _format_quote_help(stop.copy, row), repaired)


def _find_escape(stop: _ParserStop) -> _SyntaxError | None:
    if "escape" not in stop.problem and "hexdecimal" not in stop.problem:
        return None
    column = max(0, stop.line.rfind("\\", 0, stop.column + 1))
    escape = stop.line[column : column + 2]
    message = f"`{escape}` is not an escape sequence between double quotation marks"
    advice = f"write `\\{escape}`, or use single quotation marks"
    return _SyntaxError("yaml-syntax", stop.row, column, message, advice)


def _find_quotation_mark(stop: _ParserStop) -> _SyntaxError | None:
    if "scanning a quoted scalar" in stop.context:
        return _describe_unclosed_mark(stop, *stop.start)
    parts = stop.parts
    text = stop.line[: stop.column].rstrip()
    end = text[-1:]
    if end in _CLOSING_BRACKETS.values() and parts.value.startswith(_BRACKETS):
        return _describe_text_after_bracket(stop)
    if end not in _QUOTATION_MARKS or stop.problem.startswith(("while scanning", "mapping values")):
        return None
    if parts.value.startswith(_QUOTATION_MARKS) and len(text) > parts.column + 1:
        return _describe_text_after_mark(stop, stop.row, stop.column)
    start_row = _find_opening_row(stop.copy, stop.row, end)
    if parts.key and len(text) == parts.column + 1 and start_row != stop.row:
        return _describe_unclosed_mark(stop, start_row, split_line(stop.copy.get_line(start_row)).column)
    return _describe_text_after_mark(stop, start_row, stop.column)


def _describe_unclosed_mark(stop: _ParserStop, row: int, column: int) -> _SyntaxError:
    parts = split_line(stop.copy.get_line(row))
    repaired = put_in_quotes(stop.copy, row, lines=1) if parts.value and parts.column == column else None
    message = "the quotation mark that opens here is not closed"
    advice = "add a quotation mark where the text ends"
    end = strip_comment(parts.value)[-1:]
    if end in {"”", "“", "»", "’"}:
        advice = f"write straight quotation marks at both ends; `{end}` does not close a text"
    return _SyntaxError("yaml-syntax", row, column, message, advice, repaired)


def _describe_text_after_mark(stop: _ParserStop, row: int, column: int) -> _SyntaxError:
    parts = split_line(stop.copy.get_line(row))
    message = "text follows the closing quotation mark"
    if "flow" in stop.context:
        return _SyntaxError("text-after-quote", stop.row, stop.column, message, "write a comma between two texts")
    repaired = put_in_quotes(stop.copy, row) if parts.value.startswith(_QUOTATION_MARKS) else None
    return _SyntaxError("text-after-quote", stop.row, column, message, _format_quote_help(stop.copy, row), repaired)


def _describe_text_after_bracket(stop: _ParserStop) -> _SyntaxError:
    message = "text follows the closing bracket"
    advice = _format_quote_help(stop.copy, stop.row)
    return _SyntaxError("yaml-syntax", stop.row, stop.column, message, advice, put_in_quotes(stop.copy, stop.row))


def _find_bracket(stop: _ParserStop) -> _SyntaxError | None:
    character = stop.line[stop.column : stop.column + 1]
    if character in _CLOSING_BRACKETS.values() and "block" in stop.context:
        message = f"the `{character}` closes nothing that is open"
        return _SyntaxError("yaml-syntax", stop.row, stop.column, message, "delete it")
    if "flow" not in stop.context or "scanning" in stop.context:
        return None
    row, column = stop.start
    bracket = stop.copy.get_line(row)[column : column + 1]
    if closing := _CLOSING_BRACKETS.get(bracket):
        message = f"the `{bracket}` that opens here is not closed"
        advice = f"write `{closing}` where it ends, and commas between the entries"
        return _SyntaxError("yaml-syntax", row, column, message, advice)
    if stop.row >= len(stop.copy.lines) - 1 and not stop.line.strip():
        row = _find_previous_row(stop.copy, stop.row)
        column = max(0, len(stop.copy.get_line(row).rstrip()) - 1)
        return _SyntaxError("yaml-syntax", row, column, "the file ends before a bracket is closed", "close it")
    message = "an entry or a comma is missing between the brackets"
    return _SyntaxError("yaml-syntax", stop.row, stop.column, message, "write a list as `[first, second]`")


def _find_missing_colon(stop: _ParserStop) -> _SyntaxError | None:
    if "simple key" not in stop.context or "expected ':'" not in stop.problem:
        return None
    return _describe_missing_colon(stop, stop.start[0])


def _describe_missing_colon(stop: _ParserStop, row: int) -> _SyntaxError:
    line = stop.copy.get_line(row)
    text = strip_comment(line.strip())
    key, colon, value = text.removeprefix("- ").partition(":")
    if colon and value and " " not in key:
        message = f"a space is missing after the colon of `{shorten(key)}`"
        advice = f"write `{shorten(key)}: {shorten(value)}`"
    else:
        message = f"`{shorten(text)}` is not a key: it has no colon"
        advice = "write `key: value`; indent the further lines of a text more than its key"
    return _SyntaxError("yaml-syntax", row, count_indentation(line), message, advice)


def _find_special_character(stop: _ParserStop) -> _SyntaxError | None:
    parts = stop.parts
    if not parts.value or stop.column < parts.column:
        return None
    if parts.value[0] in _SPECIAL:
        message = f"a text cannot begin with `{parts.value[0]}`"
        advice = _format_quote_help(stop.copy, stop.row)
        repaired = put_in_quotes(stop.copy, stop.row)
        return _SyntaxError("yaml-syntax", stop.row, parts.column, message, advice, repaired)
    if "cannot start any token" in stop.problem:
        message = f"a text cannot begin with `{stop.line[stop.column : stop.column + 1]}`"
        return _SyntaxError("yaml-syntax", stop.row, stop.column, message, QUOTE_HELP)
    if "sequence entries are not allowed" in stop.problem:
        message = "a list with dashes must begin on a line of its own"
        advice = "put the dash on the next line, or write the list in square brackets: `[first, second]`"
        return _SyntaxError("yaml-syntax", stop.row, stop.column, message, advice)
    return None


def _find_indentation(stop: _ParserStop) -> _SyntaxError | None:
    if not stop.parts.value or stop.column > count_indentation(stop.line):
        return None
    if "<document start>" in stop.problem:
        message = "this line is indented less than the first line of the file"
        advice = "start the keys of the file in the first column"
    elif stop.line[stop.column :].startswith("-"):
        message = "a list item is in the place of a key"
        advice = "start the dashes of one list in the same column, under their key"
    else:
        message = "the indentation of this line matches none of the lines above"
        advice = _COLUMN_HELP
    return _SyntaxError("yaml-syntax", stop.row, stop.column, message, advice)


def _find_text_start(copy: WorkingCopy, row: int) -> int:
    """Return the row on which the text begins that continues at `row`."""
    depth = count_indentation(copy.get_line(row))
    for number in range(row - 1, -1, -1):
        line = copy.get_line(number)
        if split_line(line).begins_value and count_indentation(line) <= depth:
            return number
    return row


def _find_previous_row(copy: WorkingCopy, row: int) -> int:
    """Return the row above that is not empty, or `row` itself if there is none."""
    return next((number for number in range(row - 1, -1, -1) if copy.get_line(number).strip()), row)


def _find_opening_row(copy: WorkingCopy, row: int, mark: str) -> int:
    """Return the row on which the quotation mark opens that closes at `row`."""
    for number in range(row - 1, -1, -1):
        parts = split_line(copy.get_line(number))
        if parts.begins_value:
            return number if parts.value.startswith(mark) else row
    return row


def _format_quote_help(copy: WorkingCopy, row: int) -> str:
    """Return the help line, with the corrected text of `row` if it is short enough."""
    text = strip_comment(split_line(copy.get_line(row)).value)
    if not 0 < len(text) <= MAX_QUOTED or find_last_row(copy, row) > row:
        return QUOTE_HELP
    return f"{QUOTE_HELP}: `{quote_text(text)}`"


_FINDERS: tuple[Callable[[_ParserStop], _SyntaxError | None], ...] = (
    _find_colon,
    _find_escape,
    _find_quotation_mark,
    _find_bracket,
    _find_missing_colon,
    _find_special_character,
    _find_indentation,
)
"""The explanations to try, in order."""
