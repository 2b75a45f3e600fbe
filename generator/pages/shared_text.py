"""Text that is the same on all pages at one depth below docs/, as their links have the same prefix.

It is computed once for all of these pages, so nothing here depends on the page. Whatever does is in
`generator.pages.page_context`. Results record their reads on each page that uses them (`ReadTracker.memoize`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from generator.index.denials import UNPUBLISHED, strip_period
from generator.index.model import Index, Statement, StatementKey
from generator.model.briefing import AUTHOR, Voice
from generator.model.date_words import format_date
from generator.model.kinds import USAGE, AttributionKind, Kind, Ref
from generator.pages.text_runs import EMPHASIS, STRONG, Run, format_runs, join_runs
from generator.pages.wording import capitalize, count, show_text
from generator.text.escaping import Markdown, escape

WITHDRAWN = "withdrawn"
"""The word that marks text of a withdrawn briefing, wherever it is shown."""


def add_quotation_marks(words: str) -> str:
    """Return words in quotation marks: in single ones if they contain double ones themselves."""
    return f"‘{words}’" if re.search('["“”„«»]', words) else f"“{words}”"


@dataclass(frozen=True, slots=True)
class StatementText:
    """The parts of a statement in a list, as Markdown: its kind, its head, and the paraphrase after the colon.

    The head has the speakers and the verb, and in a denial also the claim that is denied.
    """

    kind: str
    head: str
    claim: str


class SharedText:
    """The shared text of pages; `up` leads from each of them to docs/."""

    def __init__(self, index: Index, up: str) -> None:
        self.index = index
        self.up = up
        memoize = index.tracker.memoize
        get_statement_key = attrgetter("key")
        self.link = memoize(self._link, _get_itself)
        """Return the name of a record, linked to its page."""
        self.describe = memoize(self._describe, get_statement_key)
        """Return the parts of a statement: its kind, its speakers with the verb of the kind, and the paraphrase."""
        self.link_words = memoize(self._link_words, get_statement_key)
        """Return the exact words of a statement, linked to their place in the article."""
        self.describe_briefing = memoize(self._describe_briefing, _get_itself)
        """Return a line about a briefing: its date, its type, and the number of its attributions."""

    def _link(self, ref: Ref) -> Markdown:
        return self.link_text(self.index.label(ref), f"{ref.stem}.md")

    def link_text(self, text: str, path: str) -> Markdown:
        """Return a text, linked to a path below docs/."""
        return Markdown(f"[{show_text(text)}]({self.up}{path})")

    def _describe(self, statement: Statement) -> StatementText:
        return StatementText(
            kind=f"*{statement.kind}*{{ .kind .k-{statement.kind} }}",
            head=format_runs(self.list_head_runs(statement), self.up),
            claim=escape(statement.says),
        )

    def list_head_runs(self, statement: Statement) -> list[Run]:
        """Return the speakers of a statement with the verb of its kind, up to the colon before the paraphrase."""
        return [*self.list_speaker_runs(statement), Run(" "), *self._list_verb_runs(statement)]

    def list_speaker_runs(self, statement: Statement) -> Iterator[Run]:
        """Yield the speakers of a statement, as the beginning of a sentence."""
        voices = []
        for position, voice in enumerate(statement.voices):
            voices.append(list(self._list_voice_runs(voice, opens_sentence=position == 0)))
        return join_runs(voices)

    def _list_voice_runs(self, voice: Voice, *, opens_sentence: bool) -> Iterator[Run]:
        if voice.named:
            yield self._link_run(Ref(Kind.ACTOR, voice.named), STRONG)
        elif voice.unnamed:
            yield Run(capitalize(voice.unnamed) if opens_sentence else voice.unnamed, style=STRONG)
            yield Run(" (unnamed")
            if voice.within:
                yield Run(", within ")
                yield self._link_run(Ref(Kind.ACTOR, voice.within))
            if voice.place:
                yield Run(", in ")
                yield self._link_run(Ref(Kind.PLACE, voice.place))
            yield Run(")")
        else:
            article = "The" if opens_sentence else "the"
            is_author = voice.actor == AUTHOR
            yield Run(f"{article} author" if is_author else f"{article} text", style=STRONG)
            if not is_author:
                yield Run(", naming no speaker,")

    def _link_run(self, ref: Ref, style: str = "") -> Run:
        return Run(self.index.label(ref), f"{ref.stem}.md", style)

    def _list_verb_runs(self, statement: Statement) -> Iterator[Run]:
        """Yield the fixed verb of a statement's kind.

        A motive names the actor to whom it is ascribed. A denial names the denied claim before the speaker's own.
        """
        verb = USAGE[statement.kind].verb
        if statement.kind is AttributionKind.DENIAL:
            yield Run(verb, style=EMPHASIS)
            yield Run(" ")
            yield from self._list_denied_runs(statement)
            yield Run(" ")
            yield Run("and said", style=EMPHASIS)
        elif statement.kind is AttributionKind.MOTIVE and statement.about:
            yield Run(f"{verb} to ")
            yield self._link_run(statement.about[0])
        else:
            yield Run(verb)

    def _list_denied_runs(self, statement: Statement) -> Iterator[Run]:
        """Yield the claim that a denial rejects: in the desk's own words, or as others make it, with links."""
        if statement.denies:
            yield Run(add_quotation_marks(strip_period(statement.denies)))
            return
        claims = list(map(self.list_claim_runs, self.list_disputed(statement)))
        yield from join_runs(claims) if claims else [Run(UNPUBLISHED)]

    def list_disputed(self, statement: Statement) -> list[StatementKey]:
        """Return the published statements that a statement disputes."""
        return [key for key in statement.disputes if key in self.index.statements]

    def list_claim_runs(self, key: StatementKey) -> list[Run]:
        """Return the paraphrase of a statement, linked to its words."""
        text = add_quotation_marks(strip_period(self.index.statements[key].says))
        return [Run(text, f"{key.briefing.stem}.md#{key.id}")]

    def _link_words(self, statement: Statement) -> Markdown:
        key = statement.key
        language = self.index.cards[key.briefing].language
        text = self.mark_if_foreign(escape(add_quotation_marks(statement.words)), language)
        return Markdown(f"[{text}]({self.up}{key.briefing.stem}.md#{key.id}){{ .words }}")

    def mark_if_foreign(self, words: str, language: str) -> str:
        """Return words, marked with their language if that is not the language of the site."""
        return words if language == self.index.site.language else f'<bdi lang="{language}">{words}</bdi>'

    def _describe_briefing(self, ref: Ref) -> Markdown:
        card = self.index.cards[ref]
        details = [format_date(card.published), capitalize(card.type), count(card.statement_count, "attribution")]
        if card.withdrawn:
            details.append(WITHDRAWN)
        return Markdown(" · ".join(map(show_text, details)))


def _get_itself(ref: Ref) -> Ref:
    return ref
