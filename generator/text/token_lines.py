"""The lines of an article that its Markdown tokens come from."""

from markdown_it.token import Token

from generator.diagnostics.diagnostic import SourceFile


def get_range(token: Token) -> tuple[int, int]:
    """Return the half-open range of the lines of a token, counted from 0; that of no line if it has none."""
    start, end = token.map or (0, 0)
    return start, end


def get_line(token: Token) -> int:
    """Return the line in which a token begins, counted from 1."""
    return get_range(token)[0] + 1


def read_line(source: SourceFile, line: int) -> str:
    """Return a line, counted from 1; empty after the last, as markdown-it also ends lines at lone carriage returns."""
    return source.lines[line - 1] if line <= len(source.lines) else ""
