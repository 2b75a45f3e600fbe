"""Coreference of names: joins short forms and abbreviations to their full names."""

from collections.abc import Iterable, Sequence

from generator.proposals.actors.clusters import Cluster, ClusterIndex, get_initials, index_mention_ends, make_key
from generator.proposals.actors.entity_typing import (
    EntityClass,
    MentionGroup,
    NameMention,
    Verdict,
    infer_type,
    sort_by_first_mention,
)
from generator.proposals.actors.lexicon import Lexicon
from generator.proposals.actors.signs import Sign
from generator.proposals.proposal import Confidence
from generator.proposals.territories import Territory
from generator.proposals.token_patterns import TokenPattern

_MAX_BRACKET_TOKENS = 7
"""Tokens before a name among which an opening bracket is looked for."""
_BRACKET = TokenPattern("[opening_bracket] [!opening_bracket]*")
_BRACKET_END = TokenPattern("[closing_bracket|comma|semicolon]")

_JudgedGroup = tuple[MentionGroup, Verdict]


def cluster_groups(groups: Iterable[MentionGroup], known: Sequence[Cluster], lexicon: Lexicon) -> list[Cluster]:
    """Return the clusters of a text: those of `known` with their short forms, and new ones.

    Names of several words come first, so that the single words after them can join their clusters.
    """
    index = ClusterIndex(known, lexicon.words.connectors)
    single_words: list[_JudgedGroup] = []
    sorted_groups = sort_by_first_mention(list(groups))
    single_word_keys = {group.key for group in sorted_groups if len(group.tokens) == 1}
    for group in sorted_groups:
        verdict = _revise_by_short_form(group, infer_type(group, lexicon), single_word_keys, lexicon)
        if len(group.tokens) > 1 or lexicon.find_territory(group.text):
            _join_full_name(group, verdict, index, lexicon)
        else:
            single_words.append((group, verdict))
    bracketed = _find_bracketed(index.clusters, single_words)
    index.index_initials()
    index.index_positions()
    for group, verdict in single_words:
        _join_single_word(group, verdict, index, lexicon, bracketed)
    return index.clusters


def _revise_by_short_form(
    group: MentionGroup, verdict: Verdict, single_word_keys: set[str], lexicon: Lexicon
) -> Verdict:
    """Revise the guess that a name is a person's by the short form that the text uses.

    The short form of a person is the last word of the name, that of an organization the first word or its initials.
    """
    is_guess = verdict.type == "person" and not group.signs & (Sign.TITLE | Sign.PERSON)
    if len(group.tokens) < 2 or not is_guess:
        return verdict
    first_token, last_token = group.tokens[0], group.tokens[-1]
    first_key, last_key = make_key(first_token.text), make_key(last_token.text)
    if last_key in single_word_keys:
        return verdict._replace(confidence=Confidence.HIGH, reason=f"called “{last_token.text}” for short")
    is_country = lexicon.find_territory(first_token.text) is not None or first_key in lexicon.countries
    if first_key in single_word_keys and not is_country:
        return Verdict("organization", Confidence.MEDIUM, f"called “{first_token.text}” for short")
    initials = {make_key(letters) for letters in get_initials(group.text, ()) if len(letters) > 1}
    if single_word_keys & initials:
        return Verdict("organization", Confidence.HIGH, "its initials occur in the text")
    return verdict


def _join_full_name(group: MentionGroup, verdict: Verdict, index: ClusterIndex, lexicon: Lexicon) -> None:
    """Join a name of several words to the cluster of a longer or shorter form, or make a new cluster."""
    if not verdict.is_of_cluster:
        return
    territory = lexicon.find_territory(group.text)
    cluster = _find_cluster(group, verdict, territory, index, lexicon)
    if cluster is None:
        cluster = Cluster.create(group, verdict)
        if territory and group.text.replace(".", "").isupper():
            cluster.rename(territory.name)
        index.add(cluster)
    else:
        _add_full_name(group, verdict, cluster, is_territory=territory is not None)
        index.index(cluster)
    if territory:
        index.territories.setdefault(territory.code, cluster)


def _find_cluster(
    group: MentionGroup, verdict: Verdict, territory: Territory | None, index: ClusterIndex, lexicon: Lexicon
) -> Cluster | None:
    """Find the cluster that a name of several words, or of a territory, belongs to."""
    if territory:
        return (
            index.territories.get(territory.code)
            or index.find_by_key(group.key)
            or index.find_by_key(make_key(territory.name))
        )
    candidates = index.find_by_words(_get_words(group))
    return next((cluster for cluster in candidates if _is_same_entity(cluster, group, verdict, lexicon)), None)


def _get_words(group: MentionGroup) -> list[str]:
    return [token.folded.replace(".", "") for token in group.tokens]


def _add_full_name(group: MentionGroup, verdict: Verdict, cluster: Cluster, *, is_territory: bool) -> None:
    """Add a form of several words to the cluster of another form."""
    if cluster.known:
        cluster.add_group(group)
        return
    if is_territory and cluster.is_place and verdict.type != "place":
        cluster.verdict = verdict
    if len(group.tokens) > len(cluster.words):
        cluster.rename(group.text)
    cluster.add_group(group)
    if verdict.confidence is Confidence.HIGH and cluster.verdict.confidence is not Confidence.HIGH:
        cluster.verdict = verdict


def _is_same_entity(cluster: Cluster, group: MentionGroup, verdict: Verdict, lexicon: Lexicon) -> bool:
    """Check whether a longer and a shorter name of several words belong to one actor."""
    short, long = sorted((cluster.words, _get_words(group)), key=len)
    if len(short) < 2 or cluster.verdict.entity_class is not verdict.entity_class:
        return False
    if long[-len(short) :] == short:
        return True
    if cluster.is_person:
        return (short[0], short[-1]) == (long[0], long[-1])
    short_content = set(short) - lexicon.words.connectors
    return len(short_content) > 1 and short_content == set(long) - lexicon.words.connectors


def _join_single_word(
    group: MentionGroup, verdict: Verdict, index: ClusterIndex, lexicon: Lexicon, bracketed: dict[str, Cluster]
) -> None:
    """Join a single word: it is a last name, an abbreviation, a short form, or a name of its own."""
    token = group.tokens[0]
    if token.folded in lexicon.words.heads and not token.acronym:
        _join_head_noun(group, index, is_public=token.folded in lexicon.words.public_bodies)
        return
    cluster = bracketed.get(group.key) or index.initials.get(token.acronym)
    if cluster:
        cluster.add_group(group)
        return
    namesakes = index.find_by_word(group.key, EntityClass.PERSON)
    people = [person for person in namesakes if _is_last_name(person, group)]
    if people and verdict.type not in {"event", "state"}:
        _distribute(group, people, index)
    elif verdict.is_of_cluster:
        if full_name := _find_full_name(group, verdict, index):
            full_name.add_group(group)
        else:
            index.add(Cluster.create(group, verdict))


def _is_last_name(cluster: Cluster, group: MentionGroup) -> bool:
    words = cluster.words
    return len(words) > 1 and group.key in {words[-1], words[-1].rpartition("-")[2]}


def _find_full_name(group: MentionGroup, verdict: Verdict, index: ClusterIndex) -> Cluster | None:
    """Find the one place, or the one organization, whose name begins or ends with the word."""
    if verdict.type == "state":
        return None
    entity_class = EntityClass.PLACE if verdict.type == "place" else EntityClass.BODY
    candidates = index.find_by_word(group.key, entity_class)
    matches = [cluster for cluster in candidates if _is_first_or_last_word(cluster, group)]
    return matches[0] if len(matches) == 1 else None


def _is_first_or_last_word(cluster: Cluster, group: MentionGroup) -> bool:
    words = cluster.words
    return len(words) > 1 and group.key in {words[0], words[-1]}


def _distribute(group: MentionGroup, people: Sequence[Cluster], index: ClusterIndex) -> None:
    """Add each mention to the one of these persons who was named last before it."""
    for mention in group.mentions:
        cluster = index.find_last_before(people, mention.name.position) or people[0]
        cluster.add_group(MentionGroup(group.key, [mention]))


def _join_head_noun(group: MentionGroup, index: ClusterIndex, *, is_public: bool) -> None:
    """Join a head noun: `the Agency` is the last body named with that word; `the Treasury` may be a body itself."""
    bodies = index.find_by_word(group.key, EntityClass.BODY)
    if not bodies and is_public and group.signs & Sign.ACTS:
        verdict = Verdict("public-body", Confidence.LOW, "a noun for public bodies, with a capital")
        index.add(Cluster.create(group, verdict))
    for mention in group.mentions:
        if cluster := index.find_last_before(bodies, mention.name.position):
            cluster.add_mentions([mention])


def _find_bracketed(clusters: Sequence[Cluster], single_words: Sequence[_JudgedGroup]) -> dict[str, Cluster]:
    """Find other names in brackets after a name: `Palestinian Authority (PA)`, `(also known as …)`.

    Return the clusters of the full names by the keys of the single words.
    """
    cluster_ends = index_mention_ends(cluster for cluster in clusters if not cluster.is_person)
    bracketed: dict[str, Cluster] = {}
    for group, _ in single_words:
        for mention in group.mentions:
            if cluster := _find_name_before_bracket(mention, cluster_ends):
                bracketed.setdefault(group.key, cluster)
    return bracketed


def _find_name_before_bracket(mention: NameMention, cluster_ends: dict[tuple[int, int], Cluster]) -> Cluster | None:
    """Return the cluster named before the brackets around a mention, if the mention is another name of it."""
    name, passage = mention.name, mention.name.passage
    bracket = passage.find_run_start(_BRACKET, name.start, name.start - _MAX_BRACKET_TOKENS)
    cluster = cluster_ends.get((passage.number, passage.get_token(bracket - 1).end))
    if cluster is None:
        return None
    if passage.has_any("also", bracket, name.start):
        return cluster
    is_only_name = bracket == name.start - 1 and passage.match(_BRACKET_END, name.stop)
    letters = name.text.replace(".", "").lower()
    return cluster if is_only_name and _has_letters(cluster.name.lower(), letters) else None


def _has_letters(name: str, letters: str) -> bool:
    """Check whether a name has the letters in their order."""
    rest = iter(name)
    return all(letter in rest for letter in letters)
