"""The data of two records of the same entity, merged into one; and the keys in which the two contradict each other.

Data in, data out: `generator.authoring.merging` writes the result into the file.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from generator.authoring.reference import list_keys
from generator.diagnostics.phrases import add_backticks
from generator.infra.mappings import remove_keys
from generator.model.fields import ID_FORM

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """A key for which the two records have different values; `path` has two keys if one is nested in another."""

    path: tuple[str, ...]
    merged_value: str
    remaining_value: str


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """The data of the remaining record, the additions to it in words, and its conflicts with the other record."""

    data: Data
    additions: tuple[str, ...]
    conflicts: tuple[ValueConflict, ...]


def merge_records(model: type[BaseModel], merged: Data, remaining: Data, former_ids: list[str]) -> MergedRecord:
    """Return `remaining` with everything that only `merged` says, and with `former_ids` as its former ids.

    The name of the merged record becomes an alias if the model has aliases. Both are data without errors.
    """
    merge = _Merge(model, copy.deepcopy(remaining))
    has_aliases = "aliases" in model.model_fields
    merged_apart = {"name", "aliases", "formerly"} if has_aliases else {"formerly"}
    for key, value in remove_keys(merged, merged_apart).items():
        merge.add_value(key, value)
    if has_aliases:
        merge.add_aliases(merged, remaining)
    merge.data["formerly"] = former_ids
    data = {key: value for key, value in merge.data.items() if key in remaining or value != []}
    return MergedRecord(data, tuple(merge.additions), tuple(merge.conflicts))


@dataclass(slots=True)
class _Merge:
    """The remaining record while values of the other are added to it."""

    model: type[BaseModel]
    data: Data
    additions: list[str] = field(default_factory=list)
    conflicts: list[ValueConflict] = field(default_factory=list)

    def add_value(self, key: str, value: Any) -> None:
        """Add the value that the merged record has for a key, or note that it contradicts."""
        current = self.data.get(key, _get_default(self.model, key))
        if current in (None, []):
            self.data[key] = copy.deepcopy(value)
            self.additions.append(f"`{key}`")
        elif isinstance(value, list):
            self._extend_list(key, value, current)
        elif isinstance(value, dict):
            self._extend_mapping(key, value, current)
        else:
            self.conflicts += _find_conflicts({key: value}, {key: current})

    def _extend_list(self, key: str, value: list[Any], current: list[Any]) -> None:
        new_items = [item for item in value if item not in current]
        self.data[key] = [*current, *copy.deepcopy(new_items)]
        if new_items:
            self.additions.append(f"{len(new_items)} of `{key}`")

    def _extend_mapping(self, key: str, value: Data, current: Data) -> None:
        self.data[key] = {**value, **current}
        self.additions += add_backticks(f"{key}: {name}" for name in value if name not in current)
        if key == "names":
            return  # a name in another language that differs becomes an alias
        for conflict in _find_conflicts(value, current):
            path = (key, *conflict.path)
            self.conflicts.append(ValueConflict(path, conflict.merged_value, conflict.remaining_value))

    def add_aliases(self, merged: Data, remaining: Data) -> None:
        """Add the names of the merged record that the remaining one does not have."""
        new_forms = _list_new_forms(merged, self.data)
        self.data["aliases"] = [*remaining.get("aliases", []), *new_forms]
        if new_forms:
            noun = "alias" if len(new_forms) == 1 else "aliases"
            self.additions.append(f"the {noun} {', '.join(add_backticks(new_forms))}")


def _get_default(model: type[BaseModel], key: str) -> Any:
    """Return the value of a key that is not written, as an editor would write it; None if it has none."""
    field_info = model.model_fields[list_keys(model)[key]]
    return str(field_info.default).lower() if isinstance(field_info.default, bool) else None


def _find_conflicts(merged: Data, remaining: Data) -> Iterator[ValueConflict]:
    for key in merged.keys() & remaining.keys():
        merged_value = " ".join(merged[key].split())
        remaining_value = " ".join(remaining[key].split())
        if merged_value != remaining_value:
            yield ValueConflict((key,), merged_value, remaining_value)


def _list_new_forms(merged: Data, data: Data) -> list[str]:
    """Return the names of the merged record that are not yet names of the other."""
    current_forms = _list_forms(data)
    return [form for form in dict.fromkeys(_list_forms(merged)) if form not in current_forms]


def _list_forms(data: Data) -> list[str]:
    return [data["name"], *data.get("aliases", []), *data.get("names", {}).values()]


def combine_former_ids(id_: str, merged: Data, remaining: Data, remaining_id: str) -> list[str]:
    """Return the former ids of the remaining record: its own, then the merged record's id and former ids."""
    ids = [*remaining.get("formerly", []), id_, *merged.get("formerly", [])]
    return [former for former in dict.fromkeys(ids) if former != remaining_id and ID_FORM.match(former)]
