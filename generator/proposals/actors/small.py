"""Actors in small letters without an owner: the foreign ministry, the police; and `the federation`, named before."""

from collections.abc import Sequence

from generator.proposals.actors.clusters import Cluster, Shelf
from generator.proposals.actors.judging import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.tokens import OWN, Line
from generator.proposals.proposal import Confidence, Words

BETWEEN = 3
"""Words that may stand between an owner and the word of a group."""
_GENERIC = frozenset({"person", "place", "state"})


def lines_text(lines: Sequence[Line], words: Words) -> str:
    """The words of a range, on one line."""
    return " ".join(lines[words.passage].text[words.start : words.end].split())


def goes_on(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether the word at a token makes what is before it an attribute: the Israeli military operation."""
    words = lexicon.words
    if not line.is_joined(at) or line.tokens[at].mark or line.tokens[at].capital:
        return False
    small = line.small(at)
    known = (words.common, words.acts, words.connectors, words.locatives, words.directional, words.parties)
    return not any(small in several for several in known) and not small.endswith(("ed", "s"))


def is_subject(line: Line, at: int, lexicon: Lexicon) -> bool:
    """Whether what ends before a token is neither an attribute nor an owner of what follows."""
    return not goes_on(line, at, lexicon) and line.small(at) not in lexicon.words.connectors


def unowned(lines: Sequence[Line], clusters: Sequence[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """Public bodies that are named in small letters alone, of which none has a full name in the text."""
    shelf = Shelf(clusters, lexicon.words.connectors)
    taken = {(m.passage, m.end) for cluster in clusters for m in cluster.mentions}
    made: dict[str, Cluster] = {}
    for line in lines:
        for at, token in enumerate(line.tokens):
            end = _body(line, at + 1, lexicon) if token.small in lexicon.words.articles else 0
            if not end or (line.number, line.tokens[end - 1].end) in taken or not is_subject(line, end, lexicon):
                continue
            words = Words(line.number, line.tokens[at + 1].start, line.tokens[end - 1].end)
            form = lines_text(lines, words)
            wanted = set(form.lower().split())
            full = next((one for one in shelf.near(wanted) if wanted <= set(one.tokens)), None)
            verdict = Verdict("public-body", Confidence.LOW, f"a public body in small letters: “{form.split()[-1]}”")
            cluster = full or made.setdefault(form.lower(), Cluster(form, verdict))
            cluster.call(form, words, alias=False)
    return list(made.values())


def _body(line: Line, at: int, lexicon: Lexicon) -> int:
    """The end of `regional health office`, `police`, `president’s office`; 0 where no such thing begins."""
    words = lexicon.words
    if line.small(at) in words.unowned_alone:
        return at + 1
    if line.small(at) in words.titles and line.small(at + 1) in OWN:
        return at + 3 if line.small(at + 2) in words.unowned else 0
    for end in range(at, min(at + BETWEEN, len(line.tokens))):
        small, token = line.small(end), line.tokens[end]
        if token.mark or token.capital or not line.is_joined(end):
            return 0
        if end > at and small in words.unowned:
            return end + 1
        if not (small in words.fields or small in words.collective_fields or _is_adjective(small, lexicon)):
            return 0
    return 0


def _is_adjective(small: str, lexicon: Lexicon) -> bool:
    return small.endswith(tuple(lexicon.words.collective_endings) or "\0") and len(small) > 5


def add_definite(lines: Sequence[Line], clusters: Sequence[Cluster], lexicon: Lexicon) -> None:
    """Adds where `the federation` is the one that was named last before: a mention, no alias."""
    able = [cluster for cluster in clusters if cluster.verdict.type not in _GENERIC and len(cluster.tokens) > 1]
    taken = {(m.passage, m.end) for cluster in clusters for m in cluster.mentions}
    starts = sorted((m.passage, m.start, number) for number, one in enumerate(able) for m in one.mentions)
    heads = [frozenset(one.tokens) & lexicon.words.heads for one in able]
    last: dict[str, int] = {}
    reached = 0
    for line in lines:
        for at, token in enumerate(line.tokens):
            while reached < len(starts) and starts[reached][:2] <= (line.number, token.start):
                last.update(dict.fromkeys(heads[starts[reached][2]], starts[reached][2]))
                reached += 1
            follows = token.small in last and at and line.small(at - 1) in lexicon.words.articles and line.is_joined(at)
            if follows and (line.number, token.end) not in taken and is_subject(line, at + 1, lexicon):
                able[last[token.small]].mentions.add(Words(line.number, token.start, token.end))
