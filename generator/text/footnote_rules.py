"""The rule `footnote`: each footnote of an article is defined once, and the text refers to it.

MkDocs warns of a footnote without a reference, and in strict mode a warning stops the build of the whole site.
References without a definition are text: `generator.text.inline` reports them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from generator.diagnostics.diagnostic import Diagnostic, SourceFile, Span
from generator.text.limits import MAX_FOOTNOTES, MAX_REFERENCES
from generator.text.token_lines import get_line, read_line

RULE = "footnote"


@dataclass(slots=True)
class _Footnotes:
    """The lines of definitions and the counts of references, by label; `""` in `references` stands for the text."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    references: dict[str, list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def _collect_footnotes(tokens: Sequence[Token]) -> _Footnotes:
    footnotes = _Footnotes()
    open_labels = [""]
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            footnotes.lines.setdefault(label, []).append(get_line(token))
            open_labels.append(label)
        elif token.type == "footnote_reference_close":
            open_labels.pop()
        for child in token.children or ():
            if child.type == "footnote_ref":
                label = child.meta["label"]
                footnotes.references.setdefault(open_labels[-1], []).append(label)
                footnotes.counts[label] += 1
    return footnotes


def _find_reachable(references: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the labels to which the text refers, directly or through other footnotes."""
    reachable: set[str] = set()
    pending = list(references.get("", ()))
    while pending:
        label = pending.pop()
        if label not in reachable:
            reachable.add(label)
            pending.extend(references.get(label, ()))
    return reachable


def check_footnotes(tokens: Sequence[Token], source: SourceFile) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each footnote that is unused or defined twice, and for too many of them."""
    footnotes = _collect_footnotes(tokens)
    reachable = _find_reachable(footnotes.references)
    for label, (line, *repeated_lines) in footnotes.lines.items():
        if label not in reachable:
            message = f"nothing in the text refers to the footnote `[^{label}]`"
            advice = f"put `[^{label}]` after the words that it belongs to, or delete it"
            yield source.diagnose(RULE, _find_label(source, line, label), message, advice=advice)
        for repeated_line in repeated_lines:
            message = f"the footnote `[^{label}]` is already defined in line {line}"
            advice = "give it another label, or put the two texts into one footnote"
            yield source.diagnose(RULE, _find_label(source, repeated_line, label), message, advice=advice)
    yield from _check_numbers(footnotes, source)


def _check_numbers(footnotes: _Footnotes, source: SourceFile) -> Iterator[Diagnostic]:
    if len(footnotes.lines) > MAX_FOOTNOTES:
        label, lines = list(footnotes.lines.items())[MAX_FOOTNOTES]
        message = f"the article has {len(footnotes.lines):,} footnotes; the limit is {MAX_FOOTNOTES:,}"
        advice = "divide the article into several briefings"
        yield source.diagnose("too-much-markup", _find_label(source, lines[0], label), message, advice=advice)
    for label, lines in footnotes.lines.items():
        count = footnotes.counts[label]
        if count > MAX_REFERENCES:
            message = f"the text refers {count:,} times to the footnote `[^{label}]`; the limit is {MAX_REFERENCES}"
            advice = "write it once in the text, or in several footnotes"
            yield source.diagnose("too-much-markup", _find_label(source, lines[0], label), message, advice=advice)


def _find_label(source: SourceFile, line: int, label: str) -> Span:
    """Return the span of a footnote's label at its definition."""
    mark = f"[^{label}]"
    column = read_line(source, line).find(mark)
    return Span(line, max(column, 0) + 1, len(mark) if column >= 0 else 1)
