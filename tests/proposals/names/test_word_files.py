"""The word files: each language has all keys, and no list repeats names of CLDR."""

from pathlib import Path

import pytest
import yaml

import generator.proposals
from generator.proposals import territories
from generator.proposals.word_lists import load_name_words

LANGUAGES = Path(generator.proposals.__file__).parent / "languages"
FILES = ("names", "dates", "events", "tags")


def keys(language: str, name: str) -> set[str]:
    return set(yaml.safe_load((LANGUAGES / language / f"{name}.yml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("language", sorted(path.name for path in LANGUAGES.iterdir()))
def test_every_language_has_the_keys_of_english(language: str, name: str) -> None:
    assert keys(language, name) - keys("en", name) <= {"elisions"}
    assert keys("en", name) - keys(language, name) == set()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_lists_have_no_names_of_states_or_cities(language: str) -> None:
    """Names of states and cities come from CLDR."""
    words = load_name_words(language)
    assert words is not None
    names = set(territories.get_territories(language)) | territories.get_city_names(language)
    # General words that are also the name of a city or state.
    general = {"center", "casey", "home", "troll", "knox", "wake", "midway", "easter"}
    general |= {"world", "monde", "reunion", "mission", "detroit", "suisse"}
    assert (words.general | words.heads | words.demonyms) & names <= general


def test_a_language_without_files_has_no_words() -> None:
    assert load_name_words("de") is None
    assert load_name_words("") is None
    assert load_name_words("../en") is None
    assert load_name_words("en-GB") is load_name_words("en")
