"""Edits of YAML text that leave every other byte as the editor wrote it.

Positions are found by composing the text, and the edit is made in the text itself; the file is never serialized again.
Files with syntax errors raise `InvalidYamlError`. The caller checks an edit by parsing the result.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from generator.diagnostics.phrases import add_prefix

KeyPath = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = r"(?>[\"']\s*|[|>][^\r\n]*\s+)?"
"""The characters in front of the text of a quoted scalar or a block scalar; a plain one has none."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_COMMA = re.compile(r"\s*,[ \t]*")
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_PLAIN = re.compile(r"[^\W_](?:[\w .’'()/&+-]*[\w.’')])?\Z")
"""A text that needs no quotation marks, in a list in brackets or on a line of its own."""


class UnwritableError(Exception):
    """The error for a position that does not exist, or whose form the program cannot edit."""


class InvalidYamlError(UnwritableError):
    """The error for a text that is not valid YAML."""


@dataclass(frozen=True)
class YamlText:
    """The text of a file of keys and values; each edit returns a new one."""

    text: str

    @cached_property
    def _root(self) -> yaml.Node:
        try:
            return yaml.compose(self.text.removeprefix("\ufeff"), Loader=_LOADER) or yaml.MappingNode("", [])
        except yaml.YAMLError as error:
            raise InvalidYamlError from error

    @cached_property
    def _shift(self) -> int:
        """The length of the byte order mark, which positions of the parser do not count."""
        return len(self.text) - len(self.text.removeprefix("\ufeff"))

    @cached_property
    def line_end(self) -> str:
        """The line end of the first line."""
        return next(iter(_LINE_END.findall(self.text)), "\n")

    def replace_id(self, path: KeyPath, old: str, new: str) -> "YamlText":
        """Replace the id `old`, at the beginning of the text at `path`, with `new`."""
        begin, _ = self._get_range(self._find_node(path))
        match = re.compile(rf"{_OPENING}{re.escape(old)}(?![a-z0-9-])").match(self.text, begin)
        if not match:
            raise UnwritableError
        return self._splice(match.end() - len(old), match.end(), new)

    def remove_item(self, path: KeyPath) -> "YamlText":
        """Remove a text from its list. A comment after it stays."""
        parent, position = self._find_list(path[:-1]), int(path[-1])
        if parent.flow_style:
            return self._remove_flow_item(parent, position)
        if len(parent.value) == 1:
            raise UnwritableError
        item = parent.value[position]
        return self._remove_lines(self._get_range(item)[0], self._find_end(item))

    def remove_key(self, key: str) -> "YamlText":
        """Remove a key of the file and its value. A comment after it stays."""
        key_node, value = self._find_entry(key)
        begin, key_end = self._get_range(key_node)
        return self._remove_lines(begin, max(key_end + 1, self._find_end(value)))

    def append_block(self, block: str) -> "YamlText":
        """Append a key and its value, as lines, to the file."""
        lines = self.line_end.join(_split_lines(block)) + self.line_end
        gap = "" if not self.text or self.text.endswith(("\n", "\r")) else self.line_end
        return YamlText(f"{self.text}{gap}{lines}")

    def append_item(self, key: str, item: str) -> "YamlText":
        """Append a text to the list under a key of the file, in the style of its other items."""
        node = self._find_list((key,))
        if not node.flow_style:
            return self.append_lines(key, f"- {quote_if_needed(item)}")
        if not node.value:
            begin, end = self._get_range(node)
            return self._splice(begin, end, f"[{quote_if_needed(item)}]")
        end = self._find_end(node.value[-1])
        return self._splice(end, end, f", {quote_if_needed(item)}")

    def append_lines(self, key: str, lines: str) -> "YamlText":
        """Append the lines of an item or a pair to the list or mapping under a key of the file."""
        node = self._find_node((key,))
        if not isinstance(node, yaml.CollectionNode) or not node.value or node.flow_style:
            raise UnwritableError
        indent = " " * node.start_mark.column
        end = self._find_line_end(self._find_end(node))
        return self._splice(end, end, "".join(add_prefix(f"{self.line_end}{indent}", _split_lines(lines))))

    def get_block(self, key: str) -> str:
        """Return the lines of a key of the file, with their comments."""
        key_node, value = self._find_entry(key)
        return self.text[self._get_range(key_node)[0] : self._find_line_end(self._find_end(value))]

    def get_item_lines(self, key: str, position: int) -> str:
        """Return the lines of an item of the list under a key of the file, without indentation."""
        node = self._find_list((key,))
        if node.flow_style:
            raise UnwritableError
        item = node.value[position]
        begin, end = self._get_range(item)[0], self._find_line_end(self._find_end(item))
        start_line, *other_lines = _split_lines(self.text[begin:end])
        column = node.start_mark.column
        return "\n".join([f"- {start_line}", *(line[column:] for line in other_lines)])

    def find_line(self, path: KeyPath) -> int:
        """Return the line, from 1, in which the value at `path` begins."""
        line: int = self._find_node(path).start_mark.line
        return line + 1

    def _find_node(self, path: KeyPath) -> yaml.Node:
        node = self._root
        for step in path:
            child = find_child(node, step)
            if child is None:
                raise UnwritableError
            node = child
        return node

    def _find_list(self, path: KeyPath) -> yaml.SequenceNode:
        node = self._find_node(path)
        if not isinstance(node, yaml.SequenceNode):
            raise UnwritableError
        return node

    def _find_entry(self, key: str) -> tuple[yaml.Node, yaml.Node]:
        entries = self._root.value if isinstance(self._root, yaml.MappingNode) else []
        for key_node, value in entries:
            if key_node.value == key:
                return key_node, value
        raise UnwritableError

    def _get_range(self, node: yaml.Node) -> tuple[int, int]:
        return node.start_mark.index + self._shift, node.end_mark.index + self._shift

    def _find_end(self, node: yaml.Node) -> int:
        """Return the end of the last text in a value: a block itself extends to the next node."""
        begin, end = self._get_range(find_last_value(node))
        return max(begin, len(self.text[:end].rstrip())) if end > begin else end

    def _find_line_end(self, position: int) -> int:
        return self._skip(_REST_OF_LINE, position)

    def _remove_flow_item(self, parent: yaml.SequenceNode, position: int) -> "YamlText":
        begin, end = self._get_range(parent.value[position])
        if position + 1 < len(parent.value):
            return self._splice(begin, self._skip(_COMMA, end), "")
        previous_end = self._get_range(parent.value[position - 1])[1] if position else begin
        comma = _COMMA.match(self.text, previous_end)
        if comma and "#" in self.text[comma.end() : begin]:
            return self._splice(begin, end, "")
        return self._splice(previous_end, end, "")

    def _remove_lines(self, begin: int, end: int) -> "YamlText":
        """Remove the lines from the position `begin` to the position `end`, except a comment after `end`."""
        start = max(self.text.rfind("\n", 0, begin), self.text.rfind("\r", 0, begin)) + 1
        start = max(start, self._shift)
        stop = self._find_line_end(end)
        comment = _COMMENT.match(self.text, end)
        if comment:
            indented = self.text[start:stop]
            indent = indented[: len(indented) - len(indented.lstrip(" \t"))]
            return self._splice(start, stop, f"{indent}{comment[1]}")
        return self._splice(start, self._skip(_LINE_END, stop), "")

    def _skip(self, pattern: re.Pattern[str], position: int) -> int:
        """Return the end of the match at a position, or the position itself if there is no match."""
        match = pattern.match(self.text, position)
        return match.end() if match else position

    def _splice(self, begin: int, end: int, new: str) -> "YamlText":
        return YamlText(f"{self.text[:begin]}{new}{self.text[end:]}")


def _split_lines(text: str) -> list[str]:
    """Split text into lines at the line ends of files; other characters that may end a line are text."""
    return _LINE_END.split(text.removesuffix("\n").removesuffix("\r"))


def find_child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return the value of a key of a mapping, or an item of a list; None if there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    return None


def find_last_value(node: yaml.Node) -> yaml.Node:
    """Return the innermost node in which a value ends: a block itself extends to the node after it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        child = node.value[-1]
        node = child[1] if isinstance(child, tuple) else child
    return node


def quote_if_needed(text: str) -> str:
    """Return a text as a value, in quotation marks if it needs them."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def format_block(key: str, value: Any) -> str:
    """Return the lines of a key and its value: a text, a list of texts, or a mapping of texts."""
    if isinstance(value, list):
        return f"{key}: [{', '.join(map(quote_if_needed, value))}]"
    if isinstance(value, dict):
        return "\n".join([f"{key}:", *(f"  {name}: {quote_if_needed(text)}" for name, text in value.items())])
    return f"{key}: {quote_if_needed(value)}"
