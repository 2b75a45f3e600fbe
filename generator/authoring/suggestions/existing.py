"""Suggestions for a briefing that exists: what it has already, and what its own attributions may lack."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis import Analysis, sentence_with
from generator.authoring.suggestions.answers import Questions, Statement
from generator.authoring.suggestions.case import Case, Present, Quoted
from generator.authoring.suggestions.ids import digest
from generator.authoring.suggestions.suggestion import Entry, Fact, Group, Key, Suggestion
from generator.checks.prose import unattributed
from generator.content import Content, Piece
from generator.model.briefing import Attribution
from generator.model.entities import Theme
from generator.model.kinds import Kind, Ref
from generator.proposals.proposal import Confidence, ProposedDate, ProposedVoice, Words
from generator.text.sentences import cues

_BESIDE = 25
"""Characters between the words that report and the date on which something was said."""


def present(piece: Piece, analysis: Analysis, written: Content) -> Present:
    """What a briefing has already."""
    metadata = piece.metadata.value
    quoted = [
        Quoted(
            Words(*places[0]), tuple(ProposedVoice(one.actor, one.unnamed, one.within, one.place) for one in said.by)
        )
        for said, places in zip(metadata.attributions, analysis.quotes, strict=True)
        if places
    ]
    return Present(
        path=piece.metadata.source.path,
        tags=frozenset(_with_broader(metadata.tags, written)),
        actors=metadata.actors,
        quoted=tuple(quoted),
    )


def _with_broader(tags: tuple[str, ...], written: Content) -> Iterator[str]:
    seen: set[str] = set()
    for tag in tags:
        here: str | None = tag
        while here and here not in seen:
            seen.add(here)
            yield here
            record = written.entities.get(Ref(Kind.THEME, here))
            here = record.value.broader if record and isinstance(record.value, Theme) else None


@dataclass(frozen=True, slots=True)
class Existing:
    """A briefing with all that is suggested of it so far, `before`."""

    piece: Piece
    analysis: Analysis
    written: Content
    case: Case
    before: tuple[Suggestion, ...]

    def further(self) -> Iterator[Suggestion]:
        """Dates and questions of its attributions, and sentences in which nobody has been found to speak."""
        yield from self._dates()
        yield from self._answers()
        yield from self._cues()

    def _attributions(self) -> Iterator[tuple[Attribution, Words]]:
        """Those that can be read and whose quote is found."""
        broken = {path[1] for path in self.piece.metadata.broken if path[:1] == ("attributions",) and len(path) > 1}
        attributions = self.piece.metadata.value.attributions
        for number, (one, places) in enumerate(zip(attributions, self.analysis.quotes, strict=True)):
            if places and number not in broken:
                yield one, Words(*places[0])

    def _dates(self) -> Iterator[Suggestion]:
        for one, place in self._attributions():
            dates = [] if one.date else [date for date in self.case.proposals.dates if self._is_of(date, place)]
            if len(dates) == 1:
                yield Suggestion(
                    id=f"date:{one.id}",
                    group=Group.DATE,
                    title=f"{dates[0].date} as the date of `{one.id}`",
                    reason=f"“{dates[0].phrase}” stands beside the words that report it",
                    confidence=Confidence.MEDIUM,
                    words=dates[0].words,
                    changes=(Key(self.case.present.path, one.id, "date", dates[0].date),),
                )

    def _is_of(self, date: ProposedDate, place: Words) -> bool:
        """Whether a date stands right behind a cue, in the sentence of a quote and outside of that."""
        words = date.words[0]
        if words.passage != place.passage or (words.start < place.end and place.start < words.end):
            return False
        start, end = sentence_with(self.analysis.sentences[place.passage], place.start)
        text = self.analysis.passages[place.passage].text
        found = [cue for cue in cues(text, self.analysis.language) if start <= cue.start < end]
        return start <= words.start < end and any(0 < words.start - cue.end <= _BESIDE for cue in found)

    def _answers(self) -> Iterator[Suggestion]:
        questions = Questions.of(self.written)
        for one, place in self._attributions():
            if not one.answers:
                statement = Statement(f"{one.says} {one.quote.exact}", one.about)
                yield from self._answer(questions, statement, one.id, place, None)
        for suggestion in self.before:
            for change in suggestion.changes:
                if isinstance(change, Entry):
                    statement = Statement(change.sentence, change.attribution.about)
                    digits = suggestion.id.partition(":")[2]
                    yield from self._answer(questions, statement, digits, suggestion.words[0], suggestion.id)

    def _answer(
        self, questions: Questions, statement: Statement, name: str, place: Words, said: str | None
    ) -> Iterator[Suggestion]:
        """The one that a statement gets, of the attribution `name`; `said` where that is itself suggested."""
        if nearest := questions.nearest(statement):
            question, shared = nearest
            things = " and ".join(f"`{id_}`" for id_ in shared)
            path = self.case.present.path
            yield Suggestion(
                id=f"answers:{name}:{question}",
                group=Group.ANSWER,
                title=f"`{said or name}` as an account of `{question}`",
                reason=f"about {things}, in words like those of the question and its accounts",
                confidence=Confidence.LOW,
                words=(place,),
                changes=(Fact(said, "answers", question) if said else Key(path, name, "answers", question),),
                needs=(said,) if said else (),
            )

    def _cues(self) -> Iterator[Suggestion]:
        proposed = [one.words[0] for one in self.before if one.group is Group.SAID]
        for passage, (start, end), cue in unattributed(self.piece, self.analysis):
            if not any(words.passage == passage and start <= words.start < end for words in proposed):
                sentence = self.analysis.passages[passage].text[start:end]
                yield Suggestion(
                    id=f"cue:{digest(sentence)[:4]}",
                    group=Group.CUE,
                    title=f"`{cue.text}`, with no quote in its sentence",
                    reason="who speaks is not clear: attribute it by hand",
                    confidence=Confidence.LOW,
                    words=(Words(passage, cue.start, cue.end),),
                )
