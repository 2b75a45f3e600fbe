"""The choice of the longest of overlapping spans."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.proposals.overlaps import select_longest
from generator.proposals.proposal import TextSpan


class Labeled(NamedTuple):
    """A span with a label."""

    span: TextSpan
    label: str = ""


spans = st.builds(
    lambda passage, start, length: TextSpan(passage, start, start + length),
    st.integers(0, 1),
    st.integers(0, 20),
    st.integers(1, 6),
)


def overlap(first: TextSpan, second: TextSpan) -> bool:
    return first.passage == second.passage and first.start < second.end and second.start < first.end


@pytest.mark.parametrize(
    ("ranges", "selected"),
    [
        ([(0, 4), (4, 6)], [(0, 4), (4, 6)]),
        ([(0, 4), (2, 7)], [(2, 7)]),
        ([(3, 6), (1, 4)], [(1, 4)]),
        ([(0, 3), (2, 6), (5, 10)], [(0, 3), (5, 10)]),
    ],
)
def test_the_longest_remains(ranges: list[tuple[int, int]], selected: list[tuple[int, int]]) -> None:
    longest = select_longest([Labeled(TextSpan(0, *bounds)) for bounds in ranges])
    assert [(span.start, span.end) for span, _ in longest] == selected


def test_of_the_same_span_the_first_candidate_remains() -> None:
    candidates = [Labeled(TextSpan(0, 1, 3), "one"), Labeled(TextSpan(0, 1, 3), "two")]
    assert select_longest(candidates) == candidates[:1]


@given(st.lists(spans))
def test_selected_spans_are_separate_and_leave_no_room(candidates: list[TextSpan]) -> None:
    selected = [candidate.span for candidate in select_longest(map(Labeled, candidates))]
    assert selected == sorted(selected)
    assert not any(overlap(first, second) for first in selected for second in selected if first is not second)
    for span in candidates:
        assert any(overlap(span, other) and span.end - span.start <= other.end - other.start for other in selected)
