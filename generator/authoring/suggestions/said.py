"""Suggestions of attributions: those that are proposed and not there yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from generator.authoring.suggestions.case import Case, Quoted
from generator.authoring.suggestions.ids import said_ids
from generator.authoring.suggestions.suggestion import Entry, Group, Suggestion
from generator.proposals.given import Text
from generator.proposals.proposal import ProposedAttribution, ProposedVoice, Words
from generator.text.quotes import QuoteFinder

_SAME_VOICE = 80
"""Likeness, in per cent, of the words for one unnamed voice."""


def attributions(case: Case) -> Iterator[Suggestion]:
    """Each that no attribution of the briefing stands for."""
    article = case.text.article
    alike = {actor.id: actor.resembles for actor in case.proposals.actors}
    finder = QuoteFinder([passage.text for passage in article.passages])
    ids = said_ids(article, case.proposals.attributions)
    for id_, one in zip(ids, case.proposals.attributions, strict=True):
        place = place_of(one, finder)
        if not any(_stands_for(quoted, one, place, alike) for quoted in case.present.quoted):
            yield _suggestion(id_, one, place, case)


def _suggestion(id_: str, one: ProposedAttribution, place: Words, case: Case) -> Suggestion:
    named = tuple(id_ for voice in one.by for id_ in (voice.actor, voice.within, voice.place) if id_)
    needs, either = case.asks((*named, *one.about))
    return Suggestion(
        id=id_,
        group=Group.SAID,
        title=f"{one.kind} by {' and '.join(in_words(voice) for voice in one.by)}{' (implied)' if one.implied else ''}",
        reason=one.reason,
        confidence=one.confidence,
        words=(place,),
        changes=(Entry(case.present.path, replace(one, about=case.usable(one.about)), sentence_of(case.text, one)),),
        needs=needs,
        either=either,
    )


def in_words(voice: ProposedVoice) -> str:
    """A voice as a title names it."""
    if voice.unnamed is None:
        return f"`{voice.actor}`"
    where = voice.within or voice.place
    return f"“{voice.unnamed}”{f' (`{where}`)' if where else ''}"


def place_of(one: ProposedAttribution, finder: QuoteFinder) -> Words:
    """Where its quote stands; where that is not found, its sentence."""
    found = finder.find(one.quote.exact, one.quote.prefix or "", one.quote.suffix or "")
    return Words(*found[0]) if found else one.words[0]


def sentence_of(text: Text, one: ProposedAttribution) -> str:
    """The words that it rests on, on one line."""
    words = (text.article.passages[part.passage].text[part.start : part.end] for part in one.words)
    return " ".join(" ".join(words).split())


def _stands_for(quoted: Quoted, one: ProposedAttribution, place: Words, alike: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether an editor has decided on these words: by a quote among them of the same voice, or by these very words.

    What an actor is `alike`, under another spelling, is the same voice.
    """
    if _share(quoted.words, place) * 2 > min(_length(quoted.words), _length(place)):
        return True
    voices = [voice._replace(actor=id_) for voice in one.by for id_ in (voice.actor, *alike.get(voice.actor or "", ()))]
    in_sentence = any(_share(quoted.words, words) for words in one.words)
    return in_sentence and any(_is_same(first, second) for first in quoted.by for second in voices)


def _share(first: Words, second: Words) -> int:
    """How many characters two places have in common."""
    if first.passage != second.passage:
        return 0
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def _length(words: Words) -> int:
    return words.end - words.start


def _is_same(first: ProposedVoice, second: ProposedVoice) -> bool:
    if first.unnamed is None or second.unnamed is None:
        return first.actor == second.actor and first.unnamed == second.unnamed
    where = first.within or first.place
    if where and where == (second.within or second.place):
        return True
    return fuzz.ratio(first.unnamed.casefold(), second.unnamed.casefold()) >= _SAME_VOICE
