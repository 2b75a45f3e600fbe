"""The footnotes of a page: elements that a reference leads to, if they lead back or begin with its number.

`pair_footnotes` finds them. `extract_footnotes` takes them out of a page before trafilatura reads it, which does not
know footnotes, and leaves a mark in the place of each reference; `restore_references` turns the marks into references.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.importing.inline_text import Prose, TextRun

if TYPE_CHECKING:
    from lxml.etree import _Element

# Private-use characters, which no page has on purpose.
_MARK_START, _MARK_END = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_MARK_START}([0-9]+){_MARK_END}")

_SIGN = re.compile(r"[\[(]?\s*([0-9]{1,3}|[*†‡§¶#]{1,3}|[A-Za-z]|[ivxlc]{1,6})\s*[\])]?\Z")
"""The text of a reference to a note: 1, [1], *, a, iv."""
_NOTE_ELEMENTS = frozenset({"li", "p", "div", "aside", "dd", "td", "section"})
_NOTE_ROLES = ("doc-footnote", "doc-endnote", "note")
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
        id_ = item.get("id") or ""
        backlinks = {_get_target(anchor) for anchor in item.iter("a")} & reference_ids.get(id_, set())
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
            parent = anchor.getparent()
            own_ids = {anchor.get("id"), parent.get("id") if parent is not None else None}
            ids.setdefault(target, set()).update(filter(None, own_ids))
    return ids


# Notes that begin with the number of their reference


def _find_numbered_references(root: "_Element", labels: Mapping[str, str]) -> Iterator[_Reference]:
    """Yield references by a number or role, to elements that begin with that number or have the role of a note."""
    elements = _collect_elements(root)
    # The text of each target is read once: many anchors may lead to a part as large as the page.
    texts: dict[str, str] = {}
    paired = set(labels)
    for anchor in [*root.iter("a")]:
        target, sign = _get_target(anchor), _get_sign(anchor)
        note = _find_note_element(elements.get(target)) if sign and target not in paired else None
        if note is None:
            continue
        if target not in texts:
            texts[target] = _get_note_text(note)
        if _is_note(note, texts[target], sign) and note not in anchor.iterancestors():
            paired.add(target)
            yield _Reference(target, sign, note)


def _collect_elements(root: "_Element") -> "dict[str, _Element]":
    """Return elements by their id, or by their name as old anchors have it."""
    elements: dict[str, _Element] = {}
    for element in root.iter():
        name = element.get("id") or element.get("name") if isinstance(element.tag, str) else None
        if name:
            elements.setdefault(str(name), element)
    return elements


def _get_sign(anchor: "_Element") -> str:
    """Return the sign of a reference, an anchor that is raised or has its role; empty for other anchors."""
    match = _SIGN.match(" ".join(_get_text(anchor).split()))
    if not match:
        return ""
    parent = anchor.getparent()
    is_raised = any(True for _ in anchor.iter("sup")) or (parent is not None and parent.tag == "sup")
    return match[1] if is_raised or "doc-noteref" in (anchor.get("role") or "") else ""


def _find_note_element(element: "_Element | None") -> "_Element | None":
    """Return the block that an address leads to: the element of that id, or the one around it."""
    while element is not None and element.tag not in _NOTE_ELEMENTS:
        element = element.getparent()
    return element


def _get_note_text(note: "_Element") -> str:
    """Return the text of a note; empty if it is longer than notes are."""
    words = _get_text(note).split()
    return " ".join(words) if len(words) <= _MAX_NOTE_WORDS else ""


def _is_note(note: "_Element", text: str, sign: str) -> bool:
    if not text:
        return False
    role = note.get("role") or ""
    if note.tag == "li" or any(note_role in role for note_role in _NOTE_ROLES):
        return True
    return _compile_leading_sign(sign).match(text) is not None


def _compile_leading_sign(sign: str) -> re.Pattern[str]:
    """Return a pattern of the sign at the beginning of a note, with its punctuation or an arrow that leads back."""
    return re.compile(rf"\s*(?:[\^↑]\s*)?[\[(]?{re.escape(sign)}(?:[\])]?[.:)]?\s+|[\])][.:)]?\s*|[.:]\s*|\Z)")


def _remove_sign(note: "_Element", sign: str) -> None:
    """Remove the sign from the beginning of a note, also if it is raised or leads back."""
    element = note
    while not (element.text or "").strip() and len(element):
        element = element[0]
    text = (element.text or "").strip()
    is_leaf = element is not note and not len(element)
    if is_leaf and _SIGN.match(text or "-"):
        element.text = ""
        element.tail = re.sub(r"\A\s*[.:)\]]?\s*", "", element.tail or "")
    elif is_leaf and not text:
        # An anchor that only gives its name; the sign follows it.
        element.tail = _compile_leading_sign(sign).sub("", element.tail or "", count=1)
    else:
        element.text = _compile_leading_sign(sign).sub("", element.text or "", count=1)


# Marks in the place of references


def extract_footnotes(root: "_Element") -> "dict[str, _Element]":
    """Take the footnotes out of a page; return each by its label, without its backlink."""
    pairs = pair_footnotes(root)
    if not pairs.labels:
        return {}
    for anchor in [*root.iter("a")]:
        target = _get_target(anchor)
        if target in pairs.references or "doc-backlink" in (anchor.get("role") or ""):
            anchor.drop_tree()
        elif label := pairs.labels.get(target):
            _replace_with_mark(anchor, label)
    for note in pairs.notes.values():
        note.drop_tree()
    return dict(pairs.notes)


def _replace_with_mark(anchor: "_Element", label: str) -> None:
    """Replace a reference, with the raised element that has nothing else in it, by a mark."""
    parent = anchor.getparent()
    is_alone = parent is not None and parent.tag == "sup" and len(parent) == 1
    reference = parent if is_alone else anchor
    reference.tail = f"{_MARK_START}{label}{_MARK_END}{reference.tail or ''}"
    reference.drop_tree()


def restore_references(prose: Prose) -> Prose:
    """Return prose with references in the place of marks."""
    if not any(_MARK_START in run.text for run in prose):
        return prose
    restored: list[TextRun] = []
    for run in prose:
        restored += _split_marks(run)
    return tuple(restored)


def _split_marks(run: TextRun) -> Iterator[TextRun]:
    for index, segment in enumerate(_MARK.split(run.text)):
        if index % 2:
            yield TextRun(note=segment)  # every second part is the number in a mark
        elif segment:
            yield replace(run, text=segment)


def _get_text(element: "_Element") -> str:
    return "".join(map(str, element.itertext()))


def _get_target(anchor: "_Element") -> str:
    """Return the id that an anchor leads to on the same page; empty if it leads elsewhere."""
    href = anchor.get("href") or ""
    return href[1:] if href.startswith("#") else ""
