"""Errors in values as editors read them: an error of pydantic becomes a rule, a message and a help line.

A `FieldProblem` is a diagnostic whose file is not known yet. Field types raise their own errors with
`build_field_error`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

from generator.diagnostics.phrases import add_backticks
from generator.model.kinds import AttributionKind
from generator.source.yaml_lines import MAX_QUOTED, shorten
from generator.source.yaml_scalars import format_flow_list

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
"""Keys that are reported as private rather than as unknown."""

LIKELY_VALUES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        **dict.fromkeys(("claim", "claimed", "claims"), "`statement`, or `allegation` of a wrong"),
        **dict.fromkeys(("said", "say", "says", "quote", "promise", "pledge", "announcement"), "`statement`"),
        **dict.fromkeys(("reported", "fact", "account", "news"), "`report`"),
        **dict.fromkeys(("opinion", "analysis", "forecast", "prediction", "view", "judgement"), "`assessment`"),
        **dict.fromkeys(("rumour", "rumor", "speculation", "possibility", "theory"), "`hypothesis`"),
        **dict.fromkeys(("accusation", "accused", "alleged", "charge"), "`allegation`"),
        **dict.fromkeys(("belief", "aim", "feeling", "intention", "intent", "ascribed"), "`motive`"),
        **dict.fromkeys(("denied", "deny", "denies", "rejection", "refutation", "rebuttal"), "`denial`"),
        **dict.fromkeys(("no comment", "no-comment", "declined", "refusal"), "`silence`"),
    },
    "type": {
        **dict.fromkeys(("people", "human", "politician", "individual"), "`person`"),
        **dict.fromkeys(("country", "government", "nation"), "`state`, or `public-body`"),
        **dict.fromkeys(("company", "party", "ngo", "group", "militia"), "`organization`, or `collective`"),
        **dict.fromkeys(("ministry", "agency", "court", "authority"), "`public-body`"),
        **dict.fromkeys(("newspaper", "broadcaster", "outlet"), "`media`"),
        **dict.fromkeys(("article",), "`article-newspaper`, or `article-journal`"),
        **dict.fromkeys(("email", "e-mail", "letter", "conversation"), "`personal-communication`"),
        **dict.fromkeys(("website", "web page", "web", "site"), "`webpage`"),
        **dict.fromkeys(("tweet", "tweets", "social media"), "`post`"),
    },
}
"""The words that editors write for values of some keys, and the values that they probably mean."""

_KEY_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("speaker", "voice", "who", "actor"), "by"),
    **dict.fromkeys(("paraphrase", "statement", "claim"), "says"),
    **dict.fromkeys(("words", "text", "passage"), "quote"),
    **dict.fromkeys(("question",), "answers"),
    **dict.fromkeys(("rejects", "contradicts"), "disputes"),
    **dict.fromkeys(("topics", "themes", "keywords", "categories"), "tags"),
    **dict.fromkeys(("byline", "writers"), "authors"),
    **dict.fromkeys(("date", "publication_date"), "published"),
    **dict.fromkeys(("modified", "lastmod"), "updated"),
    **dict.fromkeys(("description", "abstract", "lead"), "summary"),
    **dict.fromkeys(("headline",), "title"),
    **dict.fromkeys(("synonyms", "also_known_as", "aka"), "aliases"),
}
"""The keys that editors write, often because the pages show that word, and the keys that they probably mean."""

KeyPath = tuple[str | int, ...]
"""The place of a value in a file: keys and list positions."""


def get_innermost_key(path: KeyPath) -> str:
    """Return the innermost key on a path, such as `of` for a reference within `roles`; empty if there is none."""
    keys = [step for step in path if isinstance(step, str)]
    return keys[-1] if keys else ""


Keys = Mapping[str, FieldInfo]
"""The keys of a mapping, as editors write them, with their fields."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """A violation of a rule at `path`; with `at_key`, the key itself is wrong and not its value."""

    path: KeyPath
    rule: str
    message: str
    help: str = ""
    at_key: bool = False


class ErrorText(NamedTuple):
    """The rule that a value violates, the message and the help line."""

    rule: str
    message: str
    help: str


ErrorFormatter = Callable[[str, ErrorDetails, FieldInfo | None], ErrorText]
"""A function that words one of pydantic's errors, from the name of the key, the error and the field."""


def build_field_error(rule: str, message: str, advice: str = "") -> PydanticCustomError:
    """Return the error that a validator of a field raises."""
    return PydanticCustomError("field_error", "{message}", {"rule": rule, "message": message, "help": advice})


def find_nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is probably meant, or None if no word is similar enough."""
    match = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=70)
    return match[0] if match else None


def add_nearest(message: str, word: str, known: Iterable[str]) -> str:
    """Return the message that a word is unknown, followed by the known word that is probably meant."""
    nearest = find_nearest(word, known)
    return f"{message}; did you mean `{nearest}`?" if nearest else message


def format_suggestion(word: str, known: Iterable[str]) -> str:
    """Return the help line for an unknown word: the most similar one, or all if there are few."""
    choices = list(known)
    if nearest := find_nearest(word, choices):
        return f"did you mean `{nearest}`?"
    return f"use one of {', '.join(add_backticks(choices))}" if len(choices) <= 20 else ""


def find_meant_key(word: str, keys: Iterable[str]) -> str | None:
    """Return the key that an unknown key probably stands for: a synonym, or the most similar one; else None."""
    known = list(keys)
    synonym = _KEY_SYNONYMS.get(word.lower().replace("-", "_"))
    return synonym if synonym in known else find_nearest(word, known)


def convert_error(error: ErrorDetails, path: KeyPath, keys: Keys) -> FieldProblem:
    """Convert an error of pydantic at `path`, in a mapping that has `keys`."""
    if error["type"] == "extra_forbidden":
        return _describe_unknown_key(path, [key for key, field in keys.items() if not field.exclude])
    if error["type"] == "field_error":
        context = error["ctx"]
        text = ErrorText(context["rule"], context["message"], context["help"])
    else:
        name = _get_key_name(path)
        text = _FORMATTERS.get(error["type"], _format_other)(name, error, keys.get(name))
    return FieldProblem(path, text.rule, text.message, text.help, at_key=error["loc"][-1:] == ("[key]",))


def split_entries(text: str) -> list[str]:
    """Split a text that was written as a list without brackets, such as `a, b` or `a; b`."""
    return [entry.strip() for entry in re.split(r"[,;]", text) if entry.strip()]


def format_list_help(text: str) -> str:
    """Return the help line for a text that should be a list."""
    example = format_flow_list(split_entries(text))
    if len(example) > 2 * MAX_QUOTED:
        return _LIST_HELP
    return f"write `{example}`"


def _get_key_name(path: KeyPath) -> str:
    return next((_shorten(step) for step in reversed(path) if isinstance(step, str)), "the file")


def _shorten(text: str) -> str:
    """Return a text of the file in the form in which a message quotes it."""
    return shorten(" ".join(text.split()))


def _describe_unknown_key(path: KeyPath, keys: Iterable[str]) -> FieldProblem:
    key = str(path[-1])
    if key.lower() in PRIVATE_KEYS:
        message = f"`{key}` is personal data that the site does not record"
        return FieldProblem(path, "private-key", message, "delete the key and its value", at_key=True)
    known = list(keys)
    meant = find_meant_key(key, known)
    advice = f"did you mean `{meant}`?" if meant else format_suggestion(key, known)
    return FieldProblem(path, "unknown-key", f"unknown key `{_shorten(key)}`", advice, at_key=True)


def _format_missing(name: str, _: ErrorDetails, field: FieldInfo | None) -> ErrorText:
    return ErrorText("missing-key", f"`{name}` is missing", f"add `{name}: …`{_describe_meaning(field, ', ')}")


def _describe_meaning(field: FieldInfo | None, mark: str) -> str:
    """Return the meaning of a key as the continuation of a help line after a punctuation mark."""
    text = (field and field.description) or ""
    return f"{mark}{text[0].lower()}{text[1:].removesuffix('.')}" if text else ""


def _format_shape(expected: str, advice: str) -> ErrorFormatter:
    """Return the formatter for values that should be `expected` and are not."""

    def format_error(name: str, error: ErrorDetails, _: FieldInfo | None) -> ErrorText:
        value = error["input"]
        if expected == "a list" and isinstance(value, str) and value.strip():
            return ErrorText("wrong-shape", f"`{name}` must be a list, not text", format_list_help(value))
        if expected == "text" and isinstance(value, dict) and len(value) == 1:
            key = _shorten(next(iter(value)))
            message = f"the colon after `{key}` makes it a key"
            return ErrorText("unquoted-colon", message, "put the whole value in quotation marks")
        return ErrorText("wrong-shape", f"`{name}` must be {expected}, not {_describe_shape(value)}", advice)

    return format_error


def _describe_shape(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "text" if isinstance(value, str) else "keys and values"


def _format_choice(name: str, error: ErrorDetails, _: FieldInfo | None) -> ErrorText:
    value = error["input"]
    choices = [choice.strip("'") for choice in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    if not isinstance(value, str):
        message = f"`{name}` must be text, not {_describe_shape(value)}"
        return ErrorText("wrong-shape", message, format_suggestion("", choices))
    if not value.strip():
        return ErrorText("missing-key", f"`{name}` is empty", format_suggestion("", choices))
    likely = LIKELY_VALUES.get(name, {}).get(" ".join(value.lower().split()))
    advice = f"did you mean {likely}?" if likely else format_suggestion(value, choices)
    if name == "kind" and len(choices) == len(AttributionKind):
        return ErrorText("bad-value", f"`{_shorten(value)}` is not a kind of attribution", advice)
    return ErrorText("bad-value", f"`{_shorten(value)}` is not a value of `{name}`", advice)


def _format_too_long(name: str, error: ErrorDetails, _: FieldInfo | None) -> ErrorText:
    limit = error["ctx"]["max_length"]
    length = error["ctx"].get("actual_length") or len(error["input"])
    message = f"`{name}` has {length:,} characters; the limit is {limit:,}"
    return ErrorText("bad-length", message, f"leave out {length - limit:,} of them")


def _format_empty(name: str, error: ErrorDetails, field: FieldInfo | None) -> ErrorText:
    if isinstance(error["loc"][-1], int):
        return ErrorText("missing-key", f"an entry of `{name}` is empty", "write it, or delete its dash")
    advice = "write its value, or delete the key"
    if field and field.is_required():
        advice = f"write its value{_describe_meaning(field, ': ')}"
    return ErrorText("missing-key", f"`{name}` is empty", advice)


def _format_other(name: str, error: ErrorDetails, _: FieldInfo | None) -> ErrorText:
    return ErrorText("bad-value", f"`{name}`: {error['msg'].lower()}", "")


_LIST_HELP = "write one entry a line, each after `- `, or `[one, two]`"
_format_list = _format_shape("a list", _LIST_HELP)
_format_keys = _format_shape("keys and values", "write each key on a line of its own, indented")

_FORMATTERS: dict[str, ErrorFormatter] = {
    "missing": _format_missing,
    "string_type": _format_shape("text", "write one text, in quotation marks if it contains a colon"),
    "tuple_type": _format_list,
    "list_type": _format_list,
    "dict_type": _format_keys,
    "model_type": _format_keys,
    "enum": _format_choice,
    "literal_error": _format_choice,
    "string_too_long": _format_too_long,
    "too_long": _format_too_long,
    "string_too_short": _format_empty,
    "too_short": _format_empty,
}
