"""The footnotes of a page: elements that a reference leads to, if they lead back or begin with its number.

`pair_footnotes` finds them. `extract_footnotes` takes them out of a page before trafilatura reads it, which does not
know footnotes, and leaves a mark in the place of each reference; `restore_references` turns the marks into references.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from generator.importing.elements import get_element_text, get_fragment, get_leading_text, get_tail
from generator.importing.inline_text import Prose, TextRun

if TYPE_CHECKING:
    from lxml.etree import _Element

# Private-use characters, which no page has on purpose.
_MARK_START, _MARK_END = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_MARK_START}([0-9]+){_MARK_END}")

_SIGN = re.compile(r"[\[(]?\s*([0-9]{1,3}|[*†‡§¶#]{1,3}|[A-Za-z]|[ivxlc]{1,6})\s*[\])]?\Z")
"""The text of a reference to a note: 1, [1], *, a, iv."""
_NOTE_ELEMENTS = frozenset({"li", "p", "div", "aside", "dd", "td", "section"})
_NOTE_ROLE = "note"
"""A part of each role of notes: note, doc-footnote, doc-endnote."""
_RAISED = "descendant::sup | parent::sup"
_NAMED = "descendant-or-self::*[@id != '' or @name != '']"
_MAX_NOTE_WORDS = 300
"""Words of a note at most: more is a part of the text that an anchor leads to."""


class FootnotePairs(NamedTuple):
    """The label of each footnote by its id, the ids of the references to them, and the notes by label."""

    labels: Mapping[str, str]
    references: frozenset[str]
    notes: "Mapping[str, _Element]"


@dataclass(slots=True)
class _Pairing:
    """The footnotes found so far."""

    labels: dict[str, str] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    notes: "dict[str, _Element]" = field(default_factory=dict)


@dataclass(frozen=True)
class _Target:
    """A block that an address leads to: the element of that id, or the block around it."""

    block: "_Element"

    @cached_property
    def text(self) -> str:
        """Its text, read once, as many anchors may lead to a large block; empty if it is longer than notes are."""
        words = get_element_text(self.block).split()
        return " ".join(words) if len(words) <= _MAX_NOTE_WORDS else ""

    def is_note(self, sign: str) -> bool:
        """Check whether it is the note to a sign."""
        if not self.text:
            return False
        has_form = self.block.tag == "li" or _NOTE_ROLE in self.block.get("role", "")
        return has_form or _compile_leading_sign(sign).match(self.text) is not None


class _Reference(NamedTuple):
    """A reference to a note: the id that it leads to, its sign, and the note."""

    target: str
    sign: str
    note: "_Element"


def pair_footnotes(root: "_Element") -> FootnotePairs:
    """Return the footnotes below `root`. The number at the beginning of a note is removed from it."""
    pairing = _pair_by_backlinks(root)
    label_by_note = {note: label for label, note in pairing.notes.items()}
    for reference in _find_numbered_references(root, pairing.labels):
        note = reference.note
        if note not in label_by_note:
            label_by_note[note] = str(len(label_by_note) + 1)
            pairing.notes[label_by_note[note]] = note
            _remove_sign(note, reference.sign)
        pairing.labels[reference.target] = label_by_note[note]
    return FootnotePairs(pairing.labels, frozenset(pairing.references), pairing.notes)


# Notes that lead back


def _pair_by_backlinks(root: "_Element") -> _Pairing:
    """Return list items that a reference leads to and that lead back to it."""
    reference_ids = _collect_reference_ids(root)
    pairing = _Pairing()
    for item in root.iter("li"):
        id_ = item.get("id", "")
        backlinks = reference_ids.get(id_, set()).intersection(map(_get_target, item.iter("a")))
        if backlinks:
            label = str(len(pairing.labels) + 1)
            pairing.labels[id_] = label
            pairing.notes[label] = item
            pairing.references |= backlinks
    return pairing


def _collect_reference_ids(root: "_Element") -> dict[str, set[str]]:
    """Return the ids of the anchors that lead to an id, and of their parents."""
    ids: dict[str, set[str]] = {}
    for anchor in root.iter("a"):
        if target := _get_target(anchor):
            own_ids = {anchor.get("id", ""), anchor.getparent().get("id", "")}
            ids.setdefault(target, set()).update(own_ids - {""})
    return ids


# Notes that begin with the number of their reference


def _find_numbered_references(root: "_Element", labels: Mapping[str, str]) -> Iterator[_Reference]:
    """Yield references by a number or role, to elements that begin with that number or have the role of a note."""
    targets = _collect_targets(root)
    paired = set(labels)
    for anchor in [*root.iter("a")]:
        id_, sign = _get_target(anchor), _get_sign(anchor)
        target = targets.get(id_)
        if not sign or target is None or id_ in paired:
            continue
        if target.is_note(sign) and target.block not in anchor.iterancestors():
            paired.add(id_)
            yield _Reference(id_, sign, target.block)


def _collect_targets(root: "_Element") -> dict[str, _Target]:
    """Return the blocks that may be notes, by the ids in them, or by the names that old anchors have."""
    elements: dict[str, _Element] = {}
    for element in root.xpath(_NAMED):
        elements.setdefault(element.get("id") or element.get("name"), element)
    targets: dict[str, _Target] = {}
    for id_, element in elements.items():
        ancestors = (element, *element.iterancestors())
        block = next((ancestor for ancestor in ancestors if ancestor.tag in _NOTE_ELEMENTS), None)
        if block is not None:
            targets[id_] = _Target(block)
    return targets


def _get_sign(anchor: "_Element") -> str:
    """Return the sign of a reference, an anchor that is raised or has its role; empty for other anchors."""
    match = _SIGN.match(" ".join(get_element_text(anchor).split()))
    if not match:
        return ""
    is_reference = anchor.xpath(_RAISED) or "doc-noteref" in anchor.get("role", "")
    return match[1] if is_reference else ""


def _compile_leading_sign(sign: str) -> re.Pattern[str]:
    """Return a pattern of the sign at the beginning of a note, with its punctuation or an arrow that leads back."""
    return re.compile(rf"\s*(?:[\^↑]\s*)?[\[(]?{re.escape(sign)}(?:[\])]?[.:)]?\s+|[\])][.:)]?\s*|[.:]\s*|\Z)")


def _remove_sign(note: "_Element", sign: str) -> None:
    """Remove the sign from the beginning of a note, also if it is raised or leads back."""
    element = note
    while len(element) and not get_leading_text(element).strip():
        element = element[0]
    text = get_leading_text(element).strip()
    is_leaf = element is not note and not len(element)
    if is_leaf and _SIGN.match(text):
        element.text = ""
        element.tail = re.sub(r"\A\s*[.:)\]]?\s*", "", get_tail(element))
    elif is_leaf and not text:
        # An anchor that only gives its name; the sign follows it.
        element.tail = _compile_leading_sign(sign).sub("", get_tail(element), count=1)
    else:
        element.text = _compile_leading_sign(sign).sub("", get_leading_text(element), count=1)


# Marks in the place of references


def extract_footnotes(root: "_Element") -> "dict[str, _Element]":
    """Take the footnotes out of a page; return each by its label, without its backlink."""
    pairs = pair_footnotes(root)
    if not pairs.labels:
        return {}
    for anchor in [*root.iter("a")]:
        target = _get_target(anchor)
        if target in pairs.references or "doc-backlink" in anchor.get("role", ""):
            anchor.drop_tree()
        elif label := pairs.labels.get(target):
            _replace_with_mark(anchor, label)
    for note in pairs.notes.values():
        note.drop_tree()
    return dict(pairs.notes)


def _replace_with_mark(anchor: "_Element", label: str) -> None:
    """Replace a reference, with the raised element that has nothing else in it, by a mark."""
    parent = anchor.getparent()
    is_alone = parent.tag == "sup" and len(parent) == 1
    reference = parent if is_alone else anchor
    reference.tail = f"{_MARK_START}{label}{_MARK_END}{get_tail(reference)}"
    reference.drop_tree()


def restore_references(prose: Prose) -> Prose:
    """Return prose with references in the place of marks."""
    return tuple(chain.from_iterable(map(_split_marks, prose)))


def _split_marks(run: TextRun) -> Iterator[TextRun]:
    for index, segment in enumerate(_MARK.split(run.text)):
        if index % 2:
            yield TextRun(note=segment)  # every second part is the number in a mark
        elif segment:
            yield replace(run, text=segment)


def _get_target(anchor: "_Element") -> str:
    """Return the id that an anchor leads to on the same page; empty if it leads elsewhere."""
    return get_fragment(anchor.get("href", ""))
