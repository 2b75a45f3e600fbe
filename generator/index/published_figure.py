"""A published image of an article, with the names of its files."""

from dataclasses import dataclass

from generator.images.versions import Version, list_versions
from generator.model.kinds import Ref
from generator.model.slug import make_slug

_DIGEST_LENGTH = 10
_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """An image of a published article, and what its page says of it.

    `anchor` is its id on the page, `digest` that of the file, `width` and `height` are its size in pixels.
    """

    anchor: str
    file: str
    digest: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    license: str
    source: Ref | None

    @property
    def versions(self) -> list[Version]:
        """The versions that browsers choose from; the last one is for those that read no AVIF, and for other sites."""
        return list_versions(self.width, self.height)

    def name_file(self, version: Version) -> str:
        """Return the name of a version, in letters that every server keeps; a changed image has another name."""
        stem = make_slug(self.file.rpartition(".")[0])[:_NAME_LENGTH] or "image"
        return f"{stem}-{self.digest[:_DIGEST_LENGTH]}-{version.width}.{version.format}"
