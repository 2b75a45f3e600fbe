"""Limits of the markup of an article, so that the time to render a page grows with its length and no faster.

Python-Markdown copies a paragraph for each piece of its markup, and compares each footnote reference with all earlier
ones: twice as much of either takes four times as long. At these limits, a paragraph takes a tenth of a second. No
readable text comes near them.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.text.escaping import count_escapes
from generator.text.inline_diagnostic import InlineDiagnostic
from generator.text.token_lines import get_line

MAX_MARKUP = 5_000
"""The limit of markup in one paragraph, heading or cell: emphasis, links, code, line ends, escaped characters."""
MAX_FOOTNOTES = 1_000
"""The limit of footnotes in one article."""
MAX_REFERENCES = 100
"""The limit of references to one footnote."""
MAX_BLOCKS = 20_000
"""The limit of paragraphs, items, cells and similar blocks in one article."""

RULE = "too-much-markup"
_BLOCKS = frozenset(
    {"blockquote_open", "code_block", "fence", "hr", "inline", "list_item_open", "footnote_reference_open"}
)


def check_markup(text: str, tokens: Sequence[Token]) -> Sequence[InlineDiagnostic]:
    """Return a diagnostic if a paragraph with this visible text and these inline tokens has too much markup."""
    if len(text) + len(tokens) <= MAX_MARKUP:
        return ()
    count = count_escapes(text) + sum(token.type != "text" for token in tokens)
    if count <= MAX_MARKUP:
        return ()
    message = f"this paragraph has {count:,} pieces of markup; the limit is {MAX_MARKUP:,}"
    advice = "divide it into several paragraphs, or put text that is not prose into a block of code"
    return [InlineDiagnostic(RULE, 0, 1, message, advice)]


def check_blocks(tokens: Sequence[Token], source: SourceFile) -> Iterator[Diagnostic]:
    """Yield a diagnostic if an article has too many blocks."""
    blocks = [token for token in tokens if token.type in _BLOCKS]
    if len(blocks) > MAX_BLOCKS:
        message = f"the article has {len(blocks):,} paragraphs, items and cells; the limit is {MAX_BLOCKS:,}"
        advice = "divide it into several briefings"
        yield source.diagnose(RULE, Span(get_line(blocks[MAX_BLOCKS])), message, advice=advice)
