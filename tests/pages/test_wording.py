"""Values of records in words: the names of languages, and types."""

import pytest

from generator.pages.entity_facts import format_type
from generator.pages.wording import name_language


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("en", "English"),
        ("ar", "Arabic"),
        ("grc", "Ancient Greek"),
        ("pt-BR", "Brazilian Portuguese"),
        ("en-ZA", "English"),
        ("zh-Hant", "Traditional Chinese"),
        ("zh-Hant-TW", "Chinese"),
        ("qaa", "qaa"),
        ("", ""),
    ],
)
def test_a_language_has_its_english_name(tag: str, name: str) -> None:
    assert name_language(tag) == name


@pytest.mark.parametrize(
    ("own_type", "words"),
    [("webpage", "web page"), ("article-newspaper", "newspaper article"), ("public-body", "public body"), ("", "")],
)
def test_a_type_is_written_in_words(own_type: str, words: str) -> None:
    assert format_type(own_type) == words
