"""Stubs: the smallest file of each kind, for an editor to fill in. Required values are left empty, never invented.

No file is ever overwritten. If anything is wrong with a stub, nothing is written and all of it is reported.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.authoring.duplicates import find_similar_name
from generator.authoring.snapshot import RefusedError, find_text_diagnostics
from generator.checks import check_entity
from generator.checks.placeholders import is_placeholder
from generator.checks.registry import Registry
from generator.content import reader
from generator.content.reader import Content, Record, parse_record
from generator.diagnostics.diagnostic import Diagnostic, SourceFile, has_errors
from generator.model.briefing import Metadata
from generator.model.entities import ENTITIES, Entity
from generator.model.entity_kinds import ENTITY_KINDS
from generator.model.fields import ID_FORM, ID_HELP, check_new_id
from generator.model.kinds import Kind, Ref
from generator.model.schema import format_schema_line
from generator.model.site import Site
from generator.model.slug import make_slug
from generator.source.files import decode_source

_METADATA = """\
title: {name}
type: report # or analysis, background, opinion
published: {today}
summary: "" # summarize the article in two sentences
tags: [] # themes, at least one
actors: []
authors: [] # or, if no author is named, `author_note: …`
status: draft # delete this line to publish
attributions: []
"""

_ARTICLE = ""

_SITE = """\
# What readers see about the site and its publisher.
name: {name}
publisher: {name} # who publishes it
contact: corrections@example.org # put your own address here, where readers report errors
language: en # of articles that do not set one
# description: what the site is about, for search engines and the home page
# policies: how the desk works, under corrections, sourcing and ethics
"""


class StubError(RefusedError):
    """No stub was written; the message and the lines say why."""


@dataclass(frozen=True, slots=True)
class StubRequest:
    """A request for a new record: `id_` is empty if the name gives it; `force` allows a name that is taken."""

    kind: Kind
    name: str
    id_: str = ""
    force: bool = False

    @property
    def ref(self) -> Ref:
        """The kind and id of the new record."""
        return Ref(self.kind, self.id_ or make_slug(self.name))


def write_stub(  # noqa: PLR0913  # what the editor says
    root: Path, kind: Kind, name: str, id_: str, today: dt.date, *, force: bool = False
) -> list[str]:
    """Write a record of a `kind` with the name `name`; return the files written, relative to `root`.

    The id is `id_`, or is made from the name. With `force`, the name may be that of another record. Raise `StubError`
    with all errors of the request, if there are any.
    """
    request = StubRequest(kind, " ".join(name.split()), id_, force)
    content = reader.read_content(root)
    files = _render_files(request, today)
    problems = [*_find_name_problems(request, content), *_find_file_problems(request, files, content)]
    StubError.raise_for(problems)
    return _write_new_files(root, files)


def write_site(root: Path, name: str) -> list[str]:
    """Write content/site.yml for a new desk; return the files written. Raise `StubError` if it is refused."""
    text = format_schema_line("site", 0) + _SITE.format(name=json.dumps(" ".join(name.split()), ensure_ascii=False))
    diagnostics = find_text_diagnostics(Site, text, "content/site.yml")
    if has_errors(diagnostics):
        messages = list(map(_describe, diagnostics))
        raise StubError(messages[0], messages[1:])
    return _write_new_files(root, {"content/site.yml": text})


# Problems of a request


def _find_name_problems(request: StubRequest, content: Content) -> Iterator[str]:
    """Yield the problems of the id and the name."""
    ref = request.ref
    if not (request.id_ or ID_FORM.match(ref.id)):
        yield f"no id can be made from `{request.name}`; set one with --id (make: ID=…), and {ID_HELP}"
        return
    if refusal := check_new_id(ref.id):
        yield refusal if request.id_ else f"{refusal} with --id (make: ID=…)"
        return
    registry = Registry.from_content(content)
    holder = registry.get_holder(ref.id)
    if holder:
        yield f"`{ref.id}` is already the id of {holder.kind.phrase}: content/{holder.record}"
    elif former := registry.former.get(ref.id):
        yield f"`{ref.id}` is a former id of {former.kind.phrase} and cannot be used again: content/{former.record}"
    if not request.force:
        yield from _find_similar_names(request, content, holder)


def _find_similar_names(request: StubRequest, content: Content, holder: Ref | None) -> Iterator[str]:
    """Yield that the name is taken, or nearly so; not if it is that of `holder`, which has the id as well."""
    similar = find_similar_name(content, request.kind, request.name)
    if similar is None or similar.ref == holder:
        return
    relation = "the name" if similar.is_same else f"similar to `{similar.form}`, a name"
    yield (
        f"`{request.name}` is {relation} of {similar.ref.kind.phrase}: content/{similar.ref.record}; "
        f"if you mean another, use --force (make: FORCE=1)"
    )


def _find_file_problems(request: StubRequest, files: Mapping[str, str], content: Content) -> Iterator[str]:
    """Yield the errors that `check` would report in the stub itself, except for values that are still empty."""
    for path, text in files.items():
        source = decode_source(text.encode(), path)
        if not isinstance(source, SourceFile):
            yield from (diagnostic.message for diagnostic in source)
        elif path.endswith(".yml"):
            yield from _find_record_problems(request, source, content)


def _find_record_problems(request: StubRequest, source: SourceFile, content: Content) -> Iterator[str]:
    record, diagnostics = parse_record(ENTITIES.get(request.kind, Metadata), source)
    if isinstance(record.value, Entity):
        entity = Record(record.source, record.value, record.invalid_paths)
        diagnostics = [*diagnostics, *check_entity(entity, Registry.from_content(content))]
    elif is_placeholder(request.name):
        yield f"`{request.name}` is a placeholder, not a title"
    for diagnostic in diagnostics:
        if has_errors([diagnostic]) and diagnostic.rule != "missing-key":
            yield _describe(diagnostic)


def _describe(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}; {diagnostic.help}" if diagnostic.help else diagnostic.message


# Files


def _render_files(request: StubRequest, today: dt.date) -> dict[str, str]:
    ref, name = request.ref, request.name
    if ref.kind is Kind.BRIEFING:
        metadata = _METADATA.format(name=_quote(name), today=today.isoformat())
        return {
            f"content/{ref.stem}/article.md": _ARTICLE,
            f"content/{ref.record}": format_schema_line(ref.kind, 2) + metadata,
        }
    if ref.kind is Kind.QUESTION and not name.endswith("?"):
        name = f"{name}?"
    text = ENTITY_KINDS[ref.kind].stub.format(name=_quote(name))
    return {f"content/{ref.record}": format_schema_line(ref.kind, 1) + text}


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write_new_files(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write all of the files or none, and replace no file that exists."""
    created: list[Path] = []
    try:
        for path, text in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="") as stream:
                created.append(file)
                stream.write(text)
    except OSError as error:
        for file in created:
            with contextlib.suppress(OSError):
                file.unlink()
        reason = (error.strerror or "the write failed").lower()
        raise StubError(f"{path} could not be written: {reason}") from error
    return list(files)
