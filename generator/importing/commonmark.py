r"""Prose as CommonMark that shows exactly its words.

A character is escaped only if it could be markup, so that the file stays pleasant to read and to quote from.
The result is read back: if emphasis or a link would make a paragraph show other words than it has (`**a,**b` is not
emphasis in CommonMark), it is left out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from urllib.parse import quote

from generator.diagnostics.diagnostic import SourceFile
from generator.importing.inline_text import BREAK, Prose, TextRun, get_text, join_runs
from generator.importing.markdown_repair import is_accepted
from generator.text.article import parse_article

# Text that the reader of articles reports as HTML unless it is code.
_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|\?\w+)")

_SPECIAL = re.compile(r"[\\`*\[\]]|_(?![^\W_])|(?<![^\W_])_|&(?=\#|\w+;)|<(?=[A-Za-z/!?])")
_OPENING = re.compile(
    r"""
    \A (?:
    (?= \#{1,6}(?:\s|\Z) | > | -(?:[\s-]|\Z) | \+(?:\s|\Z) | =+\s*\Z | ~~~ | [:|][-:|\s]*\Z )
    | (?P<number> \d{1,9})(?=[.)](?:\s|\Z))
    )
    """,
    re.VERBOSE,
)
"""The beginning of a line that could open a block; a backslash at its end prevents that."""
_CLOSING_HASHES = re.compile(r"(?<=\s)\#+\Z")
_UNSAFE_IN_TARGET = re.compile(r"[\x00-\x20\x7f-\x9f()<>\[\]\\`\u2028\u2029]|&(?=\#|\w+;)")


@dataclass(frozen=True, slots=True)
class ProsePlace:
    """The place of prose: on a line of its own (`one_line`), and there between pipes (`in_cell`)."""

    one_line: bool = False
    in_cell: bool = False


def render_prose(prose: Prose, place: ProsePlace = ProsePlace()) -> str:
    """Return `prose` as CommonMark that shows exactly its text, with as much of its markup as that allows."""
    if place.one_line:
        prose = tuple(map(TextRun.remove_breaks, prose))
    text = get_text(prose)
    for simplify in (_keep_markup, _remove_emphasis, _remove_markup):
        markdown = _Writer(place).write(_mark_html_as_code(simplify(prose)))
        if _reads_back(markdown, text, place):
            return markdown
    return markdown


def _keep_markup(prose: Prose) -> Iterable[TextRun]:
    return prose


def _remove_emphasis(prose: Prose) -> Iterable[TextRun]:
    return join_runs(map(TextRun.remove_emphasis, prose))


def _remove_markup(prose: Prose) -> Iterable[TextRun]:
    return [TextRun(text=get_text(prose)), *(run for run in prose if run.note)]


def _mark_html_as_code(prose: Iterable[TextRun]) -> Prose:
    """Return prose with text that looks like HTML as code, the only form in which an article may show it."""
    return tuple(join_runs(filter(TextRun.is_shown, _split_html(prose))))


def _split_html(prose: Iterable[TextRun]) -> Iterable[TextRun]:
    for run in prose:
        if "<" not in run.text or run.code:
            yield run
            continue
        position = 0
        for match in _HTML.finditer(run.text):
            yield replace(run, text=run.text[position : match.start()])
            yield TextRun(text=match[0].replace(BREAK, " "), code=True, href=run.href)
            position = match.end()
        yield replace(run, text=run.text[position:])


def _reads_back(markdown: str, text: str, place: ProsePlace) -> bool:
    """Check whether an article shows exactly `text` for this Markdown."""
    if place.in_cell:
        markdown = f"| {markdown} |\n|---|"
    # Footnotes are defined elsewhere, so references to them are text here.
    markdown = re.sub(r"(?<!\\)\[\^[\w-]+\]", "", markdown)
    article = parse_article(SourceFile("article.md", markdown))
    return is_accepted(article) and "\n\n".join(article.passage_texts) == text


class _Writer:
    """A writer of runs from the outside in: links, strong within them, and em within strong."""

    def __init__(self, place: ProsePlace) -> None:
        self._place = place
        self._out: list[str] = []

    def write(self, prose: Prose) -> str:
        """Return the prose, in which no run is empty, as Markdown."""
        self._write_links(prose)
        text = "".join(self._out)
        if self._place.one_line:
            text = _CLOSING_HASHES.sub(lambda match: f"\\{match[0]}", text)
        return text

    def _get_last_character(self) -> str:
        return self._out[-1][-1:] if self._out else BREAK

    def _write_links(self, runs: Iterable[TextRun]) -> None:
        for href, group in groupby(runs, key=attrgetter("href")):
            if not href:
                self._write_formatted(group)
                continue
            if self._get_last_character() == "!":
                # An exclamation mark before a link would make it an image.
                self._out[-1] = self._out[-1][:-1] + "\\!"
            self._out.append("[")
            self._write_formatted(group)
            self._out.append(f"]({_escape_target(href)})")

    def _write_formatted(self, runs: Iterable[TextRun]) -> None:
        for is_strong, strong_group in groupby(runs, key=attrgetter("strong")):
            self._write_mark("**", is_needed=is_strong)
            for is_em, group in groupby(strong_group, key=attrgetter("em")):
                self._write_mark("*", is_needed=is_em)
                self._write_plain(group)
                self._write_mark("*", is_needed=is_em)
            self._write_mark("**", is_needed=is_strong)

    def _write_mark(self, mark: str, *, is_needed: bool) -> None:
        if is_needed:
            self._out.append(mark)

    def _write_plain(self, runs: Iterable[TextRun]) -> None:
        for run in runs:
            if run.note:
                self._out.append(f"[^{run.note}]")
            elif run.code:
                self._out.append(self._escape_pipes(_render_code(run.text)))
            else:
                self._write_text(run.text)

    def _write_text(self, text: str) -> None:
        for number, line in enumerate(text.split(BREAK)):
            if number:
                self._out.append("\\\n")
            if line:
                self._out.append(self._escape_pipes(_escape_line(line, opens_line=self._get_last_character() == BREAK)))

    def _escape_pipes(self, text: str) -> str:
        return text.replace("|", "\\|") if self._place.in_cell else text


def _escape_line(line: str, *, opens_line: bool) -> str:
    escaped = _SPECIAL.sub(r"\\\g<0>", line)
    # No character that opens a block is special within a line, so this one is not escaped twice.
    return _OPENING.sub(r"\g<number>\\", escaped) if opens_line else escaped


def _render_code(text: str) -> str:
    text = text.replace(BREAK, " ")
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    padding = " " if "`" in {text[:1], text[-1:]} else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _escape_target(href: str) -> str:
    return _UNSAFE_IN_TARGET.sub(_escape_in_target, href)


def _escape_in_target(match: re.Match[str]) -> str:
    return "&amp;" if match[0] == "&" else quote(match[0], safe="")
