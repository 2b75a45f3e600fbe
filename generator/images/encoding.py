"""The encoding of an image: AVIF for phones and for desktops, and a JPEG for browsers without AVIF.

The same file gives the same bytes with the same version of Pillow: encoders run in one thread, and write no date.
"""

import io
from collections.abc import Mapping

from PIL import Image

from generator.images.inspection import decode_image
from generator.images.versions import Format, Version

_OPTIONS: Mapping[Format, Mapping[str, object]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 6, "max_threads": 1},
    "jpg": {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
}


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
