"""Suggestions as text for people and as JSON for programs."""

import json
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from generator.analysis import Analysis, sentence_with
from generator.authoring.suggestions.accepting import Accepted
from generator.authoring.suggestions.finding import Found
from generator.authoring.suggestions.suggestion import Entry, Fact, Group, Item, Key, NewRecord, Suggestion
from generator.authoring.suggestions.yaml_lines import Style, attribution, record
from generator.proposals.proposal import Confidence, Words

_BEFORE, _AFTER = "[[", "]]"
"""What stands around the words that a suggestion rests on."""
_LENGTH = 240
"""Characters of a sentence that are shown around them."""


def as_text(found: Found, suggestions: Sequence[Suggestion]) -> str:
    """By group: id, confidence, what it is, why, and the line of the article; then the command that accepts."""
    if not suggestions:
        return "nothing is proposed"
    lines = [found.piece.article.path]
    for group in Group:
        chosen = [one for one in suggestions if one.group is group]
        if chosen:
            lines += ["", group.value, *(line for one in chosen for line in _entry(found.analysis, one))]
    return "\n".join([*lines, "", *_command(found.piece.ref.id, suggestions)])


def as_json(found: Found, suggestions: Sequence[Suggestion]) -> str:
    """A list of objects; lines and columns count from 1, `start` and `end` are characters of `sentence`."""
    entries = [
        {
            "id": one.id,
            "group": one.group.name.lower(),
            "title": one.title,
            "reason": one.reason,
            "confidence": one.confidence.value,
            **_place(found, one),
            "needs": list(one.needs),
            "either": [list(ids) for ids in one.either],
            "writes": [written for change in one.changes for written in _writes(change)],
        }
        for one in suggestions
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False)


SHOWN: dict[str, Callable[[Found, Sequence[Suggestion]], str]] = {"text": as_text, "json": as_json}


def done(accepted: Accepted) -> str:
    """What was accepted and written, and what is left to write by hand."""
    lines = [f"accepted {one.id}" for one in accepted.suggestions]
    lines += [f"wrote {path}" for path in accepted.new]
    lines += [f"changed {path}" for path in accepted.changed]
    if accepted.unsaid:
        further = "".join(f", `{key}` of {id_}" for id_, key in accepted.lacking)
        lines.append(f"still to write: `says` of {', '.join(accepted.unsaid)}{further}")
    return "\n".join(lines)


def _entry(analysis: Analysis, one: Suggestion) -> Iterator[str]:
    with_it = f" (with {', '.join(one.needs)})" if one.needs else ""
    yield f"  {one.id}  {one.confidence}"
    yield f"    {one.title}{with_it}"
    yield f"    {one.reason}"
    if one.words:
        line, sentence, start, end = _shown(analysis, one.words[0])
        yield f"    line {line}: {_cut(sentence, start, end)}"


def _cut(sentence: str, start: int, end: int) -> str:
    """The sentence with its marks, or as much as is read at one look."""
    first = max(0, min(start, end - _LENGTH) if len(sentence) > _LENGTH else 0)
    last = min(len(sentence), max(end, first + _LENGTH))
    begin, rest = "… " if first else "", " …" if last < len(sentence) else ""
    shown = sentence[start:end] if end - start <= _LENGTH else f"{sentence[start : start + _LENGTH]} …"
    return f"{begin}{sentence[first:start]}{_BEFORE}{shown}{_AFTER}{sentence[end:last]}{rest}"


def _shown(analysis: Analysis, words: Words) -> tuple[int, str, int, int]:
    """The line in article.md, the sentence on one line, and where in it the words are."""
    passage = analysis.passages[words.passage]
    first, last = sentence_with(analysis.sentences[words.passage], words.start)
    last = max(last, words.end)
    sentence = passage.text[first:last].replace("\n", " ")
    return passage.span(words.start, words.end).line, sentence, words.start - first, words.end - first


def _place(found: Found, one: Suggestion) -> dict[str, Any]:
    if not one.words:
        return {"path": found.piece.article.path}
    words = one.words[0]
    line, sentence, start, end = _shown(found.analysis, words)
    column = found.analysis.passages[words.passage].span(words.start, words.end).column
    place = {"path": found.piece.article.path, "line": line, "column": column}
    return {**place, "sentence": sentence, "start": start, "end": end}


def _writes(change: Item | Entry | Key | Fact | NewRecord) -> Iterator[dict[str, Any]]:
    match change:
        case Item():
            yield {"path": change.path, "key": change.key, "item": change.value}
        case Key():
            where = {"attribution": change.attribution} if change.attribution else {}
            yield {"path": change.path, **where, "key": change.key, "value": change.value}
        case NewRecord():
            yield {"path": change.path, "yaml": record(change.keys)}
        case Entry():
            lines = attribution(change.attribution, "…", change.sentence, Style())
            yield {"path": change.path, "key": "attributions", "yaml": lines[1:]}
        case Fact():
            yield {"of": change.said, "key": change.key, "value": change.value}


def _command(briefing: str, suggestions: Iterable[Suggestion]) -> list[str]:
    able = [one for one in suggestions if one.changes]
    if not able:
        return ["None of this can be written by a command."]
    sure = [one.id for one in able if one.confidence is Confidence.HIGH and not one.either]
    shown = shlex.quote(" ".join(sure[:3])) if sure else "'ID ID …'"
    head = "To accept some (all:high stands for all that are sure):" if sure else "To accept some, name their ids:"
    return [head, f"  make suggest BRIEFING={briefing} ACCEPT={shown}"]
