"""The types of the values that editors write, each with its length, form and example.

Every value is text (from `generator.source.yaml_loader`). A type converts it to a value for pages, or raises an error
from `build_field_error` with the rule that the text violates. References stay text here: the checks across records
find out whether their targets exist, by the `RefTo` that marks them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetJsonSchemaHandler, StringConstraints, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from generator.model.dates import DateError, EdtfDate, parse_date
from generator.model.instants import EXAMPLE, Instant, InstantError, parse_instant
from generator.model.kinds import Kind
from generator.model.messages import build_field_error

ID_FORM = re.compile(r"(?!index\Z)[a-z0-9-]{2,64}\Z")
"""The form of an id, without `index`: the page that lists all records of a kind has that name."""
ID_HELP = "use an id of 2 to 64 characters: a–z, 0–9 and hyphens"

DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10))}
)
"""The names of devices on Windows, which cannot store a file or folder with such a name and any suffix: Microsoft,
"Naming Files, Paths, and Namespaces"."""

LANGUAGE_FORM = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
FILE_FORM = re.compile(r"[^/\\\s.][^/\\\n]{0,98}\.[A-Za-z]{2,4}\Z")
"""The form of the name of an image: neither a path nor a hidden file."""
_WIKIDATA_FORM = re.compile(r"Q[1-9][0-9]{0,11}\Z")
_MAILBOX_FORM = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}\Z")
_HOST_FORM = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W_](?:[\w-]*[^\W_])?\.?\Z")


@dataclass(frozen=True, slots=True)
class RefTo:
    """A mark of a field (or the items of a list) whose values are ids of one of these kinds."""

    kinds: tuple[Kind, ...]

    def __init__(self, *kinds: Kind) -> None:
        object.__setattr__(self, "kinds", kinds)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema of text with the form of an id; only the check knows which ids exist."""
        return {**handler(core), "pattern": r"^\s*[a-z0-9-]{2,64}\s*$"}


@dataclass(frozen=True, slots=True)
class SchemaHint:
    """The form of a value that its type does not express, and a function that converts the JSON Schema of the type."""

    description: str
    convert: Callable[[JsonSchemaValue], JsonSchemaValue]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the schema for editors' tools."""
        return {"description": self.description, **self.convert(handler(core))}


def _collapse_spaces(value: Any) -> Any:
    """Return text with single spaces in place of the line ends and runs of spaces of its YAML form."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _shorten(value: str) -> str:
    """Return a text of the file in the form in which a message quotes it."""
    return " ".join(value[:80].split())


def _read_with(parse: Callable[[str], object], noun: str, example: str) -> BeforeValidator:
    """Return a validator that parses a text; messages call the value a `noun`, such as a date."""

    def read(value: Any) -> object:
        if not isinstance(value, str):
            raise build_field_error("wrong-shape", f"the {noun} must be text", f"write `{example}`")
        if not value.strip():
            raise build_field_error("missing-key", f"the {noun} is empty", f"write `{example}`, or delete the key")
        try:
            return parse(value.strip())
        except (DateError, InstantError) as error:
            raise build_field_error(error.rule, error.message, error.help) from None

    return BeforeValidator(read)


def _require(is_valid: Callable[[str], object], rule: str, problem: str, advice: str) -> BeforeValidator:
    """Return a validator that refuses a text that is not valid; `problem` follows the quoted text in the message.

    It leaves values that are not text, and empty text, to the type of the field.
    """

    def check(value: Any) -> Any:
        if isinstance(value, str) and value and not is_valid(value):
            raise build_field_error(rule, f"`{_shorten(value)}` {problem}", advice)
        return value

    return BeforeValidator(check)


def check_new_id(id_: str) -> str:
    """Return why a new record cannot have an id; empty if it can. Existing records may have the name of a device."""
    if not ID_FORM.match(id_):
        return f"`{_shorten(id_)}` is not a valid id: {ID_HELP}"
    if id_ in DEVICE_NAMES:
        return f"`{id_}` is the name of a device on Windows, which cannot store such a file; choose another id"
    return ""


def _parse_flag(value: Any) -> bool:
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise build_field_error("bad-value", "the value must be `true` or `false`")


def is_web_address(value: str) -> bool:
    """Check for an http(s) URL with a host, and without characters that end or disguise it."""
    if re.search(r"[\s<>\"`\\^{}|]", value):
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or parts.username is not None or port == 0:
        return False
    is_ipv6 = bool(host) and parts.netloc.startswith("[")
    return is_ipv6 or bool(_HOST_FORM.match(host))


def _is_contact(value: str) -> bool:
    return bool(_MAILBOX_FORM.match(value)) or is_web_address(value)


_DATE_SCHEMA = {
    "type": "string",
    "description": "EDTF: 2017, 2017-03, 2017-03-26, with ? ~ or %, or A/B",
    "examples": ["2017", "2017-03", "2017-03-26", "2017-03~", "2016/2017"],
}
_MOMENT_SCHEMA = {
    "type": "string",
    "description": "RFC 3339: a day, a time and the offset from UTC",
    "examples": [EXAMPLE, "2026-12-01T05:00Z"],
}
_COLLAPSE_SPACES = BeforeValidator(_collapse_spaces)
_REQUIRE_ID = _require(ID_FORM.match, "bad-id", "is not a valid id", ID_HELP)
_REQUIRE_LANGUAGE = _require(LANGUAGE_FORM.match, "bad-value", "is not a language tag", "write `en`, `ar` or `zh-Hant`")
_REQUIRE_URL = _require(
    is_web_address,
    "bad-url",
    "is not a URL",
    "write it like `https://example.org/report`, without spaces or a user name",
)
_REQUIRE_FILE = _require(
    FILE_FORM.match,
    "bad-value",
    "is not the name of an image in the briefing's folder",
    "copy the image into the folder of article.md and write its name alone: `harbor.jpg`",
)
_REQUIRE_CONTACT = _require(_is_contact, "bad-url", "is neither an email address nor a URL", "write `desk@example.org`")
_REQUIRE_WIKIDATA = _require(_WIKIDATA_FORM.match, "bad-value", "is not a Wikidata item", "write it like `Q42`")


def _limit_length(limit: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=limit)


def _build_pattern_schema(pattern: str, **keywords: Any) -> WithJsonSchema:
    r"""Return the JSON Schema of a text of this form. JSON Schema writes `$` where Python writes `\\Z`."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.replace(chr(92) + 'Z', '$')}", **keywords})


PARAPHRASE_LIMIT = 240
"""The number of characters of the longest paraphrase."""

Title = Annotated[str, _COLLAPSE_SPACES, _limit_length(110)]
Name = Annotated[str, _COLLAPSE_SPACES, _limit_length(120)]
Description = Annotated[str, _COLLAPSE_SPACES, _limit_length(160)]
Line = Annotated[str, _COLLAPSE_SPACES, _limit_length(200)]
Paraphrase = Annotated[str, _COLLAPSE_SPACES, _limit_length(PARAPHRASE_LIMIT)]
Summary = Annotated[str, _COLLAPSE_SPACES, _limit_length(300)]
Prose = Annotated[str, _COLLAPSE_SPACES, _limit_length(2000)]
"""A paragraph, such as a policy or a correction."""

Date = Annotated[EdtfDate, _read_with(parse_date, "date", "2017-03-26"), WithJsonSchema(_DATE_SCHEMA)]
Moment = Annotated[Instant, _read_with(parse_instant, "moment", EXAMPLE), WithJsonSchema(_MOMENT_SCHEMA)]
Flag = Annotated[bool, BeforeValidator(_parse_flag), WithJsonSchema({"type": "boolean"})]
Id = Annotated[str, StringConstraints(min_length=1), _REQUIRE_ID, _build_pattern_schema(ID_FORM.pattern)]
Language = Annotated[
    str, StringConstraints(min_length=1), _REQUIRE_LANGUAGE, _build_pattern_schema(LANGUAGE_FORM.pattern)
]
FileName = Annotated[
    str,
    _COLLAPSE_SPACES,
    StringConstraints(min_length=1),
    _REQUIRE_FILE,
    _build_pattern_schema(FILE_FORM.pattern),
]
Url = Annotated[
    str,
    _limit_length(2000),
    _REQUIRE_URL,
    _build_pattern_schema(r"[Hh][Tt][Tt][Pp][Ss]?://\S+\Z", format="uri"),
]
Contact = Annotated[str, _limit_length(200), _REQUIRE_CONTACT]
Wikidata = Annotated[
    str,
    StringConstraints(min_length=1),
    _REQUIRE_WIKIDATA,
    _build_pattern_schema(_WIKIDATA_FORM.pattern),
]

_Reference = Annotated[str, _COLLAPSE_SPACES, _limit_length(200)]
ActorId = Annotated[_Reference, RefTo(Kind.ACTOR)]
ThemeId = Annotated[_Reference, RefTo(Kind.THEME)]
SourceId = Annotated[_Reference, RefTo(Kind.SOURCE)]
QuestionId = Annotated[_Reference, RefTo(Kind.QUESTION)]
PlaceId = Annotated[_Reference, RefTo(Kind.PLACE)]
BriefingId = Annotated[_Reference, RefTo(Kind.BRIEFING)]
AboutId = Annotated[_Reference, RefTo(Kind.ACTOR, Kind.EVENT, Kind.PLACE)]
QuestionAboutId = Annotated[_Reference, RefTo(Kind.ACTOR, Kind.EVENT, Kind.THEME)]
