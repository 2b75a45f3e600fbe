"""What becomes of two records of one thing: the second as it will be, and where the two contradict each other.

Data in, data out; how it is written into the file is for `generator.authoring.merging`.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.model.fields import ID_FORM

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key under which the two say different things; for a key within another, both."""

    path: tuple[str, ...]
    given: str
    kept: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The data of the record that remains, what it took over in words, and where the other says something else."""

    data: Data
    taken: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def joined(model: type[BaseModel], from_: Data, into: Data, former: list[str]) -> Joined:
    """`into` with all that `from_` says and it does not; `former` are the ids that lead to it from now on.

    The other name becomes an alias where there are aliases. Both are data without mistakes.
    """
    data, taken, conflicts = copy.deepcopy(into), [], []
    for key, value in from_.items():
        if key in {"aliases", "formerly"} or (key == "name" and "aliases" in model.model_fields):
            continue
        held = into.get(key, _default(model, key))
        if held in (None, []):
            data[key] = copy.deepcopy(value)
            taken.append(f"`{key}`")
        elif isinstance(value, list):
            added = [item for item in value if item not in held]
            data[key] = [*held, *copy.deepcopy(added)]
            taken += [f"{len(added)} of `{key}`"] if added else []
        elif isinstance(value, dict):
            data[key] = {**value, **held}
            taken += [f"`{key}: {name}`" for name in value if name not in held]
            if key != "names":
                conflicts += [Conflict((key, *one.path), one.given, one.kept) for one in _differing(value, held)]
        else:
            conflicts += _differing({key: value}, {key: held})
    if "aliases" in model.model_fields:
        new = _new_forms(from_, data)
        data["aliases"] = [*into.get("aliases", []), *new]
        taken += (
            [f"the {'alias' if len(new) == 1 else 'aliases'} {', '.join(f'`{one}`' for one in new)}"] if new else []
        )
    data["formerly"] = former
    return Joined(
        {key: value for key, value in data.items() if key in into or value != []}, tuple(taken), tuple(conflicts)
    )


def _default(model: type[BaseModel], key: str) -> Any:
    """What a key that is not written says, as it would be written: None if nothing."""
    field = next(field for name, field in model.model_fields.items() if (field.alias or name) == key)
    return str(field.default).lower() if isinstance(field.default, bool) else None


def _differing(given: Data, held: Data) -> Iterator[Conflict]:
    for key in given.keys() & held.keys():
        one, other = (" ".join(text.split()) for text in (given[key], held[key]))
        if one != other:
            yield Conflict((key,), one, other)


def _new_forms(from_: Data, data: Data) -> list[str]:
    """The names of one that the other is not called by yet."""
    forms = [from_["name"], *from_.get("aliases", []), *from_.get("names", {}).values()]
    known = [data["name"], *data.get("aliases", []), *data.get("names", {}).values()]
    return [form for form in dict.fromkeys(forms) if form not in known]


def former_ids(id_: str, from_: Data, into: Data, remaining: str) -> list[str]:
    """The former ids of what remains: its own, the other's id, and those of the other."""
    ids = [*into.get("formerly", []), id_, *from_.get("formerly", [])]
    return [one for one in dict.fromkeys(ids) if one != remaining and ID_FORM.match(one)]
