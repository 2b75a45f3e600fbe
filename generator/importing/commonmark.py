r"""Prose as CommonMark that shows just its words.

A character is escaped only where it could begin something, so that the file stays pleasant to read and to quote from.
What is written is read back: where emphasis or a link would make a paragraph show other words than it has (`**a,**b`
is no emphasis to CommonMark), it is written without.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.diagnostics import Source
from generator.importing.prose import BREAK, Prose, Run, joined, text_of
from generator.text.article import parse

# What the reader of articles takes for HTML and reports, unless it is code.
_HTML = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|\?\w+)")

_SPECIAL = re.compile(r"[\\`*\[\]]|_(?![^\W_])|(?<![^\W_])_|&(?=\#|\w+;)|<(?=[A-Za-z/!?])")
_OPENING = re.compile(
    r"""
    (?P<before> \#(?=\#{0,5}(?:\s|\Z)) | > | -(?=[\s-]|\Z) | \+(?=\s|\Z) | =(?==*\s*\Z) | ~(?=~~) | [:|](?=[-:|\s]*\Z) )
    | (?P<number> \d{1,9})(?=[.)](?:\s|\Z))
    """,
    re.VERBOSE,
)
_CLOSING_HASHES = re.compile(r"(?<=\s)\#+\Z")
_UNSAFE_IN_TARGET = re.compile(r"[\x00-\x20\x7f-\x9f()<>\[\]\\`\u2028\u2029]|&(?=\#|\w+;)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where prose is to stand: alone on a line (`one_line`), and there between pipes (`in_cell`)."""

    one_line: bool = False
    in_cell: bool = False


def written(prose: Prose, place: Place = Place()) -> str:
    """`prose` as CommonMark that shows just its text, with as much of its markup as that allows."""
    if place.one_line:
        prose = tuple(replace(run, text=run.text.replace(BREAK, " ")) for run in prose)
    wanted = text_of(prose)
    for simplify in (_as_is, _without_emphasis, _without_markup):
        markdown = _Writer(place).write(simplify(prose))
        if _reads_back(markdown, wanted, place):
            return markdown
    return markdown


def _as_is(prose: Prose) -> Prose:
    return _html_as_code(prose)


def _without_emphasis(prose: Prose) -> Prose:
    return _html_as_code(joined(replace(run, strong=False, em=False) for run in prose))


def _without_markup(prose: Prose) -> Prose:
    notes = [run for run in prose if run.note]
    return _html_as_code([Run(text=text_of(prose)), *notes])


def _html_as_code(prose: Iterable[Run]) -> Prose:
    """What looks like HTML as code, the one form in which an article may show it."""
    return tuple(joined(run for run in _with_code(prose) if run.text or run.note))


def _with_code(prose: Iterable[Run]) -> Iterable[Run]:
    for run in prose:
        if "<" not in run.text or run.code:
            yield run
            continue
        at = 0
        for found in _HTML.finditer(run.text):
            yield replace(run, text=run.text[at : found.start()])
            yield Run(text=found[0].replace(BREAK, " "), code=True, href=run.href)
            at = found.end()
        yield replace(run, text=run.text[at:])


def _reads_back(markdown: str, wanted: str, place: Place) -> bool:
    if place.in_cell:
        markdown = f"| {markdown} |\n|---|"
    # Footnotes are defined elsewhere, so references to them are text here.
    markdown = re.sub(r"(?<!\\)\[\^[\w-]+\]", "", markdown)
    article = parse(Source("article.md", markdown))
    return not article.diagnostics and "\n\n".join(passage.text for passage in article.passages) == wanted


class _Writer:
    """Writes runs from outside in: links, in them strong, in it em."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._out: list[str] = []

    def write(self, prose: Prose) -> str:
        self._links([run for run in prose if run.text or run.note])
        text = "".join(self._out)
        if self._place.one_line:
            text = _CLOSING_HASHES.sub(lambda found: "\\" + found[0], text)
        return text

    def _last(self) -> str:
        return self._out[-1][-1:] if self._out else BREAK

    def _links(self, runs: Sequence[Run]) -> None:
        for href, group in groupby(runs, key=lambda run: run.href):
            if not href:
                self._wrapped(list(group))
                continue
            if self._last() == "!":
                # It would be an image.
                self._out[-1] = self._out[-1][:-1] + "\\!"
            self._out.append("[")
            self._wrapped([replace(run, href="") for run in group])
            self._out.append(f"]({_target(href)})")

    def _wrapped(self, runs: Sequence[Run]) -> None:
        self._emphasis(runs, "**", lambda run: run.strong, lambda inner: self._emphasis(inner, "*", _is_em, self._flat))

    def _emphasis(
        self,
        runs: Sequence[Run],
        stars: str,
        has: Callable[[Run], bool],
        inner: Callable[[Sequence[Run]], None],
    ) -> None:
        for marked, group in groupby(runs, key=has):
            if marked:
                self._out.append(stars)
            inner(list(group))
            if marked:
                self._out.append(stars)

    def _flat(self, runs: Sequence[Run]) -> None:
        for run in runs:
            if run.note:
                self._out.append(f"[^{run.note}]")
            elif run.code:
                self._out.append(self._in_cell(_code(run.text)))
            else:
                self._text(run.text)

    def _text(self, text: str) -> None:
        for number, line in enumerate(text.split(BREAK)):
            if number:
                self._out.append("\\\n")
            if line:
                self._out.append(self._in_cell(_escaped(line, opens_line=self._last() == BREAK)))

    def _in_cell(self, text: str) -> str:
        return text.replace("|", "\\|") if self._place.in_cell else text


def _is_em(run: Run) -> bool:
    return run.em


def _escaped(line: str, *, opens_line: bool) -> str:
    opening = ""
    if opens_line and (found := _OPENING.match(line)):
        opening = f"\\{found[0]}" if found.lastgroup == "before" else f"{found[0]}\\"
        line = line[found.end() :]
    return opening + _SPECIAL.sub(r"\\\g<0>", line)


def _code(text: str) -> str:
    text = text.replace(BREAK, " ")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _target(href: str) -> str:
    return _UNSAFE_IN_TARGET.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()) if found[0] != "&" else "&amp;", href
    )
