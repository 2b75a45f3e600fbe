"""Excerpts: the caret is below the location in lines of any length or width; the number of diagnostics is limited."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import EXCERPT_LIMIT, Diagnostic, SourceFile, Span
from generator.diagnostics.report import MAX_SHOWN, render_github, render_json, render_text


def cells(text: str) -> int:
    """Count the columns that text takes on a terminal, in another way than the report does."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in {"Mn", "Me"} for char in text)


def drawn(line: str, column: int, width: int = 1) -> tuple[str, str]:
    """The line and the row of carets, without the number before them."""
    report = render_text([SourceFile("a.yml", line).diagnose("bad-value", Span(1, column, width), "it is wrong")])
    _, shown, carets, *_ = report.split("\n")
    return shown.removeprefix("  1 | "), carets.removeprefix("    | ")


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("name: ", "wrong"),
        ("name: 東京の", "wrong"),
        ("name: ", "東京"),
        ("name: e\u0301te\u0301 ", "wrong"),
        ("name: \uff21\uff22 ", "wrong"),
        ("\tname:\t", "wrong"),
        ("name: 한국어 ", "wrong"),
        ("x" * 500, "wrong"),
        ("東" * 300, "wrong"),
        ("e\u0301" * 300, "wrong"),
    ],
)
@pytest.mark.parametrize("behind", ["", " and more", "y" * 500])
def test_the_carets_are_below_the_marked_text(before: str, place: str, behind: str) -> None:
    line, carets = drawn(before + place + behind, len(before) + 1, len(place))

    head, found, _ = line.partition(place)
    assert found
    assert cells(head) == len(carets) - len(carets.lstrip())
    assert carets.strip() == "^" * cells(place)


def test_a_long_line_is_cut_around_the_place() -> None:
    line, _ = drawn("a" * 300 + "wrong" + "b" * 300, 301, 5)

    assert line.startswith("…a")
    assert line.endswith("b…")
    assert len(line) == EXCERPT_LIMIT + 2


def test_a_line_that_fits_is_shown_whole() -> None:
    assert drawn("a" * EXCERPT_LIMIT, EXCERPT_LIMIT)[0] == "a" * EXCERPT_LIMIT


def test_letters_are_not_separated_from_combining_marks() -> None:
    line, _ = drawn("e\u0301" * 200, 201)

    assert not unicodedata.combining(line.removeprefix("…")[0])


def test_invisible_characters_are_escaped_and_counted() -> None:
    line, carets = drawn("a\u200db wrong", 5, 5)

    assert line == "a\\u200db wrong"
    assert carets.index("^") == line.index("wrong")


@given(st.text(min_size=1, max_size=400).filter(lambda text: "\n" not in text), st.data())
def test_any_place_of_any_line_is_in_its_excerpt(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    one = SourceFile("a.yml", line).diagnose("bad-value", Span(1, column), "it is wrong")

    assert one.excerpt == line[one.chars_before : len(line) - one.chars_after]
    assert one.excerpt[column - 1 - one.chars_before] == line[column - 1]
    assert len(one.excerpt) <= EXCERPT_LIMIT
    shown, carets = drawn(line, column)
    assert "^" in carets
    assert shown.isprintable()


# How many


def diagnostics(errors: int, warnings: int) -> list[Diagnostic]:
    made = [("unused-entity", f"a{number:04}.yml") for number in range(warnings)]
    made += [("bad-value", f"b{number:04}.yml") for number in range(errors)]
    return [Diagnostic(rule=rule, path=path, message="it is wrong") for rule, path in made]


def test_a_run_shows_as_many_as_people_read_and_counts_the_rest() -> None:
    report = render_text(diagnostics(MAX_SHOWN + 34, 3))

    assert report.count("error[bad-value]") == MAX_SHOWN
    assert report.endswith(f"\n37 more diagnostics not shown; fix these first\n\n{MAX_SHOWN + 34} errors, 3 warnings")


def test_errors_are_shown_rather_than_warnings() -> None:
    report = render_text(diagnostics(10, MAX_SHOWN))

    assert report.count("error[") == 10
    assert report.count("warning[") == MAX_SHOWN - 10


def test_all_are_shown_that_have_room() -> None:
    report = render_text(diagnostics(MAX_SHOWN, 0))

    assert report.count("error[") == MAX_SHOWN
    assert "not shown" not in report


def test_annotations_are_counted_too_and_json_has_all() -> None:
    many = diagnostics(MAX_SHOWN + 1, 0)

    lines = render_github(many).split("\n")
    assert len(lines) == MAX_SHOWN + 1
    assert lines[-1] == "::notice::1 more diagnostic not shown; fix these first"
    assert len(json.loads(render_json(many))) == MAX_SHOWN + 1
