"""Words of an article that its page would omit, or show in an unexpected place.

markdown-it drops the cells of a row for which its table has no column, link definitions, and the text after the
language of a code block. Each check takes the tokens of an article and yields a diagnostic for each such case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.diagnostics.phrases import shorten_text
from generator.text.commonmark import LinkDefinition, split_row
from generator.text.token_lines import get_line, get_range, read_line

CODE = re.compile(r"(?<![\\`])(`{1,9})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")
"""The pattern of code between backticks, as it is outside a table."""

_ESCAPED_PIPE = re.compile(r"\\\|")
_TABLE_HEAD_LINES = 2
"""Lines at the beginning of a table: the header, and the delimiters below it."""
_DELIMITERS = re.compile(r"(?=[^|]*\|)[ >]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_PLAIN_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]*")
_MAX_QUOTED = 40


def _shorten(text: str) -> str:
    return shorten_text(text.strip().replace("`", "'"), _MAX_QUOTED)


def _find(source: SourceFile, line: int, words: str) -> Span:
    """Return the span of `words` in a line, or of the whole line if it does not contain them literally."""
    text = read_line(source, line)
    column = text.rfind(words) if words else -1
    if column < 0:
        return Span(line, len(text) - len(text.lstrip()) + 1, max(len(text.strip()), 1))
    return Span(line, column + 1, len(words))


def check_tables(tokens: Sequence[Token], source: SourceFile) -> Iterator[Diagnostic]:
    """Check the rules `table-cells` and `table-form`: rows have as many cells as the header, and no pipe ends code."""
    columns = 0
    is_header = False
    for token in tokens:
        if token.type == "thead_open":
            is_header = True
        elif token.type == "tr_open":
            cells: list[str] = token.meta.get("cells", [])
            columns = len(cells) if is_header else columns
            is_header = False
            yield from _check_row(cells, columns, get_line(token), source)
        elif token.type == "paragraph_open":
            yield from _check_broken_table(token, source)


def _check_row(cells: Sequence[str], columns: int, line: int, source: SourceFile) -> Iterator[Diagnostic]:
    if code := _find_code_with_pipe(read_line(source, line)):
        message = f"the pipe in `{_shorten(code.strip('`'))}` ends the cell, although it is in code"
        yield source.diagnose("table-cells", _find(source, line, code), message, advice=r"write `\|` for the pipe")
    elif len(cells) > columns:
        message = (
            f"this row has {len(cells)} cells and the header {columns}: `{_shorten(cells[columns])}` has no column"
        )
        advice = r"give the header more cells, or write `\|` for a pipe that is part of the text"
        yield source.diagnose("table-cells", _find(source, line, cells[columns].strip()), message, advice=advice)
    elif len(cells) < columns:
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        message = f"this row has {count} and the header {columns}: the last ones stay empty"
        advice = "add empty cells; if it is a paragraph, put an empty line before it"
        yield source.diagnose("table-form", _find(source, line, ""), message, advice=advice)


def _find_code_with_pipe(line: str) -> str:
    r"""Return the code between backticks that contains a pipe without a backslash, or an empty string."""
    if "`" not in line:
        return ""
    for match in CODE.finditer(line):
        if "|" in _ESCAPED_PIPE.sub("", match[0]):
            return match[0]
    return ""


def _check_broken_table(paragraph: Token, source: SourceFile) -> Iterator[Diagnostic]:
    """Report a paragraph that looks like a table, but whose second line has another number of cells."""
    start, end = get_range(paragraph)
    if end - start < _TABLE_HEAD_LINES:
        return
    header, delimiters = read_line(source, start + 1).lstrip(" >"), read_line(source, start + 2)
    if "|" in header and _DELIMITERS.match(delimiters):
        cells, lines = len(split_row(header)), len(split_row(delimiters.lstrip(" >")))
        message = f"this is not a table: the header has {cells} cells and the line below it {lines}"
        advice = "write a `---` for each cell of the header in the line below it"
        yield source.diagnose("table-form", _find(source, start + 1, ""), message, advice=advice)


def check_definitions(definitions: Iterable[LinkDefinition], source: SourceFile) -> Iterator[Diagnostic]:
    """Check the rule `unprinted` for link definitions: each is used, and defined once."""
    for definition in definitions:
        if definition.used:
            continue
        label = _shorten(definition.label.lower())
        if definition.repeated:
            message = f"`[{label}]` is already defined, so this line has no effect"
            advice = "delete it, or give it another label"
        else:
            message = f"no link uses `[{label}]`, so this line is not printed"
            advice = f"delete it, or link with it: `[words][{label}]`"
        yield source.diagnose("unprinted", _find(source, definition.line, ""), message, advice=advice)


def check_code(tokens: Iterable[Token], source: SourceFile) -> Iterator[Diagnostic]:
    """Check the rules `unprinted` (for words after the language of code) and `unclosed-code`."""
    for token in tokens:
        if token.type != "fence":
            continue
        line = get_line(token)
        if not _is_closed(token, source):
            message = "this code is not closed, so all text after it is code"
            marks = "backticks" if token.markup.startswith("`") else "tildes"
            advice = f"close it with a line of {len(token.markup)} {marks} and nothing else"
            yield source.diagnose("unclosed-code", _find(source, line, ""), message, advice=advice)
        language, _, rest = token.info.strip().partition(" ")
        words = rest if _PLAIN_LANGUAGE.fullmatch(language) else token.info
        if words.strip():
            message = f"`{_shorten(words)}` after the language of the code is not printed"
            advice = "write only the language of the code there; write a title as a paragraph"
            yield source.diagnose("unprinted", _find(source, line, words.strip()), message, advice=advice)


def _is_closed(fence: Token, source: SourceFile) -> bool:
    start, end = get_range(fence)
    closing = read_line(source, end).strip(" >\t")
    return end - 1 > start and len(closing) >= len(fence.markup) and set(closing) == {fence.markup[0]}
