"""Any content: the check ends with valid diagnostics, and never with a traceback."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laying import lay, lay_base
from mangling import ARTICLE, FILES, METADATA, changed_files, lay_what_can_be, markdown, odd_files, torn_files

from generator import pages
from generator.build import checking
from generator.content import reader
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report import RENDERERS, render_text
from generator.diagnostics.rules import RULES
from generator.source.files import ContentListing, list_files, read_source

modest = settings(max_examples=60, deadline=None)


@contextmanager
def base() -> Iterator[Path]:
    """A folder with the base in it; a fixture would be shared by all examples of a test."""
    with tempfile.TemporaryDirectory() as folder:
        lay_base(Path(folder))
        yield Path(folder)


def checked(root: Path) -> list[Diagnostic]:
    """Check `root`, and render the pages if there is no error."""
    diagnostics, everything = checking.check(root)
    if everything is not None:
        assert all(isinstance(page.text, str) for page in pages.render(everything))
    for one in diagnostics:
        assert_makes_sense(root, one)
    assert diagnostics == sorted(set(diagnostics), key=lambda one: one.sort_key)
    for render in RENDERERS.values():
        render(diagnostics).encode()
    assert all(line.isprintable() for line in render_text(diagnostics).split("\n"))
    json.loads(RENDERERS["json"](diagnostics))
    return diagnostics


def assert_makes_sense(root: Path, one: Diagnostic) -> None:
    assert one.rule in RULES
    assert one.message
    assert one.path.startswith("content/")
    assert not {"", ".", ".."} & set(one.path.split("/"))
    assert str(root) not in f"{one.path}{one.message}{one.help}"
    assert one.line >= 1
    assert one.column >= 1
    assert one.width >= 1
    if one.excerpt:
        source = read_source(root / one.path, one.path)
        lines = (
            (root / one.path).read_text(encoding="utf-8-sig").split("\n") if isinstance(source, tuple) else source.lines
        )
        assert one.line <= len(lines)
        assert one.column <= len(lines[one.line - 1]) + 1
        line = lines[one.line - 1]
        is_part = one.excerpt == line[one.chars_before : len(line) - one.chars_after]
        assert is_part or isinstance(source, tuple)


@modest
@given(changed_files())
def test_any_data_at_any_key(files: Mapping[str, str]) -> None:
    with base() as root:
        lay(root, files)
        checked(root)


@modest
@given(torn_files())
def test_files_that_are_cut_off_or_torn(files: Mapping[str, Any]) -> None:
    with base() as root:
        lay(root, files)
        checked(root)


@modest
@given(markdown)
def test_any_article(text: str) -> None:
    with base() as root:
        lay(root, {ARTICLE: FILES[ARTICLE] + text})
        checked(root)


@settings(modest, max_examples=30)
@given(st.binary(max_size=60), st.sampled_from(sorted(FILES)))
def test_any_bytes(data: bytes, path: str) -> None:
    with base() as root:
        lay(root, {path: {"hex": data.hex()}})
        checked(root)


@modest
@given(odd_files())
def test_files_of_any_name_and_links_to_anywhere(files: list[tuple[str, Any]]) -> None:
    with base() as root:
        lay_what_can_be(root, files, lay)
        checked(root)


@settings(modest, max_examples=30)
@given(changed_files(), st.randoms(use_true_random=False))
def test_neither_the_order_of_files_nor_an_earlier_run_shows(files: Mapping[str, str], random: Any) -> None:
    with base() as root, pytest.MonkeyPatch.context() as patch:
        lay(root, files)
        expected = checked(root)
        assert checked(root) == expected

        def shuffled(folder: Path) -> ContentListing:
            listing = list_files(folder)
            return ContentListing(tuple(random.sample(listing.files, len(listing.files))), listing.diagnostics)

        patch.setattr(reader, "list_files", shuffled)
        assert checked(root) == expected


MIB = 1 << 20
_LAUGHS = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))


@pytest.mark.parametrize(
    ("path", "text", "rules"),
    [
        (METADATA, _LAUGHS, {"yaml-feature", "unknown-key", "missing-key"}),
        (METADATA, "tags: " + "[" * 200_000, {"too-deep"}),
        (METADATA, "tags: " + "{a: " * 100_000, {"flow-mapping", "too-deep", "yaml-syntax"}),
        (METADATA, "- " * 200_000, {"too-deep"}),
        (METADATA, "".join(f"{' ' * n}a:\n" for n in range(1_000)), {"too-deep"}),
        (METADATA, "x" * (10 * MIB), {"too-large"}),
        (ARTICLE, "x" * (10 * MIB), {"too-large"}),
    ],
    ids=["laughs", "brackets", "braces", "dashes", "staircase", "10 MB of keys", "10 MB of prose"],
)
def test_bombs(path: str, text: str, rules: set[str]) -> None:
    with base() as root:
        lay(root, {path: text})
        found = {one.rule for one in checked(root) if one.path == path}
        assert found
        assert found <= rules


@pytest.mark.parametrize(
    "text",
    [
        "x" * MIB,
        "word " * (MIB // 5),
        "Tessa Varga " * (MIB // 24),
        "*a " * (MIB // 12),
        "[a](" * (MIB // 16),
        "> " * (MIB // 2),
        "said “" * (MIB // 24),
    ],
    ids=["a word", "words", "names", "stars", "links", "quotations", "cues"],
)
def test_articles_with_one_line_as_long_as_files_may_be(text: str) -> None:
    with base() as root:
        lay(root, {ARTICLE: f"{text[: MIB - len(FILES[ARTICLE].encode()) - 2]}\n\n{FILES[ARTICLE]}"})
        checked(root)


def test_a_value_as_long_as_files_may_be() -> None:
    with base() as root:
        value = "ferry " * ((MIB - 2_000) // 6)
        lay(root, {METADATA: FILES[METADATA].replace("summary: The", f"summary: {value}The")})
        assert [one.rule for one in checked(root)] == ["bad-length"]
