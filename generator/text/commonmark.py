"""The Markdown parser for articles: CommonMark with tables and footnotes, and without HTML.

Besides the tokens, `parse_markdown` returns what markdown-it reads without a token of its own: link definitions, and
the cells of a row for which its table has no column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 20
"""The limit of nested lists and quotations (a list is two levels); markdown-it drops deeper content silently."""


class LinkDefinition(NamedTuple):
    """A definition `[label]: https://…` in a line counted from 1; a `repeated` one has no effect."""

    label: str
    line: int
    used: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class ParsedMarkdown:
    """The block tokens of an article, with footnotes at their definitions, and its link definitions.

    The `meta` of each `tr_open` has the texts of all `cells` of its row, with those for which the table has no column.
    """

    tokens: Sequence[Token]
    definitions: Sequence[LinkDefinition]


class _LinkDefinitions(dict[str, dict[str, Any]]):
    """markdown-it's link definitions by label; `used` are the labels that links refer to."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        """Return a definition; markdown-it's rule for links calls this."""
        self.used.add(label)
        return super().get(label, default)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        """Accept every link, so that `generator.text.address` checks all of them."""
        del url
        return True


def _parse_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (markdown-it's signature)
    """Parse a table as markdown-it does, and record the cells of each row."""
    token_count = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    for token in state.tokens[token_count:]:
        if token.type == "tr_open" and token.map:
            token.meta["cells"] = split_row(getLine(state, token.map[0]))
    return True


def split_row(line: str) -> list[str]:
    """Return the texts between the pipes of a table's row."""
    cells: list[str] = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells


def _build_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable("table").use(footnote_plugin, inline=False, move_to_end=False)
    parser.block.ruler.at("table", _parse_table, {"alt": ["paragraph", "reference"]})
    # `image` recurses without a limit; `text_join` would hide whether a `!` was escaped.
    return parser.disable(["image", "text_join"])


_PARSER = _build_parser()


def parse_markdown(text: str) -> ParsedMarkdown:
    """Parse an article. Never raises."""
    references = _LinkDefinitions()
    environment: dict[str, Any] = {"references": references}
    tokens = _PARSER.parse(text, environment)
    definitions = [
        LinkDefinition(label, entry["map"][0] + 1, label in references.used, repeated=False)
        for label, entry in references.items()
    ]
    definitions += [
        LinkDefinition(entry["label"], entry["map"][0] + 1, used=False, repeated=True)
        for entry in environment.get("duplicate_refs", ())
    ]
    return ParsedMarkdown(tokens, definitions)
