"""Positions of values and keys."""

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_data import DATA

from generator.diagnostics.diagnostic import SourceFile, Span
from generator.source.yaml_loader import locate

TEXT = """\
# a comment
title: "Talks resume"
tags: [truce, talks]
attributions:
- id: c01
  by:
    unnamed: officials
    within: hamas
  says: The talks go on
    in Doha.
-   id: c02
    about:
    - hamas
    - idf
    note: |
      some text
    empty:
    quoted: ''
name: x
name: yy
long: [a,
  b]
"""


def find_span(*path: str | int, key: bool = False, text: str = TEXT) -> tuple[int, int, int]:
    span = locate(SourceFile("content/x.yml", text), path, key=key)
    return (span.line, span.column, span.width)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), (2, 8, 14), (2, 1, 5)),
        (("tags",), (3, 7, 14), (3, 1, 4)),
        (("tags", 1), (3, 15, 5), (3, 15, 5)),
        (("attributions",), (5, 1, 9), (4, 1, 12)),
        (("attributions", 0), (5, 3, 2), (5, 3, 2)),
        (("attributions", 0, "id"), (5, 7, 3), (5, 3, 2)),
        (("attributions", 0, "by"), (7, 5, 7), (6, 3, 2)),
        (("attributions", 0, "by", "within"), (8, 13, 5), (8, 5, 6)),
        (("attributions", 0, "says"), (9, 9, 15), (9, 3, 4)),
        (("attributions", 1, "about", 1), (14, 7, 3), (14, 7, 3)),
        (("attributions", 1, "note"), (15, 11, 1), (15, 5, 4)),
        (("attributions", 1, "empty"), (17, 5, 5), (17, 5, 5)),
        (("attributions", 1, "quoted"), (18, 13, 2), (18, 5, 6)),
        (("name",), (19, 7, 1), (19, 1, 4)),
        (("long",), (21, 7, 3), (21, 1, 4)),
    ],
)
def test_values_and_keys_have_positions(
    path: tuple[str | int, ...], value: tuple[int, int, int], key: tuple[int, int, int]
) -> None:
    assert find_span(*path) == value
    assert find_span(*path, key=True) == key


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), (1, 1, 1)),
        (("nothing",), (1, 1, 1)),
        (("nothing", "more", 3), (1, 1, 1)),
        ((0,), (1, 1, 1)),
        (("title", 0), (2, 8, 14)),
        (("title", "part"), (2, 8, 14)),
        (("tags", 7), (3, 7, 14)),
        (("attributions", 1, "says"), (11, 5, 2)),
        (("attributions", 0, "by", 0, "within"), (8, 13, 5)),
        (("attributions", 0, "by", "place"), (7, 5, 7)),
    ],
)
def test_a_missing_value_has_the_position_of_its_parent(
    path: tuple[str | int, ...], expected: tuple[int, int, int]
) -> None:
    assert find_span(*path) == expected
    if path[-1:] in {("nothing",), ("says",), ("place",)}:
        assert find_span(*path, key=True) == expected


REPAIRED = """\
title: Talks: a truce
by:
\twithin: hamas
says: "Not now" was the reply.
also: "open
list:
- a: 'x' y
  b: c
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), (1, 8, 14)),
        (("by", "within"), (3, 10, 5)),
        (("says",), (4, 7, 24)),
        (("also",), (5, 7, 5)),
        (("list", 0, "a"), (7, 6, 5)),
        (("list", 0, "b"), (8, 6, 1)),
    ],
)
def test_repaired_files_have_positions(path: tuple[str | int, ...], expected: tuple[int, int, int]) -> None:
    assert find_span(*path, text=REPAIRED) == expected


@pytest.mark.parametrize("text", ["", "- a", "a", "[" * 50, "a: [", "{a: b}: c", "*x : y", "a: b\n---\na: [c\n"])
def test_any_file_has_places(text: str) -> None:
    assert find_span("a", 0, text=text)[0] == 1


def iterate_leaves(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from iterate_leaves(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from iterate_leaves(value, (*path, position))
    elif isinstance(data, str):
        yield path, data


@settings(max_examples=100)
@given(DATA, st.sampled_from(["'", '"', None]), st.booleans())
def test_every_value_is_at_its_position(data: dict[str, object], style: str | None, flow: bool) -> None:  # noqa: FBT001
    written = yaml.safe_dump(data, default_style=style, default_flow_style=flow, width=1 << 20, allow_unicode=True)
    source = SourceFile("content/x.yml", written)
    for path, text in iterate_leaves(data):
        span = locate(source, path)
        excerpt = source.lines[span.line - 1][span.column - 1 :][: span.width]
        assert yaml.load(excerpt, yaml.BaseLoader) == text
        if isinstance(path[-1], str):
            key = locate(source, path, key=True)
            excerpt_of_key = source.lines[key.line - 1][key.column - 1 :][: key.width]
            assert yaml.load(excerpt_of_key, yaml.BaseLoader) == path[-1]


def test_positions_are_spans() -> None:
    assert locate(SourceFile("content/x.yml", TEXT), ("title",)) == Span(2, 8, 14)
