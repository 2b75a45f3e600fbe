"""Insertion of lines into a YAML file that leaves every other byte as an editor wrote it.

The parser only provides positions. Lines are inserted as text, indented and quoted like the lines around them. So
comments, blank lines, the order of keys and the width of lines stay the same, which no serializer preserves. The caller
checks an insertion by parsing the result.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.diagnostics.phrases import add_prefix
from generator.source.yaml_edits import KeyPath, find_child, find_last_value
from generator.source.yaml_scalars import format_flow_list, format_scalar

_LINE_END = re.compile(r"\r\n|\r|\n")
_ODD_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""The characters that end a line in YAML 1.1 and nowhere else."""


class InsertionError(Exception):
    """The error for a file without a place for a new line; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class FileLines:
    """The lines of a file without their line ends, and the line ends: one fewer than lines."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def split(cls, text: str) -> "FileLines":
        """Split `text` into lines; the last one is empty if the text ends with a line end."""
        return cls(tuple(_LINE_END.split(text)), tuple(_LINE_END.findall(text)))

    @property
    def text(self) -> str:
        """The whole text."""
        ends = (*self.ends, "")
        return "".join(line + end for line, end in zip(self.texts, ends, strict=True))

    @property
    def line_end(self) -> str:
        """The line end of the first line."""
        return next(iter(self.ends), "\n")

    def insert_after(self, row: int, new: Sequence[str]) -> "FileLines":
        """Insert lines after `row`; -1 inserts them at the beginning."""
        position = row + 1
        texts = (*self.texts[:position], *new, *self.texts[position:])
        ends = (*self.ends[:position], *[self.line_end] * len(new), *self.ends[position:])
        return FileLines(texts, ends)

    def remove_rows(self, start: int, stop: int) -> "FileLines":
        """Remove the rows from `start` up to but not including `stop`."""
        texts = (*self.texts[:start], *self.texts[stop:])
        ends = (*self.ends[:start], *self.ends[stop:])
        return FileLines(texts or ("",), ends[: max(0, len(texts) - 1)])

    def replace_line(self, row: int, text: str) -> "FileLines":
        """Replace the line at `row`."""
        return replace(self, texts=(*self.texts[:row], text, *self.texts[row + 1 :]))

    def insert_text(self, row: int, column: int, text: str) -> "FileLines":
        """Insert text into the line at `row`."""
        line = self.texts[row]
        return self.replace_line(row, f"{line[:column]}{text}{line[column:]}")


def find_node(lines: FileLines, path: KeyPath = ()) -> Node | None:
    """Return the node at `path`, or None if there is none. Raise `InsertionError` for invalid YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose("\n".join(lines.texts).translate(_ODD_ENDS), Loader=loader)
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        raise InsertionError("it is not valid YAML") from error
    for step in path:
        node = find_child(node, step)
    return node


def insert_item(lines: FileLines, key: str, item: str | Sequence[str], preceding: Sequence[str]) -> FileLines:
    """Append an `item`, a text or the lines of a mapping, to the list under a `key` of the file.

    A missing key is inserted after the last of the `preceding` keys, or at the end.
    """
    node = find_node(lines, (key,))
    if node is None:
        value = [format_flow_list([item])] if isinstance(item, str) else ["", *_format_item(item, 2)]
        return insert_key(lines, (), key, value, preceding)
    if isinstance(node, ScalarNode) and not node.value and not node.style:
        return lines.insert_after(node.start_mark.line, _format_item(item, 2))
    if not isinstance(node, SequenceNode):
        raise InsertionError(f"`{key}` is not a list")
    if not node.flow_style:
        return _insert_in_block(lines, node, item)
    if isinstance(item, str):
        return _insert_in_brackets(lines, node, item)
    if not node.value:
        return _remove_brackets(lines, node).insert_after(node.end_mark.line, _format_item(item, 2))
    raise InsertionError(f"`{key}` is a list in brackets")


def insert_key(lines: FileLines, path: KeyPath, key: str, value: Sequence[str], preceding: Sequence[str]) -> FileLines:
    """Insert a key into the mapping at `path`, after the last of the `preceding` keys.

    `value` is the value, and the lines below it.
    """
    mapping = find_node(lines, path)
    if not isinstance(mapping, MappingNode) or mapping.flow_style:
        raise InsertionError("it is not a mapping, or is in braces")
    start_line, *other_lines = value
    entries = [(key_node, node) for key_node, node in mapping.value if key_node.value in preceding] or mapping.value
    previous_key, previous_value = entries[-1]
    new = add_prefix(" " * previous_key.start_mark.column, [f"{key}: {start_line}".rstrip(), *other_lines])
    return lines.insert_after(max(previous_key.end_mark.line, find_last_row(lines, previous_value)), new)


def find_last_row(lines: FileLines, node: Node) -> int:
    """Return the last row of a value, without the comments and blank lines after it."""
    last = find_last_value(node)
    row = int(last.end_mark.line)
    if isinstance(last, ScalarNode) and last.style in {"|", ">"}:
        row -= last.end_mark.column == 0
        while row > last.start_mark.line and not lines.texts[row].strip():
            row -= 1
    return row


def _insert_in_block(lines: FileLines, node: SequenceNode, item: str | Sequence[str]) -> FileLines:
    column, row = node.start_mark.column, find_last_row(lines, node)
    if lines.texts[node.start_mark.line][column : column + 1] != "-":
        raise InsertionError("its list has an unusual form")
    quoted = _is_quoted(node.value[-1])
    blank_lines = _count_blank_lines(lines, node, 0 if isinstance(item, str) else 1)
    return lines.insert_after(row, [*[""] * blank_lines, *_format_item(item, column, in_quotes=quoted)])


def _count_blank_lines(lines: FileLines, node: SequenceNode, default: int) -> int:
    """Return the number of blank lines between the last two items, or the `default` if there is only one item."""
    if len(node.value) < 2:
        return default
    row = find_last_row(lines, node.value[-2]) + 1
    rest = lines.texts[row : node.value[-1].start_mark.line]
    return min(2, sum(not line.strip() for line in rest))


def _format_item(item: str | Sequence[str], column: int, *, in_quotes: bool = False) -> list[str]:
    start_line, *other_lines = [format_scalar(item, in_quotes=in_quotes)] if isinstance(item, str) else item
    return add_prefix(" " * column, [f"- {start_line}", *add_prefix("  ", other_lines)])


def _insert_in_brackets(lines: FileLines, node: SequenceNode, value: str) -> FileLines:
    if not node.value:
        new = format_scalar(value, in_brackets=True)
        return lines.insert_text(node.start_mark.line, node.start_mark.column + 1, new)
    previous = node.value[-1]
    new = format_scalar(value, in_quotes=_is_quoted(previous), in_brackets=True)
    return lines.insert_text(previous.end_mark.line, previous.end_mark.column, f", {new}")


def _is_quoted(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style in {'"', "'"}


def _remove_brackets(lines: FileLines, node: SequenceNode) -> FileLines:
    row, start, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
    if node.end_mark.line != row:
        raise InsertionError("its empty brackets are on two lines")
    line = lines.texts[row]
    return lines.replace_line(row, f"{line[:start].rstrip()}{line[end:].rstrip()}")
