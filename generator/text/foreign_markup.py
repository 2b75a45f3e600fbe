r"""Markup of other programs, which an article would print literally.

Markdown has many dialects: admonitions of MkDocs and GitHub, shortcodes of Hugo, links of wikis, tags of templates. An
article is CommonMark with tables and footnotes, so readers would see such markup as text. Each `_MarkupForm` is a
pattern with a `needle`, a string without which it cannot match; most texts contain no needle and cost a few searches.
Every repetition in a pattern is bounded, so that the time is linear in the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import itemgetter
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.diagnostics.phrases import shorten_text
from generator.text.inline_diagnostic import InlineDiagnostic

RULE = "foreign-markup"

_FRONT_MATTER = re.compile(r"(---|\+\+\+)\n[\w.-]+ ?[:=][^\n]*\n(?:[^\n]*\n){0,200}?\1[ \t]*(?:\n|\Z)")
_MAX_QUOTED = 40
_ESCAPABLE = 3
"""The number of first characters of a match of which an escaped one marks the match as text."""


class _MarkupForm(NamedTuple):
    """A form of markup: `name` is its name in the other program, `advice` the help line for its replacement."""

    needle: str
    pattern: re.Pattern[str]
    name: str
    advice: str


def _build_form(needle: str, pattern: str, name: str, advice: str) -> _MarkupForm:
    return _MarkupForm(needle, re.compile(pattern, re.MULTILINE), name, advice)


_NO_ADMONITION = "write a paragraph, or a quotation with `> `"
_NO_TEMPLATE = "write the text itself"
_NO_ATTRIBUTES = "delete it; paragraphs and headings get their ids from the program"

_ATTRIBUTE = r"(?:[#.][\w-]{1,60}|[\w-]{1,60}=[^\s{}]{1,60})"

_FORMS: tuple[_MarkupForm, ...] = (
    _build_form("!!!", r"^!!!\+? ?[a-z][^\n]{0,80}", "an admonition of MkDocs", _NO_ADMONITION),
    _build_form("???", r"^\?\?\?\+? ?[a-z][^\n]{0,80}", "a collapsible block of MkDocs", _NO_ADMONITION),
    _build_form(":::", r"^:::+(?: ?[\w{][^\n]{0,80})?$", "a container of other Markdown dialects", _NO_ADMONITION),
    _build_form("[!", r"^\[![A-Za-z]{2,20}\][+-]?", "an alert of GitHub or Obsidian", _NO_ADMONITION),
    _build_form("===", r'^===[!+]? ?"[^"\n]{0,80}"', "a tab of MkDocs", "write a heading"),
    _build_form("{{", r"\{\{[^{}\n]{1,200}\}\}", "a shortcode or a template's variable", _NO_TEMPLATE),
    _build_form("{%", r"\{%[^%\n]{1,200}%\}", "a template's tag", _NO_TEMPLATE),
    _build_form("<%", r"<%[^%\n]{1,200}%>", "a template's tag", _NO_TEMPLATE),
    _build_form("8<", r"^-{1,20}8<-{1,20}[^\n]{0,80}", "a snippet of MkDocs", _NO_TEMPLATE),
    _build_form("[TOC]", r"^\[TOC\]$", "a table of contents", "delete it; each page has one"),
    _build_form(
        "[[",
        r"!?\[\[[^\[\]\n]{1,200}\]\]",
        "a link of a wiki",
        "link an entity as `[its name](actor:its-id)`, a page as `[its title](https://…)`",
    ),
    _build_form("] ", r"\A\[[ xX]\] ", "a task list's box", "write the state in words"),
    _build_form("~~", r"~~(?=[^\s~])[^~\n]{1,300}(?<=\S)~~", "struck-out text", "delete outdated text"),
    _build_form(
        "==",
        r"(?<![\w=])==(?=[^\s=])[^=\n]{1,300}(?<=[^\s=])==(?![\w=])",
        "highlighted text",
        "use `**strong**` or `*emphasis*`",
    ),
    _build_form("==", r"^==+ [^=\n]{1,120} ==+$", "a heading of a wiki", "begin a heading with `## `"),
    _build_form(
        "++",
        r"(?<![\w+])\+\+(?=[^\s+])[^+\n]{1,300}(?<=[^\s+])\+\+(?![\w+])",
        "inserted text or a key",
        "write the words without the marks",
    ),
    _build_form("'''", r"'''[^'\n]{1,300}'''", "strong text of a wiki", "use `**strong**`"),
    _build_form(
        "^[", r"\^\[[^\[\]\n]{1,300}\]", "a footnote inside the line", "write `[^1]`, and `[^1]: …` below the text"
    ),
    _build_form(
        "[@", r"\[-?@[A-Za-z][\w:.-]{1,80}", "a citation of Pandoc", "name the source in words or in a footnote"
    ),
    _build_form("$$", r"\$\$[^$]{1,300}\$\$", "a formula", "write it in words or as `code`"),
    _build_form(
        "%%", r"(?<![\w%])%%(?=[^%])[^%\n]{1,300}%%(?!\w)", "a comment of Obsidian", "delete it: it is printed"
    ),
    _build_form(
        "{",
        r"\{(?:\+\+|--|~~|==|>>)[^{}\n]{1,300}(?:\+\+|--|~~|==|<<)\}",
        "a mark of CriticMarkup",
        "accept or reject the change: readers would see it",
    ),
    _build_form(
        "{",
        rf"\{{:? ?{_ATTRIBUTE}(?: {_ATTRIBUTE}){{0,9}} ?\}}",
        "an attribute list",
        _NO_ATTRIBUTES,
    ),
    _build_form("*[", r"^\*\[[^\[\]\n]{1,60}\]:", "an abbreviation's definition", "explain it at its first use"),
    _build_form("\n: ", r"(?<=\n): +\S", "a definition list", "write a list with `- `"),
    _build_form("##", r"^#{2,6}[^\W\d_]", "a heading without a space", "put a space after the `#`"),
    _build_form(
        "[/",
        r"\[(b|i|u|s|url|quote|img|color|size)(?:=[^\[\]\n]{1,200})?\][^\[\n]{0,300}\[/\1\]",
        "BBCode",
        "mark text up in Markdown",
    ),
    _build_form(
        "][",
        r"\[[^\[\]\n]{0,200}[^\W\d_][^\[\]\n]{0,200}\]\[[^\[\]\n^]{1,100}\]",
        "a link without its definition",
        "write the address: `[words](https://…)`",
    ),
    _build_form(
        "](",
        r"\[[^\[\]\n]{1,200}\]\( ?(?:https?://|www\.|mailto:|[a-z]{1,20}:)[^()\n]{0,300}\)",
        "a link whose address has spaces or is not complete",
        "write the address without spaces, with `%20` for each space",
    ),
    _build_form("\\", r"\\[A-Za-z]{2,20}\{[^{}\n]{0,200}\}", "a command of LaTeX", "mark text up in Markdown"),
    _build_form(
        ":",
        r"(?<![\w:/]):(?=[a-z])[a-z0-9_+-]{2,30}:(?![\w:/])",
        "the name of an emoji",
        "write the character itself, or nothing",
    ),
)


def find_foreign_markup(
    text: str, protected: Sequence[tuple[int, int]], escaped: AbstractSet[int]
) -> Sequence[InlineDiagnostic]:
    """Return a diagnostic for each piece of foreign markup in `text`, the visible text of a paragraph, heading or cell.

    The `protected` ranges (code, links), which are in order and do not overlap, are not searched. `escaped` are the
    offsets of characters that the writer escaped with a backslash or as references.
    """
    matches = [
        (match, form)
        for form in _FORMS
        if form.needle in text
        for match in form.pattern.finditer(text)
        if not is_plain_text(match, protected, escaped)
    ]
    matches.sort(key=_get_order)
    diagnostics: list[InlineDiagnostic] = []
    for match, form in matches:
        # A form may be within another one: `{==so==}` contains highlighted text.
        if diagnostics and match.start() < diagnostics[-1].end:
            continue
        message = f"`{_shorten(match[0])}` is {form.name}, and is printed as it is"
        advice = f"{form.advice}; if it is meant as text, put a backslash before it"
        diagnostics.append(InlineDiagnostic(RULE, *match.span(), message, advice))
    return diagnostics


def _get_order(match_and_form: tuple[re.Match[str], _MarkupForm]) -> tuple[int, int]:
    """Return the sort key by which an outer form is before the forms inside it."""
    match, _ = match_and_form
    return match.start(), -match.end()


def check_front_matter(source: SourceFile) -> Iterator[Diagnostic]:
    """Yield a diagnostic if an article begins with the front matter of another program."""
    if match := _FRONT_MATTER.match(source.text):
        message = f"`{match[1]}` begins front matter, which is printed as it is"
        advice = "delete it; write data about the article in `metadata.yml`"
        yield source.diagnose(RULE, Span(1, 1, len(match[1])), message, advice=advice)


def is_plain_text(match: re.Match[str], protected: Sequence[tuple[int, int]], escaped: AbstractSet[int]) -> bool:
    """Check whether apparent markup is code, part of a link or escaped; see `find_foreign_markup`."""
    start = match.start()
    if not escaped.isdisjoint(range(start, start + _ESCAPABLE)):
        return True
    position = bisect_right(protected, start, key=itemgetter(0)) - 1
    return position >= 0 and start < protected[position][1]


def _shorten(markup: str) -> str:
    text = markup.strip().replace("\n", " ").replace("`", "'")
    return shorten_text(text, _MAX_QUOTED)
