"""The writing direction of languages."""

import pytest

from generator.model.direction import get_direction


@pytest.mark.parametrize(
    "language", ["ar", "he", "fa", "ur", "ps", "yi", "dv", "ckb", "ar-EG", "az-Arab", "az-arab", "pa-PK"]
)
def test_from_right_to_left(language: str) -> None:
    assert get_direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant", "ja", "ru", "az", "pa", "ar-Latn", "xx", "en-Latn-GB"])
def test_from_left_to_right(language: str) -> None:
    assert get_direction(language) == "ltr"
