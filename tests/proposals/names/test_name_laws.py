"""Laws of proposals for any text."""

import re
import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from name_texts import get_text, make_actor, make_registry, make_text

from generator.model.dates import parse_date
from generator.model.fields import ID_FORM
from generator.proposals import actors, dates, events, tags
from generator.proposals.inputs import EntityRegistry

REGISTRY = make_registry(
    make_actor("omar-hadi", "Omar Hadi", "Abu Selim"),
    make_actor("selm-front", "Selm Front", "SF", type_="organization"),
    make_actor("united-states", "United States", "U.S.", type_="state"),
)
_MIXED = """
Omar Hadi Selm Front Abu SF Kessaria Kessarian France French U.S. PA Agency Ministry Bank President Dr King
the of and for in near at by with said was killed , . ( ) “ ” ’s ’ ’ - – & 1988 3 May March military wing
government police officials deal Agreement last next week two days later Sunday *x* `y` West St Women League who which
le la l’ d’ du des ministère Ligue nationale État été arrêté mardi prochain
"""
WORDS = re.findall(r"\S+", _MIXED)
PROSE = st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=60).map(" ".join)
TEXTS = st.one_of(PROSE, st.text(max_size=200))
LANGUAGES = st.sampled_from(["en", "fr", "de", "en-GB"])


@given(TEXTS, LANGUAGES, st.sampled_from([REGISTRY, EntityRegistry()]))
@settings(max_examples=300, deadline=None)
def test_laws_of_actors(article: str, language: str, registry: EntityRegistry) -> None:
    text = make_text(article, language)
    proposals, mentions = actors.propose(text, registry)
    passages = [passage.text for passage in text.article.passages]

    places = [(mention.passage, mention.start, mention.end) for mention in mentions]
    assert all(0 <= start < end <= len(passages[number]) for number, start, end in places)
    assert all(left[0] < right[0] or left[2] <= right[1] for left, right in pairwise(places)), (
        "mentions overlap or are out of order"
    )
    assert all(ID_FORM.match(proposal.id) for proposal in proposals)
    assert all(ID_FORM.match(mention.id) for mention in mentions)
    assert len({proposal.id for proposal in proposals}) == len(proposals)
    assert {proposal.id for proposal in proposals} == {mention.id for mention in mentions if mention.kind == "actor"}
    written = [" ".join(passage.split()) for passage in passages]
    assert all(any(alias in passage for passage in written) for proposal in proposals for alias in proposal.aliases)
    assert all(proposal.name not in proposal.aliases and proposal.reason and proposal.spans for proposal in proposals)
    assert sorted(span for proposal in proposals for span in proposal.spans) == [
        (mention.passage, mention.start, mention.end) for mention in mentions if mention.kind == "actor"
    ]
    assert all(get_text(text, mention).strip() == get_text(text, mention) for mention in mentions)


@given(TEXTS, LANGUAGES, st.sampled_from([None, "2017-03-29", "2017-03~", "2017", "0001", "9999-12-31", "../2017"]))
@settings(max_examples=300, deadline=None)
def test_laws_of_dates_and_events(article: str, language: str, published: str | None) -> None:
    text = make_text(article, language, published)
    dated = dates.propose(text)
    _, mentions = actors.propose(text, REGISTRY)
    for proposal in dated:
        parse_date(proposal.date)
        assert proposal.date.endswith("~") == proposal.relative
        number, start, end = proposal.spans[0]
        assert " ".join(text.article.passages[number].text[start:end].split()) == proposal.phrase
    for event in events.propose(text, REGISTRY, mentions, dated):
        assert ID_FORM.match(event.id)
        assert event.spans
    assert tags.propose(text, REGISTRY) == ()


def test_work_does_not_grow_quadratically_with_the_text() -> None:
    """Count calls, as time would depend on the machine."""
    assert _calls(400) < 15 * _calls(40)


def _calls(times: int) -> int:
    sentence = "Then Omar{0} Hadi met the Agency of Selm{0} (AS) in A B C’ D, and Hadi left. "
    text = make_text("".join(sentence.format(number) for number in range(times)))
    count = 0

    def trace(*_: object) -> None:
        nonlocal count
        count += 1

    assert text.sentences
    sys.setprofile(trace)
    try:
        actors.propose(text, EntityRegistry())
    finally:
        sys.setprofile(None)
    return count
