"""The sizes of images: upright, without metadata, never enlarged, and the same bytes each time."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import SECRET, draw_image, read_image
from PIL import Image

from generator.images.encoding import encode_versions
from generator.images.inspection import ImageFacts, ImageProblem, UnreadableImageError, decode_image, inspect_image
from generator.images.versions import WIDTHS, list_versions

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
RIGHT_ANGLE = 6
"""The orientation in EXIF of a camera that was held upright."""


@given(st.integers(1, 8000), st.integers(1, 8000))
def test_versions_keep_the_shape_and_enlarge_nothing(width: int, height: int) -> None:
    versions = list_versions(width, height)

    assert versions[-1].format == "jpg"
    assert versions[-1][:2] == versions[-2][:2]
    assert len(set(versions)) == len(versions)
    for version in versions:
        assert 1 <= version.width <= min(width, max(WIDTHS))
        assert abs(version.height - version.width * height / width) <= 1


@pytest.mark.parametrize("format_", FORMATS)
def test_files_have_pixels_and_nothing_else(format_: str, tmp_path: Path) -> None:
    data = draw_image(format_=format_)
    assert SECRET in data

    file = tmp_path / f"image.{FORMATS[format_]}"
    file.write_bytes(data)
    facts = inspect_image(file)
    assert isinstance(facts, ImageFacts)
    encoded = encode_versions(data, list_versions(facts.width, facts.height))

    assert encoded == encode_versions(data, list_versions(facts.width, facts.height))
    for image_data in encoded:
        assert SECRET not in image_data
        assert not read_image(image_data).getexif()
        assert {"exif", "icc_profile", "comment", "xmp"} & read_image(image_data).info.keys() <= {"icc_profile"}


def test_images_are_upright() -> None:
    image = decode_image(draw_image(60, 40, turned=RIGHT_ANGLE))

    assert image.size == (40, 60)
    corner = image.crop((38, 2, 39, 3)).tobytes()
    assert corner[0] > 200 > corner[2]


def test_transparent_pixels_are_white() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(stream, "PNG")

    assert decode_image(stream.getvalue()).tobytes() == b"\xff" * 48


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_are_problems(data: st.DataObject) -> None:
    """No damaged byte, and no cut, raises any other error."""
    image = bytearray(draw_image(format_=data.draw(st.sampled_from(sorted(FORMATS)))))
    for position in data.draw(st.lists(st.integers(0, len(image) - 1), min_size=1, max_size=8)):
        image[position] = data.draw(st.integers(0, 255))
    cut = bytes(image[: data.draw(st.integers(0, len(image)))])

    with contextlib.suppress(UnreadableImageError):
        assert decode_image(cut).mode == "RGB"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "image.jpg"
    file.write_bytes(draw_image())
    monkeypatch.setattr("generator.images.inspection.SIZE_LIMIT", 100)

    assert isinstance(inspect_image(file), ImageProblem)
