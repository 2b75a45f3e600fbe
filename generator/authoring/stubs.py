"""Stubs: the smallest file of each kind that passes `check`, for an editor to fill.

Nothing that exists is ever overwritten.
"""

import datetime as dt
import json
import re
import unicodedata
from pathlib import Path

from generator import content
from generator.model.fields import ID_FORM
from generator.model.kinds import Kind, Ref

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


class StubError(Exception):
    """No stub was written; the message says why."""


def write_stub(root: Path, kind: Kind, name: str, id_: str, today: dt.date) -> list[str]:
    """Writes a record of a `kind` called `name`; returns the files written, relative to `root`.

    The id is `id_`, or is made from the name where that is written in Latin letters. Raises StubError where there is
    no id, or where it names something already.
    """
    name = " ".join(name.split())
    ref = Ref(kind, id_ or slug(name))
    if not ID_FORM.match(ref.id):
        raise StubError(f"`{name}` gives no id; give one of 2 to 64 of a–z, 0–9 and the hyphen with --id (make: ID=…)")
    written = content.read(root)
    taken = next((other for other in (*written.entities, *written.pieces) if other.id == ref.id), None)
    if taken:
        raise StubError(f"`{ref.id}` names {taken.kind.phrase} already: content/{taken.stem}")
    files = _files(ref, name, _first_theme(written) if kind is Kind.BRIEFING else "", today)
    for path, text in files.items():
        file = root / path
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except OSError as error:
            raise StubError(f"{path} could not be written: {error.strerror}") from error
    return list(files)


def slug(name: str) -> str:
    """The id that a name gives: its Latin letters and digits, without accents; empty where it has none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['`]", "", plain)).strip("-")[:64].strip("-")


def _first_theme(written: content.Content) -> str:
    themes = sorted(ref.id for ref in written.entities if ref.kind is Kind.THEME)
    if not themes:
        raise StubError("a briefing needs a theme: write one first with `make new KIND=theme NAME=…`")
    return themes[0]


def _files(ref: Ref, name: str, theme: str, today: dt.date) -> dict[str, str]:
    quoted = json.dumps(name, ensure_ascii=False)
    if ref.kind is not Kind.BRIEFING:
        asked = f"{name}?" if ref.kind is Kind.QUESTION and not name.endswith("?") else name
        text = _REQUIRED[ref.kind].format(name=json.dumps(asked, ensure_ascii=False))
        return {f"content/{ref.stem}.yml": text}
    metadata = _METADATA.format(name=quoted, today=today.isoformat(), theme=theme)
    return {f"content/{ref.stem}/article.md": _ARTICLE, f"content/{ref.stem}/metadata.yml": metadata}
