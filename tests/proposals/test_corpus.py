"""The gold is sound: what it notes stands in the texts, is of the kinds that there are, and names what it defines."""

import pytest
from gold import ACTOR_TYPES, CORPUS, SEED, Noted, all_noted, is_date

from generator.checks.quotes import LONGEST, SHORTEST
from generator.model.briefing import AUTHOR, UNATTRIBUTED
from generator.text.characters import fold, word_count
from generator.text.quotes import QuoteFinder, inside_quotation_marks

NOTED = list(all_noted())

each = pytest.mark.parametrize("noted", NOTED, ids=lambda noted: f"{noted.set}-{noted.id}")


def test_articles_of_the_first_set_are_there() -> None:
    assert len([noted for noted in NOTED if noted.set == "tune"]) == 5


def test_no_article_is_without_its_gold() -> None:
    folders = {path.parent for name in ("article.md", "gold.yml") for path in CORPUS.glob(f"*/*/{name}")}
    assert folders == {CORPUS / noted.set / noted.id for noted in NOTED if noted.set != "seed"}


@each
def test_article_has_no_mistakes(noted: Noted) -> None:
    article = noted.article()
    assert not article.diagnostics
    assert 350 <= article.words <= 2100


@each
def test_quotes_stand_in_the_text_once(noted: Noted) -> None:
    passages = [passage.text for passage in noted.article().passages]
    finder = QuoteFinder(passages)
    for attribution in noted.gold.attributions:
        quote = attribution.quote
        assert SHORTEST <= word_count(quote) <= LONGEST, quote
        [place] = finder.find(quote) or [None]
        assert place, quote
        if attribution.direct:
            assert inside_quotation_marks(passages[place.passage], place.start, place.end), quote


@each
def test_no_statement_is_noted_twice(noted: Noted) -> None:
    quotes = [attribution.quote for attribution in noted.gold.attributions]
    assert len(quotes) == len(set(quotes))


@each
def test_voices_are_actors_of_the_gold(noted: Noted) -> None:
    actors = {actor.id for actor in noted.gold.actors}
    places = {place.id for place in noted.gold.places}
    for attribution in noted.gold.attributions:
        for voice in attribution.by:
            assert voice.actor != AUTHOR, attribution.quote
            assert voice.actor in {None, UNATTRIBUTED, *actors}, attribution.quote
            assert voice.within in {None, *actors}, attribution.quote
            if noted.set != "seed":
                assert voice.place in {None, *places}, attribution.quote


@each
def test_actors_stand_in_the_text(noted: Noted) -> None:
    text = fold(" ".join([noted.gold.title, *(passage.text for passage in noted.article().passages)])).casefold()
    ids = [actor.id for actor in noted.gold.actors]
    assert len(ids) == len(set(ids))
    for actor in noted.gold.actors:
        assert actor.type in ACTOR_TYPES
        absent = [form for form in actor.forms if fold(form).casefold() not in text]
        # The desk of the seed knows some by fuller names, and one from the page's head alone.
        assert not absent or noted.set == "seed", absent


@each
def test_actors_share_no_name(noted: Noted) -> None:
    forms = [fold(form).casefold() for actor in noted.gold.actors for form in actor.forms]
    assert sorted(forms) == sorted(set(forms))
    assert not set(forms) & {fold(name).casefold() for name in noted.gold.not_actors}


@each
def test_tags_are_themes(noted: Noted) -> None:
    assert noted.gold.tags
    assert noted.gold.tags <= {theme.ref.id for theme in noted.themes}


@each
def test_dates_are_those_of_phrases_of_the_text(noted: Noted) -> None:
    assert is_date(noted.gold.published)
    for date in noted.gold.dates:
        assert date.phrase in noted.markdown
        assert is_date(date.date), date


@pytest.mark.skipif(all(noted.set != "seed" for noted in NOTED), reason=f"{SEED} names no folder")
def test_seed_is_read_without_its_chrome() -> None:
    [noted] = [noted for noted in NOTED if noted.set == "seed"]
    article = noted.article()

    assert len(article.passages) == 29
    assert [section.title for section in article.sections] == ["Hamas Anger and Frustration", "The Secret War"]
    assert len(noted.gold.actors) == 20
    assert len(noted.gold.attributions) == 17
