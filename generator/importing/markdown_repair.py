"""Repairs of Markdown in which the parser would drop words, so that all of them are shown.

A row with more cells than its table has columns keeps the others in its last cell, and a footnote without a reference
becomes a paragraph. An article may have neither (`table-cells`, `footnote`).
"""

import re
from itertools import pairwise

from generator.diagnostics.diagnostic import SourceFile
from generator.text.article import Article, parse_article
from generator.text.commonmark import parse_markdown, split_row
from generator.text.unprinted import CODE

ACCEPTED_RULES = frozenset({"foreign-markup", "table-form", "unclosed-code", "unprinted"})
"""Rules about how a text is shown: an import leaves the text as it is, and the editor decides."""

_BARE_PIPE = re.compile(r"(?<!\\)\|")
_INNER_PIPE = re.compile(r"(?<!\\)\|(?!\Z)")
"""A pipe that is not escaped, and not the last character of its row."""
_MARKERS = " >-*+0123456789."
"""Characters that mark quotations and list items at the beginning of a line."""


def is_accepted(article: Article) -> bool:
    """Check whether the diagnostics of an article are only about how its text is shown."""
    return all(diagnostic.rule in ACCEPTED_RULES for diagnostic in article.diagnostics)


def repair_markdown(text: str) -> str:
    """Return `text` without the errors that would drop words."""
    return _repair_footnotes(_repair_tables(text))


def _repair_tables(text: str) -> str:
    if "|" not in text:
        return text
    lines = text.split("\n")
    columns = 0
    for previous, token in pairwise(parse_markdown(text).tokens):
        if token.type != "tr_open" or not token.map:
            continue
        if previous.type == "thead_open":
            columns = len(token.meta["cells"])
        number = token.map[0]
        lines[number] = _repair_row(lines[number], columns)
    return "\n".join(lines)


def _repair_row(line: str, columns: int) -> str:
    """Return a row with a backslash before each pipe in code, and before those that begin a cell too many."""
    line = CODE.sub(lambda match: _BARE_PIPE.sub(r"\\|", match[0]), line)
    excess = len(split_row(line)) - columns
    if excess <= 0:
        return line
    line = line.rstrip()
    pipes = [match.start() for match in _INNER_PIPE.finditer(line)]
    for position in reversed(pipes[-excess:]):
        line = f"{line[:position]}\\{line[position:]}"
    return line


def _repair_footnotes(text: str) -> str:
    if "[^" not in text:
        return text
    lines = text.split("\n")
    for diagnostic in parse_article(SourceFile("article.md", text)).diagnostics:
        line, start = lines[diagnostic.line - 1], diagnostic.column - 1
        end = start + diagnostic.width
        is_definition = not line[:start].strip(_MARKERS) and line[end : end + 1] == ":"
        if diagnostic.rule == "footnote" and is_definition:
            lines[diagnostic.line - 1] = line[:start] + line[end + 1 :].lstrip()
    return "\n".join(lines)
