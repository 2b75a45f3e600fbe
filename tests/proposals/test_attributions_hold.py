"""Laws of proposals of attributions, for any text and any mentions."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from naming import NAMES, mentions

from generator.diagnostics import Source
from generator.model.kinds import AttributionKind
from generator.proposals.attributions import propose
from generator.proposals.attributions.rules import Rules, rules_of
from generator.proposals.given import Mention, Text
from generator.proposals.proposal import ProposedAttribution
from generator.text.article import Article, parse
from generator.text.characters import word_count
from generator.text.quotes import QuoteFinder, inside_quotation_marks

LANGUAGES = ("en", "fr")


def rules(language: str) -> Rules:
    found = rules_of(language)
    assert found
    return found


def words(language: str) -> list[str]:
    """All words of a language's file, on which the rules turn."""
    given = rules(language)
    lists = [value for value in given.model_dump().values() if isinstance(value, (frozenset, tuple))]
    flat = [word for value in lists for word in value if isinstance(word, str)]
    return sorted({*flat, *given.verb_forms, *given.roles})


VOCABULARY = {language: words(language) for language in LANGUAGES}
MARKS = [",", ".", ":", ";", "?", "!", "—", "“", "”", "‘", "’", '"', "«", "»", "„", "'s", "\n\n", "- ", "n't", "…"]


def texts(language: str) -> st.SearchStrategy[str]:
    known = st.sampled_from(VOCABULARY[language])
    pieces = st.one_of(
        known, known.map(str.capitalize), st.sampled_from([*NAMES]), st.sampled_from(MARKS), st.text(max_size=4)
    )
    return st.lists(pieces, max_size=60).map(" ".join)


def holds(article: Article, found: Sequence[ProposedAttribution]) -> None:
    """Every proposal could be written into the metadata as it is."""
    passages = [passage.text for passage in article.passages]
    finder = QuoteFinder(passages)
    for one in found:
        (place,) = finder.find(one.quote.exact, one.quote.prefix or "", one.quote.suffix or "")
        assert 3 <= word_count(one.quote.exact) <= 25
        assert not one.direct or inside_quotation_marks(passages[place.passage], place.start, place.end)
        assert one.by
        assert one.reason
        assert list(one.words) == sorted(one.words)
        assert all(0 <= at.start < at.end <= len(passages[at.passage]) for at in one.words)
        assert any(at.passage == place.passage and at.start <= place.start and place.end <= at.end for at in one.words)


@given(st.data(), st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_proposals_of_any_text_hold(data: st.DataObject, language: str) -> None:
    article = parse(Source("article.md", data.draw(texts(language))))
    holds(article, propose(Text(article, language), mentions(article)))


@given(
    st.text(max_size=200),
    st.lists(
        st.tuples(st.integers(-1, 3), st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["actor", "place"]))
    ),
)
def test_mentions_that_stand_nowhere_are_passed_over(text: str, spans: list[tuple[int, int, int, str]]) -> None:
    article = parse(Source("article.md", f"Ada Holm said that the pier was safe. {text}"))
    given_mentions = [Mention(passage, start, end, kind, "someone") for passage, start, end, kind in spans]
    holds(article, propose(Text(article, "en"), given_mentions))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_list_is_read(language: str) -> None:
    assert rules(language).verb_forms


@pytest.mark.parametrize("key", ["verbs", "before_that"])
def test_each_cue_of_the_check_has_a_kind(key: str) -> None:
    assert [word for word in _cues()[key] if word not in rules("en").verb_forms] == []


def test_each_voice_of_the_check_is_a_noun_for_voices() -> None:
    assert [word for word in _cues()["voices"] if word not in rules("en").roles] == []


def test_nothing_is_proposed_as_the_authors() -> None:
    article = parse(Source("article.md", "Lind feels that the pier is lost. This paper argues that it is not."))
    assert propose(Text(article, "en"), mentions(article)) == ()


def test_what_the_publisher_says_is_the_authors() -> None:
    article = parse(Source("article.md", "The Harbour Council said that the pier was safe."))
    asked = Text(article, "en", publisher="Harbour Council")
    assert propose(asked, mentions(article)) == ()
    assert len(propose(Text(article, "en"), mentions(article))) == 1


def test_equal_sentences_by_the_thousand() -> None:
    article = parse(Source("article.md", "Ada Holm said that the pier was safe. " * 2_000))
    assert propose(Text(article, "en"), mentions(article)) == ()


def test_kinds_are_those_of_the_model() -> None:
    assert {group.kind for group in rules("en").verbs} <= set(AttributionKind)


def _cues() -> dict[str, Any]:
    file = files("generator.text").joinpath("cues", "en.yml")
    cues: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return cues
