"""Stubs: the smallest file of each kind that passes `check`, for an editor to fill.

Nothing that exists is ever overwritten, and where anything speaks against a stub, nothing is written and all of it is
told.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import content
from generator.authoring.alike import alike
from generator.authoring.desk import RefusedError
from generator.checks import check_entity
from generator.checks.registry import Registry
from generator.content import Content, as_record
from generator.diagnostics import Diagnostic, Source, has_errors
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES
from generator.model.fields import ID_FORM, ID_HELP
from generator.model.kinds import Kind, Ref
from generator.model.schema import schema_line
from generator.model.site import Site
from generator.model.slug import slug
from generator.source.files import as_source

_REQUIRED: dict[Kind, str] = {
    Kind.ACTOR: "type: organization # or person, public-body, state, media, collective\nname: {name}\n",
    Kind.THEME: "name: {name}\n",
    Kind.SOURCE: "type: webpage # or report, article-newspaper, broadcast, interview, document, …\ntitle: {name}\n",
    Kind.QUESTION: "name: {name}\n",
    Kind.EVENT: "name: {name}\ndate_note: not dated yet # better a `date`\nstatus: occurred # or ongoing, planned, …\n",
    Kind.PLACE: "name: {name}\n",
}

_METADATA = """\
title: {name}
type: report # or analysis, background, opinion
published: {today}
summary: {name}
tags: [{theme}]
actors: []
authors: []
author_note: not named yet
status: draft # delete this line to publish
attributions: []
"""

_ARTICLE = "The article goes here.\n"

_SITE = """\
# What readers are told about the site and its publisher.
name: {name}
publisher: {name} # who publishes it
contact: corrections@example.org # put your own address here, where mistakes are received
language: en # of articles that name none
# description: what the site is, for search engines and the home page
# policies: what the desk does, under corrections, sourcing and ethics
"""


class StubError(RefusedError):
    """No stub was written; the message and the lines say why."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor asks for: `id_` is empty where the name gives it; `force` lets another have a name like it."""

    kind: Kind
    name: str
    id_: str = ""
    force: bool = False

    @property
    def ref(self) -> Ref:
        """What it is to be."""
        return Ref(self.kind, self.id_ or slug(self.name))


def write_stub(  # noqa: PLR0913  # as an editor says it
    root: Path, kind: Kind, name: str, id_: str, today: dt.date, *, force: bool = False
) -> list[str]:
    """Writes a record of a `kind` called `name`; returns the files written, relative to `root`.

    The id is `id_`, or is made from the name. With `force`, a thing that is called alike does not stand in the way.
    Raises StubError, with all that is wrong.
    """
    wish = Wish(kind, " ".join(name.split()), id_, force)
    written = content.read(root)
    themes = sorted(ref.id for ref in written.entities if ref.kind is Kind.THEME)
    files = _files(wish, themes[0] if themes else "no-theme", today)
    wrong = [*_mistakes(wish, written), *_in_files(wish, files, written)]
    if kind is Kind.BRIEFING and not themes:
        wrong.append("a briefing needs a theme: write one first with `make new KIND=theme NAME=…`")
    if wrong:
        raise StubError(wrong[-1], wrong[:-1])
    return _write(root, files)


def write_site(root: Path, name: str) -> list[str]:
    """Writes content/site.yml for a desk that begins; returns the files written. Raises StubError."""
    text = schema_line("site", 0) + _SITE.format(name=json.dumps(" ".join(name.split()), ensure_ascii=False))
    source = as_source(text.encode(), "content/site.yml")
    found = as_record(Site, source)[1] if isinstance(source, Source) else source
    if has_errors(found):
        raise StubError(*_first_and_rest(found))
    return _write(root, {"content/site.yml": text})


def _mistakes(wish: Wish, written: Content) -> Iterator[str]:
    """What speaks against the id and the name."""
    ref, name = wish.ref, wish.name
    if not ID_FORM.match(ref.id):
        given = f"`{wish.id_}` is no valid id: {ID_HELP}" if wish.id_ else ""
        yield given or f"`{name}` gives no id; give one of 2 to 64 of a–z, 0–9 and the hyphen with --id (make: ID=…)"
        return
    things = (*written.entities, *written.pieces)
    taken = next((other for other in things if other.id == ref.id), None)
    former = Registry.of(written).former.get(ref.id)
    if taken:
        yield f"`{ref.id}` names {taken.kind.phrase} already: content/{taken.record}"
    elif former:
        yield f"`{ref.id}` is a former id of {former.kind.phrase}, and never used again: content/{former.record}"
    found = None if wish.force else alike(written, wish.kind, name)
    if found and (not taken or found.ref != taken):
        near = "the name" if found.is_same else f"near `{found.form}`, a name"
        yield (
            f"`{name}` is {near} of {found.ref.kind.phrase}: content/{found.ref.record}; "
            f"if another is meant, say so with --force (make: FORCE=1)"
        )


def _in_files(wish: Wish, files: Mapping[str, str], written: Content) -> Iterator[str]:
    """What the check would say of the stub itself."""
    for path, text in files.items():
        source = as_source(text.encode(), path)
        if not isinstance(source, Source):
            yield from (one.message for one in source)
        elif path.endswith(".yml"):
            _, found = as_record(ENTITIES.get(wish.kind, Metadata), source)
            if wish.kind in ENTITIES and not found:
                found = list(check_entity(as_record(ENTITIES[wish.kind], source)[0], Registry.of(written)))
            yield from (_words(one) for one in found if has_errors([one]))


def _words(one: Diagnostic) -> str:
    return f"{one.message}; {one.help}" if one.help else one.message


def _first_and_rest(found: "list[Diagnostic] | tuple[Diagnostic, ...]") -> tuple[str, list[str]]:
    words = [_words(one) for one in found]
    return words[0], words[1:]


def _files(wish: Wish, theme: str, today: dt.date) -> dict[str, str]:
    ref, name = wish.ref, wish.name
    quoted = json.dumps(name, ensure_ascii=False)
    if ref.kind is not Kind.BRIEFING:
        asked = f"{name}?" if ref.kind is Kind.QUESTION and not name.endswith("?") else name
        text = _REQUIRED[ref.kind].format(name=json.dumps(asked, ensure_ascii=False))
        return {f"content/{ref.record}": schema_line(ref.kind, 1) + text}
    metadata = _METADATA.format(name=quoted, today=today.isoformat(), theme=theme)
    line = schema_line(ref.kind, 2)
    return {f"content/{ref.stem}/article.md": _ARTICLE, f"content/{ref.record}": line + metadata}


def _write(root: Path, files: Mapping[str, str]) -> list[str]:
    """Writes all of them or none, and none over another."""
    begun: list[Path] = []
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="") as stream:
                begun.append(file)
                stream.write(text)
    except OSError as error:
        for file in begun:
            with contextlib.suppress(OSError):
                file.unlink()
        raise StubError(f"{path} could not be written: {(error.strerror or 'the disk refuses').lower()}") from error
    return list(files)
