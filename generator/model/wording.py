"""Mistakes in values, in the desk's words: what pydantic reports becomes a rule, a message and a help line.

`Problem` is a diagnostic that does not know its file yet. Field types raise their own with `mistake`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

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


def problem(error: ErrorDetails, path: Path, keys: Iterable[str]) -> Problem:
    """One error of pydantic at `path`, in a mapping that knows `keys`."""
    if error["type"] == "mistake":
        context = error["ctx"]
        return Problem(path, context["rule"], context["message"], context["help"])
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, keys)
    word = _WORDS.get(error["type"], _other)
    rule, message, advice = word(_name(path), error)
    return Problem(path, rule, message, advice)


Words = tuple[str, str, str]


def _name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _unknown_key(path: Path, keys: Iterable[str]) -> Problem:
    key = str(path[-1])
    if key.lower() in PRIVATE_KEYS:
        message = f"the desk collects no `{key}` of people"
        return Problem(path, "private-key", message, "delete the key and its value", at_key=True)
    return Problem(path, "unknown-key", f"unknown key `{key}`", suggestion(key, keys), at_key=True)


def _missing(name: str, _: ErrorDetails) -> Words:
    return "missing-key", f"`{name}` is missing", ""


def _shape(wanted: str, advice: str = "") -> Callable[[str, ErrorDetails], Words]:
    def words(name: str, error: ErrorDetails) -> Words:
        found = error["input"]
        if wanted == "text" and isinstance(found, dict) and len(found) == 1:
            key = next(iter(found))
            message = f"the colon after `{key}` ends a key there"
            return "unquoted-colon", message, "put the whole value in quotation marks"
        return "wrong-shape", f"`{name}` takes {wanted}, not {_shape_of(found)}", advice

    return words


def _shape_of(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "text" if isinstance(value, str) else "keys of its own"


def _choice(name: str, error: ErrorDetails) -> Words:
    found = error["input"]
    choices = [part.strip("'") for part in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    if not isinstance(found, str):
        return "wrong-shape", f"`{name}` takes text, not {_shape_of(found)}", ""
    return "bad-value", f"`{name}` takes no `{found}`", suggestion(found, choices)


def _too_long(name: str, error: ErrorDetails) -> Words:
    limit = error["ctx"]["max_length"]
    length = len(error["input"])
    return "bad-length", f"`{name}` has {length} characters, {limit} at most", ""


def _empty(name: str, _: ErrorDetails) -> Words:
    return "missing-key", f"`{name}` is empty", ""


def _pattern(name: str, error: ErrorDetails) -> Words:
    return "bad-value", f"`{name}` takes no `{error['input']}`", ""


def _other(name: str, error: ErrorDetails) -> Words:
    return "bad-value", f"`{name}`: {error['msg'].lower()}", ""


_WORDS: dict[str, Callable[[str, ErrorDetails], Words]] = {
    "missing": _missing,
    "string_type": _shape("text"),
    "tuple_type": _shape("a list", "write one entry a line, each after `- `, or `[one, two]`"),
    "list_type": _shape("a list", "write one entry a line, each after `- `, or `[one, two]`"),
    "dict_type": _shape("keys of its own", "write one key a line, indented"),
    "model_type": _shape("keys of its own", "write one key a line, indented"),
    "enum": _choice,
    "literal_error": _choice,
    "string_too_long": _too_long,
    "string_too_short": _empty,
    "too_short": _empty,
    "string_pattern_mismatch": _pattern,
}
