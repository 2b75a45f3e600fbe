"""The joining of style sheets into one, without the rules that apply to no page.

A rule is removed if its selector needs a tag, a class, a role, a direction of text or a state of Material's that occurs
on no page and in no script; then custom properties are removed that no remaining rule uses. Ids, other attributes,
`:is()`, `:not()` and similar selectors count as matched, so that a rule is kept rather than lost.
Syntax: W3C CSS Syntax 3, parsed by tinycss2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Protocol

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from generator.site.postprocess.css_bundle import CssBundle

_STRING = re.compile(r"""["'`]([^"'`\n]*)["'`]""")
_STATE = re.compile(r"(data-md-[a-z-]+|dir|role)=[\w-]+")
_WORD = re.compile(r"[\w-]+")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")

_ALWAYS = frozenset({"html", "body", "root"})
_GROUPING = frozenset({"media", "supports", "layer", "container"})
"""The at-rules that contain rules."""


class _Item(Protocol):
    """An item of a style sheet."""

    def list_declarations(self) -> Iterator[tuple[str, str]]:
        """Yield name and value of all declarations; the name is empty if only the variables in the value count."""

    def render(self, used: set[str]) -> str:
        """Return the text, without custom properties that are not `used`; empty if no declaration remains."""


@dataclass(frozen=True, slots=True)
class _Text:
    """An at-rule that is copied as it is."""

    text: str

    def list_declarations(self) -> Iterator[tuple[str, str]]:
        yield "", self.text

    def render(self, used: set[str]) -> str:  # noqa: ARG002
        return self.text


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations after the selectors of a style rule."""

    head: str
    declarations: tuple[tuple[str, str], ...]

    def list_declarations(self) -> Iterator[tuple[str, str]]:
        yield from self.declarations

    def render(self, used: set[str]) -> str:
        declarations = [
            f"{name}:{value}" for name, value in self.declarations if name in used or not name.startswith("--")
        ]
        return f"{self.head}{{{';'.join(declarations)}}}" if declarations else ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules after the head of an at-rule: `@media print`."""

    head: str
    members: tuple[_Item, ...]

    def list_declarations(self) -> Iterator[tuple[str, str]]:
        for member in self.members:
            yield from member.list_declarations()

    def render(self, used: set[str]) -> str:
        members = _render_items(self.members, used)
        return f"{self.head}{{{members}}}" if members else ""


def join_css(
    sheets: Mapping[str, str],
    scripts: Iterable[str],
    page_names: Iterable[str],
    layers: Mapping[str, str],
) -> CssBundle | None:
    """Return one sheet with the rules for the names on pages and in scripts; None if there are no sheets.

    `sheets`: path → text, in the order of their links; `scripts`: the text of each; `layers`: path → cascade layer of
    the rules, or an empty string.
    """
    if not sheets:
        return None
    words = _find_words(scripts)
    roles = {f"role={word}" for word in words}
    names = _ALWAYS.union(page_names, words, roles)
    items: list[_Item] = []
    for path, text in sheets.items():
        members = tuple(_parse_sheet(text, names))
        items += [_Group(f"@layer {layers[path]}", members)] if layers.get(path) else members
    css = _render_items(items, _find_used_properties(items))
    digest = sha256(css.encode()).hexdigest()[:8]
    return CssBundle(f"assets/site.{digest}.css", tuple(sheets), css)


def _find_words(scripts: Iterable[str]) -> set[str]:
    """Return every word in the strings of scripts, which include all names that they add to pages."""
    strings = chain.from_iterable(map(_STRING.findall, scripts))
    return set(chain.from_iterable(map(_WORD.findall, strings)))


def _parse_sheet(text: str, names: frozenset[str]) -> Iterator[_Item]:
    """Yield the items of a sheet that may apply to elements with these names."""
    return _select_items(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), names)


def _select_items(nodes: Iterable[Node], names: frozenset[str]) -> Iterator[_Item]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = [selector for selector in _split_selectors(node.prelude) if _list_needs(selector) <= names]
            if selectors:
                yield _Rule(",".join(map(_render_tokens, selectors)), _parse_declarations(node.content))
        elif isinstance(node, AtRule):
            yield from _select_at_rule(node, names)


def _select_at_rule(node: AtRule, names: frozenset[str]) -> Iterator[_Item]:
    if node.lower_at_keyword == "charset":
        return  # it must come first in a file, and without one, a style sheet has the charset of the page
    head = f"@{node.at_keyword}{_render_tokens(node.prelude, strip=False)}".rstrip()
    if node.content is None:
        yield _Text(f"{head};")
    elif node.lower_at_keyword in _GROUPING:
        nodes = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        if members := tuple(_select_items(nodes, names)):
            yield _Group(head, members)
    else:
        yield _Text(f"{head}{{{_render_tokens(node.content)}}}")


def _split_selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """Yield the selectors of a list of selectors."""
    selector: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def _list_needs(selector: list[Node]) -> set[str]:
    """Return the tags, classes and attributes without which a selector matches nothing."""
    needs = set()
    previous = ""
    for token in selector:
        if token.type == "[] block":
            state = tinycss2.serialize(token.content).replace('"', "")
            if _STATE.fullmatch(state):
                needs.add(state)
        if token.type == "ident" and previous != ":":
            needs.add(token.value if previous == "." else token.value.lower())
        previous = token.value if token.type == "literal" else ""
    return needs


def _parse_declarations(content: list[Node]) -> tuple[tuple[str, str], ...]:
    declarations = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if isinstance(node, Declaration):
            important = "!important" if node.important else ""
            declarations.append((node.name, f"{_render_tokens(node.value)}{important}"))
    return tuple(declarations)


def _render_tokens(tokens: list[Node], *, strip: bool = True) -> str:
    for token in tokens:
        if token.type == "whitespace":
            token.value = " "
    text: str = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return text.strip() if strip else text


def _find_used_properties(items: Iterable[_Item]) -> set[str]:
    """Return the custom properties that rules use, directly or through other properties."""
    values: dict[str, list[str]] = {}
    used: set[str] = set()
    for item in items:
        for name, value in item.list_declarations():
            if name.startswith("--"):
                values.setdefault(name, []).append(value)
            else:
                used.update(_VARIABLE.findall(value))
    pending = list(used)
    while pending:
        for value in values.get(pending.pop(), ()):
            new = set(_VARIABLE.findall(value)) - used
            used |= new
            pending += new
    return used


def _render_items(items: Iterable[_Item], used: set[str]) -> str:
    return "".join(item.render(used) for item in items)
