"""What proposals of attributions reach on whole articles, with the actors that are proposed of them.

The floors are for the articles on which the rules were made. They say that nothing has become worse.
"""

import os
from pathlib import Path

import pytest
from gold import SEED, Noted, corpus, seed
from score import Score, score

from generator.proposals.actors import propose as actors
from generator.proposals.attributions import propose
from generator.proposals.proposal import Proposals


def reached(noted: Noted) -> Score:
    text = noted.text()
    found, mentions = actors(text, noted.registry())
    proposals = Proposals(actors=found, attributions=propose(text, mentions))
    return score(noted.gold, noted.article(), proposals)


def test_the_articles_for_tuning() -> None:
    total = sum((reached(noted) for noted in corpus() if noted.set == "tune"), Score())
    found, wanted, false = total.attributions.found, total.attributions.noted, total.attributions.false
    assert found >= 0.9 * wanted
    assert false <= 0.05 * found
    assert total.voices >= 0.85 * found
    assert total.exact >= 0.7 * found


@pytest.mark.skipif(SEED not in os.environ, reason=f"{SEED} names no folder with the seed")
def test_the_seed() -> None:
    reach = reached(seed(Path(os.environ[SEED])))
    assert reach.attributions.noted == 17
    assert reach.attributions.found >= 15
    assert reach.exact >= 13
    assert reach.attributions.false <= 5
