"""What metadata.yml holds: a briefing's head, its attributions and its corrections.

Terms follow schema.org (NewsArticle and its kinds, Claim, CorrectionComment) and the W3C TextQuoteSelector.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import JsonSchemaValue

from generator.model.fields import (
    AboutId,
    ActorId,
    Date,
    Flag,
    Id,
    Language,
    Line,
    Name,
    Paraphrase,
    PlaceId,
    Prose,
    QuestionId,
    Shaped,
    SourceId,
    Summary,
    ThemeId,
    Title,
)
from generator.model.kinds import AttributionKind
from generator.model.wording import mistake
from generator.model.written import Written

BriefingType = Literal["analysis", "report", "background", "opinion"]
Status = Literal["published", "draft", "withdrawn"]
CorrectionKind = Literal["correction", "clarification", "update", "withdrawal"]

AUTHOR = "author"
UNATTRIBUTED = "unattributed"

_VOICE_HELP = "write an actor's id, `author`, `unattributed`, or `unnamed: …` and `within: …` over two lines"


def _as_keys(schema: JsonSchemaValue) -> None:
    """Of a voice that is written as keys, `unnamed` is one, and the actor is none."""
    schema["properties"].pop("actor")
    schema["required"] = ["unnamed"]


class Voice(Written):
    """Who says something: a named actor, the author, nobody, or an unnamed voice."""

    model_config = ConfigDict(json_schema_extra=_as_keys)

    actor: ActorId | None = Field(default=None, exclude=True)
    """An actor's id, `author` or `unattributed`: written as plain text, without this key."""
    unnamed: Line | None = None
    """An unnamed voice in the words of the text: `sources in Hamas`."""
    within: ActorId | None = None
    """The actor that the unnamed voice belongs to."""
    place: PlaceId | None = None
    """Where the unnamed voice is."""

    @property
    def named(self) -> str | None:
        """The id of the actor, where a named one speaks."""
        return self.actor if self.actor not in {AUTHOR, UNATTRIBUTED} else None


class Quote(Written):
    """Words of article.md, and what stands around them where they alone are found more than once."""

    exact: Prose = Field(examples=["words copied from the article"])
    """The words, copied from article.md."""
    prefix: Prose | None = None
    """The words directly before them."""
    suffix: Prose | None = None
    """The words directly after them."""


def _voice(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            raise mistake("missing-key", "`by` is empty", _VOICE_HELP)
        return {"actor": value}
    if isinstance(value, dict):
        if "actor" in value:
            raise mistake("unknown-key", "unknown key `actor`", "write the actor's id directly after `by:`")
        if value and "unnamed" not in value and set(value) <= set(Voice.model_fields):
            raise mistake("missing-key", "`unnamed` is missing", _VOICE_HELP)
        return value
    raise mistake("wrong-shape", "`by` takes a voice or a list of voices", _VOICE_HELP)


def _voices(value: Any) -> Any:
    if value == []:
        raise mistake("missing-key", "`by` is empty", _VOICE_HELP)
    voices = value if isinstance(value, list) else [value]
    return tuple(_voice(voice) for voice in voices)


def _quote(value: Any) -> Any:
    if isinstance(value, list):
        advice = "copy the words as one text; `exact` with `prefix` or `suffix` tells equal words apart"
        raise mistake("wrong-shape", "`quote` takes text, not a list", advice)
    return {"exact": value} if isinstance(value, str) else value


def _voices_shape(schema: JsonSchemaValue) -> JsonSchemaValue:
    voice = [{"type": "string", "pattern": r"^\s*[a-z0-9-]{2,64}\s*$"}, schema["items"]]
    return {"anyOf": [*voice, {"type": "array", "minItems": 1, "items": {"anyOf": voice}}]}


def _quote_shape(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [{"type": "string", "minLength": 1}, schema]}


_VOICES = Shaped("an actor's id, author, unattributed, an unnamed voice, or a list of these", _voices_shape)
_QUOTE = Shaped("3 to 25 words copied from article.md", _quote_shape)

Voices = Annotated[tuple[Voice, ...], BeforeValidator(_voices), _VOICES]


class Attribution(Written):
    """Who says what, how, and exactly where in the text it stands."""

    id: Id = Field(examples=["c01"])
    """Unique in the file and stable: it is the fragment of the page's address."""
    kind: AttributionKind = Field(examples=["statement"])
    """How it stands to the facts; the page's verb follows from it."""
    by: Voices = Field(examples=["author"])
    """The voice."""
    says: Paraphrase = Field(examples=["What is said, in the desk's own words."])
    """The desk's own short paraphrase."""
    quote: Annotated[Quote, BeforeValidator(_quote), _QUOTE] = Field(examples=["words copied from the article"])
    """Words copied from article.md, 3 to 25 of them, in one paragraph, found exactly once."""
    about: tuple[AboutId, ...] = ()
    """Actors, events or places that it is about; required for an allegation and a motive."""
    date: Date | None = None
    """When it was said."""
    answers: QuestionId | None = None
    """The question that it is an account of."""
    disputes: tuple[Line, ...] = ()
    """Attributions that it contradicts: `c12`, or `other-briefing/c12`; required for a denial."""
    implied: Flag = False
    """Carried over from the sentence before, not stated in this one."""
    direct: Flag = False
    """Direct speech: the quote stands inside quotation marks."""
    source: tuple[SourceId, ...] = ()
    """Where it first appeared."""


class Correction(Written):
    """What was changed after publication, and why."""

    date: Date = Field(examples=["2017-03-26"])
    """When."""
    kind: CorrectionKind = Field(examples=["correction"])
    """What sort of change."""
    text: Prose = Field(examples=["What was changed."])
    """What was wrong and what stands there now."""
    attributions: tuple[Line, ...] = ()
    """The attributions concerned."""


class Metadata(Written):
    """Everything that is known about an article."""

    title: Title = Field(examples=["Title"])
    """The headline."""
    type: BriefingType = Field(examples=["analysis"])
    """The genre."""
    published: Date = Field(examples=["2017-03-26"])
    """When the desk published it."""
    updated: Date | None = None
    """When it was last changed in substance."""
    summary: Summary = Field(examples=["What the briefing is about."])
    """What it says, in two sentences."""
    tags: Annotated[tuple[ThemeId, ...], Field(min_length=1)] = Field(examples=[["example-theme"]])
    """Themes, at least one."""
    actors: tuple[ActorId, ...] = Field(examples=[[]])
    """The principal actors, most important first; all others are found by their names in the text."""
    language: Language | None = None
    """The language of the article, where it is not the site's."""
    authors: tuple[Name, ...] = ()
    """Who wrote it."""
    author_note: Line | None = None
    """What is said of the author where no name is given."""
    based_on: SourceId | None = None
    """The text of someone else that it digests or carries."""
    keywords: tuple[Name, ...] = ()
    """The original publisher's own tags, verbatim."""
    status: Status = "published"
    """Drafts are checked and not published; of a withdrawn one the notice remains."""
    attributions: tuple[Attribution, ...] = ()
    """Who says what."""
    corrections: tuple[Correction, ...] = ()
    """What was changed after publication."""
    formerly: tuple[Id, ...] = ()
    """Ids that it had before; their addresses lead here."""
