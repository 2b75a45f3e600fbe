"""Mistakes in values, in the desk's words: what pydantic reports becomes a rule, a message and a help line.

`Problem` is a diagnostic that does not know its file yet. Field types raise their own with `mistake`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

from generator.source.lines import shortened

PRIVATE_KEYS = frozenset(
    {
        "religion",
        "ethnicity",
        "ethnic_group",
        "race",
        "health",
        "illness",
        "family",
        "spouse",
        "children",
        "parents",
    }
    | {"address", "home", "home_address", "born", "birth_date", "birthplace", "sexuality", "orientation"}
)
"""Keys that are refused with the reason, rather than as unknown ones."""

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule at `path`; `at_key` where the key itself is the mistake, not its value."""

    path: Path
    rule: str
    message: str
    help: str = ""
    at_key: bool = False


def mistake(rule: str, message: str, advice: str = "") -> PydanticCustomError:
    """What a validator of a field raises."""
    return PydanticCustomError("mistake", "{message}", {"rule": rule, "message": message, "help": advice})


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is likely meant, if one is near enough."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=70)
    return found[0] if found else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """The help line for an unknown word: the nearest, else all where they are few."""
    choices = list(known)
    near = nearest(word, choices)
    if near:
        return f"did you mean `{near}`?"
    return f"known: {', '.join(f'`{choice}`' for choice in choices)}" if len(choices) <= 20 else ""


Keys = Mapping[str, FieldInfo]
"""The keys of a mapping, as editors write them."""


def problem(error: ErrorDetails, path: Path, keys: Keys) -> Problem:
    """One error of pydantic at `path`, in a mapping that knows `keys`."""
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, [key for key, field in keys.items() if not field.exclude])
    if error["type"] == "mistake":
        context = error["ctx"]
        rule, message, advice = context["rule"], context["message"], context["help"]
    else:
        name = _name(path)
        rule, message, advice = _WORDS.get(error["type"], _other)(name, error, keys.get(name))
    return Problem(path, rule, message, advice, at_key=error["loc"][-1:] == ("[key]",))


Words = tuple[str, str, str]
Wording = Callable[[str, ErrorDetails, FieldInfo | None], Words]


def _name(path: Path) -> str:
    return next((_shown(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _shown(text: str) -> str:
    """A text of the file as a message repeats it."""
    return shortened(" ".join(text.split()))


def _unknown_key(path: Path, keys: Iterable[str]) -> Problem:
    key = str(path[-1])
    if key.lower() in PRIVATE_KEYS:
        message = f"the desk collects no `{key}` of people"
        return Problem(path, "private-key", message, "delete the key and its value", at_key=True)
    return Problem(path, "unknown-key", f"unknown key `{_shown(key)}`", suggestion(key, keys), at_key=True)


def _missing(name: str, _: ErrorDetails, field: FieldInfo | None) -> Words:
    return "missing-key", f"`{name}` is missing", f"add `{name}: …`{_meaning(field, ', ')}"


def _meaning(field: FieldInfo | None, mark: str) -> str:
    """What a key holds, as its help line goes on after a punctuation mark."""
    text = (field and field.description) or ""
    return f"{mark}{text[0].lower()}{text[1:].removesuffix('.')}" if text else ""


def _shape(wanted: str, advice: str) -> Wording:
    def words(name: str, error: ErrorDetails, _: FieldInfo | None) -> Words:
        found = error["input"]
        if wanted == "text" and isinstance(found, dict) and len(found) == 1:
            key = _shown(next(iter(found)))
            message = f"the colon after `{key}` ends a key there"
            return "unquoted-colon", message, "put the whole value in quotation marks"
        return "wrong-shape", f"`{name}` takes {wanted}, not {_shape_of(found)}", advice

    return words


def _shape_of(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "text" if isinstance(value, str) else "keys of its own"


def _choice(name: str, error: ErrorDetails, _: FieldInfo | None) -> Words:
    found = error["input"]
    choices = [part.strip("'") for part in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    if not isinstance(found, str):
        return "wrong-shape", f"`{name}` takes text, not {_shape_of(found)}", suggestion("", choices)
    if not found.strip():
        return "missing-key", f"`{name}` is empty", suggestion("", choices)
    return "bad-value", f"`{name}` takes no `{_shown(found)}`", suggestion(found, choices)


def _too_long(name: str, error: ErrorDetails, _: FieldInfo | None) -> Words:
    limit = error["ctx"]["max_length"]
    length = error["ctx"].get("actual_length") or len(error["input"])
    return (
        "bad-length",
        f"`{name}` has {length:,} characters, {limit:,} at most",
        f"leave out {length - limit:,} of them",
    )


def _empty(name: str, error: ErrorDetails, field: FieldInfo | None) -> Words:
    if isinstance(error["loc"][-1], int):
        return "missing-key", f"an entry of `{name}` is empty", "write it, or delete its dash"
    is_required = field and field.is_required()
    advice = f"write what it holds{_meaning(field, ': ')}" if is_required else "write its value, or delete the key"
    return "missing-key", f"`{name}` is empty", advice


def _other(name: str, error: ErrorDetails, _: FieldInfo | None) -> Words:
    return "bad-value", f"`{name}`: {error['msg'].lower()}", ""


_LIST = _shape("a list", "write one entry a line, each after `- `, or `[one, two]`")
_KEYS = _shape("keys of its own", "write one key a line, indented")

_WORDS: dict[str, Wording] = {
    "missing": _missing,
    "string_type": _shape("text", "write one text, with quotation marks where it holds a colon"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _KEYS,
    "model_type": _KEYS,
    "enum": _choice,
    "literal_error": _choice,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "string_too_short": _empty,
    "too_short": _empty,
}
