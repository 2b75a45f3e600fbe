"""Operations on mappings."""

from generator.infra.mappings import find_changed_keys, map_values, remove_keys, select_keys


def test_keys_are_selected_in_their_order() -> None:
    assert list(select_keys({"a": 1, "b": 2, "c": 3}, ["c", "a", "missing"]).items()) == [("c", 3), ("a", 1)]


def test_keys_are_removed() -> None:
    assert remove_keys({"a": 1, "b": 2}, {"b", "missing"}) == {"a": 1}


def test_values_are_converted() -> None:
    assert map_values(len, {"a": "xyz", "b": ""}) == {"a": 3, "b": 0}


def test_changed_keys_are_those_that_were_added_removed_or_changed() -> None:
    assert find_changed_keys({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 0, "d": 4}) == {"b", "c", "d"}
