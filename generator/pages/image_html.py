"""The images of an article as HTML: each with its credit, and with its size, so that no text moves when it loads."""

from collections.abc import Iterator
from html import escape
from itertools import islice
from operator import attrgetter

from generator.index.model import Briefing
from generator.index.published_figure import PublishedFigure
from generator.infra.mappings import index_by
from generator.model.kinds import Ref
from generator.model.page_paths import get_relative_url, get_url_path
from generator.pages.page import ImageFile
from generator.pages.page_context import PageContext
from generator.text.blocks import ImageBlock

_SIZES = "(min-width: 640px) 600px, 94vw"
"""The width of an image on the page: that of the column of text, or almost that of a phone's screen."""


def render_image(context: PageContext, briefing: Briefing, block: ImageBlock) -> str:
    """Return the figure of an image of the article, in one line without Markdown; nothing if a draft lacks the file."""
    figure = index_by(attrgetter("file"), briefing.figures).get(block.file)
    if figure is None:
        return ""
    *versions, fallback = figure.versions
    # As in all raw HTML, addresses start with the way up to the root: other engines correct only these.
    folder = f"{'../' * get_url_path(context.path).count('/')}{briefing.ref.stem}/"
    sources = [f"{folder}{figure.name_file(version)} {version.width}w" for version in versions]
    return (
        f'<figure class="photo" id="{figure.anchor}"><picture>'
        f'<source type="image/avif" srcset="{", ".join(sources)}" sizes="{_SIZES}">'
        f'<img src="{folder}{figure.name_file(fallback)}" width="{fallback.width}" height="{fallback.height}"'
        f' alt="{escape(figure.alt)}" loading="lazy" decoding="async"></picture>'
        f"<figcaption>{' '.join(_list_caption(context, figure))}</figcaption></figure>"
    )


def _list_caption(context: PageContext, figure: PublishedFigure) -> Iterator[str]:
    """Yield the parts of the caption: its words, then who made the image, its license, and where it first appeared."""
    if figure.caption:
        yield escape(figure.caption)
    details = [f"Image: {escape(figure.credit)}", escape(figure.license)]
    if figure.source:
        address = escape(get_relative_url(f"{figure.source.stem}.md", context.path))
        details.append(f'from <a href="{address}">{escape(context.index.label(figure.source))}</a>')
    yield f"<small>{', '.join(filter(None, details))}</small>"


def list_image_files(ref: Ref, figure: PublishedFigure) -> Iterator[ImageFile]:
    """Yield the files of an image of a briefing."""
    for version in figure.versions:
        path = f"{ref.stem}/{figure.name_file(version)}"
        yield ImageFile(path, f"{ref.stem}/{figure.file}", figure.digest, version)


def get_preview(briefing: Briefing) -> ImageFile | None:
    """Return the file of its first image that other sites show for a link to a briefing; None without an image."""
    for figure in islice(briefing.figures, 1):
        *_, fallback = list_image_files(briefing.ref, figure)
        return fallback
    return None
