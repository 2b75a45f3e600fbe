"""Scores of attributions on whole articles, with the actors that are proposed for them.

The minimum scores are those of the articles on which the rules were developed, so that the rules do not get worse.
"""

import os
from pathlib import Path

import pytest
from gold import SEED, GoldArticle, load_corpus, load_seed
from score import Score, compute_score

from generator.proposals.actors import propose as propose_actors
from generator.proposals.attributions import propose
from generator.proposals.proposal import Proposals


def score_article(article: GoldArticle) -> Score:
    text = article.build_input()
    proposed_actors, mentions = propose_actors(text, article.build_registry())
    proposals = Proposals(actors=proposed_actors, attributions=propose(text, mentions))
    return compute_score(article.gold, article.parse(), proposals)


def test_the_articles_for_tuning() -> None:
    total = sum((score_article(article) for article in load_corpus() if article.set == "tune"), Score())
    attributions = total.attributions
    assert attributions.matched >= 0.9 * attributions.expected
    assert attributions.false <= 0.05 * attributions.matched
    assert total.voices >= 0.85 * attributions.matched
    assert total.exact >= 0.7 * attributions.matched


@pytest.mark.skipif(SEED not in os.environ, reason=f"{SEED} names no folder with the seed")
def test_the_seed() -> None:
    result = score_article(load_seed(Path(os.environ[SEED])))
    assert result.attributions.expected == 17
    assert result.attributions.matched >= 15
    assert result.exact >= 13
    assert result.attributions.false <= 5
