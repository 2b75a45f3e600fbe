"""The versions of an image that pages show: their sizes, formats and names of files."""

from functools import partial
from typing import Literal, NamedTuple, get_args

WIDTHS = (640, 1280)
"""The widths of the versions in pixels, for a phone and for a desktop; no image is enlarged."""

Format = Literal["avif", "jpg"]


def is_image_path(path: str) -> bool:
    """Check whether the path of a file of docs/ is that of a version of an image."""
    return path.rpartition(".")[2] in get_args(Format)


class Version(NamedTuple):
    """A version of an image: its size in pixels, and its format, which is also the ending of its file."""

    width: int
    height: int
    format: Format


def list_versions(width: int, height: int) -> list[Version]:
    """Return the versions of an image of this size: AVIF from small to large, and the JPEG last."""
    widths = sorted(set(map(partial(min, width), WIDTHS)))
    versions = [Version(new_width, max(1, round(height * new_width / width)), "avif") for new_width in widths]
    return [*versions, versions[-1]._replace(format="jpg")]
