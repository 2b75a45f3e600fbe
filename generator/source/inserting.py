"""New lines in a YAML file, with every other byte as an editor wrote it.

The parser only tells where things stand; lines are put in by hand, indented and quoted as those beside them. So
comments, blank lines, the order of keys and the width of lines stay what they are, which no writer of whole files
keeps. Whether the file then says what it should is for the caller to see, by reading it again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from generator.source.scalars import bracketed, scalar

_LINE_END = re.compile(r"\r\n|\r|\n")
_ODD_ENDS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
"""YAML 1.1 ends a line at these, and nothing else does."""

Path = tuple[str | int, ...]


class InsertError(Exception):
    """The place for a new line was not found; the message says why."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file as lines without their ends, and the ends; there is one end less where the last line has none."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of `text`, the last of them empty where it ends with a line end."""
        return cls(tuple(_LINE_END.split(text)), tuple(_LINE_END.findall(text)))

    @property
    def text(self) -> str:
        """All of it."""
        ends = (*self.ends, "")
        return "".join(line + end for line, end in zip(self.texts, ends, strict=True))

    @property
    def end(self) -> str:
        """How this file ends its lines."""
        return self.ends[0] if self.ends else "\n"

    def after(self, row: int, new: Sequence[str]) -> "Lines":
        """With new lines behind `row`; -1 puts them first."""
        at = row + 1
        texts = (*self.texts[:at], *new, *self.texts[at:])
        return Lines(texts, (*self.ends[:at], *[self.end] * len(new), *self.ends[at:]))

    def without(self, first: int, last: int) -> "Lines":
        """Without the rows from `first` to before `last`."""
        texts, ends = (*self.texts[:first], *self.texts[last:]), (*self.ends[:first], *self.ends[last:])
        return Lines(texts or ("",), ends[: max(0, len(texts) - 1)])

    def with_line(self, row: int, text: str) -> "Lines":
        """With another line at `row`."""
        return replace(self, texts=(*self.texts[:row], text, *self.texts[row + 1 :]))


def node_at(lines: Lines, path: Path = ()) -> Node | None:
    """What stands at `path`; None where nothing does. Raises InsertError for what is no YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose("\n".join(lines.texts).translate(_ODD_ENDS), Loader=loader)
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        raise InsertError("it is not written as YAML is") from error
    for step in path:
        node = _child(node, step)
    return node


def _child(node: Node | None, step: str | int) -> Node | None:
    if isinstance(node, MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: Node = node.value[step]
        return found
    return None


def with_item(lines: Lines, key: str, item: str | Sequence[str], before: Sequence[str]) -> Lines:
    """With one more `item` in the list under a `key` of the file: a text, or the lines of a mapping.

    Where the key is not there, it is put behind the last of the keys `before` it, or at the end.
    """
    node = node_at(lines, (key,))
    if node is None:
        value = [bracketed([item])] if isinstance(item, str) else ["", *_item(item, 2)]
        return with_key(lines, (), key, value, before)
    if isinstance(node, ScalarNode) and not node.value and not node.style:
        return lines.after(node.start_mark.line, _item(item, 2))
    if not isinstance(node, SequenceNode):
        raise InsertError(f"`{key}` is not a list")
    if not node.flow_style:
        return _in_block(lines, node, item)
    if isinstance(item, str):
        return _in_brackets(lines, node, item)
    if not node.value:
        return _instead_of_brackets(lines, node).after(node.end_mark.line, _item(item, 2))
    raise InsertError(f"`{key}` is written in brackets")


def with_key(lines: Lines, path: Path, key: str, value: Sequence[str], before: Sequence[str]) -> Lines:
    """With one more key in the mapping at `path`: its value, and lines below it; behind the last of those `before`."""
    mapping = node_at(lines, path)
    if not isinstance(mapping, MappingNode) or mapping.flow_style:
        raise InsertError("it has no keys of its own")
    first, *more = value
    there = [(name, inner) for name, inner in mapping.value if name.value in before] or mapping.value
    name, inner = there[-1]
    indent = " " * name.start_mark.column
    new = [f"{indent}{key}: {first}".rstrip(), *(f"{indent}{line}" for line in more)]
    return lines.after(max(name.end_mark.line, last_row(lines, inner)), new)


def last_row(lines: Lines, node: Node) -> int:
    """The last row of a value, without comments and blank lines behind it."""
    if isinstance(node, SequenceNode | MappingNode) and not node.flow_style and node.value:
        last = node.value[-1]
        if isinstance(last, tuple):
            return max(last_row(lines, last[0]), last_row(lines, last[1]))
        return last_row(lines, last)
    row = int(node.end_mark.line)
    if isinstance(node, ScalarNode) and node.style in {"|", ">"}:
        row -= node.end_mark.column == 0
        while row > node.start_mark.line and not lines.texts[row].strip():
            row -= 1
    return row


def _in_block(lines: Lines, node: SequenceNode, item: str | Sequence[str]) -> Lines:
    column, row = node.start_mark.column, last_row(lines, node)
    if lines.texts[node.start_mark.line][column : column + 1] != "-":
        raise InsertError("its list is written in an unusual way")
    quoted = isinstance(node.value[-1], ScalarNode) and node.value[-1].style in {'"', "'"}
    gap = _gap(lines, node, 0 if isinstance(item, str) else 1)
    return lines.after(row, [*[""] * gap, *_item(item, column, in_quotes=quoted)])


def _gap(lines: Lines, node: SequenceNode, usual: int) -> int:
    """How many blank lines part the last two items; where there is one, as many as are usual."""
    if len(node.value) < 2:
        return usual
    row = last_row(lines, node.value[-2]) + 1
    rest = lines.texts[row : node.value[-1].start_mark.line]
    return min(2, sum(not line.strip() for line in rest))


def _item(item: str | Sequence[str], column: int, *, in_quotes: bool = False) -> list[str]:
    first, *more = [scalar(item, in_quotes=in_quotes)] if isinstance(item, str) else item
    indent = " " * column
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in more)]


def _in_brackets(lines: Lines, node: SequenceNode, value: str) -> Lines:
    last = node.value[-1] if node.value else None
    row, column = (node.start_mark.line, node.start_mark.column + 1)
    if last:
        row, column = last.end_mark.line, last.end_mark.column
    quoted = isinstance(last, ScalarNode) and last.style in {'"', "'"}
    new = scalar(value, in_quotes=quoted, in_brackets=True)
    line = lines.texts[row]
    return lines.with_line(row, f"{line[:column]}{', ' if last else ''}{new}{line[column:]}")


def _instead_of_brackets(lines: Lines, node: SequenceNode) -> Lines:
    row, start, end = node.start_mark.line, node.start_mark.column, node.end_mark.column
    if node.end_mark.line != row:
        raise InsertError("its empty brackets are on two lines")
    line = lines.texts[row]
    return lines.with_line(row, f"{line[:start].rstrip()}{line[end:].rstrip()}")
