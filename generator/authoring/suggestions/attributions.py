"""Suggestions of attributions: those that are proposed and that the briefing does not have."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product, starmap

from rapidfuzz import fuzz

from generator.authoring.suggestions.context import PresentAttribution, SuggestionContext
from generator.authoring.suggestions.ids import make_attribution_ids
from generator.authoring.suggestions.spans import count_overlap, list_words, measure_length
from generator.authoring.suggestions.suggestion import NewAttribution, Suggestion, SuggestionGroup
from generator.proposals.inputs import ArticleInput
from generator.proposals.proposal import ProposedAttribution, ProposedVoice, TextSpan
from generator.text.quotes import QuoteFinder

_MIN_VOICE_SIMILARITY = 80
"""The least similarity in per cent of the words for one unnamed voice."""


def suggest_attributions(context: SuggestionContext) -> Iterator[Suggestion]:
    """Yield each proposed attribution that the briefing does not have."""
    article = context.text.article
    similar_actors = {actor.id: actor.resembles for actor in context.proposals.actors}
    finder = QuoteFinder(article.passage_texts)
    ids = make_attribution_ids(article, context.proposals.attributions)
    for id_, attribution in zip(ids, context.proposals.attributions, strict=True):
        span = locate_quote(attribution, finder)
        for existing in context.present.attributions:
            if _is_same_statement(existing, attribution, span, similar_actors):
                break
        else:
            yield _build_suggestion(id_, attribution, span, context)


def _build_suggestion(
    id_: str, attribution: ProposedAttribution, span: TextSpan, context: SuggestionContext
) -> Suggestion:
    referenced: list[str] = []
    for voice in attribution.by:
        referenced += filter(None, (voice.actor, voice.within, voice.place))
    needs, either = context.find_requirements((*referenced, *attribution.about))
    voices = " and ".join(map(describe_voice, attribution.by))
    usable = replace(attribution, about=context.select_usable(attribution.about))
    return Suggestion(
        id=id_,
        group=SuggestionGroup.SAID,
        title=f"{attribution.kind} by {voices}{' (implied)' if attribution.implied else ''}",
        reason=attribution.reason,
        confidence=attribution.confidence,
        spans=(span,),
        changes=(NewAttribution(context.present.path, usable, get_sentence(context.text, attribution)),),
        needs=needs,
        either=either,
    )


def describe_voice(voice: ProposedVoice) -> str:
    """Return a voice as a title names it."""
    if voice.unnamed is None:
        return f"`{voice.actor}`"
    origin = _get_origin(voice)
    return f"“{voice.unnamed}” (`{origin}`)" if origin else f"“{voice.unnamed}”"


def _get_origin(voice: ProposedVoice) -> str | None:
    """Return the actor or the place that an unnamed voice belongs to, if the text says so."""
    return voice.within or voice.place


def locate_quote(attribution: ProposedAttribution, finder: QuoteFinder) -> TextSpan:
    """Return the span of an attribution's quote; if it is not found, that of its sentence."""
    quote = attribution.quote
    occurrences = finder.find(quote.exact, quote.prefix, quote.suffix)
    return TextSpan(*occurrences[0]) if occurrences else attribution.spans[0]


def get_sentence(text: ArticleInput, attribution: ProposedAttribution) -> str:
    """Return the words that an attribution is based on, on one line."""
    sentences = list_words(text.article, attribution.spans)
    return " ".join(" ".join(sentences).split())


def _is_same_statement(
    existing: PresentAttribution,
    attribution: ProposedAttribution,
    span: TextSpan,
    similar_actors: Mapping[str, tuple[str, ...]],
) -> bool:
    """Check whether an editor has decided on these words already.

    That is so if the quotes overlap by more than half, or if the existing quote is in the same sentence and has the
    same voice. `similar_actors` are known actors that a proposed one may be in another spelling: the same voice.
    """
    overlap = count_overlap(existing.span, span)
    if overlap * 2 > min(measure_length(existing.span), measure_length(span)):
        return True
    if not any(count_overlap(existing.span, sentence) for sentence in attribution.spans):
        return False
    voices: list[ProposedVoice] = []
    for voice in attribution.by:
        voices.append(voice)
        voices += [voice._replace(actor=actor) for actor in similar_actors.get(voice.actor or "", ())]
    return any(starmap(_is_same_voice, product(existing.voices, voices)))


def _is_same_voice(first: ProposedVoice, second: ProposedVoice) -> bool:
    if first.unnamed is None or second.unnamed is None:
        return (first.actor, first.unnamed) == (second.actor, second.unnamed)
    origin = _get_origin(first)
    if origin and origin == _get_origin(second):
        return True
    return fuzz.ratio(first.unnamed.casefold(), second.unnamed.casefold()) >= _MIN_VOICE_SIMILARITY
