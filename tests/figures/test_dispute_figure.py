"""The figure of disputes: a row for each position with its relations in words, and a line for each dispute."""

from figure_reading import HOSTILE, SVG, assert_inert, assert_unchanged_by_markdown, parse_figures
from hypothesis import given
from hypothesis import strategies as st

from generator.figures.disputes import Dispute, DisputedPosition, draw

words = st.one_of(st.text(max_size=30), st.sampled_from(HOSTILE))
positions = st.lists(st.builds(DisputedPosition, words, words, words), min_size=2, max_size=6)


def read_rows(figure: str) -> list[list[str]]:
    """Return the lines of text of each row."""
    rows = parse_figures(figure).findall(f".//{SVG}g[@role='listitem']")
    return [["".join(line.itertext()) for line in row.iter(f"{SVG}tspan")] for row in rows]


@given(positions, st.data())
def test_nothing_in_it_is_active_and_each_dispute_has_a_line(some: list[DisputedPosition], data: st.DataObject) -> None:
    number = st.integers(0, len(some) - 1)
    disputes = data.draw(st.lists(st.builds(Dispute, number, number, st.sampled_from(["disputes", "denies"]))))
    figure = draw(some, disputes)
    assert_inert(figure)
    assert_unchanged_by_markdown(figure)
    lines = parse_figures(figure).findall(f".//{SVG}g[@class='disputes-lines']/{SVG}path")
    assert len(lines) == 2 * len(disputes)
    assert len(read_rows(figure)) == (len(some) if disputes else 0)


def test_relations_are_in_words_by_the_numbers_of_the_rows() -> None:
    some = [
        DisputedPosition("Guild", "The fare fell.", "#a"),
        DisputedPosition("Port", "It rose.", "#b"),
        DisputedPosition("City", "No.", "#c"),
    ]
    figure = draw(some, [Dispute(0, 1, "disputes"), Dispute(2, 0, "denies"), Dispute(2, 1, "disputes")])
    assert read_rows(figure) == [
        ["1", "Guild", "The fare fell.", "disputes 2"],
        ["2", "Port", "It rose."],
        ["3", "City", "No.", "denies 1, disputes 2"],
    ]
    links = [link.get("href") for link in parse_figures(figure).iter(f"{SVG}a")]
    assert links == ["#a", "#b", "#c"]


def test_long_claims_end_with_an_ellipsis_after_two_lines() -> None:
    figure = draw(
        [DisputedPosition("Guild", "word " * 40, "#a"), DisputedPosition("Port", "No.", "#b")],
        [Dispute(1, 0, "disputes")],
    )
    (first, _) = read_rows(figure)
    assert len(first) == 4
    assert first[-1].endswith("…")
    assert draw([DisputedPosition("Guild", "No.", "#a")], []) == ""
