"""What has a name already, or one so near that it may be the same thing in another spelling."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from generator.analysis import NAMED_KINDS
from generator.content import Content
from generator.model.kinds import Kind, Ref
from generator.model.slug import slug

_NEAR = 85
"""How much of two names is the same, in hundredths: one letter in ten, or the order of the words."""

_TOLD_APART = (Kind.BRIEFING, Kind.SOURCE, Kind.QUESTION)
"""Titles are often alike and mean different texts."""


class Alike(NamedTuple):
    """A thing and the form of its name that is the same, or near."""

    ref: Ref
    form: str
    is_same: bool


def alike(written: Content, kind: Kind, name: str) -> Alike | None:
    """What is called `name`, or nearly so; of all kinds that texts name for the very name, of one for a near one."""
    wanted, best, score = _plain(name), None, float(_NEAR)
    for ref, form in _forms(written):
        comparable = ref.kind is kind or (kind in NAMED_KINDS and ref.kind in NAMED_KINDS)
        if comparable and form.casefold() == name.casefold():
            return Alike(ref, form, is_same=True)
        if ref.kind is kind and kind not in _TOLD_APART and _numbers(form) == _numbers(name):
            found = fuzz.token_sort_ratio(wanted, _plain(form), score_cutoff=score)
            if found >= score:
                best, score = Alike(ref, form, is_same=False), found
    return best


def _forms(written: Content) -> Iterator[tuple[Ref, str]]:
    for ref, record in written.entities.items():
        if not record.broken & {(), ("name",)}:
            yield from ((ref, form) for form in record.value.forms or (record.value.label,))
    for ref, piece in written.pieces.items():
        if not piece.metadata.broken & {(), ("title",)}:
            yield ref, piece.metadata.value.title


def _plain(name: str) -> str:
    return slug(name).replace("-", " ")


def _numbers(name: str) -> list[str]:
    """Of “round 1” and “round 2” the numbers tell all."""
    return re.findall(r"\d+", name)
