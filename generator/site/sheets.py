"""Joins style sheets to one, and leaves out of it what applies to nothing.

A rule goes where its selector needs a tag, a class or a state of Material's that stands on no page and in no script;
then custom properties that no rule is left to ask for. Ids, other attributes, `:is()`, `:not()` and their like count as
met, so that a rule is rather kept than lost. Syntax: W3C CSS Syntax 3, read by tinycss2.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, QualifiedRule

from generator.site.styles import Sheet

_STRING = re.compile(r"""["'`]([^"'`\n]*)["'`]""")
_EQUALS = re.compile(r"^[\w-]+=[\w-]+$")
_WORD = re.compile(r"[\w-]+")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")

_ALWAYS = frozenset({"html", "body", "root"})


@dataclass(frozen=True, slots=True)
class _Rule:
    """Declarations under a head: that of a style rule, or of an at-rule without blocks in it."""

    head: str
    declarations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Rules under the head of an at-rule: `@media print`."""

    head: str
    members: tuple["_Rule | _Group | str", ...]


_Part = _Rule | _Group | str
"""What a sheet consists of; a string is kept as it is."""


def join(sheets: Mapping[str, str], scripts: Iterable[str], on_pages: Iterable[str]) -> Sheet | None:
    """The one sheet, with what `on_pages` and the site's scripts name; None where there are none to join.

    `sheets`: path → text, in the order of their links; `scripts`: the text of each.
    """
    if not sheets:
        return None
    known = _ALWAYS.union(on_pages, _words(scripts))
    rules = [rule for text in sheets.values() for rule in _read(text, known)]
    joined = "".join(_written(rules, _asked_for(rules)))
    return Sheet(f"assets/site.{sha256(joined.encode()).hexdigest()[:8]}.css", tuple(sheets), joined)


def _words(scripts: Iterable[str]) -> set[str]:
    """Every word of a string in them: what they put on pages is among these."""
    strings = (text for script in scripts for text in _STRING.findall(script))
    return {word for text in strings for word in _WORD.findall(text)}


def _read(text: str, known: frozenset[str]) -> Iterator[_Part]:
    """The rules that may apply where these names are."""
    return _kept(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), known)


def _kept(nodes: Iterable[Node], known: frozenset[str]) -> Iterator[_Part]:
    for node in nodes:
        if isinstance(node, QualifiedRule):
            selectors = [one for one in _selectors(node.prelude) if _needs(one) <= known]
            if selectors:
                yield _Rule(",".join(map(_text, selectors)), _declarations(node.content))
        elif isinstance(node, AtRule):
            yield from _kept_at(node, known)


def _kept_at(node: AtRule, known: frozenset[str]) -> Iterator[_Part]:
    head = f"@{node.at_keyword}{_text(node.prelude, strip=False)}".rstrip()
    if node.content is None:
        yield f"{head};"
    elif node.lower_at_keyword in {"media", "supports", "layer", "container"}:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        if members := tuple(_kept(inner, known)):
            yield _Group(head, members)
    else:
        yield f"{head}{{{_text(node.content)}}}"


def _selectors(prelude: list[Node]) -> Iterator[list[Node]]:
    """The parts of a list of selectors."""
    one: list[Node] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield one
            one = []
        else:
            one.append(token)
    yield one


def _needs(selector: list[Node]) -> set[str]:
    """The tags, classes and states without which a selector matches nothing."""
    needed = set()
    before = ""
    for token in selector:
        if token.type == "[] block":
            state = tinycss2.serialize(token.content).replace('"', "")
            needed.update([state] if state.startswith("data-md-") and _EQUALS.search(state) else [])
        if token.type == "ident" and before != ":":
            needed.add(token.value if before == "." else token.value.lower())
        before = token.value if token.type == "literal" else ""
    return needed


def _declarations(content: list[Node]) -> tuple[tuple[str, str], ...]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return tuple(
        (one.name, f"{_text(one.value)}{'!important' if one.important else ''}")
        for one in found
        if isinstance(one, Declaration)
    )


def _text(tokens: list[Node], *, strip: bool = True) -> str:
    for token in tokens:
        if token.type == "whitespace":
            token.value = " "
    text: str = tinycss2.serialize([token for token in tokens if token.type != "comment"])
    return text.strip() if strip else text


def _rules(parts: Iterable[_Part]) -> Iterator[_Rule]:
    for part in parts:
        if isinstance(part, _Rule):
            yield part
        elif isinstance(part, _Group):
            yield from _rules(part.members)


def _asked_for(parts: list[_Part]) -> set[str]:
    """The custom properties that a rule asks for, or that these are made of."""
    values: dict[str, list[str]] = {}
    asked = {name for part in parts if isinstance(part, str) for name in _ASKED.findall(part)}
    for rule in _rules(parts):
        for name, value in rule.declarations:
            if name.startswith("--"):
                values.setdefault(name, []).append(value)
            else:
                asked.update(_ASKED.findall(value))
    new = asked
    while new:
        new = {name for one in new for value in values.get(one, ()) for name in _ASKED.findall(value)} - asked
        asked |= new
    return asked


def _written(parts: Iterable[_Part], asked: set[str]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Group):
            if inner := "".join(_written(part.members, asked)):
                yield f"{part.head}{{{inner}}}"
        else:
            kept = [
                f"{name}:{value}" for name, value in part.declarations if not name.startswith("--") or name in asked
            ]
            if kept:
                yield f"{part.head}{{{';'.join(kept)}}}"
