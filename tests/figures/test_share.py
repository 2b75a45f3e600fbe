"""Stacked bars: shares in their order with words and numbers, distinct without color."""

import pytest
from figure_reading import HOSTILE, SVG, assert_inert, assert_unchanged_by_markdown, parse_figures
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.stacked_bar import BarPart, draw, draw_strip

parts = st.lists(
    st.builds(BarPart, st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE)), st.integers(0, 900)), max_size=8
)


def _legend(figure: str) -> list[str]:
    return ["".join(item.itertext()) for item in parse_figures(figure).iter("li")]


@given(parts)
def test_nothing_in_it_is_active_and_the_parts_fill_the_bar(some: list[BarPart]) -> None:
    figure = draw(some, name="kinds", title='<b>"')
    assert_inert(figure)
    assert_unchanged_by_markdown(figure)
    rects = parse_figures(figure).findall(f"./figure/{SVG}svg/{SVG}rect[@class]")
    assert len(rects) == len(_legend(figure)) == sum(1 for part in some if part.number)
    widths = [float(rect.get("width", "").rstrip("%")) for rect in rects]
    assert not widths or sum(widths) == pytest.approx(100, abs=0.5)


def test_the_largest_part_comes_first_and_those_of_nothing_are_left_out() -> None:
    figure = draw(
        [BarPart("report", 2), BarPart("denial", 0), BarPart("motive", 1300)], name="kinds", title="1,302 statements"
    )
    assert _legend(figure) == ["motive 1,300", "report 2"]
    assert "1,302 statements" in figure
    assert draw([BarPart("report", 0)], name="kinds", title="") == ""


def test_parts_have_distinct_patterns_shown_in_the_legend() -> None:
    root = parse_figures(draw([BarPart(f"part {place}", 8 - place) for place in range(8)], name="kinds", title=""))
    patterns = {path.get("d") for path in root.iter(f"{SVG}path")}
    assert len(patterns) == 7  # the first part is plain
    bar = [rect.get("fill") for rect in root.findall(f"./figure/{SVG}svg/{SVG}rect")]
    legend = [rect.get("fill") for item in root.iter("li") for rect in item.iter() if rect.tag.endswith("rect")]
    assert bar == legend
    assert len(set(bar)) == 8


@given(
    st.lists(st.lists(st.builds(BarPart, st.text(max_size=5), st.integers(1, 90)), min_size=1, max_size=8), min_size=1)
)
def test_a_strip_has_all_parts_and_a_gap_between_groups(groups: list[list[BarPart]]) -> None:
    figure = draw_strip(groups, name="speakers")
    assert_inert(figure)
    assert_unchanged_by_markdown(figure)
    rects = parse_figures(figure).findall(f"./figure/{SVG}svg/{SVG}rect[@class]")
    assert len(rects) == sum(map(len, groups))
    widths = [float(rect.get("width", "").rstrip("%")) for rect in rects]
    assert sum(widths) == pytest.approx(100 - (len(groups) - 1), abs=0.05 * len(rects) + 0.01)


def test_a_strip_leaves_out_empty_parts_and_repeats_no_pattern() -> None:
    figure = draw_strip(
        [[BarPart("report", 1), BarPart("denial", 2)], [BarPart("report", 0), BarPart("denial", 1)]], name="s"
    )
    rects = parse_figures(figure).findall(f"./figure/{SVG}svg/{SVG}rect[@class]")
    assert [(rect.get("x"), rect.get("width")) for rect in rects] == [
        ("0%", "24.8%"),
        ("24.8%", "49.5%"),
        ("75.2%", "24.8%"),
    ]
    assert figure.count("<pattern ") == 1
