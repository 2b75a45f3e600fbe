"""The linked model: the records of editors, with every id resolved and every quote found.

Lists run from the newest briefing to the oldest, and within a briefing in the order of its text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from itertools import chain
from typing import NamedTuple

from generator.analysis.analyzer import Mention
from generator.content.visibility import PublicationState
from generator.index.contract import LazyRows, Links, ListedLinks, Lookup
from generator.index.dependencies import ReadTracker
from generator.index.published_figure import PublishedFigure
from generator.model.briefing import AUTHOR, BriefingType, Correction, Metadata, Voice
from generator.model.dates import EdtfDate, Precision
from generator.model.direction import Direction, get_direction
from generator.model.entities import Entity
from generator.model.instants import Instant
from generator.model.kinds import AttributionKind, Kind, Ref, select_kind
from generator.model.references import collect_kinds_by_key
from generator.model.site import Site
from generator.text.blocks import ArticleBody

WORDS_A_MINUTE = 220
"""Reading speed for prose, after Brysbaert (2019), rounded down."""


def build_refs(kind: Kind, ids: Iterable[str | None]) -> list[Ref]:
    """Return references to records of a kind; absent ids are left out."""
    return [Ref(kind, id_) for id_ in ids if id_]


def _order_newest_first(date: EdtfDate, ref: Ref) -> tuple[int, str]:
    """Return the sort key of a briefing; an interval with an open start has the place of its end."""
    day = date.earliest or date.anchor.latest
    return (-day.toordinal(), ref.id)


class VoiceSort(IntEnum):
    """The sort of voice that makes a statement, in the order in which pages group them."""

    NAMED = 0
    UNNAMED = 1
    AUTHOR = 2
    NONE = 3


def get_voice_sort(voice: Voice) -> VoiceSort:
    """Return the sort of a voice (speaker)."""
    if voice.named:
        return VoiceSort.NAMED
    if voice.unnamed:
        return VoiceSort.UNNAMED
    return VoiceSort.AUTHOR if voice.actor == AUTHOR else VoiceSort.NONE


class StatementKey(NamedTuple):
    """The key of an attribution, unique in all of the content."""

    briefing: Ref
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A linked attribution: the speakers, the claim, its subjects, and the words that show it.

    `number` counts from 1 in the order of the text. `anchor` is the fragment of the paragraph. `words` are the quoted
    words as the article has them. `says` is the paraphrase of the claim. A denial rejects the statements that it
    `disputes`, or the claim that it `denies` in the desk's own words. It bears the `themes` that its passage names, and
    those of the question that it answers and of the events that it is about.
    """

    key: StatementKey
    number: int
    kind: AttributionKind
    voices: tuple[Voice, ...]
    says: str
    words: str
    anchor: str
    about: tuple[Ref, ...]
    date: EdtfDate | None
    answers: Ref | None
    disputes: tuple[StatementKey, ...]
    denies: str | None
    themes: tuple[Ref, ...]
    implied: bool
    direct: bool
    sources: tuple[Ref, ...]
    figure: str | None = None
    """The anchor of the image that shows it or is its subject."""

    @property
    def speakers(self) -> tuple[Ref, ...]:
        """The named actors among its voices (speakers)."""
        return tuple(build_refs(Kind.ACTOR, [voice.named for voice in self.voices]))

    @property
    def answered(self) -> tuple[Ref, ...]:
        """The question that it answers; empty if it answers none."""
        return (self.answers,) if self.answers else ()

    @property
    def contradicts(self) -> bool:
        """True if it rejects what others say: if it disputes statements, or denies a claim."""
        return bool(self.disputes) or self.kind is AttributionKind.DENIAL

    @property
    def voice_sort(self) -> VoiceSort:
        """The sort of its first voice (speaker)."""
        return get_voice_sort(self.voices[0])

    @property
    def affiliations(self) -> tuple[Ref, ...]:
        """The actors and places that its unnamed voices belong to."""
        actors = build_refs(Kind.ACTOR, [voice.within for voice in self.voices])
        places = build_refs(Kind.PLACE, [voice.place for voice in self.voices])
        return tuple(dict.fromkeys([*actors, *places]))


RefsOfStatement = Callable[[Statement], Iterable[Ref]]
STATEMENT_RELATIONS: Mapping[str, RefsOfStatement] = {
    "said": lambda statement: statement.speakers,
    "said_within": lambda statement: statement.affiliations,
    "said_of": lambda statement: statement.about,
    "accounts": lambda statement: statement.answered,
    "contradicting": lambda statement: statement.answered if statement.contradicts else (),
    "sourced": lambda statement: statement.sources,
    "bearing": lambda statement: statement.themes,
}
"""Relations of a statement to records."""


class Occurrence(NamedTuple):
    """A sentence that names an entity; `spans` are half-open ranges of its names within the sentence."""

    briefing: Ref
    anchor: str
    sentence: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A summary of a briefing for lists and for other pages: all of it except its text.

    `concerns` has the entities that its metadata lists, then those that its text names, then those of its statements.
    Of themes it has only the tags: `named_themes` are other themes that the text names, whose pages show the
    sentences. `statement_count` counts its statements, and `questions` are those that they answer. `changed` is the
    date of the last change by the desk's own account. `withdrawn` is true if the text is shown under a banner.
    """

    ref: Ref
    title: str
    summary: str
    type: str
    published: EdtfDate
    changed: EdtfDate
    withdrawn: bool
    language: str
    tags: tuple[str, ...]
    statement_count: int
    concerns: tuple[Ref, ...]
    named_themes: tuple[Ref, ...]
    questions: tuple[Ref, ...]
    based_on: Ref | None

    @property
    def originals(self) -> tuple[Ref, ...]:
        """The source that it is based on; empty if it is based on none."""
        return (self.based_on,) if self.based_on else ()

    @property
    def order(self) -> tuple[int, str]:
        """A sort key, the newest first."""
        return _order_newest_first(self.published, self.ref)

    def select_kind(self, kind: Kind) -> tuple[Ref, ...]:
        """Return the entities of a kind that it concerns."""
        return tuple(select_kind(self.concerns, kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMetadata:
    """The part of a briefing's metadata that its page shows as the editor wrote it; see `Metadata` for the fields.

    It does not have the attributions: pages show the statements that are made from them.
    """

    title: str
    type: BriefingType
    published: EdtfDate
    updated: EdtfDate | None
    summary: str
    tags: tuple[str, ...]
    actors: tuple[str, ...]
    authors: tuple[str, ...]
    author_note: str | None
    based_on: str | None
    keywords: tuple[str, ...]
    embargo: Instant | None
    corrections: tuple[Correction, ...]
    formerly: tuple[str, ...]

    @classmethod
    def select(cls, metadata: Metadata) -> "PublishedMetadata":
        """Return this part of a briefing's metadata."""
        return cls(
            title=metadata.title,
            type=metadata.type,
            published=metadata.published,
            updated=metadata.updated,
            summary=metadata.summary,
            tags=metadata.tags,
            actors=metadata.actors,
            authors=metadata.authors,
            author_note=metadata.author_note,
            based_on=metadata.based_on,
            keywords=metadata.keywords,
            embargo=metadata.embargo,
            corrections=metadata.corrections,
            formerly=metadata.formerly,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A published briefing with its links.

    Its article, of `word_count` words, is in `Index.articles`. `mention_counts` has the number of mentions by entity,
    the most often named first. `hidden_by` is the state that hides the briefing outside a preview.
    """

    card: Card
    metadata: PublishedMetadata
    word_count: int
    statements: tuple[Statement, ...]
    mention_counts: Mapping[Ref, int]
    figures: tuple[PublishedFigure, ...] = ()
    """The images of the article in their order."""
    hidden_by: PublicationState | None = None

    @property
    def ref(self) -> Ref:
        """The reference to it."""
        return self.card.ref

    @property
    def shown_on(self) -> tuple[Ref, ...]:
        """The records whose pages show text of it, itself among them."""
        card = self.card
        themes = chain.from_iterable(statement.themes for statement in self.statements)
        return tuple(dict.fromkeys([card.ref, *card.concerns, *card.named_themes, *card.originals, *themes]))

    @property
    def withdrawn(self) -> bool:
        """True if the text is shown under a banner."""
        return self.card.withdrawn

    @property
    def language(self) -> str:
        """The language of its article."""
        return self.card.language

    @property
    def direction(self) -> Direction:
        """The direction in which its text runs."""
        return get_direction(self.language)

    @property
    def minutes(self) -> int:
        """The reading time in minutes."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))

    def select_kind(self, kind: Kind) -> tuple[Ref, ...]:
        """Return the entities of a kind that it concerns."""
        return self.card.select_kind(kind)


class QuotedWords(NamedTuple):
    """The words of a passage, by index, that an attribution quotes: half-open range of the text."""

    attribution: str
    kind: AttributionKind
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """The article of a published briefing as plain data, from which its page is rendered.

    `mentions` run in the order of the text; their segments are the passages of `body`, and then its headings. `quotes`
    are in the order of the attributions.
    """

    body: ArticleBody
    mentions: tuple[Mention, ...]
    quotes: tuple[QuotedWords, ...]


class Reason(NamedTuple):
    """The reason and the date of a withdrawal."""

    date: EdtfDate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The replacement for a briefing whose text is no longer published.

    `date` is the date of the withdrawal or of the expiry; `changed` is the date on which the site changed by it. A
    redirected briefing has a `target` and none of the fields that follow `changed`.
    """

    ref: Ref
    state: PublicationState
    formerly: tuple[str, ...]
    changed: EdtfDate
    title: str = ""
    type: str = ""
    published: EdtfDate | None = None
    date: EdtfDate | None = None
    reasons: tuple[Reason, ...] = ()
    target: Ref | None = None

    @property
    def order(self) -> tuple[int, str]:
        """A sort key, the newest first."""
        return _order_newest_first(self.changed, self.ref)


class ChangeKind(StrEnum):
    """The kind of a reported change; four of them are the kinds of corrections."""

    PUBLICATION = "publication"
    ACCOUNTS = "accounts"
    """Accounts that a new briefing adds to a question which an earlier briefing already answered."""
    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    WITHDRAWAL = "withdrawal"


_LESS_PRECISE = {Precision.DAY: 0, Precision.MONTH: 1, Precision.YEAR: 2}
"""The place of dates that begin on the same day, the most precise first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of what the site publishes: a briefing was published, updated, corrected or withdrawn.

    `slug` names it among the changes of its briefing, and no later edit of a title or text gives it another one; it is
    empty for the publication. `origin` is the id under which the briefing was first published. `text` is the text of a
    correction or the reason of a withdrawal. New accounts have the `question` and the ids of their `statements`.
    `concerns` has the entities whose feeds have the change.
    """

    briefing: Ref
    origin: str
    slug: str
    kind: ChangeKind
    date: EdtfDate
    text: str = ""
    question: Ref | None = None
    statements: tuple[str, ...] = ()
    concerns: tuple[Ref, ...] = ()

    @property
    def name(self) -> str:
        """A name that is unique in all of the content: `flood-report#correction-2017-03-26`."""
        return f"{self.briefing.id}#{self.slug}"

    @property
    def order(self) -> tuple[int, str]:
        """A sort key, the newest first. Of dates in the same month, one without a day comes last."""
        final = self.date.final
        return (_LESS_PRECISE[final.precision] - 3 * final.earliest.toordinal(), self.name)


class Related(NamedTuple):
    """A related briefing and the features that both share, rarest first."""

    briefing: Ref
    shared: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The data that pages may ask for, all of it visible: the contract that `generator.index.contract` describes.

    Keys are in ascending order where no other order is named.

    `entities`, `labels` and `by_id` have the visible records, `labels` briefings too. `notices` has the replacements
    for briefings that are withdrawn, redirected or expired, the newest first; these briefings are in no other field.
    `cards`, `briefings` and `newest` run from the newest briefing to the oldest; `articles` has their texts, and
    `newest_statements` all of their statements.
    `voice_counts` has the number of statements by the sort of their voice.

    Statements by actor: `statements_by` it, `statements_within` it (by its unnamed voices; also by place), and
    `statements_about` it. `accounts` has statements by question, `contradictions` those of them that dispute or deny
    others, `statements_from` has statements by source, and `disputed_by` by the statement that they dispute. By theme,
    `statements_bearing` has those that bear it, and `statements_beside` the others of the briefings with its tag.
    `occurrences` has the sentences that name an entity. `concerning` and `digested_in` have briefings. `referrers` has
    the records that refer to an entity, with the key of each reference.

    `named_with` has the number of briefings that concern an actor and each other actor, `passages_with` the number of
    passages that name both, and `spoken_between` the number of statements of one about the other. `borne_with` and
    `tagged_with` have the actors and questions of a theme, and the themes of an actor: `borne_with` with the number of
    statements that bear the theme and have to do with the other record, `tagged_with` with the number of briefings that
    have the tag and concern it.

    `changes` has all reported changes, the newest first, and `changes_of` those of an actor, a theme or a question.
    `last_changed` has the day on which a page last changed, in ISO 8601: by briefing, by entity that
    briefings show, and for None the newest of all. `address` is the address of the site with a slash at its end; empty
    if it has none.
    """

    site: Site
    address: str
    entities: Mapping[Ref, Entity]
    labels: Lookup[Ref, str]
    by_id: Lookup[str, Ref]
    cards: Mapping[Ref, Card]
    newest: LazyRows[Ref]
    briefings: Mapping[Ref, Briefing]
    articles: Lookup[Ref, ArticleText]
    notices: Mapping[Ref, Notice]
    statements: Lookup[StatementKey, Statement]
    newest_statements: LazyRows[Statement]
    voice_counts: Mapping[VoiceSort, int]
    statements_by: ListedLinks[Ref, Statement]
    statements_within: ListedLinks[Ref, Statement]
    statements_about: ListedLinks[Ref, Statement]
    accounts: ListedLinks[Ref, Statement]
    contradictions: ListedLinks[Ref, Statement]
    statements_from: ListedLinks[Ref, Statement]
    statements_bearing: ListedLinks[Ref, Statement]
    statements_beside: ListedLinks[Ref, Statement]
    disputed_by: Links[StatementKey, Statement]
    occurrences: ListedLinks[Ref, Occurrence]
    concerning: ListedLinks[Ref, Ref]
    digested_in: ListedLinks[Ref, Ref]
    referrers: Links[Ref, tuple[str, Ref]]
    named_with: Mapping[Ref, Mapping[Ref, int]]
    spoken_between: Mapping[Ref, Mapping[Ref, int]]
    passages_with: Mapping[Ref, Mapping[Ref, int]]
    borne_with: Mapping[Ref, Mapping[Ref, int]]
    tagged_with: Mapping[Ref, Mapping[Ref, int]]
    related: Links[Ref, Related]
    changes: LazyRows[Change]
    changes_of: ListedLinks[Ref, Change]
    last_changed: Lookup[Ref | None, str]
    tracker: ReadTracker = field(default_factory=ReadTracker)
    """The record of what is read from the index."""

    def label(self, ref: Ref) -> str:
        """Return the name under which pages show a record."""
        return self.labels[ref]

    def resolve_ids(self, ids: Iterable[str | None]) -> list[Ref]:
        """Return the references to records of any kind; absent ids are left out."""
        return [self.by_id[id_] for id_ in filter(None, ids)]

    def resolve_field(self, entity: Entity, name: str) -> list[Ref]:
        """Return the references to the records that a field of an entity names; empty if it names none."""
        kinds = collect_kinds_by_key(type(entity)).get(name)
        value = getattr(entity, name)
        if not kinds or not value:
            return []
        ids = value if isinstance(value, tuple) else (value,)
        if len(kinds) > 1:
            return self.resolve_ids(ids)
        (kind,) = kinds
        return build_refs(kind, ids)

    def sort_by_name(self, refs: Sequence[Ref]) -> list[Ref]:
        """Return the same references in the order of their names."""
        return sorted(refs, key=lambda ref: (self.label(ref).casefold(), ref))

    def select_kind(self, kind: Kind) -> list[Ref]:
        """Return all entities of a kind in the order of their names."""
        return self.sort_by_name(list(select_kind(self.entities, kind)))

    def list_referrers(self, ref: Ref, *keys: str) -> list[Ref]:
        """Return the records that refer to `ref` under one of the keys, by name: the parts of an actor by `part_of`."""
        referrers = {source for key, source in self.referrers.get(ref, ()) if key in keys}
        return self.sort_by_name(list(referrers))
