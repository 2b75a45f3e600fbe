"""Proposals of attributions: who says what in an article, how, and in which words.

`propose` reads sentence by sentence. A sentence is cut into units (`units`), its verbs of saying (`verbs`) are given
their subject (`nouns`), whom that means (`discourse`) and what is said (`contents`, `reading`); `phrases` and `silence`
know what has no verb of saying, `implied` what goes on from a sentence before. What is found (`finding`) gets its
kind (`kinds`) and its quote (`wording`). All words are data: languages/<language>/attributions.yml. What the author
says is not proposed.
"""

from collections.abc import Iterator, Sequence

from generator.proposals.attributions.attributing import Reading
from generator.proposals.attributions.discourse import Discourse
from generator.proposals.attributions.finding import Finding
from generator.proposals.attributions.implied import Thread
from generator.proposals.attributions.kinds import about, parted, sureness
from generator.proposals.attributions.phrases import read_hearsay, read_phrases
from generator.proposals.attributions.reading import read_verbs
from generator.proposals.attributions.rules import Rules, rules_of
from generator.proposals.attributions.silence import read_silence
from generator.proposals.attributions.units import Reader, Sentence, sound
from generator.proposals.attributions.wording import wording
from generator.proposals.given import Mention, Text
from generator.proposals.proposal import ProposedAttribution, ProposedDate, Words
from generator.text.characters import fold
from generator.text.quotes import QuoteFinder

__all__ = ["propose"]


def propose(
    text: Text, mentions: Sequence[Mention], dates: Sequence[ProposedDate] = ()
) -> tuple[ProposedAttribution, ...]:
    """The attributions of a text, in its order; none in a language without rules. Linear in the text."""
    rules = rules_of(text.language)
    if rules is None:
        return ()
    texts = [passage.text for passage in text.article.passages]
    finder = QuoteFinder(texts)
    by_passage: dict[int, list[ProposedDate]] = {}
    for date in dates:
        by_passage.setdefault(date.words[0].passage if date.words else -1, []).append(date)
    proposed: list[ProposedAttribution] = []
    known = sound(mentions, texts)
    publisher = {m.id for m in known if fold(texts[m.passage][m.start : m.end]) == fold(text.publisher)}
    for finding in _findings(text, rules, known):
        if any(voice.actor in publisher for voice in finding.voices):
            continue  # the publisher's own word is the author's
        proposal = _proposal(finding, finder, by_passage.get(finding.sentence.passage, ()))
        if proposal and all(proposal.quote != other.quote or proposal.by != other.by for other in proposed[-3:]):
            proposed.append(proposal)
    return tuple(proposed)


def _findings(text: Text, rules: Rules, mentions: Sequence[Mention]) -> Iterator[Finding]:
    reader, discourse, thread = (
        Reader(rules, mentions),
        Discourse(rules, mentions, [passage.text for passage in text.article.passages]),
        Thread(rules),
    )
    for number, passage in enumerate(text.article.passages):
        for sentence in reader.sentences(number, passage.text, text.sentences[number]):
            discourse.enter(sentence)
            found = _in_sentence(sentence, rules, discourse)
            if not found and (continued := thread.continued(sentence, discourse)):
                found = [continued]
            found = [part for finding in found for part in parted(finding, rules)]
            thread.note(sentence, found)
            yield from found


def _in_sentence(sentence: Sentence, rules: Rules, discourse: Discourse) -> list[Finding]:
    """What the sentence itself shows, in its order; hearsay only where nobody else is the voice."""
    phrases = list(read_phrases(sentence, rules, discourse))
    verbs = list(read_verbs(Reading(sentence, rules, discourse)))
    if phrases:  # a state of mind is then told of by another voice
        verbs = [finding for finding in verbs if not finding.believed]
    silences = list(read_silence(sentence, rules, discourse))
    found = sorted([*phrases, *verbs, *silences], key=lambda finding: finding.cue)
    return found or list(read_hearsay(sentence, rules))


def _proposal(finding: Finding, finder: QuoteFinder, dates: Sequence[ProposedDate]) -> ProposedAttribution | None:
    worded = wording(finding, finder)
    if worded is None:
        return None
    quote, direct = worded
    sentence = finding.sentence
    words = [Words(sentence.passage, sentence.start, sentence.end)]
    if finding.speaker and finding.direct:
        words.insert(0, Words(finding.speaker.passage, finding.speaker.start, finding.speaker.end))
    return ProposedAttribution(
        reason=finding.reason,
        confidence=sureness(finding),
        words=tuple(words),
        kind=finding.kind,
        by=finding.voices,
        quote=quote,
        cue=finding.cue_text,
        about=about(finding),
        date=_date(finding, dates),
        implied=finding.implied,
        direct=direct,
    )


def _date(finding: Finding, dates: Sequence[ProposedDate]) -> str | None:
    """The date of the saying: one that stands in its sentence, and not in what is said."""
    first, last = finding.content
    sentence = finding.sentence
    for date in dates:
        for words in date.words:
            if sentence.start <= words.start and words.end <= sentence.end and not first <= words.start < last:
                return date.date
    return None
