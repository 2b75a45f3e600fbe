"""CBOR, as far as a search bundle has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.cbor import decoded, encoded

VALUES = st.recursive(st.integers(0, 2**64 - 1) | st.text(), st.lists)


@given(VALUES)
def test_what_is_written_is_read(value: object) -> None:
    assert decoded(encoded(value)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # From RFC 8949, appendix A.
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (100, "1864"),
        (1000, "1903e8"),
        (1000000, "1a000f4240"),
        (1000000000000, "1b000000e8d4a51000"),
        ("", "60"),
        ("IETF", "6449455446"),
        ("水", "63e6b0b4"),
        ([], "80"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
    ],
)
def test_it_is_the_standards(value: object, written: str) -> None:
    assert encoded(value).hex() == written  # type: ignore[arg-type]
    assert decoded(bytes.fromhex(written)) == value


@pytest.mark.parametrize("written", ["", "20", "f4", "9f01ff", "0000", "82"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(bytes.fromhex(written))
