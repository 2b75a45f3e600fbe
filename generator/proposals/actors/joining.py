"""Which names stand for the same: short forms and what they are short for, abbreviations and what they abbreviate."""

from collections.abc import Iterable, Sequence

from generator.proposals.actors.clusters import Cluster, key_of
from generator.proposals.actors.context import Sign
from generator.proposals.actors.judging import NEITHER, Group, Seen, Verdict, judge, order_of
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.proposal import Confidence


def joined(groups: Iterable[Group], known: Sequence[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """The clusters of a text: those of `known` with the short forms found, and new ones."""
    clusters = list(known)
    waiting: list[tuple[Group, Verdict]] = []
    every = order_of(list(groups))
    alone = {group.key for group in every if len(group.tokens) == 1}
    for group in every:
        verdict = _by_short_form(group, judge(group, lexicon), alone, lexicon)
        if len(group.tokens) > 1 or lexicon.territory(group.text):
            _join_long(group, verdict, clusters, lexicon)
        else:
            waiting.append((group, verdict))
    brackets = _in_brackets(clusters, waiting)
    for group, verdict in waiting:
        _join_short(group, verdict, clusters, lexicon, brackets)
    return clusters


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


def _join_long(group: Group, verdict: Verdict, clusters: list[Cluster], lexicon: Lexicon) -> None:
    """A name of several words is a cluster of its own, unless it says another in fewer or more words."""
    if verdict.type in {"", "event"}:
        return
    territory = lexicon.territory(group.text)
    same = next(
        (
            cluster
            for cluster in clusters
            if _same(cluster, group, verdict, lexicon)
            or (territory is not None and lexicon.territory(cluster.name) == territory)
        ),
        None,
    )
    if same is None:
        made = Cluster.of(group, verdict)
        if territory:
            made.name = territory.name if group.text.replace(".", "").isupper() else made.name
            made.aliases.update({form: None for form in made.forms if form != made.name})
        clusters.append(made)
        return
    if territory and same.is_place and verdict.type != "place":
        same.verdict = verdict
    longer = len(group.tokens) > len(same.tokens) and not same.known
    if longer:
        same.aliases.setdefault(same.name)
        same.name = group.text
    same.take(group)
    same.aliases.pop(same.name, None)
    if verdict.confidence is Confidence.HIGH and same.verdict.confidence is not Confidence.HIGH and not same.known:
        same.verdict = verdict


def _same(cluster: Cluster, group: Group, verdict: Verdict, lexicon: Lexicon) -> bool:
    """Whether a longer and a shorter name of several words are one actor's."""
    if cluster.is_place != (verdict.type == "place"):
        return False
    ours, theirs = cluster.tokens, [token.small.replace(".", "") for token in group.tokens]
    if len(ours) < 2 or len(theirs) < 2:
        return False
    short, long = sorted((ours, theirs), key=len)
    if cluster.is_person and verdict.type == "person":
        return short[0] == long[0] and short[-1] == long[-1] or long[-len(short) :] == short
    if verdict.type == "person" or cluster.is_person:
        return False
    content = [set(words) - lexicon.words.connectors for words in (ours, theirs)]
    return long[-len(short) :] == short or (content[0] == content[1] and len(content[0]) > 1)


def _join_short(
    group: Group,
    verdict: Verdict,
    clusters: list[Cluster],
    lexicon: Lexicon,
    brackets: dict[str, Cluster],
) -> None:
    """A name of one word is a person's last name, an abbreviation, a short form, or a name of its own."""
    token = group.tokens[0]
    if token.small in lexicon.words.heads and not token.acronym:
        _take_head(group, clusters)
        return
    if cluster := brackets.get(group.key) or _abbreviated(group, clusters, lexicon):
        cluster.take(group)
        return
    if verdict.type not in {"event", "state"} and (people := [one for one in clusters if one.is_person and _is_last(one, group)]):
        _share(group, people)
        return
    if verdict.type == "event" or verdict is NEITHER:
        return
    if cluster := _begun(group, verdict, clusters):
        cluster.take(group)
        return
    clusters.append(Cluster.of(group, verdict))


def _is_last(cluster: Cluster, group: Group) -> bool:
    tokens = cluster.tokens
    return len(tokens) > 1 and group.key in {tokens[-1], tokens[-1].rpartition("-")[2]}


def _begun(group: Group, verdict: Verdict, clusters: Sequence[Cluster]) -> Cluster | None:
    """The one place, or the one organisation, whose name begins or ends with the word."""
    if verdict.type == "state":
        return None
    found = [
        one
        for one in clusters
        if len(one.tokens) > 1
        and group.key in {one.tokens[0], one.tokens[-1]}
        and one.is_place == (verdict.type == "place")
        and not one.is_person
    ]
    return found[0] if len(found) == 1 else None


def _share(group: Group, people: Sequence[Cluster]) -> None:
    """Gives each mention to the one of these persons who was named last before it."""
    for one in group.seen:
        here = (one.piece.line.number, one.piece.span[0])
        before = [
            (max(at), number)
            for number, cluster in enumerate(people)
            if (at := [(m.passage, m.start) for m in cluster.mentions if (m.passage, m.start) < here])
        ]
        cluster = people[max(before)[1]] if before else people[0]
        part = Group(group.key, [one])
        cluster.take(part)


def _take_head(group: Group, clusters: Sequence[Cluster]) -> None:
    """`The Agency` is the organisation with that word that was named last before it."""
    able = [one for one in clusters if not one.is_place and not one.is_person and group.key in one.tokens]
    for seen in group.seen:
        here = (seen.piece.line.number, seen.piece.span[0])
        before = [
            (max(at), number)
            for number, cluster in enumerate(able)
            if (at := [(m.passage, m.start) for m in cluster.mentions if (m.passage, m.start) < here])
        ]
        if before:
            able[max(before)[1]].add([seen])


def initials(words: Sequence[str], small: Iterable[str]) -> set[str]:
    """The abbreviations that a name may have: initials with and without its small words."""
    parts = [part for word in words for part in word.replace("’", "'").split("-") if part[:1].isalpha()]
    all_ = "".join(part[0] for part in parts).upper()
    return {all_, "".join(part[0] for part in parts if part.lower() not in set(small)).upper()}


def _abbreviated(group: Group, clusters: Sequence[Cluster], lexicon: Lexicon) -> Cluster | None:
    """The organisation or state that an abbreviation has the initials of."""
    letters = group.tokens[0].acronym
    if not letters:
        return None
    able = [one for one in clusters if not one.is_person and len(one.tokens) > 1]
    small = lexicon.words.connectors
    return next((one for one in able if any(letters in initials(form.split(), small) for form in (one.name, *one.forms))), None)


def _in_brackets(clusters: Sequence[Cluster], waiting: Sequence[tuple[Group, Verdict]]) -> dict[str, Cluster]:
    """Abbreviations in brackets behind a name with most of their letters: `Palestinian Authority (PA)`."""
    ends = {(m.passage, m.end): one for one in clusters if not one.is_person for m in one.mentions}
    found: dict[str, Cluster] = {}
    for group, _ in waiting:
        for seen in group.seen:
            if cluster := _bracketed(seen, ends):
                found.setdefault(group.key, cluster)
    return found


def _bracketed(seen: Seen, ends: dict[tuple[int, int], Cluster]) -> Cluster | None:
    piece, line = seen.piece, seen.piece.line
    if line.small(piece.first - 1) != "(" or line.small(piece.end) not in {")", ",", ";"} or piece.first < 2:
        return None
    cluster = ends.get((line.number, line.tokens[piece.first - 2].end))
    if cluster is None or not _is_within(piece.text.replace(".", "").lower(), cluster.name.lower()):
        return None
    return cluster


def _is_within(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in their order."""
    rest = iter(name)
    return all(letter in rest for letter in letters)
