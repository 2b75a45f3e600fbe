"""Laws of proposals of attributions, for any text and any mentions."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import pytest
import yaml
from attribution_texts import NAMES, find_mentions
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import SourceFile
from generator.model.kinds import AttributionKind
from generator.proposals.attributions import propose
from generator.proposals.attributions.rules import Rules, load_rules
from generator.proposals.inputs import ArticleInput, EntityMention
from generator.proposals.proposal import ProposedAttribution
from generator.text.article import Article, parse_article
from generator.text.characters import count_words
from generator.text.quotes import QuoteFinder, is_in_quotation_marks

LANGUAGES = ("en", "fr")


def get_rules(language: str) -> Rules:
    found = load_rules(language)
    assert found
    return found


def list_words(language: str) -> list[str]:
    """Return all words of a language's file, which the rules match."""
    language_rules = get_rules(language)
    lists = [value for value in language_rules.model_dump().values() if isinstance(value, (frozenset, tuple))]
    flat = [word for value in lists for word in value if isinstance(word, str)]
    return sorted({*flat, *language_rules.verb_forms, *language_rules.roles})


VOCABULARY = {language: list_words(language) for language in LANGUAGES}
MARKS = [",", ".", ":", ";", "?", "!", "—", "“", "”", "‘", "’", '"', "«", "»", "„", "'s", "\n\n", "- ", "n't", "…"]


def draw_texts(language: str) -> st.SearchStrategy[str]:
    known = st.sampled_from(VOCABULARY[language])
    pieces = st.one_of(
        known, known.map(str.capitalize), st.sampled_from([*NAMES]), st.sampled_from(MARKS), st.text(max_size=4)
    )
    return st.lists(pieces, max_size=60).map(" ".join)


def check_proposals(article: Article, proposals: Sequence[ProposedAttribution]) -> None:
    """Check that every proposal could be written into the metadata as it is."""
    passages = [passage.text for passage in article.passages]
    finder = QuoteFinder(passages)
    for proposal in proposals:
        (position,) = finder.find(proposal.quote.exact, proposal.quote.prefix or "", proposal.quote.suffix or "")
        assert 3 <= count_words(proposal.quote.exact) <= 25
        assert not proposal.direct or is_in_quotation_marks(passages[position.passage], position.start, position.end)
        assert proposal.by
        assert proposal.reason
        assert list(proposal.spans) == sorted(proposal.spans)
        assert all(0 <= span.start < span.end <= len(passages[span.passage]) for span in proposal.spans)
        assert any(
            span.passage == position.passage and span.start <= position.start and position.end <= span.end
            for span in proposal.spans
        )


@given(st.data(), st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_proposals_of_any_text_hold(data: st.DataObject, language: str) -> None:
    article = parse_article(SourceFile("article.md", data.draw(draw_texts(language))))
    check_proposals(article, propose(ArticleInput(article, language), find_mentions(article)))


@given(
    st.text(max_size=200),
    st.lists(
        st.tuples(st.integers(-1, 3), st.integers(-5, 90), st.integers(-5, 90), st.sampled_from(["actor", "place"]))
    ),
)
def test_mentions_outside_the_text_are_ignored(text: str, spans: list[tuple[int, int, int, str]]) -> None:
    article = parse_article(SourceFile("article.md", f"Ada Holm said that the pier was safe. {text}"))
    given_mentions = [EntityMention(passage, start, end, kind, "someone") for passage, start, end, kind in spans]
    check_proposals(article, propose(ArticleInput(article, "en"), given_mentions))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_of_list_is_read(language: str) -> None:
    assert get_rules(language).verb_forms


@pytest.mark.parametrize("key", ["verbs", "before_that"])
def test_each_cue_of_the_check_has_a_kind(key: str) -> None:
    assert [word for word in _load_cues()[key] if word not in get_rules("en").verb_forms] == []


def test_each_voice_of_the_check_is_a_noun_for_voices() -> None:
    assert [word for word in _load_cues()["voices"] if word not in get_rules("en").roles] == []


def test_nothing_is_proposed_as_the_authors() -> None:
    article = parse_article(
        SourceFile("article.md", "Lind feels that the pier is lost. This paper argues that it is not.")
    )
    assert propose(ArticleInput(article, "en"), find_mentions(article)) == ()


def test_statements_of_the_publisher_are_not_proposed() -> None:
    article = parse_article(SourceFile("article.md", "The Harbour Council said that the pier was safe."))
    asked = ArticleInput(article, "en", publisher="Harbour Council")
    assert propose(asked, find_mentions(article)) == ()
    assert len(propose(ArticleInput(article, "en"), find_mentions(article))) == 1


def test_equal_sentences_by_the_thousand() -> None:
    article = parse_article(SourceFile("article.md", "Ada Holm said that the pier was safe. " * 2_000))
    assert propose(ArticleInput(article, "en"), find_mentions(article)) == ()


def test_kinds_are_those_of_the_model() -> None:
    assert {group.kind for group in get_rules("en").verbs} <= set(AttributionKind)


def _load_cues() -> dict[str, Any]:
    file = files("generator.text").joinpath("cues", "en.yml")
    cues: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return cues
