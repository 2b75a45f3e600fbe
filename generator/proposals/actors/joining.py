"""Which names stand for the same: short forms and what they are short for, abbreviations and what they abbreviate."""

from collections.abc import Iterable, Sequence

from generator.proposals.actors.clusters import Cluster, Shelf, initials, key_of
from generator.proposals.actors.context import Sign
from generator.proposals.actors.judging import NEITHER, Group, Seen, Verdict, judge, order_of
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.proposal import Confidence

_BRACKETED = 8
"""Words in brackets among which another name is looked for."""


def joined(groups: Iterable[Group], known: Sequence[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters of a text: those of `known` with the short forms found, and new ones."""
    shelf = Shelf(known, lexicon.words.connectors)
    waiting: list[tuple[Group, Verdict]] = []
    every = order_of(list(groups))
    alone = {group.key for group in every if len(group.tokens) == 1}
    for group in every:
        verdict = _by_short_form(group, judge(group, lexicon), alone, lexicon)
        if len(group.tokens) > 1 or lexicon.territory(group.text):
            _join_long(group, verdict, shelf, lexicon)
        else:
            waiting.append((group, verdict))
    brackets = _in_brackets(shelf.clusters, waiting, lexicon)
    shelf.note_initials()
    shelf.note_places_in_text()
    for group, verdict in waiting:
        _join_short(group, verdict, shelf, lexicon, brackets)
    return shelf.clusters


def _by_short_form(group: Group, verdict: Verdict, alone: set[str], lexicon: Lexicon) -> Verdict:
    """A person is called by the last word of the name for short, an organisation by the first, or by initials."""
    guessed = verdict.type == "person" and not group.signs & (Sign.TITLE | Sign.PERSON)
    if len(group.tokens) < 2 or not guessed:
        return verdict
    first, last = (key_of([token.text]) for token in (group.tokens[0], group.tokens[-1]))
    if last in alone:
        return verdict._replace(confidence=Confidence.HIGH, reason=f"called “{group.tokens[-1].text}” for short")
    if first in alone and not lexicon.territory(group.tokens[0].text) and first not in lexicon.lands:
        reason = f"called “{group.tokens[0].text}” for short"
        return Verdict("organization", Confidence.MEDIUM, reason)
    if alone & {key_of([short]) for short in initials(group.text.split(), ()) if len(short) > 1}:
        return Verdict("organization", Confidence.HIGH, "its initials stand in the text")
    return verdict


def _join_long(group: Group, verdict: Verdict, shelf: Shelf, lexicon: Lexicon) -> None:
    """A name of several words is a cluster of its own, unless it says another in fewer or more words."""
    if verdict.type in {"", "event"}:
        return
    territory = lexicon.territory(group.text)
    if territory:
        same = (
            shelf.lands.get(territory.code) or shelf.called(group.key) or shelf.called(key_of(territory.name.split()))
        )
    else:
        near = shelf.near(token.small.replace(".", "") for token in group.tokens)
        same = next((cluster for cluster in near if _same(cluster, group, verdict, lexicon)), None)
    if same is None:
        same = Cluster.of(group, verdict)
        if territory and group.text.replace(".", "").isupper():
            same.rename(territory.name)
        shelf.add(same)
    else:
        _add(group, verdict, same, is_territory=territory is not None)
        shelf.index(same)
    if territory:
        shelf.lands.setdefault(territory.code, same)


def _add(group: Group, verdict: Verdict, same: Cluster, *, is_territory: bool) -> None:
    """Adds a form of several words to the cluster that has another."""
    if is_territory and same.is_place and verdict.type != "place" and not same.known:
        same.verdict = verdict
    if len(group.tokens) > len(same.tokens) and not same.known:
        same.rename(group.text)
    same.take(group)
    surer = verdict.confidence is Confidence.HIGH and same.verdict.confidence is not Confidence.HIGH
    if surer and not same.known:
        same.verdict = verdict


def _same(cluster: Cluster, group: Group, verdict: Verdict, lexicon: Lexicon) -> bool:
    """Whether a longer and a shorter name of several words are one actor's."""
    ours, theirs = cluster.tokens, [token.small.replace(".", "") for token in group.tokens]
    if len(ours) < 2 or len(theirs) < 2 or cluster.is_place != (verdict.type == "place"):
        return False
    short, long = sorted((ours, theirs), key=len)
    if cluster.is_person and verdict.type == "person":
        return (short[0] == long[0] and short[-1] == long[-1]) or long[-len(short) :] == short
    if verdict.type == "person" or cluster.is_person:
        return False
    content = [set(words) - lexicon.words.connectors for words in (ours, theirs)]
    return long[-len(short) :] == short or (content[0] == content[1] and len(content[0]) > 1)


def _join_short(group: Group, verdict: Verdict, shelf: Shelf, lexicon: Lexicon, brackets: dict[str, Cluster]) -> None:
    """A name of one word is a person's last name, an abbreviation, a short form, or a name of its own."""
    token = group.tokens[0]
    if token.small in lexicon.words.heads and not token.acronym:
        _take_head(group, shelf, is_public=token.small in lexicon.words.public_bodies)
        return
    cluster = brackets.get(group.key) or (shelf.initials.get(token.acronym) if token.acronym else None)
    people = [one for one in shelf.near([group.key]) if one.is_person and _is_last(one, group)]
    if cluster:
        cluster.take(group)
    elif people and verdict.type not in {"event", "state"}:
        _share(group, people, shelf)
    elif verdict.type != "event" and verdict is not NEITHER:
        if begun := _begun(group, verdict, shelf):
            begun.take(group)
        else:
            shelf.add(Cluster.of(group, verdict))


def _is_last(cluster: Cluster, group: Group) -> bool:
    tokens = cluster.tokens
    return len(tokens) > 1 and group.key in {tokens[-1], tokens[-1].rpartition("-")[2]}


def _begun(group: Group, verdict: Verdict, shelf: Shelf) -> Cluster | None:
    """The one place, or the one organisation, whose name begins or ends with the word."""
    if verdict.type == "state":
        return None
    found = [
        one
        for one in shelf.near([group.key])
        if len(one.tokens) > 1
        and group.key in {one.tokens[0], one.tokens[-1]}
        and one.is_place == (verdict.type == "place")
        and not one.is_person
    ]
    return found[0] if len(found) == 1 else None


def _share(group: Group, people: Sequence[Cluster], shelf: Shelf) -> None:
    """Gives each mention to the one of these persons who was named last before it."""
    for one in group.seen:
        cluster = shelf.last(people, one) or people[0]
        cluster.take(Group(group.key, [one]))


def _take_head(group: Group, shelf: Shelf, *, is_public: bool) -> None:
    """`The Agency` is the one with that word that was named last before it; `the Treasury` may be one itself."""
    able = [one for one in shelf.near([group.key]) if not one.is_place and not one.is_person]
    if not able and is_public and group.signs & Sign.ACTS:
        verdict = Verdict("public-body", Confidence.LOW, "the word of a public body, with a capital")
        shelf.add(Cluster.of(group, verdict))
    for seen in group.seen:
        if cluster := shelf.last(able, seen):
            cluster.add([seen])


def _in_brackets(
    clusters: Sequence[Cluster], waiting: Sequence[tuple[Group, Verdict]], lexicon: Lexicon
) -> dict[str, Cluster]:
    """Other names in brackets behind a name: `Palestinian Authority (PA)`, `(also known as …)`."""
    ends = {(m.passage, m.end): one for one in clusters if not one.is_person for m in one.mentions}
    found: dict[str, Cluster] = {}
    for group, _ in waiting:
        for seen in group.seen:
            if cluster := _bracketed(seen, ends, lexicon):
                found.setdefault(group.key, cluster)
    return found


def _bracketed(seen: Seen, ends: dict[tuple[int, int], Cluster], lexicon: Lexicon) -> Cluster | None:
    """The cluster behind whose name the mention stands in brackets, if it has its letters or is said to be it."""
    piece, line = seen.piece, seen.piece.line
    first = next(
        (at for at in range(piece.first - 1, max(0, piece.first - _BRACKETED), -1) if line.small(at) == "("), 0
    )
    if not first:
        return None
    cluster = ends.get((line.number, line.tokens[first - 1].end))
    if cluster is None:
        return None
    if any(line.small(at) in lexicon.words.also for at in range(first, piece.first)):
        return cluster
    alone = first == piece.first - 1 and line.small(piece.end) in {")", ",", ";"}
    return cluster if alone and _is_within(piece.text.replace(".", "").lower(), cluster.name.lower()) else None


def _is_within(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in their order."""
    rest = iter(name)
    return all(letter in rest for letter in letters)
