"""The Markdown that articles are written in: CommonMark with tables and footnotes, and without HTML."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

MAX_NESTING = 20
"""Levels of lists and quotations (a list is two); markdown-it drops what lies deeper without a word."""


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (markdown-it's name)
        """Let every link through, so that none escapes our own judgement."""
        del url
        return True


def _parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable("table").use(footnote_plugin, inline=False, move_to_end=False)
    # `image` recurses without an end; `text_join` would hide whether a `!` was escaped.
    return parser.disable(["image", "text_join"])


_PARSER = _parser()


def tokenize(text: str) -> Sequence[Token]:
    """The block tokens of `text`, footnotes where they are defined."""
    return _PARSER.parse(text, {})
