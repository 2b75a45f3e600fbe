"""Operations on mappings: select or remove keys, convert values, compare two mappings, arrange values by key."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Result = TypeVar("_Result")


def select_keys(mapping: Mapping[_Key, _Value], keys: Iterable[_Key]) -> dict[_Key, _Value]:
    """Return the entries at `keys`, in the order of `keys`; keys that the mapping lacks are ignored."""
    return {key: mapping[key] for key in keys if key in mapping}


def remove_keys(mapping: Mapping[_Key, _Value], keys: Collection[_Key]) -> dict[_Key, _Value]:
    """Return the mapping without the entries at `keys`."""
    return {key: value for key, value in mapping.items() if key not in keys}


def map_values(function: Callable[[_Value], _Result], mapping: Mapping[_Key, _Value]) -> dict[_Key, _Result]:
    """Return the mapping with the result of `function` for each value."""
    return {key: function(value) for key, value in mapping.items()}


def index_by(get_key: Callable[[_Value], _Key], values: Iterable[_Value]) -> dict[_Key, _Value]:
    """Return the values by their key, in their order; of several values with the same key, the last one."""
    return {get_key(value): value for value in values}


def group_by(get_key: Callable[[_Value], _Key], values: Iterable[_Value]) -> dict[_Key, list[_Value]]:
    """Return the values by their key, in their order; keys are in the order of their first values."""
    groups: dict[_Key, list[_Value]] = defaultdict(list)
    for value in values:
        groups[get_key(value)].append(value)
    return dict(groups)


def find_changed_keys(old: Mapping[_Key, object], new: Mapping[_Key, object]) -> set[_Key]:
    """Return the keys that were added or removed, or whose values differ; None counts as no value."""
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
