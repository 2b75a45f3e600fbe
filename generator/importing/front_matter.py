"""What stands above a Markdown file's text: YAML between `---`, TOML between `+++`, JSON, or plain `Key: value`.

Hugo, Jekyll, MkDocs and their like write them. Values become text, or lists of text; what is nested deeper is not
read. Whatever is not well-formed is refused with its place, as guessing would put wrong facts into content/.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from generator.importing import dates
from generator.importing.imported import Refused

_FENCED = re.compile(
    r"(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}):(?:[ \t]+(?P<value>.*)|[ \t]*)\Z")
_LONGEST = 1 << 16
_HELP = "mend what stands above the text, or delete it"


class FrontMatter(NamedTuple):
    """What stands above the text, by key in lower case, and the text itself."""

    values: Mapping[str, Any]
    body: str


def split(text: str) -> FrontMatter | Refused:
    """The front matter of a Markdown file, empty where there is none, and its text."""
    if found := _FENCED.match(text):
        return _fenced(found["inside"], text[found.end() :], toml=found["fence"] == "+++")
    if text.startswith("{\n") or re.match(r"\{\s*\"", text):
        return _json(text)
    return _plain(text)


def _fenced(inside: str, body: str, *, toml: bool) -> FrontMatter | Refused:
    if len(inside) > _LONGEST:
        return Refused(message="the front matter is longer than any is", help=_HELP, line=1, column=1)
    try:
        # Every value as text: YAML would read the date 2017-03 as a sum, and the word NO as false.
        values = tomllib.loads(inside) if toml else yaml.load(inside, _TextLoader)  # noqa: S506  # it is a SafeLoader
    except tomllib.TOMLDecodeError as error:
        return _refused(str(error), inside)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        message = f"the front matter is no YAML: {error.problem or 'it cannot be read'}"
        return Refused(message=message, help=_HELP, line=line, column=column)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Refused(message="the front matter cannot be read", help=_HELP, line=1, column=1)
    return _as_mapping(values, body)


def _as_mapping(values: Any, body: str) -> FrontMatter | Refused:
    if values in (None, ""):
        return FrontMatter({}, body)
    if not isinstance(values, dict):
        return Refused(message="the front matter has no keys", help=_HELP, line=1, column=1)
    return FrontMatter({str(key).lower(): value for key, value in values.items()}, body)


def _refused(problem: str, inside: str) -> Refused:
    place = re.search(r"\(at line ([0-9]+), column ([0-9]+)\)", problem)
    line = int(place[1]) + 1 if place else inside.count("\n") + 1
    message = f"the front matter is no TOML: {problem.partition(' (at ')[0].lower()}"
    return Refused(message=message, help=_HELP, line=line, column=int(place[2]) if place else 1)


def _json(text: str) -> FrontMatter | Refused:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        message = f"the front matter is no JSON: {error.msg.lower()}"
        return Refused(message=message, help=_HELP, line=error.lineno, column=error.colno)
    except (RecursionError, ValueError):
        return Refused(message="the front matter cannot be read", help=_HELP, line=1, column=1)
    return _as_mapping(values, text[end:])


def _plain(text: str) -> FrontMatter:
    """MultiMarkdown's form, which MkDocs takes as well: keys from the first line on, up to an empty one."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    last = ""
    for number, line in enumerate(lines):
        if not line.strip() and values and _KNOWN & values.keys():
            return FrontMatter(values, "\n".join(lines[number + 1 :]))
        if found := _KEY.match(line):
            last = found["key"].lower()
            values[last] = (found["value"] or "").strip()
        elif last and line.startswith("    ") and line.strip():
            before = values[last]
            values[last] = [*(before if isinstance(before, list) else filter(None, [before])), line.strip()]
        else:
            break
    return FrontMatter({}, text)


_KNOWN = {"title", "date", "author", "authors", "tags", "keywords", "description", "summary", "template"}
"""Of such keys there is one at least, else it is a text that begins with a colon."""


class _TextLoader(yaml.SafeLoader):
    """Reads every scalar as text. Aliases, with which a small file can become a huge one, are refused."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(problem="aliases are not read", problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


_TextLoader.yaml_implicit_resolvers = {}


# The facts


def text_of(values: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that has text."""
    return next((text for key in keys if (text := _text(values.get(key)))), "")


def list_of(values: Mapping[str, Any], *keys: str, spaced: bool = False) -> tuple[str, ...]:
    """The texts of all these keys, each once. With `spaced`, words of a text are items, as in Jekyll's `tags: a b`."""
    found = (text for key in keys for text in _texts(values.get(key), spaced=spaced))
    return tuple(dict.fromkeys(found))


def date_of(values: Mapping[str, Any], *keys: str) -> tuple[str | None, str]:
    """The first date of these keys as EDTF, and the text of one that could not be read."""
    unread = ""
    for key in keys:
        if text := _text(values.get(key)):
            if date := dates.edtf(text):
                return date, ""
            unread = unread or text
    nested = values.get("date")
    if isinstance(nested, dict):
        # Material for MkDocs has `date: {created: …, updated: …}`.
        return date_of({key: value for key, value in nested.items() if key != "date"}, "created", "published")
    return None, unread


def _text(value: Any) -> str:
    if isinstance(value, list):
        return _text(value[0]) if len(value) == 1 else ""
    if isinstance(value, dict):
        return _text(value.get("name"))
    return " ".join(str(value).split()) if value is not None else ""


def _texts(value: Any, *, spaced: bool) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from filter(None, [_text(item)])
    elif isinstance(value, dict):
        yield from filter(None, [_text(value)])
    elif text := _text(value):
        pieces = text.split(",") if "," in text or not spaced else text.split()
        yield from filter(None, (piece.strip() for piece in pieces))
