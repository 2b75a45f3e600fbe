"""From a text and what is known to the actors proposed, and to all mentions of actors and places."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from generator.model.kinds import Kind, Ref
from generator.proposals.actors import known as registered
from generator.proposals.actors.clusters import Cluster, key_of
from generator.proposals.actors.collectives import Owners, collectives
from generator.proposals.actors.context import Sign, signs
from generator.proposals.actors.cutting import pieces
from generator.proposals.actors.joining import joined
from generator.proposals.actors.judging import Group, Seen, Verdict
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.piece import Piece
from generator.proposals.actors.small import add_definite, unowned
from generator.proposals.actors.spans import Spans
from generator.proposals.actors.tokens import Line, line_of
from generator.proposals.given import Known, Mention, Registry, Text
from generator.proposals.ids import id_of
from generator.proposals.proposal import Confidence, ProposedActor, Words
from generator.proposals.words import NameWords, name_words

_TELLING = Sign.ACTS | Sign.MEMBERS | Sign.GROUP | Sign.MEDIUM | Sign.PERSON | Sign.TITLE
"""Signs by which the first word of a sentence is known for a name."""


def propose(text: Text, registry: Registry) -> tuple[tuple[ProposedActor, ...], tuple[Mention, ...]]:
    """The actors that a text names, in the order in which it does, and all mentions of actors and places."""
    things = {thing.ref: thing for thing in registry.things}
    where = registered.found(text, registry)
    clusters = [_known(things[ref], spans) for ref, spans in where.items()]
    words = name_words(text.language)
    if words:
        clusters = _with_new(text, words, clusters)
    clusters = _apart(clusters)
    _give_ids(clusters, {thing.ref.id for thing in registry.things})
    actors = [cluster for cluster in clusters if not cluster.is_place]
    forms = registered.spellings(registry.things)
    proposed = [_proposed(cluster, things, forms) for cluster in actors]
    if publisher := _publisher(text, clusters, registry):
        proposed.append(publisher)
    return tuple(proposed), _mentions(clusters)


def _known(thing: Known, spans: set[Words]) -> Cluster:
    type_ = "place" if thing.ref.kind is Kind.PLACE else thing.type
    cluster = Cluster(thing.forms[0], Verdict(type_, Confidence.HIGH, "a known name"), id=thing.ref.id, known=True)
    cluster.mentions = set(spans)
    cluster.keys = {key_of(form.split()) for form in thing.forms}
    return cluster


def _with_new(text: Text, words: NameWords, known: Sequence[Cluster]) -> list[Cluster]:
    """The known clusters with further mentions, and those of names that are not known."""
    lines = [
        line_of(number, passage.text, text.sentences[number], words)
        for number, passage in enumerate(text.article.passages)
    ]
    lexicon = Lexicon.of(lines, words)
    prose = [line for line in lines if not text.article.passages[line.number].in_footnote]
    named: dict[int, list[Words]] = {}
    for mention in (m for cluster in known for m in cluster.mentions):
        named.setdefault(mention.passage, []).append(mention)
    seen = [one for line in prose for one in _seen(line, lexicon, text, named)]
    ends = {token for cluster in known for token in (cluster.tokens[:1] + cluster.tokens[-1:])}
    clusters = joined(_grouped(seen, ends, lexicon), known, lexicon)
    clusters += collectives(lines, Owners(clusters), lexicon)
    clusters += unowned(lines, clusters, lexicon)
    add_definite(lines, clusters, lexicon)
    return clusters


def _seen(line: Line, lexicon: Lexicon, text: Text, named: Mapping[int, Sequence[Words]]) -> Iterable[Seen]:
    """The names of a line that are not known, with what is around them."""
    passage = text.article.passages[line.number]
    closed = Spans(registered.no_prose(passage))
    barred = {at for at, token in enumerate(line.tokens) if closed.over(token.start, token.end)}
    known = Spans((m.start, m.end) for m in named.get(line.number, ()))
    stressed = {(wrap.start, wrap.end) for wrap in passage.inline.wraps if wrap.kind == "em"}
    before, reach = Sign.NONE, -1
    for piece in pieces(line, lexicon, barred):
        start, end = piece.span
        found = signs(piece, lexicon, before, reach)
        if (start, end) in stressed:
            found |= Sign.STRESSED
        before, reach = found, piece.end
        inside = known.over(start, end)
        if not inside or _says_more(piece, inside, lexicon):
            yield Seen(piece, found)


def _says_more(piece: Piece, inside: Sequence[tuple[int, int]], lexicon: Lexicon) -> bool:
    """Whether a name that has a known one in it is another: Gaza in Gaza Football Union."""
    start, end = piece.span
    if any(one[0] <= start and end <= one[1] for one in inside):
        return False
    rest = [
        token
        for token in piece.tokens
        if not token.mark and not any(one[0] <= token.start and token.end <= one[1] for one in inside)
    ]
    return any(token.capital and not lexicon.is_of_title(token) and not lexicon.is_people(token) for token in rest)


def _grouped(seen: Sequence[Seen], known_ends: set[str], lexicon: Lexicon) -> list[Group]:
    """Mentions by their spelling; the first word of a sentence is left out where the rest is a name elsewhere."""
    sure = {_key(one.piece) for one in seen if not one.piece.tokens[0].first}
    ends = known_ends | {part for one in seen for part in _ends(one.piece)}
    groups: dict[str, Group] = {}
    for one in seen:
        piece, key = one.piece, _key(one.piece)
        is_sure = not piece.tokens[0].first or key in sure
        shorter = _key(piece._replace(first=piece.first + 1))
        if not is_sure and shorter in sure:
            groups.setdefault(shorter, Group(shorter)).seen.append(
                one._replace(piece=piece._replace(first=piece.first + 1))
            )
        elif is_sure or len(piece.tokens) > 1 or key in ends or _is_telling(one, lexicon):
            groups.setdefault(key, Group(key)).seen.append(one)
    return list(groups.values())


def _key(piece: Piece) -> str:
    return key_of(token.text for token in piece.tokens if not token.mark)


def _ends(piece: Piece) -> tuple[str, ...]:
    """The first and the last word of a name of several: what it is called for short."""
    tokens = piece.tokens
    return (key_of([tokens[0].text]), key_of([tokens[-1].text])) if len(tokens) > 1 else ()


def _is_telling(one: Seen, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence is a name though no other place in the text shows it."""
    token = one.piece.tokens[0]
    return bool(token.acronym or one.piece.title or lexicon.territory(token.text) or one.signs & _TELLING)


def _apart(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters in the order of the text, with mentions that do not overlap: of several the longest stays."""
    every = sorted(
        ((m, number) for number, cluster in enumerate(clusters) for m in cluster.mentions),
        key=lambda one: (one[0].passage, one[0].start - one[0].end, one[0].start, one[1]),
    )
    kept: dict[int, list[tuple[Words, int]]] = {}
    for mention, number in every:
        here = kept.setdefault(mention.passage, [])
        at = bisect_left(here, (mention, number))
        before, after = here[at - 1 : at], here[at : at + 1]
        if all(one.end <= mention.start for one, _ in before) and all(mention.end <= one.start for one, _ in after):
            here.insert(at, (mention, number))
    for cluster in clusters:
        cluster.mentions = set()
    for mention, number in (one for several in kept.values() for one in several):
        clusters[number].mentions.add(mention)
    return sorted((one for one in clusters if one.mentions), key=lambda one: min(one.mentions))


def _give_ids(clusters: Sequence[Cluster], taken: set[str]) -> None:
    for cluster in clusters:
        if not cluster.id:
            cluster.id = id_of(cluster.name, taken)
            taken.add(cluster.id)


def _proposed(cluster: Cluster, things: Mapping[Ref, Known], forms: Mapping[str, list[Known]]) -> ProposedActor:
    known = things.get(Ref(Kind.ACTOR, cluster.id)) if cluster.known else None
    has = {key_of(form.split()) for form in known.forms} if known else set()
    names = (cluster.name, *cluster.forms)
    return ProposedActor(
        id=cluster.id,
        name=cluster.name,
        type=cluster.verdict.type,
        aliases=tuple(form for form in cluster.aliases if key_of(form.split()) not in has),
        known=cluster.known,
        resembles=() if known else resembled(names, cluster, forms),
        reason=cluster.verdict.reason,
        confidence=cluster.verdict.confidence,
        words=tuple(sorted(cluster.mentions)),
    )


def resembled(names: Sequence[str], cluster: Cluster, forms: Mapping[str, list[Known]]) -> tuple[str, ...]:
    """Ids of known actors that a new one may be."""
    return registered.resembled(names, cluster.verdict.type, forms)


def _publisher(text: Text, clusters: Sequence[Cluster], registry: Registry) -> ProposedActor | None:
    """The publisher, where the passages do not name it."""
    name = " ".join(text.publisher.split())
    key = key_of(name.split())
    if not name or any(key in one.keys or key == key_of(one.name.split()) for one in clusters):
        return None
    known = next(
        (t for t in registry.things if t.ref.kind is Kind.ACTOR and key in {key_of(f.split()) for f in t.forms}), None
    )
    taken = {thing.ref.id for thing in registry.things} | {one.id for one in clusters}
    return ProposedActor(
        id=known.ref.id if known else id_of(name, taken),
        name=known.forms[0] if known else name,
        type=known.type if known else "organization",
        known=known is not None,
        reason="the publisher",
        confidence=Confidence.HIGH,
        words=(),
    )


def _mentions(clusters: Sequence[Cluster]) -> tuple[Mention, ...]:
    every = (
        Mention(
            *words,
            kind="place" if cluster.is_place else "actor",
            id=cluster.id,
            type="" if cluster.is_place else cluster.verdict.type,
        )
        for cluster in clusters
        for words in cluster.mentions
    )
    return tuple(sorted(every))
