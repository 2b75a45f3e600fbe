"""An imported file becomes a draft: two new files, written together or not at all, or a comparison with what is there.

A briefing is there already where it has the id, or where its article has the same words in the same order. Nothing of
it is changed: what the file states otherwise is shown as a diff, which an editor may apply.
"""

import datetime as dt
import difflib
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator import content
from generator.authoring.drafts import Draft, draft, shortened, with_facts
from generator.authoring.registry import registry_of
from generator.authoring.suggestions.comments import render_comments
from generator.content import Content, Piece
from generator.diagnostics import Source
from generator.importing.imported import Imported, LeftOut, Refused
from generator.importing.prose import plain, text_of
from generator.importing.reading import read_file
from generator.model.fields import ID_FORM
from generator.model.kinds import Kind, Ref
from generator.model.slug import slug
from generator.paths import RESERVED_FRAGMENTS
from generator.proposals import propose
from generator.proposals.given import Text
from generator.proposals.proposal import Proposals
from generator.source.files import SIZE_LIMIT
from generator.text.article import parse

_WORD = re.compile(r"\w+")


class ImportRefusedError(Exception):
    """Nothing was written; `refused` says why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message)
        self.refused = refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an editor says of the article, before what the file says."""

    id: str = ""
    date: str = ""
    """EDTF."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an import came to: `written` are the new files, or `diff` has what would change in those that are there."""

    id: str
    written: tuple[str, ...] = ()
    diff: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    missing: tuple[tuple[Ref, str], ...] = ()
    """Entities to create, with their names."""
    has_theme: bool = True


def import_file(root: Path, file: Path, wishes: Wishes, today: dt.date) -> Outcome:
    """Writes the article in `file` as a new draft of `root`, or compares it with the briefing that has it already.

    Raises ImportRefusedError where there is no article in the file, it can have no id, or the disk refuses.
    """
    found = read_file(file, wishes.language or None)
    if isinstance(found, Refused):
        raise ImportRefusedError(found)
    if wishes.date:
        found = replace(found, published=wishes.date)
    title, remarks = _titled(found, file)
    written = content.read(root)
    outcome = Outcome(id="", remarks=(*found.remarks, *remarks), left_out=found.left_out)
    if twin := _twin(found, wishes.id or slug(title), written):
        made = draft(found, title, today)
        return replace(outcome, id=twin.ref.id, diff=_diff(twin, made), remarks=(*outcome.remarks, *made.remarks))
    ref = _new_ref(title, wishes, written)
    proposals, comments = _proposed(_text(found, title, written), written, ref.id)
    theme = min((other.id for other in written.entities if other.kind is Kind.THEME), default="")
    made = draft(found, title, today, theme=theme, comments=comments)
    return replace(
        outcome,
        id=ref.id,
        written=_write(root, ref, made),
        remarks=(*outcome.remarks, *made.remarks),
        missing=_missing(proposals),
        has_theme=bool(theme),
    )


def _missing(proposals: Proposals) -> tuple[tuple[Ref, str], ...]:
    """The proposed entities that have no record."""
    actors = [(Ref(Kind.ACTOR, one.id), one.name) for one in proposals.actors if not one.known]
    events = [(Ref(Kind.EVENT, one.id), one.name) for one in proposals.events if not one.known]
    return (*actors, *events)


def _titled(found: Imported, file: Path) -> tuple[str, tuple[str, ...]]:
    """The title, if need be made from the file's name, and what to say of that."""
    title = text_of(plain(found.title)).replace("\n", " ")
    if title:
        return title, ()
    name = text_of(plain(re.sub(r"[-_\s]+", " ", file.stem))) or "Untitled"
    return name[:1].upper() + name[1:], ("no title is found in the file; its name stands for it",)


def _twin(found: Imported, id_: str, written: Content) -> Piece | None:
    """The briefing that has the id, or the same words."""
    if same := written.pieces.get(Ref(Kind.BRIEFING, id_)):
        return same
    words = _WORD.findall(found.markdown)
    return next((piece for piece in written.pieces.values() if _WORD.findall(piece.article.text) == words), None)


def _new_ref(title: str, wishes: Wishes, written: Content) -> Ref:
    ref = Ref(Kind.BRIEFING, wishes.id or slug(title))
    advice = "give one of 2 to 64 of a–z, 0–9 and the hyphen with --id (make: ID=…)"
    if not ID_FORM.match(ref.id):
        raise ImportRefusedError(Refused(message=f"the title “{shortened(title)}” gives no id", help=advice))
    if taken := next((other for other in written.entities if other.id == ref.id), None):
        message = f"`{ref.id}` names {taken.kind.phrase} already: content/{taken.stem}"
        raise ImportRefusedError(Refused(message=message, help=advice))
    return ref


def _text(found: Imported, title: str, written: Content) -> Text:
    return Text(
        article=parse(Source("article.md", found.markdown), RESERVED_FRAGMENTS),
        language=found.language or written.site.value.language,
        title=title,
        published=found.published,
        keywords=found.keywords,
        publisher=found.publisher,
    )


def _proposed(text: Text, written: Content, id_: str) -> tuple[Proposals, Sequence[str]]:
    """What is proposed of the article, and the comments of metadata.yml that say so."""
    registry = registry_of(written, id_)
    proposals = propose(text, registry)
    return proposals, render_comments(text, registry, proposals, id_)


# Comparing


def _diff(piece: Piece, made: Draft) -> tuple[str, ...]:
    """What would change in the briefing's files, as a unified diff; nothing where they say the same."""
    folder = f"content/{piece.ref.stem}"
    article, metadata = piece.article.text, piece.metadata.source.text
    return (
        *_unified(f"{folder}/article.md", article, made.article),
        *_unified(f"{folder}/metadata.yml", metadata, with_facts(metadata, made.stated)),
    )


def _unified(path: str, before: str, after: str) -> Sequence[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{path}", f"b/{path}", lineterm="")
    return tuple(lines)


# Writing


def _write(root: Path, ref: Ref, made: Draft) -> tuple[str, ...]:
    """Puts the folder of the briefing in its place in one step, so that there is no half of it."""
    files = {"article.md": made.article, "metadata.yml": made.metadata}
    for name, text in files.items():
        if len(text.encode()) > SIZE_LIMIT:
            message = f"{name} would have more than {SIZE_LIMIT >> 20} MiB"
            raise ImportRefusedError(Refused(message=message, help="import the article in parts"))
    folder = root / "content" / ref.stem
    growing = folder.with_name(f".{ref.id}.tmp")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(growing, ignore_errors=True)
        try:
            growing.mkdir()
            for name, text in files.items():
                with (growing / name).open("x", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
            # It fails where there is a folder with anything in it.
            growing.rename(folder)
        except BaseException:
            shutil.rmtree(growing, ignore_errors=True)
            raise
    except OSError as error:
        reason = (error.strerror or "the disk refuses").lower()
        message = f"content/{ref.stem} cannot be written: {reason}"
        raise ImportRefusedError(Refused(message=message, help="nothing was written")) from error
    return tuple(f"content/{ref.stem}/{name}" for name in files)
