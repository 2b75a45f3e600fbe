"""Images for tests, as bytes of a file."""

import io

from PIL import Image

SECRET = b"Quibblestrand"
"""A word in the metadata of each image, which no published file may contain."""


def draw_image(width: int = 60, height: int = 40, format_: str = "JPEG", color: str = "teal", turned: int = 1) -> bytes:
    """Return an image, red in its upper left corner, with a comment and a location in its metadata.

    `turned` is the orientation in EXIF.
    """
    image = Image.new("RGB", (width, height), color)
    image.paste("red", (0, 0, width // 4, height // 4))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[0x1B] = SECRET
    stream = io.BytesIO()
    image.save(stream, format_, exif=exif)
    return stream.getvalue()


def read_image(data: bytes) -> Image.Image:
    """Return the decoded image."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
