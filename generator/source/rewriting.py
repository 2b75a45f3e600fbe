"""YAML text changed at single places: every byte besides stays as the editor wrote it.

Places are found by composing the text, and changed in the text itself; nothing is written out anew. It is for files
that can be read without a mistake in their syntax: others raise `BrokenError`. Whether a change says what it was
meant to say is for the caller to see, by reading the result.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OPENING = re.compile(r"[\"']\s*|[|>][^\r\n]*\s+")
"""What stands before the text of a quoted scalar, or of one in a block of its own."""
_COMMENT = re.compile(r"[ \t]+(#[^\r\n]*)")
_PLAIN = re.compile(r"[^\W_](?:[\w .’'()/&+-]*[\w.’')])?\Z")
"""Text that needs no quotation marks, be it in a list in brackets or on a line of its own."""


class UnwritableError(Exception):
    """A place is not there, or is written in a way that is not changed by a program."""


class BrokenError(UnwritableError):
    """The text is no YAML."""


@dataclass(frozen=True)
class YamlText:
    """A file of keys and values; each change gives another one."""

    text: str

    @cached_property
    def _root(self) -> yaml.Node:
        try:
            return yaml.compose(self.text.removeprefix("\ufeff"), Loader=_LOADER) or yaml.MappingNode("", [])
        except yaml.YAMLError as error:
            raise BrokenError from error

    @cached_property
    def _shift(self) -> int:
        """Marks do not count a byte order mark."""
        return len(self.text) - len(self.text.removeprefix("\ufeff"))

    @cached_property
    def line_end(self) -> str:
        """How its lines end: as the first one does."""
        found = re.search(r"\r\n|\r|\n", self.text)
        return found[0] if found else "\n"

    def replaced(self, path: Path, old: str, new: str) -> "YamlText":
        """With the id `old`, with which the text at `path` begins, as `new`."""
        begin, _ = self._range(self._node(path))
        opening = _OPENING.match(self.text, begin)
        begin = opening.end() if opening else begin
        if not re.compile(rf"{re.escape(old)}(?![a-z0-9-])").match(self.text, begin):
            raise UnwritableError
        return self._spliced(begin, begin + len(old), new)

    def without_item(self, path: Path) -> "YamlText":
        """Without an item, a text, of the list that it stands in. A comment behind it stays."""
        parent = self._node(path[:-1])
        position = path[-1]
        if not isinstance(parent, yaml.SequenceNode) or not isinstance(position, int):
            raise UnwritableError
        if parent.flow_style:
            return self._without_flow_item(parent, position)
        if len(parent.value) == 1:
            raise UnwritableError
        return self._without_lines(self._range(parent.value[position])[0], self._end(parent.value[position]))

    def without_key(self, key: str) -> "YamlText":
        """Without a key of the file, and its value. A comment behind it stays."""
        named, value = self._entry(key)
        return self._without_lines(self._range(named)[0], max(self._range(named)[1] + 1, self._end(value)))

    def with_block(self, block: str) -> "YamlText":
        """With a key and its value, as lines, at the end."""
        lines = self.line_end.join(_lines(block)) + self.line_end
        gap = "" if not self.text or self.text.endswith(("\n", "\r")) else self.line_end
        return YamlText(f"{self.text}{gap}{lines}")

    def with_item(self, key: str, item: str) -> "YamlText":
        """With one more text in the list under a key of the file, written as the others are."""
        node = self._entry(key)[1]
        if not isinstance(node, yaml.SequenceNode):
            raise UnwritableError
        if not node.flow_style:
            return self.with_lines(key, f"- {as_scalar(item)}")
        if not node.value:
            begin, end = self._range(node)
            return self._spliced(begin, end, f"[{as_scalar(item)}]")
        end = self._end(node.value[-1])
        return self._spliced(end, end, f", {as_scalar(item)}")

    def with_lines(self, key: str, lines: str) -> "YamlText":
        """With further lines, an item or a pair, behind those of the list or mapping under a key of the file."""
        node = self._entry(key)[1]
        if not isinstance(node, yaml.CollectionNode) or not node.value or node.flow_style:
            raise UnwritableError
        indent = " " * node.start_mark.column
        end = self._line_end_from(self._end(node))
        added = "".join(f"{self.line_end}{indent}{line}" for line in _lines(lines))
        return self._spliced(end, end, added)

    def block(self, key: str) -> str:
        """The lines of a key of the file, with their comments."""
        named, value = self._entry(key)
        return self.text[self._range(named)[0] : self._line_end_from(self._end(value))]

    def item_lines(self, key: str, position: int) -> str:
        """The lines of an item of the list under a key of the file, as they stand without indentation."""
        node = self._entry(key)[1]
        if not isinstance(node, yaml.SequenceNode) or node.flow_style:
            raise UnwritableError
        begin, end = self._range(node.value[position])[0], self._line_end_from(self._end(node.value[position]))
        first, *rest = _lines(self.text[begin:end])
        column = node.start_mark.column
        return "\n".join([f"- {first}", *(line[column:] for line in rest)])

    def line_of(self, path: Path) -> int:
        """The line, from 1, in which the value at `path` begins."""
        line: int = self._node(path).start_mark.line
        return line + 1

    def _node(self, path: Path) -> yaml.Node:
        node = self._root
        for step in path:
            node = _below(node, step)
        return node

    def _entry(self, key: str) -> tuple[yaml.Node, yaml.Node]:
        entries = self._root.value if isinstance(self._root, yaml.MappingNode) else []
        for named, value in entries:
            if named.value == key:
                return named, value
        raise UnwritableError

    def _range(self, node: yaml.Node) -> tuple[int, int]:
        return node.start_mark.index + self._shift, node.end_mark.index + self._shift

    def _end(self, node: yaml.Node) -> int:
        """Where the last text in a value ends: a block itself goes on to whatever comes next."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        begin, end = self._range(node)
        return max(begin, len(self.text[:end].rstrip())) if end > begin else end

    def _line_end_from(self, place: int) -> int:
        found = re.compile(r"[^\r\n]*").match(self.text, place)
        return found.end() if found else place

    def _without_flow_item(self, parent: yaml.SequenceNode, position: int) -> "YamlText":
        begin, end = self._range(parent.value[position])
        if position + 1 < len(parent.value):
            comma = re.compile(r"\s*,[ \t]*").match(self.text, end)
            return self._spliced(begin, comma.end() if comma else end, "")
        before = self._range(parent.value[position - 1])[1] if position else begin
        comma = re.compile(r"\s*,").match(self.text, before)
        if position and comma and "#" in self.text[comma.end() : begin]:
            return self._spliced(begin, end, "")
        return self._spliced(before, end, "")

    def _without_lines(self, begin: int, end: int) -> "YamlText":
        """Without the lines from the one with `begin` to the one with `end`; what is commented there stays."""
        start = max(self.text.rfind("\n", 0, begin), self.text.rfind("\r", 0, begin)) + 1
        start = max(start, self._shift)
        stop = self._line_end_from(end)
        comment = _COMMENT.match(self.text, end)
        if comment:
            indent = re.compile(r"[ \t]*").match(self.text, start)
            return self._spliced(start, stop, f"{indent[0] if indent else ''}{comment[1]}")
        after = re.compile(r"\r\n|\r|\n").match(self.text, stop)
        return self._spliced(start, after.end() if after else stop, "")

    def _spliced(self, begin: int, end: int, new: str) -> "YamlText":
        return YamlText(f"{self.text[:begin]}{new}{self.text[end:]}")


def _lines(text: str) -> list[str]:
    """Its lines, as files have them: other characters that may end a line are text."""
    return re.split(r"\r\n|\r|\n", text.removesuffix("\n").removesuffix("\r"))


def _below(node: yaml.Node, step: str | int) -> yaml.Node:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                found: yaml.Node = value
                return found
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    raise UnwritableError


def as_scalar(text: str) -> str:
    """A text as a value, in quotation marks where it needs them."""
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=False)


def as_block(key: str, value: Any) -> str:
    """A key and its value as lines: a text, a list of texts, or a mapping of texts."""
    if isinstance(value, list):
        return f"{key}: [{', '.join(map(as_scalar, value))}]"
    if isinstance(value, dict):
        return "\n".join([f"{key}:", *(f"  {name}: {as_scalar(text)}" for name, text in value.items())])
    return f"{key}: {as_scalar(value)}"
