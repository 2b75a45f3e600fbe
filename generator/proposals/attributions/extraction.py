"""Extracts the attributions of a text, sentence by sentence."""

from collections.abc import Iterator, Mapping, Sequence

from generator.proposals.attributions.candidate import AttributionCandidate
from generator.proposals.attributions.candidate_builder import SentenceContext
from generator.proposals.attributions.coreference import Discourse
from generator.proposals.attributions.implicit import ImplicitAttributions
from generator.proposals.attributions.kinds import get_confidence, list_targets, split_by_kind
from generator.proposals.attributions.no_comment import find_silences
from generator.proposals.attributions.phrases import read_hearsay, read_phrases
from generator.proposals.attributions.quote_selection import select_quote
from generator.proposals.attributions.rules import Rules, load_rules
from generator.proposals.attributions.sentence_reader import SentenceReader, filter_valid_mentions
from generator.proposals.attributions.verb_attributions import read_verbs
from generator.proposals.inputs import ArticleInput, EntityMention
from generator.proposals.proposal import ProposedAttribution, ProposedDate
from generator.text.folding import normalize_marks
from generator.text.quotes import QuoteFinder

_MAX_COMPARED = 3
"""The latest proposals that a new one is compared with, so that none is proposed twice."""


def propose(
    text: ArticleInput, mentions: Sequence[EntityMention], dates: Sequence[ProposedDate] = ()
) -> tuple[ProposedAttribution, ...]:
    """Propose the attributions of a text, in order; none in a language without rules. Takes linear time.

    The publisher's own word is the author's, and is not proposed.
    """
    rules = load_rules(text.language)
    if rules is None:
        return ()
    texts = text.article.passage_texts
    finder = QuoteFinder(texts)
    dates_by_passage = _group_by_passage(dates)
    valid_mentions = filter_valid_mentions(mentions, texts)
    publishers = _find_publishers(text, valid_mentions)
    proposals: list[ProposedAttribution] = []
    for candidate in _find_candidates(text, rules, valid_mentions):
        if not publishers.isdisjoint(candidate.speakers):
            continue
        passage_dates = dates_by_passage.get(candidate.sentence.passage, ())
        proposal = _build_proposal(candidate, finder, passage_dates)
        if proposal and not any(_is_same(proposal, other) for other in proposals[-_MAX_COMPARED:]):
            proposals.append(proposal)
    return tuple(proposals)


def _group_by_passage(dates: Sequence[ProposedDate]) -> Mapping[int, list[ProposedDate]]:
    by_passage: dict[int, list[ProposedDate]] = {}
    for date in dates:
        by_passage.setdefault(date.spans[0].passage, []).append(date)
    return by_passage


def _find_publishers(text: ArticleInput, mentions: Sequence[EntityMention]) -> set[str]:
    """Return the ids of the actors that the text names as its publisher."""
    publisher = normalize_marks(text.publisher)
    return {mention.id for mention in mentions if normalize_marks(text.get_text(mention.span)) == publisher}


def _is_same(proposal: ProposedAttribution, other: ProposedAttribution) -> bool:
    return proposal.quote == other.quote and proposal.by == other.by


def _find_candidates(
    text: ArticleInput, rules: Rules, mentions: Sequence[EntityMention]
) -> Iterator[AttributionCandidate]:
    """Find the candidates of all sentences, in order."""
    passages = text.article.passages
    reader = SentenceReader(rules, mentions)
    discourse = Discourse(rules, mentions, text.article.passage_texts)
    implicit = ImplicitAttributions(rules)
    for number, passage in enumerate(passages):
        for sentence in reader.read_sentences(number, passage.text, text.sentences[number]):
            discourse.enter_sentence(sentence)
            candidates = _find_in_sentence(SentenceContext(sentence, rules, discourse))
            if not candidates and (continuation := implicit.find_continuation(sentence, discourse)):
                candidates = [continuation]
            parts: list[AttributionCandidate] = []
            for candidate in candidates:
                parts.extend(split_by_kind(candidate, rules))
            implicit.record(sentence, parts)
            yield from parts


def _find_in_sentence(context: SentenceContext) -> list[AttributionCandidate]:
    """Find the explicit candidates of a sentence, in order; hearsay only if there is no other."""
    phrases = list(read_phrases(context))
    verbs = list(read_verbs(context))
    if phrases:  # another speaker then reports the belief
        verbs = [candidate for candidate in verbs if not candidate.is_belief]
    candidates = [*phrases, *verbs, *find_silences(context)]
    if candidates:
        return sorted(candidates, key=lambda candidate: candidate.cue)
    hearsay = read_hearsay(context.sentence, context.rules)
    return [hearsay] if hearsay else []


def _build_proposal(
    candidate: AttributionCandidate, finder: QuoteFinder, dates: Sequence[ProposedDate]
) -> ProposedAttribution | None:
    quote = select_quote(candidate, finder)
    if quote is None:
        return None
    sentences = [candidate.sentence]
    if candidate.speaker_sentence and candidate.is_direct:
        sentences.insert(0, candidate.speaker_sentence)
    return ProposedAttribution(
        reason=candidate.reason,
        confidence=get_confidence(candidate),
        spans=tuple(sentence.span for sentence in sentences),
        kind=candidate.kind,
        by=candidate.voices,
        quote=quote.selector,
        cue=candidate.cue_text,
        about=list_targets(candidate),
        date=_find_date(candidate, dates),
        implied=candidate.is_implied,
        direct=quote.is_direct,
    )


def _find_date(candidate: AttributionCandidate, dates: Sequence[ProposedDate]) -> str | None:
    """Return the date of the attribution: the first in its sentence that is not in the content."""
    content_start, content_end = candidate.content_range
    sentence = candidate.sentence
    for date in dates:
        _, start, end = date.spans[0]
        is_in_sentence = sentence.start <= start and end <= sentence.end
        if is_in_sentence and not content_start <= start < content_end:
            return date.date
    return None
