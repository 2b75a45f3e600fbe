"""The types of the values that editors write, each with its length, form and example.

Everything arrives as text (generator.source.tree reads it so). A type turns it into what the pages use, or raises a
`mistake` with the rule that it breaks. References stay text here: whether they lead anywhere is checked across
records, by the `RefTo` that marks them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetJsonSchemaHandler, StringConstraints, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from generator.model.dates import DateError, EdtfDate, parse
from generator.model.kinds import Kind
from generator.model.wording import mistake

ID_FORM = re.compile(r"(?!index\Z)[a-z0-9-]{2,64}\Z")
"""`index` is the page that lists all of a kind."""
ID_HELP = "ids have 2 to 64 of a–z, 0–9 and the hyphen"

LANGUAGE_FORM = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_WIKIDATA_FORM = re.compile(r"Q[1-9][0-9]{0,11}\Z")
_MAILBOX_FORM = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}\Z")
_HOST_FORM = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)*[^\W_](?:[\w-]*[^\W_])?\.?\Z")


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks a field (or the items of a list) as ids of one of these kinds."""

    kinds: tuple[Kind, ...]

    def __init__(self, *kinds: Kind) -> None:
        object.__setattr__(self, "kinds", kinds)

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Text of the form of an id; which ids there are is known to the check alone."""
        return {**handler(core), "pattern": r"^\s*[a-z0-9-]{2,64}\s*$"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """How a value is written where its type does not tell: in words, and as JSON Schema made from that of its type."""

    words: str
    shape: Callable[[JsonSchemaValue], JsonSchemaValue]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """What editors' tools are told."""
        return {"description": self.words, **self.shape(handler(core))}


def _one_line(value: Any) -> Any:
    """Text without the line ends and runs of spaces of its YAML form."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _shown(value: str) -> str:
    """A text of the file as a message repeats it."""
    return " ".join(value[:80].split())


def _date(value: Any) -> EdtfDate:
    if not isinstance(value, str):
        raise mistake("wrong-shape", "a date is text", "write `2017-03-26`")
    if not value.strip():
        raise mistake("missing-key", "the date is empty", "write `2017-03-26`, or delete the key")
    try:
        return parse(value.strip())
    except DateError as error:
        raise mistake(error.rule, error.message, error.help) from None


def _id(value: Any) -> Any:
    if isinstance(value, str) and value and not ID_FORM.match(value):
        raise mistake("bad-id", f"`{_shown(value)}` is no valid id", ID_HELP)
    return value


def _flag(value: Any) -> bool:
    if isinstance(value, str) and value in {"true", "false"}:
        return value == "true"
    raise mistake("bad-value", "a yes or no is written as `true` or `false`")


def _language(value: Any) -> Any:
    if isinstance(value, str) and value and not LANGUAGE_FORM.match(value):
        raise mistake("bad-value", f"`{_shown(value)}` is no language tag", "write `en`, `ar` or `zh-Hant`")
    return value


def _url(value: Any) -> Any:
    if isinstance(value, str) and value and not is_web_address(value):
        advice = "addresses are written like `https://example.org/report`, without spaces and user names"
        raise mistake("bad-url", f"`{_shown(value)}` is no web address", advice)
    return value


def is_web_address(value: str) -> bool:
    """Whether it is an http(s) address with a host and nothing that ends or hides it."""
    if re.search(r"[\s<>\"`\\^{}|]", value):
        return False
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    usual = parts.scheme in {"http", "https"} and parts.username is None and port != 0
    return usual and bool(_HOST_FORM.match(host) or (host and parts.netloc.startswith("[")))


def _contact(value: Any) -> Any:
    if isinstance(value, str) and value and not (_MAILBOX_FORM.match(value) or is_web_address(value)):
        raise mistake(
            "bad-url", f"`{_shown(value)}` is neither an e-mail nor a web address", "write `desk@example.org`"
        )
    return value


def _wikidata(value: Any) -> Any:
    if isinstance(value, str) and value and not _WIKIDATA_FORM.match(value):
        raise mistake("bad-value", f"`{_shown(value)}` is no Wikidata item", "items are written `Q42`")
    return value


_DATE_SCHEMA = {
    "type": "string",
    "description": "EDTF: 2017, 2017-03, 2017-03-26, with ? ~ or %, or A/B",
    "examples": ["2017", "2017-03", "2017-03-26", "2017-03~", "2016/2017"],
}
_TIDY = BeforeValidator(_one_line)


def _upto(limit: int) -> StringConstraints:
    return StringConstraints(min_length=1, max_length=limit)


def _like(pattern: str, **further: Any) -> WithJsonSchema:
    r"""The JSON Schema of a text of this form, whose end is not written `\\Z` there."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.replace(chr(92) + 'Z', '$')}", **further})


Title = Annotated[str, _TIDY, _upto(110)]
Name = Annotated[str, _TIDY, _upto(120)]
Description = Annotated[str, _TIDY, _upto(160)]
Line = Annotated[str, _TIDY, _upto(200)]
Paraphrase = Annotated[str, _TIDY, _upto(240)]
Summary = Annotated[str, _TIDY, _upto(300)]
Prose = Annotated[str, _TIDY, _upto(2000)]
"""A paragraph, as in a policy or a correction."""

Date = Annotated[EdtfDate, BeforeValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Id = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_id), _like(ID_FORM.pattern)]
Language = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_language), _like(LANGUAGE_FORM.pattern)]
Url = Annotated[str, _upto(2000), BeforeValidator(_url), _like(r"[Hh][Tt][Tt][Pp][Ss]?://\S+\Z", format="uri")]
Contact = Annotated[str, _upto(200), BeforeValidator(_contact)]
Wikidata = Annotated[str, StringConstraints(min_length=1), BeforeValidator(_wikidata), _like(_WIKIDATA_FORM.pattern)]

_Reference = Annotated[str, _TIDY, _upto(200)]
ActorId = Annotated[_Reference, RefTo(Kind.ACTOR)]
ThemeId = Annotated[_Reference, RefTo(Kind.THEME)]
SourceId = Annotated[_Reference, RefTo(Kind.SOURCE)]
QuestionId = Annotated[_Reference, RefTo(Kind.QUESTION)]
PlaceId = Annotated[_Reference, RefTo(Kind.PLACE)]
AboutId = Annotated[_Reference, RefTo(Kind.ACTOR, Kind.EVENT, Kind.PLACE)]
QuestionAboutId = Annotated[_Reference, RefTo(Kind.ACTOR, Kind.EVENT, Kind.THEME)]
