"""The front matter above a Markdown file's text: YAML between `---`, TOML between `+++`, JSON, or plain `Key: value`.

Hugo, Jekyll, MkDocs and similar programs write it. Values become text, or lists of text; deeper nesting is not read.
Front matter that is not well-formed is refused with its position, as guessing would put wrong facts into content/.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from generator.importing import dates
from generator.importing.result import Refusal, UnreadableError

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_JSON_START = re.compile(r"\{(?:\n|\s*\")")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}):(?:[ \t]+(?P<value>.*)|[ \t]*)\Z")
_TOML_POSITION = re.compile(r"\(at line ([0-9]+), column ([0-9]+)\)")
_MAX_LENGTH = 1 << 16
_HELP = "correct the front matter, or delete it"

_EXPECTED_KEYS = {"title", "date", "author", "authors", "tags", "keywords", "description", "summary", "template"}
"""Plain front matter has at least one of these keys; a text without them only begins with a colon."""


class FrontMatter(NamedTuple):
    """The values above the text, by key in lower case, and the text itself."""

    values: Mapping[str, Any]
    body: str


def split_front_matter(text: str) -> FrontMatter:
    """Return the front matter of a Markdown file, without values if it has none, and its text.

    Raise `UnreadableError` if it is not well-formed.
    """
    if match := _FENCED.match(text):
        return _read_fenced(match["inside"], text[match.end() :], is_toml=match["fence"] == "+++")
    if _JSON_START.match(text):
        return _read_json(text)
    return _read_plain(text)


def _create_error(message: str, line: int = 1, column: int = 1) -> UnreadableError:
    return UnreadableError(Refusal(message=message, help=_HELP, line=line, column=column))


def _read_fenced(inside: str, body: str, *, is_toml: bool) -> FrontMatter:
    if len(inside) > _MAX_LENGTH:
        raise _create_error(f"the front matter has more than {_MAX_LENGTH:,} characters")
    try:
        # Every value is text: YAML would read the date 2017-03 as a sum, and the word NO as false.
        values = tomllib.loads(inside) if is_toml else yaml.load(inside, _TextLoader)  # noqa: S506  # a SafeLoader
    except tomllib.TOMLDecodeError as error:
        raise _create_toml_error(str(error), inside) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        message = f"the front matter is not valid YAML: {error.problem or 'it cannot be read'}"
        raise _create_error(message, line, column) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _create_error("the front matter cannot be read") from error
    return _build_front_matter(values, body)


def _build_front_matter(values: Any, body: str) -> FrontMatter:
    if values in (None, ""):
        return FrontMatter({}, body)
    if not isinstance(values, dict):
        raise _create_error("the front matter has no keys")
    return FrontMatter({str(key).lower(): value for key, value in values.items()}, body)


def _create_toml_error(problem: str, inside: str) -> UnreadableError:
    message = f"the front matter is not valid TOML: {problem.partition(' (at ')[0].lower()}"
    position = _TOML_POSITION.search(problem)
    if position:
        return _create_error(message, int(position[1]) + 1, int(position[2]))
    return _create_error(message, inside.count("\n") + 1)


def _read_json(text: str) -> FrontMatter:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the front matter is not valid JSON: {error.msg.lower()}"
        raise _create_error(message, error.lineno, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise _create_error("the front matter cannot be read") from error
    return _build_front_matter(values, text[end:])


def _read_plain(text: str) -> FrontMatter:
    """Return MultiMarkdown's front matter, which MkDocs accepts as well: keys from the first to an empty line."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    last_key = ""
    for index, line in enumerate(lines):
        if not line.strip() and _EXPECTED_KEYS & values.keys():
            return FrontMatter(values, "\n".join(lines[index + 1 :]))
        if match := _KEY.match(line):
            last_key = match["key"].lower()
            values[last_key] = (match["value"] or "").strip()
        elif last_key and line.startswith("    ") and line.strip():
            previous = values[last_key]
            items = previous if isinstance(previous, list) else filter(None, [previous])
            values[last_key] = [*items, line.strip()]
        else:
            break
    return FrontMatter({}, text)


class _TextLoader(yaml.SafeLoader):
    """A loader that reads every scalar as text. Aliases, which can make a small file huge, are refused."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(problem="aliases are not allowed", problem_mark=mark)
        return super().compose_node(parent, index)


_TextLoader.yaml_implicit_resolvers = {}


# The facts


def get_text_value(values: Mapping[str, Any], *keys: str) -> str:
    """Return the first text among these keys; empty if none has any."""
    return next(_iterate_texts(values, keys), "")


def _iterate_texts(values: Mapping[str, Any], keys: Sequence[str]) -> Iterator[str]:
    """Return the texts among these keys."""
    return filter(None, map(_to_text, map(values.get, keys)))


def get_list_value(values: Mapping[str, Any], *keys: str, spaced: bool = False) -> tuple[str, ...]:
    """Return the different texts of all these keys.

    With `spaced`, the words of a text are items, as in Jekyll's `tags: a b`.
    """
    texts: list[str] = []
    for key in keys:
        texts += _to_texts(values.get(key), spaced=spaced)
    return tuple(dict.fromkeys(texts))


class DateValue(NamedTuple):
    """A date as EDTF, and the text of one that could not be read."""

    date: str | None
    unread: str


def get_date_value(values: Mapping[str, Any], *keys: str) -> DateValue:
    """Return the first date among these keys."""
    stated = _read_date(values, keys)
    nested = values.get("date")
    if stated.date is None and isinstance(nested, dict):
        # Material for MkDocs has `date: {created: …, updated: …}`.
        return _read_date(nested, ("created", "published"))
    return stated


def _read_date(values: Mapping[str, Any], keys: Sequence[str]) -> DateValue:
    texts = list(_iterate_texts(values, keys))
    date = next(filter(None, map(dates.parse_edtf, texts)), None)
    unread = "" if date else next(iter(texts), "")
    return DateValue(date, unread)


def _to_text(value: Any) -> str:
    if isinstance(value, list):
        return _to_text(value[0]) if len(value) == 1 else ""
    if isinstance(value, dict):
        return _to_text(value.get("name"))
    return " ".join(str(value).split()) if value is not None else ""


def _to_texts(value: Any, *, spaced: bool) -> Iterator[str]:
    if isinstance(value, list):
        yield from filter(None, map(_to_text, value))
    elif isinstance(value, dict):
        yield from filter(None, [_to_text(value)])
    else:
        text = _to_text(value)
        items = text.split() if spaced and "," not in text else text.split(",")
        yield from filter(None, map(str.strip, items))
