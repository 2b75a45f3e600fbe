"""The inspection of an image file: it is published only if it is a still JPEG, PNG, WebP or AVIF that decodes in full.

Files may be hostile. Limits are checked before pixels are decoded, and formats that can contain scripts, links or
several pictures are refused.
"""

import io
import re
import stat
import struct
import warnings
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.infra.file_digests import compute_digest

if TYPE_CHECKING:
    from PIL.Image import Image

SIZE_LIMIT = 20 << 20
"""The limit of an image file in bytes."""
PIXEL_LIMIT = 40_000_000
"""The limit of an image in pixels: decoded, it needs three or four times as many bytes."""

_SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",), "AVIF": (".avif",)}
_OTHER_SUFFIXES = (".bmp", ".gif", ".heic", ".heif", ".jxl", ".svg", ".tif", ".tiff")
IMAGE_SUFFIXES = (*chain.from_iterable(_SUFFIXES.values()), *_OTHER_SUFFIXES)
"""Endings of the names of image files, those of refused formats included."""

_SIGNATURES = {
    "JPEG": re.compile(rb"\xff\xd8\xff"),
    "PNG": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "WEBP": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "AVIF": re.compile(rb"....ftypavi[fs]", re.DOTALL),
    "GIF": re.compile(rb"GIF8[79]a"),
    "TIFF": re.compile(rb"II\*\0|MM\0\*"),
    "HEIC": re.compile(rb"....ftyp", re.DOTALL),
}
"""The first bytes of files by the name of the format."""
_START_SIZE = 4096
"""The bytes at the start of an SVG that contain its first tag."""

_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Pillow's names of the color forms that convert to RGB without loss of contrast."""

_ERRORS = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, OverflowError, struct.error)
"""The errors that Pillow raises for damaged files."""

_RESAVE = "open it in an image program and save it as JPEG or PNG"


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """An image that can be published: the digest of its file, and its size in pixels, turned upright."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ImageProblem:
    """The reason why an image cannot be published, and advice."""

    message: str
    advice: str


class UnreadableImageError(Exception):
    """An image that cannot be decoded; `problem` says why."""

    def __init__(self, problem: ImageProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def inspect_image(path: Path) -> ImageFacts | ImageProblem:
    """Read and decode an image file; return its facts, or the reason why it cannot be published."""
    try:
        data = _read_limited(path)
        _check_format(data, path.suffix.lower())
        image = decode_image(data)
    except UnreadableImageError as error:
        return error.problem
    return ImageFacts(compute_digest(data), image.width, image.height)


def decode_image(data: bytes) -> "Image":
    """Decode an image, turned upright, without metadata and on a white ground.

    Raise `UnreadableImageError` if it is damaged, animated or too large.
    """
    # Slow to import, and most briefings have no image.
    from PIL import Image, ImageOps  # noqa: PLC0415

    with warnings.catch_warnings():
        # The limit is checked below, before any pixel is decoded.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=tuple(_SUFFIXES)) as image:
                _check_header(image)
                return _flatten(ImageOps.exif_transpose(image))
        except Image.DecompressionBombError as error:
            raise _refuse_pixels() from error
        except _ERRORS as error:
            raise UnreadableImageError(ImageProblem("is damaged or incomplete", _RESAVE)) from error


def _read_limited(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= SIZE_LIMIT:
            with path.open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
            if len(data) <= SIZE_LIMIT:
                return data
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise UnreadableImageError(ImageProblem(f"cannot be read: {reason}", "")) from error
    message = f"is larger than {SIZE_LIMIT >> 20} MiB, or not a regular file"
    raise UnreadableImageError(ImageProblem(message, "save it with fewer pixels or as JPEG"))


def _check_format(data: bytes, suffix: str) -> None:
    """Raise `UnreadableImageError` unless the file begins as its ending says."""
    name = _recognize_format(data)
    if name not in _SUFFIXES:
        kind = f"is {name}" if name else "is not an image that pages can show"
        advice = "save it as JPEG, PNG, WebP or AVIF"
        raise UnreadableImageError(ImageProblem(f"{kind}; only JPEG, PNG, WebP and AVIF are published", advice))
    if suffix not in _SUFFIXES[name]:
        message = f"has the content of {name}, which does not fit the ending `{suffix}`"
        raise UnreadableImageError(ImageProblem(message, f"rename it to end in `{_SUFFIXES[name][0]}`"))


def _recognize_format(data: bytes) -> str:
    """Return the name of a format by the first bytes of a file; empty if it is none of the known ones."""
    for name, pattern in _SIGNATURES.items():
        if pattern.match(data):
            return name
    return "SVG" if b"<svg" in data[:_START_SIZE].lower() else ""


def _check_header(image: "Image") -> None:
    """Raise `UnreadableImageError` for an image that must not be decoded."""
    if image.width * image.height > PIXEL_LIMIT:
        raise _refuse_pixels()
    # Phones add a second picture to a JPEG, such as a map of depth; only the first one is the photograph.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise UnreadableImageError(ImageProblem("is animated", "save a single frame of it"))
    if image.mode not in _MODES:
        raise UnreadableImageError(ImageProblem(f"has an unusual form of color ({image.mode})", _RESAVE))


def _refuse_pixels() -> UnreadableImageError:
    message = f"has more than {PIXEL_LIMIT // 1_000_000} million pixels"
    return UnreadableImageError(ImageProblem(message, "save it with fewer pixels; pages show at most 1,280 in a row"))


def _flatten(image: "Image") -> "Image":
    """Return the pixels alone in RGB: no EXIF, location, comment, color profile or transparency."""
    from PIL import Image  # noqa: PLC0415  # as above

    flat = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat.paste(image.convert("RGB"))
    return flat
