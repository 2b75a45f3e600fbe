"""The command `import`: reads an article of any format; writes a draft or prints a diff, with notes for the editor."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.output import fail, get_moment
from generator.diagnostics.phrases import join_words
from generator.model.dates import DateError, parse_date
from generator.model.fields import LANGUAGE_FORM, check_new_id
from generator.source.characters import escape_unprintable

if TYPE_CHECKING:
    from generator.authoring.importing import ImportResult

_MAX_EXAMPLES = 5
"""The maximum number of omissions of a kind that are shown."""
_MAX_LENGTH = 100
"""The maximum length of an omission that is shown, in characters."""


def _check_id(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and (refusal := check_new_id(value)):
        raise click.BadParameter(refusal)
    return value


def _parse_date(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return parse_date(value).text if value else ""
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def _check_language(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and not LANGUAGE_FORM.match(value):
        raise click.BadParameter("use a tag such as `en`, `ar` or `zh-Hant`")
    return value


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "id_", default="", callback=_check_id, help="Use this id, not one made from the title.")
@click.option("--date", default="", callback=_parse_date, help="Use this date of publication, if the file has none.")
@click.option(
    "--language", default="", callback=_check_language, help="Use this language, such as `en`, if the file names none."
)
@click.pass_obj
def import_(root: Path, file: Path, id_: str, date: str, language: str) -> None:
    """Import a text file, web page, Markdown file or .docx as a draft."""
    # Parsers and language data are slow imports that the other commands do not need.
    from generator.authoring.importing import ImportOptions, ImportRefusedError, import_file  # noqa: PLC0415

    options = ImportOptions(id=id_, date=date, language=language)
    try:
        result = import_file(root, file, options, get_moment(None).date())
    except ImportRefusedError as error:
        refusal = error.refusal
        position = f":{refusal.line}:{refusal.column}" if refusal.line else ""
        message = f"{escape_unprintable(str(file))}{position}: {escape_unprintable(refusal.message)}"
        fail(f"{message}\n  help: {escape_unprintable(refusal.help)}")
    click.echo("\n".join(_describe_writes(result.id, result.written, result.diff)))
    for line in (*_describe_notes(result.remarks, result.omissions), *_describe_next_steps(result)):
        click.echo(line, err=not result.written)
    sys.exit(1 if result.diff else 0)


def _describe_writes(id_: str, paths: Sequence[str], diff: Sequence[str]) -> Iterator[str]:
    if paths:
        yield f"wrote {escape_unprintable(join_words(paths))}"
    elif diff:
        yield from map(escape_unprintable, diff)
    else:
        yield f"content/briefings/{id_} already has this text; nothing was written"


def _describe_notes(remarks: Sequence[str], omissions: Sequence[tuple[str, str]]) -> Iterator[str]:
    for remark in remarks:
        yield f"note: {escape_unprintable(remark)}"
    texts_by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, text in omissions:
        texts_by_kind[kind].append(escape_unprintable(text))
    for kind, texts in texts_by_kind.items():
        number = len(texts)
        shown = islice(filter(None, texts), _MAX_EXAMPLES)
        examples = "; ".join(dict.fromkeys(text[:_MAX_LENGTH] for text in shown))
        rest = f"; and {number - _MAX_EXAMPLES:,} more" if number > _MAX_EXAMPLES else ""
        yield f"left out: {kind} ({number:,}): {examples}{rest}" if examples else f"left out: {kind} ({number:,})"


def _describe_next_steps(result: "ImportResult") -> Iterator[str]:
    """Yield the next steps of the editor, with their commands."""
    if result.diff:
        yield "nothing was written; these are the differences from the file: apply by hand those that are right"
        yield "if it is another article, use another id with --id (make: ID=…)"
        return
    if not result.written:
        return
    if result.missing:
        yield "entities to create, if they are correct; accept them by the first word:"
        ids = [f"{ref.kind.value}:{ref.id}" for ref, _ in result.missing]
        width = max(map(len, ids))
        for id_, (_, name) in zip(ids, result.missing, strict=True):
            yield f"  {id_:{width}}  {escape_unprintable(name)}"
    if not result.has_theme:
        yield "a briefing needs a theme, and there is none yet: make new KIND=theme NAME=…"
    yield f"next: compare article.md with the file, and review the proposals in {result.written[-1]},"
    yield f"  by hand, or with make suggest BRIEFING={result.id} ACCEPT='ID …' (all:high: all with high confidence)"
