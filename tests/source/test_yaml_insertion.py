"""Lines are inserted into YAML files in the right position, and nothing else changes."""

from difflib import SequenceMatcher

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.source.yaml_insertion import FileLines, InsertionError, insert_item, insert_key
from generator.source.yaml_scalars import format_flow_list, format_scalar

BEFORE = ("name", "tags")


def insert(text: str, key: str = "tags", item: str | list[str] = "new one") -> str:
    return insert_item(FileLines.split(text), key, item, BEFORE).text


def test_an_item_is_inserted_into_brackets() -> None:
    assert insert("tags: [a, b] # two\n") == "tags: [a, b, new one] # two\n"
    assert insert("tags: []\n") == "tags: [new one]\n"
    assert insert("tags: [ ] # none\n") == "tags: [new one ] # none\n"
    assert insert('tags: ["a",\n  "b",\n]\n') == 'tags: ["a",\n  "b", "new one",\n]\n'
    assert insert("tags: [a]\n", item="a, b") == 'tags: [a, "a, b"]\n'


def test_an_item_is_inserted_after_the_last_line_of_its_list() -> None:
    assert (
        insert("tags:\n- a\n- b # it\n# of no list\nx: y\n") == "tags:\n- a\n- b # it\n- new one\n# of no list\nx: y\n"
    )
    assert insert("tags:\n    - 'a'\n\nx: y") == "tags:\n    - 'a'\n    - \"new one\"\n\nx: y"
    assert insert("tags:\n  - a\n\n  - b\n") == "tags:\n  - a\n\n  - b\n\n  - new one\n"
    assert insert("tags: # to come\nx: y\n") == "tags: # to come\n  - new one\nx: y\n"


def test_an_entry_is_separated_like_the_other_entries() -> None:
    entry = ["id: c2", "by:", "  unnamed: x"]
    alone = "tags:\n  - id: c1\n"
    assert insert(alone, item=entry) == f"{alone}\n  - id: c2\n    by:\n      unnamed: x\n"
    close = "tags:\n- id: c0\n- id: >-\n    c1\n    and on\n\n# end\n"
    assert insert(close, item=["id: c2"]) == close.replace("on\n", "on\n- id: c2\n")
    assert insert("tags: [] # none\n", item=["id: c2"]) == "tags: # none\n  - id: c2\n"


def test_a_missing_key_is_inserted_after_its_predecessors() -> None:
    assert insert("name: x # it\n\nrest: y\n") == "name: x # it\ntags: [new one]\n\nrest: y\n"
    assert insert("rest: y") == "rest: y\ntags: [new one]"
    assert insert("rest: y\n", item=["id: c1"]) == "rest: y\ntags:\n  - id: c1\n"


def test_a_key_is_inserted_into_an_entry() -> None:
    text = "list:\n- a: 1\n  b: |\n    two\n\n    three\n\n- a: 2\n"
    done = insert_key(FileLines.split(text), ("list", 0), "c", ["4"], ("a", "b"))
    assert done.text == text.replace("three\n", "three\n  c: 4\n")


def test_line_ends_stay_those_of_the_file() -> None:
    assert insert("tags:\r\n- a\r\nx: y") == "tags:\r\n- a\r\n- new one\r\nx: y"
    assert insert("tags:\n- a") == "tags:\n- a\n- new one"
    assert FileLines.split("a\r\nb\rc\n").text == "a\r\nb\rc\n"
    assert FileLines.split("a\nb\n").remove_rows(1, 3).text == "a"
    assert FileLines.split("a\n").remove_rows(0, 2).text == ""


@pytest.mark.parametrize("text", ["tags: text\n", "tags: [\n", "- a\n", "text", "tags: [a]\n\tb: c\n"])
def test_insertion_without_a_list_is_refused(text: str) -> None:
    with pytest.raises(InsertionError):
        insert(text)


def test_an_entry_has_no_place_in_brackets() -> None:
    with pytest.raises(InsertionError, match="`tags` is a list in brackets"):
        insert("tags: [a]\n", item=["id: c1"])
    with pytest.raises(InsertionError, match="two lines"):
        insert("tags: [\n]\n", item=["id: c1"])


values = st.text(min_size=1).filter(lambda text: text.split())


@given(value=values, in_quotes=st.booleans())
def test_a_text_is_read_as_it_was(*, value: str, in_quotes: bool) -> None:
    wanted = " ".join(value.split())
    assert yaml.load(f"k: {format_scalar(value, in_quotes=in_quotes)}", yaml.BaseLoader) == {"k": wanted}
    assert yaml.load(f"k: {format_flow_list([value, value])}", yaml.BaseLoader) == {"k": [wanted, wanted]}


words = st.text(st.sampled_from("ab c:#-'é"), min_size=1, max_size=12).filter(lambda text: text.split())


@st.composite
def draw_files(draw: st.DrawFn) -> str:
    """Draw files of keys in the styles that editors use."""
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines: list[str] = []
    for key in draw(st.lists(st.sampled_from(["name", "tags", "rest", "list"]), unique=True, min_size=1)):
        lines += draw(st.lists(st.sampled_from(["", "# comment", "## [said:1] x"]), max_size=2))
        items = draw(st.lists(words, max_size=3))
        quoted = [format_scalar(item, in_quotes=draw(st.booleans())) for item in items]
        indent = " " * draw(st.integers(0, 4))
        match (
            draw(st.sampled_from(["plain", "block", "brackets", "folded", "empty"]))
            if key != "tags"
            else draw(st.sampled_from(["block", "brackets", "empty"]))
        ):
            case "block" if items:
                lines.append(f"{key}:")
                for item in quoted:
                    lines.append(f"{indent}- {item}")
                    lines += draw(st.lists(st.sampled_from(["", f"{indent}# comment"]), max_size=2))
            case "brackets" | "block":
                lines.append(f"{key}: {format_flow_list(items)}{draw(st.sampled_from(['', ' # comment']))}")
            case "folded":
                lines += [f"{key}: >-", "  folded", "", "  text"]
            case "empty":
                lines.append(f"{key}:{draw(st.sampled_from(['', ' ', ' # comment']))}")
            case _:
                lines.append(f"{key}: text")
    return end.join([*lines, *draw(st.lists(st.just(""), max_size=2))])


@given(draw_files(), words)
def test_an_insertion_changes_nothing_else(text: str, item: str) -> None:
    done = insert(text, item=item)

    old, new = (yaml.load(data, yaml.BaseLoader) for data in (text, done))
    assert new == old | {"tags": [*(old.get("tags") or []), " ".join(item.split())]}
    assert check_only_inserts(text, done)


def check_only_inserts(old: str, new: str) -> bool:
    """Check that lines were inserted, or text into a line with brackets, and nothing was removed."""
    before, after = old.splitlines(), new.splitlines()
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "replace" and (i2 - i1, j2 - j1) == (1, 1) and "]" in before[i1]:
            rest = iter(after[j1])
            assert all(char in rest for char in before[i1])
        elif what not in {"equal", "insert"}:
            return False
    return True
