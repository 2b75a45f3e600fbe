"""Extracts the actors that a text names, and all mentions of actors and places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, starmap
from typing import NamedTuple

from generator.model.kinds import Kind, Ref
from generator.proposals.actors import gazetteer
from generator.proposals.actors.clusters import Cluster, make_key, make_spelled_key
from generator.proposals.actors.collectives import OwnerIndex, find_collectives
from generator.proposals.actors.context import find_signs
from generator.proposals.actors.coreference import cluster_groups
from generator.proposals.actors.entity_typing import MentionGroup, NameMention, Verdict
from generator.proposals.actors.gazetteer import EntitiesByKey
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.lowercase_orgs import add_definite_mentions, find_public_bodies
from generator.proposals.actors.name_span import NameSpan
from generator.proposals.actors.signs import Sign
from generator.proposals.actors.span_splitting import find_names
from generator.proposals.actors.tagging import TaggedPassage, tag_passages
from generator.proposals.actors.tokens import tokenize_passage
from generator.proposals.ids import make_id
from generator.proposals.inputs import ArticleInput, EntityMention, EntityRegistry, KnownEntity
from generator.proposals.overlaps import select_longest
from generator.proposals.proposal import Confidence, ProposedActor, TextSpan
from generator.proposals.token_patterns import TokenPattern
from generator.proposals.word_lists import NameWords, load_name_words
from generator.text.passage import Passage
from generator.text.sentences import Range
from generator.text.spans import Spans

_NAME_SIGNS = Sign.ACTS | Sign.MEMBERS | Sign.GROUP | Sign.MEDIUM | Sign.PERSON | Sign.TITLE
"""Signs that the first word of a sentence is a name."""
_NAME_WORD = TokenPattern("[word & capitalized & !title_part|demonym]")


def propose(
    text: ArticleInput, registry: EntityRegistry
) -> tuple[tuple[ProposedActor, ...], tuple[EntityMention, ...]]:
    """Propose the actors that a text names, in its order, and return them with all mentions of actors and places."""
    known_entities = gazetteer.find_known_entities(text, registry)
    clusters = [_create_known(entity, spans) for entity, spans in known_entities.items()]
    entities_by_key = gazetteer.index_by_key(registry)
    words = load_name_words(text.language)
    if words:
        clusters = _add_new_clusters(text, words, clusters, entities_by_key)
    clusters = _remove_overlaps(_recognize_known(clusters, entities_by_key))
    _assign_ids(clusters, set(registry.ids))
    spellings = gazetteer.index_by_spelling(registry)
    proposals = [_propose_actor(cluster, spellings) for cluster in clusters if not cluster.is_place]
    if publisher := _propose_publisher(text, clusters, registry):
        proposals.append(publisher)
    return tuple(proposals), _list_mentions(clusters)


def _create_known(entity: KnownEntity, spans: set[TextSpan]) -> Cluster:
    """Create the cluster of a known entity."""
    return Cluster(
        name=entity.forms[0],
        verdict=Verdict(entity.type_of_name, Confidence.HIGH, "a known name"),
        keys=gazetteer.make_keys(entity),
        mentions=set(spans),
        id=entity.ref.id,
        known=True,
        recorded_forms=frozenset(map(make_spelled_key, entity.forms)),
    )


def _recognize_known(clusters: Sequence[Cluster], entities_by_key: EntitiesByKey) -> list[Cluster]:
    """Merge clusters that spell a known name without its accents and marks into the known entity's cluster.

    An entity that texts name only if an editor marks the name is not proposed as a new one either.
    """
    known_clusters = {(cluster.is_place, cluster.id): cluster for cluster in clusters if cluster.known}
    recognized: list[Cluster] = []
    for cluster in clusters:
        key = (cluster.is_place, make_key(cluster.name))
        entity = None if cluster.known else entities_by_key.get(key)
        if entity is None:
            recognized.append(cluster)
            continue
        if entity.is_marked:
            continue
        known = known_clusters.get((cluster.is_place, entity.ref.id))
        if known is None:
            known = _create_known(entity, set())
            known_clusters[cluster.is_place, entity.ref.id] = known
            recognized.append(known)
        known.verdict = known.verdict._replace(confidence=Confidence.MEDIUM, reason="spelled like a known name")
        known.mentions |= cluster.mentions
        known.aliases |= dict.fromkeys((cluster.name, *cluster.aliases))
    return recognized


def _add_new_clusters(
    text: ArticleInput, words: NameWords, known: Sequence[Cluster], entities_by_key: EntitiesByKey
) -> list[Cluster]:
    """Return the known clusters with their further mentions, and the clusters of new names."""
    passages = [
        tokenize_passage(number, passage.text, text.sentences[number], words)
        for number, passage in enumerate(text.article.passages)
    ]
    lexicon = Lexicon.build(passages, words)
    tagged_passages = tag_passages(passages, lexicon)
    groups = _group_mentions(_find_new_names(text, tagged_passages, known, lexicon), known, lexicon)
    unmatched: list[MentionGroup] = []
    matched: list[tuple[MentionGroup, Verdict]] = []
    for group in groups:
        # A name spelled like a known one needs no other sign that it is a name.
        if verdict := _get_known_verdict(group, entities_by_key):
            matched.append((group, verdict))
        else:
            unmatched.append(group)
    clusters = cluster_groups(unmatched, known, lexicon)
    clusters += starmap(Cluster.create, matched)
    clusters += find_collectives(tagged_passages, OwnerIndex(clusters), lexicon)
    clusters += find_public_bodies(tagged_passages, clusters, lexicon)
    add_definite_mentions(tagged_passages, clusters, lexicon)
    return clusters


def _get_known_verdict(group: MentionGroup, entities_by_key: EntitiesByKey) -> Verdict | None:
    entity = entities_by_key.get((False, group.key)) or entities_by_key.get((True, group.key))
    return Verdict(entity.type_of_name, Confidence.MEDIUM, "spelled like a known name") if entity else None


def _find_new_names(
    text: ArticleInput, passages: Sequence[TaggedPassage], known: Sequence[Cluster], lexicon: Lexicon
) -> list[NameMention]:
    """Find the mentions of new names, except in footnotes."""
    known_ranges: defaultdict[int, list[Range]] = defaultdict(list)
    for passage_number, start, end in chain.from_iterable(cluster.mentions for cluster in known):
        known_ranges[passage_number].append((start, end))
    mentions: list[NameMention] = []
    for passage in passages:
        source_passage = text.article.passages[passage.number]
        if not source_passage.in_footnote:
            known_spans = Spans(known_ranges[passage.number])
            mentions.extend(_find_new_in_passage(passage, source_passage, known_spans, lexicon))
    return mentions


def _find_new_in_passage(
    passage: TaggedPassage, source_passage: Passage, known_spans: Spans, lexicon: Lexicon
) -> Iterator[NameMention]:
    """Find the names of a passage that are not known, with the signs around them."""
    non_prose = Spans(gazetteer.find_non_prose(source_passage))
    excluded = {
        position for position, token in enumerate(passage.tokens) if non_prose.find_overlapping(token.start, token.end)
    }
    emphasized = {(wrap.start, wrap.end) for wrap in source_passage.inline.wraps if wrap.kind == "em"}
    previous_signs, previous_stop = Sign.NONE, -1
    for name in find_names(passage, lexicon, excluded):
        signs = find_signs(name, lexicon, previous_signs, previous_stop)
        if name.char_range in emphasized:
            signs |= Sign.STRESSED
        previous_signs, previous_stop = signs, name.stop
        inner_names = known_spans.find_overlapping(*name.char_range)
        if not inner_names or _is_longer_name(name, inner_names):
            yield NameMention(name, signs)


def _is_longer_name(name: NameSpan, inner_names: Sequence[Range]) -> bool:
    """Check whether a name with a known name in it is another name: Gaza in Gaza Football Union."""
    if _is_within(name.char_range, inner_names):
        return False
    words = name.passage.find_all(_NAME_WORD, name.start, name.stop)
    return not all(_is_within(NameSpan(name.passage, word.start, word.stop).char_range, inner_names) for word in words)


def _is_within(inner: Range, ranges: Sequence[Range]) -> bool:
    return any(outer[0] <= inner[0] and inner[1] <= outer[1] for outer in ranges)


def _group_mentions(mentions: Sequence[NameMention], known: Sequence[Cluster], lexicon: Lexicon) -> list[MentionGroup]:
    """Group mentions by their spelling, and discard first words of sentences that are no names.

    The first word of a sentence is left out of a name if the rest is a name elsewhere in the text.
    """
    certain_keys = {_make_name_key(mention.name) for mention in mentions if not _opens_sentence(mention.name)}
    short_forms: set[str] = set()
    for cluster in known:
        short_forms.update(cluster.words[:1] + cluster.words[-1:])
    for mention in mentions:
        short_forms.update(_get_short_forms(mention.name))
    name_keys = certain_keys | short_forms
    groups: dict[str, MentionGroup] = {}
    for mention in mentions:
        name, key = mention.name, _make_name_key(mention.name)
        rest = name._replace(start=name.start + 1)
        rest_key = _make_name_key(rest)
        if key not in certain_keys and rest_key in certain_keys:
            group = groups.setdefault(rest_key, MentionGroup(rest_key))
            group.mentions.append(mention._replace(name=rest))
        elif key in name_keys or len(name.tokens) > 1 or _is_evident(mention, lexicon):
            groups.setdefault(key, MentionGroup(key)).mentions.append(mention)
    return list(groups.values())


def _opens_sentence(name: NameSpan) -> bool:
    return name.tokens[0].is_sentence_start


def _make_name_key(name: NameSpan) -> str:
    return make_key(" ".join(token.text for token in name.tokens if not token.is_mark))


def _get_short_forms(name: NameSpan) -> tuple[str, ...]:
    """Return the keys of the first and the last word of a name of several words."""
    tokens = name.tokens
    if len(tokens) < 2:
        return ()
    return make_key(tokens[0].text), make_key(tokens[-1].text)


def _is_evident(mention: NameMention, lexicon: Lexicon) -> bool:
    """Check whether the first word of a sentence is a name though no other mention shows it."""
    token = mention.name.tokens[0]
    has_sign = token.acronym or mention.name.title or mention.signs & _NAME_SIGNS
    return bool(has_sign or lexicon.find_territory(token.text))


class _ClusterMention(NamedTuple):
    """A mention, and its cluster."""

    span: TextSpan
    cluster: Cluster


def _remove_overlaps(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return the clusters in the order of the text; of overlapping mentions only the longest remains."""
    mentions = [_ClusterMention(span, cluster) for cluster in clusters for span in cluster.mentions]
    for cluster in clusters:
        cluster.mentions = set()
    for span, cluster in select_longest(mentions):
        cluster.mentions.add(span)
    mentioned = [cluster for cluster in clusters if cluster.mentions]
    return sorted(mentioned, key=lambda cluster: min(cluster.mentions))


def _assign_ids(clusters: Sequence[Cluster], taken: set[str]) -> None:
    for cluster in clusters:
        if not cluster.id:
            cluster.id = make_id(cluster.name, taken)
            taken.add(cluster.id)


def _propose_actor(cluster: Cluster, spellings: Mapping[str, list[KnownEntity]]) -> ProposedActor:
    resembles: tuple[str, ...] = ()
    if not cluster.known:
        resembles = gazetteer.find_similar((cluster.name, *cluster.forms), cluster.verdict.type, spellings)
    return ProposedActor(
        id=cluster.id,
        name=cluster.name,
        type=cluster.verdict.type,
        aliases=tuple(form for form in cluster.aliases if make_spelled_key(form) not in cluster.recorded_forms),
        known=cluster.known,
        resembles=resembles,
        reason=cluster.verdict.reason,
        confidence=cluster.verdict.confidence,
        spans=tuple(sorted(cluster.mentions)),
    )


def _propose_publisher(
    text: ArticleInput, clusters: Sequence[Cluster], registry: EntityRegistry
) -> ProposedActor | None:
    """Propose the publisher, unless the passages name it."""
    name = " ".join(text.publisher.split())
    key = make_key(name)
    if not name or any(key in {*cluster.keys, make_key(cluster.name)} for cluster in clusters):
        return None
    actors = registry.list_of_kinds(Kind.ACTOR)
    known_actor = next((actor for actor in actors if key in gazetteer.make_keys(actor)), None)
    taken = registry.ids.union(cluster.id for cluster in clusters)
    actor = known_actor or KnownEntity(Ref(Kind.ACTOR, make_id(name, taken)), (name,), "organization")
    return ProposedActor(
        id=actor.ref.id,
        name=actor.forms[0],
        type=actor.type,
        known=known_actor is not None,
        reason="the publisher",
        confidence=Confidence.HIGH,
        spans=(),
    )


def _list_mentions(clusters: Sequence[Cluster]) -> tuple[EntityMention, ...]:
    """Return the mentions of all clusters, in the order of the text."""
    mentions: list[EntityMention] = []
    for cluster in clusters:
        kind, type_ = ("place", "") if cluster.is_place else ("actor", cluster.verdict.type)
        mentions.extend(EntityMention(*span, kind=kind, id=cluster.id, type=type_) for span in cluster.mentions)
    return tuple(sorted(mentions))
