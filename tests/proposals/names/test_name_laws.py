"""What holds of the proposals of any text."""

import re
import sys
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from name_texts import actor, registry_of, shown, text_of

from generator.model.dates import parse
from generator.model.fields import ID_FORM
from generator.proposals import actors, dates, events, tags
from generator.proposals.given import Registry

REGISTRY = registry_of(
    actor("omar-hadi", "Omar Hadi", "Abu Selim"),
    actor("selm-front", "Selm Front", "SF", type_="organization"),
    actor("united-states", "United States", "U.S.", type_="state"),
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


@given(TEXTS, LANGUAGES, st.sampled_from([REGISTRY, Registry()]))
@settings(max_examples=300, deadline=None)
def test_laws_of_actors(article: str, language: str, registry: Registry) -> None:
    text = text_of(article, language)
    found, mentions = actors.propose(text, registry)
    passages = [passage.text for passage in text.article.passages]

    places = [(one.passage, one.start, one.end) for one in mentions]
    assert all(0 <= start < end <= len(passages[number]) for number, start, end in places)
    assert all(one[0] < other[0] or one[2] <= other[1] for one, other in pairwise(places)), (
        "mentions overlap or are out of order"
    )
    assert all(ID_FORM.match(one.id) for one in (*found, *mentions))
    assert len({one.id for one in found}) == len(found)
    assert {one.id for one in found} == {one.id for one in mentions if one.kind == "actor"}
    written = [" ".join(passage.split()) for passage in passages]
    assert all(any(alias in passage for passage in written) for one in found for alias in one.aliases)
    assert all(one.name not in one.aliases and one.reason and one.words for one in found)
    assert sorted(words for one in found for words in one.words) == [
        (one.passage, one.start, one.end) for one in mentions if one.kind == "actor"
    ]
    assert all(shown(text, one).strip() == shown(text, one) for one in mentions)


@given(TEXTS, LANGUAGES, st.sampled_from([None, "2017-03-29", "2017-03~", "2017", "0001", "9999-12-31", "../2017"]))
@settings(max_examples=300, deadline=None)
def test_laws_of_dates_and_events(article: str, language: str, published: str | None) -> None:
    text = text_of(article, language, published)
    dated = dates.propose(text)
    _, mentions = actors.propose(text, REGISTRY)
    for one in dated:
        parse(one.date)
        assert one.date.endswith("~") == one.relative
        number, start, end = one.words[0]
        assert " ".join(text.article.passages[number].text[start:end].split()) == one.phrase
    for event in events.propose(text, REGISTRY, mentions, dated):
        assert ID_FORM.match(event.id)
        assert event.words
    assert tags.propose(text, REGISTRY) == ()


def test_ten_times_the_text_is_no_hundred_times_the_work() -> None:
    """Counted in calls, as time would depend on the machine."""
    assert _calls(400) < 15 * _calls(40)


def _calls(times: int) -> int:
    sentence = "Then Omar{0} Hadi met the Agency of Selm{0} (AS) in A B C’ D, and Hadi left. "
    text = text_of("".join(sentence.format(number) for number in range(times)))
    count = 0

    def trace(*_: object) -> None:
        nonlocal count
        count += 1

    assert text.sentences
    sys.setprofile(trace)
    try:
        actors.propose(text, Registry())
    finally:
        sys.setprofile(None)
    return count
