"""An extension of Markdown that tries an inline pattern only on text that it can match.

Python-Markdown tries each of its patterns on each text of a page. Most texts have none of the characters with which a
link, an escape or an emphasis begins. The pages are the same with this extension and without it.
"""

from typing import NamedTuple

from markdown import Extension, Markdown, inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_REQUIRED_CHARACTERS = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "!",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "\n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    r"\*|_": "*_",  # emphasis
    r"\[\^([^\]]*)\]": "[",  # the reference to a footnote
}
"""Characters by regular expression: whatever it matches has at least one of them. Others are tried on each text."""

_CHARACTERS = "".join(sorted(set("".join(_REQUIRED_CHARACTERS.values()))))


class _NumberedPattern(NamedTuple):
    """An inline pattern, with its number in the order in which all are tried."""

    number: int
    pattern: inlinepatterns.Pattern


class SelectiveInlineProcessor(InlineProcessor):
    """Markdown's processor of inline patterns, without those that cannot match."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._apply_pattern = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # Markdown's own
        self._selections: dict[str, list[_NumberedPattern]] = {}

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Replace what the patterns match, from number `patternIndex` on, by placeholders, as the base class does."""
        if isinstance(data, AtomicString):
            return data
        start = 0
        # A placeholder has none of the characters, so the selection stays valid while `data` changes.
        for number, pattern in self._select_patterns(data):
            matched = number >= patternIndex
            while matched:
                data, matched, start = self._apply_pattern(pattern, data, number, start)
        return data

    def _select_patterns(self, text: str) -> list[_NumberedPattern]:
        """Return the patterns that may match in a text."""
        characters = "".join(filter(text.__contains__, _CHARACTERS))
        if characters not in self._selections:
            self._selections[characters] = self._list_patterns(characters)
        return self._selections[characters]

    def _list_patterns(self, characters: str) -> list[_NumberedPattern]:
        """Return the patterns that may match in a text with these special characters and no others."""
        selected = []
        for number, pattern in enumerate(self.md.inlinePatterns):
            required = _REQUIRED_CHARACTERS.get(pattern.getCompiledRegExp().pattern)
            if required is None or not set(required).isdisjoint(characters):
                selected.append(_NumberedPattern(number, pattern))
        return selected


class SelectiveInlinePatterns(Extension):
    """The extension: it replaces the processor of inline patterns."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Markdown's
        """Register the processor in place of Markdown's own."""
        md.treeprocessors.register(SelectiveInlineProcessor(md), "inline", 20)
