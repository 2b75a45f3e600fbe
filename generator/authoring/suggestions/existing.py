"""Suggestions for a briefing that exists: its present content, and facts that its own attributions may lack."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.analysis.analyzer import Analysis, find_sentence
from generator.authoring.suggestions.answers import AccountText, NearestQuestion, QuestionAccounts
from generator.authoring.suggestions.context import PresentAttribution, PresentContent, SuggestionContext
from generator.authoring.suggestions.ids import compute_digest
from generator.authoring.suggestions.spans import count_overlap
from generator.authoring.suggestions.suggestion import (
    NewAttribution,
    NewAttributionKey,
    NewKey,
    Suggestion,
    SuggestionGroup,
)
from generator.checks.prose import find_unattributed_cues
from generator.content.reader import BriefingSource, Content
from generator.content.themes import add_broader_themes
from generator.diagnostics.phrases import add_backticks
from generator.model.briefing import Attribution, Voice
from generator.proposals.proposal import Confidence, ProposedDate, ProposedVoice, TextSpan
from generator.text.sentences import find_cues

_MAX_DISTANCE = 25
"""Characters at most between the reporting words and the date on which something was said."""
_DIGEST_DIGITS = 4


def read_present_content(briefing: BriefingSource, analysis: Analysis, content: Content) -> PresentContent:
    """Return the content that suggestions need not repeat."""
    metadata = briefing.metadata.value
    attributions = []
    for attribution, occurrences in zip(metadata.attributions, analysis.quotes, strict=True):
        if occurrences:
            voices = tuple(map(_convert_voice, attribution.by))
            attributions.append(PresentAttribution(TextSpan(*occurrences[0]), voices))
    return PresentContent(
        path=briefing.metadata.source.path,
        tags=frozenset(add_broader_themes(metadata.tags, content.entities)),
        actors=metadata.actors,
        attributions=tuple(attributions),
        records=frozenset(ref.id for ref in content.entities),
    )


def _convert_voice(voice: Voice) -> ProposedVoice:
    return ProposedVoice(voice.actor, voice.unnamed, voice.within, voice.place)


@dataclass(frozen=True, slots=True)
class ExistingBriefing:
    """A briefing with the suggestions that were made from proposals."""

    briefing: BriefingSource
    analysis: Analysis
    content: Content
    context: SuggestionContext
    proposed: tuple[Suggestion, ...]

    def suggest(self) -> Iterator[Suggestion]:
        """Yield dates and questions of its attributions, and sentences with a cue but no attribution."""
        yield from self._suggest_dates()
        yield from self._suggest_answers()
        yield from self._suggest_cues()

    def _iter_attributions(self) -> Iterator[tuple[Attribution, TextSpan]]:
        """Yield the attributions that can be read and whose quote is found, with its span."""
        record = self.briefing.metadata
        for position, attribution in enumerate(record.value.attributions):
            occurrences = self.analysis.quotes[position]
            if occurrences and not record.has_invalid_part(("attributions", position)):
                yield attribution, TextSpan(*occurrences[0])

    def _suggest_dates(self) -> Iterator[Suggestion]:
        for attribution, span in self._iter_attributions():
            if attribution.date:
                continue
            dates = [date for date in self.context.proposals.dates if self._is_date_of(date, span)]
            if len(dates) == 1:
                yield Suggestion(
                    id=f"date:{attribution.id}",
                    group=SuggestionGroup.DATE,
                    title=f"{dates[0].date} as the date of `{attribution.id}`",
                    reason=f"“{dates[0].phrase}” is next to the words that report it",
                    confidence=Confidence.MEDIUM,
                    spans=dates[0].spans,
                    changes=(NewKey(self.context.present.path, attribution.id, "date", dates[0].date),),
                )

    def _is_date_of(self, date: ProposedDate, quote: TextSpan) -> bool:
        """Check whether a date is right after a cue, in the sentence of a quote and outside of the quote."""
        if not date.spans:
            return False
        span = date.spans[0]
        if span.passage != quote.passage or count_overlap(span, quote):
            return False
        start, end = find_sentence(self.analysis.sentences[quote.passage], quote.start)
        if not start <= span.start < end:
            return False
        text = self.analysis.passages[quote.passage].text
        for cue in find_cues(text, self.analysis.language):
            if start <= cue.start < end and 0 < span.start - cue.end <= _MAX_DISTANCE:
                return True
        return False

    def _suggest_answers(self) -> Iterator[Suggestion]:
        questions = QuestionAccounts.collect(self.content)
        path = self.context.present.path
        for attribution, span in self._iter_attributions():
            account = AccountText(f"{attribution.says} {attribution.quote.exact}", attribution.about)
            nearest = None if attribution.answers else questions.find_nearest(account)
            if nearest:
                key = NewKey(path, attribution.id, "answers", nearest.id)
                yield _build_answer(nearest, attribution.id, attribution.id, span, key)
        for suggestion in self.proposed:
            for change in suggestion.changes:
                if isinstance(change, NewAttribution):
                    yield from _suggest_proposed_answer(questions, suggestion, change)

    def _suggest_cues(self) -> Iterator[Suggestion]:
        proposed = [suggestion.spans[0] for suggestion in self.proposed if suggestion.group is SuggestionGroup.SAID]
        for passage, (start, end), cue in find_unattributed_cues(self.briefing, self.analysis):
            if any(span.passage == passage and start <= span.start < end for span in proposed):
                continue
            sentence = self.analysis.passages[passage].text[start:end]
            yield Suggestion(
                id=f"cue:{compute_digest(sentence)[:_DIGEST_DIGITS]}",
                group=SuggestionGroup.CUE,
                title=f"`{cue.text}`, with no quote in its sentence",
                reason="the speaker is not clear: attribute it by hand",
                confidence=Confidence.LOW,
                spans=(TextSpan(passage, cue.start, cue.end),),
            )


def _suggest_proposed_answer(
    questions: QuestionAccounts, suggestion: Suggestion, change: NewAttribution
) -> Iterator[Suggestion]:
    """Yield the question that a suggested attribution answers, if any."""
    nearest = questions.find_nearest(AccountText(change.sentence, change.attribution.about))
    if nearest:
        key = NewAttributionKey(change.path, suggestion.id, "answers", nearest.id)
        digits = suggestion.id.partition(":")[2]
        answer = _build_answer(nearest, digits, suggestion.id, suggestion.spans[0], key)
        yield replace(answer, needs=(suggestion.id,))


def _build_answer(
    question: NearestQuestion, name: str, shown_id: str, span: TextSpan, change: NewKey | NewAttributionKey
) -> Suggestion:
    """Return the suggestion that an attribution answers a question; `name` is in its id, `shown_id` in its title."""
    shared_ids = " and ".join(add_backticks(question.shared))
    return Suggestion(
        id=f"answers:{name}:{question.id}",
        group=SuggestionGroup.ANSWER,
        title=f"`{shown_id}` as an account of `{question.id}`",
        reason=f"about {shared_ids}, in words similar to those of the question and its accounts",
        confidence=Confidence.LOW,
        spans=(span,),
        changes=(change,),
    )
