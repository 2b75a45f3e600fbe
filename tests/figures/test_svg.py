"""Text in figures: escaped, on one line, and broken into lines if it is too wide."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from generator.figures.svg import (
    escape,
    fold_whitespace,
    format_number,
    measure_width,
    start_tag,
    wrap,
    write_element,
    write_empty_element,
)


@given(st.text())
def test_any_text_comes_back_from_xml_on_one_line(text: str) -> None:
    found = ET.fromstring(write_element("text", text, title=text))  # noqa: S314 - our own markup
    assert (found.text or "") == found.get("title") == fold_whitespace(text)
    assert len(escape(text).splitlines()) <= 1


@given(
    st.text(alphabet="abc mW 漢字\u0301", max_size=120).map(fold_whitespace), st.integers(30, 200), st.integers(1, 4)
)
def test_wrapped_lines_fit_and_an_ellipsis_marks_omitted_text(text: str, room: int, lines: int) -> None:
    wrapped = wrap(text, size=14, room=room, lines=lines)
    assert 1 <= len(wrapped) <= lines
    assert all(measure_width(line, 14) <= room for line in wrapped)
    kept, whole = "".join(wrapped).replace(" ", ""), text.replace(" ", "")
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


def test_lines_break_between_words() -> None:
    assert wrap("Killing of three Fatah leaders", size=14, room=160, lines=2) == [
        "Killing of three Fatah",
        "leaders",
    ]


def test_a_line_is_cut_off_after_a_word() -> None:
    assert wrap("one two three four five", size=10, room=60, lines=1) == ["one two…"]


def test_words_joined_by_a_no_break_space_stay_together() -> None:
    assert wrap("not later than 26\u00a0March\u00a02017", size=12, room=106, lines=3) == [
        "not later than",
        "26\u00a0March\u00a02017",
    ]


def test_elements() -> None:
    assert start_tag("g", class_="a", aria_hidden="true") == '<g class="a" aria-hidden="true">'
    assert write_empty_element("line", x1=1.0, y2=2.25, d='"<&') == '<line x1="1" y2="2.2" d="&quot;&lt;&amp;"/>'
    assert format_number(-0.04) == "0"
