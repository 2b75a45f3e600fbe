"""Groups that are named in small letters behind their owner: the Israeli defense establishment, Hamas’ military wing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.proposals.actors.clusters import Cluster
from generator.proposals.actors.judging import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import Line
from generator.proposals.proposal import Confidence, Words

_BETWEEN = 3
_OWNER_LETTERS = 5
"""Letters by which a land and the word for its people are known for the same: Israel, Israeli."""


class _Found(NamedTuple):
    """`owner` and `rest` are what it is known again by; `name` is what it is called."""

    owner: str
    rest: str
    name: str
    type: str
    words: Words


def collectives(lines: Sequence[Line], owners: Mapping[tuple[int, int], Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The groups of a text; `owners` are clusters by passage and end of mention."""
    made: dict[tuple[str, str], Cluster] = {}
    for found in (one for line in lines for one in _in_line(line, owners, lexicon)):
        key = (found.owner[:_OWNER_LETTERS], found.rest)
        verdict = Verdict(found.type, Confidence.MEDIUM, f"“{found.rest.split()[-1]}” behind its owner")
        cluster = made.setdefault(key, Cluster(found.name, verdict))
        cluster.mentions.add(found.words)
        form = lines_text(lines, found.words)
        cluster.forms.setdefault(form)
        if form != cluster.name:
            cluster.aliases.setdefault(form)
    _add_short_forms(lines, made, lexicon)
    return list(made.values())


def lines_text(lines: Sequence[Line], words: Words) -> str:
    """The words of a range, on one line."""
    return " ".join(lines[words.passage].text[words.start : words.end].split())


def _in_line(line: Line, owners: Mapping[tuple[int, int], Cluster], lexicon: Lexicon) -> Iterator[_Found]:
    at = 0
    while at < len(line.tokens):
        found = _behind_owner(line, at, owners, lexicon)
        if found:
            yield found
            at = next(index for index, token in enumerate(line.tokens) if token.end >= found.words.end)
        at += 1
    yield from _before_owner(line, owners, lexicon)


def _group(line: Line, at: int, lexicon: Lexicon) -> int:
    """The end of a group's words that begin at a token; 0 where none do."""
    words = lexicon.words
    for end in range(at, min(at + _BETWEEN + 1, len(line.tokens))):
        small = line.small(end)
        if line.tokens[end].capital or line.tokens[end].mark or (end > at and not line.is_joined(end)):
            return 0
        if (
            small in words.collectives
            and (end > at or small in words.collectives_alone)
            and not _goes_on(line, end + 1, lexicon)
        ):
            return end + 1
        if small not in words.fields and small not in words.collective_fields:
            return 0
    return 0


def _goes_on(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether the word behind makes the group an attribute: the Israeli military operation."""
    words = lexicon.words
    if not line.is_joined(at) or line.tokens[at].mark or line.tokens[at].capital:
        return False
    small = line.small(at)
    known = (words.common, words.acts, words.connectors, words.locatives, words.directional, words.parties)
    return not any(small in several for several in known) and not small.endswith(("ed", "s"))


def _behind_owner(line: Line, at: int, owners: Mapping[tuple[int, int], Cluster], lexicon: Lexicon) -> _Found | None:
    """A group whose owner ends with the token."""
    token = line.tokens[at]
    owner = owners.get((line.number, token.end))
    people = lexicon.is_people(token)
    if (owner is None or owner.is_person) and not people:
        return None
    first = at + 1
    owned = line.small(first) in {"'s", "’s", "'", "’"} and line.tokens[first].start == token.end
    first += owned
    end = _group(line, first, lexicon) if first < len(line.tokens) and line.is_joined(first) else 0
    if not end:
        return None
    start = token.start
    if owner:
        start = max(m.start for m in owner.mentions if (m.passage, m.end) == (line.number, token.end))
    words = Words(line.number, start, line.tokens[end - 1].end)
    rest = line.text[line.tokens[first].start : words.end]
    shown = " ".join(line.text[start : words.end].split())
    head = f"{line.text[start : token.end]} {rest}" if owner and owner.verdict.type != "state" else shown
    type_ = lexicon.words.collectives[line.small(end - 1)]
    return _Found(token.small, " ".join(rest.split()), " ".join(head.split()), type_, words)


def _before_owner(line: Line, owners: Mapping[tuple[int, int], Cluster], lexicon: Lexicon) -> Iterator[_Found]:
    """The military wing of Hamas."""
    starts = {
        m.start: one
        for (number, _), one in owners.items()
        if number == line.number
        for m in one.mentions
        if m.passage == number
    }
    for at in range(2, len(line.tokens)):
        owner = starts.get(line.tokens[at].start)
        if owner is None or owner.is_person or owner.is_place or line.small(at - 1) not in lexicon.words.connectors:
            continue
        small = line.small(at - 2)
        first = at - 2
        while (
            first > 0
            and line.is_joined(first)
            and line.small(first - 1) in lexicon.words.fields | lexicon.words.collective_fields
        ):
            first -= 1
        if small in lexicon.words.collectives and first < at - 2:
            end = next(m.end for m in owner.mentions if m.passage == line.number and m.start == line.tokens[at].start)
            rest = line.text[line.tokens[first].start : line.tokens[at - 2].end]
            words = Words(line.number, line.tokens[first].start, end)
            yield _Found(
                line.small(at),
                rest,
                f"{line.text[line.tokens[at].start : end]} {rest}",
                lexicon.words.collectives[small],
                words,
            )


def _add_short_forms(lines: Sequence[Line], made: Mapping[tuple[str, str], Cluster], lexicon: Lexicon) -> None:
    """Where the group is named without its owner: the defense establishment."""
    by_rest: dict[tuple[str, ...], list[Cluster]] = {}
    for (_, rest), cluster in made.items():
        by_rest.setdefault(tuple(rest.lower().split()), []).append(cluster)
    unique = {rest: several[0] for rest, several in by_rest.items() if len(several) == 1}
    taken = {(m.passage, m.end) for cluster in made.values() for m in cluster.mentions}
    for line in lines:
        for at, token in enumerate(line.tokens):
            if token.small not in lexicon.words.articles:
                continue
            for length in range(_BETWEEN + 1, 0, -1):
                rest = tuple(one.small for one in line.tokens[at + 1 : at + 1 + length])
                cluster = unique.get(rest)
                if cluster is None or len(rest) < length:
                    continue
                words = Words(line.number, line.tokens[at + 1].start, line.tokens[at + length].end)
                if (line.number, words.end) not in taken and not _goes_on(line, at + 1 + length, lexicon):
                    cluster.mentions.add(words)
                    form = lines_text(lines, words)
                    cluster.forms.setdefault(form)
                    if length > 1:
                        cluster.aliases.setdefault(form)
                break
