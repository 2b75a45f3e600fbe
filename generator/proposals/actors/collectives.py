"""Groups that are named in small letters behind their owner: the Israeli defense establishment, Hamas’ military wing.

The government of a state is the state itself. What a group is called without its owner later on is its short form.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.proposals.actors.clusters import Cluster
from generator.proposals.actors.judging import Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.small import BETWEEN, goes_on, is_subject, lines_text
from generator.proposals.actors.tokens import OWN, Line
from generator.proposals.proposal import Confidence, Words

_OWNER_LETTERS = 5
"""Letters by which a land and the word for its people are known for the same: Israel, Israeli."""


class _Found(NamedTuple):
    """`owner` and `rest` are what it is known again by, `name` is what it is called, `state` whose government it is."""

    owner: str
    rest: str
    name: str
    words: Words
    state: Cluster | None = None


class Owners:
    """The clusters of a text by where their mentions begin and end, and by their names."""

    def __init__(self, clusters: Sequence[Cluster]) -> None:
        able = [cluster for cluster in clusters if not cluster.is_person]
        self.ends = {(m.passage, m.end): (cluster, m) for cluster in able for m in cluster.mentions}
        self.starts = {(m.passage, m.start): (cluster, m) for cluster in able for m in cluster.mentions}
        self.states = {key: cluster for cluster in able if cluster.verdict.type == "state" for key in cluster.keys}


def collectives(lines: Sequence[Line], owners: Owners, lexicon: Lexicon) -> list[Cluster]:
    """The groups of a text. Adds the mentions of governments to their states."""
    made: dict[str, dict[str, Cluster]] = {}
    for found in (one for line in lines for one in _in_line(line, owners, lexicon)):
        if found.state:
            found.state.mentions.add(found.words)
            continue
        head = next(word for word in reversed(found.rest.lower().split()) if word in lexicon.words.collectives)
        verdict = Verdict(lexicon.words.collectives[head], Confidence.MEDIUM, f"“{head}” behind its owner")
        its = made.setdefault(found.owner[:_OWNER_LETTERS], {})
        same = next((rest for rest in its if _is_same(rest, found.rest, verdict, lexicon)), found.rest)
        its.setdefault(same, Cluster(found.name, verdict)).call(lines_text(lines, found.words), found.words)
    _add_short_forms(lines, made, lexicon)
    return [cluster for its in made.values() for cluster in its.values()]


def _is_same(rest: str, other: str, verdict: Verdict, lexicon: Lexicon) -> bool:
    """Whether two of an owner's groups are one: its defense establishment, its security establishment."""
    both = [[word for word in words.split() if word not in lexicon.words.same_fields] for words in (rest, other)]
    return rest == other or (verdict.type == "collective" and both[0] == both[1])


def _in_line(line: Line, owners: Owners, lexicon: Lexicon) -> Iterator[_Found]:
    reached = 0
    for at in range(len(line.tokens)):
        if at < reached:
            continue
        behind = _behind_owner(line, at, owners, lexicon)
        if found := behind or _before_owner(line, at, owners, lexicon) or _before_people(line, at, owners, lexicon):
            yield found
            while reached < len(line.tokens) and line.tokens[reached].start < found.words.end:
                reached += 1


def _group(line: Line, at: int, lexicon: Lexicon) -> int:
    """The end of a group's words that begin at a token; 0 where none do."""
    words = lexicon.words
    for end in range(at, min(at + BETWEEN + 1, len(line.tokens))):
        small, token = line.small(end), line.tokens[end]
        if token.capital or token.mark or (end > at and not line.is_joined(end)):
            return 0
        able = small in words.collectives and (end > at or small in words.collectives_alone)
        if able and not goes_on(line, end + 1, lexicon):
            return end + 1
        if small not in words.fields and small not in words.collective_fields:
            return 0
    return 0


def _behind_owner(line: Line, at: int, owners: Owners, lexicon: Lexicon) -> _Found | None:
    """A group whose owner ends with the token."""
    token = line.tokens[at]
    owner, mention = owners.ends.get((line.number, token.end), (None, None))
    people = owner is None and lexicon.is_people(token)
    if owner is None and not people:
        return None
    first = at + 1
    first += line.small(first) in OWN and line.tokens[first].start == token.end
    end = _group(line, first, lexicon) if line.is_joined(first) else 0
    if not end:
        return None
    start = mention.start if mention else token.start
    words = Words(line.number, start, line.tokens[end - 1].end)
    rest = " ".join(line.text[line.tokens[first].start : words.end].split())
    state = owner if owner and owner.verdict.type == "state" else owners.states.get(lexicon.land_of(token.small))
    if line.small(end - 1) in lexicon.words.governments and end == first + 1 and state:
        return _Found(token.small, rest, state.name, words, state)
    is_state = people or owner is None or owner.verdict.type == "state"
    name = line.text[start : words.end] if is_state else f"{line.text[start : token.end]} {rest}"
    return _Found(token.small, rest, " ".join(name.split()), words)


def _before_owner(line: Line, at: int, owners: Owners, lexicon: Lexicon) -> _Found | None:
    """The military wing of Hamas, the government of Ruvania: the group begins with the token."""
    end, words = at, lexicon.words
    if line.small(at - 1) not in words.articles or line.small(at - 2) in {",", "—", "–"}:
        return None
    while end < at + BETWEEN and (line.small(end) in words.fields or line.small(end) in words.collective_fields):
        end += 1
    head = line.small(end)
    ruling = head in words.governments and end == at
    if head not in words.collectives or (end == at and not ruling) or line.small(end + 1) not in words.connectors:
        return None
    first = end + 2 + (line.small(end + 2) in words.articles)
    if first >= len(line.tokens):
        return None
    owner, mention = owners.starts.get((line.number, line.tokens[first].start), (None, None))
    if owner is None or mention is None or (owner.is_place and not ruling):
        return None
    rest = " ".join(line.text[line.tokens[at].start : line.tokens[end].end].split())
    name = f"{line.text[mention.start : mention.end]} {rest}"
    state = owner if ruling and owner.verdict.type == "state" else None
    return _Found(
        line.small(first), rest, " ".join(name.split()), Words(line.number, line.tokens[at].start, mention.end), state
    )


def _before_people(line: Line, at: int, owners: Owners, lexicon: Lexicon) -> _Found | None:
    """L’armée israélienne, where languages put the adjective behind."""
    words = lexicon.words
    if not words.adjective_endings or line.small(at) not in words.collectives or line.tokens[at].capital:
        return None
    end = at + 1
    while end <= at + BETWEEN and line.small(end) in words.connectors | words.fields | words.collective_fields:
        end += 1
    able = line.is_joined(end) and not line.tokens[end].capital and lexicon.is_people(line.tokens[end])
    if not able or (end == at + 1 and line.small(at) not in words.collectives_alone):
        return None
    where = Words(line.number, line.tokens[at].start, line.tokens[end].end)
    rest = " ".join(line.text[where.start : line.tokens[end - 1].end].split())
    state = owners.states.get(lexicon.land_of(line.small(end))) if line.small(at) in words.governments else None
    name = " ".join(line.text[where.start : where.end].split())
    return _Found(line.small(end), rest, name, where, state)


def _add_short_forms(lines: Sequence[Line], made: Mapping[str, Mapping[str, Cluster]], lexicon: Lexicon) -> None:
    """Where the group is named without its owner: the defense establishment."""
    by_rest: dict[tuple[str, ...], list[Cluster]] = {}
    for rest, cluster in (one for its in made.values() for one in its.items()):
        by_rest.setdefault(tuple(rest.lower().split()), []).append(cluster)
    unique = {rest: several[0] for rest, several in by_rest.items() if len(several) == 1}
    for line in lines if unique else ():
        for at, token in enumerate(line.tokens):
            if token.small in lexicon.words.articles:
                _add_short_form(line, at + 1, unique, lexicon)


def _add_short_form(line: Line, at: int, unique: Mapping[tuple[str, ...], Cluster], lexicon: Lexicon) -> None:
    for length in range(BETWEEN + 1, 0, -1):
        tokens = line.tokens[at : at + length]
        cluster = unique.get(tuple(one.small for one in tokens))
        if cluster is None or len(tokens) < length or not is_subject(line, at + length, lexicon):
            continue
        words = Words(line.number, tokens[0].start, tokens[-1].end)
        form = " ".join(line.text[words.start : words.end].split())
        cluster.call(form, words, alias=length > 1)
        return
