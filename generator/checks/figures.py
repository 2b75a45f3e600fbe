"""Rules for the images of a briefing: the article shows each one, metadata.yml describes it, and its file is valid."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from generator.analysis.analyzer import Analysis
from generator.content.reader import BriefingSource
from generator.diagnostics.diagnostic import Diagnostic
from generator.images.inspection import ImageProblem
from generator.infra.mappings import index_by
from generator.model.messages import KeyPath, find_nearest


def check_briefing(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    """Check the figures of a briefing, the images that its article shows, and the image files in its folder."""
    record = briefing.metadata
    if record.has_invalid_part(("figures",)):
        return
    yield from _check_entries(briefing, analysis)
    yield from _check_placed(briefing, analysis)
    yield from _check_attributions(briefing)
    unused = briefing.images.keys() - set(map(attrgetter("file"), record.value.figures))
    for name in sorted(unused):
        path = f"content/{briefing.ref.stem}/{name}"
        message = f"no figure of the briefing names `{name}`, so it is not published"
        yield Diagnostic(rule="unused-figure", path=path, message=message, help="add it to `figures`, or remove it")


def _check_entries(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    record = briefing.metadata
    images = index_by(attrgetter("file"), map(attrgetter("block"), analysis.article.images))
    positions: dict[str, int] = {}
    for position, figure in enumerate(record.value.figures):
        path = ("figures", position)
        name = figure.file
        if positions.setdefault(name, position) != position:
            message = f"`{name}` is already the file of figure {positions[name] + 1}"
            yield from record.diagnose("repeated-entry", (*path, "file"), message, "delete one of the two entries")
        yield from _check_file(briefing, (*path, "file"), name)
        if name not in images:
            advice = f"write `![what it shows]({name})` as a paragraph of article.md, or delete the entry"
            message = f"the article does not show `{name}`, so it is not published"
            yield from record.diagnose("unused-figure", (*path, "file"), message, advice)
        elif not (figure.alt or images[name].alt):
            advice = "say in a sentence what the image shows, for readers who do not see it"
            yield from record.diagnose("missing-key", path, "`alt` is missing", advice, depends_on=((*path, "alt"),))


def _check_file(briefing: BriefingSource, path: KeyPath, name: str) -> Iterator[Diagnostic]:
    image = briefing.images.get(name)
    if image is None:
        advice = _suggest(name, briefing.images, "copy the image beside article.md")
        yield from briefing.metadata.diagnose("bad-image", path, f"the file `{name}` does not exist", advice)
    elif isinstance(image, ImageProblem):
        yield from briefing.metadata.diagnose("bad-image", path, f"`{name}` {image.message}", image.advice)


def _check_placed(briefing: BriefingSource, analysis: Analysis) -> Iterator[Diagnostic]:
    files = list(map(attrgetter("file"), briefing.metadata.value.figures))
    shown: set[str] = set()
    for image in analysis.article.images:
        name = image.block.file
        if name in shown:
            message = f"the article shows `{name}` more than once"
            yield briefing.article.diagnose("image", image.span, message, advice="delete one of the two images")
        elif name not in files:
            advice = _suggest(name, files, "add it to metadata.yml: `figures:` with `file`, `alt` and `credit`")
            message = f"no entry of `figures` has the file `{name}`"
            yield briefing.article.diagnose("unknown-figure", image.span, message, advice=advice)
        shown.add(name)


def _check_attributions(briefing: BriefingSource) -> Iterator[Diagnostic]:
    record = briefing.metadata
    files = list(map(attrgetter("file"), record.value.figures))
    for position, attribution in enumerate(record.value.attributions):
        if attribution.figure and attribution.figure not in files:
            advice = _suggest(attribution.figure, files, "add it to `figures`, or delete the key")
            message = f"no entry of `figures` has the file `{attribution.figure}`"
            yield from record.diagnose("unknown-figure", ("attributions", position, "figure"), message, advice)


def _suggest(name: str, known: Iterable[str], advice: str) -> str:
    """Return the advice for an unknown file: the most similar known one, if there is one."""
    near = find_nearest(name, known)
    return f"did you mean `{near}`?" if near else advice
