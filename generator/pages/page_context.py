"""The context of a page: how records and statements are written there, with links relative to the page.

Methods return `Markdown` whose values are escaped, or plain text, which templates escape. The site's own wording is
neutral: the speaker first, then the fixed verb, then the paraphrase, then date and link.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

from generator.index.model import Card, Index, Occurrence, Statement, StatementKey
from generator.model.briefing import Voice
from generator.model.date_words import format_date
from generator.model.dates import EdtfDate
from generator.model.entities import NamedEntity, SameAs
from generator.model.kinds import Kind, Ref
from generator.model.page_paths import get_relative_link, is_passage_anchor, parse_path
from generator.pages.shared_text import WITHDRAWN, SharedText, add_quotation_marks
from generator.pages.text_runs import Run, format_runs
from generator.pages.wording import capitalize, describe_voice, show_text
from generator.text.escaping import Markdown, collapse_spaces, escape, escape_link_target, escape_run

VOICE_LIMIT = 6
"""Voices (speakers) that a summary names."""
SENTENCE_LIMIT = 400
"""Characters of a sentence that a list shows."""
_WORDS_LIMIT = 60
"""Characters of quoted words that a short link shows."""

STATEMENTS_PATH, COMPARE_PATH = "statements/index.md", "compare/index.md"
"""The pages that show the statements of the query in their address; paths are relative to docs/."""

_WIKIDATA = "https://www.wikidata.org/wiki/"
_OPENSANCTIONS = "https://www.opensanctions.org/entities/"


def _label_place(anchor: str) -> str:
    """Return the label of a link to a place in an article: `¶ 12`, `footnote` or `heading`."""
    if is_passage_anchor(anchor):
        return f"¶ {anchor.removeprefix('p')}"
    return "footnote" if anchor.startswith("fn:") else "heading"


def _escape_inline(text: str, *, opens_line: bool) -> str:
    """Return a piece of a text as inline Markdown: unlike `escape`, it keeps the spaces at both ends."""
    return escape_run(collapse_spaces(text), opens_line=opens_line)


@dataclass(frozen=True, slots=True)
class PageContext:
    """The context of one page: `path` is relative to docs/, `up` leads from the page to docs/.

    `subject` is the entity or briefing that the page is about; text on the page does not link to it again.
    """

    index: Index
    path: str
    up: str
    subject: Ref | None
    shared: SharedText = field(repr=False)

    def resolve(self, path: str) -> Markdown:
        """Return the address of another page, or of a fragment of a page, as short as possible."""
        return Markdown(get_relative_link(path, self.path))

    def find_page(self, ref: Ref) -> Markdown | None:
        """Return the address of a record's page, or that of the briefing to which it redirects; None without a page."""
        if ref in self.index.labels:
            return self.resolve(f"{ref.stem}.md")
        notice = self.index.notices.get(ref)
        if notice is None:
            return None
        return self.resolve(f"{(notice.target or ref).stem}.md")

    def link(self, ref: Ref) -> Markdown:
        """Return the name of a record, linked to its page."""
        return self.shared.link(ref)

    def link_text(self, text: str, path: str) -> Markdown:
        """Return a text, linked to a path below docs/."""
        return self.shared.link_text(text, path)

    def describe_statement(self, statement: Statement) -> Markdown:
        """Return a statement: its kind, its speakers, the verb of the kind, and the paraphrase."""
        text = self.shared.describe(statement)
        return Markdown(f"{text.kind} {text.head}: {text.claim}")

    def describe_head(self, statement: Statement) -> Markdown:
        """Return the head of a statement: its speakers, and the verb of its kind."""
        return Markdown(self.shared.describe(statement).head)

    def link_note(self, statement: Statement) -> Markdown:
        """Return the number of a statement's note on this page, in the color of its kind, linked to the note."""
        return Markdown(f"[{statement.number}](#fn:{statement.key.id}){{ .note .k-{statement.kind} }}")

    def describe_note(self, statement: Statement) -> Markdown:
        """Return a statement as `describe_statement` does, with its head marked for the script of the side notes."""
        text = self.shared.describe(statement)
        head = f'<span data-note-kind="{statement.kind}">{text.head}</span>'
        return Markdown(f"{text.kind} {head}: {text.claim}")

    def describe_position(self, statement: Statement) -> Markdown:
        """Return a statement without its kind: its head, and its paraphrase, linked to its words."""
        claim = self.shared.list_claim_runs(statement.key)
        return format_runs([*self.shared.list_head_runs(statement), Run(": "), *claim], self.up)

    def link_words(self, statement: Statement) -> Markdown:
        """Return the exact words of a statement, linked to their place in the article."""
        return self.shared.link_words(statement)

    def describe_briefing(self, ref: Ref) -> Markdown:
        """Return a line about a briefing: its date, its type, and the number of its attributions."""
        return self.shared.describe_briefing(ref)

    def format_type(self, card: Card) -> str:
        """Return the type of a briefing, capitalized."""
        return capitalize(card.type)

    def link_search(self, text: str, ref: Ref) -> Markdown:
        """Return a text, linked to a search for the briefings that concern an actor, a theme or a source."""
        query = urlencode({"kind": Kind.BRIEFING.value, ref.kind.value: ref.id})
        return Markdown(f"[{show_text(text)}]({self.up}search.md?{query})")

    def link_statements(self, text: str, **filters: str) -> Markdown:
        """Return a text, linked to the list of all statements with filters: `by="hamas"`, `kind="denial"`."""
        return Markdown(f"[{show_text(text)}]({self.up}{STATEMENTS_PATH}?{urlencode(filters)})")

    def link_comparison(self, text: str, actor: Ref, other: Ref | None = None) -> Markdown:
        """Return a text, linked to the comparison of two actors; the reader chooses the second if it is None."""
        query = urlencode({"a": actor.id} | ({"b": other.id} if other else {}))
        return Markdown(f"[{show_text(text)}]({self.up}{COMPARE_PATH}?{query})")

    def link_all(self, refs: Iterable[Ref]) -> Markdown:
        """Return the names of records, linked, with commas between them."""
        return Markdown(", ".join(map(self.link, refs)))

    def format_chips(self, refs: Iterable[Ref]) -> Markdown:
        """Return the names of records, linked, as chips."""
        return Markdown(" ".join(f"{self.link(ref)}{{ .chip .chip-{ref.kind} }}" for ref in refs))

    def link_external(self, text: str, url: str) -> Markdown:
        """Return a text, linked to another site."""
        return Markdown(f"[{escape(text)}]({escape_link_target(url)})")

    def format_date(self, date: EdtfDate) -> str:
        """Return a date in words."""
        return format_date(date)

    def list_names(self, entity: NamedEntity) -> list[Markdown]:
        """Return the names of an entity in other scripts, each marked with its language."""
        return [Markdown(f'<bdi lang="{language}">{escape(name)}</bdi>') for language, name in entity.names.items()]

    def link_registers(self, same_as: SameAs) -> Iterator[Markdown]:
        """Yield links to the records of an entity in registers, with its ids there, and on other sites."""
        if same_as.wikidata:
            yield self.link_external(f"Wikidata {same_as.wikidata}", _WIKIDATA + same_as.wikidata)
        if same_as.opensanctions:
            yield self.link_external(f"OpenSanctions {same_as.opensanctions}", _OPENSANCTIONS + same_as.opensanctions)
        if same_as.url:
            yield self.link_external(same_as.url, same_as.url)

    def describe_voices(self, voices: Mapping[Voice, int]) -> Markdown:
        """Return a summary of several voices (speakers), up to `VOICE_LIMIT`.

        `voices` has the number of texts in which a voice may be a different one each time.
        """
        items = []
        for voice, texts in islice(voices.items(), VOICE_LIMIT):
            name = self._format_voice_name(voice)
            items.append(f"{name} in {texts:,} texts" if texts > 1 else name)
        if len(voices) > VOICE_LIMIT:
            items.append(f"{len(voices) - VOICE_LIMIT:,} more")
        return Markdown(", ".join(items))

    def _format_voice_name(self, voice: Voice) -> str:
        return self.link(Ref(Kind.ACTOR, voice.named)) if voice.named else escape(describe_voice(voice))

    def format_details(self, statement: Statement, question: Ref | None = None, heading: Ref | None = None) -> Markdown:
        """Return the details of a statement: its date and briefing, its subjects, and its relations to others.

        `question` is the question under which it is shown beside other accounts. Its subjects are then shown elsewhere.
        `heading` is the question in the subheading of a list, which its rows do not repeat.
        """
        details = ["", *self._format_origin(statement)]
        if statement.direct:
            details.append("direct speech")
        if statement.implied:
            details.append("implied: carried over, not stated in this sentence")
        if not question:
            details += self._format_subjects(statement, heading)
        if statement.sources:
            details.append(f"first in {self.link_all(statement.sources)}")
        if statement.figure:
            details.append(self.link_text("see the image", f"{statement.key.briefing.stem}.md#{statement.figure}"))
        details += self._format_disputes(statement)
        return Markdown(" · ".join(details))

    def _format_origin(self, statement: Statement) -> Iterator[str]:
        """Yield the date and the briefing of a statement; without a date of its own, the date of the briefing.

        The page of the briefing itself has its title and its date at the head.
        """
        briefing = statement.key.briefing
        if statement.date:
            yield format_date(statement.date)
        elif briefing != self.subject:
            yield f"in a text of {self._format_published(briefing)}"
        if briefing != self.subject:
            yield self._format_title(briefing)

    def _format_published(self, briefing: Ref) -> str:
        return format_date(self.index.cards[briefing].published)

    def _format_subjects(self, statement: Statement, heading: Ref | None) -> Iterator[str]:
        subjects = [ref for ref in statement.about if ref != self.subject]
        if subjects:
            yield f"about {self.link_all(subjects)}"
        if statement.answers and statement.answers not in {self.subject, heading}:
            yield f"on {self.link(statement.answers)}"

    def _format_disputes(self, statement: Statement) -> Iterator[str]:
        disputed = self.shared.list_disputed(statement)
        if disputed:
            yield f"disputes {', '.join(map(self.link_statement, disputed))}"
        disputing = self.index.disputed_by.get(statement.key, ())
        if disputing:
            yield f"disputed in {', '.join(self.link_statement(statement.key) for statement in disputing)}"

    def link_statement(self, key: StatementKey) -> Markdown:
        """Return the words of a statement, shortened and linked."""
        words = self.index.statements[key].words
        if len(words) > _WORDS_LIMIT:
            words = f"{words[: _WORDS_LIMIT - 3].rsplit(' ', 1)[0]} …"
        return self.link_text(add_quotation_marks(words), f"{key.briefing.stem}.md#{key.id}")

    def format_sentence(self, occurrence: Occurrence) -> Markdown:
        """Return a sentence with its names in bold; of a long sentence, the section around the first name."""
        text, spans = occurrence.sentence, occurrence.spans
        low = max(0, spans[0][0] - SENTENCE_LIMIT // 2) if len(text) > SENTENCE_LIMIT else 0
        high = min(len(text), low + SENTENCE_LIMIT)
        pieces = ["… "] if low else []
        position = low
        for start, end in spans:
            if end <= high:
                pieces.append(_escape_inline(text[position:start], opens_line=position == 0))
                pieces.append(f"**{escape(text[start:end])}**")
                position = end
        pieces.append(_escape_inline(text[position:high], opens_line=position == 0))
        if high < len(text):
            pieces.append(" …")
        return Markdown(self.mark_language("".join(pieces), occurrence.briefing))

    def mark_language(self, words: str, briefing: Ref) -> str:
        """Return words of a briefing, marked with its language if that is not the language of the site."""
        return self.shared.mark_if_foreign(words, self.index.cards[briefing].language)

    def link_place(self, occurrence: Occurrence) -> Markdown:
        """Return a link to the paragraph, footnote or heading of a sentence, and the date of its briefing."""
        label = f"{self._format_title(occurrence.briefing)} {_label_place(occurrence.anchor)}"
        address = f"{self.up}{occurrence.briefing.stem}.md#{escape_link_target(occurrence.anchor)}"
        return Markdown(f"[{label}]({address}) · {self._format_published(occurrence.briefing)}")

    def _format_title(self, briefing: Ref) -> str:
        """Return the title of a briefing whose words a list shows; a withdrawn briefing is always marked as such."""
        title = show_text(self.index.label(briefing))
        return f"{title} ({WITHDRAWN})" if self.index.cards[briefing].withdrawn else title

    def get_card(self, ref: Ref) -> Card:
        """Return the summary of a briefing."""
        return self.index.cards[ref]


@dataclass(frozen=True, slots=True)
class SiteContext:
    """The context of all pages of a site; pages at the same depth below docs/ share text."""

    index: Index
    _shared: dict[int, SharedText] = field(default_factory=dict)

    def get_context(self, path: str) -> PageContext:
        """Return the context of the page at `path`."""
        depth = path.count("/")
        shared = self._shared.get(depth)
        if shared is None:
            shared = self._shared[depth] = SharedText(self.index, "../" * depth)
        return PageContext(self.index, path, "../" * depth, parse_path(path), shared)
