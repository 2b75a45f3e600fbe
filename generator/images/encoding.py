"""The versions of an image that pages show: AVIF for phones and for desktops, and a JPEG for browsers without AVIF.

The same file gives the same bytes with the same version of Pillow: encoders run in one thread, and write no date.
"""

import io
from collections.abc import Mapping
from functools import partial
from typing import Literal, NamedTuple

from PIL import Image

from generator.images.inspection import decode_image

WIDTHS = (640, 1280)
"""The widths of the versions in pixels, for a phone and for a desktop; no image is enlarged."""

Format = Literal["avif", "jpg"]

_OPTIONS: Mapping[Format, Mapping[str, object]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 6, "max_threads": 1},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}


def is_image_path(path: str) -> bool:
    """Check whether the path of a file of docs/ is that of a version of an image."""
    return path.rpartition(".")[2] in _OPTIONS


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


def encode_versions(data: bytes, versions: list[Version]) -> list[bytes]:
    """Encode versions of an image, which is decoded once. Raise `UnreadableImageError` if it cannot be decoded."""
    image = decode_image(data)
    return [_encode(image, version) for version in versions]


def _encode(image: Image.Image, version: Version) -> bytes:
    size = (version.width, version.height)
    scaled = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    stream = io.BytesIO()
    scaled.save(stream, **_OPTIONS[version.format])  # type: ignore[arg-type]  # options of each format
    return stream.getvalue()
