"""The command `import`: an article of any form in, a draft or a diff out, with what an editor has to look at."""

import datetime as dt
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.speaking import fail
from generator.model.dates import DateError
from generator.model.dates import parse as parse_date
from generator.model.fields import ID_FORM, ID_HELP, LANGUAGE_FORM
from generator.source.characters import printable

if TYPE_CHECKING:
    from generator.authoring.importing import Outcome

_NAMED = 5
"""How many things of a sort that were left out are named."""
_LINE = 100


def _id(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and not ID_FORM.match(value):
        raise click.BadParameter(ID_HELP)
    return value


def _date(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        return parse_date(value).text if value else ""
    except DateError as error:
        raise click.BadParameter(str(error)) from None


def _language(_: click.Context, __: click.Parameter, value: str) -> str:
    if value and not LANGUAGE_FORM.match(value):
        raise click.BadParameter("write a tag such as `en`, `ar` or `zh-Hant`")
    return value


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "id_", default="", callback=_id, help="The id, where the title gives none or not the right one.")
@click.option("--date", default="", callback=_date, help="When it was published, where the file does not say so.")
@click.option("--language", default="", callback=_language, help="The language, as `en`, where the file does not say.")
@click.pass_obj
def import_(root: Path, file: Path, id_: str, date: str, language: str) -> None:
    """Write the article in FILE as a draft: text, HTML, Markdown or .docx."""
    # Parsers and language data are of no use to the other commands.
    from generator.authoring.importing import ImportRefusedError, Wishes, import_file  # noqa: PLC0415

    wishes = Wishes(id=id_, date=date, language=language)
    try:
        outcome = import_file(root, file, wishes, dt.datetime.now(tz=dt.UTC).date())
    except ImportRefusedError as error:
        refused = error.refused
        place = f":{refused.line}:{refused.column}" if refused.line else ""
        fail(f"{printable(str(file))}{place}: {printable(refused.message)}\n  help: {printable(refused.help)}")
    click.echo("\n".join(_said(outcome.id, outcome.written, outcome.diff)))
    for line in (*_noted(outcome.remarks, outcome.left_out), *_next(outcome)):
        click.echo(line, err=not outcome.written)
    sys.exit(1 if outcome.diff else 0)


def _said(id_: str, written: Sequence[str], diff: Sequence[str]) -> Iterator[str]:
    if written:
        yield f"wrote {' and '.join(written)}"
    elif diff:
        yield from map(printable, diff)
    else:
        yield f"content/briefings/{id_} says the same; nothing was written"


def _noted(remarks: Sequence[str], left_out: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from (f"note: {printable(remark)}" for remark in remarks)
    numbers = Counter(what for what, _ in left_out)
    for what, number in numbers.items():
        shown = [printable(text) for one, text in left_out if one == what and text]
        some = "; ".join(dict.fromkeys(text[:_LINE] for text in shown[:_NAMED]))
        more = f"; and {number - _NAMED:,} more" if number > _NAMED else ""
        yield f"left out: {what} ({number:,}): {some}{more}" if some else f"left out: {what} ({number:,})"


def _next(outcome: "Outcome") -> Iterator[str]:
    """What there is to do, and with which commands."""
    if outcome.diff:
        yield "nothing was written: this is what the file says otherwise; apply what is right by hand"
        yield "if it is another article, give it another id with --id (make: ID=…)"
        return
    if not outcome.written:
        return
    if outcome.missing:
        yield "entities to create, if they are what they seem:"
        for ref, name in outcome.missing:
            yield f"  python -m generator new {ref.kind.value} {shlex.quote(printable(name))} --id {ref.id}"
    if not outcome.has_theme:
        yield "there is no theme yet, and a briefing needs one: python -m generator new theme NAME"
    yield f"next: compare article.md with the file, decide on the proposals in {outcome.written[-1]},"
    yield f"  by hand or with python -m generator suggest {outcome.id} --accept ID, and fill in the rest"
