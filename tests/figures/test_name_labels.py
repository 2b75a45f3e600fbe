"""Names beside signs: no name covers a sign or another name, and none leaves the figure."""

from typing import NamedTuple

from figure_reading import parse_figures
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.figures.labels import LEADING, SIZE, Spot, place_names
from generator.figures.svg import measure_width

WIDTH, HEIGHT = 328.0, 300.0
_RISE = 4.5
_ROUNDING = 0.11
"""Coordinates are written to a tenth."""


class Box(NamedTuple):
    """An area of the figure."""

    left: float
    top: float
    right: float
    bottom: float

    def is_overlapping(self, box: "Box") -> bool:
        across = self.left + _ROUNDING < box.right and box.left + _ROUNDING < self.right
        return across and self.top + _ROUNDING < box.bottom and box.top + _ROUNDING < self.bottom


def read_box(label: str) -> Box:
    """Return the area of a label: of its lines, as wide as the measure of the figures says."""
    (text,) = parse_figures(label).iter("text")
    spans = list(text)
    width = max(measure_width("".join(span.itertext()), SIZE) for span in spans)
    x = float(spans[0].get("x", ""))
    left = {"start": x, "end": x - width, "middle": x - width / 2}[text.get("text-anchor", "")]
    top = float(spans[0].get("y", "")) - _RISE - LEADING / 2
    return Box(left, top, left + width, top + LEADING * len(spans))


def read_anchors(labels: list[str]) -> list[str]:
    return [next(iter(parse_figures(label).iter("text"))).get("text-anchor", "") if label else "" for label in labels]


def test_a_name_that_would_cover_another_takes_another_side() -> None:
    spots = [Spot("Ada Tidewell", 160, 100, 3), Spot("Ben Tidewell", 160, 108, 3)]
    labels = place_names(spots, WIDTH, HEIGHT)
    assert read_anchors(labels) == ["start", "end"]
    assert not read_box(labels[0]).is_overlapping(read_box(labels[1]))


def test_a_name_without_a_free_side_is_left_out() -> None:
    spots = [Spot(f"Clerk {number}", 160, 150, 8) for number in range(6)]
    assert read_anchors(place_names(spots, WIDTH, HEIGHT)) == ["start", "end", "middle", "middle", "", ""]


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            Spot,
            st.sampled_from(["Ada", "Port Office", "The Association of Quay Workers and Clerks", "港口"]),
            st.integers(30, 300).map(float),
            st.integers(30, 270).map(float),
            st.sampled_from([4.0, 8.0, 14.0]),
        ),
        max_size=12,
    )
)
def test_no_name_covers_a_sign_or_another_name(spots: list[Spot]) -> None:
    boxes = [read_box(label) for label in place_names(spots, WIDTH, HEIGHT) if label]
    signs = [
        Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius) for spot in spots
    ]
    for number, box in enumerate(boxes):
        assert not any(map(box.is_overlapping, [*boxes[:number], *signs]))
        assert box.left >= -_ROUNDING
        assert box.right <= WIDTH + _ROUNDING
        assert box.top >= -_ROUNDING
        assert box.bottom <= HEIGHT + _ROUNDING
