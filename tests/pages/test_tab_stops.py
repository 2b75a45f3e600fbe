"""Links to a target that the keyboard reaches from an earlier link are no tab stops; all else stays as it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.pages.tab_stops import TabStops
from generator.text.escaping import Markdown, escape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[A](a.md) and [B](b.md)", "[A](a.md) and [B](b.md)"),
        ("[A](a.md), [A](a.md)", '[A](a.md), [A](a.md){ tabindex="-1" }'),
        ("**[A](a.md)** and [A](a.md){ .words }", '**[A](a.md)** and [A](a.md){ .words tabindex="-1" }'),
        ("[A](a.md#c01){ .words } [A](a.md#c02){ .words }", "[A](a.md#c01){ .words } [A](a.md#c02){ .words }"),
        ("[A](known.md)", '[A](known.md){ tabindex="-1" }'),
        ("(a.md) (a.md) [x] (a.md)", "(a.md) (a.md) [x] (a.md)"),
    ],
)
def test_the_first_link_to_a_target_is_the_tab_stop(text: str, expected: str) -> None:
    assert TabStops({"known.md"}).skip_reached(Markdown(text)) == expected


def test_targets_are_remembered_from_one_text_to_the_next() -> None:
    stops = TabStops()
    first = stops.skip_reached(Markdown("[A](a.md)"))
    assert first == "[A](a.md)"
    assert stops.skip_reached(first) == '[A](a.md){ tabindex="-1" }'


def test_all_links_of_a_text_can_be_left_out() -> None:
    assert TabStops.skip_all(Markdown("[A](a.md){ .words }, [B](b.md)")) == (
        '[A](a.md){ .words tabindex="-1" }, [B](b.md){ tabindex="-1" }'
    )


@given(st.text(alphabet="[](){}\\!ab .#", max_size=12))
@example("![a](b)")
@example("a\\")
def test_brackets_of_a_name_are_text(name: str) -> None:
    text = Markdown(escape(name))
    assert TabStops.skip_all(text) == text
    link = Markdown(f"[{text}](a.md)")
    assert TabStops.skip_all(link) == f'{link}{{ tabindex="-1" }}'
