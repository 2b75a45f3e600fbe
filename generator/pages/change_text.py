"""Changes in words, for the page of changes and for feeds, with the page or section to which each leads."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.diagnostics.phrases import join_words
from generator.index.model import Card, Change, ChangeKind, Index, Statement, StatementKey
from generator.model.briefing import Voice
from generator.model.date_words import format_date
from generator.model.kinds import Kind, Ref
from generator.pages.page_context import VOICE_LIMIT, PageContext
from generator.pages.shared_text import WITHDRAWN
from generator.pages.wording import count, describe_voice, show_text
from generator.text.escaping import Markdown

WORDS = {
    ChangeKind.PUBLICATION: "published",
    ChangeKind.ACCOUNTS: "new accounts",
    ChangeKind.UPDATE: "update",
    ChangeKind.CORRECTION: "correction",
    ChangeKind.CLARIFICATION: "clarification",
    ChangeKind.WITHDRAWAL: WITHDRAWN,
}
"""The word for each kind of change."""


class ChangeText(NamedTuple):
    """A change as plain text: a title with the path that it leads to, and a text, which may be empty.

    New accounts have the question as the title, and at the end of the text the title of the briefing, `source`, with
    its path. Paths are relative to docs/ and may have a fragment.
    """

    title: str
    path: str
    text: str
    source: str = ""
    source_path: str = ""


def describe_change(index: Index, change: Change) -> ChangeText:
    """Return a change in words."""
    if change.question:
        return _describe_accounts(index, change, change.question)
    notice = index.notices.get(change.briefing)
    page = f"{change.briefing.stem}.md"
    if notice:
        return ChangeText(notice.title, page, change.text)
    card = index.cards[change.briefing]
    if change.kind is ChangeKind.WITHDRAWAL:
        return ChangeText(card.title, page, change.text)
    return ChangeText(_format_title(card), f"{page}#corrections" if change.text else page, change.text or card.summary)


def _describe_accounts(index: Index, change: Change, question: Ref) -> ChangeText:
    accounts = [index.statements[StatementKey(change.briefing, id_)] for id_ in change.statements]
    card = index.cards[change.briefing]
    return ChangeText(
        title=index.label(question),
        path=f"{question.stem}.md#accounts",
        text=f"{count(len(accounts), 'account')} by {_name_speakers(index, accounts)} in",
        source=_format_title(card),
        source_path=f"{change.briefing.stem}.md#{change.statements[0]}",
    )


def _format_title(card: Card) -> str:
    """Return the title of a briefing; a withdrawn briefing is marked as such."""
    return f"{card.title} ({WITHDRAWN})" if card.withdrawn else card.title


def _name_speakers(index: Index, accounts: list[Statement]) -> str:
    names = list(dict.fromkeys(_list_speakers(index, accounts)))
    omitted = len(names) - VOICE_LIMIT
    shown = [*names[:VOICE_LIMIT], f"{omitted:,} more"] if omitted > 0 else names
    return join_words(shown)


def _list_speakers(index: Index, accounts: list[Statement]) -> Iterator[str]:
    for statement in accounts:
        for voice in statement.voices:
            yield _name_voice(index, voice)


def _name_voice(index: Index, voice: Voice) -> str:
    return index.label(Ref(Kind.ACTOR, voice.named)) if voice.named else describe_voice(voice)


def format_change(context: PageContext, change: Change) -> Markdown:
    """Return a row of the list of changes: its date and kind, the linked title, and the text.

    The script of the page marks new rows by the `data-` attributes, in the first line, which has room for a mark.
    """
    text = describe_change(context.index, change)
    day = change.date.final.earliest.isoformat()
    attributes = f'.change .change-{change.kind} data-change="{change.origin}#{change.slug}" data-day="{day}"'
    lines = [
        f"-   <small>{show_text(format_date(change.date))} · *{WORDS[change.kind]}*{{ {attributes} }}</small>",
        context.link_text(text.title, text.path),
    ]
    if text.source:
        lines.append(f"{show_text(text.text)} {context.link_text(text.source, text.source_path)}")
    elif text.text:
        lines.append(show_text(text.text))
    return Markdown("  \n    ".join(lines))
