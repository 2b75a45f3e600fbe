"""The content of metadata.yml: the data of a briefing, its attributions and its corrections.

Terms follow schema.org (NewsArticle and its kinds, Claim, CorrectionComment) and the W3C TextQuoteSelector.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.json_schema import JsonSchemaValue

from generator.model.fields import (
    AboutId,
    ActorId,
    BriefingId,
    Date,
    FileName,
    Flag,
    Id,
    Language,
    Line,
    Moment,
    Name,
    Paraphrase,
    PlaceId,
    Prose,
    QuestionId,
    SchemaHint,
    SourceId,
    Summary,
    ThemeId,
    Title,
)
from generator.model.kinds import AttributionKind
from generator.model.lenient import ContentModel
from generator.model.messages import build_field_error

BriefingType = Literal["analysis", "report", "background", "opinion"]
Status = Literal["published", "draft", "review", "withdrawn"]
Withdrawal = Literal["notice", "shown", "redirect"]
CorrectionKind = Literal["correction", "clarification", "update", "withdrawal"]

AUTHOR = "author"
UNATTRIBUTED = "unattributed"

_VOICE_HELP = "write an actor's id, `author`, `unattributed`, or `unnamed: …` and `within: …` on two lines"


def _describe_unnamed_voice(schema: JsonSchemaValue) -> None:
    """Describe a voice that is written as keys: it has `unnamed`, and no key for an actor."""
    schema["properties"].pop("actor")
    schema["required"] = ["unnamed"]


class Voice(ContentModel):
    """The speaker of an attribution: a named actor, the author, nobody, or an unnamed speaker."""

    model_config = ConfigDict(json_schema_extra=_describe_unnamed_voice)

    actor: ActorId | None = Field(default=None, exclude=True)
    """An actor's id, `author` or `unattributed`, written as plain text without this key."""
    unnamed: Line | None = None
    """An unnamed speaker in the words of the text: `sources in Hamas`."""
    within: ActorId | None = None
    """The actor that the unnamed speaker belongs to."""
    place: PlaceId | None = None
    """The place of the unnamed speaker."""

    @property
    def named(self) -> str | None:
        """The id of the actor, or None if the speaker is not a named actor."""
        return self.actor if self.actor not in {AUTHOR, UNATTRIBUTED} else None


class Quote(ContentModel):
    """Words of article.md, with the words around them if they occur more than once."""

    exact: Prose = Field(examples=["words copied from the article"])
    """The words, copied from article.md."""
    prefix: Prose | None = None
    """The words directly before them."""
    suffix: Prose | None = None
    """The words directly after them."""


def _validate_voice(value: Any) -> Any:
    if isinstance(value, str):
        if not value.strip():
            raise build_field_error("missing-key", "`by` is empty", _VOICE_HELP)
        return {"actor": value}
    if isinstance(value, dict):
        if "actor" in value:
            raise build_field_error("unknown-key", "unknown key `actor`", "write the actor's id directly after `by:`")
        if value and "unnamed" not in value and set(value) <= set(Voice.model_fields):
            raise build_field_error("missing-key", "`unnamed` is missing", _VOICE_HELP)
        return value
    raise build_field_error("wrong-shape", "`by` must be a speaker or a list of speakers", _VOICE_HELP)


def _validate_voices(value: Any) -> Any:
    if value == []:
        raise build_field_error("missing-key", "`by` is empty", _VOICE_HELP)
    voices = value if isinstance(value, list) else [value]
    return tuple(map(_validate_voice, voices))


def _validate_quote(value: Any) -> Any:
    if isinstance(value, list):
        advice = "copy the words as one text; if they occur more than once, add `exact` with `prefix` or `suffix`"
        raise build_field_error("wrong-shape", "`quote` must be text, not a list", advice)
    return {"exact": value} if isinstance(value, str) else value


def _convert_voices_schema(schema: JsonSchemaValue) -> JsonSchemaValue:
    voice = [{"type": "string", "pattern": r"^\s*[a-z0-9-]{2,64}\s*$"}, schema["items"]]
    return {"anyOf": [*voice, {"type": "array", "minItems": 1, "items": {"anyOf": voice}}]}


def _convert_quote_schema(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {"anyOf": [{"type": "string", "minLength": 1}, schema]}


_VOICES = SchemaHint(
    "an actor's id, author, unattributed, an unnamed speaker, or a list of these", _convert_voices_schema
)
_QUOTE = SchemaHint("3 to 25 words copied from article.md", _convert_quote_schema)

Voices = Annotated[tuple[Voice, ...], BeforeValidator(_validate_voices), _VOICES]


class Attribution(ContentModel):
    """A record of who says what, in which kind of statement, and in which words of the text."""

    id: Id = Field(examples=["c01"])
    """An id that is unique in the file and stable: it is the fragment of the page's URL."""
    kind: AttributionKind = Field(examples=["statement"])
    """The relation of the statement to the facts; it determines the verb on the page."""
    by: Voices = Field(examples=["author"])
    """The speaker."""
    says: Paraphrase = Field(examples=["What is said, in the desk's own words."])
    """A paraphrase of what the speaker says, in the desk's own words."""
    quote: Annotated[Quote, BeforeValidator(_validate_quote), _QUOTE] = Field(
        examples=["words copied from the article"]
    )
    """3 to 25 words copied from one paragraph of article.md, which occur exactly once."""
    about: tuple[AboutId, ...] = ()
    """The actors, events or places that it is about; required for an allegation and a motive."""
    date: Date | None = None
    """The date of the statement."""
    answers: QuestionId | None = None
    """The question that it answers."""
    disputes: tuple[Line, ...] = ()
    """The attributions that it contradicts: `c12`, or `other-briefing/c12`; a denial needs this or `denies`."""
    denies: Paraphrase | None = None
    """The claim that a denial rejects, in the desk's own words, if no attribution states it."""
    implied: Flag = False
    """True if the attribution continues from the sentence before and is not stated in this one."""
    direct: Flag = False
    """True if the quote is direct speech, in quotation marks."""
    figure: FileName | None = None
    """The file of the figure that shows it or is its subject."""
    source: tuple[SourceId, ...] = ()
    """The sources in which it first appeared."""

    @property
    def named_speakers(self) -> tuple[str, ...]:
        """The ids of the actors among its speakers."""
        return tuple(voice.named for voice in self.by if voice.named)


class Figure(ContentModel):
    """An image in the briefing's folder, with its description, its origin and its license."""

    file: FileName = Field(examples=["harbor.jpg"])
    """The name of the file beside article.md; the article shows it as `![](harbor.jpg)`."""
    alt: Line | None = None
    """What the image shows, for readers who do not see it; required unless the article has it in `![…]`."""
    caption: Summary | None = None
    """The caption, unless the article has it as the title of the image."""
    credit: Line = Field(examples=["Harbor Archive"])
    """Who made it, or who gave the permission to publish it."""
    license: Line | None = None
    """The license under which it is published, such as `CC BY 4.0`."""
    source: SourceId | None = None
    """The source in which it first appeared."""


class Correction(ContentModel):
    """A change after publication, with its reason."""

    date: Date = Field(examples=["2017-03-26"])
    """The date of the change."""
    kind: CorrectionKind = Field(examples=["correction"])
    """The kind of change."""
    text: Prose = Field(examples=["What was changed."])
    """A description of what was wrong and how the text reads now."""
    attributions: tuple[Line, ...] = ()
    """The attributions that the change affects."""


class Metadata(ContentModel):
    """The metadata of a briefing."""

    title: Title = Field(examples=["Title"])
    """The headline."""
    type: BriefingType = Field(examples=["analysis"])
    """The genre."""
    published: Date = Field(examples=["2017-03-26"])
    """The date on which the desk published it."""
    updated: Date | None = None
    """The date of the last substantial change."""
    summary: Summary = Field(examples=["What the briefing is about."])
    """A summary in two sentences."""
    tags: Annotated[tuple[ThemeId, ...], Field(min_length=1)] = Field(examples=[["example-theme"]])
    """The themes, at least one."""
    actors: tuple[ActorId, ...] = Field(examples=[[]])
    """The principal actors, most important first; all others are found by their names in the text."""
    language: Language | None = None
    """The language of the article, if it is not the site's."""
    authors: tuple[Name, ...] = ()
    """The names of the authors."""
    author_note: Line | None = None
    """A note on the author if there is no name."""
    based_on: SourceId | None = None
    """The source that it summarizes or reprints."""
    keywords: tuple[Name, ...] = ()
    """The original publisher's own tags, verbatim."""
    status: Status = "published"
    """Drafts and texts in review are checked but not published; a notice replaces a withdrawn text."""
    embargo: Moment | None = None
    """The moment of publication, with the offset from UTC, as in `2026-12-01T06:00+01:00`; it is hidden before."""
    expires: Moment | None = None
    """The moment from which a notice with the date replaces the text."""
    withdrawal: Withdrawal | None = None
    """The page of a withdrawn briefing: a notice (default), the text under a banner, or a redirect."""
    redirect_to: BriefingId | None = None
    """The briefing that a withdrawn one redirects to."""
    figures: tuple[Figure, ...] = ()
    """The images of the article."""
    attributions: tuple[Attribution, ...] = ()
    """The attributions: who says what."""
    corrections: tuple[Correction, ...] = ()
    """The changes after publication."""
    formerly: tuple[Id, ...] = ()
    """Former ids; their URLs redirect here."""

    @property
    def is_in_hand(self) -> bool:
        """True if the desk still works on the briefing: it is hidden, and may lack required data."""
        return self.status in {"draft", "review"}
