"""Edits of YAML text change one position and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import SourceFile
from generator.source.yaml_edits import InvalidYamlError, UnwritableError, YamlText, format_block, quote_if_needed
from generator.source.yaml_loader import parse_yaml

FILE = (
    "\ufeffname: One # first\r\nlist: [ a-b , 'c' ]\r\nblock:\r\n- x # why\r\n- |\r\n  y\r\n\r\n"
    "roles:\r\n  - as: z\r\n    of: a-b\r\n"
)


def load(text: str) -> object:
    return parse_yaml(SourceFile("content/x.yml", text.removeprefix("\ufeff").replace("\r\n", "\n"))).data


@pytest.mark.parametrize(
    ("path", "old"),
    [(("list", 0), "a-b"), (("list", 1), "c"), (("block", 0), "x"), (("block", 1), "y"), (("roles", 0, "of"), "a-b")],
)
def test_one_word_is_replaced(path: tuple[str | int, ...], old: str) -> None:
    text = YamlText(FILE).replace_id(path, old, "new").text
    assert text.replace("new", old) == FILE
    assert text.count("new") == 1


@pytest.mark.parametrize(
    ("path", "old"),
    [
        (("list", 0), "a"),
        (("list", 5), "a"),
        (("none",), "a"),
        (("name", 0), "One"),
        (("roles", "as"), "z"),
    ],
)
def test_a_missing_value_cannot_be_replaced(path: tuple[str | int, ...], old: str) -> None:
    with pytest.raises(UnwritableError):
        YamlText(FILE).replace_id(path, old, "new")


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- x", "'"])
def test_invalid_yaml_is_an_error(text: str) -> None:
    with pytest.raises(InvalidYamlError):
        YamlText(text).replace_id(("a",), "x", "y")


def test_items_and_keys_are_added_and_removed() -> None:
    text = YamlText(FILE)
    assert "list: [ 'c' ]\r\n" in text.remove_item(("list", 0)).text
    assert "list: [ a-b ]\r\n" in text.remove_item(("list", 1)).text
    assert "block:\r\n# why\r\n- |" in text.remove_item(("block", 0)).text
    assert "# why\r\n\r\nroles:" in text.remove_item(("block", 1)).text
    assert text.remove_key("name").text.startswith("\ufeff# first\r\nlist")
    assert "list: [ a-b , 'c', d ]" in text.append_item("list", "d").text
    assert "  y\r\n- d\r\n\r\nroles" in text.append_item("block", "d").text
    assert text.append_lines("roles", "- as: q\n  of: r").text.endswith("of: a-b\r\n  - as: q\r\n    of: r\r\n")
    assert text.append_block("more:\n  x: y").text == f"{FILE}more:\r\n  x: y\r\n"
    assert text.get_block("block") == "block:\r\n- x # why\r\n- |\r\n  y"
    assert text.get_item_lines("roles", 0) == "- as: z\n  of: a-b"
    assert text.find_line(("roles", 0, "of")) == 10


def test_comments_in_a_list_of_several_lines_stay() -> None:
    text = YamlText("a: [\n  b, # one\n  c # two\n]\n")
    for position, left in ((0, ["c"]), (1, ["b"])):
        changed = text.remove_item(("a", position)).text
        assert "# one" in changed
        assert "# two" in changed
        assert load(changed) == {"a": left}


# What content may hold: characters that change the direction of text are refused where they are read.
HELD = st.characters(
    exclude_categories=["Cs", "Cc", "Co", "Cn"],
    exclude_characters="\ufeff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)


@given(st.text(HELD, min_size=1))
def test_any_text_is_written_so_that_it_is_read_as_it_was(value: str) -> None:
    wanted = unicodedata.normalize("NFC", value)
    for text, held in (
        (f"a: {quote_if_needed(wanted)}\n", {"a": wanted}),
        (f"{format_block('a', [wanted, 'x'])}\n", {"a": [wanted, "x"]}),
        (f"{format_block('a', {'b': wanted})}\n", {"a": {"b": wanted}}),
        (YamlText("a: [x]\n").append_item("a", wanted).text, {"a": ["x", wanted]}),
        (YamlText("a:\n- x\n").append_item("a", wanted).text, {"a": ["x", wanted]}),
    ):
        assert parse_yaml(SourceFile("content/x.yml", text)).data == held
