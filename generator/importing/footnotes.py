"""Footnotes of a page: items of a list that a reference leads to, and that lead back to it.

`paired` finds them. `set_apart` takes them out of a page before trafilatura reads it, which knows none, and leaves a
mark in the place of each reference; `restored` makes references of the marks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.importing.prose import Prose, Run

if TYPE_CHECKING:
    from lxml.etree import _Element

# Private characters, which no page has on purpose.
_MARK = re.compile("\ue0f0([0-9]+)\ue0f1")


class Paired(NamedTuple):
    """The label of each footnote by its id, and the ids of the references to them."""

    labels: Mapping[str, str]
    references: frozenset[str]


def paired(root: "_Element") -> Paired:
    """The footnotes below `root`."""
    references: dict[str, set[str]] = {}
    for anchor in root.iter("a"):
        if target := _target(anchor):
            parent = anchor.getparent()
            ids = {anchor.get("id"), parent.get("id") if parent is not None else None}
            references.setdefault(target, set()).update(filter(None, ids))
    labels: dict[str, str] = {}
    back: set[str] = set()
    for item in root.iter("li"):
        name = item.get("id") or ""
        returning = {_target(anchor) for anchor in item.iter("a")} & references.get(name, set())
        if returning:
            labels[name] = str(len(labels) + 1)
            back |= returning
    return Paired(labels, frozenset(back))


def set_apart(root: "_Element") -> "dict[str, _Element]":
    """Takes the footnotes out of a page; gives each by its label, without its way back."""
    notes = paired(root)
    if not notes.labels:
        return {}
    items = [item for item in root.iter("li") if item.get("id") in notes.labels]
    found = {notes.labels[item.get("id")]: item for item in items}
    for anchor in [*root.iter("a")]:
        target = _target(anchor)
        if target in notes.references:
            anchor.drop_tree()
        elif label := notes.labels.get(target):
            raised = anchor.getparent()
            alone = raised is not None and raised.tag == "sup" and len(raised) == 1
            reference = raised if alone else anchor
            reference.tail = f"\ue0f0{label}\ue0f1{reference.tail or ''}"
            reference.drop_tree()
    for item in items:
        item.drop_tree()
    return found


def restored(prose: Prose) -> Prose:
    """Prose with references in the place of marks."""
    return tuple(part for run in prose for part in _parts(run)) if any("\ue0f0" in run.text for run in prose) else prose


def _parts(run: Run) -> Iterator[Run]:
    for number, part in enumerate(_MARK.split(run.text)):
        if number % 2:
            yield Run(note=part)
        elif part:
            yield replace(run, text=part)


def _target(anchor: "_Element") -> str:
    href = anchor.get("href") or ""
    return href[1:] if href.startswith("#") else ""
