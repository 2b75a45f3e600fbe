"""All suggestions for one briefing of a project: its files are read, what is known is gathered, proposals are made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator import content
from generator.analysis import Analysis, analyse, names_of
from generator.authoring.registry import registry_of, text_of
from generator.authoring.suggestions.case import Case
from generator.authoring.suggestions.existing import Existing, present
from generator.authoring.suggestions.gathering import gather
from generator.authoring.suggestions.suggestion import Group, Suggestion, unique
from generator.content import Content, Piece
from generator.diagnostics import Diagnostic
from generator.model.kinds import Kind, Ref
from generator.model.wording import nearest
from generator.proposals import propose
from generator.proposals.given import Registry, Text
from generator.proposals.proposal import Proposals

Propose = Callable[[Text, Registry], Proposals]


class SuggestError(Exception):
    """There is no such briefing, or it cannot be read: `diagnostics` say why."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Found:
    """A briefing, what stands in it, and what is suggested, by group."""

    piece: Piece
    analysis: Analysis
    written: Content
    suggestions: tuple[Suggestion, ...]


def find(root: Path, briefing: str, proposing: Propose = propose) -> Found:
    """What is suggested for a briefing of the content in `root`. Raises SuggestError."""
    written = content.read(root)
    piece = _piece(written, briefing)
    analysis = analyse(piece, names_of(written.entities), written.site.value.language)
    given, registry = text_of(piece, written), registry_of(written, but=piece.ref.id)
    case = Case(given, registry, proposing(given, registry), present(piece, analysis, written))
    first = gather(case)
    further = Existing(piece, analysis, written, case, first).further()
    order = list(Group)
    suggestions = sorted(unique([*first, *further]), key=lambda one: order.index(one.group))
    return Found(piece, analysis, written, tuple(suggestions))


def _piece(written: Content, briefing: str) -> Piece:
    id_ = briefing.rstrip("/").rpartition("/")[2]
    piece = written.pieces.get(Ref(Kind.BRIEFING, id_))
    if piece is None:
        near = nearest(id_, [ref.id for ref in written.pieces])
        raise SuggestError(f"there is no briefing `{id_}`{f'; did you mean `{near}`?' if near else ''}")
    if piece.missing or not piece.has_article or () in piece.metadata.broken:
        files = (piece.article.path, piece.metadata.source.path)
        wrong = tuple(one for one in written.diagnostics if one.path in files)
        raise SuggestError(f"the briefing `{id_}` cannot be read", wrong)
    return piece
